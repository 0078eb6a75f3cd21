package grid_test

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

func one(c table.Cell, f table.Format, lang string) grid.Cell {
	t := &table.Table{Columns: []table.Column{{Label: table.Same("x"), Format: f}}, Groups: []table.Group{{Rows: []table.Row{{Cells: []table.Cell{c}}}}}}
	return grid.New(t, lang).Rows[0].Cells[0]
}

func TestNumbers(t *testing.T) {
	for _, x := range []struct {
		v      float64
		f      table.Format
		zh, en string
	}{
		{72.45, table.Score, "72.5", "72.5"},
		{-0.04, table.Score, "0.0", "0.0"},
		{-12.345, table.Points, "−12.3", "−12.3"},
		{12.345, table.Points, "+12.3", "+12.3"},
		{0.285, table.Coef, "0.29", ".29"},
		{-0.5, table.Coef, "−0.50", "−.50"},
		{1, table.Coef, "1.00", "1.00"},
		{0.2834, table.Share, "28.3%", "28.3%"},
		{0.0125, table.PValue, "0.013", ".013"},
		{0.0004, table.PValue, "< 0.001", "< .001"},
		{88, table.Whole, "88", "88"},
		{math.NaN(), table.Score, "–", "–"},
	} {
		for lang, want := range map[string]string{"zh": x.zh, "en": x.en} {
			if got := one(table.Num(x.v, "id"), x.f, lang); got.Text != want {
				t.Errorf("%v in %s: %q, want %q", x.v, lang, got.Text, want)
			}
		}
	}
	small := one(table.Num(0.0004, ""), table.PValue, "en")
	if small.Numeric || small.NumFmt != "" || small.Value != 0.0004 {
		t.Errorf("a p below .001 is a text cell that keeps its value, got %+v", small)
	}
}

// shown renders a number under a number format as spreadsheets do: sections for positive, negative and zero numbers, the
// section chosen before rounding, 15 significant digits, halves away from zero.
func shown(v float64, format string) string {
	sections := strings.Split(format, ";")
	section := sections[0]
	switch {
	case v < 0 && len(sections) > 1:
		section = sections[1]
	case v == 0 && len(sections) > 2:
		section = sections[2]
	}
	prefix, body := "", section
	if rest, ok := strings.CutPrefix(section, `"`); ok {
		prefix, body, _ = strings.Cut(rest, `"`)
	}
	body, percent := strings.CutSuffix(body, "%")
	whole, places, _ := strings.Cut(body, ".")
	x, _ := new(big.Rat).SetString(strconv.FormatFloat(math.Abs(v), 'e', 14, 64))
	if percent {
		x.Mul(x, big.NewRat(100, 1))
	}
	s := x.FloatString(len(places)) // halves away from zero
	if whole == "" {
		s = strings.TrimPrefix(s, "0")
	}
	if percent {
		s += "%"
	}
	return prefix + s
}

// What a spreadsheet shows under NumFmt must be Text, whatever the number.
func TestNumberFormatShowsText(t *testing.T) {
	formats := []table.Format{table.Score, table.Points, table.Whole, table.Share, table.Coef, table.Coef3, table.PValue, table.Decimal2, table.Decimal3}
	rapid.Check(t, func(r *rapid.T) {
		format := rapid.SampledFrom(formats).Draw(r, "format")
		v := rapid.Float64Range(-150, 150).Draw(r, "value")
		if rapid.Bool().Draw(r, "halves") {
			v = math.Round(v*16) / 16 / 10
		}
		switch format.Style {
		case table.P:
			v = math.Abs(v) / 150
		case table.Bounded, table.Percent:
			v /= 150
		}
		lang := rapid.SampledFrom([]string{"zh", "en"}).Draw(r, "lang")
		c := one(table.Num(v, ""), format, lang)
		if !c.Numeric {
			return
		}
		if got := shown(c.Shown, c.NumFmt); got != c.Text {
			r.Fatalf("%v under %s shows %q, text %q (shown %v)", v, c.NumFmt, got, c.Text, c.Shown)
		}
	})
}

func TestMarksInOrderOfAppearance(t *testing.T) {
	x := &table.Table{
		Columns: []table.Column{{Label: table.Same("a"), Stub: true}, {Label: table.Same("b"), Marks: []string{"late"}}},
		Groups: []table.Group{{Rows: []table.Row{
			{Cells: []table.Cell{table.Txt(table.Same("x")), {Kind: table.Number, Value: 1, Marks: []string{"early", "late", "nowhere"}}}}}}},
		Notes: []table.Note{{Key: "early", Text: table.Same("E")}, {Text: table.Same("general")}, {Key: "late", Text: table.Same("L")}, {Key: "uncalled", Text: table.Same("U")}},
	}
	g := grid.New(x, "en")
	if got := g.Head[0][1].Marks + "|" + g.Rows[0].Cells[1].Marks; got != "a|b, a" {
		t.Errorf("marks %s", got)
	}
	if got := fmt.Sprint(g.Notes); got != "[{ general} { U} {a L} {b E}]" {
		t.Errorf("notes %s", got)
	}
}

func TestHeadCoversEveryColumnOnce(t *testing.T) {
	for _, x := range fixture.Review().Tables() {
		g := grid.New(x, "zh")
		covered := make([]int, len(g.Columns))
		for _, row := range g.Head {
			for _, h := range row {
				for c := h.Col; c < h.Col+h.Cols; c++ {
					covered[c] += h.Rows
				}
			}
		}
		for c, n := range covered {
			if n != len(g.Head) {
				t.Errorf("%s: column %d is covered %d times in %d header rows", x.Key, c, n, len(g.Head))
			}
		}
		for _, r := range g.Rows {
			if r.Heading == "" && len(r.Cells) != len(g.Columns) {
				t.Errorf("%s %s: %d cells", x.Key, r.Key, len(r.Cells))
			}
		}
	}
}

func TestKinds(t *testing.T) {
	hidden := one(table.Cell{Kind: table.Suppressed, ID: "x", Tint: .5}, table.Score, "zh")
	if hidden.Text != "已隐去" || hidden.Numeric {
		t.Errorf("%+v", hidden)
	}
	small := one(table.Cell{Kind: table.Suppressed, Text: table.Same("n<5"), Tint: -1}, table.Score, "en")
	if small.Text != "n<5" {
		t.Errorf("%+v", small)
	}
	mixed := one(table.Cell{Kind: table.Composite, Parts: []table.Part{{IsNum: true, Value: 3.14159, Format: table.Decimal2, ID: "a"}, {Text: table.Same(" ± ")}, {IsNum: true, Value: math.NaN(), Format: table.Decimal2, ID: "b"}}}, table.Score, "en")
	if mixed.Text != "3.14 ± –" || strings.Join(mixed.IDs, " ") != "a b" || mixed.ID != "a" {
		t.Errorf("%+v", mixed)
	}
}

func TestShortRowIsFilledWithBlanks(t *testing.T) {
	x := &table.Table{Columns: []table.Column{{Stub: true}, {}, {}}, Groups: []table.Group{{Rows: []table.Row{{Cells: []table.Cell{table.Txt(table.Same("x"))}}}}}}
	if c := grid.New(x, "en").Rows[0].Cells; len(c) != 3 || c[2].Text != "" || c[2].Tint >= 0 {
		t.Errorf("%+v", c)
	}
}

func TestMarkedFormat(t *testing.T) {
	c := grid.Cell{NumFmt: `.00;"−".00`, Marks: "a, b"}
	if got := c.MarkedFormat(); got != `.00"ᵃ˒ᵇ";"−".00"ᵃ˒ᵇ"` {
		t.Error(got)
	}
}

func TestManyLettersDiffer(t *testing.T) {
	x := &table.Table{Columns: []table.Column{{}}}
	var row table.Row
	for i := range 60 {
		k := strconv.Itoa(i)
		x.Notes = append(x.Notes, table.Note{Key: k, Text: table.Same(k)})
		row.Cells = []table.Cell{{Kind: table.Label, Marks: []string{k}}}
		x.Groups = append(x.Groups, table.Group{Rows: []table.Row{row}})
	}
	seen := map[string]bool{}
	for i, n := range grid.New(x, "en").Notes {
		if seen[n.Mark] || n.Mark == "" || n.Text != strconv.Itoa(i) {
			t.Errorf("note %d: %+v", i, n)
		}
		seen[n.Mark] = true
	}
}

func ExampleNew() {
	t := &table.Table{Number: 2, Title: table.Text{ZH: "相关", EN: "Correlations"},
		Columns: []table.Column{{Label: table.Text{ZH: "维度", EN: "Dimension"}, Stub: true}, {Label: table.Same("r"), Format: table.Coef}},
		Groups:  []table.Group{{Rows: []table.Row{{Cells: []table.Cell{table.Txt(table.Text{ZH: "嵌入", EN: "Embedding"}), table.Num(-0.415, "")}}}}}}
	for _, lang := range []string{"zh", "en"} {
		g := grid.New(t, lang)
		fmt.Println(g.Caption, g.Title, g.Rows[0].Cells[0].Text, g.Rows[0].Cells[1].Text)
	}
	// Output:
	// 表2 相关 嵌入 −0.42
	// Table 2 Correlations Embedding −.42
}
