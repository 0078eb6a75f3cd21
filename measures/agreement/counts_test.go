package agreement

import (
	"context"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"

	"pgregory.net/rapid"
)

// compress joins equal rows of a cluster.
func compress(t Table, clusters []string) (Table, []string) {
	out := Table{Coders: t.Coders}
	var names []string
	at := map[string]int{}
	for i, row := range t.Codes {
		key := strings.Join(row, "\x00")
		if clusters != nil {
			key += "\x01" + clusters[i]
		}
		k, ok := at[key]
		if !ok {
			k = len(out.Codes)
			at[key] = k
			out.Codes, out.Counts = append(out.Codes, row), append(out.Counts, 0)
			if clusters != nil {
				names = append(names, clusters[i])
			}
		}
		out.Counts[k]++
	}
	return out, names
}

// Two coders and one code: both gave it twice, the first alone once, the second alone three times; both left two alone; a unit
// that one did not review says nothing. K = 2·2/(3 + 5).
func TestPresence(t *testing.T) {
	r := compute(t, columns("111000001", "11011100."), Options{Categories: []string{"0", "1"}, Presence: "1", Bootstrap: 50, BootstrapAll: true})
	e := find(t, r, "mutual_agreement", "A~B")
	near(t, "K", e.Value, 4.0/8, 1e-12)
	near(t, "R", find(t, r, "composite_reliability_holsti", "").Value, 2*.5/1.5, 1e-12)
	if h := find(t, r, "holsti", "A~B"); h.Value == e.Value || h.Low == e.Low {
		t.Errorf("holsti %v from %v, K %v from %v", h.Value, h.Low, e.Value, e.Low)
	}
	if e := find(t, compute(t, columns("000", "000"), Options{Categories: []string{"0", "1"}, Presence: "1"}), "mutual_agreement", "A~B"); !e.Empty() || e.Notes[0].Code != noteNothingGiven {
		t.Errorf("nothing given: %+v", e)
	}
}

// The values of other programs once more, by way of counted rows.
func TestReferenceCounted(t *testing.T) {
	for name, o := range map[string]Options{"krippendorff2011-nominal": {}, "krippendorff2011-ordinal": {Level: "ordinal"}, "krippendorff2011-ratio": {Level: "ratio"},
		"fleiss1971": {}, "abstractors": {}, "anxiety-quadratic": {Level: "interval"}} {
		file, _, _ := strings.Cut(name, "-")
		unit := map[string]string{"krippendorff2011": "unit", "fleiss1971": "patient", "abstractors": "case", "anxiety": "subject"}[file]
		table, _ := compress(load(t, file, unit), nil)
		reference.Check(t, reference.Case(t, expected, name), compute(t, table, o))
	}
}

// A row that stands for several units is as good as so many rows.
func TestCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := draw(t)
		o := Options{Level: rapid.SampledFrom([]string{"nominal", "ordinal", "interval"}).Draw(t, "level"), Seed: 2}
		o.BootstrapAll = rapid.Bool().Draw(t, "all")
		o.NoSE = rapid.Bool().Draw(t, "no SE")
		if rapid.Bool().Draw(t, "clusters") {
			for range table.Codes {
				o.Clusters = append(o.Clusters, strconv.Itoa(rapid.IntRange(1, 4).Draw(t, "cluster")))
			}
			// A cluster's number is that of its appearance, which compressing keeps.
			o.Bootstrap = 20
		}
		short, clusters := compress(table, o.Clusters)
		p := o
		p.Clusters = clusters
		a, err := Compute(context.Background(), table, o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Compute(context.Background(), short, p)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range a.Estimates {
			same(t, "counted", e, b.Estimates[i])
			if e.N != b.Estimates[i].N || e.Method != b.Estimates[i].Method {
				t.Fatalf("%+v and %+v", e, b.Estimates[i])
			}
		}
	})
	if _, err := Compute(context.Background(), Table{Coders: []string{"A"}, Codes: [][]string{{"x"}}, Counts: []int{0}}, Options{}); err == nil {
		t.Error("a row of no units is taken")
	}
}

// The bootstrap's vectors give, of the data themselves, the very coefficients that are computed from the rows.
func TestAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := draw(t)
		o := Options{Level: rapid.SampledFrom([]string{"nominal", "ordinal", "interval", "ratio"}).Draw(t, "level"), Presence: rapid.SampledFrom([]string{"", "1"}).Draw(t, "presence")}
		if o.Presence != "" {
			o.Categories = []string{"1", "2", "3", "5"}
		}
		r, err := Compute(context.Background(), table, o)
		if err != nil {
			t.Fatal(err)
		}
		if err := o.settle(); err != nil {
			t.Fatal(err)
		}
		g, err := newGrid(table, o, &estimate.Result{})
		if err != nil || len(g.coders) < 2 {
			return
		}
		w, _ := weigh(o.Weights, g)
		s := newSums(g, metric{level: o.Level, x: g.x}, w, o)
		v, out := make([]float64, s.length), make([]float64, len(r.Estimates))
		for i := range g.rows {
			s.add(v, g.unit(i), 1)
		}
		for i := range out {
			out[i] = math.NaN()
		}
		s.compute(v, out)
		for i, e := range r.Estimates {
			if e.Empty() {
				continue
			}
			if !(math.Abs(out[i]-e.Value) < 1e-9) {
				t.Fatalf("%s is %v, and %v from the sums", e.ID(), e.Value, out[i])
			}
		}
	})
}

// Where every unit has two codes, the interval of alpha is the same whether alpha alone is resampled or everything; the
// resampled standard errors of the others lie near the linearised ones.
func TestBootstrapAll(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	table := Table{Coders: []string{"A", "B", "C"}}
	var clusters []string
	for i := range 1200 {
		truth := r.IntN(3)
		row := make([]string, 3)
		for c := range row {
			if k := truth; r.Float64() < .25 {
				row[c] = strconv.Itoa(r.IntN(3))
			} else {
				row[c] = strconv.Itoa(k)
			}
		}
		table.Codes = append(table.Codes, row)
		clusters = append(clusters, strconv.Itoa(i/20))
	}
	for _, names := range [][]string{nil, clusters} {
		o := Options{Clusters: names, Bootstrap: 1000, Seed: 5}
		linear := compute(t, table, o)
		o.BootstrapAll = true
		all := compute(t, table, o)
		for i, e := range all.Estimates {
			w := linear.Estimates[i]
			if e.Measure == "krippendorff_alpha" {
				near(t, "low", e.Low, w.Low, 1e-9)
				near(t, "high", e.High, w.High, 1e-9)
				if e.Method != w.Method {
					t.Errorf("%s and %s", e.Method, w.Method)
				}
			}
			if !estimate.Has(e.Low) || !(e.Low <= e.Value && e.Value <= e.High) || !strings.Contains(e.Method, "bootstrap") || strings.Contains(e.Method, "linearisation") {
				t.Errorf("%+v", e)
			}
			if estimate.Has(w.SE) {
				near(t, e.ID()+" SE", e.SE/w.SE, 1, 0.1)
			}
		}
	}
	bare := compute(t, table, Options{NoSE: true, Clusters: clusters})
	for _, e := range bare.Estimates {
		if estimate.Has(e.SE) || estimate.Has(e.Low) || strings.Contains(e.Method, "SE") {
			t.Errorf("%+v", e)
		}
	}
}

// Identical coders agree perfectly by every coefficient; coders who guess do so by about 0 beyond chance.
func TestIdenticalAndIndependent(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var same, guess Table
	same.Coders, guess.Coders = []string{"A", "B", "C"}, []string{"A", "B", "C"}
	for range 4000 {
		k := strconv.Itoa(r.IntN(4))
		same.Codes = append(same.Codes, []string{k, k, k})
		guess.Codes = append(guess.Codes, []string{strconv.Itoa(r.IntN(4)), strconv.Itoa(r.IntN(4)), strconv.Itoa(r.IntN(4))})
	}
	for _, e := range compute(t, same, Options{}).Estimates {
		if e.Measure != "prevalence" {
			near(t, e.ID(), e.Value, 1, 1e-12)
		}
	}
	for _, e := range compute(t, guess, Options{}).Estimates {
		switch e.Measure {
		case "prevalence", "percent_agreement", "holsti", "mutual_agreement", "composite_reliability_holsti":
		default:
			near(t, e.ID(), e.Value, 0, 0.03)
		}
	}
}
