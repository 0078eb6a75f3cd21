package pass

import (
	"maps"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/sheet"
)

// codeRegister understands what people write for a code: its id, its label in either language, or both, in any width and
// letter case.
type codeRegister struct {
	codes  []registeredCode
	forms  map[string]codeForm // by word key
	joined map[string]int      // id and label together without any marks between them; -1 ambiguous
	words  []string            // ids and labels of active codes, for suggestions
	of     []string            // the id that each of them stands for
	rename map[string]*renaming
	cells  map[string][]codePart
}

type registeredCode struct {
	id       string
	label    coding.Label
	active   bool
	replaced []string // ids of active codes that replace it
}

type codeForm struct {
	code   int // -1: labels of several codes
	byID   bool
	listed []string // the codes that share a label
}

// renaming is one entry of CollectOptions.Rename.
type renaming struct {
	old, to string
	code    int // -1: the new name is no active code
	uses    int
}

// codePart is one code as typed in a cell, and how it was understood: a code, or the reason why it is none.
type codePart struct {
	typed      string
	code       int // index in codes, -1 for none
	reason     string
	args       []string
	suggestion string
	renamed    *renaming
	spelled    bool   // not as the drop-down offers it
	telling    string // reason of an event that tells how it was understood
}

// queueCodes is the register of the codes that a queue may rule: those in use, and the retired ones by their ids.
func queueCodes(study *coding.Study) *codeRegister {
	var now Book
	if study.Codebook != nil {
		now.Codes = study.Codebook.Codes
	} else {
		for _, c := range inUse(study) {
			now.Codes = append(now.Codes, coding.Code{ID: c.ID, Label: c.Label, Active: true})
		}
	}
	return newCodeRegister(&now, &Book{}, study.Framework, nil)
}

// newCodeRegister makes the register of the codes of a study's book; codes that the book of the deal alone has, or that are
// retired, are known but not taken. A code that is a dimension of the framework (nil for none) goes by its label too.
func newCodeRegister(now, dealt *Book, framework *coding.Framework, rename map[string]string) *codeRegister {
	g := &codeRegister{forms: map[string]codeForm{}, joined: map[string]int{}, rename: map[string]*renaming{}, cells: map[string][]codePart{}}
	index := map[string]int{}
	add := func(c *coding.Code, active bool) {
		k := wordKey(c.ID)
		if _, dup := index[k]; dup || k == "" {
			return
		}
		index[k] = len(g.codes)
		g.codes = append(g.codes, registeredCode{id: c.ID, label: c.Label, active: active})
	}
	for i := range now.Codes {
		if now.Codes[i].Active {
			add(&now.Codes[i], true)
		}
	}
	for _, b := range []*Book{now, dealt} {
		for i := range b.Codes {
			add(&b.Codes[i], false)
		}
	}
	for i := range now.Codes {
		c := &now.Codes[i]
		if !c.Active {
			continue
		}
		for _, old := range c.Replaces {
			if k, ok := index[wordKey(old)]; ok && !g.codes[k].active && !slices.Contains(g.codes[k].replaced, c.ID) {
				g.codes[k].replaced = append(g.codes[k].replaced, c.ID)
			}
		}
	}
	for i := range g.codes {
		g.forms[wordKey(g.codes[i].id)] = codeForm{code: i, byID: true}
	}
	for _, active := range []bool{true, false} {
		for _, b := range []*Book{now, dealt} {
			for i := range b.Codes {
				k, known := index[wordKey(b.Codes[i].ID)]
				if !known || g.codes[k].active != active {
					continue
				}
				g.spellings(k, &b.Codes[i], b == now)
				if framework == nil {
					continue
				}
				if d := framework.Dimension(b.Codes[i].ID); d != nil && d.Label != b.Codes[i].Label {
					g.spellings(k, &coding.Code{ID: d.ID, Label: d.Label}, b == now)
					if g.codes[k].label == (coding.Label{}) {
						g.codes[k].label = d.Label
					}
				}
			}
		}
	}
	renames := map[string]*renaming{}
	for _, old := range slices.Sorted(maps.Keys(rename)) {
		r := &renaming{old: old, to: rename[old], code: -1}
		if p := g.understand(r.to); p.reason == "" {
			r.code = p.code
		}
		renames[wordKey(old)] = r
	}
	g.rename = renames
	return g
}

// spellings enters the labels of a code and the entries of drop-downs.
func (g *codeRegister) spellings(k int, c *coding.Code, now bool) {
	choice := form.CodeChoice{ID: c.ID, Label: c.Label}
	labels := []string{c.Label.ZH, c.Label.EN, strings.TrimPrefix(choice.Choice("both"), c.ID+" ")}
	for _, l := range labels {
		key := wordKey(l)
		if key == "" {
			continue
		}
		f, met := g.forms[key]
		switch {
		case !met:
			g.forms[key] = codeForm{code: k, listed: []string{c.ID}}
		case f.byID || f.code == k || slices.Contains(f.listed, c.ID):
		case f.code >= 0 && g.codes[f.code].active && !g.codes[k].active:
		default:
			g.forms[key] = codeForm{code: -1, listed: append(f.listed, c.ID)}
		}
		if now && g.codes[k].active {
			g.words, g.of = append(g.words, l), append(g.of, g.codes[k].id)
		}
		for _, both := range []string{c.ID + l, l + c.ID} {
			if _, met := g.forms[wordKey(both)]; !met {
				g.forms[wordKey(both)] = codeForm{code: k, byID: true, listed: []string{c.ID}}
			}
			j := lettersOf(both)
			if other, met := g.joined[j]; met && other != k {
				g.joined[j] = -1
			} else {
				g.joined[j] = k
			}
		}
	}
	for _, lang := range []string{"zh", "en", "both"} {
		key := wordKey(choice.Choice(lang))
		if _, met := g.forms[key]; !met {
			g.forms[key] = codeForm{code: k, byID: true, listed: []string{c.ID}}
		}
	}
	if now && g.codes[k].active {
		g.words, g.of = append(g.words, c.ID), append(g.of, g.codes[k].id)
	}
}

// understand reads one code; the part's reason is unknown_code when it is none that is known.
func (g *codeRegister) understand(typed string) codePart {
	p := codePart{typed: typed, code: -1, reason: "unknown_code"}
	key := wordKey(typed)
	if r := g.renamed(typed, key); r != nil {
		p.renamed, p.code, p.reason = r, r.code, ""
		if r.code < 0 {
			p.reason, p.args = "rename_target", []string{r.old, r.to}
		}
		return p
	}
	marked := strings.ContainsAny(typed, codeMarks)
	if !marked && (form.IsHeading(typed) || strings.HasPrefix(key, "──")) {
		p.reason = "heading"
		return p
	}
	f, ok := g.forms[key]
	if !ok && !marked {
		if k, met := g.joined[lettersOf(typed)]; met && k >= 0 {
			f, ok = codeForm{code: k, byID: true}, true
			p.spelled = true
		}
	}
	if ok {
		g.take(&p, f)
		p.spelled = p.spelled || !f.byID
		return p
	}
	head, rest, cut := strings.Cut(strings.Join(strings.Fields(sheet.Fold(typed)), " "), " ")
	if !cut || marked {
		return p
	}
	f, ok = g.forms[wordKey(head)]
	if !ok || !f.byID || f.code < 0 {
		return p
	}
	if other, met := g.forms[wordKey(rest)]; met {
		if !other.byID && other.code >= 0 && other.code != f.code {
			p.reason, p.args = "code_label", []string{g.codes[f.code].id, rest, g.codes[other.code].id}
		}
		return p // an id after an id is a list of two
	}
	if g.namesAnother(rest, f.code) {
		return p
	}
	if l := &g.codes[f.code].label; likeLabel(rest, l.ZH) || likeLabel(rest, l.EN) {
		g.take(&p, f)
		p.spelled = true
		if p.reason == "" {
			p.telling = "label_differs"
		}
	}
	return p
}

// namesAnother reports whether one of the words is a code other than k.
func (g *codeRegister) namesAnother(words string, k int) bool {
	for _, w := range strings.Fields(words) {
		if other, met := g.forms[wordKey(w)]; met && other.code != k {
			return true
		}
	}
	return false
}

func (g *codeRegister) take(p *codePart, f codeForm) {
	switch {
	case f.code < 0:
		p.reason, p.args = "ambiguous_code", []string{strings.Join(f.listed, ", ")}
	case !g.codes[f.code].active:
		c := &g.codes[f.code]
		heirs := strings.Join(c.replaced, ", ")
		if heirs == "" {
			heirs = "–"
		}
		p.reason, p.args = "retired_code", []string{c.id, heirs}
		if len(c.replaced) == 1 {
			p.suggestion = c.replaced[0]
		}
	default:
		p.code, p.reason = f.code, ""
	}
}

// renamed finds the renaming of a code as typed: by the whole, by the id it begins with, or by any spelling of a known code
// whose id or label is renamed.
func (g *codeRegister) renamed(typed, key string) *renaming {
	if len(g.rename) == 0 {
		return nil
	}
	if r := g.rename[key]; r != nil {
		return r
	}
	if f, ok := g.forms[key]; ok && f.code >= 0 {
		c := &g.codes[f.code]
		for _, name := range []string{c.id, c.label.ZH, c.label.EN} {
			if r := g.rename[wordKey(name)]; r != nil && name != "" {
				return r
			}
		}
		return nil
	}
	if head, rest, cut := strings.Cut(strings.Join(strings.Fields(sheet.Fold(typed)), " "), " "); cut {
		if r := g.rename[wordKey(head)]; r != nil && !g.namesAnother(rest, r.code) && !strings.ContainsAny(typed, codeMarks) {
			return r
		}
	}
	return nil
}

// likeLabel reports whether what stands after an id is its label but for a slip or a remark.
func likeLabel(rest, label string) bool {
	a, b := lettersOf(rest), lettersOf(label)
	if a == "" || b == "" {
		return a == "" && b == ""
	}
	n := len([]rune(b))
	return strings.Contains(a, b) || n >= 2 && coding.Edits(a, b, max(1, n/3)) <= max(1, n/3)
}

// nearest is the id of the active code that an unknown word, or the first word of several, most plausibly stands for; empty
// without one.
func (g *codeRegister) nearest(typed string) string {
	if id := nearest(typed, g.words, g.of); id != "" {
		return id
	}
	first, _, several := strings.Cut(sheet.Fold(typed), " ")
	if !several {
		return ""
	}
	return nearest(first, g.words, g.of)
}
