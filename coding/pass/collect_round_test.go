package pass_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/xuri/excelize/v2"
)

// roundTexts are the units of the deals that come back in these tests: two of them are the same short answer.
var roundTexts = []string{
	"我们局成立以后，规划、住建都派人进驻大厅，当场就能把意见定下来。",
	"以前跑一个项目要盖一百多个章，现在一窗受理，材料只交一次。",
	"嗯。",
	"审批和监管分开以后，出了问题谁来负责，双方说法不一样。",
	"每周三开联席会，各科室把卡住的事项摆到桌面上讲。",
	"平台打通之前，数据要靠人工抄，一天抄不完三十件。",
	"嗯。",
	"老百姓满意不满意，就看他跑几趟、等几天。",
	"条线上的系统我们没有权限，只能请对方帮忙录入。",
	"事项清单每年修订一次，改了哪几条都在网上公示。",
	"窗口的同志原来在各局上班，编制还在原单位，考核却在我们这里。",
	"联合踏勘推行以后，企业等待的时间缩短了一半还多。",
}

var roundCodes = []coding.Code{
	{ID: "ME.SUB", Label: coding.Label{ZH: "主体嵌入", EN: "Subject embedding"}, Definition: "派人进驻。", Active: true},
	{ID: "ME.REL", Label: coding.Label{ZH: "关系嵌入", EN: "Relationship embedding"}, Active: true},
	{ID: "MC.TGT", Label: coding.Label{ZH: "目标耦合", EN: "Target coupling"}, Active: true},
	{ID: "MC.FUN", Label: coding.Label{ZH: "功能、职责耦合", EN: "Functional coupling"}, Active: true, Replaces: []string{"MC.OLD"}},
	{ID: "MC.OLD", Label: coding.Label{ZH: "旧耦合", EN: "Old coupling"}},
}

func roundStudy() *coding.Study {
	return &coding.Study{Framework: &coding.Framework{}, Codebook: &coding.Codebook{Codes: roundCodes},
		Options: coding.Options{Lang: "both", Order: map[string][]string{"period": {"before", "after"}}}}
}

// roundDeal gives every unit to A, those from the third on to B, and the last four to C, who each have an order of their own.
func roundDeal() *pass.Deal {
	d := &pass.Deal{Pass: "1", Lang: "both", Slots: 3, Seed: 7, Book: pass.BookOf(roundStudy())}
	for i, text := range roundTexts {
		d.Units = append(d.Units, pass.DealtUnit{Interview: fmt.Sprintf("I%02d", 1+i/6), ID: fmt.Sprintf("%03d", 1+i%6), Speaker: "受访者", Text: text, Hash: pass.TextHash(text)})
	}
	a, b := []int{}, []int{}
	for i := range d.Units {
		a = append(a, i)
		if i >= 2 {
			b = append([]int{i}, b...)
		}
	}
	d.Coders = []pass.DealtCoder{{Name: "A", Units: a}, {Name: "B", Units: b}, {Name: "王芳", Units: []int{8, 9, 10, 11}}}
	return d
}

// coderBook is a coder's workbook being filled in.
type coderBook struct {
	t     testing.TB
	f     *excelize.File
	sheet string
	row   map[string]int // of a unit, by interview/segment
	col   map[string]int // by field
	last  int
}

func workbookOf(t testing.TB, d *pass.Deal, coder string) *coderBook {
	t.Helper()
	var b bytes.Buffer
	if err := form.Write(&b, d.Workbook(coder, roundStudy())); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return indexBook(t, f)
}

func indexBook(t testing.TB, f *excelize.File) *coderBook {
	w := &coderBook{t: t, f: f, row: map[string]int{}, col: map[string]int{}}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			if slices.Contains(r, "segment_id") && slices.Contains(r, "code") {
				w.sheet, w.last = name, i+1
				for k, h := range r {
					w.col[h] = k + 1
				}
			}
		}
		if w.sheet == name {
			for i, r := range rows[w.last:] {
				if len(r) > 1 && r[0] != "" {
					w.row[r[0]+"/"+r[1]] = w.last + i + 1
				}
			}
			w.last = len(rows)
			return w
		}
	}
	t.Fatal("no coding sheet")
	return nil
}

func (w *coderBook) cell(row int, field string) string {
	if w.col[field] == 0 {
		w.t.Fatalf("no column %s", field)
	}
	name, err := excelize.CoordinatesToCellName(w.col[field], row)
	if err != nil {
		w.t.Fatal(err)
	}
	return name
}

func (w *coderBook) at(unit string) int {
	if w.row[unit] == 0 {
		w.t.Fatalf("no unit %s", unit)
	}
	return w.row[unit]
}

// set types a value into a unit's row.
func (w *coderBook) set(unit, field string, v any) *coderBook { return w.setAt(w.at(unit), field, v) }

func (w *coderBook) setAt(row int, field string, v any) *coderBook {
	w.check(w.f.SetCellValue(w.sheet, w.cell(row, field), v))
	return w
}

func (w *coderBook) get(row int, field string) string {
	s, err := w.f.GetCellValue(w.sheet, w.cell(row, field))
	w.check(err)
	return s
}

func (w *coderBook) check(err error) {
	if err != nil {
		w.t.Helper()
		w.t.Fatal(err)
	}
}

// back is the workbook as it comes back.
func (w *coderBook) back(name string) pass.Returned {
	var b bytes.Buffer
	if err := w.f.Write(&b); err != nil {
		w.t.Fatal(err)
	}
	return returnedBytes(w.t, name, b.Bytes())
}

func returnedBytes(t testing.TB, name string, data []byte) pass.Returned {
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), name, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return pass.Returned{Name: name, SHA256: hex.EncodeToString(sum[:]), Book: book}
}

// collectAll collects and checks what holds of every collection: it balances, and doing it again gives the same.
func collectAll(t testing.TB, d *pass.Deal, s *coding.Study, o pass.CollectOptions, files ...pass.Returned) *pass.Collection {
	t.Helper()
	c, err := pass.Collect(context.Background(), d, s, files, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Files {
		if !c.Files[i].Balanced() {
			t.Fatalf("%s does not balance: %+v", c.Files[i].File, c.Files[i])
		}
	}
	checkWords(t, c)
	again, err := pass.Collect(context.Background(), d, s, backwards(files), o)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := stateText(t, c), stateText(t, again); a != b {
		t.Fatalf("collecting again gives something else:\n%s\n%s", a, b)
	}
	return c
}

// stateText is everything of a collection, the rows of the layers too.
func stateText(t testing.TB, c *pass.Collection) string {
	var b bytes.Buffer
	if err := c.Encode(&b); err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Layers {
		rows, err := json.Marshal(l.Rows)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(rows)
	}
	if err := pass.CollectedCSV(&b, c, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// layerText writes a layer a unit a line: id: codes with their ratings.
func layerText(c *pass.Collection, coder string) string {
	var out []string
	for _, l := range c.Layers {
		if l.Coder != coder {
			continue
		}
		for _, r := range l.Rows {
			line := r.Interview + "/" + r.ID + ":"
			for _, k := range r.Codes {
				line += " " + k.Code
				if k.Intensity > 0 || k.HasDir || k.State != "" {
					line += fmt.Sprintf("(%d", k.Intensity)
					if k.HasDir {
						line += fmt.Sprintf(",%+d", k.Direction)
					}
					line += strings.TrimSuffix(","+k.State, ",") + ")"
				}
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "; ")
}

func eventText(r pass.Reconciliation) string {
	var out []string
	for _, e := range r.Events {
		if e.Outcome == pass.OutcomeMissing {
			continue
		}
		out = append(out, strings.TrimSpace(e.Outcome+" "+e.Reason+" "+strings.TrimPrefix(e.Interview+"/"+e.Segment, "/")))
	}
	return strings.Join(out, "; ")
}

func problemText(c *pass.Collection) string {
	var out []string
	for _, p := range c.Problems {
		s := p.Code
		if p.Suggestion != "" {
			s += " → " + p.Suggestion
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func noteText(r pass.Reconciliation, prefix string) string {
	var out []string
	for _, n := range r.Notes {
		if strings.HasPrefix(n.Code, prefix) {
			out = append(out, strings.TrimPrefix(n.Code, prefix)+fmt.Sprint(n.Args))
		}
	}
	return strings.Join(out, " ")
}

// same compares, telling both.
func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

// typed fills A's workbook as a coder does; plainLayer is what it says.
func typed(t testing.TB, d *pass.Deal) *coderBook {
	w := workbookOf(t, d, "A")
	w.set("I01/001", "code", "ME.SUB 主体嵌入 Subject embedding").set("I01/001", "intensity", 3).set("I01/001", "direction", 1)
	w.set("I01/002", "code", "ME.REL 关系嵌入 Relationship embedding").set("I01/002", "code_2", "MC.TGT 目标耦合 Target coupling").set("I01/002", "intensity_2", 2)
	w.set("I01/003", "reviewed", "是")
	w.set("I01/004", "code", "MC.FUN 功能/职责耦合 Functional coupling").set("I01/004", "state", "不存在").set("I01/004", "period", "before")
	w.set("I02/006", "code", "MC.TGT 目标耦合 Target coupling").set("I02/006", "intensity", 1).set("I02/006", "direction", -1).set("I02/006", "memo", "与 001 对照")
	return w
}

const plainLayer = "I01/001: ME.SUB(3,+1); I01/002: ME.REL MC.TGT(2); I01/003:; I01/004: MC.FUN(0,absent); I02/006: MC.TGT(1,-1)"

func backwards(files []pass.Returned) []pass.Returned {
	out := slices.Clone(files)
	slices.Reverse(out)
	return out
}

var worded = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, code := range locale.Codes("") {
		m[code] = true
	}
	return m
})

// checkWords reports each code of a collection that the catalogue has no words for.
func checkWords(t testing.TB, c *pass.Collection) {
	t.Helper()
	need := func(codes ...string) {
		for _, code := range codes {
			if worded()[code] {
				return
			}
		}
		t.Errorf("no words for %s", codes[0])
	}
	for _, p := range c.Problems {
		need("problem." + p.Code)
	}
	for _, n := range c.Notes {
		need(n.Code)
	}
	for i := range c.Files {
		f := &c.Files[i]
		for _, r := range append(slices.Clone(f.Rejected), f.CodesRejected...) {
			need("reason." + r.Reason)
		}
		for _, n := range f.Notes {
			need(n.Code, "receipt."+n.Code)
		}
		for _, e := range f.Events {
			need("collect.event." + e.Reason)
			need("collect.outcome." + e.Outcome)
		}
	}
}
