package pass_test

import (
	"os"
	"testing"

	"github.com/smekit/smekit/coding/pass"
)

// Files that LibreOffice wrote from the workbook of typed (testdata/returned/README.md says how).
func TestLibreOffice(t *testing.T) {
	for _, c := range []struct{ file, layer, events, notes, hidden, encoding string }{
		{file: "libreoffice.xlsx", layer: plainLayer},
		{file: "gb18030.csv", layer: plainLayer, notes: "no_seal[]", encoding: "[GB18030]"},
		{file: "sorted-filtered.xlsx", layer: plainLayer, events: "reanchored text_edited I01/002", notes: "order_changed[5]", hidden: "[6]"},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile("testdata/returned/" + c.file)
			if err != nil {
				t.Fatal(err)
			}
			r := returnedBytes(t, c.file, data)
			r.Coder = "A" // whatever the deal's hash was when the files were made
			got := collectAll(t, roundDeal(), roundStudy(), pass.CollectOptions{}, r)
			same(t, "layer", layerText(got, "A"), c.layer)
			same(t, "events", eventText(got.Files[0]), c.events)
			same(t, "problems", problemText(got), "")
			same(t, "notes", noteText(got.Files[0], "collect.note."), c.notes)
			same(t, "hidden rows", noteText(got.Files[0], "sheet.hidden_rows"), c.hidden)
			same(t, "encoding", noteText(got.Files[0], "sheet.encoding"), c.encoding)
		})
	}
	data, err := os.ReadFile("testdata/returned/no-ids-merged.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	r := returnedBytes(t, "no-ids-merged.xlsx", data)
	r.Coder = "A"
	got := collectAll(t, roundDeal(), roundStudy(), pass.CollectOptions{}, r)
	same(t, "layer", layerText(got, "A"), "I01/001: ME.SUB(3,+1); I01/002: ME.REL MC.TGT(2); I01/003:; I01/004: MC.FUN(0,absent); "+
		"I02/001: MC.TGT ME.SUB; I02/002: MC.TGT ME.SUB; I02/003: MC.TGT ME.SUB; I02/006: MC.TGT(1,-1) ME.REL")
	same(t, "events", eventText(got.Files[0]), "reanchored id_missing I01/001; reanchored id_missing I01/002; reanchored by_neighbours I01/003; "+
		"reanchored id_missing I01/004; unreviewed id_missing I01/005; unreviewed id_missing I01/006; reanchored by_neighbours I02/001; "+
		"reanchored id_missing I02/002; noted merged_code I02/002; reanchored id_missing I02/003; noted merged_code I02/003; "+
		"unreviewed id_missing I02/004; unreviewed id_missing I02/005; reanchored id_missing I02/006; reanchored id_missing I02/006; reanchored extra_row I02/006")
}
