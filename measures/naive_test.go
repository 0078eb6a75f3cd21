package measures_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/naive"
	"github.com/smekit/smekit/sampledata"
)

// seeds are the random studies: the first forty, and some that held what those do not (readiness of nested groups, gaps
// between sides within a period).
func seeds() []uint64 {
	list := []uint64{135, 156, 170, 281}
	for s := uint64(1); s <= 40; s++ {
		list = append(list, s)
	}
	return list
}

// invent makes a random study and reads it.
func invent(t *testing.T, seed uint64) (naive.Invented, *coding.Study) {
	t.Helper()
	inv := naive.Study(seed, study.Framework())
	s, err := study.Open(context.Background(), inv.FS, inv.Root, study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Problems {
		if !p.Accepted {
			t.Errorf("problem at %s: %s %q", p.Pos, p.Code, p.Args)
		}
	}
	for i := range s.Receipts {
		if r := &s.Receipts[i]; !r.Balanced() {
			t.Errorf("receipt of %s!%s does not balance: %+v", r.File, r.Sheet, *r)
		}
	}
	return inv, s
}

// TestReading reads random studies of many layouts: what their author meant is what the records say.
func TestReading(t *testing.T) {
	long(t)
	for _, seed := range seeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			inv, s := invent(t, seed)
			told := naive.Told(s)
			compareFacts(t, "departments", inv.Meant.Departments, told.Departments)
			compareFacts(t, "interviews", inv.Meant.Interviews, told.Interviews)
			compareFacts(t, "replies", inv.Meant.Replies, told.Replies)
			compareFacts(t, "codings", inv.Meant.Codings, told.Codings)
			compareFacts(t, "rulings", inv.Meant.Rulings, told.Rulings)
			compareFacts(t, "benchmarks", inv.Meant.Benchmarks, told.Benchmarks)
		})
	}
}

func compareFacts(t *testing.T, what string, meant, told []string) {
	t.Helper()
	show := func(verb string, list, other []string) {
		n := 0
		for _, l := range list {
			if !slices.Contains(other, l) {
				if n++; n <= 5 {
					t.Errorf("%s: %s: %s", what, verb, l)
				}
			}
		}
	}
	show("meant, not read", meant, told)
	show("read, not meant", told, meant)
	if len(meant) != len(told) {
		t.Errorf("%s: %d meant, %d read", what, len(meant), len(told))
	}
}

// TestNaive compares the scores of random studies with the literal reading of the rules.
func TestNaive(t *testing.T) {
	long(t)
	for _, seed := range seeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			compareScores(t, s)
		})
	}
}

// TestNaiveManyDepartments spreads the people of random studies over a dozen departments a case, so that scores have intervals.
func TestNaiveManyDepartments(t *testing.T) {
	long(t)
	found := 0
	for _, seed := range []uint64{1, 2, 3, 4, 5, 6, 7, 8, 38} { // in 38 a verdict is borderline by an interval alone
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			for i := range s.Cases {
				for d := range 12 {
					s.Departments = append(s.Departments, coding.Department{Case: s.Cases[i].ID, ID: fmt.Sprintf("many%02d", d),
						Side: []string{"approval", "supervision", "support"}[d%3], Invited: -1})
				}
			}
			for i := range s.Survey.Responses {
				r := &s.Survey.Responses[i]
				r.Dept = fmt.Sprintf("many%02d", i%12)
				if seed%4 != 0 {
					r.Weight = 1
				}
			}
			compareScores(t, s)
			found += len(naive.Intervals(s))
		})
	}
	if found == 0 {
		t.Error("no score had an interval")
	}
}

// TestNaiveSample does the same with the sample study.
func TestNaiveSample(t *testing.T) {
	long(t)
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	compareScores(t, s)
}

// compared are the measures that both sides score.
var compared = []string{"interview_prevalence", "interview_q", "interview_v", "interview_rate", "interview_share", "interview_salience",
	"survey_pomp", "survey_pomp_median", "survey_pomp_sd", "percent_agree", "composite", "readiness", "respondents", "respondents_invited", "response_rate",
	"gap", "peer_gap", "triangulation", "hazard", "consensus_single", "consensus_agreed", "consensus_majority", "consensus_unresolved", "consensus_rejected",
	"consensus_adjudicated", "coupling_c", "development_t", "coordination_d", "level"}

func compareScores(t *testing.T, s *coding.Study) {
	t.Helper()
	l, err := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	type id struct{ measure, of string }
	scored := map[id]estimate.Estimate{}
	for _, e := range l.Estimates {
		if !slices.Contains(compared, e.Measure) || e.Family != "score" && e.Family != "ccd" {
			continue
		}
		if k, own, err := estimate.ParseKey(e.Of); err != nil || own != "" || k.Layer != "" || k.Pass != "" || k.Coder != "" {
			continue // the coders' own layers, variants of a sensitivity analysis
		}
		if _, dup := scored[id{e.Measure, e.Of}]; dup {
			t.Errorf("%s twice", e.ID())
		}
		scored[id{e.Measure, e.Of}] = e
	}
	differences := map[string][]string{}
	differ := func(measure, format string, args ...any) {
		differences[measure] = append(differences[measure], fmt.Sprintf(format, args...))
	}
	rows := map[id]naive.Row{}
	for _, r := range naive.Score(s) {
		rows[id{r.Measure, r.Of}] = r
	}
	gap := naive.Gaps(s)
	for k, e := range scored {
		if _, ok := rows[k]; !ok && k.measure == "gap" {
			if r, ok := gap(k.of); ok {
				rows[k] = r
			}
		}
		if _, ok := rows[k]; !ok && !e.Empty() {
			differ(k.measure, "%s: scored %v (n %d), no such row in the rules", k.of, e.Value, e.N)
		}
	}
	for k, r := range rows {
		e, ok := scored[k]
		switch {
		case !ok && math.IsNaN(r.Value):
		case !ok && r.Value == 0 && r.N <= 0 && strings.HasPrefix(k.measure, "respondents"):
		case !ok:
			differ(k.measure, "%s: not scored, want %v (n %d)", k.of, r.Value, r.N)
		case !same(e.Value, r.Value):
			differ(k.measure, "%s: scored %v (n %d, %s), want %v (n %d)", k.of, e.Value, e.N, estimate.JoinNotes(e.Notes), r.Value, r.N)
		case r.N != naive.Open && e.N != r.N && !math.IsNaN(r.Value):
			differ(k.measure, "%s: n %d, want %d", k.of, e.N, r.N)
		case r.People != naive.Open && e.People != r.People && !math.IsNaN(r.Value):
			differ(k.measure, "%s: people %d, want %d", k.of, e.People, r.People)
		}
	}
	intervals := naive.Intervals(s)
	for k, e := range scored {
		if want, ok := intervals[k.of]; k.measure == "survey_pomp" && (ok != estimate.Has(e.Low) || ok && !(same(e.Low, want[0]) && same(e.High, want[1]))) {
			differ(k.measure, "%s: from %v to %v, want %v", k.of, e.Low, e.High, want)
		}
	}
	for of, word := range naive.Verdicts(s) {
		if e, ok := scored[id{"hazard", of}]; ok && e.Notes[0].English() != word {
			differ("hazard", "%s: %s, want %s", of, estimate.JoinNotes(e.Notes), word)
		}
	}
	for _, m := range compared {
		d := differences[m]
		sort.Strings(d)
		for i, text := range d {
			if i == 4 {
				t.Errorf("%s: and %d more of %d rows", m, len(d)-i, len(rows))
				break
			}
			t.Errorf("%s: %s", m, text)
		}
	}
	if len(rows) == 0 {
		t.Error("no rows to compare")
	}
}

// same reports whether two scores are equal to 1e-9, or both empty.
func same(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	return math.Abs(a-b) <= 1e-9*math.Max(1, math.Max(math.Abs(a), math.Abs(b)))
}
