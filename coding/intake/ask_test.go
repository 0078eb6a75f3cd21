package intake_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
)

func with(t *testing.T, s *coding.Study, rows string) *dialect.Import {
	t.Helper()
	text := header + rows
	im, err := dialect.Open("segments.csv", strings.NewReader(text), int64(len(text)), dialect.Options{Codes: intake.Codes(s, nil)})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func codes(list []coding.ReceiptNote) string {
	var out []string
	for _, n := range list {
		out = append(out, n.Code+" "+strings.Join(n.Args, "/"))
	}
	return strings.Join(out, "\n")
}

// A code that no codebook has is a question in a study without one, and a problem in a study with one.
func TestSettle(t *testing.T) {
	s := framework()
	const rows = "A,I1,关系嵌入,1,1,We meet.,Wang\nA,I1,ME.RLE,2,2,We talk.,Wang\n"
	im := with(t, s, rows)
	if im.Codings[0].Code != "ME.REL" {
		t.Errorf("a dimension's label is the code %s", im.Codings[0].Code)
	}
	intake.Settle(im, s, nil)
	intake.Ask(im, s, nil)
	if len(im.Problems) > 0 || codes(im.Questions) != "import.ask_code ME.RLE/ME.REL/1\nimport.ask_dimensions ME.RLE/codebook.xlsx" {
		t.Errorf("problems %v, questions\n%s", im.Problems, codes(im.Questions))
	}
	s.Codebook = &coding.Codebook{Codes: []coding.Code{{ID: "ME.REL", Active: true}}}
	im = with(t, s, rows)
	intake.Settle(im, s, nil)
	if !slices.ContainsFunc(im.Problems, func(p coding.Problem) bool { return p.Code == "dialect.undefined_code" }) {
		t.Errorf("problems %v", im.Problems)
	}
}

const survey = "id,S1,S2\n1,4,2\n2,5,1\n3,3,3\n4,2,5\n5,1,4\n6,1,4\n"

func openSurvey(t *testing.T, items ...coding.Item) *dialect.Import {
	t.Helper()
	im, err := dialect.Open("s.csv", strings.NewReader(survey), int64(len(survey)), dialect.Options{Items: items})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// Questions that the study does not have are proposed beside its own.
func TestProposed(t *testing.T) {
	s := framework()
	im := openSurvey(t)
	if got := intake.Proposed(im, s); len(got) != len(im.Instrument) || len(got) == 0 {
		t.Fatalf("%d of %d", len(got), len(im.Instrument))
	}
	all := im.Instrument
	s.Instrument = coding.Instrument{Items: all[:1]}
	if got := intake.Proposed(im, s); len(all) > 1 && len(got) != len(all) {
		t.Errorf("%d of %d", len(got), len(all))
	}
	s.Instrument = coding.Instrument{Items: all}
	if got := intake.Proposed(im, s); got != nil {
		t.Errorf("nothing is new: %v", got)
	}
	s.Instrument.Items = append(slices.Clone(all[:0]), coding.Item{ID: "OLD", Min: 1, Max: 5})
	if got := intake.Proposed(im, s); got[0].ID == "OLD" {
		t.Error("an item of the framework that nobody was asked")
	}
	s.Instrument.Own = true
	if got := intake.Proposed(im, s); got[0].ID != "OLD" {
		t.Error("an item of the study's own questionnaire is lost")
	}
}

// A question that is called like a column of responses gets another name.
func TestRename(t *testing.T) {
	im := &dialect.Import{Survey: &dialect.Answers{Columns: []dialect.Column{{Name: "id", Kind: "field"}, {Name: "weight", Kind: "scale"}}}, Instrument: []coding.Item{{ID: "weight"}}}
	intake.Rename(im, func(what, header string) string {
		if what == "responses" && (header == "weight" || header == "id") {
			return header
		}
		return ""
	})
	if im.Survey.Columns[0].Name != "id" || im.Survey.Columns[1].Name != "q_weight" || im.Instrument[0].ID != "q_weight" {
		t.Errorf("%+v %+v", im.Survey.Columns, im.Instrument)
	}
}

// Exports of one survey go together, the one by number first; codebooks come before segments, and these before surveys.
func TestArrange(t *testing.T) {
	table := func(text string, labelled int) *dialect.Import {
		im := &dialect.Import{Layout: "wenjuanxing-survey", Survey: &dialect.Answers{}}
		im.Survey.Columns = []dialect.Column{{Name: "respondent_id", Header: "序号", Kind: "field"}, {Name: "Q1", Header: "1、" + text, Kind: "scale"}, {Name: "Q2", Header: "2、" + text, Kind: "scale"}}
		for i := range labelled {
			im.Survey.Columns[1+i].Labels = []dialect.ValueLabel{{Value: "1", Text: "是"}}
		}
		for _, id := range []string{"1", "2", "3"} {
			im.Survey.Rows = append(im.Survey.Rows, dialect.Answer{Values: []coding.Value{{Text: id}, coding.Number(1), coding.Number(2)}})
		}
		return im
	}
	book := &dialect.Import{Layout: "maxqda-codebook", Codes: []coding.Code{{ID: "A"}}}
	segments := &dialect.Import{Layout: "maxqda-segments", Codings: []coding.Coding{{Code: "A"}}}
	var looks []intake.Look
	for _, im := range []*dialect.Import{nil, table("甲", 2), segments, table("甲", 0), table("乙", 1), book} {
		looks = append(looks, intake.LookAt(im))
	}
	var got []int
	for _, a := range intake.Arrange(looks) {
		got = append(got, a.First)
		if a.First == 3 && !slices.Equal(a.Beside, []int{1}) || a.First != 3 && a.Beside != nil {
			t.Errorf("%d beside %v", a.First, a.Beside)
		}
	}
	if !slices.Equal(got, []int{5, 2, 3, 4, 0}) {
		t.Errorf("order %v", got)
	}
}

// Every text of a receipt stands in both languages, and lines are no longer than a terminal is wide.
func TestReport(t *testing.T) {
	im := with(t, framework(), first+"A,I1,,9,9,No code.,Wang\n")
	intake.Ask(im, framework(), nil)
	p := plan(t, disk{}, im, "1", nil)
	for _, lang := range []string{"en", "zh"} {
		var b bytes.Buffer
		if err := intake.Report(&b, lang, im, p); err != nil {
			t.Fatal(err)
		}
		got := b.String()
		if strings.Contains(got, "import.") || strings.Contains(got, "dialect.") {
			t.Errorf("%s: a message is missing:\n%s", lang, got)
		}
		want := "3 = used 2 + missing 0 + excluded 0 + rejected 1"
		if lang == "zh" {
			want = "3 = 采用 2 + 空行 0 + 排除 0 + 拒收 1"
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: no %q in\n%s", lang, want, got)
		}
		for line := range strings.Lines(got) {
			if len([]rune(line)) > 125 {
				t.Errorf("%s: long line %q", lang, line)
			}
		}
	}
}
