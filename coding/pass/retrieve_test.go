package pass_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// teamStudy: two interviews of case G and one document of H; two coders and a program; codes c1 and c2 (dimension D1), c3
// (D2) and free, of no dimension.
func teamStudy() *coding.Study {
	s := &coding.Study{
		Options: coding.Options{Order: map[string][]string{"period": {"before", "after"}}, AICoders: []string{"bot"}},
		Framework: &coding.Framework{Dimensions: []coding.Dimension{{ID: "D", Group: true, Label: coding.Label{ZH: "组", EN: "Group"}},
			{ID: "D1", Parent: "D", Label: coding.Label{ZH: "信任", EN: "Trust"}}, {ID: "D2", Parent: "D"}},
			Roles: []coding.Role{{ID: "head", Level: "leader", Label: coding.Label{ZH: "主任"}}, {ID: "clerk", Level: "staff"}}},
		Codebook: &coding.Codebook{Codes: []coding.Code{{ID: "c1", Dimension: "D1", Active: true, Label: coding.Label{ZH: "互信"}}, {ID: "c3", Dimension: "D2", Active: true},
			{ID: "c2", Parent: "c1", Active: true}, {ID: "free", Active: true}}},
		Cases:       []coding.Case{{ID: "G", Name: "甲区"}, {ID: "H"}},
		Departments: []coding.Department{{Case: "G", ID: "d1", Name: "住建局"}},
		Interviews: []coding.Interview{{ID: "I2", Case: "G", Dept: "d1", Role: "head"}, {ID: "I1", Case: "G", Role: "clerk"},
			{ID: "doc", Case: "H", Document: true}},
		Documents: []coding.Document{{ID: "doc", Case: "H"}},
		Segments: []coding.Segment{
			{Interview: "I1", ID: "s2", Speaker: "A", Text: "二"}, {Interview: "I1", ID: "s10", Speaker: "B", Text: "十"}, {Interview: "I1", ID: "s1", Speaker: "Q", Text: "一"},
			{Interview: "I2", ID: "s1", Text: "甲", Period: "after"}, {Interview: "doc", ID: "p1", Text: "文"},
		},
	}
	row := 1
	add := func(coder, interview, segment, code string, links ...string) {
		row++
		s.Codings = append(s.Codings, coding.Coding{Pos: coding.Pos{File: coder + ".csv", Row: row, Col: 5}, Pass: "1", Coder: coder, Interview: interview, Segment: segment, Code: code,
			Intensity: 2, Direction: 1, HasDir: true, LinkTo: links})
	}
	add("A", "I1", "s1", "")
	add("A", "I1", "s2", "c1", "s10")
	add("A", "I1", "s2", "c2")
	add("A", "I1", "s10", "c3")
	add("A", "I2", "s1", "c2", "c3")
	add("A", "doc", "p1", "free")
	add("B", "I1", "s2", "c1")
	add("B", "I1", "s2", "free")
	add("B", "I1", "s10", "c3", "free")
	add("bot", "I1", "s10", "c1")
	s.Codings[6].Memo = "又见"
	s.Codings[6].Intensity = 3
	return s
}

func list(ps []pass.Passage) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Code+"@"+p.Interview+"/"+p.Segment+":"+strings.Join(p.Coders, "+"))
	}
	return strings.Join(out, " ")
}

func TestRetrieve(t *testing.T) {
	for _, c := range []struct {
		name string
		q    pass.Query
		want string
	}{
		// c2 of I1/s2 and free were given by one of two reviewers: unresolved.
		{"everything", pass.Query{}, "c1@I1/s2:A+B c3@I1/s10:A+B c2@I2/s1:A free@doc/p1:A"},
		{"a code with those below it", pass.Query{Codes: []string{"c1"}}, "c1@I1/s2:A+B c2@I2/s1:A"},
		{"a dimension", pass.Query{Codes: []string{"D2"}}, "c3@I1/s10:A+B"},
		{"a group", pass.Query{Codes: []string{"D"}}, "c1@I1/s2:A+B c3@I1/s10:A+B c2@I2/s1:A"},
		{"a case", pass.Query{Cases: []string{"H"}}, "free@doc/p1:A"},
		{"a role's level", pass.Query{Roles: []string{"leader"}}, "c2@I2/s1:A"},
		{"a role", pass.Query{Roles: []string{"clerk"}}, "c1@I1/s2:A+B c3@I1/s10:A+B"},
		{"a department", pass.Query{Depts: []string{"G/d1"}}, "c2@I2/s1:A"},
		{"a period", pass.Query{Periods: []string{"after"}}, "c2@I2/s1:A"},
		{"a coder's own", pass.Query{Coders: []string{"B"}}, "c1@I1/s2:B c3@I1/s10:B free@I1/s2:B"},
		{"a coder in the consensus", pass.Query{Coders: []string{"B"}, Layer: pass.LayerConsensus}, "c1@I1/s2:A+B c3@I1/s10:A+B"},
		{"a program by name", pass.Query{Coders: []string{"bot"}}, "c1@I1/s10:bot"},
		{"coders, people alone", pass.Query{Layer: pass.LayerCoders, Codes: []string{"D1"}}, "c1@I1/s2:A c1@I1/s2:B c2@I2/s1:A c2@I1/s2:A"},
		{"coders with programs", pass.Query{Layer: pass.LayerCoders, Codes: []string{"c1"}, AI: true, Cases: []string{"G"}, Roles: []string{"staff"}},
			"c1@I1/s2:A c1@I1/s2:B c1@I1/s10:bot c2@I1/s2:A"},
		{"an unknown pass", pass.Query{Pass: "9"}, ""},
		{"an unknown pass of coders", pass.Query{Pass: "9", Layer: pass.LayerCoders}, ""},
		{"nothing", pass.Query{Codes: []string{"none"}}, ""},
	} {
		if got := list(pass.Retrieve(teamStudy(), c.q)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	if got := pass.Retrieve(&coding.Study{}, pass.Query{Context: 2}); len(got) != 0 {
		t.Errorf("of an empty study: %v", got)
	}
}

func TestPassageCarriesItsRows(t *testing.T) {
	p := pass.Retrieve(teamStudy(), pass.Query{Codes: []string{"c1"}})[0]
	if p.Speaker != "A" || p.Text != "二" || p.Status != pass.Agreed || p.Reviewers != 2 || p.Intensity != 2.5 || p.Direction != 1 || p.Dimension != "D1" || p.Role != "clerk" || p.Case != "G" {
		t.Errorf("%+v", p)
	}
	if fmt.Sprint(p.Memos) != "[{B 又见}]" || fmt.Sprint(p.Places) != "[A.csv!E3 B.csv!E8]" || fmt.Sprint(p.LinksTo) != "[s10]" {
		t.Errorf("%v %v %v", p.Memos, p.Places, p.LinksTo)
	}
	s := teamStudy()
	s.Codings[1].State, s.Codings[1].HasDir, s.Codings[1].Intensity = coding.Absent, false, 0
	p = pass.Retrieve(s, pass.Query{Codes: []string{"c1"}, Coders: []string{"A"}})[0]
	if p.Segment != "s2" || p.State != coding.Absent || p.Direction != -1 || !math.IsNaN(p.Intensity) || p.Pass != "1" {
		t.Errorf("an unrated absence: %+v", p)
	}
	s.Consensus = []coding.Ruling{{Pos: coding.Pos{File: "consensus.xlsx", Row: 4}, Interview: "I1", Segment: "s1", Code: "free", Accept: true}}
	ps := pass.Retrieve(s, pass.Query{Codes: []string{"free"}})
	if len(ps) != 2 || ps[0].Segment != "s1" || ps[0].Status != pass.Adjudicated || len(ps[0].Coders) != 0 || fmt.Sprint(ps[0].Places) != "[consensus.xlsx!4:4]" {
		t.Errorf("a code that was ruled in: %+v", ps)
	}
}

func TestLatestPassCounts(t *testing.T) {
	s := teamStudy()
	c := s.Codings[4]
	c.Pass, c.Code = "2", "c1"
	s.Codings = append(s.Codings, c)
	q := pass.Query{Coders: []string{"A"}, Roles: []string{"head"}}
	if got := list(pass.Retrieve(s, q)); got != "c1@I2/s1:A" {
		t.Errorf("latest: %s", got)
	}
	q.Pass = "1"
	if got := list(pass.Retrieve(s, q)); got != "c2@I2/s1:A" {
		t.Errorf("pass 1: %s", got)
	}
}

func around(p pass.Passage) string {
	part := func(xs []pass.Nearby) string {
		var out []string
		for _, x := range xs {
			out = append(out, x.Speaker+":"+x.Text)
		}
		return strings.Join(out, "|")
	}
	return part(p.Before) + " < " + p.Text + " > " + part(p.After)
}

func TestContext(t *testing.T) {
	s := teamStudy()
	q := pass.Query{Codes: []string{"c3"}, Context: 1}
	if got := around(pass.Retrieve(s, q)[0]); got != "A:二 < 十 > " {
		t.Errorf("neighbours in the order of their numbers: %s", got)
	}
	q.Context = 5
	if got := around(pass.Retrieve(s, q)[0]); got != "Q:一|A:二 < 十 > " {
		t.Errorf("as far as there are any: %s", got)
	}
	text := "开头。\n一，二；十。后。\n末尾"
	s.Transcripts = []coding.Transcript{{Interview: "I1", Text: text, Turns: []coding.Turn{{Speaker: "Q", From: 0, To: 3}, {Speaker: "B", From: 4, To: 12}, {Speaker: "Q", From: 13, To: 15}}}}
	q.Context = 2
	p := pass.Retrieve(s, q)[0]
	if got := around(p); got != "Q:开头。|B:一，二； < 十 > B:。后。|Q:末尾" {
		t.Errorf("turns: %s", got)
	}
	if p.From != 8 || p.To != 9 {
		t.Errorf("located at %d to %d", p.From, p.To)
	}
	s.Transcripts[0].Turns = nil
	if got := around(pass.Retrieve(s, q)[0]); got != ":开头。|:一，二； < 十 > :。后。|:末尾" {
		t.Errorf("lines: %s", got)
	}
	s.Transcripts[0].Text += "十" // twice: not located
	if got := around(pass.Retrieve(s, q)[0]); got != "Q:一|A:二 < 十 > " {
		t.Errorf("a text that stands there twice: %s", got)
	}
	for i := range s.Codings { // a marked stretch is where it says
		if s.Codings[i].Code == "c3" {
			s.Codings[i].From, s.Codings[i].To = 4, 7
		}
	}
	s.Segments[1].Text = ""
	if got := around(pass.Retrieve(s, q)[0]); got != ":开头。 < 一，二 > :；十。后。|:末尾十" {
		t.Errorf("a marked stretch: %s", got)
	}
	s.Codings[3].To, s.Codings[8].To = 400, 400 // beyond the text: as far as it goes
	if got := around(pass.Retrieve(s, q)[0]); got != ":开头。 < 一，二；十。后。\n末尾十 > " {
		t.Errorf("a stretch beyond the end: %s", got)
	}
}

func TestResolve(t *testing.T) {
	q, err := pass.Query{Codes: []string{"互信", "信任", "ＦＲＥＥ", "c1 互信"}, Cases: []string{"甲区"}, Depts: []string{"住建局"}, Roles: []string{"主任", "STAFF"}, Periods: []string{"After"},
		Coders: []string{"a"}}.Resolve(teamStudy())
	if err != nil || fmt.Sprint(q.Codes, q.Cases, q.Depts, q.Roles, q.Periods, q.Coders) != "[c1 D1 free] [G] [G/d1] [head staff] [after] [A]" {
		t.Errorf("%v %v", q, err)
	}
	for _, c := range []struct {
		q    pass.Query
		want string
	}{
		{pass.Query{Codes: []string{"freee"}}, `unknown code "freee" (did you mean free?)`},
		{pass.Query{Cases: []string{"丙区三"}}, `unknown case "丙区三": expected one of G, H`},
		{pass.Query{Coders: []string{"Nobody"}}, `unknown coder "Nobody": expected one of A, B, bot`},
		{pass.Query{Pass: "second"}, `unknown pass "second": expected one of 1`},
		{pass.Query{Layer: "x"}, `unknown layer "x": expected one of consensus, coders`},
		{pass.Query{Level: "leaf"}, `unknown level "leaf": expected one of code, dimension, group`},
	} {
		_, err := c.q.Resolve(teamStudy())
		var unknown *pass.UnknownName
		if !errors.As(err, &unknown) || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestCooccur(t *testing.T) {
	q := pass.Query{Layer: pass.LayerCoders}
	c := pass.Cooccur(teamStudy(), q)
	if fmt.Sprint(c.Codes) != "[c1 c3 c2 free]" || fmt.Sprint(c.Base) != "{3 7 6 0 0 0}" {
		t.Fatalf("%v %v", c.Codes, c.Base)
	}
	if got := fmt.Sprint(c.Units); got != "[[2 0 1 1] [0 2 0 0] [1 0 2 0] [1 0 0 2]]" {
		t.Errorf("units %s", got)
	}
	if got := fmt.Sprint(c.Pairs()); got != "[{c1 c2 1 0.3333333333333333} {c1 free 1 0.3333333333333333}]" {
		t.Errorf("pairs %s", got)
	}
	// A: c1 of s2 → s10, where A gave c3; c2 of I2/s1 → c3. B: c3 of s10 → free.
	if got := fmt.Sprint(c.Links); got != "[{c1 c3 1 1} {c3 free 1 1} {c2 c3 1 1}]" {
		t.Errorf("links %s", got)
	}
	q.Codes = []string{"free"}
	c = pass.Cooccur(teamStudy(), q)
	if fmt.Sprint(c.Codes, c.Asked, c.Units, c.Links) != "[c1 c3 free] [false false true] [[2 0 1] [0 2 0] [1 0 2]] [{c3 free 1 1}]" || c.Base.Units != 7 {
		t.Errorf("of one code: %v %v %v %v", c.Codes, c.Asked, c.Units, c.Links)
	}
	c = pass.Cooccur(teamStudy(), pass.Query{Level: "dimension"})
	if fmt.Sprint(c.Codes, c.Units, c.Links, c.Base) != "[D1 D2] [[2 0] [0 1]] [{D1 D2 2 2}] {3 5 4 0 2 0}" {
		t.Errorf("dimensions of the consensus: %v %v %v %v", c.Codes, c.Units, c.Links, c.Base)
	}
	c = pass.Cooccur(teamStudy(), pass.Query{Level: "group"})
	if fmt.Sprint(c.Codes, c.Units, c.Links) != "[D] [[3]] []" {
		t.Errorf("groups: %v %v %v", c.Codes, c.Units, c.Links)
	}
	if c := pass.Cooccur(&coding.Study{}, pass.Query{}); len(c.Codes) != 0 || c.Base.Units != 0 {
		t.Errorf("of an empty study: %+v", c)
	}
}

func TestCaseByCode(t *testing.T) {
	show := func(q pass.Query, by string) string {
		m, err := pass.CaseByCode(teamStudy(), q, by)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(m.Columns, m.Codes, m.Cells, m.Totals, m.Base)
	}
	for _, c := range []struct {
		by   string
		q    pass.Query
		want string
	}{
		{"", pass.Query{}, "[{G {2 4 3 0 0 0}} {H {1 1 1 0 0 0}}] [c1 c3 c2 free] [[{1 1} {0 0}] [{1 1} {0 0}] [{1 1} {0 0}] [{0 0} {1 1}]] [{1 1} {1 1} {1 1} {1 1}] {3 5 4 0 2 0}"},
		{"role", pass.Query{Codes: []string{"D1"}}, "[{leader {1 1 1 0 0 0}} {staff {1 3 1 0 0 0}} { {1 1 0 0 0 0}}] [c1 c2] [[{0 0} {1 1} {0 0}] [{1 1} {0 0} {0 0}]] [{1 1} {1 1}] {3 5 2 0 1 0}"},
		{"interview", pass.Query{Level: "dimension", Cases: []string{"G"}}, "[{I2 {1 1 1 0 0 0}} {I1 {1 3 2 0 0 0}}] [D1 D2] [[{1 1} {1 1}] [{0 0} {1 1}]] [{2 2} {1 1}] {2 4 3 0 2 0}"},
		{"dept", pass.Query{Level: "group"}, "[{G/d1 {1 1 1 0 0 0}} { {2 4 3 0 0 0}}] [D] [[{1 1} {2 1}]] [{3 2}] {3 5 4 0 2 0}"},
		{"period", pass.Query{Codes: []string{"c2"}}, "[{after {1 1 1 0 0 0}} { {2 4 0 0 0 0}}] [c2] [[{1 1} {0 0}]] [{1 1}] {3 5 1 0 1 0}"},
		{"coder", pass.Query{Level: "dimension"}, "[{A {3 5 4 0 0 0}} {B {1 2 2 0 0 0}}] [D1 D2] [[{2 2} {1 1}] [{1 1} {1 1}]] [{3 2} {2 1}] {3 7 6 0 0 0}"},
	} {
		if got := show(c.q, c.by); got != c.want {
			t.Errorf("by %q:\n got %s\nwant %s", c.by, got, c.want)
		}
	}
	if _, err := pass.CaseByCode(teamStudy(), pass.Query{}, "colour"); err == nil {
		t.Error("an unknown attribute was taken")
	}
}

// The order of the files' rows changes neither counts nor passages.
func TestRetrievalIgnoresTheOrderOfRows(t *testing.T) {
	a, b := teamStudy(), teamStudy()
	slices.Reverse(b.Codings)
	slices.Reverse(b.Segments)
	for _, q := range []pass.Query{{}, {Layer: pass.LayerCoders}, {Level: "dimension"}} {
		if x, y := list(pass.Retrieve(a, q)), list(pass.Retrieve(b, q)); x != y {
			t.Errorf("%s\n%s", x, y)
		}
		x, y := pass.Cooccur(a, q), pass.Cooccur(b, q)
		if fmt.Sprint(x) != fmt.Sprint(y) {
			t.Errorf("%v\n%v", x, y)
		}
	}
}

// largeStudy has 60,000 codings of 40,000 segments in 200 interviews by 6 coders.
func largeStudy() *coding.Study {
	s := &coding.Study{Framework: &coding.Framework{}, Codebook: &coding.Codebook{}}
	for c := range 120 {
		s.Codebook.Codes = append(s.Codebook.Codes, coding.Code{ID: fmt.Sprintf("c%03d", c), Active: true})
	}
	for i := range 200 {
		id := fmt.Sprintf("I%03d", i)
		s.Interviews = append(s.Interviews, coding.Interview{ID: id, Case: fmt.Sprint("case", i%5), Role: fmt.Sprint("role", i%3)})
		var text strings.Builder
		for k := range 200 {
			words := fmt.Sprintf("段落%d：部门之间的协作要靠平时的信任，而不是临时开会；第%d句，办事的人心里都清楚。", k, k)
			s.Segments = append(s.Segments, coding.Segment{Interview: id, ID: fmt.Sprintf("u%03d", k), Text: words})
			text.WriteString(words + "\n")
		}
		s.Transcripts = append(s.Transcripts, coding.Transcript{Interview: id, Text: text.String()})
	}
	for k := range 60000 {
		seg := &s.Segments[k*2/3]
		s.Codings = append(s.Codings, coding.Coding{Pass: "1", Coder: fmt.Sprint("coder", k%6), Interview: seg.Interview, Segment: seg.ID, Code: s.Codebook.Codes[k*7%120].ID, Intensity: 2,
			LinkTo: []string{s.Codebook.Codes[k*11%120].ID}})
	}
	return s
}

func BenchmarkRetrieve(b *testing.B) {
	s := largeStudy()
	for _, q := range []pass.Query{{}, {Layer: pass.LayerCoders}, {Layer: pass.LayerCoders, Context: 2}} {
		b.Run(fmt.Sprint(q.Layer, q.Context), func(b *testing.B) {
			for b.Loop() {
				if ps := pass.Retrieve(s, q); len(ps) < 20000 {
					b.Fatal(len(ps))
				}
			}
		})
	}
}

func BenchmarkCooccur(b *testing.B) {
	s := largeStudy()
	for b.Loop() {
		pass.Cooccur(s, pass.Query{Layer: pass.LayerCoders})
	}
}

func BenchmarkCaseByCode(b *testing.B) {
	s := largeStudy()
	for b.Loop() {
		if _, err := pass.CaseByCode(s, pass.Query{Layer: pass.LayerCoders}, "interview"); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleRetrieve() {
	s := &coding.Study{Framework: &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL"}}},
		Interviews: []coding.Interview{{ID: "I1", Case: "G"}},
		Segments:   []coding.Segment{{Interview: "I1", ID: "1", Text: "还有人来吗？"}, {Interview: "I1", ID: "2", Text: "隔壁科室的人会来帮忙。"}},
		Codings:    []coding.Coding{{Pass: "1", Coder: "A", Interview: "I1", Segment: "2", Code: "ME.REL", Intensity: 2}}}
	for _, p := range pass.Retrieve(s, pass.Query{Codes: []string{"ME.REL"}, Context: 1}) {
		fmt.Println(p.Case, p.Interview, p.Segment, p.Status, p.Intensity, p.Before[0].Text, p.Text)
	}
	// Output: G I1 2 single 2 还有人来吗？ 隔壁科室的人会来帮忙。
}
