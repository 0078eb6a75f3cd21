package agreement

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/smekit/smekit/measures/estimate"

	"pgregory.net/rapid"
)

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// columns makes a table of coders A, B, … from one text a coder, a letter a unit, "." for not coded.
func columns(codes ...string) Table {
	var t Table
	for c, column := range codes {
		t.Coders = append(t.Coders, string(rune('A'+c)))
		for i, k := range column {
			if c == 0 {
				t.Codes = append(t.Codes, make([]string, len(codes)))
			}
			if k != '.' {
				t.Codes[i][c] = string(k)
			}
		}
	}
	return t
}

// Two coders, two categories: 20 units both y, 5 y/n, 10 n/y, 15 both n. p_o = .7, p_e = .5, κ = .4, a textbook table;
// π: margins .55 and .45, p_e = .505; SE of κ after Fleiss, Cohen and Everitt worked by hand.
func TestByHand(t *testing.T) {
	a, b := "", ""
	for _, cell := range []struct {
		codes string
		n     int
	}{{"yy", 20}, {"yn", 5}, {"ny", 10}, {"nn", 15}} {
		for range cell.n {
			a, b = a+cell.codes[:1], b+cell.codes[1:]
		}
	}
	r := compute(t, columns(a, b), Options{})
	kappa := find(t, r, "cohen_kappa", "A~B")
	near(t, "kappa", kappa.Value, 0.4, 1e-12)
	// (.4·(1−.6·1.1)² + .3·(1−.6·.9)² + .36·(.1·(.6+.5)² + .2·(.4+.5)²) − (.4−.5·.6)²) / (.25·50)
	near(t, "SE", kappa.SE, math.Sqrt((.4*.34*.34+.3*.46*.46+.36*(.1*1.1*1.1+.2*.9*.9)-.01)/12.5), 1e-12)
	near(t, "pi", find(t, r, "scott_pi", "A~B").Value, (.7-.505)/.495, 1e-12)
	near(t, "AC1", find(t, r, "gwet_ac", "").Value, (.7-.495)/.505, 1e-12)
	near(t, "Brennan & Prediger", find(t, r, "brennan_prediger", "").Value, .4, 1e-12)
	near(t, "prevalence of y", find(t, r, "prevalence", "y").Value, .55, 1e-12)
}

// Coder B skipped two units of ten; they agree on six of the eight. 2·6/(10+8).
func TestHolsti(t *testing.T) {
	r := compute(t, columns("xxxxyyyyxy", "xxxyyyyx.."), Options{})
	near(t, "holsti", find(t, r, "holsti", "A~B").Value, 12.0/18, 1e-12)
	e := find(t, r, "percent_agreement", "A~B")
	near(t, "percent agreement", e.Value, 6.0/8, 1e-12)
	if e.N != 8 {
		t.Errorf("n = %d", e.N)
	}
}

func TestWeightsByHand(t *testing.T) {
	g := &grid{x: []float64{0, 1, 4}}
	for kind, want := range map[string][3]float64{ // w12, w13, w23
		"nominal": {0, 0, 0}, "ordinal": {1 - 1.0/3, 0, 1 - 1.0/3}, "linear": {.75, 0, .25},
		"quadratic": {1 - 1.0/16, 0, 1 - 9.0/16}, "ratio": {0, 0, 1 - .36},
	} {
		w, why := weigh(kind, g)
		if why != nil {
			t.Fatalf("%s: %v", kind, why.English())
		}
		for i, got := range [3]float64{w.w[0][1], w.w[0][2], w.w[1][2]} {
			near(t, kind, got, want[i], 1e-12)
		}
		near(t, kind+" total", w.total, 3+2*(want[0]+want[1]+want[2]), 1e-12)
	}
}

// The standard error of Conger's kappa that irrCAC 1.0 prints for these data (5 digits).
func TestCongerSE(t *testing.T) {
	e := find(t, compute(t, load(t, "krippendorff2011", "unit"), Options{}), "conger_kappa", "")
	near(t, "SE", e.SE, 0.14917, 5e-6)
	near(t, "low", e.Low, 0.435, 5e-4)
}

func TestEdges(t *testing.T) {
	kappas := []string{"fleiss_kappa", "conger_kappa", "krippendorff_alpha"}
	all := append([]string{"percent_agreement", "gwet_ac", "brennan_prediger"}, kappas...)
	for name, c := range map[string]struct {
		table Table
		o     Options
		empty []string
		note  estimate.Code
		ones  []string
	}{
		"one category":           {columns("xxxx", "xxxx"), Options{}, kappas, noteNoVariation, []string{"percent_agreement"}},
		"one category, AC":       {columns("xxxx", "xxxx"), Options{}, []string{"gwet_ac", "brennan_prediger"}, noteOneCategory, nil},
		"one category of a book": {columns("xxxx", "xxxx"), Options{Categories: []string{"x", "y"}}, kappas, noteNoVariation, []string{"gwet_ac", "brennan_prediger"}},
		"one coder":              {columns("xyxy"), Options{}, all, noteFewCoders, nil},
		"second coder empty":     {columns("xyxy", "...."), Options{}, all, noteFewCoders, nil},
		"one unit twice":         {columns("xyx.", "...x"), Options{}, all, noteFewUnits, nil},
		"no rows":                {columns("", ""), Options{}, all, noteFewCoders, nil},
		"negative ratio": {Table{Coders: []string{"A", "B"}, Codes: [][]string{{"1", "1"}, {"-2", "2"}, {"3", "3"}}}, Options{Level: "ratio"},
			[]string{"krippendorff_alpha", "fleiss_kappa", "gwet_ac"}, noteUndefined, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := compute(t, c.table, c.o)
			for _, m := range c.empty {
				e := find(t, r, m, "")
				if !e.Empty() || len(e.Notes) != 1 || e.Notes[0].Code != c.note || estimate.Has(e.SE) {
					t.Errorf("%s: %v %v", m, e.Value, estimate.JoinNotes(e.Notes))
				}
			}
			for _, m := range c.ones {
				e := find(t, r, m, "")
				if e.Value != 1 || e.SE != 0 || e.Low != 1 || e.High != 1 {
					t.Errorf("%s: %v, SE %v, %v to %v", m, e.Value, e.SE, e.Low, e.High)
				}
			}
			for _, e := range r.Estimates {
				for _, x := range []float64{e.Value, e.SE, e.Low, e.High} {
					if math.IsInf(x, 0) {
						t.Errorf("%s holds an infinity", e.ID())
					}
				}
				if e.Empty() && len(e.Notes) == 0 {
					t.Errorf("%s is empty without a reason", e.ID())
				}
			}
		})
	}
}

func TestPairWithoutOverlap(t *testing.T) {
	r := compute(t, columns("xyx...", "...xyy", "xyxxyx"), Options{})
	for _, m := range []string{"cohen_kappa", "percent_agreement", "scott_pi", "holsti"} {
		e := find(t, r, m, "A~B")
		if !e.Empty() || e.N != 0 || e.Notes[0].Code != noteFewCommon {
			t.Errorf("%s: %v, n %d, %s", m, e.Value, e.N, estimate.JoinNotes(e.Notes))
		}
	}
	if e := find(t, r, "cohen_kappa", "A~C"); e.Value != 1 {
		t.Errorf("A~C: %v", e.Value)
	}
}

// A constant coder beside a varying one has κ = 0, not an empty one.
func TestConstantCoder(t *testing.T) {
	near(t, "kappa", find(t, compute(t, columns("xxxx", "xyxy"), Options{}), "cohen_kappa", "A~B").Value, 0, 1e-15)
}

func TestSpellings(t *testing.T) {
	table := Table{Coders: []string{"A", "B"}, Codes: [][]string{{"Yes", "yes "}, {"no", "no"}, {"yes", "Yes"}, {"Yes", " "}}}
	r := compute(t, table, Options{})
	if len(r.Warnings) != 1 || r.Warnings[0].Code != warnSpellings {
		t.Errorf("warnings %v", r.Warnings)
	}
	near(t, "prevalence", find(t, r, "prevalence", "Yes").Value, 5.0/7, 1e-12)
	near(t, "kappa", find(t, r, "cohen_kappa", "A~B").Value, 1, 1e-12)

	r = compute(t, Table{Coders: []string{"A", "B"}, Codes: [][]string{{"1.0", "1"}, {"10", "10"}, {"2", "9"}}}, Options{Level: "ordinal"})
	if got := names(r); !slices.Equal(got, []string{"1", "2", "9", "10"}) && !slices.Equal(got, []string{"1.0", "2", "9", "10"}) {
		t.Errorf("categories %v", got)
	}
}

func names(r estimate.Result) []string {
	var out []string
	for _, e := range r.Estimates {
		if e.Measure == "prevalence" {
			out = append(out, e.Of)
		}
	}
	return out
}

func TestCodeBook(t *testing.T) {
	o := Options{Level: "ordinal", Categories: []string{"low", "mid", "high"}}
	r := compute(t, Table{Coders: []string{"A", "B"}, Codes: [][]string{{"low", "mid"}, {"Low", "low"}, {"mid", "mid"}}}, o)
	if got := names(r); !slices.Equal(got, o.Categories) {
		t.Errorf("categories %v", got)
	}
	_, err := Compute(context.Background(), Table{Coders: []string{"A", "B"}, Codes: [][]string{{"low", "mid"}, {"lwo", "low"}}}, o)
	var unknown *UnknownCode
	if !errors.As(err, &unknown) || unknown.Unit != 1 || unknown.Coder != 0 || unknown.Code != "lwo" {
		t.Errorf("error %v", err)
	}
}

func TestErrors(t *testing.T) {
	good := columns("xy", "xy")
	for name, c := range map[string]struct {
		table Table
		o     Options
	}{
		"level": {good, Options{Level: "cardinal"}}, "weights": {good, Options{Weights: "cubic"}}, "conf": {good, Options{Conf: 95}},
		"bootstrap": {good, Options{Bootstrap: -1}}, "clusters": {good, Options{Clusters: []string{"a"}}},
		"ragged": {Table{Coders: []string{"A", "B"}, Codes: [][]string{{"x"}}}, Options{}},
		"twins":  {Table{Coders: []string{"A", "A"}, Codes: [][]string{{"x", "y"}}}, Options{}},
		"units":  {Table{Units: []string{"u"}, Coders: []string{"A"}}, Options{}},
	} {
		if _, err := Compute(context.Background(), c.table, c.o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compute(done, columns("xyxxy", "xxyxy"), Options{Bootstrap: 100}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// draw is a random table of 2 to 4 coders with missing codes.
func draw(t *rapid.T) Table {
	coders, units := rapid.IntRange(2, 4).Draw(t, "coders"), rapid.IntRange(4, 25).Draw(t, "units")
	table := Table{}
	for c := range coders {
		table.Coders = append(table.Coders, string(rune('A'+c)))
	}
	for range units {
		row := make([]string, coders)
		for c := range row {
			row[c] = rapid.SampledFrom([]string{"1", "2", "3", "5", ""}).Draw(t, "code")
		}
		table.Codes = append(table.Codes, row)
	}
	return table
}

func same(t *rapid.T, what string, a, b estimate.Estimate) {
	for _, p := range [][2]float64{{a.Value, b.Value}, {a.SE, b.SE}, {a.Low, b.Low}, {a.High, b.High}} {
		if math.Abs(p[0]-p[1]) > 1e-9*math.Max(1, math.Abs(p[0])) || math.IsNaN(p[0]) != math.IsNaN(p[1]) {
			t.Fatalf("%s: %s: %v and %v", what, a.ID(), p[0], p[1])
		}
	}
}

func TestPermutationAndScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := draw(t)
		o := Options{Level: rapid.SampledFrom([]string{"nominal", "ordinal", "interval", "ratio"}).Draw(t, "level")}
		base, err := Compute(context.Background(), table, o)
		if err != nil {
			t.Fatal(err)
		}
		// Units in another order, and every code times seven (which no level minds).
		other := Table{Coders: table.Coders}
		for _, i := range rapid.Permutation(indices(len(table.Codes))).Draw(t, "order") {
			row := make([]string, len(table.Coders))
			for c, code := range table.Codes[i] {
				if x, err := strconv.Atoi(code); err == nil {
					row[c] = strconv.Itoa(7 * x)
				}
			}
			other.Codes = append(other.Codes, row)
		}
		moved, err := Compute(context.Background(), other, o)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range base.Estimates {
			same(t, "permuted and rescaled", e, moved.Estimates[i])
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// For two coders and units both coded: Conger's kappa is Cohen's, its linearised SE that of Fleiss, Cohen and Everitt but
// for the divisor; Fleiss' kappa is Scott's π; nominal alpha is π + (1 − π)/N.
func TestTwoCoders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := draw(t)
		table.Coders = table.Coders[:2]
		for i, row := range table.Codes {
			if table.Codes[i] = row[:2]; row[0] == "" || row[1] == "" {
				table.Codes[i] = []string{"1", "2"}
			}
		}
		level := rapid.SampledFrom([]string{"nominal", "ordinal", "interval", "ratio"}).Draw(t, "level")
		r, err := Compute(context.Background(), table, Options{Level: level})
		if err != nil {
			t.Fatal(err)
		}
		get := func(measure, of string) estimate.Estimate { e, _ := r.Find(measure, of); return e }
		n := float64(len(table.Codes))
		cohen, conger := get("cohen_kappa", "A~B"), get("conger_kappa", "")
		if cohen.Empty() != conger.Empty() {
			t.Fatal("one of Cohen and Conger is empty")
		}
		if cohen.Empty() {
			return
		}
		if math.Abs(cohen.Value-conger.Value) > 1e-10 || math.Abs(cohen.SE-conger.SE*math.Sqrt((n-1)/n)) > 1e-9 {
			t.Fatalf("Cohen %v (%v), Conger %v (%v)", cohen.Value, cohen.SE, conger.Value, conger.SE)
		}
		if level == "nominal" {
			pi, fleiss := get("scott_pi", "A~B"), get("fleiss_kappa", "")
			same(t, "Scott and Fleiss", pi, fleiss)
			alpha := get("krippendorff_alpha", "").Value
			if math.Abs(alpha-(pi.Value+(1-pi.Value)/(2*n))) > 1e-10 {
				t.Fatalf("alpha %v, pi %v", alpha, pi.Value)
			}
		}
	})
}

// The linearised standard errors of complete tables agree with a jackknife over units.
func TestJackknife(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	table := Table{Coders: []string{"A", "B", "C"}}
	for range 400 {
		truth := r.IntN(4)
		row := make([]string, 3)
		for c := range row {
			k := truth
			if r.Float64() < .15+.1*float64(c) {
				k = r.IntN(4)
			}
			row[c] = strconv.Itoa(k + 1)
		}
		table.Codes = append(table.Codes, row)
	}
	for _, level := range []string{"nominal", "interval"} {
		base := compute(t, table, Options{Level: level})
		for _, m := range []string{"fleiss_kappa", "conger_kappa", "gwet_ac", "brennan_prediger"} {
			var values []float64
			for i := range table.Codes {
				rest := Table{Coders: table.Coders, Codes: append(append([][]string(nil), table.Codes[:i]...), table.Codes[i+1:]...)}
				values = append(values, find(t, compute(t, rest, Options{Level: level}), m, "").Value)
			}
			n := float64(len(values))
			jackknife := deviation(values) * (n - 1) / math.Sqrt(n)
			e := find(t, base, m, "")
			near(t, level+" "+m, e.SE/jackknife, 1, 0.01)
		}
	}
}

// naiveAlpha follows the definition: every ordered pair of codes within units against every ordered pair of codes.
func naiveAlpha(table Table, level string) float64 {
	var all []float64
	observed := 0.0
	margins := map[float64]float64{}
	var units [][]float64
	for _, row := range table.Codes {
		var u []float64
		for _, s := range row {
			if x, err := strconv.ParseFloat(s, 64); err == nil {
				u = append(u, x)
			}
		}
		if len(u) >= 2 {
			units = append(units, u)
			for _, x := range u {
				all = append(all, x)
				margins[x]++
			}
		}
	}
	delta := func(a, b float64) float64 {
		d := 0.0
		switch level {
		case "nominal":
			if a != b {
				d = 1
			}
		case "interval":
			d = a - b
		case "ratio":
			d = (a - b) / (a + b)
		case "ordinal":
			for g, n := range margins {
				if g >= min(a, b) && g <= max(a, b) {
					d += n
				}
			}
			d -= (margins[a] + margins[b]) / 2
		}
		return d * d
	}
	for _, u := range units {
		for i := range u {
			for j := range u {
				if i != j {
					observed += delta(u[i], u[j]) / float64(len(u)-1)
				}
			}
		}
	}
	expected := 0.0
	for i := range all {
		for j := range all {
			if i != j {
				expected += delta(all[i], all[j])
			}
		}
	}
	n := float64(len(all))
	return 1 - (observed/n)/(expected/(n*(n-1)))
}

func TestAlphaNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := draw(t)
		level := rapid.SampledFrom([]string{"nominal", "ordinal", "interval", "ratio"}).Draw(t, "level")
		r, err := Compute(context.Background(), table, Options{Level: level})
		if err != nil {
			t.Fatal(err)
		}
		e, _ := r.Find("krippendorff_alpha", "")
		want := naiveAlpha(table, level)
		if e.Empty() {
			if e.N >= 2 && !math.IsNaN(want) {
				t.Fatalf("empty, want %v", want)
			}
			return
		}
		if math.Abs(e.Value-want) > 1e-9 {
			t.Fatalf("alpha %v, want %v", e.Value, want)
		}
	})
}

// Clusters of one unit each are no clusters; every unit doubled within its cluster leaves the clustered SE as it was.
func TestClusters(t *testing.T) {
	table := load(t, "fleiss1971", "patient")
	plain := compute(t, table, Options{})
	alone := compute(t, table, Options{Clusters: table.Units, Bootstrap: 50})
	twice := Table{Coders: table.Coders, Codes: append(append([][]string(nil), table.Codes...), table.Codes...)}
	both := compute(t, twice, Options{Clusters: append(append([]string(nil), table.Units...), table.Units...)})
	for _, m := range []string{"percent_agreement", "fleiss_kappa", "conger_kappa", "gwet_ac", "brennan_prediger"} {
		want := find(t, plain, m, "")
		for _, r := range []estimate.Result{alone, both} {
			e := find(t, r, m, "")
			near(t, m+" SE", e.SE, want.SE, 1e-12)
			near(t, m+" low", e.Low, want.Low, 1e-12)
			near(t, m+" df", e.DF1, 29, 0)
		}
	}
	if e := find(t, alone, "krippendorff_alpha", ""); !estimate.Has(e.Low) {
		t.Error("no limits from the bootstrap of clusters")
	}

	few := make([]string, len(table.Codes))
	for i := range few {
		few[i] = strconv.Itoa(i % 4)
	}
	few[0] = ""
	r := compute(t, table, Options{Clusters: few, Bootstrap: 50})
	for _, m := range []string{"fleiss_kappa", "krippendorff_alpha"} {
		if e := find(t, r, m, ""); len(e.Notes) == 0 || e.Notes[0].Code != estimate.NoteFewClusters {
			t.Errorf("%s: no note about 4 clusters", m)
		}
	}
	if len(r.Warnings) != 1 || r.Warnings[0].Code != warnNoCluster {
		t.Errorf("warnings %v", r.Warnings)
	}
	for i := range few {
		few[i] = "all"
	}
	r = compute(t, table, Options{Clusters: few, Bootstrap: 50})
	if e := find(t, r, "fleiss_kappa", ""); estimate.Has(e.SE) || e.Notes[0].Code != noteOneCluster {
		t.Errorf("one cluster: SE %v", e.SE)
	}
}

func TestBootstrapFailures(t *testing.T) {
	// One dissenting unit of three: about 30 % of the resamples miss it and have no variation.
	e := find(t, compute(t, columns("xxx", "xxy"), Options{Bootstrap: 500, Seed: 1}), "krippendorff_alpha", "")
	if estimate.Has(e.Low) || estimate.Has(e.SE) || len(e.Notes) != 2 || e.Notes[0].Code != estimate.NoteBootFailed {
		t.Errorf("%v to %v: %s", e.Low, e.High, estimate.JoinNotes(e.Notes))
	}
}

// The same table and seed give the same bytes on any number of cores.
func TestDeterminism(t *testing.T) {
	table := load(t, "krippendorff2011", "unit")
	var outputs [][]byte
	for _, cores := range []int{1, 2, 4} {
		old := runtime.GOMAXPROCS(cores)
		var b bytes.Buffer
		if err := estimate.WriteCSV(&b, compute(t, table, Options{Bootstrap: 300, Seed: 9}).Estimates); err != nil {
			t.Fatal(err)
		}
		runtime.GOMAXPROCS(old)
		outputs = append(outputs, b.Bytes())
	}
	for _, o := range outputs[1:] {
		if !bytes.Equal(o, outputs[0]) {
			t.Error("outputs differ between numbers of cores")
		}
	}
	a := find(t, compute(t, table, Options{Bootstrap: 300, Seed: 9}), "krippendorff_alpha", "")
	b := find(t, compute(t, table, Options{Bootstrap: 300, Seed: 10}), "krippendorff_alpha", "")
	if a.Low == b.Low && a.SE == b.SE {
		t.Error("the seed changes nothing")
	}
}

func large(units, coders int) Table {
	r := rand.New(rand.NewPCG(1, 2))
	t := Table{}
	for c := range coders {
		t.Coders = append(t.Coders, fmt.Sprint("coder", c))
	}
	for range units {
		row := make([]string, coders)
		for c := range row {
			if r.IntN(10) > 0 {
				row[c] = strconv.Itoa(r.IntN(5) + 1)
			}
		}
		t.Codes = append(t.Codes, row)
	}
	return t
}

func BenchmarkCompute(b *testing.B) {
	table := large(40000, 4)
	for b.Loop() {
		compute(b, table, Options{Level: "ordinal"})
	}
}

func BenchmarkBootstrap(b *testing.B) {
	table := large(40000, 4)
	for b.Loop() {
		compute(b, table, Options{Level: "ordinal", Bootstrap: 1000, Seed: 1})
	}
}

func ExampleCompute() {
	table := Table{
		Coders: []string{"Li", "Wu"},
		Codes:  [][]string{{"barrier", "barrier"}, {"enabler", "enabler"}, {"enabler", "barrier"}, {"barrier", "barrier"}, {"enabler", "enabler"}},
	}
	result, err := Compute(context.Background(), table, Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	kappa, _ := result.Find("cohen_kappa", "Li~Wu")
	fmt.Printf("%.3f (SE %.3f, n = %d)\n", kappa.Value, kappa.SE, kappa.N)
	// Output: 0.615 (SE 0.318, n = 5)
}
