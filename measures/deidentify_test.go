package measures_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	forms "github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/sampledata"
)

// handedOn is a package with what it was made of.
type handedOn struct {
	was            *coding.Study
	full, released *ledger.Ledger
	packed         *measures.Deidentified
	is             *coding.Study // the package read back
	again          *ledger.Ledger
}

// handOn makes the package of a study, writes and reads it, and scores it.
func handOn(t *testing.T, s *coding.Study) *handedOn {
	t.Helper()
	h := &handedOn{was: s}
	var err error
	if h.full, err = measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1}); err != nil {
		t.Fatal(err)
	}
	h.released = measures.Release(h.full, s)
	h.packed, err = measures.Deidentify(context.Background(), s, h.released)
	if errors.Is(err, measures.ErrNothingLeft) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range forms.Study(h.packed.Study) {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		files[f.Name] = &fstest.MapFile{Data: b.Bytes()}
	}
	if h.is, err = study.Open(context.Background(), files, ".", study.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, p := range h.is.Problems {
		if !p.Accepted {
			t.Errorf("problem at %s: %s %q", p.Pos, p.Code, p.Args)
		}
	}
	full, err := measures.Score(context.Background(), h.is, measures.ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	h.again = measures.Release(full, h.is)
	return h
}

// looks finds the package's response of each response of the study, -1 where there is none.
func (h *handedOn) looks(t *testing.T) []int {
	t.Helper()
	out := make([]int, len(h.was.Survey.Responses))
	for i := range out {
		out[i] = -1
	}
	rows := measures.RowsOf(h.packed)
	if len(rows) != len(h.is.Survey.Responses) {
		t.Fatalf("%d responses were written, %d read", len(rows), len(h.is.Survey.Responses))
	}
	for j, r := range rows {
		out[r] = j
	}
	return out
}

// attackPackage solves for hidden means with everything that was released and the package: of the answers to a dimension,
// what all responses that look alike add up to.
func (h *handedOn) attackPackage(t *testing.T, together bool) (found []string) {
	t.Helper()
	y := newSpy(h.was, h.full)
	seen := h.looks(t)
	asked := map[string]string{}
	for i := range h.was.Instrument.Items {
		if it := &h.was.Instrument.Items[i]; it.Ask != "all" {
			asked[it.ID] = it.Ask
		}
	}
	look := func(r int) string {
		p := &h.is.Survey.Responses[seen[r]]
		text := fmt.Sprint(p.Case, "|", p.Dept, "|", p.Role, "|", p.Period)
		for _, side := range []string{"approval", "line"} { // who answered a question for one side is on that side
			if slices.ContainsFunc(h.is.Survey.Items, func(id string) bool {
				return asked[id] == side && p.Answers[slices.Index(h.is.Survey.Items, id)].Ok()
			}) {
				text += " " + side
			}
		}
		return text
	}
	periods := map[string][]string{}
	for i := range h.is.Survey.Responses {
		p := &h.is.Survey.Responses[i]
		periods[p.Respondent] = append(periods[p.Respondent], p.Period)
	}
	for _, list := range periods {
		sort.Strings(list)
	}
	check := func(dims func(string) bool) {
		var k, tables known
		// What the package shows of a dimension: nothing where its answers are left out.
		for l := range y.sheet.Leaves {
			leaf := &y.sheet.Leaves[l]
			if !dims(leaf.Dim) {
				continue
			}
			sums, wheres := map[string]form{}, map[string]estimate.Key{}
			for r := range h.was.Survey.Responses {
				x := y.score(r, leaf.Dim, 0)
				if x == nil || seen[r] < 0 {
					continue
				}
				p, some := &h.is.Survey.Responses[seen[r]], false
				for i := range leaf.Items {
					some = some || p.Answers[leaf.Items[i].Column].Ok()
				}
				if !some {
					continue
				}
				key := look(r) + " " + strings.Join(periods[p.Respondent], ",")
				wheres[key] = estimate.Key{Case: p.Case, Dept: p.Dept, Role: p.Role, Period: p.Period}
				if sums[key] == nil {
					sums[key] = form{}
				}
				sums[key].add(x, uint64(math.Round(4*y.sheet.Weight(r))))
			}
			h.nobody(y, &k, leaf.Dim, sums, wheres)
			for _, key := range sortedNames(sums) {
				k.learn(sums[key])
			}
		}
		var hidden []estimate.Estimate
		for _, e := range h.released.Estimates {
			key, _, err := estimate.ParseKey(e.Of)
			if err != nil || key.Source != "survey" || !dims(key.Dim) {
				continue
			}
			f := y.figure(y.full[e.ID()])
			switch {
			case f == nil:
			case hiddenRow(e):
				hidden = append(hidden, e)
			case !e.Empty() && !linkedRow(y.full[e.ID()]):
				k.learn(f)
				tables.learn(f)
			}
		}
		for _, e := range hidden {
			if linkedRow(y.full[e.ID()]) && y.full[e.ID()].N >= h.was.Options.MinN {
				continue // enough people: hidden for the sake of the others, who are asked about themselves
			}
			// What the tables tell without any package is not the package's doing.
			if f := y.figure(y.full[e.ID()]); k.tells(f) && !tables.tells(f) {
				found = append(found, e.ID())
			}
		}
	}
	if together {
		check(func(string) bool { return true })
		return found
	}
	for l := range y.sheet.Leaves {
		dim := y.sheet.Leaves[l].Dim
		check(func(d string) bool { return d == dim })
	}
	return found
}

// nobody tells the attacker which departments have nobody of a role, as far as the package names both; of other
// departments and roles somebody may stand in any class that the package leaves open for them.
func (h *handedOn) nobody(y *spy, k *known, dim string, sums map[string]form, wheres map[string]estimate.Key) {
	y.addUnseen(form{}, estimate.Key{}, dim)
	named := map[[2]string]bool{}
	for _, r := range h.is.Survey.Responses {
		named[[2]string{r.Case, r.Dept}] = true
	}
	cells := y.there[dim]
	for d := range cells {
		for o := range cells {
			at := estimate.Key{Case: d.Case, Dept: d.Dept, Role: o.Role, Period: d.Period}
			if d.Dept == "" || d.Role != "" || o.Role == "" || o.Dept != "" || o.Case != d.Case || o.Period != d.Period || cells[at] {
				continue
			}
			u := form{y.unknown(fmt.Sprint("unseen ", dim, at)): 1}
			open := form{}
			for key, w := range wheres {
				ok := func(is, was string) bool { return is == "" || is == was }
				level := w.Role
				if r := h.was.Framework.Role(w.Role); r != nil {
					level = r.LevelOrID()
				}
				hides := w.Dept == "" && !named[[2]string{at.Case, at.Dept}] || w.Role == "" || w.Period == "" && at.Period != ""
				if (w.Case == at.Case || w.Case == "other") && ok(w.Dept, at.Dept) && ok(level, at.Role) && ok(w.Period, at.Period) && hides {
					one := form{y.unknown(fmt.Sprint("perhaps ", dim, at, key)): 1}
					sums[key].add(one, 1)
					open.add(one, 1)
				}
			}
			if len(open) > 0 {
				u.add(open, field-1)
			}
			if len(open) > 0 || named[[2]string{at.Case, at.Dept}] {
				k.learn(u)
			}
		}
	}
}

func sortedNames[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// sameAgain lists the survey estimates that the study hides and the package shows with the same value.
func (h *handedOn) sameAgain() (found []string) {
	shown := map[string]estimate.Estimate{}
	for _, e := range h.again.Estimates {
		shown[e.ID()] = e
	}
	full := map[string]estimate.Estimate{}
	for _, e := range h.full.Estimates {
		full[e.ID()] = e
	}
	for _, e := range h.released.Estimates {
		k, _, err := estimate.ParseKey(e.Of)
		if err != nil || !hiddenRow(e) || k.Source == "interview" && k.Dept == "" {
			continue // coded evidence stays by case and role
		}
		if k.Source == "interview" && e.Notes[0].Code != "small_cell" {
			continue // hidden for the sake of a small department, which the package does not name
		}
		if n := full[e.ID()].People; strings.HasPrefix(e.Measure, "respon") && n >= h.was.Options.MinN {
			continue // how many people there are, the responses tell
		}
		f := full[e.ID()]
		if linkedRow(f) && f.N >= h.was.Options.MinN {
			continue // as above
		}
		if e.Measure == "share" && f.N >= h.was.Options.MinN && f.People >= h.was.Options.MinN && e.Notes[0].Code == "suppressed" {
			continue // of many people: hidden with the cells of its dimension, which the package does not name
		}
		x, ok := shown[e.ID()]
		if !ok || x.Empty() || hiddenRow(x) || full[e.ID()].Empty() {
			continue
		}
		if ledger.Near(x.Value, f.Value) && x.N == f.N && x.People == f.People && f.Measure != "conclusion_stable" && f.Measure != "hazard" && f.Measure != "level" && f.Measure != "triangulation" {
			found = append(found, e.ID())
		}
	}
	return found
}

func report(t *testing.T, what string, ids []string) {
	t.Helper()
	for i, id := range ids {
		if i == 10 {
			t.Errorf("%s: and %d more", what, len(ids)-i)
			break
		}
		t.Errorf("%s: %s", what, id)
	}
}

// TestPackageSample makes the package of the sample study: nothing hidden follows from it, and it gives what was
// published, but for what is listed.
func TestPackageSample(t *testing.T) {
	long(t)
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := handOn(t, s)
	report(t, "given away", h.attackPackage(t, false))
	report(t, "hidden, and shown by the package", h.sameAgain())
	lost, settled := measures.NotReproduced(h.packed.Rename(h.released), h.again)
	shown, gone := 0, map[string]bool{}
	for _, e := range settled.Estimates {
		if !e.Empty() {
			shown++
		}
	}
	for _, l := range lost {
		gone[l.ID] = true
	}
	if 10*len(lost) > shown {
		t.Errorf("%d of %d estimates are not reproduced", len(lost), shown)
	}
	hidden := map[string]bool{}
	for _, e := range settled.Estimates {
		hidden[e.ID()] = hiddenRow(e) || e.Empty()
	}
	for _, c := range ledger.Compare(settled, h.again).Changed {
		if !gone[c.ID] && !hidden[c.ID] {
			t.Errorf("%s %s: %s, then %s", c.ID, c.Field, c.First, c.Second)
		}
	}
	var text bytes.Buffer
	if err := ledger.Encode(&text, settled); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"liu", "zhao", "chen"} {
		for _, e := range settled.Estimates {
			if strings.Contains(e.Of+e.Method+estimate.JoinNotes(e.Notes)+e.Basis.Filter+strings.Join(e.Basis.Parents, " "), name) {
				t.Fatalf("%s still names %s", e.ID(), name)
			}
		}
		if bytes.Contains(text.Bytes(), []byte(name+".xlsx")) {
			t.Errorf("the file of %s is named", name)
		}
	}
	t.Logf("%d of %d estimates are not reproduced; %v", len(lost), shown, h.packed.Left)
}

// TestPackage makes the packages of random studies and attacks them: 50 each time, 200 when SMEKIT_STUDIES says so.
func TestPackage(t *testing.T) {
	long(t)
	n := uint64(50)
	if x, err := strconv.ParseUint(os.Getenv("SMEKIT_STUDIES"), 10, 64); err == nil {
		n = x
	}
	left, none := map[string]int{}, 0
	for seed := uint64(1); seed <= n; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			h := handOn(t, s)
			if h == nil {
				none++
				return
			}
			report(t, "given away", h.attackPackage(t, true))
			report(t, "hidden, and shown by the package", h.sameAgain())
			t.Log(len(h.packed.Study.Survey.Responses), "responses;", h.packed.Left)
			for _, l := range h.packed.Left {
				left[l.What]++
			}
		})
	}
	for _, what := range []string{measures.LeftDepartments, measures.LeftInterviews} {
		if left[what] == 0 {
			t.Errorf("no package lacks %s: %v", what, left)
		}
	}
	t.Log(left, none)
}

// TestPackageNamesNobody looks for what identifies people.
func TestPackageNamesNobody(t *testing.T) {
	long(t)
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := handOn(t, s)
	p := h.packed.Study
	ids := map[string]bool{}
	for _, r := range s.Survey.Responses {
		ids[r.Respondent] = true
	}
	for _, r := range p.Survey.Responses {
		if ids[r.Respondent] || r.Submitted != "" || !math.IsNaN(r.Seconds) || r.Attrs != nil {
			t.Fatalf("%+v", r)
		}
	}
	consent := map[string]coding.Consent{}
	for _, iv := range p.Interviews {
		consent[iv.ID] = iv.Consent
		if iv.Date != "" || iv.Respondent != "" || iv.Attrs != nil || slices.ContainsFunc(s.Interviews, func(x coding.Interview) bool { return x.ID == iv.ID && x.Characters == iv.Characters }) {
			t.Errorf("%+v", iv)
		}
	}
	texts := map[string]bool{}
	for _, g := range s.Segments {
		texts[g.Text] = true
	}
	for _, g := range p.Segments {
		if consent[g.Interview] != coding.ConsentGiven && texts[g.Text] || g.Speaker != "" {
			t.Fatalf("%+v", g)
		}
		for _, name := range append(slices.Clone(s.Options.Mask.Names), s.Options.Mask.Firms...) {
			if strings.Contains(g.Text, name) {
				t.Errorf("%s: %s", name, g.Text)
			}
		}
	}
	for _, c := range p.Codings {
		if c.Memo != "" || c.To != 0 || h.packed.Coders[c.Coder] != "" {
			t.Fatalf("%+v", c)
		}
	}
	if len(p.Options.Mask.Names)+len(p.Options.Mask.Firms) > 0 {
		t.Error("the lists of names are in the package")
	}
	again, err := measures.Deidentify(context.Background(), s, h.released)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprintf("%+v", again.Study.Survey.Responses) != fmt.Sprintf("%+v", p.Survey.Responses) {
		t.Error("the same study gave another package")
	}
}
