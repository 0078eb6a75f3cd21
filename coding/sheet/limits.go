package sheet

import "strconv"

// Limits bound what a file may make the reader do. A zero field means its default.
type Limits struct {
	MaxFile      int64 // bytes of the file, 2 GiB
	MaxUnzipped  int64 // bytes of a workbook unpacked, 1 GiB
	MaxRows      int   // rows of a sheet, 20,000,000 (a workbook has 1,048,576 at most)
	MaxColumns   int   // columns of a sheet, 16,384
	MaxCells     int64 // cells of a sheet, copies in merged areas included, 500,000,000
	MaxCellBytes int   // bytes of one cell's text, 1 MiB
}

// The bounds of an Excel sheet.
const (
	excelRows    = 1 << 20
	excelColumns = 1 << 14
)

func (l Limits) filled() Limits {
	fill(&l.MaxFile, 2<<30)
	fill(&l.MaxUnzipped, 1<<30)
	fill(&l.MaxRows, 20_000_000)
	fill(&l.MaxColumns, excelColumns)
	fill(&l.MaxCells, 500_000_000)
	fill(&l.MaxCellBytes, 1<<20)
	return l
}

func fill[T int | int64](v *T, def T) {
	if *v <= 0 {
		*v = def
	}
}

// exceeded is the error of a limit: what is one of file_size, unzipped, rows, columns, cells, cell_length.
func (l Limits) exceeded(file, sheet, what string, limit int64) *ReadError {
	return &ReadError{File: file, Sheet: sheet, Code: "sheet.error.limit_" + what, Args: []string{strconv.FormatInt(limit, 10)}}
}

// tally counts what a sheet has given so far.
type tally struct {
	Limits
	rows  int
	cells int64
}

// row counts a row of n cells.
func (t *tally) row(n int) error {
	if t.rows++; t.rows > t.MaxRows {
		return t.exceeded("", "", "rows", int64(t.MaxRows))
	}
	if n > t.MaxColumns {
		return t.exceeded("", "", "columns", int64(t.MaxColumns))
	}
	if t.cells += int64(n); t.cells > t.MaxCells {
		return t.exceeded("", "", "cells", t.MaxCells)
	}
	return nil
}
