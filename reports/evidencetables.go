package reports

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// evidenceTables makes tables of records, without any estimate.
type evidenceTables struct {
	*builder
	opt      SegmentsOptions
	replaced mask.Counts
	withheld map[unitKey]bool
	masked   map[string]string // texts that were masked already
	numbers  map[unitKey]int   // of the segments within their interviews, from 1
	code     map[string]table.Text
}

func newEvidenceTables(study *coding.Study, m *mask.Masker, o SegmentsOptions) *evidenceTables {
	if m == nil {
		m = mask.New(study)
	}
	fw := study.Framework
	if fw == nil {
		fw = &coding.Framework{}
	}
	b := &evidenceTables{builder: &builder{study: study, fw: fw, m: m}, opt: o, replaced: mask.Counts{}, withheld: map[unitKey]bool{}, masked: map[string]string{},
		numbers: make(map[unitKey]int, len(study.Segments)), code: map[string]table.Text{}}
	in := map[string]int{}
	for i := range study.Segments {
		s := &study.Segments[i]
		in[s.Interview]++
		b.numbers[unitKey{s.Interview, s.ID}] = in[s.Interview]
	}
	for i := range fw.Dimensions {
		b.code[fw.Dimensions[i].ID] = named(fw.Dimensions[i].ID, fw.Dimensions[i].Label)
	}
	if study.Codebook != nil {
		for i := range study.Codebook.Codes {
			c := &study.Codebook.Codes[i]
			if c.Label != (coding.Label{}) || b.code[c.ID].Empty() {
				b.code[c.ID] = named(c.ID, c.Label)
			}
		}
	}
	return b
}

// named is an id followed by its label, where it has one.
func named(id string, l coding.Label) table.Text {
	t := label(l, id)
	if t == table.Same(id) {
		return t
	}
	return table.Text{ZH: id + " " + t.ZH, EN: id + " " + t.EN}
}

// evidenceSays puts the catalogue's segments.CODE into words.
func evidenceSays(code string, args ...table.Text) table.Text {
	zh, en := make([]string, len(args)), make([]string, len(args))
	for i, a := range args {
		zh[i], en[i] = a.In(locale.Chinese), a.In(locale.English)
	}
	return table.Text{ZH: locale.Text(locale.Chinese, "segments."+code, zh...), EN: locale.Text(locale.English, "segments."+code, en...)}
}

// evidencePlural is evidenceSays in the form that English takes for n: CODE_one for 1; {0} is the number.
func evidencePlural(code string, n int, args ...table.Text) table.Text {
	if n == 1 {
		code += "_one"
	}
	return evidenceSays(code, append([]table.Text{count(n)}, args...)...)
}

// codeName is a code's id and label, or the id alone.
func (b *evidenceTables) codeName(id string) table.Text {
	if t := b.code[id]; !t.Empty() && !b.opt.IDs {
		return t
	}
	return table.Same(id)
}

// document wraps tables with what was asked and found.
func (b *evidenceTables) document(key string, title table.Text, words []table.Text, tables ...*table.Table) *document.Document {
	d := &document.Document{Key: key, Title: title, Subtitle: label(b.study.Title, "")}
	if b.opt.Unmasked {
		d.Notice = evidenceSays("unmasked")
	}
	s := document.Section{Key: key, Title: title}
	refs := make([]string, len(tables))
	for i, t := range tables {
		t.Number = i + 1
		refs[i] = t.Key
	}
	for i, w := range append(b.asked(), words...) {
		p := document.Paragraph{Text: w}
		if i == 0 {
			p.Refs = refs
		}
		s.Blocks = append(s.Blocks, document.Block{Paragraph: &p})
	}
	for _, t := range tables {
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	d.Sections = []document.Section{s}
	return d
}

// asked says what the query was.
func (b *evidenceTables) asked() []table.Text {
	q := &b.opt.Query
	var words []table.Text
	add := func(code string, ids []string, name func(string) table.Text) {
		if len(ids) == 0 {
			return
		}
		names := make([]table.Text, len(ids))
		for i, id := range ids {
			names[i] = name(id)
		}
		words = append(words, evidenceSays("asked."+code, list(names)))
	}
	layer := q.Layer
	if layer == "" && len(q.Coders) > 0 {
		layer = pass.LayerCoders
	}
	if layer == "" {
		layer = pass.LayerConsensus
	}
	words = append(words, evidenceSays("layer."+layer))
	add("code", q.Codes, b.codeName)
	add("case", q.Cases, b.caseName)
	if b.opt.Unmasked {
		add("dept", q.Depts, table.Same)
	} else if len(q.Depts) > 0 {
		words = append(words, evidencePlural("asked.depts", len(q.Depts)))
	}
	add("role", q.Roles, b.levelName)
	add("coder", q.Coders, table.Same)
	add("period", q.Periods, periodName)
	if q.Pass != "" {
		add("pass", []string{q.Pass}, table.Same)
	}
	return []table.Text{evidenceSays("asked", clauses(words))}
}
