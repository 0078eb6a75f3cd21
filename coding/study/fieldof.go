package study

// sheetKinds are the kinds of sheets that a study's records stand on.
var sheetKinds = []*kind{kindCases, kindDepartments, kindInterviews, kindRespondents, kindDocuments, kindCodebook, kindCoding, kindConsensus, kindInstrument,
	kindResponses, kindTies, kindBenchmarks, kindDecisions}

// FieldOf tells which field a header stands for on a kind of sheet (cases, codes, coding, …: the What of a receipt), in
// either language; empty where the kind has no such column. Headers of survey items are none.
func FieldOf(what, header string) string {
	for _, k := range sheetKinds {
		if k.name != what {
			continue
		}
		if c := k.names().field(header); c != nil {
			return c.field
		}
	}
	return ""
}
