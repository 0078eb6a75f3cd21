package sheet

import (
	"bytes"
	"testing"
)

func TestRowWidth(t *testing.T) {
	data := pack(t, `<row r="1"><c r="A1"><v>1</v></c><c r="D1" s="0"/></row><row r="2"/><row r="3"><c r="B3" s="0"/></row>`, "", nil, nil)
	b, err := Open(bytes.NewReader(data), int64(len(data)), "w.xlsx", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var widths, cells []int
	for r, err := range b.Rows("S") {
		if err != nil {
			t.Fatal(err)
		}
		widths, cells = append(widths, r.Width), append(cells, len(r.Cells))
	}
	if len(widths) != 3 || widths[0] != 4 || widths[1] != 0 || widths[2] != 2 || cells[0] != 1 || cells[2] != 0 {
		t.Error(widths, cells)
	}
}

func TestShowsDay(t *testing.T) {
	for _, f := range []struct {
		id   int
		code string
		days bool
	}{{0, "", false}, {14, "", true}, {22, "", true}, {20, "", false}, {31, "", true}, {49, "", false}, {164, "yyyy/m/d", true}, {164, `yyyy"年"m"月"d"日" hh:mm`, true},
		{164, "[h]:mm", false}, {164, "hh:mm", false}, {164, "000", false}, {164, `"day" 0`, false}, {164, "General", false}, {14, "0.00", false}} {
		if got := ShowsDay(f.id, f.code); got != f.days {
			t.Errorf("%d %q: %v", f.id, f.code, got)
		}
	}
}
