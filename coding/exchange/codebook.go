package exchange

import (
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// Codebook makes a study's codebook: its codes in their tree, those without a parent under the dimension that they are
// evidence for, or the framework's dimensions where the study has no codebook. Descriptions hold the definition and, each as
// a paragraph, what to include, what not, and the example.
func Codebook(s *coding.Study, o Options) *refi.Codebook {
	m := newMaker(s, o)
	book := &refi.Codebook{Origin: o.Origin, Codes: m.tree()}
	m.keptOfCodes(book.Codes, m.codeSet(), func(c *refi.Code, memo string) {
		c.Description += "\n" + refi.Mark(refi.FieldMemo, memo) // there are no notes
	})
	book.Sets = m.sets(nil)
	return book
}

// node is a code or a dimension in the tree.
type node struct {
	id     string
	code   *coding.Code
	dim    *coding.Dimension
	parent *node
	kids   []*node
}

// below reports whether n stands under other, or is it.
func (n *node) below(other *node) bool {
	for ; n != nil; n = n.parent {
		if n == other {
			return true
		}
	}
	return false
}

type forest struct {
	fw    *coding.Framework
	nodes map[string]*node
	roots []*node
}

func (f *forest) put(n, parent *node) {
	if parent == nil || parent.below(n) {
		f.roots = append(f.roots, n)
		return
	}
	n.parent = parent
	parent.kids = append(parent.kids, n)
}

// dimension returns the node of a dimension, made with those above it where it is missing.
func (f *forest) dimension(id string, depth int) *node {
	if n := f.nodes[id]; n != nil {
		return n
	}
	d := f.fw.Dimension(id)
	if d == nil || depth > len(f.fw.Dimensions) {
		return nil
	}
	n := &node{id: id, dim: d}
	parent := f.dimension(d.Parent, depth+1)
	f.nodes[id] = n
	f.put(n, parent)
	return n
}

// tree is the codebook as the format has it; the GUIDs of the codes are kept for the codings.
func (m *maker) tree() []refi.Code {
	fw := m.study.Framework
	if fw == nil {
		fw = &coding.Framework{}
	}
	f := &forest{fw: fw, nodes: map[string]*node{}}
	if book := m.study.Codebook; book == nil {
		for i := range fw.Dimensions {
			f.dimension(fw.Dimensions[i].ID, 0)
		}
	} else {
		for i := range book.Codes {
			f.nodes[book.Codes[i].ID] = &node{id: book.Codes[i].ID, code: &book.Codes[i]}
		}
		for i := range book.Codes {
			c := &book.Codes[i]
			f.put(f.nodes[c.ID], f.above(c))
		}
	}
	used := func(id string) { // codes that problems were accepted for
		if id != "" && f.nodes[id] == nil {
			f.nodes[id] = &node{id: id}
			f.put(f.nodes[id], nil)
		}
	}
	for i := range m.study.Codings {
		used(m.study.Codings[i].Code)
	}
	for i := range m.study.Consensus {
		used(m.study.Consensus[i].Code)
	}
	return m.list(f.roots)
}

// above is the node that a code stands under: its parent, else the dimension that it is evidence for or is itself.
func (f *forest) above(c *coding.Code) *node {
	if c.Parent != "" { // a code, or a dimension of the framework
		return f.dimension(c.Parent, 0)
	}
	if d := f.fw.Dimension(c.ID); d != nil {
		return f.dimension(d.Parent, 0)
	}
	return f.dimension(c.Dimension, 0)
}

func (m *maker) list(nodes []*node) []refi.Code {
	var out []refi.Code
	for _, n := range nodes {
		c := refi.Code{GUID: m.guid("code", n.id), Name: n.id, NotCodable: n.code == nil && m.study.Codebook != nil && n.dim != nil}
		m.codes[n.id] = c.GUID
		var label coding.Label
		switch {
		case n.code != nil:
			label = n.code.Label
			c.Description = m.describe(n)
		case n.dim != nil:
			label = n.dim.Label
			c.Description = m.describeDimension(n)
		default:
			c.Description = refi.Mark(refi.FieldCode, n.id)
		}
		if l := label.Or(m.lang()); l != "" && l != n.id {
			c.Name += " " + m.text(l)
		}
		c.Codes = m.list(n.kids)
		out = append(out, c)
	}
	return out
}

// paragraphs writes a description.
func (m *maker) paragraphs(definition, include, exclude, example, mark string) string {
	h := refi.ParagraphHeads[m.lang()]
	var out []string
	for i, s := range []string{definition, include, exclude, example} {
		switch {
		case s == "":
		case i == 0:
			out = append(out, m.text(s))
		default:
			out = append(out, h[i-1]+m.text(s))
		}
	}
	return strings.Join(append(out, mark), "\n\n")
}

func (m *maker) describe(n *node) string {
	c := n.code
	in, retired := "", ""
	if n.parent != nil {
		in = n.parent.id
	}
	if !c.Active {
		retired = refi.No
	}
	return m.paragraphs(c.Definition, c.Include, c.Exclude, c.Example, refi.Mark(refi.FieldCode, c.ID, refi.FieldIn, in, refi.FieldParent, c.Parent, refi.FieldDimension, c.Dimension, refi.FieldZH, m.text(c.Label.ZH),
		refi.FieldEN, m.text(c.Label.EN), refi.FieldLevel, c.Level, refi.FieldOrigin, c.Origin, refi.FieldActive, retired, refi.FieldSince, c.Since, refi.FieldReplaces, refi.List(c.Replaces)))
}

// describeDimension is the description of a dimension: a heading, or a code where the study has no codebook.
func (m *maker) describeDimension(n *node) string {
	d, lang := n.dim, m.lang()
	kind := refi.FieldHeading
	if m.study.Codebook == nil {
		kind = refi.FieldCode
	}
	return m.paragraphs(d.Definition.Or(lang), d.Include.Or(lang), d.Exclude.Or(lang), d.Example.Or(lang),
		refi.Mark(kind, d.ID, refi.FieldZH, d.Label.ZH, refi.FieldEN, d.Label.EN))
}
