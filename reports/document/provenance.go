package document

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/table"
)

// words are the catalogue's words of a code in both languages.
func words(code string, args ...string) table.Text {
	return table.Text{ZH: locale.Text(locale.Chinese, code, args...), EN: locale.Text(locale.English, code, args...)}
}

// term is the catalogue's word of prefix+code, or the code itself where it has none.
func term(prefix, code string, args ...string) table.Text {
	t := words(prefix+code, args...)
	if strings.HasPrefix(t.EN, prefix+code) {
		return table.Same(strings.Join(append([]string{code}, args...), " "))
	}
	return t
}

// TableName is the short name of a numbered table: "Table 2", "表2".
func TableName(t *table.Table, lang string) string {
	return locale.Text(lang, "report.table_n", strconv.Itoa(t.Number))
}

// FigureName is the short name of a numbered figure: "Figure 2", "图2".
func FigureName(f *figure.Figure, lang string) string {
	return locale.Text(lang, "report.figure_n", strconv.Itoa(f.Number))
}

// Captions gives the short names that a [Paragraph]'s Refs stand for, by key. A table goes before a figure of the same key.
func (d *Document) Captions(lang string) map[string]string {
	m := map[string]string{}
	for _, f := range d.Figures() {
		m[f.Key] = FigureName(f, lang)
	}
	for _, t := range d.Tables() {
		m[t.Key] = TableName(t, lang)
	}
	return m
}

// Provenance puts the run into tables that every writer can set: the tool and its hashes, the input files, the options, the
// receipts of what was read, and the warnings. They carry no number. A document without a ledger has none.
func (d *Document) Provenance() []*table.Table {
	if d.Ledger == nil {
		return nil
	}
	l := d.Ledger
	p := l.Provenance
	run := listing("provenance", "report.provenance", "report.option", "report.value")
	run.add(words("report.tool"), table.Same(strings.TrimSpace(p.Tool+" "+p.Version)))
	run.add(words("report.framework"), table.Same(strings.TrimSpace(p.FrameworkID+" "+p.FrameworkVersion)))
	run.add(words("report.framework_hash"), table.Same(p.FrameworkHash))
	run.add(words("report.codebook_hash"), table.Same(p.CodebookHash))
	run.add(words("report.seed"), table.Same(strconv.FormatUint(p.Seed, 10)))
	if l.Primary+l.Secondary > 0 {
		run.t.Notes = append(run.t.Notes, table.Note{Text: words("report.disclosure", strconv.Itoa(l.Primary), strconv.Itoa(l.Secondary))})
	}
	inputs := listing("inputs", "report.inputs", "report.file", "SHA-256", "report.bytes")
	inputs.t.Columns[1].Width, inputs.t.Columns[2].Align = 66, table.Right
	for _, f := range p.Inputs {
		inputs.add(table.Same(f.Path), table.Same(f.SHA256), whole(int(f.Size)))
	}
	options := listing("options", "report.options", "report.option", "report.value", "report.origin")
	for _, o := range p.Options {
		options.add(table.Same(o.Name), table.Same(o.Value), term("report.origin.", o.From))
	}
	var out []*table.Table
	for _, x := range []*list{run, inputs, options, receipts(l), warnings(l)} {
		if len(x.t.Groups[0].Rows) > 0 {
			out = append(out, x.t)
		}
	}
	return out
}

func receipts(l *ledger.Ledger) *list {
	x := listing("receipts", "report.receipts", "report.file", "report.sheet", "report.receipt_what", "report.receipt_rows", "report.receipt_used", "report.receipt_missing", "report.receipt_excluded", "report.receipt_rejected", "report.receipt_notes")
	for i := 3; i <= 5; i++ {
		x.t.Columns[i].Align = table.Right
	}
	x.t.Landscape = true
	for _, r := range l.Receipts {
		var notes []table.Text
		for _, n := range r.Notes {
			notes = append(notes, remark(n))
		}
		x.add(table.Same(r.File), table.Same(r.Sheet), term("what.", r.What), whole(r.Rows), whole(r.Used), whole(r.Missing), counts(r.Excluded), counts(r.Rejected), join(notes))
	}
	return x
}

// remark puts a receipt's note into words: the catalogue's receipt.CODE; CODE itself where that names its package already
// (sheet.hidden_rows), which a code without any words comes out as, too.
func remark(n ledger.Remark) table.Text {
	t := words("receipt."+n.Code, n.Args...)
	if strings.HasPrefix(t.EN, "receipt."+n.Code) {
		return words(n.Code, n.Args...)
	}
	return t
}

func counts(cs []ledger.Count) table.Text {
	var parts []table.Text
	for _, c := range cs {
		t, n := term("reason.", c.Reason), strconv.Itoa(c.Count)
		parts = append(parts, table.Text{ZH: n + "（" + t.ZH + "）", EN: n + " (" + t.EN + ")"})
	}
	if parts == nil {
		return table.Same("0")
	}
	return join(parts)
}

func join(parts []table.Text) table.Text {
	var zh, en []string
	for _, p := range parts {
		zh, en = append(zh, p.In(locale.Chinese)), append(en, p.In(locale.English))
	}
	return table.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

func warnings(l *ledger.Ledger) *list {
	x := listing("warnings", "report.warnings", "report.warning")
	for _, n := range l.Warnings {
		t := table.Text{EN: n.English()}
		t.ZH, _ = locale.Note(locale.Chinese, string(n.Code), n.Args)
		x.add(t)
	}
	return x
}

// whole is a count as a label: listings hold texts alone, so that their hashes and paths are never read as numbers.
func whole(n int) table.Text { return table.Same(strconv.Itoa(n)) }

// list is a plain table of texts.
type list struct{ t *table.Table }

func listing(key, title string, columns ...string) *list {
	t := &table.Table{Key: key, Title: words(title), Groups: make([]table.Group, 1)}
	for i, c := range columns {
		t.Columns = append(t.Columns, table.Column{Key: c, Label: words(c), Stub: i == 0})
	}
	return &list{t}
}

func (x *list) add(cells ...table.Text) {
	var r table.Row
	for _, c := range cells {
		r.Cells = append(r.Cells, table.Txt(c))
	}
	x.t.Groups[0].Rows = append(x.t.Groups[0].Rows, r)
}
