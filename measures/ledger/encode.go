package ledger

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"io"

	"github.com/smekit/smekit/measures/estimate"
)

// Schema names the layout of results.json. A reader refuses what it does not know.
const Schema = "smekit/results/1"

// JSONSchema describes results.json as JSON Schema, draft 2020-12.
//
//go:embed results.schema.json
var JSONSchema []byte

// row is an estimate as results.json holds it: the tidy columns for people and other programs, and behind them what
// the tidy table leaves out. A column that is empty is left out. The notes stand twice: `note` is the English sentence,
// `notes` the codes to translate.
type row struct {
	Measure   string     `json:"measure"`
	Of        string     `json:"of"`
	Estimate  *float64   `json:"estimate,omitempty"`
	SE        *float64   `json:"se,omitempty"`
	Low       *float64   `json:"ci_low,omitempty"`
	High      *float64   `json:"ci_high,omitempty"`
	Statistic *float64   `json:"statistic,omitempty"`
	DF        *string    `json:"df,omitempty"`
	P         *float64   `json:"p,omitempty"`
	N         *int       `json:"n,omitempty"`
	Method    string     `json:"method,omitempty"`
	Note      string     `json:"note,omitempty"`
	Family    string     `json:"family"`
	ID        string     `json:"id"`
	People    *int       `json:"people,omitempty"`
	Notes     []noteJSON `json:"notes,omitempty"`
	Basis     *basisJSON `json:"basis,omitempty"`
}

type noteJSON struct {
	Code string   `json:"code"`
	Args []string `json:"args,omitempty"`
}

type basisJSON struct {
	Parents []string `json:"parents,omitempty"`
	Source  string   `json:"source,omitempty"`
	Filter  string   `json:"filter,omitempty"`
	Columns []string `json:"columns,omitempty"`
}

type warningJSON struct {
	Code string   `json:"code"`
	Args []string `json:"args,omitempty"`
	Text string   `json:"text"`
}

type provenanceJSON struct {
	Tool             string       `json:"tool"`
	Version          string       `json:"version"`
	FrameworkID      string       `json:"framework"`
	FrameworkVersion string       `json:"framework_version"`
	FrameworkHash    string       `json:"framework_sha256"`
	CodebookHash     string       `json:"codebook_sha256,omitempty"`
	Seed             uint64       `json:"seed"`
	Options          []optionJSON `json:"options"`
	Inputs           []fileJSON   `json:"inputs"`
	Files            []fileJSON   `json:"files"`
}

type optionJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"`
}

type fileJSON struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

type receiptJSON struct {
	File     string      `json:"file"`
	Sheet    string      `json:"sheet,omitempty"`
	What     string      `json:"what"`
	Rows     int         `json:"rows"`
	Used     int         `json:"used"`
	Missing  int         `json:"missing"`
	Excluded []countJSON `json:"excluded,omitempty"`
	Rejected []countJSON `json:"rejected,omitempty"`
	Notes    []noteJSON  `json:"notes,omitempty"`
}

type countJSON struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

type suppressedJSON struct {
	Primary       int `json:"primary"`
	Complementary int `json:"complementary"`
}

// Encode writes a ledger as results.json: UTF-8, LF, the head indented, then a receipt, a warning and an estimate a
// line each. Numbers are the shortest text that reads back as the same float64; empty and infinite numbers are left out.
// [JSONSchema] describes the file.
func Encode(w io.Writer, l *Ledger) error {
	e := &encoder{w: bufio.NewWriter(w)}
	e.enc = json.NewEncoder(&e.buf)
	e.enc.SetEscapeHTML(false)
	e.text("{\n")
	e.member("schema", Schema)
	e.member("released", l.Released)
	e.member("suppressed", suppressedJSON{l.Primary, l.Secondary})
	e.text("  \"provenance\": {\n")
	e.provenance(&l.Provenance)
	e.text("  },\n")
	e.lines("receipts", 2, len(l.Receipts), func(i int) any { return receiptOut(&l.Receipts[i]) })
	e.text(",\n")
	e.lines("warnings", 2, len(l.Warnings), func(i int) any {
		n := l.Warnings[i]
		return warningJSON{string(n.Code), n.Args, n.English()}
	})
	e.text(",\n")
	e.lines("estimates", 2, len(l.Estimates), func(i int) any { return rowOut(&l.Estimates[i]) })
	e.text("\n}\n")
	if e.err != nil {
		return e.err
	}
	return e.w.Flush()
}

// encoder writes JSON by hand where lines matter, values through encoding/json.
type encoder struct {
	w   *bufio.Writer
	buf bytes.Buffer
	enc *json.Encoder // into buf
	err error
}

func (e *encoder) text(s string) {
	if e.err == nil {
		_, e.err = e.w.WriteString(s)
	}
}

func (e *encoder) value(v any) {
	e.buf.Reset()
	if err := e.enc.Encode(v); err != nil && e.err == nil {
		e.err = err
	}
	if e.err == nil {
		_, e.err = e.w.Write(bytes.TrimRight(e.buf.Bytes(), "\n"))
	}
}

func (e *encoder) member(name string, v any) {
	e.text("  \"" + name + "\": ")
	e.value(v)
	e.text(",\n")
}

// lines writes "name": [ … ] with one element a line.
func (e *encoder) lines(name string, indent, n int, at func(int) any) {
	pad := "        "[:indent]
	e.text(pad + "\"" + name + "\": [")
	for i := range n {
		if i > 0 {
			e.text(",")
		}
		e.text("\n" + pad + "  ")
		e.value(at(i))
	}
	if n > 0 {
		e.text("\n" + pad)
	}
	e.text("]")
}

func (e *encoder) provenance(p *Provenance) {
	for _, m := range []struct {
		name  string
		value any
	}{
		{"tool", p.Tool}, {"version", p.Version}, {"framework", p.FrameworkID}, {"framework_version", p.FrameworkVersion},
		{"framework_sha256", p.FrameworkHash}, {"codebook_sha256", p.CodebookHash}, {"seed", p.Seed},
	} {
		e.text("  ")
		e.member(m.name, m.value)
	}
	e.lines("options", 4, len(p.Options), func(i int) any { return optionJSON(p.Options[i]) })
	e.text(",\n")
	e.lines("inputs", 4, len(p.Inputs), func(i int) any { return fileJSON(p.Inputs[i]) })
	e.text(",\n")
	e.lines("files", 4, len(p.Files), func(i int) any { return fileJSON(p.Files[i]) })
	e.text("\n")
}

func rowOut(x *estimate.Estimate) row {
	t := x.Row()
	r := row{Measure: t.Measure, Of: t.Of, Estimate: t.Estimate, SE: t.SE, Low: t.Low, High: t.High, Statistic: t.Statistic, DF: t.DF, P: t.P,
		N: t.N, Method: t.Method, Note: t.Note, Family: t.Family, ID: t.ID, Notes: notesOut(x.Notes)}
	if x.People >= 0 {
		r.People = &x.People
	}
	if b := x.Basis; len(b.Parents)+len(b.Columns) > 0 || b.Source != "" || b.Filter != "" {
		r.Basis = &basisJSON{b.Parents, b.Source, b.Filter, b.Columns}
	}
	return r
}

func notesOut(notes []estimate.Note) []noteJSON {
	var out []noteJSON
	for _, n := range notes {
		out = append(out, noteJSON{string(n.Code), n.Args})
	}
	return out
}

func receiptOut(r *Receipt) receiptJSON {
	out := receiptJSON{File: r.File, Sheet: r.Sheet, What: r.What, Rows: r.Rows, Used: r.Used, Missing: r.Missing}
	for _, c := range r.Excluded {
		out.Excluded = append(out.Excluded, countJSON(c))
	}
	for _, c := range r.Rejected {
		out.Rejected = append(out.Rejected, countJSON(c))
	}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, noteJSON(n))
	}
	return out
}
