package sheet

import (
	"bytes"
	"strings"
)

// reference A1 style: cellRef reads "BC12" (dollar signs allowed) as column 55, row 12.
func cellRef(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref); i++ {
		b := ref[i]
		switch {
		case b == '$':
			continue
		case b >= 'a' && b <= 'z':
			b -= 'a' - 'A'
		}
		if b < 'A' || b > 'Z' {
			break
		}
		if col = col*26 + int(b-'A') + 1; col > excelColumns {
			return 0, 0, false
		}
	}
	row, ok = positive(ref[i:])
	return col, row, ok && col > 0 && row > 0 && row <= excelRows
}

// area is a rectangle of cells, ends included.
type area struct{ left, top, right, bottom int }

// areaRef reads "A1:C3", or a single cell.
func areaRef(ref []byte) (area, bool) {
	first, second, two := bytes.Cut(ref, []byte(":"))
	var a area
	var ok bool
	if a.left, a.top, ok = cellRef(first); !ok {
		return a, false
	}
	a.right, a.bottom = a.left, a.top
	if two {
		if a.right, a.bottom, ok = cellRef(second); !ok {
			return a, false
		}
	}
	if a.right < a.left {
		a.left, a.right = a.right, a.left
	}
	if a.bottom < a.top {
		a.top, a.bottom = a.bottom, a.top
	}
	return a, true
}

// plainRef writes a reference without dollar signs.
func plainRef(ref []byte) string { return strings.ReplaceAll(string(ref), "$", "") }
