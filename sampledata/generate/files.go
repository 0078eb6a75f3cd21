package generate

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/smekit/smekit/coding"
)

func studyYAML() []byte {
	return []byte(`# The sample study of smekit. Everything in it is invented. 本研究全部内容均为虚构。
title:
  zh: 三县区跨部门协作研究（虚构示例）
  en: Collaboration across departments in three districts (invented sample)
lang: both
min_n: 5
seed: 1
order:
  period: [before, after]
  role: [leader, staff]
  side: [approval, supervision]
comparisons:
  - by: role
    levels: [leader, staff]
  - by: period
    levels: [before, after]
  - by: side
    levels: [approval, supervision]
mask:
  names: [老陈, 老刘, 小吴, 小郑, 小孙, 孙工]
  firms: [禾盛餐饮, 永嘉达建材, 恒裕达建材, 旭丰冷链, 沐禾源农业, 润禾康药房]
`)
}

func readme() []byte {
	return []byte(`虚构示例研究 / An invented sample study

三个县区、二十四个部门、三十六次访谈、五百名填答者，均为虚构，不对应任何真实的地方、单位或个人。
文件中有意保留了真实资料常见的杂乱之处：缺答、不清楚、一选到底、迟交、重复填报、数字存成文本、全角数字、
表头上方的说明、GB18030 编码的 csv、一个只有三个人的部门、一个没有参加问卷的部门。

Three districts, twenty-four departments, thirty-six interviews and five hundred respondents, all invented; they stand for
no real place, body or person. The files keep the mess of real material on purpose.
`)
}

func casesBook(ds []district, ivs []interview, ps []person) ([]byte, error) {
	b := newBook()
	cases := [][]any{{"编号", "名称", "name_en", "邀请人数"}}
	depts := [][]any{{"案例", "编号", "名称", "类型", "邀请人数"}}
	for _, d := range ds {
		invited := 0
		for _, dep := range d.departments {
			n := dep.size + dep.size/4 + 2
			if dep.size < 5 {
				n = dep.size
			}
			invited += n
			depts = append(depts, []any{d.id, dep.id, dep.nameZH, dep.kind, n})
		}
		cases = append(cases, []any{d.id, d.nameZH, d.nameEN, invited})
	}
	talks := [][]any{{"访谈编号", "案例", "部门", "角色", "日期", "已问维度", "字数", "知情同意"}}
	for _, iv := range ivs {
		talks = append(talks, []any{iv.id, iv.caseID, iv.dept, iv.role, iv.date, iv.asked, iv.characters, iv.consent})
	}
	b.sheet("cases", 1, []float64{8, 18, 26, 10}, cases)
	b.sheet("departments", 1, []float64{8, 8, 26, 20, 10}, depts)
	b.sheet("interviews", 1, []float64{12, 8, 8, 12, 12, 16, 8, 10}, talks)
	return b.bytes()
}

func codebookBook(fw *coding.Framework) ([]byte, error) {
	b := newBook()
	rows := [][]any{{"编码", "上级", "维度", "名称", "label_en", "层级", "来源", "定义", "包含", "不包含", "例句", "状态", "启用"}}
	for i := range fw.Dimensions {
		d := &fw.Dimensions[i]
		if d.Group && len(d.Sources) == 0 {
			continue
		}
		since := "1"
		if strings.HasPrefix(d.ID, "E.FAIL.") {
			since = "2" // sharpened after the first pass
		}
		rows = append(rows, []any{d.ID, d.Parent, d.ID, d.Label.ZH, d.Label.EN, "axial", "deductive", d.Definition.ZH, d.Include.ZH, d.Exclude.ZH, d.Example.ZH, "使用", since})
	}
	b.sheet("codes", 1, []float64{12, 8, 12, 18, 30, 8, 10, 40, 40, 40, 40, 8, 8}, rows)
	return b.bytes()
}

// codingBook writes a coder's workbook in that coder's own layout.
func codingBook(s sheetOf, fixes *[]fix) (path string, content []byte, err error) {
	path = fmt.Sprintf("coding/%d/%s.xlsx", s.pass, s.coder.id)
	var rows [][]any
	var widths []float64
	switch s.coder.id {
	case "chen": // one code a row
		rows = append(rows, []any{"访谈编号", "段落编号", "讲话人", "文本", "编码", "强度", "方向", "状态", "时期", "指向", "备注"})
		widths = []float64{10, 8, 8, 70, 12, 6, 6, 8, 8, 10, 20}
	case "liu": // English header, several codes in a cell
		rows = append(rows, []any{"interview_id", "segment_id", "speaker", "text", "code", "intensity", "direction", "state", "period", "link_to", "memo"})
		widths = []float64{12, 10, 8, 70, 20, 9, 9, 10, 8, 10, 20}
	default: // a second code column
		rows = append(rows, []any{"访谈编号", "段落编号", "文本", "编码", "编码2", "强度", "方向", "状态", "时期", "指向"})
		widths = []float64{10, 8, 70, 12, 12, 6, 6, 8, 8, 10}
	}
	for k, r := range s.rows {
		p := r.iv.passages[r.segment]
		for n, g := range together(s.coder.id, r.codes) {
			var intensity, direction any
			state := ""
			if g.code != "" {
				intensity, direction = g.intensity, g.direction
				if g.absent {
					state = "不存在"
				}
			}
			period := map[string]string{"before": "改革前", "after": "改革后"}[p.Period]
			link := p.LinkTo
			if n > 0 || g.code == "" {
				link = ""
			}
			seg, speaker := segmentID(r.segment), "受访者"
			switch s.coder.id {
			case "chen":
				memo := ""
				if k%53 == 17 {
					memo = "例会讨论"
				}
				rows = append(rows, []any{r.iv.id, seg, speaker, p.ZH, g.code, intensity, direction, state, period, link, memo})
			case "liu":
				code := g.code
				if s.pass == 1 && k == 40 && code != "" {
					right := code
					code = strings.Split(code, ";")[0] + "_" // a slip of the pen
					*fixes = append(*fixes, fix{"单元格", cellOf(path, "coding", 5, len(rows)+1), "改码", right, "编码笔误，与编码员核实"})
				}
				state = map[string]string{"不存在": "absent"}[state]
				rows = append(rows, []any{r.iv.id, seg, speaker, p.ZH, code, intensity, direction, state, p.Period, link, ""})
			default:
				first, more, _ := strings.Cut(g.code, ";")
				if k%29 == 3 && intensity != nil {
					intensity = fullWidth(fmt.Sprint(intensity)) // typed with a Chinese keyboard
				}
				rows = append(rows, []any{r.iv.id, seg, p.ZH, first, more, intensity, direction, state, period, link})
			}
		}
	}
	b := newBook()
	b.sheet("coding", 1, widths, rows)
	content, err = b.bytes()
	return path, content, err
}

// together joins the codes that a coder's layout puts in one row: those with the same rating.
func together(coder string, gs []given) []given {
	if coder == "chen" {
		return gs
	}
	var out []given
	for _, g := range gs {
		if n := len(out); n > 0 && out[n-1].intensity == g.intensity && out[n-1].direction == g.direction && out[n-1].absent == g.absent &&
			!strings.Contains(out[n-1].code, ";") {
			out[n-1].code += ";" + g.code
			continue
		}
		out = append(out, g)
	}
	return out
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

func consensusBook(rs []ruling) ([]byte, error) {
	b := newBook()
	rows := [][]any{{"访谈编号", "段落编号", "编码", "裁定", "强度", "方向", "理由", "裁定人"}}
	for _, r := range rs {
		verdict := "不采纳"
		if r.accept {
			verdict = "采纳"
		}
		rows = append(rows, []any{r.interview, r.segment, r.code, verdict, r.intensity, r.direction, r.reason, r.who})
	}
	b.sheet("consensus", 1, []float64{12, 10, 12, 8, 8, 8, 24, 12}, rows)
	return b.bytes()
}

// responsesCSV writes the first wave as an office exports it: GB18030 and Chinese headers.
func responsesCSV(fw *coding.Framework, as []answers) ([]byte, error) {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	w.UseCRLF = true
	head := []string{"编号", "案例", "部门", "角色", "时期", "提交时间"}
	for _, it := range fw.Items {
		head = append(head, it.ID)
	}
	if err := w.Write(head); err != nil {
		return nil, err
	}
	roles := map[string]string{}
	for _, r := range fw.Roles {
		roles[r.ID] = r.Label.ZH
	}
	for i, a := range as {
		cells := slices.Clone(a.cells)
		if i%61 == 30 { // a paper form typed in with the label
			for k := range cells {
				if k%17 == 5 && len(cells[k]) == 1 {
					cells[k] = fw.ScaleLabels[cells[k][0]-'1'].ZH
				}
			}
		}
		row := append([]string{a.who.id, a.who.caseID, a.who.dept.id, roles[a.who.role], "before", a.submitted}, cells...)
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, err
	}
	return simplifiedchinese.GB18030.NewEncoder().Bytes(buf.Bytes())
}

// responsesBook writes the second wave: a title and a note above the header, some numbers stored as text, a label beside
// its number, a test entry, a typing error and a questionnaire sent twice.
func responsesBook(fw *coding.Framework, as []answers, rng *rand.Rand, fixes *[]fix) ([]byte, error) {
	const path, sheet = "survey/responses-after.xlsx", "responses"
	b := newBook()
	head := []any{"respondent_id", "case", "department", "role", "period", "submitted", "seconds"}
	for _, it := range fw.Items {
		head = append(head, it.ID)
	}
	rows := [][]any{{"第二轮问卷（虚构）"}, {"截止日期 2025-06-30；七月收到的为迟交"}, head}
	line := func(a answers) []any {
		row := []any{a.who.id, a.who.caseID, a.who.dept.id, a.who.role, a.period, a.submitted, a.seconds}
		asText := rng.IntN(40) == 0
		for k, c := range a.cells {
			var v any
			switch {
			case c == "":
				v = nil
			case len(c) > 1 || asText:
				v = c
			case rng.IntN(900) == 0:
				v = c + " " + fw.ScaleLabels[c[0]-'1'].ZH
			default:
				v = int(c[0] - '0')
			}
			if a.who.id == typoID && k == typoItem {
				v = 55
				*fixes = append(*fixes, fix{"单元格", cellOf(path, sheet, len(row)+1, len(rows)+1), "改码", "5", "查原始记录：误按两次"})
			}
			row = append(row, v)
		}
		return row
	}
	for _, a := range as {
		rows = append(rows, line(a))
	}
	again := as[len(as)/2] // sent twice, a day later
	again.submitted = "2025-06-28"
	rows = append(rows, line(again))
	*fixes = append(*fixes, fix{"行", cellOf(path, sheet, 1, len(rows)), "排除", "", "同一人提交两次，保留第一次"})
	test := as[0]
	who := *test.who
	who.id = "TEST1"
	test.who, test.seconds = &who, 12
	rows = append(rows, line(test))
	widths := []float64{14, 8, 12, 12, 10, 12, 9}
	*fixes = append(*fixes, fix{"受访者", who.id, "排除", "", "系统测试时填的问卷"})
	b.sheet(sheet, 3, widths, rows)
	b.do(b.file.MergeCell(sheet, "A1", "G1"))
	return b.bytes()
}

// typoID answered 55 instead of 5 on the item of this index.
const (
	typoID   = "0040"
	typoItem = 24
)

func tiesBook(ds []district, rng *rand.Rand) ([]byte, error) {
	b := newBook()
	rows := [][]any{{"案例", "来自", "指向", "关系", "权重", "时期"}}
	for _, d := range ds {
		for _, period := range []string{"before", "after"} {
			for _, relation := range []string{"会商", "数据共享", "联合踏勘"} {
				for i, from := range d.departments {
					for j, to := range d.departments {
						p := 0.06
						if from.side == "approval" || to.side == "approval" {
							p = 0.18
						}
						if period == "after" {
							p += 0.004 * (byPrefix(d.level, "ME.REL") - 20)
						}
						if relation == "数据共享" {
							p *= byPrefix(d.level, "ME.TEC") / 100
						}
						if i != j && rng.Float64() < p {
							rows = append(rows, []any{d.id, from.id, to.id, relation, 1 + rng.IntN(4), period})
						}
					}
				}
			}
		}
	}
	b.sheet("ties", 1, []float64{8, 8, 8, 12, 8, 10}, rows)
	return b.bytes()
}

func benchmarksBook(rng *rand.Rand) ([]byte, error) {
	b := newBook()
	rows := [][]any{{"对照单位", "维度", "时期", "量纲", "数值", "来源", "日期", "样本量"}}
	for _, peer := range []struct {
		name  string
		level float64
		dims  []string
	}{
		{"示例标杆区", 68, []string{"ME.SUB", "ME.REL", "MC.TGT", "MC.FUN", "MC.INS", "E.SYN", "E.EFF", "E.BEN"}},
		{"示例全市平均", 57, []string{"MC.TGT", "MC.FUN", "MC.INS", "E.SYN", "E.EFF"}},
	} {
		for _, dim := range peer.dims {
			v := peer.level + float64(rng.IntN(140))/10 - 7
			if peer.level < 60 { // published on the item scale
				rows = append(rows, []any{peer.name, dim, "after", "1-5", fmt.Sprintf("%.2f", 1+v/25), "虚构年度评估报告", "2025-03-01", 900 + rng.IntN(300)})
				continue
			}
			rows = append(rows, []any{peer.name, dim, "after", "0-100", v, "虚构第三方评估", "2025-05-20", 180 + rng.IntN(60)})
		}
	}
	b.sheet("benchmarks", 1, []float64{16, 10, 8, 8, 8, 20, 12, 8}, rows)
	return b.bytes()
}

// fix is the team's answer to a slip in the files.
type fix struct{ kind, target, action, value, reason string }

// cellOf names a cell as decisions and problems do.
func cellOf(path, sheet string, col, row int) string {
	return coding.Pos{File: path, Sheet: sheet, Row: row, Col: col}.String()
}

func decisionsBook(fixes []fix) ([]byte, error) {
	b := newBook()
	rows := [][]any{{"类别", "对象", "处理", "取值", "理由", "决定人"}}
	for _, f := range fixes {
		rows = append(rows, []any{f.kind, f.target, f.action, f.value, f.reason, "课题组"})
	}
	b.sheet("decisions", 1, []float64{12, 42, 8, 12, 40, 12}, rows)
	return b.bytes()
}
