package agreement

import (
	"context"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"

	"pgregory.net/rapid"
)

func alphaOnly(t *testing.T, table Table, o Options) estimate.Result {
	t.Helper()
	r, err := ComputeAlpha(context.Background(), table, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The alphas are those of Compute, of the whole table and of the table of each pair, at every level; the bootstrap too.
func TestComputeAlpha(t *testing.T) {
	table := columns("1231.32112", "12213.2113", "2231132.1.")
	clusters := strings.Split("a a b b b c c d d d", " ")
	for _, level := range []string{"nominal", "ordinal", "interval"} {
		o := Options{Level: level, Categories: []string{"1", "2", "3"}, Clusters: clusters, Bootstrap: 60}
		r := alphaOnly(t, table, o)
		o.BootstrapAll = true
		want := find(t, compute(t, table, o), "krippendorff_alpha", "")
		got := find(t, r, "krippendorff_alpha", "")
		near(t, level, got.Value, want.Value, 1e-12)
		near(t, level+" low", got.Low, want.Low, 1e-9)
		near(t, level+" se", got.SE, want.SE, 1e-9)
		if got.N != want.N {
			t.Errorf("%s: n %d, want %d", level, got.N, want.N)
		}
		two := Table{Coders: table.Coders[1:]}
		for _, row := range table.Codes {
			two.Codes = append(two.Codes, row[1:])
		}
		near(t, level+" of a pair", find(t, r, "krippendorff_alpha", "B~C").Value, find(t, compute(t, two, o), "krippendorff_alpha", "").Value, 1e-12)
	}
	for name, c := range map[string]struct {
		table Table
		of    string
		note  estimate.Code
	}{"alike": {columns("222", "222"), "", noteRatedAlike}, "one": {columns("2.3", "21."), "A~B", noteFewRatedBoth}, "one of three": {columns("2..", "2..", ".1."), "", noteFewRated}} {
		if e := find(t, alphaOnly(t, c.table, Options{Level: "ordinal", Bootstrap: 10}), "krippendorff_alpha", c.of); !e.Empty() || e.Notes[0].Code != c.note {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// Rows that stand for several units say what the single rows say.
func TestAlphaCounted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var table Table
		table.Coders = []string{"A", "B", "C"}
		var clusters []string
		for range rapid.IntRange(1, 12).Draw(rt, "units") {
			row := make([]string, 3)
			for c := range row {
				row[c] = rapid.SampledFrom([]string{"", "-1", "0", "1"}).Draw(rt, "rating")
			}
			table.Codes = append(table.Codes, row)
			clusters = append(clusters, rapid.SampledFrom([]string{"x", "y"}).Draw(rt, "cluster"))
		}
		o := Options{Level: "interval", Categories: []string{"-1", "0", "1"}, Clusters: clusters, Bootstrap: 20}
		plain := alphaOnly(t, table, o)
		var joined Table
		joined, o.Clusters = compress(table, clusters)
		compareResults(t, "counted", alphaOnly(t, joined, o), plain, 1e-9)
	})
}

// A coder who shares no unit with anybody has no part in R: n is 2, not 3.
func TestCompositeCountsCodersOfPairs(t *testing.T) {
	const want = 2 * .5 / 1.5 // K of A~B is 2·1/(2 + 2)
	for name, r := range map[string]estimate.Result{
		"presence": compute(t, columns("110..", "101..", "...11"), Options{Categories: []string{"0", "1"}, Presence: "1", Bootstrap: 30, BootstrapAll: true}),
		"sets":     computeSets(t, setTable(3, "x x .", "x y .", "0 0 .", ". . x", ". . x"), Options{Bootstrap: 30}),
	} {
		e := find(t, r, "composite_reliability_holsti", "")
		near(t, name, e.Value, want, 1e-12)
		if n := estimate.JoinNotes(e.Notes); !strings.Contains(n, "2 of 3; coders in the others, n = 2") {
			t.Errorf("%s: %s", name, n)
		}
	}
	m, err := ComputeMatches(context.Background(), MatchTable{Coders: []string{"A", "B", "C"}, Cells: [][]Match{{{1, 2, 2}, {0, 0, 0}, {0, 0, 0}}}}, Options{Bootstrap: 30})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "matches", find(t, m, "composite_reliability_holsti", "").Value, want, 1e-12)
}

// The words of a table of presence speak of judgements, and prevalence, which is no agreement, is never said to agree.
func TestWordsOfPresence(t *testing.T) {
	o := Options{Categories: []string{"0", "1"}, Presence: "1", Bootstrap: 30, BootstrapAll: true}
	r := compute(t, columns("0000", "0000"), o)
	for _, e := range r.Estimates {
		if s := e.Method + estimate.JoinNotes(e.Notes); strings.Contains(s, "coded") || strings.Contains(s, "codes in one") || strings.Contains(s, "code book") {
			t.Errorf("%s: %s", e.ID(), s)
		}
	}
	if e := find(t, r, "prevalence", "0"); e.Value != 1 || e.N != 8 || len(e.Notes) != 0 || !strings.Contains(e.Method, "unit x coder") {
		t.Errorf("prevalence: %+v", e)
	}
	if e := find(t, r, "mutual_agreement", "A~B"); !strings.Contains(e.Method, "Holsti 1969") {
		t.Error(e.Method)
	}
	if e := find(t, compute(t, columns("00", "00"), Options{Bootstrap: 30, BootstrapAll: true}), "prevalence", "0"); e.Method[:len("share of all codes given")] != "share of all codes given" {
		t.Error(e.Method)
	}
}
