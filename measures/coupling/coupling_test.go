package coupling

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"

	"pgregory.net/rapid"
)

const expected = "testdata/expected.csv"

// TestReference holds every value of testdata/expected.csv, computed with R, against Compute.
func TestReference(t *testing.T) {
	for _, name := range reference.Cases(t, expected) {
		file, variant, _ := strings.Cut(name, "-")
		systems := []string{"U1", "U2", "U3"}
		if file == "ccd2" {
			systems = systems[:2]
		}
		o := Options{Variant: variant}
		if variant == "alpha" {
			o = Options{Alpha: []float64{.5, .3, .2}}
		}
		header, rows := reference.Table(t, "testdata/"+file+".csv")
		columns := reference.Numbers(t, header, rows, systems...)
		table := Table{Systems: systems}
		for i, row := range rows {
			table.Cases = append(table.Cases, row[0])
			var u []float64
			for j := range systems {
				u = append(u, columns[j][i])
			}
			table.U = append(table.U, u)
		}
		reference.Check(t, reference.Case(t, expected, name), compute(t, table, o))
	}
}

func compute(t testing.TB, table Table, o Options) estimate.Result {
	t.Helper()
	r, err := Compute(table, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEdges(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name    string
		u       []float64
		variant string
		want    [4]float64 // C, T, D, level
		note    estimate.Code
	}{
		{"all 0", []float64{0, 0}, "standard", [4]float64{nan, 0, nan, nan}, noteAllZero},
		{"all 0", []float64{0, 0, 0}, "wang2021", [4]float64{nan, 0, nan, nan}, noteAllZero},
		{"all 0", []float64{0, 0, 0}, "fan2024", [4]float64{1, 0, 0, 1}, ""},
		{"one 0", []float64{0, .8}, "standard", [4]float64{0, .4, 0, 1}, ""},
		{"one 0", []float64{0, .8, .8}, "wang2021", [4]float64{0, 1.6 / 3, 0, 1}, ""},
		{"ends", []float64{0, 1}, "fan2024", [4]float64{0, .5, 0, 1}, ""},
		{"all 1", []float64{1, 1, 1}, "standard", [4]float64{1, 1, 1, 10}, ""},
		{"all 1", []float64{1, 1, 1}, "wang2021", [4]float64{1, 1, 1, 10}, ""},
		{"low but equal", []float64{.01, .01}, "standard", [4]float64{1, .01, .1, 2}, ""},
		{"at a cut", []float64{.49, .49, .49}, "standard", [4]float64{1, .49, .7, 8}, ""},
		{"missing", []float64{.5, nan}, "standard", [4]float64{nan, nan, nan, nan}, noteMissing},
		{"one system", []float64{.5}, "standard", [4]float64{nan, .5, nan, nan}, noteOneSystem},
	} {
		t.Run(c.variant+" "+c.name, func(t *testing.T) {
			r := compute(t, Table{Systems: []string{"a", "b", "c"}[:len(c.u)], U: [][]float64{c.u}}, Options{Variant: c.variant})
			for i, m := range []string{"coupling_c", "development_t", "coordination_d", "level"} {
				e, ok := r.Find(m, "1")
				switch {
				case !ok:
					t.Fatalf("no %s", m)
				case math.IsNaN(c.want[i]):
					if !e.Empty() || len(e.Notes) != 1 || e.Notes[0].Code != c.note {
						t.Errorf("%s = %v: %s", m, e.Value, estimate.JoinNotes(e.Notes))
					}
				case !(math.Abs(e.Value-c.want[i]) <= 1e-12):
					t.Errorf("%s = %v, want %v", m, e.Value, c.want[i])
				}
			}
		})
	}
}

func TestLevels(t *testing.T) {
	two := []string{"a", "b"}
	r := compute(t, Table{Systems: two, U: [][]float64{{.49, .49}}}, Options{})
	e, _ := r.Find("level", "1")
	if estimate.JoinNotes(e.Notes) != "intermediate coordination" || LevelName(8) != (Name{"中级协调", "intermediate coordination"}) {
		t.Errorf("level 8: %s", estimate.JoinNotes(e.Notes))
	}
	if LevelName(0) != (Name{}) || LevelName(11) != (Name{}) || LevelName(1).ZH != "极度失调" || LevelName(10).ZH != "优质协调" {
		t.Error("names of the ends")
	}
	r = compute(t, Table{Systems: two, U: [][]float64{{.49, .49}}}, Options{Cuts: []float64{.3, .6, .8}})
	if e, _ := r.Find("level", "1"); e.Value != 3 || estimate.JoinNotes(e.Notes) != "class 3 of 4" || !strings.Contains(e.Method, "0.3 0.6 0.8") {
		t.Errorf("own cuts: %v, %s, %s", e.Value, estimate.JoinNotes(e.Notes), e.Method)
	}
}

func TestWarnings(t *testing.T) {
	r := compute(t, Table{Cases: []string{"x", "x", ""}, Systems: []string{"a", "b"}, U: [][]float64{{0, .5}, {1, .4}, {.5, .5}}},
		Options{Alpha: []float64{2, 3}})
	var codes []estimate.Code
	for _, w := range r.Warnings {
		codes = append(codes, w.Code)
	}
	if !slices.Equal(codes, []estimate.Code{warnScaled, warnBounds, warnSample, warnTwins}) {
		t.Errorf("warnings %v", codes)
	}
	for of, want := range map[string]float64{"x#1": .3, "x#2": .64, "3": .5} {
		if e, ok := r.Find("development_t", of); !ok || math.Abs(e.Value-want) > 1e-12 {
			t.Errorf("T of %s = %v", of, e.Value)
		}
	}
}

func TestErrors(t *testing.T) {
	two := []string{"a", "b"}
	u := [][]float64{{.5, .5}}
	for name, c := range map[string]struct {
		t Table
		o Options
	}{
		"variant": {Table{Systems: two, U: u}, Options{Variant: "new"}}, "alpha length": {Table{Systems: two, U: u}, Options{Alpha: []float64{1}}},
		"alpha negative": {Table{Systems: two, U: u}, Options{Alpha: []float64{2, -1}}}, "alpha zero": {Table{Systems: two, U: u}, Options{Alpha: []float64{0, 0}}},
		"cuts fall": {Table{Systems: two, U: u}, Options{Cuts: []float64{.5, .4}}}, "cut 1": {Table{Systems: two, U: u}, Options{Cuts: []float64{1}}},
		"ragged": {Table{Systems: two, U: [][]float64{{1}}}, Options{}}, "twins": {Table{Systems: []string{"a", "a"}, U: u}, Options{}},
		"cases": {Table{Cases: two, Systems: two, U: u}, Options{}}, "no systems": {Table{}, Options{}},
	} {
		if _, err := Compute(c.t, c.o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	_, err := Compute(Table{Cases: []string{"G", "T"}, Systems: two, U: [][]float64{{.5, .5}, {.4, 62}}}, Options{})
	var out *OutOfRange
	if !errors.As(err, &out) || out.Case != "T" || out.System != "b" || out.Value != 62 {
		t.Errorf("error %v", err)
	}
	if _, err := Compute(Table{Systems: two, U: [][]float64{{-.1, math.Inf(1)}}}, Options{}); err == nil {
		t.Error("negative score: no error")
	}
}

// C does not mind the order of systems and lies in 0..1; the standard one does not mind a common factor; C is 1 when
// all scores are equal; D² = C·T.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SliceOfN(rapid.Float64Range(0, 1), 2, 6).Draw(t, "u")
		variant := rapid.SampledFrom([]string{"standard", "wang2021", "fan2024"}).Draw(t, "variant")
		reversed, half, equal := slices.Clone(u), slices.Clone(u), slices.Clone(u)
		slices.Reverse(reversed)
		for i := range u {
			half[i], equal[i] = u[i]/2, u[0]
		}
		systems := []string{"a", "b", "c", "d", "e", "f"}[:len(u)]
		r, err := Compute(Table{Systems: systems, U: [][]float64{u, reversed, half, equal}}, Options{Variant: variant})
		if err != nil {
			t.Fatal(err)
		}
		get := func(measure, of string) float64 { e, _ := r.Find(measure, of); return e.Value }
		c := get("coupling_c", "1")
		if math.IsNaN(c) {
			return
		}
		if c < 0 || c > 1 || math.Abs(c-get("coupling_c", "2")) > 1e-9 {
			t.Fatalf("C = %v, reversed %v", c, get("coupling_c", "2"))
		}
		if slices.Min(u) > 1e-3 && variant == "standard" && math.Abs(c-get("coupling_c", "3")) > 1e-9 {
			t.Fatalf("C = %v, of the halves %v", c, get("coupling_c", "3"))
		}
		if u[0] > 1e-3 && math.Abs(get("coupling_c", "4")-1) > 1e-9 {
			t.Fatalf("C of equal scores = %v", get("coupling_c", "4"))
		}
		if d := get("coordination_d", "1"); math.Abs(d*d-c*get("development_t", "1")) > 1e-12 {
			t.Fatalf("D = %v", d)
		}
	})
}

func ExampleCompute() {
	result, err := Compute(Table{
		Cases:   []string{"G", "T"},
		Systems: []string{"mechanism", "effect"},
		U:       [][]float64{{0.8, 0.2}, {0.5, 0.5}},
	}, Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, of := range []string{"G", "T"} {
		d, _ := result.Find("coordination_d", of)
		level, _ := result.Find("level", of)
		fmt.Printf("%s: D = %.3f, %s (%s)\n", of, d.Value, level.Notes[0].English(), LevelName(int(level.Value)).ZH)
	}
	// Output:
	// G: D = 0.632, primary coordination (初级协调)
	// T: D = 0.707, intermediate coordination (中级协调)
}
