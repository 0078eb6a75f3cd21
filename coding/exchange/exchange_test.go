package exchange

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/refi"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/sampledata"
)

const talk = "访谈者：联席会议有用吗？\n王伟：😀联席会议有用，\n打13812345678找我。\n访谈者：好。\n王伟：平台也好。再说一遍：平台也好。\n"

// place is a stretch of talk by its words; the nth of several.
func at(words string, nth int) (int, int) {
	i := -1
	for range nth {
		i += 1 + strings.Index(talk[i+1:], words)
	}
	from := len([]rune(talk[:i]))
	return from, from + len([]rune(words))
}

// small has a transcript, an interview without one, one without consent, and a document.
func small() *coding.Study {
	from, to := at("联席会议", 2)
	s := &coding.Study{
		Title: coding.Label{EN: "Pilot"},
		Framework: &coding.Framework{ID: "f", Version: "1", Dimensions: []coding.Dimension{{ID: "M", Group: true, Label: coding.Label{EN: "Mechanism", ZH: "机制"}},
			{ID: "M.R", Parent: "M", Label: coding.Label{EN: "Relations", ZH: "关系"}, Definition: coding.Label{EN: "Ties"}}}},
		Codebook: &coding.Codebook{Codes: []coding.Code{
			{ID: "meeting", Dimension: "M.R", Label: coding.Label{EN: "Meetings", ZH: "会议"}, Definition: "They meet.\n\nOften.", Include: "联席; 会商\n第二行", Exclude: "phone calls", Example: "打13812345678找我",
				Level: "axial", Origin: "inductive", Since: "2", Active: true, Replaces: []string{"a", "b"}},
			{ID: "weekly", Parent: "meeting", Active: true},
			{ID: "M.R", Label: coding.Label{EN: "Relations"}, Active: true},
			{ID: "old", Definition: "100% gone", Active: false},
		}},
		Cases: []coding.Case{{ID: "G", Name: "甲区", Label: coding.Label{ZH: "甲区", EN: "District A"}, Invited: 30, Attrs: coding.Attrs{"级别": "县", "name": "x"}}, {ID: "H", Invited: -1}},
		Interviews: []coding.Interview{
			{ID: "I1", Case: "G", Dept: "住建局", Role: "leader", Date: "2024-05-01", Respondent: "r9", Asked: []string{"M.R"}, AskedGiven: true, Characters: -1, Words: 7, Consent: coding.ConsentGiven, Attrs: coding.Attrs{"room": "3", "date": "?"}},
			{ID: "I2", Case: "H", Characters: -1, Words: -1, Consent: coding.ConsentGiven},
			{ID: "I3", Case: "H", Characters: -1, Words: -1, Consent: coding.ConsentRefused},
		},
		Documents:   []coding.Document{{ID: "D1", Title: "三定方案", Date: "2023", Case: "G"}},
		Transcripts: []coding.Transcript{{Interview: "I1", Text: talk}},
		Segments: []coding.Segment{
			{Interview: "I1", ID: "1", Speaker: "王伟", Text: "😀联席会议有用， 打13812345678找我。", Period: "before"},
			{Interview: "I1", ID: "2", Text: "平台也好。"},
			{Interview: "I1", ID: "3", Text: "没有说过的话"},
			{Interview: "I1", ID: "4", Text: "平台也好。"},
			{Interview: "I1", ID: "5", Text: "平台也好。"}, // there are two places for three segments
			{Interview: "I2", ID: "1", Text: "电话13912345678"},
			{Interview: "I2", ID: "2", Text: "第二段"},
			{Interview: "I3", ID: "1", Text: "不同意引用"},
			{Interview: "D1", ID: "1", Text: "设立联席会议"},
		},
		Options: coding.Options{Mask: coding.Mask{Names: []string{"王伟"}}},
	}
	n := 0
	add := func(pass, coder, interview, segment, code string, set func(*coding.Coding)) {
		n++
		c := coding.Coding{Pos: coding.Pos{File: "coding/" + pass + "/" + coder + ".xlsx", Row: n + 1}, Pass: pass, Coder: coder, Interview: interview, Segment: segment, Code: code}
		if set != nil {
			set(&c)
		}
		c.Rated = c.Intensity > 0 && c.HasDir
		s.Codings = append(s.Codings, c)
	}
	rate := func(intensity, direction int) func(*coding.Coding) {
		return func(c *coding.Coding) { c.Intensity, c.Direction, c.HasDir = intensity, direction, true }
	}
	add("1", "li", "I1", "1", "meeting", func(c *coding.Coding) {
		rate(2, 1)(c)
		c.Memo, c.LinkTo, c.Period = "问王伟；\n再问", []string{"2", "weekly"}, "before"
	})
	add("1", "li", "I1", "1", "weekly", rate(2, 1))
	add("1", "li", "I1", "2", "", func(c *coding.Coding) { c.Memo = "没有" })
	add("1", "li", "I1", "3", "M.R", nil)
	add("1", "li", "I1", "4", "M.R", nil)
	add("1", "li", "I2", "1", "meeting", func(c *coding.Coding) {
		c.State, c.HasState, c.Direction, c.HasDir = coding.Absent, true, -1, true
	})
	add("1", "li", "I3", "1", "weekly", func(c *coding.Coding) { c.Memo = "secret" })
	add("1", "王芳", "I1", "1", "meeting", func(c *coding.Coding) { c.From, c.To = from, to })
	add("1", "王芳", "I1", "2", "", nil)
	add("1", "王芳", "D1", "1", "meeting", func(c *coding.Coding) { c.HasState = true })
	add("2", "li", "I1", "1", "weekly", rate(3, 0))
	add("2", "li", "I1", "2", "M.R", nil)
	add("2", "li", "I1", "5", "meeting", rate(1, 1))
	add("2", "li", "I2", "2", "", nil)
	s.Consensus = []coding.Ruling{{Interview: "I1", Segment: "1", Code: "meeting", Accept: true, Reason: "both; see memo", Who: "李"},
		{Interview: "I1", Segment: "4", Code: "M.R", Reason: "no"}}
	return s
}

func imported(t testing.TB, p *refi.Project, o dialect.Options) *dialect.Import {
	t.Helper()
	var b bytes.Buffer
	if err := refi.WriteProject(&b, p); err != nil {
		t.Fatal(err)
	}
	im, err := dialect.Open("study.qdpx", bytes.NewReader(b.Bytes()), int64(b.Len()), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(im.Problems) > 0 {
		t.Fatalf("problems: %v", im.Problems)
	}
	if !im.Receipt.Balanced() {
		t.Errorf("the receipt does not balance: %+v", im.Receipt)
	}
	return im
}

// codingLines are codings without their positions in files.
func codingLines(list []coding.Coding, spans bool) []string {
	out := make([]string, len(list))
	for i, c := range list {
		c.Pos = coding.Pos{}
		if !spans {
			c.From, c.To = 0, 0
		}
		if len(c.LinkTo) == 0 {
			c.LinkTo = nil
		}
		out[i] = fmt.Sprintf("%+v", c)
	}
	slices.Sort(out)
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	for _, l := range want {
		if !slices.Contains(got, l) {
			t.Errorf("%s lost:  %s", what, l)
		}
	}
	for _, l := range got {
		if !slices.Contains(want, l) {
			t.Errorf("%s added: %s", what, l)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d, expected %d", what, len(got), len(want))
	}
}

func codeLines(list []coding.Code) []string {
	out := make([]string, len(list))
	for i, c := range list {
		c.Pos = coding.Pos{}
		if c.Label == (coding.Label{}) || c.Label == (coding.Label{EN: c.ID}) || c.Label == (coding.Label{ZH: c.ID}) {
			c.Label = coding.Label{}
		}
		out[i] = fmt.Sprintf("%+v", c)
	}
	slices.Sort(out)
	return out
}

func rulingLines(list []coding.Ruling) []string {
	out := make([]string, len(list))
	for i, r := range list {
		r.Pos = coding.Pos{}
		out[i] = fmt.Sprintf("%+v", r)
	}
	slices.Sort(out)
	return out
}

func segmentLines(list []coding.Segment) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%s %s %q %s %s", s.Interview, s.ID, strings.Join(strings.Fields(s.Text), " "), s.Speaker, s.Period)
	}
	slices.Sort(out)
	return out
}

func caseLines(list []coding.Case) []string {
	out := make([]string, len(list))
	for i, c := range list {
		c.Pos = coding.Pos{}
		if len(c.Attrs) == 0 {
			c.Attrs = nil
		}
		out[i] = fmt.Sprintf("%+v", c)
	}
	slices.Sort(out)
	return out
}

func interviewLines(list []coding.Interview) []string {
	out := make([]string, len(list))
	for i, c := range list {
		c.Pos = coding.Pos{}
		if len(c.Attrs) == 0 {
			c.Attrs = nil
		}
		out[i] = fmt.Sprintf("%+v", c)
	}
	slices.Sort(out)
	return out
}

func TestRoundTrip(t *testing.T) {
	s := small()
	for _, lang := range []string{"zh", "en"} {
		made := Project(s, Options{Lang: lang, Unmasked: true, Origin: "smekit test"})
		im := imported(t, made.Project, dialect.Options{})
		same(t, "codings", codingLines(im.Codings, false), codingLines(s.Codings, false))
		same(t, "rulings", rulingLines(im.Consensus), rulingLines(s.Consensus))
		same(t, "codes", codeLines(im.Codes), codeLines(s.Codebook.Codes))
		same(t, "segments", segmentLines(im.Segments), segmentLines(s.Segments))
		same(t, "cases", caseLines(im.Cases), caseLines(s.Cases))
		docs := append(slices.Clone(s.Interviews), coding.Interview{ID: "D1", Case: "G", Date: "2023", Document: true, Characters: -1, Words: -1, Attrs: coding.Attrs{"name": "三定方案"}})
		same(t, "interviews", interviewLines(im.Interviews), interviewLines(docs))
		if len(im.Transcripts) != 1 || im.Transcripts[0].ID != "I1" || im.Transcripts[0].Text != talk {
			t.Errorf("transcripts %v", im.Transcripts)
		}
		for _, c := range im.Codings { // stretches of their own come back where they were
			if c.Coder == "王芳" && c.Interview == "I1" && c.Code != "" {
				if f, to := at("联席会议", 2); c.From != f || c.To != to {
					t.Errorf("a stretch at %d–%d, expected %d–%d", c.From, c.To, f, to)
				}
			}
		}
		if len(made.NotFound) != 1 || made.NotFound[0].Segment != "3" || !slices.Equal(made.Assembled, []string{"I2", "I3", "D1"}) || made.Withheld != nil {
			t.Errorf("%+v", made)
		}
	}
}

// The second of two places with the same words belongs to the later segment.
func TestSameWordsTwice(t *testing.T) {
	made := Project(small(), Options{Unmasked: true})
	first, _ := at("平台也好。", 1)
	second, _ := at("平台也好。", 2)
	var got []int
	for _, sel := range made.Project.Sources[0].Selections {
		if sel.Name == "平台也好。" && !slices.Contains(got, sel.Start) {
			got = append(got, sel.Start)
		}
	}
	if !slices.Equal(got, []int{first, second}) {
		t.Errorf("at %v, expected %d and %d", got, first, second)
	}
}

func TestMasked(t *testing.T) {
	s := small()
	made := Project(s, Options{Lang: "zh", Origin: "smekit test"})
	var b bytes.Buffer
	if err := refi.WriteProject(&b, made.Project); err != nil {
		t.Fatal(err)
	}
	p, problems, err := refi.ReadProject(bytes.NewReader(b.Bytes()), int64(b.Len()), "x.qdpx", refi.Limits{})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	whole := fmt.Sprintf("%+v", *p)
	for _, secret := range []string{"13812345678", "13912345678", "王伟", "不同意引用", "secret", "住建局", "r9", "2024-05-01", "room"} {
		if strings.Contains(whole, secret) {
			t.Errorf("%s is in the file", secret)
		}
	}
	m := mask.New(s)
	quotes := map[string]string{}
	for i := range p.Sources {
		for k, q := range p.Sources[i].Quotes() {
			_, f := refi.Marked(p.Sources[i].Selections[k].Description)
			if f == nil {
				continue
			}
			if f["part"] == "" {
				quotes[p.Sources[i].Name+" "+f["segment"]] = q
			} else if q != "联席会议" {
				t.Errorf("the stretch is %q", q)
			}
		}
	}
	for _, g := range s.Segments[:3] {
		want, _ := m.Text(g.Text, "zh")
		name := g.Interview
		if g.ID == "3" {
			name += restWords["zh"]
		}
		if got := quotes[name+" "+g.ID]; solid(got) != solid(want) {
			t.Errorf("segment %s is %q, expected %q", g.ID, got, want)
		}
	}
	if quotes["I3 1"] != "【1：未获同意引用，原文略】" || !slices.Equal(made.Withheld, []string{"I3"}) || made.LeftMemos != 1 || made.Masked.Total() == 0 {
		t.Errorf("%v %+v", quotes, made)
	}
	im := imported(t, made.Project, dialect.Options{})
	if len(im.Codings) != len(s.Codings) || len(im.Segments) != len(s.Segments) {
		t.Errorf("%d codings of %d, %d segments of %d", len(im.Codings), len(s.Codings), len(im.Segments), len(s.Segments))
	}
}

func TestCodebook(t *testing.T) {
	s := small()
	read := func(o Options) *dialect.Import {
		var b bytes.Buffer
		if err := refi.WriteCodebook(&b, Codebook(s, o)); err != nil {
			t.Fatal(err)
		}
		im, err := dialect.Open("study.qdc", bytes.NewReader(b.Bytes()), int64(b.Len()), dialect.Options{})
		if err != nil || len(im.Problems) > 0 {
			t.Fatal(err, im.Problems)
		}
		return im
	}
	same(t, "codes", codeLines(read(Options{Lang: "en", Unmasked: true}).Codes), codeLines(s.Codebook.Codes))
	book := Codebook(s, Options{Lang: "en"})
	if len(book.Codes) != 2 || book.Codes[0].Name != "M Mechanism" || !book.Codes[0].NotCodable || book.Codes[0].Codes[0].Name != "M.R Relations" || book.Codes[0].Codes[0].Codes[0].Name != "meeting Meetings" {
		t.Errorf("%+v", book.Codes)
	}
	if d := book.Codes[0].Codes[0].Codes[0].Description; !strings.HasPrefix(d, "They meet.\n\nOften.\n\nInclude: 联席; 会商\n第二行\n\nExclude: phone calls\n\nExample: 打[phone]找我\n\nsmekit: code=meeting; ") {
		t.Error(d)
	}
	s.Codebook = nil
	var ids []string
	for _, c := range read(Options{}).Codes {
		ids = append(ids, c.ID)
		if !c.Active {
			t.Errorf("%s is no code", c.ID)
		}
	}
	if !slices.Equal(ids, []string{"M", "M.R", "meeting", "weekly"}) { // the codes in use stay
		t.Errorf("%v", ids)
	}
}

// A circle of parents ends somewhere.
func TestCircle(t *testing.T) {
	s := small()
	s.Codebook.Codes[0].Parent = "weekly"
	if got := len(codesOf(Codebook(s, Options{}).Codes)); got != 5 {
		t.Errorf("%d codes", got)
	}
}

func codesOf(list []refi.Code) []string {
	var out []string
	for _, c := range list {
		out = append(append(out, c.Name), codesOf(c.Codes)...)
	}
	return out
}

func sample(t testing.TB) *coding.Study {
	t.Helper()
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSample(t *testing.T) {
	s := sample(t)
	made := Project(s, Options{Lang: "zh", Unmasked: true, Origin: "smekit test"})
	im := imported(t, made.Project, dialect.Options{})
	same(t, "codings", codingLines(im.Codings, false), codingLines(s.Codings, false))
	same(t, "rulings", rulingLines(im.Consensus), rulingLines(s.Consensus))
	same(t, "codes", codeLines(im.Codes), codeLines(s.Codebook.Codes))
	same(t, "segments", segmentLines(im.Segments), segmentLines(s.Segments))
	same(t, "cases", caseLines(im.Cases), caseLines(s.Cases))
	same(t, "interviews", interviewLines(im.Interviews), interviewLines(s.Interviews))
	if again := Project(s, Options{Lang: "zh", Unmasked: true, Origin: "smekit test"}); cmp.Compare(fmt.Sprintf("%+v", again.Project), fmt.Sprintf("%+v", made.Project)) != 0 {
		t.Error("not the same project twice")
	}
	t.Logf("%d codings, %d selections, %d notes, %d users", made.Codings, made.Selections, len(made.Project.Notes), len(made.Project.Users))
	if out := os.Getenv("SMEKIT_QDPX"); out != "" {
		var b bytes.Buffer
		_ = refi.WriteProject(&b, made.Project)
		_ = os.WriteFile(out, b.Bytes(), 0o600)
	}
}
