package measures

// Families returns the registry: every measure that works on a plain table, one line each.
func Families() []Family {
	return []Family{
		agreementFamily,
		iccFamily,
		reliabilityFamily,
		describeFamily,
		correlateFamily,
		factorFamily,
		cfaFamily, semFamily,
		aggregateFamily,
		compareFamily,
		mediateFamily,
		multilevelFamily,
		weightsFamily,
		ccdFamily,
		saturationFamily,
	}
}
