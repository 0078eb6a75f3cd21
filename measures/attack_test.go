package measures_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/sampledata"
)

// The attacker of these tests has a released ledger and knows who answered what and who is where, everything but the
// answers themselves. Every answer is an unknown; what is shown gives equations; nothing that is hidden may follow from
// them. What is no linear equation (the summaries over departments, standard errors) is computed anew from the records of
// the departments shown alone, and must agree: then it says nothing of the others.

func hiddenRow(e estimate.Estimate) bool {
	return len(e.Notes) > 0 && (e.Notes[0].Code == "suppressed" || e.Notes[0].Code == "small_cell")
}

// attackSurvey solves for hidden means: once with all rows but those of people linked over time, then with each comparison
// of linked people beside the rows of cases and periods. Who answered twice is known by case, not by department or role.
func (y *spy) attackSurvey(released *ledger.Ledger, dims func(string) bool, minN int) (found []string) {
	var all known
	var hidden []estimate.Estimate
	plain := func(k estimate.Key) bool { return k.Dept+k.Side+k.Role == "" }
	linked, coarse := map[string][]estimate.Estimate{}, []form{}
	for _, e := range released.Estimates {
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Source != "survey" || !dims(k.Dim) {
			continue
		}
		if linkedRow(y.full[e.ID()]) {
			linked[k.Period] = append(linked[k.Period], e)
			continue
		}
		f := y.figure(y.full[e.ID()])
		switch {
		case f == nil:
		case hiddenRow(e):
			hidden = append(hidden, e)
		case !e.Empty():
			all.learn(f)
			if plain(k) && !strings.HasPrefix(own, "dept=") {
				coarse = append(coarse, y.whole(e))
			}
		}
	}
	check := func(k *known, rows []estimate.Estimate) {
		for _, e := range rows {
			// People linked over time who are enough are hidden for the sake of others: of the few who answered once, of
			// the children of their parent. What counts is those.
			if y.full[e.ID()].N >= minN && linkedRow(y.full[e.ID()]) {
				continue
			}
			if f := y.figure(y.full[e.ID()]); hiddenRow(e) && f != nil && k.tells(f) {
				found = append(found, e.ID())
			}
		}
	}
	check(&all, hidden)
	defer func(crossed bool) { y.crossed = crossed }(y.crossed)
	y.crossed = true
	var some []estimate.Estimate
	for _, e := range hidden {
		if k, own, _ := estimate.ParseKey(e.Of); plain(k) && !strings.HasPrefix(own, "dept=") {
			some = append(some, e)
		}
	}
	for _, contrast := range slices.Sorted(maps.Keys(linked)) {
		var k known
		for _, f := range coarse {
			k.learn(f)
		}
		for _, e := range linked[contrast] {
			if f := y.figure(y.full[e.ID()]); f != nil && !e.Empty() {
				k.learn(f)
			}
		}
		check(&k, append(slices.Clone(some), linked[contrast]...))
		// The others of a period, where they are few.
		for _, e := range linked[contrast] {
			key, level, _ := estimate.ParseKey(e.Of)
			if _, leaf := y.leaf[key.Dim]; !leaf || e.Measure != "mean" || key.Case == "" {
				continue
			}
			cell := estimate.Key{Case: key.Case, Period: key.Period}
			twice := y.linked(cell, level, key.Dim)
			cell.Period = level
			once := slices.DeleteFunc(y.rows(cell), func(r int) bool { return slices.Contains(twice, r) })
			f := form{}
			for _, r := range once {
				if x := y.score(r, key.Dim, 0); x != nil {
					f.add(x, uint64(math.Round(4*y.sheet.Weight(r))))
				}
			}
			if len(f) < minN && k.tells(f) {
				found = append(found, fmt.Sprintf("the %d others of %s", len(f), e.ID()))
			}
		}
	}
	return found
}

// attack runs every attack on a study: small ones with all dimensions together, larger ones dimension by dimension by an
// attacker who knows more.
func attack(t *testing.T, s *coding.Study, together bool) (hidden, some int) {
	t.Helper()
	full, err := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	return attackLedger(t, s, full, measures.Release(full, s), together)
}

// attackLedger attacks what was released of a full ledger, or what was read of it.
func attackLedger(t *testing.T, s *coding.Study, full, released *ledger.Ledger, together bool) (hidden, some int) {
	t.Helper()
	y := newSpy(s, full)
	y.crossed = !together
	heads := map[[2]string]int{}
	people := map[[2]string]map[string]bool{}
	for _, r := range s.Survey.Responses {
		d := [2]string{r.Case, r.Dept}
		if people[d] == nil {
			people[d] = map[string]bool{}
		}
		if r.Excluded == "" {
			people[d][r.Respondent] = true
		}
	}
	for _, d := range s.Departments {
		at := [2]string{d.Case, d.ID}
		heads[at] = max(d.Invited, len(people[at]), 0)
	}
	var found []string
	if together {
		found = y.attackSurvey(released, func(string) bool { return true }, s.Options.MinN)
	} else {
		for i := range s.Framework.Dimensions {
			if dim := s.Framework.Dimensions[i].ID; y.leaf[dim] > 0 || len(y.sheet.Leaves) > 0 && y.sheet.Leaves[0].Dim == dim {
				found = append(found, y.attackSurvey(released, func(d string) bool { return d == dim }, s.Options.MinN)...)
			}
		}
	}
	found = append(found, y.attackInterviews(released, heads, s.Options.MinN)...)
	summaries, some := y.attackSummaries(released)
	found = append(append(found, summaries...), attackSiblings(released)...)
	for i, e := range released.Estimates {
		f := &full.Estimates[i]
		if f.ID() != e.ID() {
			t.Fatalf("row %d is %s, was %s", i, e.ID(), f.ID())
		}
		if hiddenRow(e) {
			hidden++
			if !e.Empty() || e.N >= 0 || e.People >= 0 || estimate.Has(e.SE) || estimate.Has(e.DF1) {
				found = append(found, e.ID()+" keeps a trace")
			}
		}
	}
	if hidden != released.Primary+released.Secondary-withoutTwo(released) {
		t.Errorf("%d rows are hidden, %d and %d are counted", hidden, released.Primary, released.Secondary)
	}
	for i, id := range found {
		if i == 30 {
			t.Errorf("and %d more", len(found)-i)
			break
		}
		t.Errorf("given away: %s", id)
	}
	return hidden, some
}

// withoutTwo counts the summaries that are empty because fewer than two departments are shown.
func withoutTwo(l *ledger.Ledger) (n int) {
	for _, e := range l.Estimates {
		if len(e.Notes) > 0 && e.Notes[len(e.Notes)-1].Code == "score_departments_shown_few" {
			n++
		}
	}
	return n
}

// TestAttack attacks random studies through the whole pipeline.
func TestAttack(t *testing.T) {
	long(t)
	hidden, some := 0, 0
	for _, seed := range seeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			h, n := attack(t, s, true)
			hidden, some = hidden+h, some+n
		})
	}
	if hidden == 0 || some == 0 {
		t.Errorf("%d hidden rows, %d summaries over hidden departments", hidden, some)
	}
}

// TestAttackManyDepartments has means with standard errors by department.
func TestAttackManyDepartments(t *testing.T) {
	long(t)
	some := 0
	for _, seed := range []uint64{1, 2, 3, 4, 5, 8, 38} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			for i := range s.Cases {
				for d := range 12 {
					s.Departments = append(s.Departments, coding.Department{Case: s.Cases[i].ID, ID: fmt.Sprintf("many%02d", d),
						Side: []string{"approval", "supervision", "support"}[d%3], Invited: -1})
				}
			}
			grown := s.Survey.Responses
			for copies := range 5 {
				for _, r := range grown[:len(grown):len(grown)] {
					r.Respondent = fmt.Sprint(r.Respondent, "-", copies)
					s.Survey.Responses = append(s.Survey.Responses, r)
				}
			}
			for i := range s.Survey.Responses {
				r := &s.Survey.Responses[i]
				r.Dept, r.Weight = fmt.Sprintf("many%02d", (i*i)%23%12), 1
			}
			_, n := attack(t, s, false)
			some += n
		})
	}
	if some == 0 {
		t.Error("no summary over hidden departments")
	}
}

// TestAttackSample attacks the sample study.
func TestAttackSample(t *testing.T) {
	long(t)
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if hidden, some := attack(t, s, false); hidden == 0 || some == 0 {
		t.Errorf("%d hidden rows, %d summaries over hidden departments", hidden, some)
	}
}
