package coding

import "strconv"

// Pos is a place in the files of a study. Row and Col count from 1; Col 0 means the whole row, Row 0 the whole sheet or file.
type Pos struct {
	File  string // slash-separated path inside the study
	Sheet string // empty in files without sheets
	Row   int
	Col   int

	// Element is what stands there in an XML file, "PlainTextSelection GUID"; Row is then its line, 0 where that is not known.
	Element string
}

// At returns the position of a column in p's row.
func (p Pos) At(col int) Pos { p.Col = col; return p }

// Cell is the spreadsheet name of the place: "F12", "12:12" for a row, empty for a sheet. In an XML file it is the element.
func (p Pos) Cell() string {
	switch {
	case p.Element != "":
		return p.Element
	case p.Row == 0 && p.Col == 0:
		return ""
	case p.Col == 0:
		r := strconv.Itoa(p.Row)
		return r + ":" + r
	case p.Row == 0:
		c := ColumnName(p.Col)
		return c + ":" + c
	}
	return ColumnName(p.Col) + strconv.Itoa(p.Row)
}

// String writes FILE!SHEET!CELL, or FILE!SHEET:LINE!ELEMENT, leaving out what is empty.
func (p Pos) String() string {
	s := p.File
	if p.Sheet != "" {
		s += "!" + p.Sheet
	}
	if p.Element != "" && p.Row > 0 {
		s += ":" + strconv.Itoa(p.Row)
	}
	if c := p.Cell(); c != "" {
		s += "!" + c
	}
	return s
}

// ColumnName is the letter name of a column counted from 1: 1 is A, 27 is AA.
func ColumnName(col int) string {
	var b []byte
	for ; col > 0; col = (col - 1) / 26 {
		b = append([]byte{byte('A' + (col-1)%26)}, b...)
	}
	return string(b)
}
