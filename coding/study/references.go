package study

import (
	"slices"
	"strings"
)

// how says in which way a reference was understood.
type how uint8

const (
	unknown   how = iota
	exact         // the id as it is
	respelled     // the id but for letter case, width or blanks
	named         // a name or label
	ambiguous     // several entries have this name
)

// register is a list of what can be referred to: by id, by name, or by a label in either language.
type register struct {
	ids   []string
	exact map[string]bool
	keys  map[string]string // key of an id to the id
	names map[string]string // key of a name to the id; "" when several share it
	words []string          // every id and name, for suggestions
	of    []string          // the id that each of the words stands for
	both  bool              // lists show each id with its Chinese name, as the drop-downs of a Chinese workbook do
}

func newRegister() *register {
	return &register{exact: map[string]bool{}, keys: map[string]string{}, names: map[string]string{}}
}

// add enters an id with its names. It reports false when the id, respelled or not, is already there.
func (g *register) add(id string, names ...string) bool {
	if _, dup := g.keys[key(id)]; dup {
		return false
	}
	g.ids = append(g.ids, id)
	g.exact[id] = true
	g.keys[key(id)] = id
	g.words, g.of = append(g.words, id), append(g.of, id)
	for _, n := range names {
		k := key(n)
		if k == "" {
			continue
		}
		if other, dup := g.names[k]; dup && other != id {
			g.names[k] = ""
			continue
		}
		g.names[k] = id
		g.words, g.of = append(g.words, n), append(g.of, id)
	}
	return true
}

// find resolves a reference.
func (g *register) find(s string) (string, how) {
	if g.exact[s] {
		return s, exact
	}
	k := key(s)
	if id, ok := g.keys[k]; ok {
		return id, respelled
	}
	if id, ok := g.names[k]; ok {
		if id == "" {
			return "", ambiguous
		}
		return id, named
	}
	return "", unknown
}

// suggest names the entry that s most plausibly stands for, by its id; empty without one. An id that differs in leading
// zeros or marks alone comes before all others.
func (g *register) suggest(s string) string {
	alike := ""
	for _, id := range g.ids {
		if core(id) != core(s) {
			continue
		}
		if alike != "" {
			return ""
		}
		alike = id
	}
	if alike != "" {
		return alike
	}
	return plainest(s, g.words, func(i int) string { return g.of[i] })
}

// list is the first entries as a text, for "expected one of …". Messages in every language share it.
func (g *register) list() string {
	if !g.both {
		return some(g.ids)
	}
	names := map[string]string{}
	for i, w := range g.words {
		if id := g.of[i]; names[id] == "" && w != id && hasHan(w) {
			names[id] = w
		}
	}
	shown := make([]string, len(g.ids))
	for i, id := range g.ids {
		shown[i] = inBoth(id, names[id])
	}
	return some(shown)
}

// inBoth is a word with its Chinese one.
func inBoth(word, zh string) string {
	if zh == "" || hasHan(word) {
		return word
	}
	return word + " " + zh
}

func some(ids []string) string {
	const most = 8
	if len(ids) > most {
		return strings.Join(ids[:most], ", ") + ", …"
	}
	return strings.Join(ids, ", ")
}

// departments are registers by case; a name that is unique in the study is understood without its case.
type departments struct {
	byCase map[string]*register
	cases  []string // in the order met
}

func (d *departments) in(caseID string) *register {
	if d.byCase == nil {
		d.byCase = map[string]*register{}
	}
	g := d.byCase[caseID]
	if g == nil {
		g = newRegister()
		d.byCase[caseID] = g
		d.cases = append(d.cases, caseID)
	}
	return g
}

// find resolves a department inside a case, or anywhere when the case is empty.
func (d *departments) find(caseID, s string) (inCase, id string, h how) {
	if caseID != "" {
		if g := d.byCase[caseID]; g != nil {
			id, h = g.find(s)
		}
		return caseID, id, h
	}
	for _, c := range d.cases {
		got, way := d.byCase[c].find(s)
		switch {
		case way == unknown:
		case way == ambiguous, h != unknown:
			return "", "", ambiguous
		default:
			inCase, id, h = c, got, way
		}
	}
	return inCase, id, h
}

// suggest names the department of the case, or of any, that s most plausibly stands for; empty when cases say different ones.
func (d *departments) suggest(caseID, s string) string {
	found := ""
	for _, c := range d.cases {
		if caseID != "" && c != caseID {
			continue
		}
		id := d.byCase[c].suggest(s)
		if id != "" && found != "" && id != found {
			return ""
		}
		if id != "" {
			found = id
		}
	}
	return found
}

// choice is a closed set of words with their spellings in both languages.
type choice struct {
	words []string // canonical, in the order they are offered
	shown []string // the same with their first Chinese synonym
	keys  map[string]string
}

// choose makes a choice from lines "canonical synonym synonym …".
func choose(lines ...string) *choice {
	c := &choice{keys: map[string]string{}}
	for _, l := range lines {
		f := strings.Fields(l)
		c.words = append(c.words, f[0])
		zh := ""
		for _, w := range f {
			c.keys[key(w)] = f[0]
			if zh == "" && hasHan(w) {
				zh = w
			}
		}
		c.shown = append(c.shown, inBoth(f[0], zh))
	}
	return c
}

func (c *choice) find(s string) (string, bool) {
	w, ok := c.keys[key(s)]
	return w, ok
}

func (c *choice) suggest(s string) string {
	var all []string
	for k := range c.keys {
		all = append(all, k)
	}
	slices.Sort(all)
	return plainest(s, all, func(i int) string { return c.keys[all[i]] })
}

// list is the words as a text, each with the Chinese one, for messages in every language.
func (c *choice) list() string { return strings.Join(c.shown, ", ") }
