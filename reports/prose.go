package reports

import (
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// prose writes the methods in words: sentences only for what was done, with the estimates they name and the works they
// cite.
type prose struct {
	*builder
	built map[string]bool // tables and figures that the document holds, by key
	cited []string        // works, in the order of the text
	out   []document.Paragraph

	texts []table.Text // of the paragraph under way
	ids   []string
	refs  []string
}

func newProse(b *builder, built map[string]bool) *prose { return &prose{builder: b, built: built} }

// proseSays puts the catalogue's prose.CODE into words in both languages.
func proseSays(code string, args ...table.Text) table.Text { return catalogued("prose."+code, args) }

// add appends a sentence to the paragraph under way, with the estimates it names.
func (p *prose) add(text table.Text, es ...*estimate.Estimate) {
	if text.Empty() {
		return
	}
	p.texts = append(p.texts, text)
	for _, e := range es {
		if e != nil && !slices.Contains(p.ids, e.ID()) {
			p.ids = append(p.ids, e.ID())
		}
	}
}

// counted adds a sentence in the form that English takes for n: CODE_one for 1.
func (p *prose) counted(code string, n int, args ...table.Text) {
	if n == 1 {
		code += "_one"
	}
	p.add(proseSays(code, args...))
}

// see names tables and figures of the document beside the paragraph under way.
func (p *prose) see(keys ...string) {
	for _, k := range keys {
		if p.built[k] {
			p.refs = append(p.refs, k)
		}
	}
}

// stop ends the paragraph under way.
func (p *prose) stop() {
	if len(p.texts) > 0 {
		p.out = append(p.out, document.Paragraph{Text: sentences(p.texts), Cites: p.ids, Refs: p.refs})
	}
	p.texts, p.ids, p.refs = nil, nil, nil
}

// blocks are the paragraphs written, or one that says that there is nothing to tell.
func (p *prose) blocks() []document.Block {
	p.stop()
	var out []document.Block
	for i := range p.out {
		out = append(out, document.Block{Paragraph: &p.out[i]})
	}
	if out == nil {
		out = []document.Block{{Paragraph: &document.Paragraph{Text: proseSays("nothing")}}}
	}
	return out
}

// spanOf are the lowest and highest of some estimates and their median.
type spanOf struct {
	low, high valued
	median    float64
	n         int
}

// span is the range of valued estimates sorted from the lowest; none of none.
func span(vs []valued) (s spanOf, ok bool) {
	if len(vs) == 0 {
		return s, false
	}
	slices.SortStableFunc(vs, func(a, b valued) int {
		switch {
		case a.e.Value < b.e.Value:
			return -1
		case a.e.Value > b.e.Value:
			return 1
		}
		return 0
	})
	return spanOf{vs[0], vs[len(vs)-1], median(vs), len(vs)}, true
}

// wholeStudy are the estimates of a measure by dimension over the whole study, with what follows the key.
func (b *builder) wholeStudy(name, own string) []valued {
	var out []valued
	for _, x := range b.keys[name] {
		if x.own == own && x.key.Dim != "" && x.key.Case == "" && x.key == (estimate.Key{Dim: x.key.Dim, Source: x.key.Source}) && has(x.e) {
			out = append(out, valued{x.key.Dim, x.e})
		}
	}
	return out
}

// methods writes the methods of a chapter or review.
func (p *prose) methods() {
	p.design()
	p.fieldwork()
	p.coding("")
	p.saturation()
	p.questionnaire()
	p.scales()
	p.factors()
	p.aggregation()
	p.comparisons()
	p.mediation()
	p.coupling()
	p.sensitivity()
	p.disclosure()
	p.software()
	p.tables()
}
