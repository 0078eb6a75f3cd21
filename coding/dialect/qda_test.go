package dialect

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// talk is a source in which one user or several gave one code each to words of its text.
func talk(id, name, text string, words ...string) refi.Source {
	s := refi.Source{Kind: refi.Text, GUID: guid("source", id), Name: name, Text: text}
	for i, w := range words {
		user, w, named := strings.Cut(w, ":")
		if !named {
			user, w = "User", user
		}
		start := len([]rune(text[:strings.Index(text, w)]))
		k := id + string(rune('a'+i))
		s.Selections = append(s.Selections, refi.Selection{GUID: guid("selection", k), Name: w, Start: start, End: start + len([]rune(w)),
			Codings: []refi.Coding{{GUID: guid("coding", k), CreatingUser: guid("user", user), Code: guid("code", "A")}}})
	}
	return s
}

func talks(t *testing.T, o Options, change func(*refi.Project), sources ...refi.Source) *Import {
	t.Helper()
	p := &refi.Project{Name: "P", Codes: []refi.Code{{GUID: guid("code", "A"), Name: "A"}}, Sources: sources}
	for _, u := range []string{"User", "Anna", "Ben"} {
		p.Users = append(p.Users, refi.User{GUID: guid("user", u), Name: u})
	}
	if change != nil {
		change(p)
	}
	var b bytes.Buffer
	if err := refi.WriteProject(&b, p); err != nil {
		t.Fatal(err)
	}
	im := openFile(t, "p.qdpx", b.Bytes(), o)
	if !im.Receipt.Balanced() {
		t.Errorf("the receipt does not balance: %+v", im.Receipt)
	}
	return im
}

func noted(im *Import, code string) (out [][]string) {
	for _, n := range im.Receipt.Notes {
		if n.Code == code {
			out = append(out, n.Args)
		}
	}
	return out
}

// stands checks that each span of an interview holds its words in the given text.
func stands(t *testing.T, im *Import, id, text string, words ...string) {
	t.Helper()
	var got []string
	for i := range im.Codings {
		if c := &im.Codings[i]; c.Interview == id {
			if r := []rune(text); c.From < 0 || c.To > len(r) {
				t.Errorf("%d-%d of %d characters", c.From, c.To, len(r))
			} else {
				got = append(got, string(r[c.From:c.To]))
			}
		}
	}
	if !slices.Equal(got, words) {
		t.Errorf("%s: spans hold %q, expected %q", id, got, words)
	}
}

func TestSpansGoToTheStudysText(t *testing.T) {
	const text = "我们信任联席会议。They meet on Mondays. 平台没有用。They never meet."
	own := talk("1", "Talk", text, "信任联席会议", "meet on", "没有用", "never meet")
	im := talks(t, Options{}, nil, own)
	stands(t, im, "Talk", text, "信任联席会议", "meet on", "没有用", "never meet")
	alone := im.Codings[2].Segment

	for _, other := range []string{"PREFACE. " + text, "Intro\n" + strings.Replace(text, "Mondays. ", "Mondays, as a rule.\n", 1), strings.TrimPrefix(text, "我们")} {
		im = talks(t, Options{Texts: map[string]string{"Talk": other, "Another": "x"}}, nil, own)
		stands(t, im, "Talk", other, "信任联席会议", "meet on", "没有用", "never meet")
		if got := noted(im, "dialect.moved_spans"); len(got) != 1 || !slices.Equal(got[0][:4], []string{"Talk", "4", "4", "0"}) {
			t.Errorf("told %v", got)
		}
		// in a project with that text it is the same segment
		if there := talks(t, Options{}, nil, talk("1", "Talk", other, "没有用")); there.Codings[0].Segment != im.Codings[2].Segment || alone == im.Codings[2].Segment {
			t.Errorf("segments %s and %s, in the other text %s", there.Codings[0].Segment, im.Codings[2].Segment, alone)
		}
	}

	other := "平台没有用。They never meet. 我们信任村委会。They meet on Mondays."
	im = talks(t, Options{Texts: map[string]string{"Talk": other}}, nil, own)
	for i := range im.Codings {
		c := &im.Codings[i]
		if got := string([]rune(other)[c.From:c.To]); got != im.Segments[i].Text {
			t.Errorf("%q became %q", im.Segments[i].Text, got)
		}
	}
	lost := map[string]string{}
	for _, p := range im.Problems {
		if p.Code == "dialect.not_in_transcript" {
			lost[p.Args[1]] = p.Suggestion
			if !strings.HasPrefix(p.Pos.String(), "p.qdpx!PlainTextSelection ") {
				t.Errorf("at %s", p.Pos)
			}
		}
	}
	if s, is := lost["信任联席会议"]; !is || s != "" || len(lost)+len(im.Codings) != 4 {
		t.Errorf("%d codings, lost %v", len(im.Codings), lost)
	}
	for words, s := range lost {
		if len([]rune(words)) >= 4 && strings.Contains(other, words) && s == "" {
			t.Errorf("%q stands elsewhere, and nobody says where", words)
		}
	}
	if n := im.Receipt.Rejected; len(n) != 1 || n[0].Reason != "dialect.not_in_transcript" || n[0].Count != len(lost) {
		t.Errorf("rejected %v", n)
	}

	// a segment that the file names as the study's own is known without its place
	known := func(p *refi.Project) { p.Sources[0].Selections[0].Description = refi.Mark(refi.FieldSegment, "s7") }
	im = talks(t, Options{Texts: map[string]string{"Talk": strings.Replace(text, "联席会议", "[机构1]", 1)}}, known, own)
	if c := im.Codings[0]; len(im.Codings) != 4 || c.Segment != "s7" || c.From != 0 || c.To != 0 {
		t.Errorf("%+v, problems %v", im.Codings, im.Problems)
	}

	if im = talks(t, Options{Texts: map[string]string{"Talk": text + "\n"}}, nil, own); len(im.Codings) != 4 {
		t.Error(im.Problems)
	}
	stands(t, im, "Talk", text, "信任联席会议", "meet on", "没有用", "never meet")
}

// Two documents that a map calls one interview: the spans of the second go to the text of the first.
func TestOneTextOfAnInterview(t *testing.T) {
	first, second := talk("1", "a", "Well. We trust the office.", "trust"), talk("2", "b", "We trust the office. Good.", "trust", "Good")
	im := talks(t, Options{Map: &Map{Documents: []Pair{{From: "a", To: "X"}, {From: "b", To: "X"}}}}, nil, first, second)
	if len(im.Transcripts) != 1 || im.Transcripts[0].Text != first.Text {
		t.Errorf("transcripts %v", im.Transcripts)
	}
	stands(t, im, "X", first.Text, "trust", "trust")
	if len(im.Problems) != 1 || im.Problems[0].Code != "dialect.not_in_transcript" {
		t.Errorf("problems %v", im.Problems)
	}
}

func TestSourcesOfOneName(t *testing.T) {
	a, b := talk("1", "Interview 1", "Text one: we trust the office.", "trust"), talk("2", "Interview 1 ", "Another text: power is all.", "power")
	sets := func(p *refi.Project) {
		p.Sets = []refi.Set{{GUID: guid("set", "1"), Name: "North", Sources: []string{a.GUID}}, {GUID: guid("set", "2"), Name: "South", Sources: []string{b.GUID}}}
	}
	oneCase := func(p *refi.Project) {
		p.Cases = []refi.Case{{GUID: guid("case", "1"), Name: "Town", SourceRefs: []string{a.GUID, b.GUID}}}
	}
	marked := func(p *refi.Project) {
		p.Sources[0].Description, p.Sources[1].Description = refi.Mark(refi.FieldInterview, "I1"), refi.Mark(refi.FieldInterview, "I2")
	}
	same := func(p *refi.Project) { p.Sources[1].Text = p.Sources[0].Text; p.Sources[1].Selections = nil }
	for _, c := range []struct {
		what   string
		change func(*refi.Project)
		want   []string
		told   int
	}{
		{"by sets", sets, []string{"Interview_1_North", "Interview_1_South"}, 1},
		{"by texts", oneCase, []string{"Interview_1_" + digest(6, a.Text), "Interview_1_" + digest(6, b.Text)}, 1},
		{"by numbers", same, []string{"Interview_1_1", "Interview_1_2"}, 1},
		{"by their own ids", marked, []string{"I1", "I2"}, 0},
	} {
		im := talks(t, Options{}, c.change, a, b)
		var ids []string
		texts := map[string]string{}
		for _, x := range im.Transcripts {
			ids = append(ids, x.ID)
			texts[x.ID] = x.Text
		}
		if !slices.Equal(ids, c.want) || len(noted(im, "dialect.same_source_name")) != c.told {
			t.Errorf("%s: %q, told %v", c.what, ids, noted(im, "dialect.same_source_name"))
			continue
		}
		stands(t, im, ids[0], texts[ids[0]], "trust")
		if c.what != "by numbers" {
			stands(t, im, ids[1], texts[ids[1]], "power")
		}
	}
	// in a copy with the sources the other way round they are called the same
	im, other := talks(t, Options{}, nil, a, b), talks(t, Options{}, nil, b, a)
	if im.Interviews[0].ID != other.Interviews[1].ID || im.Interviews[1].ID != other.Interviews[0].ID {
		t.Errorf("%v, %v", im.Interviews, other.Interviews)
	}
}

func TestCoderOfAProject(t *testing.T) {
	const text = "We trust the office. They never meet."
	coders := func(im *Import) (out []string) {
		for i := range im.Codings {
			out = append(out, im.Codings[i].Coder)
		}
		return out
	}
	one, two := talk("1", "T", text, "User:trust", "User:meet"), talk("1", "T", text, "Anna:trust", "Ben:meet")
	im := talks(t, Options{Coder: "Li"}, nil, one)
	if got := coders(im); !slices.Equal(got, []string{"Li", "Li"}) || len(noted(im, "dialect.coder_given")) != 1 {
		t.Errorf("coders %q, told %v", got, im.Receipt.Notes)
	}
	if im = talks(t, Options{Coder: "User"}, nil, one); len(noted(im, "dialect.coder_given")) != 0 {
		t.Error("told that a user is taken for itself")
	}
	asked := func(im *Import) bool {
		return slices.ContainsFunc(im.Problems, func(p coding.Problem) bool { return p.Code == "dialect.ambiguous_coders" })
	}
	if im = talks(t, Options{Coder: "Li"}, nil, two); !asked(im) || len(im.Problems) != 1 {
		t.Errorf("problems %v", im.Problems)
	}
	im = talks(t, Options{Coder: "Li", Map: &Map{Coders: []Pair{{From: "Anna", To: "A"}, {From: "Ben", To: "B"}}}}, nil, two)
	if got := coders(im); asked(im) || !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("coders %q, problems %v", got, im.Problems)
	}
}

// Passages with the same words are as many as the file counts.
func TestSameWordsAtSeveralPlaces(t *testing.T) {
	segments := func(name, data string) (out []string) {
		im := openFile(t, name, []byte(data), Options{Coder: "An"})
		for i := range im.Codings {
			out = append(out, im.Codings[i].Segment+" "+im.Codings[i].Code+" "+im.Codings[i].Memo)
		}
		if im.Receipt.Used != len(im.Codings) || !im.Receipt.Balanced() {
			t.Errorf("%s: %+v", name, im.Receipt)
		}
		return out
	}
	id := func(n ...string) string { return "s" + digest(12, append([]string{"d", "", "Yes."}, n...)...) }
	long := "s" + digest(12, "d", "", "Long one")
	got := segments("tg.csv", "id,document,tag,content\n1,d.txt,Agree,Yes.\n2,d.txt,Agree,Yes.\n3,d.txt,Doubt,Yes.\n4,d.txt,Agree,Long one\n4,d.txt,Doubt,Long one\n")
	if want := []string{id() + " Agree ", id("2") + " Agree ", id("3") + " Doubt ", long + " Agree ", long + " Doubt "}; !slices.Equal(got, want) {
		t.Errorf("highlights %q, expected %q", got, want)
	}
	const head = `"File","Coder","Coded","Id","Codename","Coded_Memo","Category"` + "\n"
	got = segments("qc.csv", head+`"d","An","Yes.","ctid:1","Agree","",""`+"\n"+`"d","An","Yes.","ctid:9","Agree","memo two",""`+"\n"+`"d","An","Yes.","ctid:11","Doubt","",""`+"\n")
	if want := []string{id() + " Agree ", id("2") + " Agree memo two", id() + " Doubt "}; !slices.Equal(got, want) {
		t.Errorf("codings %q, expected %q", got, want)
	}
}
