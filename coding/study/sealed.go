package study

import (
	"strings"

	"github.com/smekit/smekit/coding/sheet"
)

// The sheet by which a workbook dealt to a coder is known again, and the mark in it.
const (
	sealSheet  = "_seal"
	sealSchema = "smekit/seal/1"
)

// sealed reports whether a workbook is one as it was dealt to a coder: a hidden sheet _seal that begins with key, value and
// names the schema. Its rows are a coder's to return, not a study's to read.
func sealed(book *sheet.Book, infos []sheet.Info) bool {
	for _, in := range infos {
		if !in.Hidden || in.Name != sealSheet {
			continue
		}
		n := 0
		for r, err := range book.Rows(in.Name) {
			if n++; err != nil || n > 20 {
				break
			}
			key, value := strings.TrimSpace(r.Cell(1).Text), strings.TrimSpace(r.Cell(2).Text)
			if n == 1 && (key != "key" || value != "value") {
				break
			}
			if key == "schema" {
				return value == sealSchema
			}
		}
	}
	return false
}
