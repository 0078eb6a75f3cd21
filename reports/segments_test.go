package reports

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// everything is all text of a document in both languages.
func everything(d *document.Document) string {
	var out []string
	add := func(t table.Text) { out = append(out, t.ZH, t.EN) }
	add(d.Title)
	add(d.Subtitle)
	add(d.Notice)
	for _, s := range d.Sections {
		add(s.Title)
		for _, b := range s.Blocks {
			if b.Paragraph != nil {
				add(b.Paragraph.Text)
			}
		}
	}
	for _, t := range d.Tables() {
		add(t.Title)
		for _, c := range t.Columns {
			out = append(out, c.Key)
			add(c.Label)
		}
		for _, g := range t.Groups {
			add(g.Label)
			for _, r := range g.Rows {
				for _, c := range r.Cells {
					add(c.Text)
					if c.Kind == table.Number {
						out = append(out, fmt.Sprint(c.Value))
					}
				}
			}
		}
	}
	return strings.Join(out, "\n")
}

// cellsOf are the texts of a table's rows, headings in brackets.
func cellsOf(t *table.Table) string {
	var out []string
	for _, g := range t.Groups {
		if !g.Label.Empty() {
			out = append(out, "["+g.Label.ZH+"]")
		}
		for _, r := range g.Rows {
			var row []string
			for _, c := range r.Cells {
				if c.Kind == table.Number {
					row = append(row, fmt.Sprint(c.Value))
				} else {
					row = append(row, c.Text.ZH)
				}
			}
			out = append(out, strings.Join(row, "|"))
		}
	}
	return strings.Join(out, "\n")
}

func columnsOf(t *table.Table) string {
	var out []string
	for _, c := range t.Columns {
		out = append(out, c.Key)
	}
	return strings.Join(out, " ")
}

// listedStudy is the small study with a listed name, memos and speakers.
func listedStudy() *coding.Study {
	s := smallStudy()
	s.Options.Mask.Names = []string{"王伟"}
	for i := range s.Segments {
		s.Segments[i].Speaker = s.Segments[i].Interview
	}
	s.Codings[0].Memo = "王伟的事"
	s.Codings[4].Memo = "没人信任"
	return s
}

func TestSegmentsMasked(t *testing.T) {
	s := listedStudy()
	q := pass.Query{Codes: []string{"T"}, Context: 1}
	d := Segments(s, pass.Retrieve(s, q), mask.New(s), SegmentsOptions{Query: q})
	x := d.Tables()[0]
	if got := columnsOf(x); got != "quote_id case role text after intensity direction status coders memo" {
		t.Errorf("columns %s", got)
	}
	want := `[T1 同事信任]
c-1-q01-1|甲|主任|大家互相信得过，有事打【电话】就行，问【姓名】也可以。|将来多给两个人，线上办理，就不用天天加班了。|3|1|单人|A|【姓名】的事
c-1-q02-1|甲||未引用：未获同意||3|-1|单人|A|`
	if got := cellsOf(x); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	all := everything(d)
	for _, secret := range []string{"张三", "李四", "王伟", "13812345678", "谁也不信谁", "没人信任", "一科", "d1"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s is shown", secret)
		}
	}
	for _, part := range []string{"检索条件：共识层；编码：T 信任。", "检得2处编码，分布于2份访谈与文件的2个段落。", "其中1个段落的访谈未同意引用，文本从略。", "已遮蔽：电话号码1处、人名2处。",
		"Found: 2 codings on 2 segments of 2 interviews and documents.", "The text of 1 segment is left out"} {
		if !strings.Contains(all, part) {
			t.Errorf("does not say %q:\n%s", part, all)
		}
	}
	if !d.Notice.Empty() {
		t.Errorf("notice %q", d.Notice.EN)
	}
}

func TestSegmentsUnmasked(t *testing.T) {
	s := listedStudy()
	q := pass.Query{Codes: []string{"T1"}, Context: 1}
	d := Segments(s, pass.Retrieve(s, q), nil, SegmentsOptions{Query: q, Unmasked: true})
	all := everything(d)
	for _, part := range []string{"张三", "13812345678", "谁也不信谁", "没人信任", "张三：将来多给两个人", "一科"} {
		if !strings.Contains(all, part) {
			t.Errorf("%s is not shown", part)
		}
	}
	if strings.Contains(all, "未引用") || d.Notice.Empty() {
		t.Errorf("notice %q", d.Notice.EN)
	}
}

func TestSegmentsByID(t *testing.T) {
	s := listedStudy()
	s.Codings[0].Pos = coding.Pos{File: "coding/1/A.xlsx", Sheet: "coding", Row: 2, Col: 5}
	q := pass.Query{Coders: []string{"A"}}
	ps := pass.Retrieve(s, q)
	x := Segments(s, ps, nil, SegmentsOptions{Query: q, IDs: true}).Tables()[0]
	if got := columnsOf(x); got != "code dimension quote_id case role period before text after intensity direction state status coders pass links_to memo" {
		t.Errorf("columns %s", got)
	}
	if got := strings.Split(cellsOf(x), "\n"); len(got) != len(ps) || got[0] != "T1|T1|c-1-q01-1|c-1|boss|||大家互相信得过，有事打【电话】就行，问【姓名】也可以。||3|1|mentioned||A|1||【姓名】的事" {
		t.Errorf("%q", got)
	}
	x = Segments(s, ps, nil, SegmentsOptions{Query: q, IDs: true, Unmasked: true}).Tables()[0]
	if got := strings.Split(cellsOf(x), "\n")[0]; got != "T1|T1|c-1-q01-1|张三|1|c-1|d1|boss||张三||大家互相信得过，有事打13812345678就行，问王伟也可以。||3|1|mentioned||A|1|2|王伟的事|coding/1/A.xlsx!coding!E2" {
		t.Errorf("%s", got)
	}
}

func TestNothingFound(t *testing.T) {
	s := smallStudy()
	q := pass.Query{Codes: []string{"T2"}}
	d := Segments(s, pass.Retrieve(s, q), nil, SegmentsOptions{Query: q})
	if all := everything(d); !strings.Contains(all, "检得0处编码") {
		t.Errorf("%s", all)
	}
	empty := &coding.Study{}
	for _, d := range []*document.Document{Segments(empty, nil, nil, SegmentsOptions{}), Cooccurrence(empty, pass.Cooccur(empty, q), nil, SegmentsOptions{}), CaseMatrix(empty, &pass.CodeMatrix{By: "case"}, nil, SegmentsOptions{})} {
		if len(d.Tables()) == 0 {
			t.Errorf("%s: no table", d.Key)
		}
	}
}

func TestCooccurrenceTables(t *testing.T) {
	s := smallStudy()
	d := Cooccurrence(s, pass.Cooccur(s, pass.Query{}), nil, SegmentsOptions{})
	tables := map[string]string{}
	for _, x := range d.Tables() {
		tables[x.Key] = cellsOf(x)
	}
	for key, want := range map[string]string{
		"pairs": "B1 加班|W1 增员|1|1|1|1\nB1 加班|Z1 线上|1|1|1|1\nW1 增员|Z1 线上|1|1|1|1",
		"links": "T1 同事信任|B1 加班|1|1\nT1 同事信任|W1 增员|1|1\nT1 同事信任|Z1 线上|1|1",
		"matrix": `1. T1 同事信任|2|||
2. B1 加班||1|1|1
3. W1 增员||1|1|1
4. Z1 线上||1|1|1`,
	} {
		if tables[key] != want {
			t.Errorf("%s:\n%s", key, tables[key])
		}
	}
	if all := everything(d); !strings.Contains(all, "基数：2份访谈与文件中已阅的3个段落，其中3个有计入此处的编码。") {
		t.Errorf("%s", all)
	}
}

func TestCaseMatrixTables(t *testing.T) {
	s := smallStudy()
	show := func(by string, o SegmentsOptions) string {
		m, err := pass.CaseByCode(s, o.Query, by)
		if err != nil {
			t.Fatal(err)
		}
		d := CaseMatrix(s, m, nil, o)
		x := d.Tables()[0]
		var names []string
		for _, c := range x.Columns {
			names = append(names, c.Label.ZH)
		}
		return strings.Join(names, "|") + "\n" + cellsOf(x)
	}
	if got, want := show("interview", SegmentsOptions{}), "编码|c-1-访谈01|c-1-访谈02|合计\nT1 同事信任|1|1|2\nB1 加班|1|0|1\nW1 增员|1|0|1\nZ1 线上|1|0|1\n已阅段落|2|1|3"; got != want {
		t.Errorf("got\n%s", got)
	}
	if got, want := show("role", SegmentsOptions{Query: pass.Query{Level: "group", Codes: []string{"T", "B"}}}), "编码|主任|员工|合计\nT 信任|1|1|2\nB 负担|1|0|1\n已阅段落|2|1|3"; got != want {
		t.Errorf("got\n%s", got)
	}
	// Nobody knows how many people the departments have: they stand together, and are named on request alone.
	if got, want := show("dept", SegmentsOptions{Query: pass.Query{Codes: []string{"T1"}}}), "编码|人数较少的部门|合计\nT1 同事信任|2|2\n已阅段落|3|3"; got != want {
		t.Errorf("got\n%s", got)
	}
	s.Departments[0].Invited, s.Departments[1].Invited = 5, 4
	if got, want := show("dept", SegmentsOptions{Query: pass.Query{Codes: []string{"T1"}}}), "编码|甲·一科|人数较少的部门|合计\nT1 同事信任|1|1|2\n已阅段落|2|1|3"; got != want {
		t.Errorf("got\n%s", got)
	}
	if got := show("dept", SegmentsOptions{Unmasked: true}); !strings.HasPrefix(got, "编码|甲·一科|甲·二科|合计\n") {
		t.Errorf("got\n%s", got)
	}
	if got := show("dept", SegmentsOptions{Unmasked: true, IDs: true}); !strings.Contains(got, "(base)|2|1|3") || !strings.HasPrefix(got, "编码|c-1/d1|c-1/d2|合计\nT1|1|1|2") {
		t.Errorf("got\n%s", got)
	}
}

// Masking is the costly part of a large retrieval; a text that stands under several codes is masked once.
func TestLargeRetrievalIsSetInTime(t *testing.T) {
	s := &coding.Study{Framework: &coding.Framework{Dimensions: []coding.Dimension{{ID: "A"}, {ID: "B"}, {ID: "C"}}}, Cases: []coding.Case{{ID: "G"}}}
	for i := range 200 {
		id := fmt.Sprint("I", i)
		s.Interviews = append(s.Interviews, coding.Interview{ID: id, Case: "G", Consent: coding.ConsentGiven})
		for k := range 100 {
			s.Segments = append(s.Segments, coding.Segment{Interview: id, ID: fmt.Sprint(k), Text: fmt.Sprintf("第%d次开会的时候，住建和市监的人都在，打138%08d就能找到人，平时也是这么办的。", k, i*100+k)})
			for _, code := range []string{"A", "B", "C"} {
				s.Codings = append(s.Codings, coding.Coding{Pass: "1", Coder: "A", Interview: id, Segment: fmt.Sprint(k), Code: code})
			}
		}
	}
	start := time.Now()
	ps := pass.Retrieve(s, pass.Query{})
	d := Segments(s, ps, nil, SegmentsOptions{})
	if n := len(d.Tables()[0].Groups[2].Rows); n != 20000 {
		t.Fatalf("%d rows", n)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("60,000 passages took %v", took)
	}
}
