package measures

// RowsOf are the study's responses behind the package's, for tests that attack it.
func RowsOf(d *Deidentified) []int { return d.rows }
