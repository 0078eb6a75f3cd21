package pass_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/sheet"
	"pgregory.net/rapid"
)

// disputed is a study whose coders differ on X and Y of s and on Z of t.
func disputed() *coding.Study {
	s := study(given("1", "A", "s", "X", 2, 1), given("1", "B", "s", "Y", 3, 9), given("1", "A", "t", "Z", 2, 1), given("1", "B", "t", "", 0, 9), given("1", "A", "u", "X", 1, 1))
	s.Codings[1].Memo = "hardly"
	for i, text := range []string{"We sit in their hall.", "They sent two people.", "Nobody asked us."} {
		s.Segments[i].Text, s.Segments[i].Speaker = text, "P"
	}
	s.Options.Lang = "en"
	s.Codebook = &coding.Codebook{Codes: []coding.Code{
		{ID: "X", Label: coding.Label{ZH: "嵌入", EN: "Embedding"}, Definition: "sits inside", Include: "seconded staff", Exclude: "visits", Active: true},
		{ID: "Y", Label: coding.Label{ZH: "耦合", EN: "Coupling"}, Definition: "works together", Active: true},
		{ID: "Z", Label: coding.Label{ZH: "机会", EN: "Opening"}, Active: true},
		{ID: "OLD", Active: false},
	}}
	return s
}

func TestQueue(t *testing.T) {
	s := disputed()
	book := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "en")
	if len(book.Rows) != 3 || fmt.Sprint(book.Coders) != "[A B]" || book.Pass != "1" {
		t.Fatalf("%+v", book)
	}
	r := book.Rows[0]
	want := form.QueueRow{Rank: 1, Kind: "evenly split", Interview: "I1", ID: "s", Speaker: "P", Text: "We sit in their hall.", After: "P: They sent two people.", Code: "X Embedding",
		Given:    []string{"X Embedding: intensity 2, direction +1", "Y Coupling: intensity 3\nmemo: hardly"},
		Confused: "Y Coupling", Definition: "X: sits inside\nY: works together"}
	if fmt.Sprintf("%+v", r) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v\nwant %+v", r, want)
	}
	if r := book.Rows[2]; r.Before != "P: We sit in their hall." || r.After != "P: Nobody asked us." || r.Given[1] != "(reviewed, no code)" {
		t.Errorf("%+v", r)
	}
	s.Transcripts = []coding.Transcript{{Interview: "I1", Text: "Q: Where?\nP: We sit in\ntheir hall.\nQ: Since when?\nP: They sent two people."}}
	r = pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "zh").Rows[0]
	if r.Before != "Q: Where?" || r.After != "Q: Since when?\nP: They sent two people." || r.Given[1] != "Y 耦合：强度 3\n备注：hardly" || r.Kind != "各半" {
		t.Errorf("%+v", r)
	}
	if r := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "both").Rows[0]; r.Code != "X 嵌入 Embedding" {
		t.Errorf("%+v", r)
	}
	var ids []string
	for _, c := range book.Codes {
		ids = append(ids, c.ID)
	}
	if got := strings.Join(ids, " "); got != "X Y Z" || book.Codes[0].Exclude.Or("en") != "visits" {
		t.Errorf("%s: %+v", got, book.Codes)
	}
	if book := pass.Queue(s, nil, "zh"); len(book.Rows) != 0 || book.Coders != nil || len(book.Codes) != 0 {
		t.Errorf("%+v", book)
	}
}

// opened writes a workbook and opens it as sheets.
func opened(t interface{ Fatal(...any) }, w form.Workbook) *sheet.Book {
	var b bytes.Buffer
	if err := form.Write(&b, w); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(bytes.NewReader(b.Bytes()), int64(b.Len()), "queue.xlsx", sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// table opens rows as a csv file.
func table(t *testing.T, rows ...[]string) *sheet.Book {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(bytes.NewReader(b.Bytes()), int64(b.Len()), "queue.csv", sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func said(v *pass.Verdicts) string {
	var out []string
	for _, r := range v.Rulings {
		dir := "."
		if r.HasDir {
			dir = strconv.Itoa(r.Direction)
		}
		out = append(out, fmt.Sprintf("%s/%s %s %v %d %s %q %s", r.Interview, r.Segment, r.Code, r.Accept, r.Intensity, dir, r.Reason, r.Who))
	}
	return strings.Join(out, "; ")
}

func TestReadQueue(t *testing.T) {
	head := []string{"访谈编号", "段落编号", "文本", "编码", "裁定", "强度", "方向", "理由", "说明", "裁定人"}
	for _, c := range []struct {
		name     string
		rows     [][]string
		want     string
		counts   string // rows decided undecided repeated
		problems string
	}{
		{"in words of both languages", [][]string{{"I1", "s", "", "X Embedding", "采纳", "３", "+1", "两码边界 boundary of two codes", "see p. 3", "Li"}, {"I1", "s", "", "耦合", "reject 不采纳"}},
			`I1/s X true 3 1 "boundary of two codes: see p. 3" Li; I1/s Y false 0 . "" `, "2 2 0 0", ""},
		{"empty and put off", [][]string{{"I1", "s", "", "X", ""}, {"I1", "t", "", "Z", "待定"}, {"", "", "notes below", "", ""}}, "", "2 0 2 0", ""},
		{"reasons of one's own", [][]string{{"i1", "S", "", "x", "同意", "", "", "he said so", "twice"}}, `I1/s X true 0 . "he said so; twice" `, "1 1 0 0", ""},
		{"another code", [][]string{{"I1", "t", "", "Y", "accept"}}, `I1/t Y true 0 . "" `, "1 1 0 0", ""},
		{"two codes in a cell", [][]string{{"I1", "s", "", "X；Y", "accept", "", "", "both", ""}}, `I1/s X true 0 . "both apply" ; I1/s Y true 0 . "both apply" `, "1 1 0 0", ""},
		{"said twice", [][]string{{"I1", "s", "", "X", "accept", "", "", "", "", "Li"}, {"I1", "s", "", "X", "accept", "2", "", "", "", "Wu"}}, `I1/s X true 2 . "" Li; Wu`, "2 2 0 1", ""},
		{"contradiction", [][]string{{"I1", "s", "", "X", "accept"}, {"I1", "s", "", "X", "reject"}, {"I1", "s", "", "Y", "reject"}}, `I1/s Y false 0 . "" `, "3 1 0 0",
			`E2 code "X" of segment "s" is decided otherwise in E3; E3 code "X" of segment "s" is decided otherwise in E2`},
		{"unknown code", [][]string{{"I1", "s", "", "Embeding", "accept"}}, "", "1 0 0 0", `D2 expected an active code, got "Embeding" (did you mean X?)`},
		{"retired code", [][]string{{"I1", "s", "", "OLD", "accept"}}, "", "1 0 0 0", `D2 code "OLD" is no longer active in the codebook`},
		{"the id of one code with the label of another", [][]string{{"I1", "s", "", "X 耦合", "accept"}}, "", "1 0 0 0", `D2 the id is that of X, but the label "耦合" is that of Y`},
		{"unknown decision", [][]string{{"I1", "s", "", "X", "acept"}}, "", "1 0 0 0", `E2 expected one of accept / 采纳, reject / 不采纳, got "acept" (did you mean accept?)`},
		{"unknown segment", [][]string{{"I1", "sss", "They sent two people.", "X", "accept"}}, "", "1 0 0 0", `B2 nobody has coded a segment "sss" of interview I1 (did you mean t?)`},
		{"unknown interview", [][]string{{"J1", "s", "", "X", "accept"}}, "", "1 0 0 0", `A2 expected an interview of the interviews sheet (I1), got "J1"`},
		{"ids pasted over", [][]string{{"I1", "s", "They sent two\npeople.", "Z", "accept"}}, "", "1 0 0 0", `B2 the text of this row is not that of segment "s" (did you mean t?)`},
		{"text touched", [][]string{{"I1", "s", "We sit in the hall.", "X", "accept"}}, `I1/s X true 0 . "" `, "1 1 0 0", ""},
		{"rating out of range", [][]string{{"I1", "s", "", "X", "accept", "4"}}, "", "1 0 0 0", `F2 expected a whole number from 1 to 3, got "4"`},
		{"no ids", [][]string{{"", "s", "", "X", "accept"}, {"I1", "s", "", "", "accept"}}, "", "2 0 0 0",
			`A2 expected a value for interview_id / 访谈编号, found an empty cell; D3 expected a value for code / 编码, found an empty cell`},
	} {
		rows := [][]string{head}
		for _, r := range c.rows {
			rows = append(rows, append(r, make([]string, len(head)-len(r))...))
		}
		v, err := pass.ReadQueue(table(t, rows...), "queue.csv", disputed())
		if err != nil {
			t.Fatal(err)
		}
		var problems []string
		for _, p := range v.Problems {
			problems = append(problems, p.Pos.Cell()+" "+locale.Problem("en", p))
			if zh := locale.Problem("zh", p); !strings.ContainsRune(zh, '编') && !strings.ContainsRune(zh, '应') && !strings.ContainsRune(zh, '段') {
				t.Errorf("%s: no Chinese words: %s", c.name, zh)
			}
		}
		if got := said(v); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if got := fmt.Sprint(v.Rows, v.Decided, v.Undecided, v.Repeated); got != c.counts || !v.Balanced() {
			t.Errorf("%s: counts %s, want %s; %v", c.name, got, c.counts, v.Rejected)
		}
		if got := strings.Join(problems, "; "); got != c.problems {
			t.Errorf("%s: problems %s, want %s", c.name, got, c.problems)
		}
	}
	v, err := pass.ReadQueue(table(t, []string{"a", "b"}, []string{"1", "2"}), "q.csv", disputed())
	if err != nil || len(v.Problems) != 1 || v.Problems[0].Code != "no_queue" || v.Problems[0].Pos.File != "q.csv" {
		t.Errorf("no queue: %+v, %v", v, err)
	}
}

// A workbook written, filled in, sorted and read back says what was filled in; settling it once or twice is the same; the
// disputes that remain are those left out.
func TestQueueRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		lang := rapid.SampledFrom([]string{"zh", "en", "both"}).Draw(t, "lang")
		s.Options.Lang = lang
		disputes := pass.Disputes(s, pass.DisputeOptions{All: rapid.Bool().Draw(t, "all")})
		book := pass.Queue(s, disputes, lang)
		want := map[[3]string]coding.Ruling{}
		words := [2]string{"采纳", "不采纳"}
		if lang == "en" {
			words = [2]string{"accept", "reject"}
		}
		for i := range book.Rows {
			r := &book.Rows[i]
			d := disputes[i]
			choice := rapid.IntRange(0, 2).Draw(t, "decision")
			if choice == 2 {
				continue
			}
			u := coding.Ruling{Interview: d.Interview, Segment: d.Segment, Code: d.Code, Accept: choice == 0, Who: "Li"}
			r.Decision, r.Decider = words[choice], "Li"
			if u.Intensity = rapid.IntRange(0, 3).Draw(t, "intensity"); u.Intensity > 0 {
				r.Intensity = u.Intensity
			}
			if u.HasDir = rapid.Bool().Draw(t, "has"); u.HasDir {
				u.Direction = rapid.IntRange(-1, 1).Draw(t, "direction")
				r.Direction = strconv.Itoa(u.Direction)
			}
			if k := rapid.IntRange(0, 4).Draw(t, "reason"); k < 4 {
				code := pass.Reasons()[k]
				u.Reason = pass.ReasonText(code, "because", lang)
				r.Reason, r.Comment = form.QueueReasons(lang)[k], "because"
				if got, comment := pass.ReasonOf(u.Reason); got != code || comment != "because" {
					t.Fatalf("reason %q read as %q %q", u.Reason, got, comment)
				}
			}
			want[[3]string{u.Interview, u.Segment, u.Code}] = u
		}
		w := form.Queue(book)
		k := slices.IndexFunc(w.Sheets, func(s form.Sheet) bool { return s.Name != form.SealSheet })
		rows := w.Sheets[k].Rows
		rand.New(rand.NewSource(int64(len(rows)))).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		w.Sheets[k].Name = "renamed"
		file := opened(t, w)
		v, err := pass.ReadQueue(file, "queue.xlsx", s)
		if err != nil || len(v.Problems) > 0 && len(book.Rows) > 0 {
			t.Fatalf("%v %+v", err, v.Problems)
		}
		if v.Rows != len(disputes) || v.Decided != len(want) || !v.Balanced() || len(v.Rulings) != len(want) || len(v.Recoded) != 0 || v.Missing != 0 {
			t.Fatalf("%d disputes, %d decided: %+v", len(disputes), len(want), v)
		}
		for _, r := range v.Rulings {
			r.Pos = coding.Pos{}
			if r != want[[3]string{r.Interview, r.Segment, r.Code}] {
				t.Fatalf("got %+v, want %+v", r, want[[3]string{r.Interview, r.Segment, r.Code}])
			}
		}
		elsewhere := coding.Ruling{Interview: "I9", Segment: "s", Code: "X", Accept: true}
		once := pass.MergeRulings([]coding.Ruling{elsewhere}, v.Rulings)
		twice := pass.MergeRulings(once.Rulings, v.Rulings)
		if fmt.Sprint(once.Rulings) != fmt.Sprint(twice.Rulings) || len(twice.Added)+len(twice.Changed) != 0 || twice.Same != len(want) || once.Rulings[0] != elsewhere {
			t.Fatalf("settled twice: %+v", twice)
		}
		s.Consensus = once.Rulings
		left := pass.NewLayers(s).Contest(pass.DisputeOptions{})
		for _, d := range left.Disputes {
			if _, ruled := want[[3]string{d.Interview, d.Segment, d.Code}]; ruled {
				t.Fatalf("ruled and still open: %+v", d)
			}
		}
		open := 0
		for _, u := range pass.Settle(s, pass.Options{}).Unresolved {
			if _, ruled := want[[3]string{u.Interview, u.Segment, u.Code}]; ruled {
				t.Fatalf("ruled and unresolved: %+v", u)
			}
			open++
		}
		if open > len(left.Disputes) {
			t.Fatalf("%d unresolved, %d disputes", open, len(left.Disputes))
		}
	})
}

// A queue whose code was changed, and one of whose rows was deleted.
func TestQueueIsCheckedAgainstItsSeal(t *testing.T) {
	s := disputed()
	book := pass.Queue(s, pass.Disputes(s, pass.DisputeOptions{}), "zh")
	seal := form.Queue(book).Sheets[2].Rows
	book.Rows = book.Rows[:2]
	book.Rows[0].Code, book.Rows[0].Decision = "Z 机会", "采纳"
	w := form.Queue(book)
	w.Sheets[2].Rows = seal
	v, err := pass.ReadQueue(opened(t, w), "queue.xlsx", s)
	if err != nil || len(v.Problems) > 0 {
		t.Fatal(err, v.Problems)
	}
	if got := said(v); got != `I1/s Z true 0 . "" ` || v.Missing != 2 || len(v.Recoded) != 1 || v.Recoded[0].Code != "Z" {
		t.Errorf("%s; %+v", got, v)
	}
	for _, n := range v.Notes {
		for _, lang := range []string{"zh", "en"} {
			if words := locale.ReceiptNote(lang, n); strings.HasPrefix(words, n.Code) {
				t.Errorf("no words for %s", words)
			}
		}
	}
}

func TestMergeRulings(t *testing.T) {
	old := []coding.Ruling{{Interview: "I", Segment: "1", Code: "X", Accept: true}, {Interview: "I", Segment: "2", Code: "Y", Accept: true, Who: "Li"}}
	m := pass.MergeRulings(old, []coding.Ruling{{Interview: "I", Segment: "3", Code: "X"}, {Interview: "I", Segment: "2", Code: "Y", Who: "Wu"},
		{Pos: coding.Pos{Row: 7}, Interview: "I", Segment: "1", Code: "X", Accept: true}, {Interview: "I", Segment: "3", Code: "X", Accept: true}})
	if len(m.Rulings) != 3 || len(m.Added) != 1 || m.Same != 1 || len(m.Changed) != 1 || m.Changed[0].Old.Who != "Li" || m.Changed[0].New.Who != "Wu" || m.Rulings[1].Accept || m.Rulings[2].Accept {
		t.Errorf("%+v", m)
	}
	if !old[1].Accept {
		t.Error("the existing rulings were changed")
	}
}
