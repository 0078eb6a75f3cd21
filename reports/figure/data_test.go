package figure_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

func TestDataHoldsEveryCell(t *testing.T) {
	for _, f := range slices.Concat(fixture.Review().Figures(), fixture.PassFigures(), fixture.StudyFigures()) {
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
		case f.Likert != nil:
			for _, r := range f.Likert.Rows {
				for _, c := range r.Shares {
					add(c)
				}
			}
		case f.Network != nil:
			for _, n := range f.Network.Nodes {
				add(n.Size)
			}
			for _, e := range f.Network.Edges {
				add(e.Weight)
			}
		case f.Forest != nil:
			for _, r := range f.Forest.Rows {
				add(r.Cell)
			}
		case f.Structure != nil:
			for _, a := range f.Structure.Arrows {
				add(a.Cell)
			}
		case f.Ranges != nil:
			for _, r := range f.Ranges.Rows {
				add(r.Low)
				add(r.Used)
				add(r.High)
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

// Headings of rows become groups of the table, wherever they begin.
func TestHeadings(t *testing.T) {
	l := &figure.Likert{Neutral: -1, Points: []table.Text{table.Same("no")}, RowGroups: []figure.Span{{Label: table.Same("g"), From: 1, To: 1}, {Label: table.Same("h"), From: 2, To: 9}}}
	for range 4 {
		l.Rows = append(l.Rows, figure.LikertRow{Shares: []figure.Cell{{Value: 1}}, N: -1})
	}
	var got []string
	for _, g := range (&figure.Figure{Likert: l}).Data().Groups {
		got = append(got, fmt.Sprint(g.Label.EN, len(g.Rows)))
	}
	if want := []string{"1", "g1", "h2"}; !slices.Equal(got, want) {
		t.Errorf("groups %v, want %v", got, want)
	}
}

// A network counts where its weights are whole numbers, and shows coefficients elsewhere.
func TestNetworkFormat(t *testing.T) {
	n := &figure.Network{Edges: []figure.NetEdge{{Weight: figure.Cell{Value: 3}}, {Weight: figure.Cell{Value: math.NaN()}}}}
	f := figure.Figure{Network: n}
	if f.Format() != table.Whole {
		t.Error("whole weights are not counts")
	}
	n.Edges[0].Weight.Value = .31
	if f.Format() != table.Coef {
		t.Error("weights with decimals are counts")
	}
	n.Number = &table.Share
	if f.Format() != table.Share {
		t.Error("the chosen format is not used")
	}
}

func ExampleFigure_Data() {
	f := figure.Figure{Key: "gap", Dumbbell: &figure.Dumbbell{First: table.Same("leaders"), Second: table.Same("staff"),
		Rows: []figure.Pair{{Label: table.Same("trust"), First: figure.Cell{Value: 61}, Second: figure.Cell{Value: math.NaN(), Hidden: table.Same("n<5")}}}}}
	r := f.Data().Groups[0].Rows[0]
	fmt.Println(r.Cells[0].Text.EN, r.Cells[1].Value, r.Cells[2].Text.EN)
	// Output: trust 61 n<5
}
