package measures

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// Deidentified is a study that may be handed on, from which scoring gives the published estimates again.
type Deidentified struct {
	Study  *coding.Study
	Coders map[string]string // new names of the coders
	Left   []LeftOut         // what was recoded or left out, in a fixed order
	Texts  TextCounts

	rows []int // the study's response behind each of the package's
}

// ErrNothingLeft says that nothing of a study may be handed on: it has no coded interviews, and every way of handing its
// survey on would give hidden cells away.
var ErrNothingLeft = errors.New("nothing of this study may be handed on: any part of its survey would give away what its tables hide")

// LeftOut is something that was recoded or left out, and why nothing else of the kind was needed.
type LeftOut struct {
	What string   // see the constants
	Case string   // empty: the whole study
	Of   []string // departments, or dimensions
	N    int      // responses or interviews that it touches
}

// What a package may lack.
const (
	LeftDepartments = "departments"  // responses without department (and so without side)
	LeftInterviews  = "interviews"   // interviews without department
	LeftRoles       = "roles"        // responses without role
	LeftPeriods     = "periods"      // responses without period
	LeftLinks       = "links"        // responses of one person bear several ids
	LeftCases       = "cases"        // responses of several cases under one name
	LeftAnswers     = "answers"      // answers to dimensions
	LeftSideAnswers = "side_answers" // answers to dimensions with items for one side, of people without department
	LeftWeights     = "weights"      // weights that would tell departments apart, replaced by their mean
	LeftSurvey      = "survey"       // all responses
	LeftExcluded    = "excluded"     // responses that the study's decisions exclude
)

// TextCounts says what became of the segments' texts.
type TextCounts struct {
	Kept, Withheld, Masked int // segments with text, without for want of consent, and places masked
}

// Deidentify makes a study that may be handed on beside its released ledger. People, interviews, segments and coders get new
// ids in an order that tells nothing (by a hash whose key is the study itself); dates, durations, memos, names, speakers, attributes of the study's own and lists of names are left out; roles are coarse. Texts
// are masked, and replaced by a placeholder where there is no consent.
//
// Attributes are left out where they would give a cell away that the ledger hides. The attacker that is reckoned with has
// the package and everything that was released: of the answers to a dimension they know the sum of all responses that look
// alike in the package (case, department, role, period, and in which periods their person answered), and every published mean. No hidden
// cell may be a linear combination of these. Beginning with the departments that have hidden cells, which stand together
// without department, more is taken out (further departments of the case, the smallest first; roles; periods; the link between
// a person's responses; answers) until none is. Departments that stand together are at least min_n people in each
// period. Where only a few dimensions of a department are hidden (people left items out), either the department or those
// answers go, whichever costs fewer published estimates. Items that were asked of one side only would tell the merged
// departments apart: their people's answers to such dimensions are left out.
//
// Coding evidence stays by case and coarse role; interviews name no department where that would give away what the people
// of a department with fewer than min_n of them said.
//
// Errors: ctx was done, an option of the study is not understood, [ErrNothingLeft].
func Deidentify(ctx context.Context, study *coding.Study, released *ledger.Ledger) (*Deidentified, error) {
	s := newScorer(ctx, study, ScoreOptions{Seed: released.Provenance.Seed, Bootstrap: -1})
	for _, step := range []func() error{s.settle, s.scoreSurvey} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	d := &deidentifier{scorer: s, released: released, plan: planRecoding(s, released), secret: newSecret(study, s.seed), out: &coding.Study{}}
	d.result = &Deidentified{Study: d.out, Coders: map[string]string{}}
	d.frame()
	d.people()
	d.talks()
	d.segments()
	d.layersOf()
	d.responsesOf()
	d.places()
	d.rest()
	d.account()
	if len(d.out.Survey.Responses)+len(d.out.Codings)+len(d.out.Segments) == 0 {
		return nil, ErrNothingLeft
	}
	return d.result, nil
}

// deidentifier carries the making of one package.
type deidentifier struct {
	*scorer
	released *ledger.Ledger
	plan     *recoding
	secret   secret
	masker   *mask.Masker
	result   *Deidentified
	out      *coding.Study

	interviewID map[string]string
	segmentID   map[[2]string]string
	role        map[string]string // role → the role that stands for its level
	even        []int             // responses whose weights were replaced
}

func (d *deidentifier) frame() {
	s, out := d.study, d.out
	d.masker = mask.New(s)
	out.Title, out.Options, out.Framework = s.Title, s.Options, s.Framework
	out.Options.Mask = coding.Mask{}
	d.role = map[string]string{}
	first := map[string]string{}
	for i := range s.Framework.Roles {
		r := &s.Framework.Roles[i]
		level := r.LevelOrID()
		if _, ok := first[level]; !ok || r.ID == level {
			first[level] = r.ID
		}
	}
	for i := range s.Framework.Roles {
		d.role[s.Framework.Roles[i].ID] = first[s.Framework.Roles[i].LevelOrID()]
	}
	if s.Codebook != nil {
		book := *s.Codebook
		book.Codes = slices.Clone(book.Codes)
		for i := range book.Codes {
			for _, f := range []*string{&book.Codes[i].Definition, &book.Codes[i].Include, &book.Codes[i].Exclude, &book.Codes[i].Example} {
				*f, _ = d.masker.Text(*f, d.lang())
			}
			book.Codes[i].Attrs = nil // memos, and whatever else stands there
		}
		out.Codebook = &book
	}
	out.Instrument = coding.Instrument{Items: slices.Clone(s.Instrument.Items), Own: len(s.Survey.Responses) > 0}
	out.Survey.Items = slices.Clone(s.Survey.Items)
	out.Survey.Values = slices.DeleteFunc(slices.Clone(s.Survey.Values), func(v coding.ValueLabel) bool { return !slices.Contains(s.Survey.Items, v.Column) })
}

func (d *deidentifier) coarse(role string) string {
	if r, ok := d.role[role]; ok {
		return r
	}
	return role
}

func (d *deidentifier) lang() string {
	if d.study.Options.Lang == "en" {
		return "en"
	}
	return "zh"
}

// talks gives interviews and documents new ids.
func (d *deidentifier) talks() {
	d.interviewID = map[string]string{}
	var talks, papers []int
	for i := range d.study.Interviews {
		if d.study.Interviews[i].Document {
			papers = append(papers, i)
		} else {
			talks = append(talks, i)
		}
	}
	for _, part := range []struct {
		list   []int
		prefix string
	}{{talks, "I"}, {papers, "P"}} {
		d.secret.shuffle(part.list, func(i int) string { return "interview " + d.study.Interviews[i].ID })
		for n, i := range part.list {
			iv := d.study.Interviews[i]
			id := numbered(part.prefix, n, len(part.list))
			d.interviewID[iv.ID] = id
			next := coding.Interview{ID: id, Case: iv.Case, Dept: iv.Dept, Role: d.coarse(iv.Role), Asked: iv.Asked, AskedGiven: iv.AskedGiven,
				Characters: iv.Characters, Words: iv.Words, Consent: iv.Consent, Document: iv.Document}
			if d.plan.quiet[deptPlace{iv.Case, iv.Dept}] {
				next.Dept = ""
			}
			d.out.Interviews = append(d.out.Interviews, next)
			if iv.Document {
				title := ""
				for k := range d.study.Documents {
					if d.study.Documents[k].ID == iv.ID {
						title, _ = d.masker.Text(d.study.Documents[k].Title, d.lang())
					}
				}
				d.out.Documents = append(d.out.Documents, coding.Document{ID: id, Title: title, Case: iv.Case})
			}
		}
	}
}

func numbered(prefix string, n, of int) string {
	return fmt.Sprintf("%s%0*d", prefix, len(fmt.Sprint(of)), n+1)
}

// responsesOf writes the responses, person by person.
func (d *deidentifier) responsesOf() {
	if d.responses == nil || d.plan.left {
		return
	}
	rows := map[int][]int{}
	var persons []int
	for r := range d.study.Survey.Responses {
		if d.study.Survey.Responses[r].Excluded != "" {
			continue
		}
		p := d.responses.Person[r]
		if d.plan.apart[d.plan.at[r].Case] {
			p = -1 - r
		}
		if rows[p] == nil {
			persons = append(persons, p)
		}
		rows[p] = append(rows[p], r)
	}
	d.secret.shuffle(persons, func(p int) string {
		r := &d.study.Survey.Responses[rows[p][0]]
		return fmt.Sprint("person ", r.Respondent, " ", r.Case, " ", r.Period, " ", rows[p][0])
	})
	weights := d.weightsOf()
	for n, p := range persons {
		sort.SliceStable(rows[p], func(i, j int) bool { return d.later(rows[p][j], rows[p][i]) })
		for _, r := range rows[p] {
			was, at := &d.study.Survey.Responses[r], d.plan.seen(r)
			next := coding.Response{Respondent: numbered("R", n, len(persons)), Case: at.Case, Dept: at.Dept, Role: d.coarse(was.Role), Period: at.Period,
				Seconds: math.NaN(), Weight: weights[r], Answers: slices.Clone(was.Answers)}
			if at.Role == "" {
				next.Role = ""
			}
			for l := range d.responses.Leaves {
				leaf := &d.responses.Leaves[l]
				if d.plan.withholds(r, []string{leaf.Dim}) {
					for i := range leaf.Items {
						next.Answers[leaf.Items[i].Column] = coding.Value{Missing: coding.NotAsked}
					}
				}
			}
			if at.Dept == "" { // questions for one side count for nobody here, and tell who is on it
				for i := range d.responses.Leaves {
					for k := range d.responses.Leaves[i].Items {
						if it := &d.responses.Leaves[i].Items[k]; !it.Asked("") {
							next.Answers[it.Column] = coding.Value{Missing: coding.NotAsked}
						}
					}
				}
			}
			for i := range next.Answers {
				if v := &next.Answers[i]; v.Missing == coding.Rejected || v.Missing == coding.NotAnswered {
					*v = coding.Value{Missing: coding.NotAnswered}
				}
			}
			d.out.Survey.Responses = append(d.out.Survey.Responses, next)
			d.result.rows = append(d.result.rows, r)
		}
	}
}

// weightsOf are the responses' weights. Where people of merged departments have weights in common with people of their own
// department alone, the weights tell the departments apart: all who stand together then weigh their mean.
func (d *deidentifier) weightsOf() []float64 {
	out := make([]float64, len(d.study.Survey.Responses))
	together := map[string][]int{}
	for r := range out {
		out[r] = d.study.Survey.Responses[r].Weight
		if d.study.Survey.Responses[r].Excluded == "" && d.plan.at[r].Dept != "" && d.plan.seen(r).Dept == "" {
			together[d.plan.seen(r).Case] = append(together[d.plan.seen(r).Case], r)
		}
	}
	for _, c := range sortedKeys(together) {
		holders, times, depts := map[float64]map[string]bool{}, map[float64]int{}, map[string]bool{}
		for _, r := range together[c] {
			dept := d.plan.at[r].Case + "\x00" + d.plan.at[r].Dept
			if holders[out[r]] == nil {
				holders[out[r]] = map[string]bool{}
			}
			holders[out[r]][dept], depts[dept] = true, true
			times[out[r]]++
		}
		tells := false
		for w, in := range holders {
			tells = tells || times[w] > 1 && len(in) == 1 && len(depts) > 1
		}
		if !tells {
			continue
		}
		sum := 0.0
		for _, r := range together[c] {
			sum += out[r]
		}
		for _, r := range together[c] {
			out[r] = sum / float64(len(together[c]))
		}
		d.even = append(d.even, together[c]...)
	}
	return out
}

// places keeps the cases, and the departments that something still names. Where a department's people are hidden, so is
// how many were invited; the cases keep their own number.
func (d *deidentifier) places() {
	named := map[deptPlace]bool{}
	for i := range d.out.Survey.Responses {
		r := &d.out.Survey.Responses[i]
		named[deptPlace{r.Case, r.Dept}] = true
	}
	for i := range d.out.Interviews {
		named[deptPlace{d.out.Interviews[i].Case, d.out.Interviews[i].Dept}] = true
	}
	secret := d.invitedHidden()
	pooled, pooledInvited := false, 0
	for _, c := range d.study.Cases {
		invited := d.invited(c.ID)
		if d.plan.pooled[c.ID] {
			pooled = true
			if invited < 0 || pooledInvited < 0 {
				pooledInvited = -1
			} else {
				pooledInvited += invited
			}
			invited = 0
		}
		if secret[deptPlace{c.ID, ""}] && !d.plan.pooled[c.ID] {
			invited = -1
		}
		d.out.Cases = append(d.out.Cases, coding.Case{ID: c.ID, Name: c.Name, Label: c.Label, Invited: invited})
	}
	if pooled {
		d.out.Cases = append(d.out.Cases, coding.Case{ID: pooledCase, Name: pooledCase, Label: coding.Label{ZH: "其他", EN: pooledCase}, Invited: pooledInvited})
	}
	for _, x := range d.study.Departments {
		at := deptPlace{x.Case, x.ID}
		gone := d.plan.merged[at] || d.plan.pooled[x.Case]
		if (gone || d.plan.quiet[at]) && !named[at] {
			continue
		}
		next := coding.Department{Case: x.Case, ID: x.ID, Name: x.Name, Type: x.Type, Side: x.Side, Invited: x.Invited}
		if gone || secret[at] {
			next.Invited = -1
		}
		d.out.Departments = append(d.out.Departments, next)
		named[at] = true
	}
	for _, t := range d.study.Ties {
		if named[deptPlace{t.Case, t.From}] && named[deptPlace{t.Case, t.To}] {
			t.Pos = coding.Pos{}
			d.out.Ties = append(d.out.Ties, t)
		}
	}
}

// invitedHidden are the departments, and with an empty one the cases, of which the number of people invited is hidden.
func (d *deidentifier) invitedHidden() map[deptPlace]bool {
	out := map[deptPlace]bool{}
	for i := range d.released.Estimates {
		e := &d.released.Estimates[i]
		if k, _, err := estimate.ParseKey(e.Of); err == nil && e.Measure == "respondents_invited" && isHidden(e) && k.Side == "" {
			out[deptPlace{k.Case, k.Dept}] = true
		}
	}
	return out
}

// invited is what a case's response rate is computed with: its own number, else the sum of its departments.
func (d *deidentifier) invited(caseID string) int {
	if c := d.study.Case(caseID); c != nil && c.Invited >= 0 {
		return c.Invited
	}
	sum, some := 0, false
	for i := range d.study.Departments {
		x := &d.study.Departments[i]
		if x.Case != caseID {
			continue
		}
		if x.Invited < 0 {
			return -1
		}
		sum, some = sum+x.Invited, true
	}
	if !some {
		return -1
	}
	return sum
}

// rest keeps what speaks of nobody: benchmarks, and the decisions on triangulation.
func (d *deidentifier) rest() {
	for _, b := range d.study.Benchmarks {
		b.Pos = coding.Pos{}
		d.out.Benchmarks = append(d.out.Benchmarks, b)
	}
	for _, x := range d.study.Decisions {
		if x.Used && (x.Action == "complement" || x.Kind == "triangulation") {
			reason, _ := d.masker.Text(x.Reason, d.lang())
			d.out.Decisions = append(d.out.Decisions, coding.Decision{Kind: x.Kind, Target: x.Target, Action: x.Action, Value: x.Value, Reason: reason, Used: true})
		}
	}
}

// account lists what was left out.
func (d *deidentifier) account() {
	p := d.plan
	put := func(what, caseID string, of []string, n int) {
		if n > 0 || len(of) > 0 {
			sort.Strings(of)
			d.result.Left = append(d.result.Left, LeftOut{what, caseID, slices.Compact(of), n})
		}
	}
	count := func(in func(r int) bool) (n int) {
		for r := range p.at {
			if d.study.Survey.Responses[r].Excluded == "" && in(r) {
				n++
			}
		}
		return n
	}
	excluded := 0
	for i := range d.study.Survey.Responses {
		if d.study.Survey.Responses[i].Excluded != "" {
			excluded++
		}
	}
	put(LeftExcluded, "", nil, excluded)
	if p.left {
		put(LeftSurvey, "", nil, count(func(int) bool { return true }))
	}
	for _, c := range d.study.Cases {
		var merged, quiet []string
		talks := 0
		for _, x := range d.study.Departments {
			if at := (deptPlace{c.ID, x.ID}); x.Case == c.ID {
				if p.merged[at] {
					merged = append(merged, x.ID)
				}
				if p.quiet[at] {
					quiet = append(quiet, x.ID)
				}
			}
		}
		for i := range d.study.Interviews {
			if iv := &d.study.Interviews[i]; p.quiet[deptPlace{iv.Case, iv.Dept}] && iv.Case == c.ID {
				talks++
			}
		}
		here := func(r int) bool { return p.at[r].Case == c.ID }
		put(LeftDepartments, c.ID, merged, count(func(r int) bool { return here(r) && p.merged[deptPlace{c.ID, p.at[r].Dept}] }))
		put(LeftInterviews, c.ID, quiet, talks)
		for _, x := range []struct {
			what string
			in   map[string]bool
		}{{LeftRoles, p.noRole}, {LeftPeriods, p.noPeriod}, {LeftLinks, p.apart}, {LeftCases, p.pooled}} {
			if x.in[c.ID] {
				put(x.what, c.ID, nil, count(here))
			}
		}
		var whole, sided []string
		for _, dim := range d.study.Framework.Dimensions {
			k := withheldKey{c.ID, dim.ID}
			if p.withheld[k] || len(p.partly[k]) > 0 {
				whole = append(whole, dim.ID)
			} else if p.sided[k] {
				sided = append(sided, dim.ID)
			}
		}
		put(LeftAnswers, c.ID, whole, count(func(r int) bool { return here(r) && p.withholds(r, whole) }))
		put(LeftSideAnswers, c.ID, sided, count(func(r int) bool { return here(r) && p.withholds(r, sided) }))
	}
	put(LeftWeights, "", nil, len(d.even))
}

// unnamed replaces the names of departments that an interview must not tell.
func (d *deidentifier) unnamed(caseID, text string) string {
	word := "【部门】"
	if d.lang() == "en" {
		word = "[department]"
	}
	for i := range d.study.Departments {
		x := &d.study.Departments[i]
		if x.Case == caseID && d.plan.quiet[deptPlace{x.Case, x.ID}] && len([]rune(x.Name)) > 1 {
			text = strings.ReplaceAll(text, x.Name, word)
		}
	}
	return text
}
