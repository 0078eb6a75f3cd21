package exchange

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/refi"
)

func g(kind, id string) string { return refi.GUID("foreign", kind, id) }

// foreign is a project of another program that uses what a study has no records for.
func foreign() *refi.Project {
	value := func(v, kind, text string) refi.Value { return refi.Value{Variable: g("v", v), Type: kind, Text: text} }
	note := func(id, text string) refi.Source {
		return refi.Source{Kind: refi.Text, GUID: g("n", id), Name: "title " + id, Text: text, Audit: refi.Audit{CreatingUser: g("u", "Anna"), Created: "2024-01-05T10:00:00Z"}}
	}
	at := func(id string, from, to int, code, user string) refi.Selection {
		return refi.Selection{GUID: g("s", id), Start: from, End: to, Audit: refi.Audit{CreatingUser: g("u", user)},
			Codings: []refi.Coding{{GUID: g("k", id), CreatingUser: g("u", user), Code: g("c", code)}}}
	}
	return &refi.Project{Name: "Pilot", Origin: "Other 1", Description: "Said of it all.",
		Users: []refi.User{{GUID: g("u", "Anna"), Name: "Anna"}, {GUID: g("u", "Ben"), Name: "Ben"}},
		Codes: []refi.Code{{GUID: g("c", "Heading"), Name: "Heading", NotCodable: true, Color: "#00FF00",
			Codes: []refi.Code{{GUID: g("c", "Trust"), Name: "Trust", Color: "#FF0000", NoteRefs: []string{g("n", "code")}}}}, {GUID: g("c", "Unused"), Name: "Unused"}},
		Variables: []refi.Variable{{GUID: g("v", "income"), Name: "income", Type: "Float", Description: "a year"}, {GUID: g("v", "zip"), Name: "zip", Type: "Text"},
			{GUID: g("v", "when"), Name: "when", Type: "DateTime"}, {GUID: g("v", "n"), Name: "n", Type: "Integer"}, {GUID: g("v", "ok"), Name: "ok", Type: "Boolean"},
			{GUID: g("v", "day"), Name: "day", Type: "Date"}},
		Cases: []refi.Case{{GUID: g("case", "A"), Name: "District A", Description: "about A", SourceRefs: []string{g("d", "1"), g("d", "2")}, CodeRefs: []string{g("c", "Trust")},
			Values: []refi.Value{value("income", "Float", "12"), value("zip", "Text", "50667"), value("when", "DateTime", "2024-02-01T10:00:00Z"), value("ok", "Boolean", "true")}}},
		Sources: []refi.Source{
			{Kind: refi.Text, GUID: g("d", "1"), Name: "First talk", Text: "Alpha one is here. Beta two stands.", Audit: refi.Audit{Created: "2024-01-02T03:04:05Z"}, NoteRefs: []string{g("n", "source")},
				Values: []refi.Value{value("n", "Integer", "7"), value("day", "Date", "2024-03-04")}, Selections: []refi.Selection{at("1", 0, 9, "Trust", "Anna")}},
			{Kind: refi.Text, GUID: g("d", "2"), Name: "Second", Text: "Gamma three lies.", Selections: []refi.Selection{at("2", 0, 11, "Unused", "Ben")}},
		},
		Notes: []refi.Source{note("code", "why this code"), note("source", "how it went"), note("free", "a thought of 老陈")},
		Links: []refi.Link{{GUID: g("l", "1"), Direction: "OneWay", Origin: g("c", "Trust"), Target: g("c", "Unused")}},
		Sets: []refi.Set{{GUID: g("set", "1"), Name: "core; main", Description: "what matters", Codes: []string{g("c", "Trust")}, Sources: []string{g("d", "1")}},
			{GUID: g("set", "2"), Name: "late", Sources: []string{g("d", "1"), g("d", "2")}}},
		Graphs: []refi.Graph{{GUID: g("g", "1"), Name: "map"}, {GUID: g("g", "2"), Name: "map 2"}},
	}
}

// studyOf is what an import leaves in a study.
func studyOf(im *dialect.Import) *coding.Study {
	s := &coding.Study{Title: coding.Label{EN: "Brought"}, Framework: &coding.Framework{ID: "f", Version: "1", Title: coding.Label{EN: "F"}}, Codebook: &coding.Codebook{Codes: im.Codes}, Cases: im.Cases,
		Interviews: im.Interviews, Segments: im.Segments, Codings: im.Codings, Consensus: im.Consensus, Departments: im.Departments}
	for _, t := range im.Transcripts {
		s.Transcripts = append(s.Transcripts, coding.Transcript{Interview: t.ID, Text: t.Text})
	}
	return s
}

// told is a project without its GUIDs, a line a fact.
func told(p *refi.Project) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	names, notes := map[string]string{}, map[string]string{}
	for _, n := range p.Notes {
		notes[n.GUID] = n.Text
	}
	users := map[string]string{}
	for _, u := range p.Users {
		users[u.GUID] = u.Name
		say("user %s", u.Name)
	}
	texts := func(refs []string) string {
		var t []string
		for _, r := range refs {
			t = append(t, notes[r])
		}
		return strings.Join(t, "+")
	}
	own := func(text string) string { rest, _ := refi.Marked(text); return strings.TrimSpace(rest) }
	var codes func(list []refi.Code, under string)
	codes = func(list []refi.Code, under string) {
		for _, c := range list {
			names[c.GUID] = c.Name
			say("code %s>%s color=%s heading=%v notes=%s %q", under, c.Name, c.Color, c.NotCodable, texts(c.NoteRefs), own(c.Description))
			codes(c.Codes, c.Name)
		}
	}
	codes(p.Codes, "")
	for _, v := range p.Variables {
		if v.Name != "characters" {
			names[v.GUID] = v.Name
			say("variable %s %s %q", v.Name, v.Type, v.Description)
		}
	}
	values := func(list []refi.Value) string {
		var t []string
		for _, v := range list {
			if names[v.Variable] != "" {
				t = append(t, names[v.Variable]+"="+v.Type+":"+v.Text)
			}
		}
		slices.Sort(t)
		return strings.Join(t, " ")
	}
	for _, s := range p.Sources {
		names[s.GUID] = s.Name
		say("source %s created=%s notes=%s %s", s.Name, s.Created, texts(s.NoteRefs), values(s.Values))
		for i, q := range s.Quotes() {
			for _, c := range s.Selections[i].Codings {
				say("coding %s %q %s %s", s.Name, q, names[c.Code], users[c.CreatingUser])
			}
		}
	}
	members := func(list []string) string {
		var t []string
		for _, m := range list {
			t = append(t, names[m])
		}
		return strings.Join(t, ",")
	}
	for _, c := range p.Cases {
		say("case %s %q %s %s", c.Name, own(c.Description), values(c.Values), members(c.SourceRefs))
	}
	for _, n := range p.Notes {
		say("note %q %s", n.Text, "")
	}
	for _, s := range p.Sets {
		say("set %s %q %s | %s", s.Name, s.Description, members(s.Codes), members(s.Sources))
	}
	say("project %q", own(p.Description))
	slices.Sort(out)
	return out
}

// TestForeign takes another program's project through a study, twice: it is the same, but for what the receipt counts as not kept.
func TestForeign(t *testing.T) {
	in := foreign()
	want := told(in)
	for range 2 {
		im := imported(t, in, dialect.Options{})
		var left []string
		for _, n := range im.Receipt.Notes {
			if strings.HasPrefix(n.Code, "dialect.not_kept") {
				left = append(left, n.Code+" "+n.Args[0])
			}
		}
		if in.Origin == "Other 1" && !slices.Equal(left, []string{"dialect.not_kept_graphs 2", "dialect.not_kept_links 1", "dialect.not_kept_case_codes 1"}) {
			t.Errorf("not kept: %v", left)
		}
		in = Project(studyOf(im), Options{Lang: "en", Unmasked: true, Origin: "smekit test", Kept: im.Kept}).Project
		same(t, "facts", told(in), want)
	}
	for _, n := range in.Notes {
		if n.Text == "a thought of 老陈" && (n.Created != "2024-01-05T10:00:00Z" || n.Name != "title free" || n.CreatingUser != in.Users[0].GUID) {
			t.Errorf("the free note is %+v", n)
		}
	}
}

// What is kept is masked like everything else.
func TestForeignMasked(t *testing.T) {
	im := imported(t, foreign(), dialect.Options{})
	im.Codes[1].Attrs[coding.AttrMemo] = "小吴 said so"
	im.Codes[1].Label.EN = "as 老陈 says"
	im.Kept = append(im.Kept, coding.Kept{ID: "x", Kind: coding.KeptProject, Text: "by 老陈"}, coding.Kept{ID: "y", Kind: coding.KeptVariable, Name: "zip", Text: "of 老陈"})
	for i := range im.Kept {
		if im.Kept[i].Kind == coding.KeptSet {
			im.Kept[i].Text = "with 小吴"
		}
	}
	s := studyOf(im)
	s.Title.EN = "老陈"
	s.Options.Mask.Names = []string{"老陈", "小吴"}
	for _, o := range []Options{{Kept: im.Kept}, {Kept: im.Kept, Lang: "en"}} {
		var b bytes.Buffer
		if err := refi.WriteCodebook(&b, Codebook(s, o)); err != nil {
			t.Fatal(err)
		}
		whole := fmt.Sprintf("%+v", *Project(s, o).Project) + b.String()
		for _, secret := range []string{"老陈", "小吴", "how it went", "First talk", "2024-01-0"} {
			if strings.Contains(whole, secret) {
				t.Errorf("%s is in the file", secret)
			}
		}
		if !strings.Contains(whole, "said so") || !strings.Contains(whole, "a thought of ") {
			t.Error("memos and notes are not in the file")
		}
	}
}

// A codebook has no notes and tells of them all the same.
func TestForeignCodebook(t *testing.T) {
	im := imported(t, foreign(), dialect.Options{})
	var b bytes.Buffer
	if err := refi.WriteCodebook(&b, Codebook(studyOf(im), Options{Unmasked: true, Kept: im.Kept})); err != nil {
		t.Fatal(err)
	}
	again, err := dialect.Open("x.qdc", bytes.NewReader(b.Bytes()), int64(b.Len()), dialect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := coding.Attrs{coding.AttrColor: "#FF0000", coding.AttrMemo: "why this code", coding.AttrSets: "core%3B main"}
	if got := again.Codes[1]; got.ID != "Trust" || fmt.Sprint(got.Attrs) != fmt.Sprint(want) || got.Definition != "" {
		t.Errorf("%+v, expected %v", got, want)
	}
}

// No time stands in a project that nobody told.
func TestNoTimes(t *testing.T) {
	var b bytes.Buffer
	if err := refi.WriteProject(&b, Project(small(), Options{Unmasked: true}).Project); err != nil {
		t.Fatal(err)
	}
	p, _, err := refi.ReadProject(bytes.NewReader(b.Bytes()), int64(b.Len()), "x.qdpx", refi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if whole := fmt.Sprintf("%+v", p); strings.Contains(whole, "2000-01-01") || strings.Contains(whole, "Created:2") {
		t.Error("a time is in the file")
	}
}

// The settled layer is there where something is settled: two people read a segment, or one was ruled on.
func TestSettledOnlyWhereSettled(t *testing.T) {
	user := func(s *coding.Study) bool {
		p := Project(s, Options{Unmasked: true}).Project
		return slices.ContainsFunc(p.Users, func(u refi.User) bool { return u.Name == refi.ConsensusUser })
	}
	s := small()
	s.Consensus = nil
	if !user(s) {
		t.Error("two coders, and no settled layer")
	}
	s.Options.AICoders = []string{"王芳"}
	if user(s) {
		t.Error("a program's codes settle something")
	}
	s.Consensus = small().Consensus
	if !user(s) {
		t.Error("rulings, and no settled layer")
	}
	if user(studyOf(imported(t, foreign(), dialect.Options{}))) {
		t.Error("coders of different texts, and a settled layer")
	}
}

// Departments go with their cases, unless texts are masked.
func TestDepartments(t *testing.T) {
	s := small()
	s.Departments = []coding.Department{{ID: "D1", Case: "G", Name: "Bureau; 100% | of it", Type: "line", Side: "approval", Invited: 12}, {ID: "D2", Case: "G", Invited: -1}, {ID: "D1", Case: "H", Invited: 0}}
	im := imported(t, Project(s, Options{Unmasked: true}).Project, dialect.Options{})
	if fmt.Sprintf("%+v", im.Departments) != fmt.Sprintf("%+v", s.Departments) {
		t.Errorf("%+v, expected %+v", im.Departments, s.Departments)
	}
	if im := imported(t, Project(s, Options{}).Project, dialect.Options{}); im.Departments != nil {
		t.Errorf("masked: %+v", im.Departments)
	}
}

// Rulings come back under the ids that the codes got.
func TestRulingsOfRenamedCodes(t *testing.T) {
	s := small()
	im := imported(t, Project(s, Options{Unmasked: true}).Project, dialect.Options{Map: &dialect.Map{Codes: []dialect.Pair{{From: "meeting", To: "M9"}}}})
	for _, r := range im.Consensus {
		if !slices.ContainsFunc(im.Codes, func(c coding.Code) bool { return c.ID == r.Code }) {
			t.Errorf("ruling on %s, which is no code", r.Code)
		}
	}
}
