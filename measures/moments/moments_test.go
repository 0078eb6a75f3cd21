package moments_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/moments"
	"pgregory.net/rapid"
)

// table is a random small table: k items with holes, a group, a cluster, a weight.
type table struct {
	items   [][]float64
	group   []string
	cluster []string
	weight  []float64
}

func draw(t *rapid.T) table {
	n, k := rapid.IntRange(0, 40).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "k")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	tb := table{items: make([][]float64, k)}
	for j := range tb.items {
		for range n {
			x := float64(1 + r.IntN(5))
			if r.IntN(6) == 0 {
				x = math.NaN()
			}
			tb.items[j] = append(tb.items[j], x)
		}
	}
	for range n {
		tb.group = append(tb.group, []string{"10", "9", "1", ""}[r.IntN(4)])
		tb.cluster = append(tb.cluster, []string{"a", "b", "c"}[r.IntN(3)])
		tb.weight = append(tb.weight, []float64{0.5, 1, 2}[r.IntN(3)])
	}
	return tb
}

func (tb table) frame(rows []int) *moments.Frame {
	f := moments.NewFrame(len(rows))
	for j, x := range tb.items {
		f.Numeric(fmt.Sprintf("x%d", j+1), pick(x, rows))
	}
	return f.Text("g", pick(tb.group, rows)).Text("c", pick(tb.cluster, rows)).Numeric("w", pick(tb.weight, rows))
}

func (tb table) rows() []int {
	rows := make([]int, len(tb.group))
	for i := range rows {
		rows[i] = i
	}
	return rows
}

func pick[T any](x []T, rows []int) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = x[r]
	}
	return out
}

func (tb table) plan(t *rapid.T) moments.Plan {
	var names []string
	for j := range tb.items {
		names = append(names, fmt.Sprintf("x%d", j+1))
	}
	vs := moments.ColumnVariables(names...)
	p := moments.Plan{Variables: append(vs, moments.MeanVariable("mean", 2, vs)), Products: true, Values: true,
		Listwise: rapid.Bool().Draw(t, "listwise")}
	if rapid.Bool().Draw(t, "by") {
		p.By = []string{"g"}
	}
	if rapid.Bool().Draw(t, "cluster") {
		p.Cluster = "c"
	}
	if rapid.Bool().Draw(t, "weight") {
		p.Weight = "w"
	}
	return p
}

func collect(t interface{ Fatal(...any) }, s moments.Source, p moments.Plan) *moments.Moments {
	m, err := s.Collect(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// same compares two moments, numbers to a relative 1e-9.
func same(t *rapid.T, got, want *moments.Moments) {
	if diff := differ("", reflect.ValueOf(*got), reflect.ValueOf(*want)); diff != "" {
		t.Fatal(diff)
	}
}

func differ(path string, a, b reflect.Value) string {
	switch a.Kind() {
	case reflect.Float64:
		x, y := a.Float(), b.Float()
		if math.IsNaN(x) != math.IsNaN(y) || math.Abs(x-y) > 1e-9*(1+math.Abs(y)) {
			return fmt.Sprintf("%s: %v, want %v", path, x, y)
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if d := differ(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i)); d != "" {
				return d
			}
		}
	case reflect.Slice:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s: %d entries, want %d", path, a.Len(), b.Len())
		}
		for i := range a.Len() {
			if d := differ(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i)); d != "" {
				return d
			}
		}
	default:
		if !a.Equal(b) {
			return fmt.Sprintf("%s: %v, want %v", path, a, b)
		}
	}
	return ""
}

func TestMergeOfSplitsIsOnePass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := draw(t)
		p := tb.plan(t)
		rows := tb.rows()
		cut := rapid.IntRange(0, len(rows)).Draw(t, "cut")
		got := collect(t, tb.frame(rows[:cut]), p)
		if err := got.Merge(collect(t, tb.frame(rows[cut:]), p)); err != nil {
			t.Fatal(err)
		}
		same(t, got, collect(t, tb.frame(rows), p))
	})
}

func TestRowOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := draw(t)
		p := tb.plan(t)
		rows := tb.rows()
		want := collect(t, tb.frame(rows), p)
		same(t, collect(t, tb.frame(rapid.Permutation(rows).Draw(t, "rows")), p), want)
	})
}

// hidden shows only the rows of a frame, so that FromRows has to stream them.
type hidden struct{ moments.RowSource }

func TestFrameIsRowSource(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := draw(t)
		p := tb.plan(t)
		f := tb.frame(tb.rows())
		same(t, collect(t, moments.FromRows(hidden{f}), p), collect(t, f, p))
	})
}

// A naive second computation, definition by definition.
func TestAgainstDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := draw(t)
		weighted := rapid.Bool().Draw(t, "weighted")
		p := moments.Plan{Variables: moments.ColumnVariables("x1", "x1b"), Products: true, Values: true}
		p.Variables[1].Items[0].Column = fmt.Sprintf("x%d", len(tb.items))
		if weighted {
			p.Weight = "w"
		}
		x, y := tb.items[0], tb.items[len(tb.items)-1]
		g := collect(t, tb.frame(tb.rows()), p).Groups[0]
		var n, both int64
		var w, mean, sw, mx, my float64
		weight := func(i int) float64 {
			if weighted {
				return tb.weight[i]
			}
			return 1
		}
		for i := range x {
			if x[i] == x[i] {
				n++
				w += weight(i)
				mean += weight(i) * x[i]
			}
			if x[i] == x[i] && y[i] == y[i] {
				both++
				sw += weight(i)
				mx += weight(i) * x[i]
				my += weight(i) * y[i]
			}
		}
		mean, mx, my = mean/w, mx/sw, my/sw
		var m2, m3, m4, mxy, mxx float64
		for i := range x {
			if x[i] == x[i] {
				d := x[i] - mean
				m2, m3, m4 = m2+weight(i)*d*d, m3+weight(i)*d*d*d, m4+weight(i)*d*d*d*d
			}
			if x[i] == x[i] && y[i] == y[i] {
				mxy += weight(i) * (x[i] - mx) * (y[i] - my)
				mxx += weight(i) * (x[i] - mx) * (x[i] - mx)
			}
		}
		v, pr := g.Vars[0], g.Pair(0, 1)
		if v.N != n || pr.N != both {
			t.Fatalf("n = %d, %d, want %d, %d", v.N, pr.N, n, both)
		}
		near := func(what string, got, want float64) {
			if math.Abs(got-want) > 1e-9 {
				t.Fatalf("%s = %v, want %v", what, got, want)
			}
		}
		if n > 0 {
			near("mean", v.Mean, mean)
			near("m2", v.M2, m2)
			near("m3", v.M3, m3)
			near("m4", v.M4, m4)
		}
		if both > 0 {
			near("mxy", pr.MXY, mxy)
			near("mxx", pr.MXX, mxx)
			near("swapped", g.Pair(1, 0).MYY, mxx)
		}
		total := int64(0)
		for i, u := range v.Values {
			total += u.N
			if i > 0 && v.Values[i-1].X >= u.X {
				t.Fatal("values are not ascending")
			}
		}
		if total != n {
			t.Fatalf("value counts sum to %d, want %d", total, n)
		}
	})
}

func TestShiftedDataKeepTheirDigits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 20000
	x, y, far, farY := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = math.Round(r.NormFloat64()*256) / 256 // exact after the shift
		y[i] = math.Round((x[i]+r.NormFloat64())*256) / 256
		if i%7 == 0 {
			y[i] = math.NaN()
		}
		far[i], farY[i] = x[i]+1e9, y[i]-1e9
	}
	p := moments.Plan{Variables: moments.ColumnVariables("x", "y"), Products: true}
	a := collect(t, moments.NewFrame(n).Numeric("x", x).Numeric("y", y), p).Groups[0]
	b := collect(t, moments.NewFrame(n).Numeric("x", far).Numeric("y", farY), p).Groups[0]
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-8*math.Abs(want) {
			t.Errorf("%s = %.17g, want %.17g", what, got, want)
		}
	}
	near("variance", b.Vars[0].Var(), a.Vars[0].Var())
	near("m4", b.Vars[0].M4, a.Vars[0].M4)
	near("covariance", b.Pairs[0].Cov(), a.Pairs[0].Cov())
	near("r", b.Pairs[0].R(), a.Pairs[0].R())
}

func TestGroupsSortByNumberElseByBytes(t *testing.T) {
	x := []float64{1, 2, 3, 4}
	p := moments.Plan{By: []string{"g", "h"}}
	m := collect(t, moments.NewFrame(4).Text("g", []string{"10", "9", "9", ""}).Text("h", []string{"b", "b", "a", "a"}).Numeric("x", x), p)
	var keys []string
	for _, g := range m.Groups {
		keys = append(keys, strings.Join(g.Key, "/"))
	}
	if want := []string{"9/a", "9/b", "10/b"}; !slices.Equal(keys, want) {
		t.Errorf("groups %v, want %v", keys, want)
	}
	if m.NoGroup != 1 || m.Group("9", "b").Rows != 1 || m.Group("9", "c") != nil || !slices.Equal(m.Levels(1), []string{"a", "b"}) {
		t.Errorf("%+v", m)
	}
	m = collect(t, moments.NewFrame(3).Text("g", []string{"10", "9", "x"}).Numeric("n", []float64{10, 9, math.NaN()}), moments.Plan{By: []string{"g"}})
	if m.Groups[0].Key[0] != "10" || m.Groups[2].Key[0] != "x" {
		t.Errorf("levels with a text sort by bytes: %v", m.Levels(0))
	}
}

func TestDerivedVariables(t *testing.T) {
	nan := math.NaN()
	f := moments.NewFrame(3).Numeric("a", []float64{1, nan, 5}).Numeric("b", []float64{5, 4, nan}).Numeric("c", []float64{1, nan, nan})
	vs := moments.ScaleVariables([]string{"a", "b", "c"}, []string{"b"}, 1, 5)
	m := collect(t, f, moments.Plan{Variables: append(vs, moments.MeanVariable("mean", moments.LeastAnswered(3), vs)), Values: true})
	g := m.Groups[0]
	if g.Vars[1].Mean != 1.5 {
		t.Errorf("mean of reversed b = %v, want 1.5", g.Vars[1].Mean)
	}
	if v := g.Vars[m.Index("mean")]; v.N != 1 || v.Mean != 1 {
		t.Errorf("row means: n %d, mean %v; want the first row's 1 alone", v.N, v.Mean)
	}
	if g.Any != 3 || g.Complete != 1 || m.Index("d") != -1 {
		t.Errorf("any %d, complete %d", g.Any, g.Complete)
	}
	for k, want := range map[int]int{1: 1, 2: 2, 3: 2, 4: 2, 5: 3, 11: 6} {
		if got := moments.LeastAnswered(k); got != want {
			t.Errorf("least answered of %d = %d, want %d", k, got, want)
		}
	}
}

func TestEmptyTextColumnCountsAsNumeric(t *testing.T) {
	f := moments.NewFrame(2).Text("x", []string{"", ""})
	g := collect(t, f, moments.Plan{Variables: moments.ColumnVariables("x")}).Groups[0]
	if g.Rows != 2 || g.Vars[0].N != 0 || !math.IsNaN(g.Vars[0].Var()) {
		t.Errorf("%+v", g)
	}
	if g = collect(t, moments.NewFrame(0).Text("x", nil), moments.Plan{Variables: moments.ColumnVariables("x")}).Groups[0]; g.Rows != 0 {
		t.Errorf("%+v", g)
	}
}

func TestTooManyValues(t *testing.T) {
	n := moments.MaxValues + 1
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i) / 2
	}
	p := moments.Plan{Variables: moments.ColumnVariables("x"), Values: true}
	v := collect(t, moments.NewFrame(n-1).Numeric("x", x[1:]), p).Groups[0].Vars[0]
	if v.Many || len(v.Values) != moments.MaxValues {
		t.Errorf("%d values: many %v, %d kept", moments.MaxValues, v.Many, len(v.Values))
	}
	v = collect(t, moments.NewFrame(n).Numeric("x", x), p).Groups[0].Vars[0]
	if !v.Many || v.Values != nil || v.N != int64(n) {
		t.Errorf("%d values: many %v, %d kept", n, v.Many, len(v.Values))
	}
}

func TestWhatStops(t *testing.T) {
	f := moments.NewFrame(2).Numeric("x", []float64{1, 7}).Text("t", []string{"a", "b"}).Numeric("w", []float64{1, -1}).Numeric("inf", []float64{1, math.Inf(1)})
	for want, p := range map[string]moments.Plan{
		`no column "y"`:       {Variables: moments.ColumnVariables("y")},
		`"a" is not a number`: {Variables: moments.ColumnVariables("t")},
		`is not a weight`:     {Weight: "w"},
		`infinite`:            {Variables: moments.ColumnVariables("inf")},
		`outside the scale`:   {Variables: moments.ScaleVariables([]string{"x"}, nil, 1, 5)},
		`cannot be reversed`:  {Variables: moments.ScaleVariables([]string{"x"}, []string{"x"}, math.NaN(), math.NaN())},
		`has no items`:        {Variables: []moments.Variable{{Name: "v"}}},
	} {
		_, err := f.Collect(context.Background(), p)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
		var r *moments.RangeError
		if errors.As(err, &r) && (r.Row != 2 || r.Value != 7) {
			t.Errorf("%+v", r)
		}
	}
	m := collect(t, f, moments.Plan{})
	if err := m.Merge(collect(t, f, moments.Plan{By: []string{"t"}})); err == nil {
		t.Error("moments of different plans were merged")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Collect(ctx, moments.Plan{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled pass: %v", err)
	}
}

func TestConstantWithinPair(t *testing.T) {
	nan := math.NaN()
	f := moments.NewFrame(4).Numeric("x", []float64{0.1, 0.1, 0.1, 9}).Numeric("y", []float64{1, 2, 3, nan})
	g := collect(t, f, moments.Plan{Variables: moments.ColumnVariables("x", "y"), Products: true}).Groups[0]
	if r := g.Pairs[0].R(); !math.IsNaN(r) || !g.Pairs[0].Constant() {
		t.Errorf("x is constant where y is present: r = %v", r)
	}
}

func survey(rows, items int, holes bool) *moments.Frame {
	r := rand.New(rand.NewPCG(3, 4))
	f := moments.NewFrame(rows)
	for j := range items {
		x := make([]float64, rows)
		for i := range x {
			x[i] = float64(1 + r.IntN(5))
			if holes && r.IntN(50) == 0 {
				x[i] = math.NaN()
			}
		}
		f.Numeric(fmt.Sprint("q", j), x)
	}
	return f
}

func BenchmarkCollect(b *testing.B) {
	for _, c := range []struct {
		name  string
		holes bool
		p     moments.Plan
	}{
		{"products", false, moments.Plan{Products: true}},
		{"products-holes", true, moments.Plan{Products: true}},
		{"values", true, moments.Plan{Values: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			f := survey(20000, 60, c.holes)
			cols, _ := f.Columns(context.Background())
			for _, col := range cols {
				c.p.Variables = append(c.p.Variables, moments.ColumnVariable(col.Name))
			}
			b.ReportAllocs()
			for b.Loop() {
				collect(b, f, c.p)
			}
		})
	}
}
