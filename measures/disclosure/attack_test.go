package disclosure

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"pgregory.net/rapid"
)

// The attacker of these tests knows every margin and every shown number, the true n of hidden cells where that helps
// with means, and solves for the finest groups (case, department, role, period): another way than the package's own,
// which works on the margins between published cells.

type atom struct{ caseID, dept, side, role, period string }

func (a atom) in(c Cell) bool {
	ok := func(have, want string) bool { return want == "" || have == want }
	return ok(a.caseID, c.Case) && ok(a.dept, c.Dept) && ok(a.side, c.Side) && ok(a.role, c.Role) && ok(a.period, c.Period)
}

type world struct {
	atoms   []atom
	leaves  []string
	parents map[string][]string // composite → children, children first
	order   []string            // composites
	n, sum  map[string][]int    // by subject ("" is respondents), by atom
	cells   []Cell
	margins Margins
}

func drawWorld(t *rapid.T) *world {
	w := &world{n: map[string][]int{}, sum: map[string][]int{}, parents: map[string][]string{}}
	periods := []string{""}
	if rapid.Bool().Draw(t, "periods") {
		periods = []string{"before", "after"}
	}
	roles := []string{"leader", "staff", "x-y"}[:rapid.IntRange(1, 3).Draw(t, "roles")]
	add := func(c Cell) { w.cells = append(w.cells, c) }
	add(Cell{})
	for c := range rapid.IntRange(1, 3).Draw(t, "cases") {
		caseID := string(rune('A' + c))
		add(Cell{Case: caseID})
		sides := map[string]bool{}
		for d := range rapid.IntRange(1, 5).Draw(t, "depts") {
			dept, side := fmt.Sprintf("D%d", d+1), rapid.SampledFrom([]string{"approval", "supervision", ""}).Draw(t, "side")
			w.margins.Departments = append(w.margins.Departments, Department{caseID, dept, side, -1})
			add(Cell{Case: caseID, Dept: dept})
			if side != "" && !sides[side] {
				sides[side] = true
				add(Cell{Case: caseID, Side: side})
			}
			for _, p := range periods {
				if p != "" {
					add(Cell{Case: caseID, Dept: dept, Period: p})
				}
				for _, r := range roles {
					w.atoms = append(w.atoms, atom{caseID, dept, side, r, p})
				}
			}
		}
		for _, r := range roles {
			add(Cell{Case: caseID, Role: r})
			for _, p := range periods {
				if p != "" {
					add(Cell{Case: caseID, Role: r, Period: p})
				}
			}
		}
		for _, p := range periods {
			if p != "" {
				add(Cell{Case: caseID, Period: p})
			}
		}
	}
	w.leaves = []string{"X1", "X2", "X3", "X4"}[:rapid.IntRange(1, 4).Draw(t, "leaves")]
	if len(w.leaves) > 1 {
		w.parents["X"], w.order = w.leaves[:2], []string{"X"}
	}
	if len(w.leaves) > 3 {
		w.parents["Y"] = w.leaves[2:]
		w.parents["T"] = []string{"X", "Y"}
		w.order = []string{"X", "Y", "T"}
	}
	most := rapid.SampledFrom([]int{3, 6, 12}).Draw(t, "most")
	for range w.atoms {
		people := rapid.IntRange(0, most).Draw(t, "people")
		w.n[""] = append(w.n[""], people)
		any := 0
		for _, x := range w.leaves {
			n := max(0, people-rapid.SampledFrom([]int{0, 0, 0, 1, 3}).Draw(t, "missing"))
			any = max(any, n)
			w.n[x] = append(w.n[x], n)
			s := 0
			if n > 0 {
				s = rapid.IntRange(0, 100*n).Draw(t, "sum")
			}
			w.sum[x] = append(w.sum[x], s)
		}
		for _, c := range w.order {
			w.n[c] = append(w.n[c], any)
		}
	}
	return w
}

func (w *world) total(subject string, of map[string][]int, c Cell) int {
	s := 0
	for i, a := range w.atoms {
		if a.in(c) {
			s += of[subject][i]
		}
	}
	return s
}

func (c Cell) key() estimate.Key {
	return estimate.Key{Source: "survey", Case: c.Case, Dept: c.Dept, Side: c.Side, Role: c.Role, Period: c.Period}
}

// estimates writes the world as a study's scores.
func (w *world) estimates() []estimate.Estimate {
	var es []estimate.Estimate
	add := func(measure string, k estimate.Key, value float64, n int, parents ...string) string {
		e := estimate.New("score", measure, k.String())
		e.Value, e.N, e.People = value, n, n
		e.Basis = estimate.Basis{Source: "responses", Parents: parents}
		es = append(es, e)
		return e.ID()
	}
	for _, c := range w.cells {
		k := c.key()
		n := w.total("", w.n, c)
		add("respondents", k, float64(n), n)
		id, value := map[string]string{}, map[string]float64{}
		for _, x := range w.leaves {
			if n := w.total(x, w.n, c); n > 0 {
				k.Dim = x
				value[x] = float64(w.total(x, w.sum, c)) / float64(n)
				id[x] = add("survey_pomp", k, value[x], n)
				add("survey_pomp_sd", k, 1, n)
			}
		}
		for _, x := range w.order {
			var ids []string
			sum := 0.0
			for _, child := range w.parents[x] {
				if v, ok := value[child]; ok {
					ids = append(ids, id[child])
					sum += v
				}
			}
			if len(ids) > 0 {
				k.Dim = x
				value[x] = sum / float64(len(ids))
				id[x] = add("composite", k, value[x], w.total(x, w.n, c), ids...)
			}
		}
	}
	for _, x := range w.leaves {
		for _, caseID := range []string{"A", "B", "C"} {
			a, b := Cell{Case: caseID, Role: "leader"}, Cell{Case: caseID, Role: "staff"}
			na, nb := w.total(x, w.n, a), w.total(x, w.n, b)
			if na > 0 && nb > 0 {
				k := a.key()
				k.Dim, k.Role = x, estimate.Contrast("leader", "staff")
				add("gap", k, float64(w.total(x, w.sum, a))/float64(na)-float64(w.total(x, w.sum, b))/float64(nb), na+nb)
			}
		}
	}
	// Comparisons name groups that have no score: a role or side of all cases.
	for _, x := range w.leaves {
		for _, by := range []string{"role", "side"} {
			levels := map[string][]string{"role": {"leader", "staff"}, "side": {"approval", "supervision"}}[by]
			for _, caseID := range []string{"", "A", "B", "C"} {
				for _, level := range levels {
					c := Cell{Case: caseID}
					*c.attribute(by) = level
					n := w.total(x, w.n, c)
					if n == 0 {
						continue
					}
					k := estimate.Key{Dim: x, Source: "survey", Case: caseID}
					if by == "role" {
						k.Role = estimate.Contrast(levels[0], levels[1])
					} else {
						k.Side = estimate.Contrast(levels[0], levels[1])
					}
					e := estimate.New("compare", "mean", k.Of(level))
					e.Value, e.N, e.People = float64(w.total(x, w.sum, c))/float64(n), n, n
					es = append(es, e)
				}
			}
		}
	}
	return es
}

// span is a set of known linear combinations in reduced form.
type span struct {
	rows   [][]float64
	pivots []int
}

// reduce takes from v what the span knows and returns the place of the largest remainder, -1 when there is none.
func (s *span) reduce(v []float64) int {
	for i, row := range s.rows {
		if f := v[s.pivots[i]]; f != 0 {
			for k := range v {
				v[k] -= f * row[k]
			}
			v[s.pivots[i]] = 0
		}
	}
	best := -1
	for k := range v {
		if math.Abs(v[k]) > 1e-7 && (best < 0 || math.Abs(v[k]) > math.Abs(v[best])) {
			best = k
		}
	}
	return best
}

func (s *span) add(v []float64) {
	p := s.reduce(v)
	if p < 0 {
		return
	}
	f := v[p]
	for k := range v {
		v[k] /= f
	}
	for i, row := range s.rows {
		if g := row[p]; g != 0 {
			for k := range row {
				s.rows[i][k] -= g * v[k]
			}
			s.rows[i][p] = 0
		}
	}
	s.rows = append(s.rows, v)
	s.pivots = append(s.pivots, p)
}

func (s *span) knows(v []float64) bool { return s.reduce(append([]float64(nil), v...)) < 0 }

// attack returns the hidden estimates that what is shown determines.
func (w *world) attack(released []estimate.Estimate) (found []string) {
	hidden, seen := map[string]bool{}, map[string]bool{}
	for _, e := range released {
		k, level, _ := estimate.ParseKey(e.Of)
		what := e.Measure
		if e.Family == "compare" {
			what = "survey_pomp"
			if k.Role != "" {
				k.Role = level
			} else {
				k.Side = level
			}
		}
		if what == "survey_pomp_sd" {
			continue
		}
		if what == "survey_pomp" || what == "composite" || what == "respondents" {
			what = ""
		}
		id := what + "|" + k.Dim + "|" + fmt.Sprint(k)
		if seen[id] && hidden[id] != (e.Empty() && e.N < 0) {
			found = append(found, id+" is hidden in one place and shown in another")
		}
		seen[id] = true
		hidden[id] = e.Empty() && e.N < 0
	}
	cells := append([]Cell{}, w.cells...)
	for _, role := range []string{"leader", "staff"} {
		cells = append(cells, Cell{Role: role})
	}
	for _, side := range []string{"approval", "supervision"} {
		cells = append(cells, Cell{Side: side})
	}
	state := func(subject string, c Cell) (shown, there bool) {
		k := c.key()
		k.Dim = subject
		id := "|" + subject + "|" + fmt.Sprint(k)
		return seen[id] && !hidden[id], seen[id]
	}
	// Counts, subject by subject.
	for _, x := range append(append([]string{""}, w.leaves...), w.order...) {
		var s span
		vector := func(c Cell) []float64 {
			v := make([]float64, len(w.atoms))
			for i, a := range w.atoms {
				if a.in(c) {
					v[i] = 1
				}
			}
			return v
		}
		for _, c := range cells {
			if shown, there := state(x, c); w.total(x, w.n, c) == 0 && (!there || shown) {
				for i, a := range w.atoms { // nobody: nobody in any part of it
					if a.in(c) {
						v := make([]float64, len(w.atoms))
						v[i] = 1
						s.add(v)
					}
				}
			} else if shown {
				s.add(vector(c))
			}
		}
		for _, c := range cells {
			if shown, there := state(x, c); there && !shown && s.knows(vector(c)) {
				found = append(found, fmt.Sprintf("count of %q in %+v", x, c))
			}
		}
	}
	// Means, all subjects together, the n of hidden cells known.
	place := map[string]int{}
	for i, x := range w.leaves {
		place[x] = i * len(w.atoms)
	}
	size := len(w.leaves) * len(w.atoms)
	var mean func(v []float64, x string, c Cell, factor float64)
	mean = func(v []float64, x string, c Cell, factor float64) {
		if children := w.parents[x]; children != nil {
			var there []string
			for _, child := range children {
				if w.total(child, w.n, c) > 0 {
					there = append(there, child)
				}
			}
			for _, child := range there {
				mean(v, child, c, factor/float64(len(there)))
			}
			return
		}
		n := w.total(x, w.n, c)
		for i, a := range w.atoms {
			if a.in(c) {
				v[place[x]+i] += factor / float64(n)
			}
		}
	}
	var s span
	subjects := append(append([]string{}, w.leaves...), w.order...)
	for _, x := range subjects {
		for _, c := range cells {
			v := make([]float64, size)
			if shown, there := state(x, c); shown {
				mean(v, x, c, 1)
				s.add(v)
			} else if !there && w.parents[x] == nil && w.total(x, w.n, c) == 0 {
				for i, a := range w.atoms {
					if a.in(c) {
						v := make([]float64, size)
						v[place[x]+i] = 1
						s.add(v)
					}
				}
			}
		}
		for _, caseID := range []string{"A", "B", "C"} {
			a, b := Cell{Case: caseID, Role: "leader"}, Cell{Case: caseID, Role: "staff"}
			k := a.key()
			k.Dim, k.Role = x, estimate.Contrast("leader", "staff")
			if id := "gap|" + x + "|" + fmt.Sprint(k); seen[id] && !hidden[id] {
				v := make([]float64, size)
				mean(v, x, a, 1)
				mean(v, x, b, -1)
				s.add(v)
			}
		}
	}
	for _, x := range subjects {
		for _, c := range cells {
			if shown, there := state(x, c); there && !shown {
				v := make([]float64, size)
				mean(v, x, c, 1)
				if s.knows(v) {
					found = append(found, fmt.Sprintf("mean of %q in %+v", x, c))
				}
			}
		}
	}
	return found
}

// describe lists the released rows, for a failing case.
func (w *world) describe(released []estimate.Estimate) string {
	text := ""
	for _, e := range released {
		text += fmt.Sprintln(e.ID(), e.Value, e.N, estimate.JoinNotes(e.Notes))
	}
	return text
}

func TestNothingHiddenCanBeRebuilt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		minN := rapid.IntRange(2, 6).Draw(t, "min_n")
		full := w.estimates()
		released, report := Release(full, w.margins, minN)
		if found := w.attack(released); len(found) > 0 {
			t.Fatalf("rebuilt: %v\n%s", found, w.describe(released))
		}
		primary, secondary := 0, 0
		for i, e := range released {
			if e.ID() != full[i].ID() {
				t.Fatalf("row %d is %s, was %s", i, e.ID(), full[i].ID())
			}
			few := full[i].People > 0 && full[i].People < minN
			if few && full[i].Measure != "gap" && !e.Empty() {
				t.Fatalf("%s shows %d people", e.ID(), full[i].People)
			}
			if !e.Empty() {
				if e.Value != full[i].Value || e.N != full[i].N {
					t.Fatalf("%s was changed", e.ID())
				}
				continue
			}
			switch note := estimate.JoinNotes(e.Notes); note {
			case "suppressed":
				secondary++
			default:
				primary++
			}
			if e.N >= 0 || e.People >= 0 || estimate.Has(e.SE) || estimate.Has(e.Low) || estimate.Has(e.DF1) {
				t.Fatalf("%s keeps a trace: %+v", e.ID(), e)
			}
		}
		if primary != report.Primary || secondary != report.Complementary {
			t.Fatalf("reported %d and %d, found %d and %d", report.Primary, report.Complementary, primary, secondary)
		}
	})
}

// The attack itself must be able to win: without complementary suppression it does.
func TestAttackFindsWhatSubtractionGives(t *testing.T) {
	w := &world{leaves: []string{"X1"}, n: map[string][]int{"": {3, 9, 9}, "X1": {3, 9, 9}}, sum: map[string][]int{"X1": {100, 500, 700}}}
	for _, d := range []string{"D1", "D2", "D3"} {
		w.atoms = append(w.atoms, atom{"A", d, "", "staff", ""})
		w.cells = append(w.cells, Cell{Case: "A", Dept: d})
		w.margins.Departments = append(w.margins.Departments, Department{"A", d, "", -1})
	}
	w.cells = append(w.cells, Cell{Case: "A"})
	es := w.estimates()
	for i := range es {
		if es[i].People == 3 {
			es[i] = empty(es[i], primary, 5)
		}
	}
	if found := w.attack(es); len(found) != 3 {
		t.Fatalf("found %v", found)
	}
	released, report := Release(w.estimates(), w.margins, 5)
	if found := w.attack(released); len(found) > 0 {
		t.Fatal(found)
	}
	if report.Primary != 3 || report.Complementary != 3 { // one department more: respondents, mean and sd
		t.Fatalf("%+v", report)
	}
}
