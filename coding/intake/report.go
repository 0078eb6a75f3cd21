package intake

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
)

// Report words the receipt of an import in a language: what the file was taken for and why, its rows, its columns, what was
// read how, what is written (nothing without a plan), and what is asked of the person. Lines are aligned under short
// headings.
func Report(w io.Writer, lang string, im *dialect.Import, p *Plan) error {
	r := &report{lang: lang}
	r.recognised(im)
	for i, c := range append([]coding.Receipt{im.Receipt}, im.More...) {
		r.rows(&c, i > 0 || len(im.More) > 0)
	}
	r.columns(&im.Receipt)
	r.notes(im)
	if p != nil {
		r.written(p, "imports/"+p.Record.Name+".json")
	}
	for i, q := range im.Questions {
		r.line("import.questions", strconv.Itoa(i+1)+". "+locale.ReceiptNote(lang, q))
	}
	return r.write(w, im.File)
}

// report is lines under headings.
type report struct {
	lang  string
	lines [][2]string // heading, text
	last  string
}

func (r *report) say(code string, args ...string) string { return locale.Text(r.lang, code, args...) }

// line adds a line; a heading stands once.
func (r *report) line(heading, text string) {
	h := ""
	if heading != r.last {
		h = r.say(heading)
	}
	r.last = heading
	r.lines = append(r.lines, [2]string{h, text})
}

func (r *report) write(w io.Writer, title string) error {
	widest := 0
	for _, l := range r.lines {
		widest = max(widest, columns(l[0]))
	}
	var b strings.Builder
	b.WriteString(title + "\n")
	for _, l := range r.lines {
		pad := strings.Repeat(" ", widest+2-columns(l[0]))
		for i, part := range wrap(l[1], 116-widest) {
			head := l[0] + pad
			if i > 0 {
				head = strings.Repeat(" ", widest+4)
			}
			b.WriteString(strings.TrimRight("  "+head+part, " ") + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *report) recognised(im *dialect.Import) {
	for i, n := range im.Why {
		text := locale.ReceiptNote(r.lang, n)
		if i == 0 && im.Layout != "" {
			text += " (" + im.Layout + ")"
		}
		r.line("import.recognised", text)
	}
}

// rows are the sum that has to balance, with the reasons under it.
func (r *report) rows(c *coding.Receipt, named bool) {
	excluded, rejected := 0, 0
	for _, x := range c.Excluded {
		excluded += x.Count
	}
	for _, x := range c.Rejected {
		rejected += x.Count
	}
	text := r.say("import.sum", itoa(c.Rows), itoa(c.Used), itoa(c.Missing), itoa(excluded), itoa(rejected))
	if named {
		text = place(c) + ": " + text
	}
	r.line("import.rows", text)
	for _, x := range c.Excluded {
		r.line("import.rows", "  "+r.say("import.excluded", itoa(x.Count), locale.Reason(r.lang, x.Reason)))
	}
	for _, x := range c.Rejected {
		r.line("import.rows", "  "+r.say("import.rejected", itoa(x.Count), locale.Reason(r.lang, x.Reason)))
	}
}

// place names the sheet that a receipt is of.
func place(c *coding.Receipt) string {
	if c.Sheet == "" {
		return c.File
	}
	return c.File + "!" + c.Sheet
}

// mostColumns is how many columns are listed by name.
const mostColumns = 24

func (r *report) columns(c *coding.Receipt) {
	var taken, kept, left []string
	for _, u := range c.Columns {
		h := oneLine(u.Header)
		switch {
		case u.Field == "-":
			left = append(left, h)
		case u.Field == "":
			kept = append(kept, h)
		case u.Field == h:
			taken = append(taken, h)
		default:
			taken = append(taken, h+" → "+u.Field)
		}
	}
	for _, part := range []struct {
		code string
		list []string
	}{{"import.columns_used", taken}, {"import.columns_kept", kept}, {"import.columns_left", left}} {
		if len(part.list) > 0 {
			r.line("import.columns", r.say(part.code, shortList(part.list, mostColumns)))
		}
	}
}

// notes are what was read how.
func (r *report) notes(im *dialect.Import) {
	told := map[string]bool{}
	for _, n := range im.Why {
		told[locale.ReceiptNote(r.lang, n)] = true
	}
	for i, c := range append([]coding.Receipt{im.Receipt}, im.More...) {
		for _, n := range c.Notes {
			if n.Code == "dialect.survey_columns" || n.Code == "dialect.survey_left_out" { // stands among the columns
				continue
			}
			text := locale.ReceiptNote(r.lang, n)
			if i > 0 {
				text = place(&c) + ": " + text
			}
			if !told[text] {
				told[text] = true
				r.line("import.read", text)
			}
		}
	}
}

// mostRows is how many rows are named one by one.
const mostRows = 8

// written are the files, the rows that a person should look at, and the record where there is one.
func (r *report) written(p *Plan, record string) {
	widest := columns(record)
	for i := range p.Outputs {
		widest = max(widest, columns(p.Outputs[i].Path))
	}
	for i := range p.Outputs {
		o := &p.Outputs[i]
		text := o.Path + strings.Repeat(" ", widest-columns(o.Path)) + "  " + r.say("import.file."+o.Outcome)
		for _, outcome := range []string{form.RowAdded, form.RowUpdated, form.RowRemoved, form.RowSame, form.RowKept, form.RowGone} {
			if n := o.Count[outcome]; n > 0 {
				text += r.say("import.comma") + r.say("import.row."+outcome, itoa(n))
			}
		}
		r.line("import.written", text)
		shown := 0
		for _, row := range o.Rows {
			if row.Outcome != form.RowKept && row.Outcome != form.RowGone && row.Outcome != form.RowRemoved && row.Outcome != form.RowUpdated {
				continue
			}
			if shown++; shown > mostRows {
				continue
			}
			at := row.Pos.String()
			if row.Pos.Row == 0 {
				at = o.Path
			}
			r.line("import.written", "  "+r.say("import.this."+row.Outcome, at, shorten(strings.ReplaceAll(row.Key, "|", " · "), 60)))
		}
		if shown > mostRows {
			r.line("import.written", "  "+r.say("import.more", itoa(shown-mostRows)))
		}
	}
	for _, path := range p.Record.Unwritten {
		r.line("import.written", path+strings.Repeat(" ", max(0, widest-columns(path)))+"  "+r.say("import.file.unwritten"))
	}
	if record != "" {
		r.line("import.written", record+strings.Repeat(" ", widest-columns(record))+"  "+r.say("import.file.record"))
	}
}

// columns is the width of a text on a terminal.
func columns(s string) int {
	n := 0
	for _, c := range s {
		switch width.LookupRune(c).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// wrap cuts a text into lines of at most a width, at blanks and after Chinese marks; a longer word stays whole.
func wrap(s string, most int) []string {
	var out []string
	line, at := "", 0
	indent := s[:len(s)-len(strings.TrimLeft(s, " "))]
	for _, word := range words(s[len(indent):]) {
		n := columns(strings.TrimRight(word, " "))
		if line != "" && at+n > most {
			out = append(out, indent+strings.TrimRight(line, " "))
			line, at = "", 0
		}
		line += word
		at += columns(word)
	}
	return append(out, indent+strings.TrimRight(line, " "))
}

// words are the pieces that a line may be broken between.
func words(s string) []string {
	var out []string
	start := 0
	for i, c := range s {
		if end := i + utf8.RuneLen(c); c == ' ' || strings.ContainsRune("，。；：）”", c) {
			out = append(out, s[start:end])
			start = end
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func oneLine(s string) string { return shorten(strings.Join(strings.Fields(s), " "), 40) }

func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

func itoa(n int) string { return fmt.Sprint(n) }

// ReportChanges words what an import would write, without the rest of the receipt.
func ReportChanges(w io.Writer, lang string, p *Plan) error {
	r := &report{lang: lang}
	r.written(p, "")
	return r.write(w, locale.Text(lang, "import.would"))
}
