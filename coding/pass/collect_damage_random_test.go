package pass_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/sheet"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// spelledCodes are the ways in which codes are typed at random, and what each stands for ("" for nothing).
var spelledCodes = map[string]string{
	"ME.SUB": "ME.SUB", "主体嵌入": "ME.SUB", "ｍｅ.sub 主体嵌入": "ME.SUB", "ME.REL 关系嵌入 Relationship embedding": "ME.REL", "ME.REL": "ME.REL",
	"target coupling": "MC.TGT", "MC.TGT": "MC.TGT", "功能、职责耦合": "MC.FUN", "MC.FUN 功能/职责耦合": "MC.FUN", "MC.OLD": "", "ZZ.9": "", "── 嵌入 Embedding ──": "", "协同": "",
}

var spellings = slices.Sorted(maps.Keys(spelledCodes))

// looseSheet is a coding sheet under damage, beside what is known of it independently of collecting.
type looseSheet struct {
	fields []string
	rows   []*looseRow
	merges []looseMerge
	notes  int // rows above the header
}

type looseRow struct {
	cells  map[string]string
	codes  map[string][]string // what was typed into each code column
	origin int                 // index of the unit that the coder read here, -1 for none
	lost   bool                // its text no longer says which
	hidden bool
}

type looseMerge struct {
	field    string
	from, to int
}

func looseSheetOf(d *pass.Deal, t *rapid.T) *looseSheet {
	s := &looseSheet{}
	for _, f := range form.CoderFields(2) {
		s.fields = append(s.fields, f.Field)
	}
	for _, u := range d.Coders[0].Units {
		r := &looseRow{cells: map[string]string{"interview_id": d.Units[u].Interview, "segment_id": d.Units[u].ID, "text": d.Units[u].Text}, codes: map[string][]string{}, origin: u}
		for _, field := range []string{"code", "code_2"} {
			if rapid.IntRange(0, 2).Draw(t, "coded") > 0 {
				r.put(field, ";", rapid.SampledFrom(spellings).Draw(t, "code"))
				if rapid.IntRange(0, 3).Draw(t, "rated") == 0 {
					r.cells[strings.Replace(field, "code", "intensity", 1)] = rapid.SampledFrom([]string{"1", "2", "3", "7"}).Draw(t, "rating")
				}
			}
		}
		if rapid.IntRange(0, 4).Draw(t, "mark") == 0 {
			r.cells["reviewed"] = "是"
		}
		s.rows = append(s.rows, r)
	}
	return s
}

func (r *looseRow) put(field, mark string, codes ...string) {
	r.codes[field] = codes
	r.cells[field] = strings.Join(codes, mark)
}

func (r *looseRow) clone() *looseRow {
	c := *r
	c.cells, c.codes = maps.Clone(r.cells), maps.Clone(r.codes)
	return &c
}

// damage does one thing to the sheet.
func (s *looseSheet) damage(t *rapid.T) {
	row := func(what string) int { return rapid.IntRange(0, len(s.rows)-1).Draw(t, what) }
	if len(s.rows) < 3 {
		return
	}
	i := row("row")
	r := s.rows[i]
	code := func() string { return rapid.SampledFrom(spellings).Draw(t, "code") }
	codeField := rapid.SampledFrom([]string{"code", "code_2"}).Draw(t, "field")
	switch rapid.SampledFrom([]string{"sort", "delete", "insert", "duplicate", "paste ids", "edit text", "relabel", "several codes", "hide", "blank id", "blank text",
		"split", "blank column", "swap columns", "notes", "swap", "unknown id"}).Draw(t, "damage") {
	case "sort":
		field := rapid.SampledFrom([]string{"text", "code", "segment_id"}).Draw(t, "by")
		slices.SortStableFunc(s.rows, func(a, b *looseRow) int { return strings.Compare(a.cells[field], b.cells[field]) })
	case "delete":
		s.rows = slices.Delete(s.rows, i, i+1)
	case "insert":
		n := &looseRow{cells: map[string]string{}, codes: map[string][]string{}, origin: -1}
		n.put(codeField, "", code())
		s.rows = slices.Insert(s.rows, i, n)
	case "duplicate":
		s.rows = slices.Insert(s.rows, i, r.clone())
	case "paste ids":
		from, n := row("from"), rapid.IntRange(1, 4).Draw(t, "n")
		var ids [][2]string
		for k := from; k < min(from+n, len(s.rows)); k++ {
			ids = append(ids, [2]string{s.rows[k].cells["interview_id"], s.rows[k].cells["segment_id"]})
		}
		for k, id := range ids {
			if i+k < len(s.rows) {
				s.rows[i+k].cells["interview_id"], s.rows[i+k].cells["segment_id"] = id[0], id[1]
			}
		}
	case "edit text":
		rs := []rune(r.cells["text"])
		if len(rs) < 12 {
			return
		}
		k := rapid.IntRange(0, len(rs)-1).Draw(t, "letter")
		r.cells["text"] = string(rs[:k]) + rapid.SampledFrom([]string{"", "的", "，", "某某", " "}).Draw(t, "instead") + string(rs[k+1:])
	case "relabel":
		r.put(codeField, "", code())
	case "several codes":
		r.put(codeField, rapid.SampledFrom([]string{";", "；", "\n", "|", "； "}).Draw(t, "mark"), code(), code(), "ME.SUB")
	case "hide":
		r.hidden = true
	case "blank id":
		r.cells["interview_id"], r.cells["segment_id"] = "", ""
	case "blank text":
		r.cells["text"], r.lost = "", true
	case "unknown id":
		r.cells["segment_id"] = "999"
	case "split":
		rs := []rune(r.cells["text"])
		if len(rs) < 24 {
			return
		}
		n := r.clone()
		n.put(codeField, "", code())
		r.cells["text"], n.cells["text"] = string(rs[:len(rs)/2]), string(rs[len(rs)/2:])
		r.lost, n.lost = true, true
		s.rows = slices.Insert(s.rows, i+1, n)
	case "blank column":
		field := rapid.SampledFrom([]string{"interview_id", "segment_id", "text", "intensity", "reviewed"}).Draw(t, "column")
		for _, r := range s.rows {
			r.cells[field] = ""
			r.lost = r.lost || field == "text"
		}
	case "swap columns":
		a, b := rapid.IntRange(0, len(s.fields)-1).Draw(t, "a"), rapid.IntRange(0, len(s.fields)-1).Draw(t, "b")
		s.fields[a], s.fields[b] = s.fields[b], s.fields[a]
	case "notes":
		s.notes++
	case "swap":
		k := row("other")
		s.rows[i], s.rows[k] = s.rows[k], s.rows[i]
	}
}

// mergeSome merges cells of neighbouring rows, which comes last: rows no longer move. A merged cell shows the first one's value.
func (s *looseSheet) mergeSome(t *rapid.T) {
	used := map[string]bool{}
	for range rapid.IntRange(0, 2).Draw(t, "merges") {
		if len(s.rows) < 2 {
			return
		}
		field := rapid.SampledFrom([]string{"segment_id", "text", "code", "code_2"}).Draw(t, "merged")
		from := rapid.IntRange(0, len(s.rows)-2).Draw(t, "from")
		to := min(len(s.rows)-1, from+rapid.IntRange(1, 3).Draw(t, "more"))
		if used[field] || s.rows[from].cells[field] == "" {
			continue
		}
		used[field] = true
		s.merges = append(s.merges, looseMerge{field, from, to})
		for k := from + 1; k <= to; k++ {
			s.rows[k].cells[field] = s.rows[from].cells[field]
			if codes, ok := s.rows[from].codes[field]; ok {
				s.rows[k].codes[field] = codes
			}
			s.rows[k].lost = s.rows[k].lost || field == "text"
		}
	}
}

// bytes writes the sheet: as text, or as a workbook where cells are merged or rows hidden.
func (s *looseSheet) bytes(t *rapid.T) []byte {
	plain := len(s.merges) == 0 && !slices.ContainsFunc(s.rows, func(r *looseRow) bool { return r.hidden })
	var grid [][]string
	for range s.notes {
		grid = append(grid, []string{"说明：", "请勿外传"})
	}
	grid = append(grid, s.fields)
	for _, r := range s.rows {
		var cells []string
		for _, f := range s.fields {
			cells = append(cells, r.cells[f])
		}
		grid = append(grid, cells)
	}
	var b bytes.Buffer
	if plain {
		w := csv.NewWriter(&b)
		if err := w.WriteAll(grid); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	f := excelize.NewFile()
	defer f.Close()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, cells := range grid {
		values := make([]any, len(cells))
		for k, c := range cells {
			if c != "" {
				values[k] = c
			}
		}
		check(f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &values))
		check(f.SetRowHeight("Sheet1", i+1, 20)) // spreadsheet programs write the rows of merged areas, be they empty
	}
	first := s.notes + 2
	for i, r := range s.rows {
		if r.hidden {
			check(f.SetRowVisible("Sheet1", first+i, false))
		}
	}
	for _, m := range s.merges {
		col := coding.ColumnName(slices.Index(s.fields, m.field) + 1)
		check(f.MergeCell("Sheet1", fmt.Sprintf("%s%d", col, first+m.from), fmt.Sprintf("%s%d", col, first+m.to)))
	}
	check(f.Write(&b))
	return b.Bytes()
}

// account checks a collection against what is known of the sheet: every code that stands in it is in the layer, or told among
// the codes and rows left out, and no code went to a unit that its row was not about.
func (s *looseSheet) account(t *rapid.T, d *pass.Deal, c *pass.Collection) {
	rec := &c.Files[0]
	stood, rows := map[string]int{}, 0
	about := map[string]map[string]bool{} // code → units of the rows it stands in; "" for rows that cannot tell
	for _, r := range s.rows {
		content := false
		for _, v := range r.cells {
			content = content || v != ""
		}
		if content {
			rows++
		}
		unit := ""
		if r.origin >= 0 && !r.lost && len([]rune(d.Units[r.origin].Text)) > 4 {
			unit = d.Units[r.origin].Interview + "/" + d.Units[r.origin].ID
		}
		for _, typed := range r.codes {
			for _, code := range typed {
				name := code
				if id := spelledCodes[code]; id != "" {
					name = id
				}
				stood[name]++
				if about[name] == nil {
					about[name] = map[string]bool{}
				}
				about[name][unit] = true
			}
		}
	}
	if rec.In != rows {
		t.Fatalf("%d rows with content, %d counted", rows, rec.In)
	}
	found := map[string]int{}
	count := func(typed string) {
		if id := spelledCodes[typed]; id != "" {
			typed = id
		}
		found[typed]++
	}
	for _, l := range c.Layers {
		for _, r := range l.Rows {
			for _, k := range r.Codes {
				found[k.Code]++
				if !about[k.Code][""] && !about[k.Code][r.Interview+"/"+r.ID] {
					t.Fatalf("%s went to %s/%s, whose rows do not have it", k.Code, r.Interview, r.ID)
				}
			}
			if i := slices.IndexFunc(d.Units, func(u pass.DealtUnit) bool { return u.Interview == r.Interview && u.ID == r.ID }); d.Units[i].Text != r.Text {
				t.Fatalf("a text is not as dealt: %+v", r)
			}
		}
	}
	for _, e := range rec.Events {
		switch e.Outcome {
		case pass.OutcomeCodeRejected:
			count(e.Held)
		case pass.OutcomeRejected:
			for _, piece := range strings.Split(e.Held, "; ") {
				typed, _, _ := strings.Cut(piece, " (")
				if _, known := spelledCodes[typed]; known {
					count(typed)
				}
			}
		}
	}
	if !maps.Equal(stood, found) {
		t.Fatalf("codes in the sheet %v, found again %v\nevents %v", stood, found, eventText(*rec))
	}
}

func randomDamages(t *testing.T, checks int) {
	d, study := roundDeal(), roundStudy()
	for range checks {
		rapid.Check(t, func(t *rapid.T) {
			s := looseSheetOf(d, t)
			n := rapid.IntRange(0, 6).Draw(t, "damages")
			for range n {
				s.damage(t)
			}
			if n > 0 {
				s.mergeSome(t)
			}
			data := s.bytes(t)
			c := collectRandom(t, d, study, data)
			s.account(t, d, c)
			if n == 0 {
				if r := c.Files[0]; r.Matched+r.Unreviewed != len(s.rows) || r.Missing != 0 || r.Matched < c.Layers[0].Units {
					t.Fatalf("undamaged: %+v", r)
				}
			}
			a, b := collectedBytes(t, c), collectedBytes(t, collectRandom(t, d, study, data))
			if a != b {
				t.Fatalf("collecting twice:\n%s\n%s", a, b)
			}
		})
	}
}

// A thousand sequences of damages: the reconciliation balances, nothing is lost, and collecting twice gives the same.
func TestRandomDamages(t *testing.T) {
	checks := 10
	if testing.Short() {
		checks = 2
	}
	randomDamages(t, checks)
}

func collectRandom(t *rapid.T, d *pass.Deal, study *coding.Study, data []byte) *pass.Collection {
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "A.xlsx", sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := pass.Collect(context.Background(), d, study, []pass.Returned{{Name: "A.xlsx", Book: book}}, pass.CollectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Files) != 1 || !c.Files[0].Balanced() {
		t.Fatalf("does not balance: %+v", c.Files)
	}
	return c
}

func collectedBytes(t *rapid.T, c *pass.Collection) string {
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
	return b.String()
}
