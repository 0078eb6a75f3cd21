package drawing_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/figure/drawing"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/internal/fixture"
	"github.com/smekit/smekit/reports/table"
)

func options(lang string) drawing.Options {
	return drawing.Options{Lang: lang,
		Number: func(v float64, f table.Format) string { return grid.Number(lang, v, f) },
		Word:   func(code string, args ...string) string { return locale.Text(lang, code, args...) }}
}

func figures() []*figure.Figure {
	return slices.Concat(fixture.Review().Figures(), fixture.PassFigures(), fixture.StudyFigures())
}

func each(t *testing.T, do func(t *testing.T, f *figure.Figure, lang string, d *drawing.Drawing)) {
	t.Helper()
	for _, f := range figures() {
		for _, lang := range []string{"zh", "en"} {
			t.Run(f.Key+"/"+lang, func(t *testing.T) { do(t, f, lang, drawing.Draw(f, options(lang))) })
		}
	}
}

func TestSameFigureSameDrawing(t *testing.T) {
	each(t, func(t *testing.T, f *figure.Figure, lang string, d *drawing.Drawing) {
		if len(d.Shapes) == 0 {
			t.Fatal("nothing is drawn")
		}
		if again := drawing.Draw(f, options(lang)); !reflect.DeepEqual(d, again) {
			t.Error("two drawings of one figure differ")
		}
	})
}

// Every shape lies within the drawing, and every number is one.
func TestWithinTheDrawing(t *testing.T) {
	each(t, func(t *testing.T, _ *figure.Figure, _ string, d *drawing.Drawing) {
		for _, s := range d.Shapes {
			x1, y1, x2, y2 := s.Box()
			if !(x1 >= -.1 && y1 >= -.1 && x2 <= d.Width+.1 && y2 <= d.Height+.1) {
				t.Errorf("%v %q reaches from %.1f, %.1f to %.1f, %.1f; the drawing is %v by %v", s.Kind, s.Text, x1, y1, x2, y2, d.Width, d.Height)
			}
			if s.Datum < 0 || s.Datum > len(d.Data) {
				t.Errorf("datum %d of %d", s.Datum, len(d.Data))
			}
			if s.Kind == drawing.Text && (s.Text == "" || s.Size <= 0) {
				t.Error("a text without letters or size")
			}
		}
	})
}

// No text covers another.
func TestTextsStandFree(t *testing.T) {
	each(t, func(t *testing.T, _ *figure.Figure, _ string, d *drawing.Drawing) {
		var texts []drawing.Shape
		for _, s := range d.Shapes {
			if s.Kind == drawing.Text {
				texts = append(texts, s)
			}
		}
		for i := range texts {
			ax1, ay1, ax2, ay2 := texts[i].Box()
			for j := range i {
				bx1, by1, bx2, by2 := texts[j].Box()
				if w, h := math.Min(ax2, bx2)-math.Max(ax1, bx1), math.Min(ay2, by2)-math.Max(ay1, by1); w > 2 && h > 3 {
					t.Errorf("%q and %q overlap by %.1f × %.1f", texts[i].Text, texts[j].Text, w, h)
				}
			}
		}
	})
}

// Every value of the figure's table is told by a text or a tooltip, and every estimate with a value can be pointed at.
func TestAllDataIsThere(t *testing.T) {
	each(t, func(t *testing.T, f *figure.Figure, lang string, d *drawing.Drawing) {
		var b strings.Builder
		ids := map[string]bool{}
		for _, s := range d.Shapes {
			b.WriteString(s.Text + "\n")
		}
		for _, x := range d.Data {
			b.WriteString(x.Title + "\n")
			ids[x.ID] = true
		}
		told := b.String()
		for _, r := range grid.New(f.Data(), lang).Rows {
			for _, c := range r.Cells {
				if c.ID == "" {
					continue
				}
				if !strings.Contains(told, c.Text) {
					t.Errorf("%q is not in the drawing", c.Text)
				}
				if c.Numeric && !ids[c.ID] {
					t.Errorf("%s cannot be pointed at", c.ID)
				}
			}
		}
	})
}

// Names are shown whole: their letters, in order, over the lines they take.
func TestNamesAreNotCut(t *testing.T) {
	for _, f := range fixture.StudyFigures() {
		for _, lang := range []string{"zh", "en"} {
			for _, s := range drawing.Draw(f, options(lang)).Shapes {
				if strings.HasSuffix(s.Text, "…") {
					t.Errorf("%s/%s: %q is cut", f.Key, lang, s.Text)
				}
			}
		}
	}
}

// Arrows of a path model run through no box but those they join, and their coefficients stand on none.
func TestArrowsLeaveBoxesFree(t *testing.T) {
	for _, f := range fixture.StudyFigures() {
		if f.Structure == nil {
			continue
		}
		d := drawing.Draw(f, options("en"))
		var boxes []drawing.Shape
		for _, s := range d.Shapes {
			if s.Kind == drawing.Rect && s.Fill == drawing.Node {
				boxes = append(boxes, s)
			}
		}
		arrows := 0
		for _, s := range d.Shapes {
			inside := func(x, y float64) {
				for _, b := range boxes {
					if x > b.X+1 && x < b.X+b.W-1 && y > b.Y+1 && y < b.Y+b.H-1 {
						t.Errorf("%s runs through a box at %.0f, %.0f", d.Data[s.Datum-1].Title, x, y)
					}
				}
			}
			if !s.Arrow {
				continue
			}
			arrows++
			var x, y float64
			for _, g := range s.Segments {
				for i := 1; i < 40 && g.Step != drawing.Move; i++ {
					v := float64(i) / 40
					u := 1 - v
					if g.Step == drawing.Curve {
						inside(u*u*u*x+3*u*u*v*g.X1+3*u*v*v*g.X2+v*v*v*g.X, u*u*u*y+3*u*u*v*g.Y1+3*u*v*v*g.Y2+v*v*v*g.Y)
					} else {
						inside(u*x+v*g.X, u*y+v*g.Y)
					}
				}
				x, y = g.X, g.Y
			}
		}
		if arrows != len(f.Structure.Arrows) {
			t.Errorf("%d arrows, want %d", arrows, len(f.Structure.Arrows))
		}
	}
}

// The bars of an answer scale meet in the middle: a neutral point lies half on either side.
func TestLikertIsCentred(t *testing.T) {
	cell := func(v float64) figure.Cell { return figure.Cell{Value: v, N: -1} }
	for neutral, shares := range map[int][]figure.Cell{2: {cell(.1), cell(.2), cell(.4), cell(.2), cell(.1)}, -1: {cell(.2), cell(.3), cell(.4), cell(.1)}} {
		l := &figure.Likert{Neutral: neutral, Rows: []figure.LikertRow{{Label: table.Same("a"), Shares: shares, N: 10}}}
		for range shares {
			l.Points = append(l.Points, table.Same("p"))
		}
		d := drawing.Draw(&figure.Figure{Key: "x", Likert: l}, options("en"))
		zero, total := 0.0, 0.0
		var ends []float64
		for _, s := range d.Shapes {
			if s.Kind == drawing.Path && s.Stroke == drawing.Soft {
				zero = s.Segments[0].X
			}
			if s.Kind == drawing.Rect && s.Datum > 0 {
				ends = append(ends, s.X, s.X+s.W)
				total += s.W
			}
		}
		if len(ends) != 2*len(shares) || math.Abs((ends[0]+ends[len(ends)-1])/2-zero) > .1 || math.Abs(zero-ends[0]-total/2) > .1 {
			t.Errorf("neutral %d: the middle %.1f is not that of %v", neutral, zero, ends)
		}
	}
}

// Figures with little or nothing in them, or with unknown ends and no numbers, are drawn all the same.
func TestDegenerate(t *testing.T) {
	none := figure.Cell{Value: math.NaN()}
	one := figure.Cell{Value: 1}
	for name, f := range map[string]*figure.Figure{
		"no answers":    {Likert: &figure.Likert{}},
		"short answers": {Likert: &figure.Likert{Neutral: 5, Points: []table.Text{table.Same("a"), table.Same("b")}, Rows: []figure.LikertRow{{Shares: []figure.Cell{one}}, {}}, RowGroups: []figure.Span{{From: 4, To: 9}}}},
		"one point":     {Likert: &figure.Likert{Neutral: -1, Points: []table.Text{table.Same("a")}, Rows: []figure.LikertRow{{Shares: []figure.Cell{one, one}}}}},
		"no nodes":      {Network: &figure.Network{Edges: []figure.NetEdge{{From: "a", To: "b", Weight: one}}}},
		"one node":      {Network: &figure.Network{Directed: true, Nodes: []figure.NetNode{{Key: "a", Group: 7, Size: none}}, Edges: []figure.NetEdge{{From: "a", To: "a", Weight: one}}}},
		"no rows":       {Forest: &figure.Forest{}},
		"flat":          {Forest: &figure.Forest{Rows: []figure.ForestRow{{Cell: figure.Cell{}, Low: math.NaN(), High: math.Inf(1)}}}},
		"endless":       {Forest: &figure.Forest{Rows: []figure.ForestRow{{Cell: figure.Cell{Value: 2}, Low: math.Inf(-1), High: math.Inf(1)}}}},
		"no columns":    {Structure: &figure.Structure{Arrows: []figure.StructureArrow{{From: "a", To: "b"}}}},
		"own arrow":     {Structure: &figure.Structure{Columns: []figure.StructureColumn{{Nodes: []figure.StructureNode{{Key: "a"}, {Key: "b"}}}, {Nodes: []figure.StructureNode{{Key: "c"}}}}, Arrows: []figure.StructureArrow{{From: "a", To: "a", Cell: none}, {From: "c", To: "a", Cell: one}}}},
		"no ranges":     {Ranges: &figure.Ranges{}},
		"open ranges":   {Ranges: &figure.Ranges{Rows: []figure.Range{{Low: none, Used: none, High: none}, {Low: none, Used: one, High: one}}}},
		"nothing":       {},
	} {
		for _, lang := range []string{"zh", "en"} {
			d := drawing.Draw(f, options(lang))
			f.Data()
			if !(d.Width > 0 && d.Height > 0 && d.Width < 1e5 && d.Height < 1e5) {
				t.Errorf("%s: %v by %v", name, d.Width, d.Height)
			}
			for _, s := range d.Shapes {
				x1, y1, x2, y2 := s.Box()
				if math.IsNaN(x1 + y1 + x2 + y2) {
					t.Errorf("%s: a coordinate of %q is not a number", name, s.Text)
				}
			}
		}
	}
}

// A network of many nodes keeps its names apart.
func TestManyNodes(t *testing.T) {
	n := &figure.Network{Groups: []table.Text{table.Same("g"), table.Same("h")}}
	for i := range 36 {
		n.Nodes = append(n.Nodes, figure.NetNode{Key: fmt.Sprint(i), Label: table.Same(strings.Repeat("name ", 1+i%9)), Group: i % 3, Size: figure.Cell{Value: float64(i), N: -1}})
	}
	d := drawing.Draw(&figure.Figure{Key: "x", Network: n}, options("en"))
	var boxes [][4]float64
	for _, s := range d.Shapes {
		if s.Kind == drawing.Text || s.Kind == drawing.Ellipse && s.Datum > 0 {
			x1, y1, x2, y2 := s.Box()
			for _, b := range boxes {
				if math.Min(x2, b[2])-math.Max(x1, b[0]) > 2 && math.Min(y2, b[3])-math.Max(y1, b[1]) > 3 {
					t.Errorf("%q at %.0f, %.0f covers something", s.Text, s.X, s.Y)
				}
			}
			boxes = append(boxes, [4]float64{x1, y1, x2, y2})
		}
	}
}

func ExampleDraw() {
	f := &figure.Figure{Key: "answers", Likert: &figure.Likert{Neutral: -1, Points: []table.Text{table.Same("no"), table.Same("yes")},
		Rows: []figure.LikertRow{{Label: table.Same("trust"), N: 40, Shares: []figure.Cell{{Value: .25, N: -1}, {Value: .75, N: -1}}}}}}
	d := drawing.Draw(f, drawing.Options{Lang: "en",
		Number: func(v float64, f table.Format) string { return grid.Number("en", v, f) },
		Word:   func(code string, args ...string) string { return locale.Text("en", code, args...) }})
	for _, x := range d.Data {
		fmt.Println(x.Title)
	}
	// Output:
	// trust · no: 25.0%
	// trust · yes: 75.0%
}
