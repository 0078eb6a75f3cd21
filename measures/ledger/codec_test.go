package ledger

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"pgregory.net/rapid"
)

func sample() *Ledger {
	full := estimate.New("score", "survey_pomp", "dim=ME.REL;source=survey;case=G")
	full.Value, full.SE, full.Low, full.High, full.N, full.People = 61.25, 2.1, 57, 65.5, 40, 38
	full.Method = "mean of respondents' <POMP> & \"k/2\""
	full.Basis = estimate.Basis{Source: "responses", Filter: "case=G", Columns: []string{"ME_REL_1", "ME_REL_2"}}
	hidden := estimate.New("score", "survey_pomp", "dim=ME.REL;source=survey;case=G;dept=D03").With(estimate.NoteSmallCell.Says(5))
	parent := estimate.New("score", "composite", "dim=ME;source=survey;case=G")
	parent.Value, parent.N = 1.0/3, 2
	parent.Basis.Parents = []string{full.ID(), hidden.ID()}
	test := estimate.New("compare", "welch_f", "dim=ME.REL;case=G")
	test.Value, test.Statistic, test.DF1, test.DF2, test.P = math.Copysign(0, -1), 3.5, 2, 24.5, 1e-17
	return &Ledger{
		Provenance: Provenance{Tool: "smekit", Version: "1", FrameworkID: "f", FrameworkVersion: "2", FrameworkHash: "ab", Seed: math.MaxUint64,
			Inputs:  []File{{"survey/答卷.xlsx", "00", 12}},
			Options: []Option{{"min_n", "5", "default"}}},
		Receipts: []Receipt{{File: "a.xlsx", Sheet: "responses", What: "responses", Rows: 3, Used: 1, Missing: 1,
			Excluded: []Count{{"decision", 1}}, Notes: []Remark{{"hidden_sheet", []string{"x"}}, {"plain", nil}}}},
		Estimates: []estimate.Estimate{full, hidden, parent, test},
		Warnings:  []estimate.Note{estimate.NoteFewClusters.Says(8)},
		Released:  true, Primary: 1, Secondary: 2,
	}
}

func encode(t interface{ Fatal(...any) }, l *Ledger) []byte {
	var b bytes.Buffer
	if err := Encode(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// same compares two estimates with NaN equal to NaN and by the bits of other numbers.
func same(a, b estimate.Estimate) bool {
	nums := func(e *estimate.Estimate) []*float64 {
		return []*float64{&e.Value, &e.SE, &e.Low, &e.High, &e.Statistic, &e.DF1, &e.DF2, &e.P}
	}
	x, y := nums(&a), nums(&b)
	for i := range x {
		if math.IsNaN(*x[i]) != math.IsNaN(*y[i]) || !math.IsNaN(*x[i]) && math.Float64bits(*x[i]) != math.Float64bits(*y[i]) {
			return false
		}
		*x[i], *y[i] = 0, 0
	}
	return reflect.DeepEqual(a, b)
}

func TestRoundTrip(t *testing.T) {
	l := sample()
	first := encode(t, l)
	back, err := Decode(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	for i := range l.Estimates {
		if !same(l.Estimates[i], back.Estimates[i]) {
			t.Errorf("estimate %d came back as %+v", i, back.Estimates[i])
		}
	}
	if !reflect.DeepEqual(l.Provenance, back.Provenance) || !reflect.DeepEqual(l.Receipts, back.Receipts) || !reflect.DeepEqual(l.Warnings, back.Warnings) {
		t.Errorf("the head came back as %+v %+v %+v", back.Provenance, back.Receipts, back.Warnings)
	}
	if !back.Released || back.Primary != 1 || back.Secondary != 2 {
		t.Errorf("released %v, %d, %d", back.Released, back.Primary, back.Secondary)
	}
	if again := encode(t, back); !bytes.Equal(first, again) {
		t.Errorf("encoded again:\n%s\nfirst:\n%s", again, first)
	}
}

func TestLines(t *testing.T) {
	text := string(encode(t, sample()))
	if n := strings.Count(text, `"measure":`); n != 4 {
		t.Fatalf("%d estimates", n)
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.Count(line, `"measure":`) > 1 {
			t.Errorf("two estimates on one line: %s", line)
		}
	}
	for _, want := range []string{`"note":"n<5"`, `"notes":[{"code":"small_cell","args":["5"]}]`, `<POMP> & \"k/2\"`, `"df":"2;24.5"`, `"text":"8 clusters, fewer than 10: descriptive, no p"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
}

func TestRandomEstimatesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Custom(func(t *rapid.T) float64 {
			if rapid.Bool().Draw(t, "empty") {
				return estimate.None
			}
			return rapid.Float64().Filter(func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }).Draw(t, "x")
		})
		e := estimate.New("score", "m", rapid.String().Draw(t, "of"))
		e.Of = strings.ToValidUTF8(e.Of, "")
		for _, x := range []*float64{&e.Value, &e.SE, &e.Low, &e.High, &e.Statistic, &e.P} {
			*x = number.Draw(t, "number")
		}
		e.DF1 = math.Abs(number.Draw(t, "df1"))
		e.DF2 = math.Abs(number.Draw(t, "df2"))
		e.N, e.People = rapid.IntRange(-1, 1000).Draw(t, "n"), rapid.IntRange(-1, 1000).Draw(t, "people")
		l := &Ledger{Estimates: []estimate.Estimate{e}}
		back, err := Decode(bytes.NewReader(encode(t, l)))
		if err != nil {
			t.Fatal(err)
		}
		if !same(e, back.Estimates[0]) {
			t.Fatalf("%+v came back as %+v", e, back.Estimates[0])
		}
	})
}

func TestDecodeRefuses(t *testing.T) {
	good := string(encode(t, sample()))
	for name, text := range map[string]string{
		"no JSON":        "measure,of\n",
		"another schema": strings.Replace(good, Schema, "smekit/results/9", 1),
		"another id":     strings.Replace(good, `"id":"score.composite(`, `"id":"score.other(`, 1),
		"twice":          strings.ReplaceAll(strings.ReplaceAll(good, ";dept=D03", ""), `,"basis":{"parents":["score.survey_pomp(dim=ME.REL;source=survey;case=G)","score.survey_pomp(dim=ME.REL;source=survey;case=G)"]}`, ""),
		"bad df":         strings.Replace(good, `"2;24.5"`, `"2;x"`, 1),
	} {
		_, err := Decode(strings.NewReader(text))
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		if errors.Is(err, ErrSchema) != (name == "another schema") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCompare(t *testing.T) {
	a, b := sample(), sample()
	if d := Compare(a, b); !d.Empty() {
		t.Fatalf("a ledger differs from itself: %+v", d)
	}
	b.Estimates[0].Value *= 1 + 1e-14
	if d := Compare(a, b); !d.Empty() {
		t.Errorf("the last bits count: %+v", d)
	}
	b.Estimates[0].Value = 61.3
	b.Estimates[2].N = 3
	b.Estimates[3].DF2 = 25
	b.Estimates[3].SE = 1
	b.Estimates[1].Of += ";period=after"
	b.Provenance.Inputs = append([]File{{"survey/答卷.xlsx", "11", 12}}, File{"new.csv", "22", 1})
	b.Provenance.Seed = 7
	b.Warnings = nil
	b.Receipts = append(slices.Clone(b.Receipts), Receipt{File: "b.csv", What: "ties", Rows: 1, Used: 1})
	b.Receipts[0].Used = 2
	b.Receipts[0].Notes = []Remark{{"hidden_sheet", []string{"y"}}, {"plain", nil}}
	d := Compare(a, b)
	want := []Change{
		{a.Estimates[0].ID(), "estimate", "61.25", "61.3"},
		{a.Estimates[2].ID(), "n", "2", "3"},
		{a.Estimates[3].ID(), "se", "", "1"},
		{a.Estimates[3].ID(), "df", "2;24.5", "2;25"},
	}
	if !reflect.DeepEqual(d.Changed, want) {
		t.Errorf("changed: %+v", d.Changed)
	}
	if !reflect.DeepEqual(d.Added, []string{b.Estimates[1].ID()}) || !reflect.DeepEqual(d.Removed, []string{a.Estimates[1].ID()}) {
		t.Errorf("added %v, removed %v", d.Added, d.Removed)
	}
	if !reflect.DeepEqual(d.Inputs, []Setting{{"survey/答卷.xlsx", "00", "11"}, {"new.csv", "", "22"}}) {
		t.Errorf("inputs %+v", d.Inputs)
	}
	if !reflect.DeepEqual(d.Receipts, []Setting{{"a.xlsx!responses", "used 1; hidden_sheet x", "used 2; hidden_sheet y"}, {"b.csv", "", "ties 1; used 1; missing 0"}}) {
		t.Errorf("receipts %+v", d.Receipts)
	}
	if len(d.Options) != 1 || d.Options[0].Name != "seed" || len(d.Warnings) != 1 {
		t.Errorf("options %+v, warnings %+v", d.Options, d.Warnings)
	}
}

func TestGraph(t *testing.T) {
	l := sample()
	g := l.Graph()
	order, err := g.Order()
	if err != nil || len(order) != 4 {
		t.Fatal(order, err)
	}
	leaf, parent := l.Estimates[0].ID(), l.Estimates[2].ID()
	if got := g.Children(leaf); !reflect.DeepEqual(got, []string{parent}) {
		t.Errorf("children %v", got)
	}
	if got := g.Parents(parent); !reflect.DeepEqual(got, l.Estimates[2].Basis.Parents) {
		t.Errorf("parents %v", got)
	}
	if got := l.Select(l.Estimates[2].Family, l.Estimates[2].Measure); len(got) == 0 || len(l.Select("no such family", "mean")) != 0 {
		t.Errorf("selected %v", got)
	}
	if got := g.Ancestors(parent); !reflect.DeepEqual(got, []string{leaf, l.Estimates[1].ID()}) {
		t.Errorf("ancestors %v", got)
	}
	if got := g.Descendants(leaf); !reflect.DeepEqual(got, []string{parent}) {
		t.Errorf("descendants %v", got)
	}

	l.Estimates[0].Basis.Parents = []string{parent}
	if _, err := l.Graph().Order(); err == nil || !strings.Contains(err.Error(), "circle") {
		t.Errorf("a circle: %v", err)
	}
	l.Estimates[0].Basis.Parents = []string{"score.gone()"}
	if _, err := l.Graph().Order(); err == nil || !strings.Contains(err.Error(), "score.gone()") {
		t.Errorf("a missing parent: %v", err)
	}
}

// TestDecodeFiles reads the list of files alone, and refuses what is no results.json.
func TestDecodeFiles(t *testing.T) {
	l := &Ledger{}
	l.Provenance.Files = []File{{Path: "a.md", SHA256: "00ff", Size: 3}, {Path: "b.csv", SHA256: "11", Size: 0}}
	var b bytes.Buffer
	if err := Encode(&b, l); err != nil {
		t.Fatal(err)
	}
	cut := b.String()[:strings.Index(b.String(), `"receipts"`)] // the head suffices
	got, err := DecodeFiles(strings.NewReader(cut))
	if err != nil || !slices.Equal(got, l.Provenance.Files) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", "[]", "{}", `{"schema": "other/1", "provenance": {}}`, `{"schema": "` + Schema + `"}`, `{"schema": 5}`, "{"} {
		if _, err := DecodeFiles(strings.NewReader(bad)); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}
