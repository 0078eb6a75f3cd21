package pass_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/pass"
)

// damage is one thing that coders do to their workbook, and what must come of it.
type damage struct {
	name     string
	do       func(w *coderBook)
	rename   map[string]string
	layer    string // plainLayer when empty
	events   string
	problems string
	notes    string // collect.note.*
	rejected string // rows
	refused  string // codes
	missing  int
}

func moveColumn(w *coderBook, field string, to int) {
	var values []string
	for row := 1; row <= w.last; row++ {
		values = append(values, w.get(row, field))
	}
	letter := coding.ColumnName(w.col[field])
	w.check(w.f.RemoveCol(w.sheet, letter))
	w.check(w.f.InsertCols(w.sheet, coding.ColumnName(to), 1))
	for i, v := range values {
		w.check(w.f.SetCellValue(w.sheet, fmt.Sprintf("%s%d", coding.ColumnName(to), i+1), v))
	}
}

// empty clears a column with its headers, which excelize cannot delete at the left end.
func (w *coderBook) empty(field string) {
	for row := w.at("I01/001") - 2; row <= w.last; row++ {
		w.setAt(row, field, nil)
	}
}

func (w *coderBook) insert(after string) int {
	row := w.at(after) + 1
	w.check(w.f.InsertRows(w.sheet, row, 1))
	for k, r := range w.row {
		if r >= row {
			w.row[k]++
		}
	}
	w.last++
	return row
}

func (w *coderBook) merge(field string, from, to int) {
	w.check(w.f.MergeCell(w.sheet, w.cell(from, field), w.cell(to, field)))
}

// swap exchanges all cells of two rows.
func (w *coderBook) swap(a, b int) {
	for col := range w.col {
		x, y := w.get(a, col), w.get(b, col)
		w.setAt(a, col, y).setAt(b, col, x)
	}
}

var damages = []damage{
	{name: "sorted by code", do: func(w *coderBook) { w.swap(w.at("I01/001"), w.at("I02/006")); w.swap(w.at("I01/002"), w.at("I02/001")) },
		notes: "order_changed[4]"},
	{name: "renamed sheet", do: func(w *coderBook) { w.check(w.f.SetSheetName(w.sheet, "王芳的编码")) }, notes: "sheet_renamed[王芳的编码]"},
	{name: "a column deleted: the ids", do: func(w *coderBook) {
		w.empty("interview_id")
		w.empty("segment_id")
	}, events: "reanchored id_missing I01/001; reanchored id_missing I01/002; reanchored by_neighbours I01/003; reanchored id_missing I01/004; " +
		"unreviewed id_missing I01/005; unreviewed id_missing I01/006; unreviewed by_neighbours I02/001; unreviewed id_missing I02/002; unreviewed id_missing I02/003; " +
		"unreviewed id_missing I02/004; unreviewed id_missing I02/005; reanchored id_missing I02/006",
		notes: "no_column[interview_id / 访谈编号] no_column[segment_id / 段落编号]"},
	{name: "a column deleted: the text", do: func(w *coderBook) { w.check(w.f.RemoveCol(w.sheet, coding.ColumnName(w.col["text"]))) },
		events: "reanchored text_missing I01/001; reanchored text_missing I01/002; reanchored text_missing I01/003; reanchored text_missing I01/004; " +
			"unreviewed text_missing I01/005; unreviewed text_missing I01/006; unreviewed text_missing I02/001; unreviewed text_missing I02/002; unreviewed text_missing I02/003; " +
			"unreviewed text_missing I02/004; unreviewed text_missing I02/005; reanchored text_missing I02/006",
		notes: "no_column[text / 文本]"},
	{name: "a column deleted: the interview", do: func(w *coderBook) { w.empty("interview_id") }},
	{name: "a column deleted: a rating", do: func(w *coderBook) { w.check(w.f.RemoveCol(w.sheet, coding.ColumnName(w.col["intensity_2"]))) },
		layer: strings.Replace(plainLayer, "MC.TGT(2);", "MC.TGT;", 1)},
	{name: "columns moved and notes above the header", do: func(w *coderBook) {
		moveColumn(w, "memo", 1)
		w.check(w.f.InsertRows(w.sheet, 1, 3))
		w.check(w.f.SetCellValue(w.sheet, "A1", "第二轮，请周五前交"))
	}},
	{name: "headers typed over", do: func(w *coderBook) {
		head := w.at("I01/001") - 1
		for field, text := range map[string]string{"code": "编码（主）", "code_2": "编码 2", "intensity_2": "强度２", "code_3": "编码三", "memo": "备注*"} {
			w.setAt(head, field, text)
			w.setAt(head-1, field, "")
		}
	}},
	{name: "a header emptied", do: func(w *coderBook) {
		for _, field := range []string{"direction", "memo", "code_2"} {
			w.setAt(w.at("I01/001")-1, field, "")
			w.setAt(w.at("I01/001")-2, field, "")
		}
	}, notes: "header_told[H direction] header_told[J code_2] header_told[T memo]"},
	{name: "a code beside the columns", do: func(w *coderBook) {
		row := w.at("I02/006")
		w.check(w.f.SetCellValue(w.sheet, fmt.Sprintf("V%d", row), "ME.SUB"))
		w.check(w.f.SetCellValue(w.sheet, fmt.Sprintf("X%d", row), "一句闲话"))
	}, layer: plainLayer + " ME.SUB", notes: "header_told[V code] column_left[X 1]"},
	{name: "rows deleted", do: func(w *coderBook) {
		w.check(w.f.RemoveRow(w.sheet, w.at("I02/003")))
		w.check(w.f.RemoveRow(w.sheet, w.at("I01/005")))
	}, missing: 2},
	{name: "rows inserted", do: func(w *coderBook) {
		row := w.insert("I01/004")
		w.setAt(row, "code", "ME.SUB").setAt(row, "intensity", 2)
		row = w.insert("I01/006")
		w.setAt(row, "memo", "这里想一想")
		row = w.insert("I02/002")
		w.setAt(row, "speaker", "合计")
	}, events: "rejected no_unit; rejected no_unit; rejected stray_row", problems: "collect.no_unit; collect.no_unit", rejected: "no_unit 2 stray_row 1", refused: "no_unit 1"},
	{name: "a further row for more codes", do: func(w *coderBook) {
		w.setAt(w.last+1, "interview_id", "I02").setAt(w.last+1, "segment_id", "006").setAt(w.last+1, "code", "ME.REL")
		w.setAt(w.last+2, "interview_id", "I02").setAt(w.last+2, "segment_id", "006").setAt(w.last+2, "code", "MC.TGT")
		w.setAt(w.last+3, "interview_id", "I02").setAt(w.last+3, "segment_id", "006").setAt(w.last+3, "code", "MC.TGT").setAt(w.last+3, "intensity", 3)
	}, layer: plainLayer + " ME.REL", problems: "collect.rating_conflict", refused: "rating_conflict 1 repeated_code 1",
		events: "reanchored text_missing I02/006; reanchored extra_row I02/006; reanchored text_missing I02/006; reanchored extra_row I02/006; code_rejected repeated_code I02/006; " +
			"reanchored text_missing I02/006; reanchored extra_row I02/006; code_rejected rating_conflict I02/006"},
	{name: "merged cells: an id over two rows", do: func(w *coderBook) {
		row := w.insert("I02/006")
		w.setAt(row, "code", "ME.REL")
		w.merge("interview_id", row-1, row)
		w.merge("segment_id", row-1, row)
	}, layer: plainLayer + " ME.REL", events: "matched extra_row I02/006"},
	{name: "merged cells: a text over two units", do: func(w *coderBook) {
		w.setAt(w.at("I01/005"), "text", "")
		w.merge("text", w.at("I01/004"), w.at("I01/005"))
		w.set("I01/005", "code", "ME.REL")
	}, layer: strings.Replace(plainLayer, "; I02/006", "; I01/005: ME.REL; I02/006", 1), events: "reanchored text_merged I01/005"},
	{name: "merged cells: a code over three units", do: func(w *coderBook) {
		w.merge("code", w.at("I02/004"), w.at("I02/005"))
		w.set("I02/004", "code", "ME.REL")
	},
		layer: strings.Replace(plainLayer, "; I02/006", "; I02/004: ME.REL; I02/005: ME.REL; I02/006", 1), events: "noted merged_code I02/005"},
	{name: "values pasted over ids", do: func(w *coderBook) {
		for i, id := range []string{"001", "002", "003"} { // over 004, 005, 006
			w.set(fmt.Sprintf("I01/%03d", 4+i), "segment_id", id)
		}
	}, events: "reanchored id_replaced I01/004; unreviewed id_replaced I01/005; unreviewed id_replaced I01/006"},
	{name: "the id column sorted alone", do: func(w *coderBook) {
		for i := 1; i <= 6; i++ {
			w.set(fmt.Sprintf("I01/%03d", i), "segment_id", fmt.Sprintf("%03d", 7-i))
		}
	}, events: "reanchored id_replaced I01/001; reanchored id_replaced I01/002; reanchored by_neighbours I01/003; reanchored id_replaced I01/004; unreviewed id_replaced I01/005; unreviewed id_replaced I01/006"},
	{name: "a text pasted over another", do: func(w *coderBook) { w.set("I01/001", "text", roundTexts[1]) },
		layer: strings.TrimPrefix(plainLayer, "I01/001: ME.SUB(3,+1); "), events: "rejected unanchored", problems: "collect.unanchored", rejected: "unanchored 1", refused: "unanchored 1", missing: 1},
	{name: "ids that lost their zeros", do: func(w *coderBook) {
		for unit := range w.row {
			w.set(unit, "segment_id", int(unit[len(unit)-1]-'0'))
		}
	}, notes: "ids_respelled[12]"},
	{name: "texts edited", do: func(w *coderBook) {
		w.set("I01/001", "text", strings.Replace(roundTexts[0], "规划、住建", "住建和规划", 1))
		w.set("I01/002", "text", "【重点】"+roundTexts[1]+"（这里很关键，写论文要用，回头找原录音再听一遍确认）")
		w.set("I01/004", "text", "  "+strings.ReplaceAll(roundTexts[3], "，", ",")+"\r\n") // as if nothing: width and blanks
		w.set("I02/006", "text", "完全不同的一句话，和原来没有关系。")
	}, layer: strings.TrimSuffix(plainLayer, "; I02/006: MC.TGT(1,-1)"), events: "reanchored text_edited I01/001; reanchored text_edited I01/002; rejected unanchored",
		problems: "collect.unanchored", rejected: "unanchored 1", refused: "unanchored 1", missing: 1},
	{name: "a text edited and its id deleted", do: func(w *coderBook) {
		w.set("I01/001", "segment_id", "").set("I01/001", "interview_id", "").set("I01/001", "text", strings.Replace(roundTexts[0], "当场", "当天", 1))
		w.set("I01/002", "segment_id", "X9")
	}, events: "reanchored text_edited_no_id I01/001; reanchored id_unknown I01/002"},
	{name: "a repeated text without its id and out of its place", do: func(w *coderBook) {
		w.set("I01/003", "segment_id", "").set("I01/003", "interview_id", "")
		w.swap(w.at("I01/003"), w.at("I02/004"))
	}, layer: strings.Replace(plainLayer, "I01/003:; ", "", 1), events: "rejected ambiguous_text", problems: "collect.ambiguous_text", rejected: "ambiguous_text 1", missing: 1, notes: "order_changed[1]"},
	{name: "a text split over two rows", do: func(w *coderBook) {
		row := w.insert("I01/001")
		rs := []rune(roundTexts[0])
		w.set("I01/001", "text", string(rs[:16]))
		w.setAt(row, "text", string(rs[16:])).setAt(row, "interview_id", "I01").setAt(row, "segment_id", "001").setAt(row, "code", "ME.REL")
	}, layer: strings.Replace(plainLayer, "ME.SUB(3,+1)", "ME.SUB(3,+1) ME.REL", 1),
		events: "reanchored text_edited I01/001; reanchored text_edited I01/001; reanchored extra_row I01/001"},
	{name: "a label instead of the id", do: func(w *coderBook) {
		w.set("I01/001", "code", "主体嵌入").set("I01/002", "code", "relationship EMBEDDING").set("I01/004", "code", "功能、职责耦合").set("I02/006", "code", "ｍｃ.ｔｇｔ")
	}, notes: "codes_spelled[3]"},
	{name: "two codes in one cell", do: func(w *coderBook) {
		w.set("I01/002", "code", "ME.REL；MC.TGT").set("I01/002", "code_2", "").set("I01/002", "intensity_2", "")
		w.set("I01/004", "code", "功能、职责耦合、关系嵌入").set("I02/006", "code", "MC.TGT 目标耦合\nME.SUB").set("I01/005", "code", "ME.SUB ME.REL").set("I01/006", "code", "ME.SUB|nonsense,ME.REL")
	}, layer: "I01/001: ME.SUB(3,+1); I01/002: ME.REL MC.TGT; I01/003:; I01/004: MC.FUN(0,absent) ME.REL(0,absent); I01/005: ME.SUB ME.REL; I01/006: ME.SUB ME.REL; " +
		"I02/006: MC.TGT(1,-1) ME.SUB(1,-1)", notes: "codes_in_a_cell[5] codes_spelled[2]", problems: "collect.unknown_code", refused: "unknown_code 1",
		events: "noted rating_shared I01/004; code_rejected unknown_code I01/006; noted rating_shared I02/006"},
	{name: "unknown and renamed codes", do: func(w *coderBook) {
		w.set("I01/001", "code", "ME.SUP").set("I01/002", "code", "协同").set("I01/004", "code", "旧码 旧的名称").set("I02/006", "code", "MC.OLD")
	}, rename: map[string]string{"旧码": "MC.FUN"}, layer: "I01/002: MC.TGT(2); I01/003:; I01/004: MC.FUN(0,absent)",
		problems: "collect.unknown_code → ME.SUB; collect.unknown_code; collect.retired_code → MC.FUN", refused: "retired_code 1 unknown_code 2",
		events: "code_rejected unknown_code I01/001; code_rejected unknown_code I01/002; renamed renamed I01/004; code_rejected retired_code I02/006; " +
			"left_out no_code_left I01/001; left_out no_code_left I02/006"},
	{name: "a heading, a wrong label and an error for a code", do: func(w *coderBook) {
		w.set("I01/001", "code", "── 嵌入 Embedding ──").set("I01/002", "code", "ME.REL 主体嵌入").set("I01/004", "code", "MC.FUN 功能耦合（弱）").set("I01/005", "code", "ME.SUB 主体嵌人")
		w.set("I02/006", "code", nil)
		w.check(w.f.SetCellFormula(w.sheet, w.cell(w.at("I02/006"), "code"), "A1&B1"))
	}, layer: "I01/002: MC.TGT(2); I01/003:; I01/005: ME.SUB", problems: "collect.heading; collect.code_label; collect.unknown_code → MC.FUN; collect.formula_without_value",
		refused: "code_label 1 formula_without_value 1 heading 1 unknown_code 1", notes: "codes_spelled[1]",
		events: "code_rejected heading I01/001; code_rejected code_label I01/002; code_rejected unknown_code I01/004; noted label_differs I01/005; " +
			"code_rejected formula_without_value I02/006; left_out no_code_left I01/001; left_out no_code_left I01/004; left_out no_code_left I02/006"},
	{name: "ratings that cannot be", do: func(w *coderBook) {
		w.set("I01/001", "intensity", 5).set("I01/001", "direction", "２").set("I01/001", "state", "maybe")
		w.set("I01/004", "direction", 1).set("I01/004", "period", "during")
		w.set("I01/002", "intensity_3", 2).set("I02/006", "state", "absent").set("I02/006", "intensity", "２").set("I02/006", "direction", 0)
	}, layer: "I01/001: ME.SUB; I01/002: ME.REL MC.TGT(2); I01/003:; I01/004: MC.FUN; I02/006: MC.TGT(2,-1,absent)",
		problems: "collect.bad_number; collect.bad_number; collect.bad_state; collect.rating_without_code; collect.absent_direction; collect.unknown_period",
		events: "left_out bad_number I01/001; left_out bad_number I01/001; left_out bad_state I01/001; left_out rating_without_code I01/002; " +
			"left_out unknown_period I01/004; left_out absent_direction I01/004; noted absent_direction_zero I02/006"},
	{name: "the header copied down and an example left", do: func(w *coderBook) {
		row := w.insert("I01/003")
		for field := range w.col {
			w.setAt(row, field, field)
		}
		row = w.insert("I01/002")
		w.setAt(row, "interview_id", "例-I01").setAt(row, "segment_id", "例-S001").setAt(row, "code", "ME.SUB")
	}, events: "rejected example; rejected header_again", rejected: "example 1 header_again 1", refused: "example 1"},
	{name: "the seal deleted", do: func(w *coderBook) { w.check(w.f.DeleteSheet("_seal")) }, notes: "coder_from_name[A] no_seal[]"},
	{name: "a copy of the sheet inside", do: func(w *coderBook) {
		at, err := w.f.NewSheet("备份")
		w.check(err)
		from, err := w.f.GetSheetIndex(w.sheet)
		w.check(err)
		w.check(w.f.CopySheet(from, at))
	}, notes: "sheet_twice"},
	{name: "rows hidden", do: func(w *coderBook) {
		for unit := range w.row {
			w.check(w.f.SetRowVisible(w.sheet, w.at(unit), strings.HasPrefix(unit, "I02")))
		}
	}},
}

func TestDamages(t *testing.T) {
	for _, c := range damages {
		t.Run(c.name, func(t *testing.T) {
			d := roundDeal()
			w := typed(t, d)
			c.do(w)
			got := collectAll(t, d, roundStudy(), pass.CollectOptions{Rename: c.rename}, w.back("A.xlsx"))
			r := got.Files[0]
			if c.name == "a column deleted: the interview" { // 001 is a segment of both interviews: the text alone tells
				if r.Reanchored != 5 || r.Unreviewed != 7 || len(r.Events) != 12 {
					t.Errorf("%+v", r)
				}
				same(t, "layer", layerText(got, "A"), plainLayer)
				return
			}
			if c.layer == "" {
				c.layer = plainLayer
			}
			same(t, "layer", layerText(got, "A"), c.layer)
			same(t, "events", eventText(r), c.events)
			same(t, "problems", problemText(got), c.problems)
			if notes := noteText(r, "collect.note."); c.notes != "sheet_twice" || !strings.HasPrefix(notes, c.notes) {
				same(t, "notes", notes, c.notes)
			}
			same(t, "rejected rows", countText(r.Rejected), c.rejected)
			same(t, "rejected codes", countText(r.CodesRejected), c.refused)
			if r.Missing != c.missing || r.Dealt != 12 {
				t.Errorf("missing %d of %d, want %d", r.Missing, r.Dealt, c.missing)
			}
		})
	}
	if len(damages) < 20 {
		t.Error("fewer than twenty kinds of damage")
	}
}

func countText(list []coding.ReasonCount) string {
	var out []string
	for _, c := range list {
		out = append(out, fmt.Sprintf("%s %d", c.Reason, c.Count))
	}
	return strings.Join(out, " ")
}

func TestHiddenRowsAreTold(t *testing.T) {
	d := roundDeal()
	w := typed(t, d)
	w.check(w.f.SetRowVisible(w.sheet, w.at("I01/001"), false))
	c := collectAll(t, d, roundStudy(), pass.CollectOptions{}, w.back("A.xlsx"))
	if got := noteText(c.Files[0], "sheet.hidden_rows"); got != "[1]" {
		t.Errorf("hidden rows: %q of %v", got, c.Files[0].Notes)
	}
}

// Whose file it is.
func TestWhoseFile(t *testing.T) {
	d := roundDeal()
	open := func(w *coderBook, name, coder string) pass.Returned {
		r := w.back(name)
		r.Coder = coder
		return r
	}
	unsealed := func(coder string) *coderBook {
		w := workbookOf(t, d, coder)
		w.check(w.f.DeleteSheet("_seal"))
		return w
	}
	marked := func(coder string) *coderBook {
		w := workbookOf(t, d, coder)
		w.set("I02/006", "code", "ME.SUB")
		return w
	}
	resealed := func(key, value string) *coderBook {
		w := marked("A")
		rows, err := w.f.GetRows("_seal")
		w.check(err)
		for i, r := range rows {
			if len(r) > 0 && r[0] == key {
				w.check(w.f.SetCellValue("_seal", fmt.Sprintf("B%d", i+1), value))
			}
		}
		return w
	}
	for _, c := range []struct {
		name            string
		files           []pass.Returned
		coders          string // of the layers
		problems, notes string
		rejected        string
	}{
		{"each their own", []pass.Returned{open(marked("A"), "x/一.xlsx", ""), open(marked("B"), "x/二.xlsx", "")}, "A B", "", "", ""},
		{"by the file's name", []pass.Returned{open(unsealed("王芳"), "returned/编码-王芳 - 副本 (2).xlsx", "")}, "王芳", "", "coder_from_name[王芳] no_seal[]", ""},
		{"by what the team says", []pass.Returned{open(unsealed("A"), "编码.xlsx", "a")}, "A", "", "no_seal[]", ""},
		{"nobody's", []pass.Returned{open(unsealed("A"), "编码.xlsx", "")}, "", "collect.no_coder", "", "no_coder 12"},
		{"not dealt to", []pass.Returned{open(marked("A"), "A.xlsx", "李雷")}, "", "collect.not_dealt_to", "", "not_dealt_to 12"},
		{"named for another", []pass.Returned{open(marked("A"), "B.xlsx", "")}, "", "collect.name_and_seal", "", "name_and_seal 12"},
		{"named for another, and said so", []pass.Returned{open(marked("A"), "B.xlsx", "A")}, "A", "", "", ""},
		{"the seal overridden", []pass.Returned{open(marked("A"), "A.xlsx", "B")}, "B", "", "coder_overridden[A B]", "not_dealt_here 2"},
		{"the same file twice", []pass.Returned{open(marked("A"), "A.xlsx", ""), open(marked("A"), "A 副本.xlsx", "")}, "A", "", "", "same_file 12"},
		{"two files of one coder", []pass.Returned{open(marked("A"), "A.xlsx", ""), open(typed(t, d), "A(1).xlsx", "")}, "", "collect.two_files_one_coder; collect.two_files_one_coder", "", "two_files_one_coder 12"},
		{"two coders under one name", []pass.Returned{open(marked("A"), "1/A.xlsx", "A"), open(marked("B"), "2/A.xlsx", "A")}, "", "collect.two_coders_one_name; collect.two_coders_one_name",
			"coder_overridden[B A]", "two_coders_one_name 10"},
		{"another pass", []pass.Returned{open(resealed("pass", "2"), "A.xlsx", "")}, "", "collect.other_pass", "", "other_pass 12"},
		{"another deal", []pass.Returned{open(resealed("deal_hash", "00"), "A.xlsx", "")}, "", "collect.other_deal", "", "other_deal 12"},
		{"another deal, taken all the same", []pass.Returned{open(resealed("deal_hash", "00"), "A.xlsx", "A")}, "A", "", "other_deal[]", ""},
		{"a seal of another codebook", []pass.Returned{open(resealed("codebook_hash", "00"), "A.xlsx", "")}, "A", "", "sealed_codebook[ ]", ""},
		{"no coding sheet", []pass.Returned{csvReturned(t, "A.csv", "a,b\n1,2\n")}, "", "collect.no_sheet", "", ""},
		{"two sheets", []pass.Returned{func() pass.Returned {
			w := marked("A")
			at, err := w.f.NewSheet("旧")
			w.check(err)
			from, err := w.f.GetSheetIndex(w.sheet)
			w.check(err)
			w.check(w.f.CopySheet(from, at))
			w.set("I02/005", "code", "ME.REL")
			return w.back("A.xlsx")
		}()}, "", "collect.two_sheets", "", "two_sheets 24"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := collectAll(t, d, roundStudy(), pass.CollectOptions{}, c.files...)
			var coders []string
			for _, l := range got.Layers {
				coders = append(coders, l.Coder)
			}
			same(t, "coders", strings.Join(coders, " "), c.coders)
			same(t, "problems", problemText(got), c.problems)
			last := got.Files[len(got.Files)-1]
			if c.name == "the same file twice" {
				last = got.Files[0]
				if last.Rejected == nil {
					last = got.Files[1]
				}
				same(t, "note", noteText(last, "collect.note."), "same_file[A 副本.xlsx]")
			} else if !strings.HasPrefix(noteText(last, "collect.note."), c.notes) {
				same(t, "notes", noteText(last, "collect.note."), c.notes)
			}
			same(t, "rejected", countText(last.Rejected), c.rejected)
			if len(got.Layers)+len(got.Waiting) != 3 {
				t.Errorf("waiting %v", got.Waiting)
			}
		})
	}
}

func csvReturned(t testing.TB, name, text string) pass.Returned {
	return returnedBytes(t, name, []byte(text))
}

// A text file without types: what a coder saves from a spreadsheet program.
func TestCollectText(t *testing.T) {
	d := roundDeal()
	text := "interview_id,segment_id,text,code,intensity\n" +
		"I01,1," + roundTexts[0] + ",ME.SUB,3\n" +
		"I01,002," + roundTexts[1] + ",ME.SUB;关系嵌入,\n" +
		"\n" +
		"I01,3,嗯。,,\n"
	c := collectAll(t, d, roundStudy(), pass.CollectOptions{}, csvReturned(t, "返回/A.csv", text))
	same(t, "layer", layerText(c, "A"), "I01/001: ME.SUB(3); I01/002: ME.SUB ME.REL")
	if r := c.Files[0]; r.In != 3 || r.Unreviewed != 1 || r.Missing != 9 || r.Sheet != "" || r.Events[0].Pos.Col != 0 {
		t.Errorf("%+v", r)
	}
}

func TestTwoHeaderLanguages(t *testing.T) {
	for _, lang := range []string{"zh", "en", "both"} {
		d := roundDeal()
		d.Lang = lang
		var b bytes.Buffer
		if err := form.Write(&b, d.Workbook("A", roundStudy())); err != nil {
			t.Fatal(err)
		}
		c := collectAll(t, d, roundStudy(), pass.CollectOptions{BlankReviewed: true}, returnedBytes(t, "A.xlsx", b.Bytes()))
		if r := c.Files[0]; r.Matched != 12 || len(r.Notes) > 0 {
			t.Errorf("%s: %+v", lang, r)
		}
	}
}
