package agreement

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"

	"pgregory.net/rapid"
)

// setTable makes a table of sets from one text a unit: the coders' sets parted by blanks, a letter a code, "0" for reviewed
// and nothing given, "." for not reviewed.
func setTable(coders int, units ...string) SetTable {
	var t SetTable
	for c := range coders {
		t.Coders = append(t.Coders, string(rune('A'+c)))
	}
	var codes [][][]string
	for _, u := range units {
		var row [][]string
		for _, set := range strings.Fields(u) {
			switch set {
			case ".":
				row = append(row, nil)
			case "0":
				row = append(row, []string{})
			default:
				row = append(row, strings.Split(set, ""))
			}
		}
		codes = append(codes, row)
	}
	t.Sets, t.Given = SetsOf(codes)
	return t
}

func computeSets(t testing.TB, table SetTable, o Options) estimate.Result {
	t.Helper()
	r, err := ComputeSets(context.Background(), table, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The distances of Passonneau's definition, worked by hand.
func TestMASIDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"ab", "ab", 0}, {"", "", 0}, {"", "a", 1}, {"a", "b", 1},
		{"a", "ab", 1 - 1.0/2*2/3}, {"ab", "abcd", 1 - 2.0/4*2/3}, {"ab", "bc", 1 - 1.0/3/3}, {"abc", "bcd", 1 - 2.0/4/3},
	} {
		sets, given := SetsOf([][][]string{{strings.Split(c.a, ""), strings.Split(c.b, "")}})
		_, codes := distinct(sets)
		m := newMASI(codes, 8)
		near(t, c.a+" and "+c.b, m.distance(given[0][0], given[0][1]), c.want, 1e-15)
		near(t, c.b+" and "+c.a, m.distance(given[0][1], given[0][0]), c.want, 1e-15)
	}
}

// Three units, two coders: {a}{a}, {a}{ab}, {}{b}. D_o = (2·(0 + 2/3 + 1))/6 = 5/9. The six sets are a×3, ab, ∅, b; the
// distances of the unordered pairs: a–ab 2/3 (3 of them), a–∅ 1 (3), a–b 1 (3), ab–∅ 1, ab–b 2/3, ∅–b 1: 2 + 3 + 3 + 1 +
// 2/3 + 1 = 32/3; D_e = 2·(32/3)/30 = 32/45. α = 1 − (5/9)/(32/45) = 7/32. K: both gave a, a: M = 2, N = 2 + 4 (a, ab, b).
func TestSetsByHand(t *testing.T) {
	for _, o := range []Options{{}, {Clusters: []string{"1", "1", "2"}}} {
		r := computeSets(t, setTable(2, "a a", "a ab", "0 b"), o)
		near(t, "alpha", find(t, r, "krippendorff_alpha_masi", "A~B").Value, 7.0/32, 1e-12)
		near(t, "alpha of all", find(t, r, "krippendorff_alpha_masi", "").Value, 7.0/32, 1e-12)
		near(t, "percent", find(t, r, "percent_agreement", "A~B").Value, 1.0/3, 1e-12)
		near(t, "K", find(t, r, "mutual_agreement", "A~B").Value, 2*2.0/6, 1e-12)
		near(t, "R", find(t, r, "composite_reliability_holsti", "").Value, 2*(2.0/3)/(1+2.0/3), 1e-12)
	}
}

// Reviewed without a code is a judgment, not reviewed is none.
func TestSetsNotReviewed(t *testing.T) {
	r := computeSets(t, setTable(2, "a a", "b b", "0 a", ". a"), Options{})
	if e := find(t, r, "percent_agreement", "A~B"); e.N != 3 || math.Abs(e.Value-2.0/3) > 1e-12 {
		t.Errorf("%v of %d", e.Value, e.N)
	}
	near(t, "K", find(t, r, "mutual_agreement", "A~B").Value, 2*2.0/5, 1e-12)
}

// Three coders whose pairs agree by .80, .75 and .85: K̄ = .80, R = 3·.80/(1 + 2·.80) = .923, as a content analysis prints it.
func TestCompositeReliability(t *testing.T) {
	var pairs []estimate.Estimate
	for _, k := range []float64{.80, .75, .85} {
		e := estimate.New(Family, "mutual_agreement", "")
		e.Value = k
		pairs = append(pairs, e)
	}
	near(t, "R", composite(pairs, 3, 20).Value, 2.4/2.6, 1e-12)
	pairs[2] = pairs[2].Because(noteFewCommon.Says(0))
	e := composite(pairs, 3, 20)
	near(t, "R of two pairs", e.Value, 3*.775/(1+2*.775), 1e-12)
	if len(e.Notes) != 1 || e.Notes[0].Code != notePairsOut {
		t.Errorf("notes %v", e.Notes)
	}
	// 20 units with .80, .75 and .85 of equal codes: the same from a table.
	a, b, c := strings.Repeat("x", 20), "", ""
	for i := range 20 {
		b += map[bool]string{true: "x", false: "y"}[i < 16]
		c += map[bool]string{true: "x", false: "y"}[i < 12 || i == 16 || i == 17 || i == 18]
	}
	r := compute(t, columns(a, b, c), Options{})
	near(t, "A~B", find(t, r, "mutual_agreement", "A~B").Value, .8, 1e-12)
	near(t, "A~C", find(t, r, "mutual_agreement", "A~C").Value, .75, 1e-12)
	near(t, "B~C", find(t, r, "mutual_agreement", "B~C").Value, find(t, r, "holsti", "B~C").Value, 0)
	near(t, "R", find(t, r, "composite_reliability_holsti", "").Value, spearmanBrown((.8+.75+13.0/20)/3, 3), 1e-12)
}

func loadSets(t testing.TB) (SetTable, []string) {
	header, rows := reference.Table(t, "testdata/masi.csv")
	table, units := SetTable{Coders: header[1:]}, []string(nil)
	var codes [][][]string
	for _, row := range rows {
		units = append(units, row[0])
		var sets [][]string
		for _, cell := range row[1:] {
			if cell == "" {
				sets = append(sets, nil)
			} else {
				sets = append(sets, strings.Split(cell, ";"))
			}
		}
		codes = append(codes, sets)
	}
	table.Sets, table.Given = SetsOf(codes)
	return table, units
}

// With NLTK's rounded fractions the alphas are NLTK's; with the exact ones they lie within a few thousandths.
func TestMASIReference(t *testing.T) {
	table, _ := loadSets(t)
	r := computeSets(t, table, Options{})
	g, err := newSetGrid(table, Options{}, &estimate.Result{})
	if err != nil {
		t.Fatal(err)
	}
	g.masi.subset, g.masi.shared = 0.67, 0.33
	g.masi.tabulate()
	for _, v := range reference.Case(t, "testdata/masi-expected.csv", "masi-nltk") {
		pair := []int{0, 1, 2}
		if a, b, ok := strings.Cut(v.Of, "~"); ok {
			pair = []int{slices.Index(table.Coders, a), slices.Index(table.Coders, b)}
		}
		c, err := g.compare(context.Background(), pair, false, Options{})
		if err != nil {
			t.Fatal(err)
		}
		near(t, v.Of+" as NLTK", c.estimates[0].Value, v.Want, v.Tolerance)
		near(t, v.Of, find(t, r, v.Measure, v.Of).Value, v.Want, 0.004)
	}
}

func drawSets(t *rapid.T) SetTable {
	coders := rapid.IntRange(2, 4).Draw(t, "coders")
	var units []string
	for range rapid.IntRange(4, 20).Draw(t, "units") {
		var row []string
		for range coders {
			row = append(row, rapid.SampledFrom([]string{".", "0", "a", "b", "ab", "bc", "abc", "d"}).Draw(t, "set"))
		}
		units = append(units, strings.Join(row, " "))
	}
	return setTable(coders, units...)
}

// naiveMASI follows the definition, every pair of sets against every other.
func naiveMASI(t SetTable, a, b int) float64 {
	_, codes := distinct(t.Sets)
	m := newMASI(codes, 8)
	var all []int
	observed := 0.0
	for _, row := range t.Given {
		if row[a] < 0 || row[b] < 0 {
			continue
		}
		all = append(all, row[a], row[b])
		observed += 2 * m.distance(row[a], row[b])
	}
	expected, n := 0.0, float64(len(all))
	for _, x := range all {
		for _, y := range all {
			expected += m.distance(x, y)
		}
	}
	return 1 - observed/n/(expected/(n*(n-1)))
}

func TestSetsNaiveAndPermuted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawSets(t)
		r, err := ComputeSets(context.Background(), table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		other := SetTable{Coders: table.Coders, Sets: table.Sets}
		for _, i := range rapid.Permutation(indices(len(table.Given))).Draw(t, "order") {
			other.Given = append(other.Given, table.Given[i])
		}
		moved, err := ComputeSets(context.Background(), other, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range r.Estimates {
			same(t, "permuted", e, moved.Estimates[i])
			a, b, ok := strings.Cut(e.Of, "~")
			if !ok || e.Measure != "krippendorff_alpha_masi" {
				continue
			}
			want := naiveMASI(table, slices.Index(table.Coders, a), slices.Index(table.Coders, b))
			if e.Empty() != math.IsNaN(want) && e.N >= 2 || !e.Empty() && math.Abs(e.Value-want) > 1e-9 {
				t.Fatalf("%s: %v, want %v", e.ID(), e.Value, want)
			}
		}
	})
}

// A row that stands for several units is as good as so many rows, with clusters and without, and to the bootstrap; a
// bootstrap through the distances between clusters is one through the distances between sets.
func TestSetsCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	kinds := []string{"a a ab", "b ab b", "0 0 0", "0 a .", "abc c c", "b b b"}
	table := setTable(3, kinds...)
	var counts []int
	var clusters []string
	given := [][]int(nil)
	long := SetTable{Coders: table.Coders, Sets: table.Sets}
	var longClusters []string
	for c := range 12 {
		for k := range kinds {
			n := r.IntN(5)
			if n == 0 {
				continue
			}
			given = append(given, table.Given[k])
			counts, clusters = append(counts, n), append(clusters, strconv.Itoa(c))
			for range n {
				long.Given = append(long.Given, table.Given[k])
				longClusters = append(longClusters, strconv.Itoa(c))
			}
		}
	}
	table.Given, table.Counts = given, counts
	for name, clustered := range map[string]bool{"clusters": true, "units": false} {
		o := Options{Bootstrap: 60, Seed: 4}
		p := o
		if clustered {
			o.Clusters, p.Clusters = clusters, longClusters
		}
		compareResults(t, name, computeSets(t, table, o), computeSets(t, long, p), 1e-9)
	}
	g, err := newSetGrid(table, Options{Clusters: clusters}, &estimate.Result{})
	if err != nil {
		t.Fatal(err)
	}
	c := g.collect([]int{0, 1, 2})
	times := make([]float64, len(c.sums))
	for i := range times {
		times[i] = float64(r.IntN(3))
	}
	direct := c.expected(occurring(nil, times), times, make([]float64, len(g.sets)))
	c.crossDistances()
	near(t, "expected disagreement", c.expected(occurring(nil, times), times, nil), direct, 1e-9*direct)
}

func compareResults(t *testing.T, name string, got, want estimate.Result, tolerance float64) {
	t.Helper()
	if len(got.Estimates) != len(want.Estimates) || len(got.Warnings) != len(want.Warnings) {
		t.Fatalf("%s: %d estimates and %d warnings, want %d and %d", name, len(got.Estimates), len(got.Warnings), len(want.Estimates), len(want.Warnings))
	}
	for i, e := range got.Estimates {
		w := want.Estimates[i]
		if e.ID() != w.ID() || e.N != w.N || e.Method != w.Method || estimate.JoinNotes(e.Notes) != estimate.JoinNotes(w.Notes) {
			t.Errorf("%s: %+v, want %+v", name, e, w)
		}
		for k, p := range [][2]float64{{e.Value, w.Value}, {e.SE, w.SE}, {e.Low, w.Low}, {e.High, w.High}, {e.DF1, w.DF1}} {
			if !(math.Abs(p[0]-p[1]) <= tolerance) && !(math.IsNaN(p[0]) && math.IsNaN(p[1])) {
				t.Errorf("%s: %s, number %d: %v, want %v", name, e.ID(), k, p[0], p[1])
			}
		}
	}
}

func TestSetsEdges(t *testing.T) {
	for name, c := range map[string]struct {
		table SetTable
		note  estimate.Code
	}{
		"one coder": {setTable(1, "a", "b"), noteFewCoders}, "no overlap": {setTable(2, "a .", ". b"), noteFewReviewed}, "all alike": {setTable(2, "a a", "a a"), noteSetsAlike},
	} {
		e := find(t, computeSets(t, c.table, Options{Bootstrap: 20}), "krippendorff_alpha_masi", "")
		if !e.Empty() || len(e.Notes) != 1 || e.Notes[0].Code != c.note {
			t.Errorf("%s: %v %s", name, e.Value, estimate.JoinNotes(e.Notes))
		}
	}
	if e := find(t, computeSets(t, setTable(2, "0 0", "0 0"), Options{}), "mutual_agreement", "A~B"); !e.Empty() || e.Notes[0].Code != noteNothingGiven {
		t.Errorf("nothing given: %+v", e)
	}
	bad := setTable(2, "a b")
	bad.Given[0][0] = 7
	if _, err := ComputeSets(context.Background(), bad, Options{}); err == nil {
		t.Error("a set out of range is taken")
	}
}

func ExampleComputeSets() {
	sets, given := SetsOf([][][]string{
		{{"trust"}, {"trust"}},
		{{"trust", "rules"}, {"rules"}},
		{{}, {}},
		{{"rules"}, {"rules"}},
		{{"time"}, nil}, // Wu did not review it
	})
	result, err := ComputeSets(context.Background(), SetTable{Coders: []string{"Li", "Wu"}, Sets: sets, Given: given}, Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	alpha, _ := result.Find("krippendorff_alpha_masi", "Li~Wu")
	k, _ := result.Find("mutual_agreement", "Li~Wu")
	fmt.Printf("alpha %.3f, K %.3f, n = %d\n", alpha.Value, k.Value, alpha.N)
	// Output: alpha 0.781, K 0.857, n = 4
}
