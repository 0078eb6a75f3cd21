package cli

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
)

// explainWriter writes an explanation for people: an estimate a block, what it rests on below it and indented.
type explainWriter struct {
	explainWords
	out *bufio.Writer
	x   *measures.Explanation
}

func writeExplanation(out io.Writer, x *measures.Explanation, words explainWords) error {
	w := &explainWriter{words, bufio.NewWriter(out), x}
	w.account(x.Root, "", true)
	w.run()
	return w.out.Flush()
}

func (w *explainWriter) line(indent string, parts ...string) {
	fmt.Fprintln(w.out, strings.TrimRight(indent+strings.Join(parts, ""), " "))
}

// field writes a heading and a text beside it; further lines stand under the text.
func (w *explainWriter) field(indent, head string, lines ...string) {
	width := 16
	for i, l := range lines {
		if i > 0 {
			head = ""
		}
		w.line(indent+"  ", text.Pad(head, width, ' '), l)
	}
}

func (w *explainWriter) account(a *measures.Account, indent string, first bool) {
	e := &a.Estimate
	title := w.title(e)
	switch a.Kind {
	case measures.AccountUnknown:
		w.line(indent, a.ID, w.say("colon"), w.say("unknown"))
		return
	case measures.AccountHidden:
		w.line(indent, title, w.say("colon"), w.say("hidden"))
		w.line(indent, "  ", a.ID)
		for _, r := range a.Remarks {
			w.line(indent, "  ", w.words(r))
		}
		return
	}
	w.line(indent, title, " = ", number(e.Value))
	w.line(indent, "  ", a.ID)
	if a.Above {
		w.line(indent, "  (", w.say("above"), ")")
		return
	}
	if first {
		w.line(indent)
	}
	w.figures(a, indent, first)
	w.formula(a, indent, first)
	w.details(a, indent)
	w.rests(a, indent, first)
}

// figures are what stands beside the value.
func (w *explainWriter) figures(a *measures.Account, indent string, first bool) {
	e := &a.Estimate
	if estimate.Has(e.Low) || estimate.Has(e.High) {
		level := "95"
		if strings.Contains(e.Method, "90% CI") {
			level = "90"
		}
		w.field(indent, w.say("head.interval", level), w.say("interval", number(e.Low), number(e.High)))
	}
	if first && estimate.Has(e.SE) {
		w.field(indent, w.say("head.se"), number(e.SE))
	}
	if first && (estimate.Has(e.P) || estimate.Has(e.DF1)) {
		var parts []string
		if estimate.Has(e.DF1) {
			s := "df = " + number(e.DF1)
			if estimate.Has(e.DF2) {
				s += "; " + number(e.DF2)
			}
			parts = append(parts, s)
		}
		if estimate.Has(e.P) {
			parts = append(parts, "p "+pText(e.P))
		}
		w.field(indent, w.say("head.test"), strings.Join(parts, ", "))
	}
	if e.N >= 0 {
		n := strconv.Itoa(e.N)
		if a.People > 0 && a.People != e.N {
			n = w.say("people", n, strconv.Itoa(a.People))
		}
		w.field(indent, w.say("head.n"), n)
	}
	if first && e.Method != "" {
		w.field(indent, w.say("head.method"), locale.Method(w.lang, e.Method))
	}
	if len(e.Notes) > 0 && (first || a.Kind == measures.AccountRule || a.Kind == measures.AccountEmpty) {
		var notes []string
		for _, n := range e.Notes {
			notes = append(notes, noteIn(w.lang, n))
		}
		w.field(indent, w.say("head.note"), notes...)
	}
}

func pText(p float64) string {
	s := roundedP(p)
	if small, ok := strings.CutPrefix(s, "<"); ok {
		return "< " + small
	}
	return "= " + s
}

func (w *explainWriter) formula(a *measures.Account, indent string, first bool) {
	e := &a.Estimate
	code := "report.formula." + e.Measure
	if general := locale.Text(w.lang, code); general != code && a.Kind != measures.AccountEmpty {
		head := w.say("head.formula")
		if a.Kind == measures.AccountRule {
			head = w.say("head.rule")
		}
		if first || a.Kind != measures.AccountFormula {
			w.field(indent, head, general)
		}
	}
	if f := a.Formula; f != nil && a.Kind == measures.AccountFormula {
		filled := f.Filled + " = " + number(f.Value)
		if f.Rounded {
			filled += " " + w.say("rounded", number(e.Value))
		}
		w.field(indent, w.say("head.filled"), filled)
		var terms []string
		for _, t := range f.Terms {
			words := w.words(t.Words)
			if t.Code == "estimate" {
				words = t.ID
			}
			terms = append(terms, t.Name+" = "+six(t.Value)+"  "+words)
		}
		w.field(indent, w.say("head.where"), terms...)
	} else if f != nil {
		for _, t := range f.Terms {
			w.field(indent, w.say("head.how"), t.Name+" = "+six(t.Value)+"  "+w.words(t.Words))
		}
	}
	var remarks []string
	for _, r := range a.Remarks {
		remarks = append(remarks, w.words(r))
	}
	if first {
		w.field(indent, w.say("head.how"), remarks...)
	} else if len(remarks) > 0 && a.Kind != measures.AccountModel {
		w.field(indent, w.say("head.how"), remarks...)
	} else if len(remarks) > 0 {
		w.field(indent, w.say("head.how"), remarks[0])
	}
}

// details are the interviews, cells and segments, and what was left out.
func (w *explainWriter) details(a *measures.Account, indent string) {
	const most = 20
	var parts []string
	for i, p := range a.Parts {
		if i == most && len(a.Parts) > most+1 {
			parts = append(parts, w.say("more", strconv.Itoa(len(a.Parts)-most)))
			break
		}
		parts = append(parts, w.say("part", nameOrDash(p.Who.Or(w.lang)), number(p.Value), strconv.Itoa(p.Segments)))
	}
	w.field(indent, w.say("head.parts"), parts...)
	var lines []string
	for _, c := range a.Items {
		lines = append(lines, w.answers(&c)...)
	}
	w.field(indent, w.say("head.cells"), lines...)
	if s := a.Segments; s != nil {
		lines := []string{w.say("segments", strconv.Itoa(s.N))}
		for _, c := range s.List {
			lines = append(lines, w.segment(&c)...)
		}
		if s.More > 0 {
			lines = append(lines, "  "+w.say("more", strconv.Itoa(s.More)))
		}
		w.field(indent, w.say("head.segments"), lines...)
	}
	var out []string
	for _, x := range a.Excluded {
		s := w.words(x.Words)
		switch {
		case strings.HasPrefix(x.Code, "receipt."):
		case strings.HasPrefix(x.Code, "reason."):
			s += w.say("colon") + w.say("rows", strconv.Itoa(x.Count))
		default:
			s += w.say("colon") + w.say("cells_n", strconv.Itoa(x.Count))
		}
		if x.Where != "" {
			s = x.Where + w.say("colon") + s
		}
		out = append(out, s)
	}
	w.field(indent, w.say("head.excluded"), out...)
}

func (w *explainWriter) answers(c *measures.AnswerCells) []string {
	name := c.Item
	if t := c.Text.Or(w.lang); t != "" {
		name += " " + t
	}
	if c.Few {
		return []string{name, "  " + w.say("item_few")}
	}
	var counts []string
	for _, v := range c.Counts {
		counts = append(counts, w.say("counts", six(v.Value), strconv.Itoa(v.N)))
	}
	lines := []string{name, "  " + w.say("answers", strconv.Itoa(c.N)) + w.say("colon") + strings.Join(counts, w.say("comma")) + w.say("semicolon") + w.say("in_columns", strings.Join(c.Columns, w.say("comma")))}
	if c.Reverse {
		lines = append(lines, "  "+w.say("reverse", six(c.Min), six(c.Max)))
	}
	for _, cell := range c.Cells {
		lines = append(lines, "  "+cell.Pos+" = "+six(cell.Value))
	}
	if c.More > 0 {
		lines = append(lines, "  "+w.say("more", strconv.Itoa(c.More)))
	}
	if c.Withheld > 0 {
		lines = append(lines, "  "+w.say("withheld", strconv.Itoa(c.Withheld)))
	}
	return lines
}

func (w *explainWriter) segment(c *measures.SegmentCell) []string {
	rating := w.say("unrated")
	if c.Rated {
		rating = w.say("rated", six(c.Intensity), six(c.Direction))
	}
	if c.Absent {
		rating += w.say("comma") + w.say("absent")
	}
	lines := []string{"  " + strings.Join(c.Cells, ", ") + "  " + c.Code + w.say("colon") + rating}
	if who := c.Who.Or(w.lang); who != "" {
		lines[0] += w.say("semicolon") + who
	}
	if t := c.Text.Or(w.lang); t != "" {
		lines = append(lines, "    “"+shorten(t, 100)+"”")
	}
	return lines
}

// shorten cuts a text after so many letters.
func shorten(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most-1]) + "…"
}

func (w *explainWriter) rests(a *measures.Account, indent string, first bool) {
	if a.Deeper > 0 {
		w.line(indent, "  ", w.say("deeper", strconv.Itoa(a.Deeper)))
	}
	if len(a.Parents) == 0 {
		return
	}
	if first {
		w.line("")
	}
	w.line(indent, "  ", w.say("head.rests"))
	for _, p := range a.Parents {
		w.account(p, indent+"    ", false)
	}
}

// run says what the run rests on.
func (w *explainWriter) run() {
	w.line("")
	var inputs []string
	for _, f := range w.x.Inputs {
		inputs = append(inputs, f.Path+"  sha256 "+f.SHA256[:min(12, len(f.SHA256))])
	}
	w.field("", w.say("head.inputs"), inputs...)
	var settings []string
	if w.x.Framework != "" {
		settings = append(settings, w.x.Framework)
	}
	for _, o := range w.x.Options {
		settings = append(settings, o.Name+" = "+o.Value)
	}
	w.field("", w.say("head.settings"), strings.Join(settings, "; "))
	if w.x.Recorded {
		w.line("")
		w.line("", w.say("recorded", "'"+w.x.ID+"'"))
	}
}

// title names an estimate: its measure, and what it is about.
func (w explainWords) title(e *estimate.Estimate) string {
	name := e.Measure
	if code := "report.measure." + e.Measure; locale.Text(w.lang, code) != code {
		name = locale.Text(w.lang, code)
	}
	parts := []string{name}
	k, own, err := estimate.ParseKey(e.Of)
	if err != nil {
		return name + ": " + e.Of
	}
	if k.Dim != "" {
		parts = append(parts, strings.TrimSpace(k.Dim+" "+w.dimension(k.Dim)))
	}
	for _, p := range []struct{ name, value string }{{"source", k.Source}, {"layer", k.Layer}, {"pass", k.Pass}, {"coder", k.Coder}, {"case", k.Case}, {"dept", k.Dept},
		{"side", k.Side}, {"role", k.Role}, {"period", k.Period}, {"peer", k.Peer}} {
		if first, second, ok := estimate.SplitContrast(p.value); ok && own != "" && (own == first || own == second) && p.name != "coder" { // a group of a comparison of two
			other := first
			if own == first {
				other = second
			}
			parts = append(parts, locale.Text(w.lang, "report.panel.versus", w.level(p.name, own, k.Case), w.level(p.name, other, k.Case)))
			own = ""
		} else if p.value != "" {
			parts = append(parts, w.part(p.name, p.value, k.Case))
		}
	}
	if own != "" {
		parts = append(parts, own)
	}
	return strings.Join(parts, " · ")
}

func (w explainWords) dimension(id string) string {
	if w.study == nil {
		return ""
	}
	if d := w.study.Framework.Dimension(id); d != nil {
		return d.Label.Or(w.lang)
	}
	for _, h := range w.study.Framework.Hazards {
		if h.ID == id {
			return h.Label.Or(w.lang)
		}
	}
	for _, c := range w.study.Framework.Coupling {
		if c.ID == id {
			return c.Label.Or(w.lang)
		}
	}
	return ""
}

// part is an entry of a key in words: the level's name where the catalogue or the study has one.
func (w explainWords) part(name, value, caseID string) string {
	if first, second, ok := estimate.SplitContrast(value); ok && first != "" && second != "" && name != "peer" && name != "coder" {
		return w.level(name, first, caseID) + " − " + w.level(name, second, caseID)
	}
	if name == "pass" || name == "coder" || name == "layer" {
		return w.say("key."+name, value)
	}
	return w.level(name, value, caseID)
}

func (w explainWords) level(name, value, caseID string) string {
	if code := "explain.level." + value; locale.Text(w.lang, code) != code {
		return locale.Text(w.lang, code)
	}
	if w.study != nil {
		switch name {
		case "case":
			if c := w.study.Case(value); c != nil {
				label := c.Label.Or(w.lang)
				if label == "" {
					label = c.Name
				}
				return strings.TrimSpace(value + " " + label)
			}
		case "dept":
			if d := w.study.Department(caseID, value); d != nil {
				return strings.TrimSpace(value + " " + d.Name)
			}
		}
	}
	return value
}

func nameOrDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// number is a number for people, with the minus of print.
func number(x float64) string {
	if !estimate.Has(x) {
		return "–"
	}
	return strings.ReplaceAll(rounded(x), "-", "−")
}

// six writes a number with six digits, whole numbers whole.
func six(x float64) string {
	s := strconv.FormatFloat(x, 'g', 6, 64)
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		s = strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strings.ReplaceAll(s, "-", "−")
}
