package figure_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

func TestDataHoldsEveryCell(t *testing.T) {
	for _, f := range append(fixture.Review().Figures(), fixture.PassFigures()...) {
		want := map[string]float64{}
		add := func(c figure.Cell) {
			if c.ID != "" {
				want[c.ID] = c.Value
			}
		}
		switch {
		case f.Heat != nil:
			for _, r := range f.Heat.Cells {
				for _, c := range r {
					add(c)
				}
			}
		case f.Dumbbell != nil:
			for _, p := range f.Dumbbell.Rows {
				add(p.First)
				add(p.Second)
			}
		case f.Levels != nil:
			for _, b := range f.Levels.Bars {
				for _, c := range b.Values {
					add(c)
				}
			}
		case f.Dots != nil:
			for _, r := range f.Dots.Rows {
				add(r.Cell)
			}
		case f.Curve != nil:
			for _, s := range f.Curve.Series {
				for _, cells := range [][]figure.Cell{s.Low, s.High, s.Cells} {
					for _, c := range cells {
						add(c)
					}
				}
			}
		case f.Path != nil:
			for _, c := range f.Path.Columns {
				for _, n := range c.Nodes {
					want[n.ID] = float64(n.Count)
				}
			}
		}
		d := f.Data()
		for _, g := range d.Groups {
			for _, r := range g.Rows {
				if len(r.Cells) != len(d.Columns) {
					t.Errorf("%s: %d cells in %d columns", f.Key, len(r.Cells), len(d.Columns))
				}
				for _, c := range r.Cells {
					if v, ok := want[c.ID]; ok && (v == c.Value || (math.IsNaN(v) && c.Kind == table.Suppressed)) {
						delete(want, c.ID)
					}
				}
			}
		}
		if len(want) > 0 {
			t.Errorf("%s: not in the data: %v", f.Key, want)
		}
	}
}

func ExampleFigure_Data() {
	f := figure.Figure{Key: "gap", Dumbbell: &figure.Dumbbell{First: table.Same("leaders"), Second: table.Same("staff"),
		Rows: []figure.Pair{{Label: table.Same("trust"), First: figure.Cell{Value: 61}, Second: figure.Cell{Value: math.NaN(), Hidden: table.Same("n<5")}}}}}
	r := f.Data().Groups[0].Rows[0]
	fmt.Println(r.Cells[0].Text.EN, r.Cells[1].Value, r.Cells[2].Text.EN)
	// Output: trust 61 n<5
}
