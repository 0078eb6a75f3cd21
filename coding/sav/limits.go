package sav

import "strconv"

// Limits bound what a file may make the reader do, and say how to read a file that does not name its encoding. A zero field
// means its default.
type Limits struct {
	MaxFile      int64  // bytes of the file, 2 GiB
	MaxUnzipped  int64  // bytes of the cases of a .zsav once unpacked, 16 GiB; they are never held
	MaxRows      int    // cases, 20,000,000
	MaxVariables int    // variables, 100,000
	MaxCells     int64  // cases times variables, 2,000,000,000
	MaxLabels    int    // value labels, counted again for each variable whose set is pieced together, 5,000,000
	Encoding     string // of files that name none: "GBK", "windows-1252" …; empty: guessed from the dictionary
}

func (l Limits) filled() Limits {
	fill(&l.MaxFile, 2<<30)
	fill(&l.MaxUnzipped, 16<<30)
	fill(&l.MaxRows, 20_000_000)
	fill(&l.MaxVariables, 100_000)
	fill(&l.MaxCells, 2_000_000_000)
	fill(&l.MaxLabels, 5_000_000)
	return l
}

func fill[T int | int64](v *T, def T) {
	if *v <= 0 {
		*v = def
	}
}

// exceeded is the error of a limit: what is one of file_size, unzipped, rows, variables, cells, labels.
func exceeded[T int | int64](what string, limit T) *ReadError {
	return fault(-1, "limit_"+what, strconv.FormatInt(int64(limit), 10))
}
