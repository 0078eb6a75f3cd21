package dialect

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
)

// tree holds the codes of a file by their paths, parents before children.
type tree struct {
	list  []*code
	index map[string]int   // by the path's key
	raw   map[string]*code // by the path as written
	exact bool             // names that differ in letter case or blanks alone are two
	open  []level          // of an indented codebook: the last code and those above it
}

// code is a code of a file.
type code struct {
	path    []string
	parent  *code
	pos     coding.Pos // where it is defined, else first used
	id      string     // as settled; - left out
	own     string     // as the file gives it
	guid    string     // as the program has it; empty for codes with an id of their own
	mapped  bool       // a person said which it is
	rivals  []string   // codes of the study that its name alone may mean
	above   *string    // id of its parent as the file gives it; nil: that of the tree
	used    int
	first   coding.Pos // first use
	defined bool       // by a codebook in the file
	heading bool       // nothing is to be coded with it
	known   *coding.Code
	info    coding.Code // what the codebook says
}

func newTree() tree { return tree{index: map[string]int{}, raw: map[string]*code{}} }

func pathKey(path []string) string {
	keys := make([]string, len(path))
	for i, p := range path {
		keys[i] = strings.ReplaceAll(nameKey(p), " ", "")
	}
	return strings.Join(keys, "\x1f")
}

// add enters a path with all above it; used counts a use.
func (t *tree) add(path []string, pos coding.Pos, used bool) *code {
	written := strings.Join(path, "\x1f")
	c := t.raw[written]
	for n := 1; n <= len(path) && t.raw[written] == nil; n++ {
		k := pathKey(path[:n])
		if t.exact {
			k = strings.Join(path[:n], "\x1f")
		}
		i, ok := t.index[k]
		if !ok {
			i = len(t.list)
			t.index[k] = i
			t.list = append(t.list, &code{path: path[:n:n], parent: c, pos: pos})
		}
		c = t.list[i]
	}
	if c == nil {
		return nil
	}
	t.raw[written] = c
	if used {
		if c.used++; c.used == 1 {
			c.first = pos
		}
	}
	return c
}

// at returns the code of a path that was entered.
func (t *tree) at(path []string) *code { return t.raw[strings.Join(path, "\x1f")] }

func (c *code) leaf() string { return c.path[len(c.path)-1] }

// full is the path as people write it.
func (c *code) full() string { return strings.Join(c.path, " > ") }

// settleCodes gives codes their ids and tells those that the codebook does not have.
func (b *builder) settleCodes(im *Import) {
	k := newBook(b.opts.Codes)
	var words []string
	for i := range b.opts.Codes {
		words = append(words, namesOf(&b.opts.Codes[i])...)
	}
	leaves, ids := map[string]int{}, map[string]bool{}
	for _, c := range b.codes.list {
		leaves[pathKey([]string{c.leaf()})]++
		if c.defined {
			words = append(words, c.leaf())
		}
		if to, mapped := b.opts.Map.code(c.full(), c.leaf()); mapped && to != "" {
			c.id, c.mapped = to, true
			c.known = k.byID[pathKey([]string{to})]
			if c.known == nil && len(k.byName[pathKey([]string{to})]) > 0 {
				c.known = k.byName[pathKey([]string{to})][0]
			}
		}
	}
	b.match(k)
	for _, c := range b.codes.list {
		own := codeID(c.leaf())
		if leaves[pathKey([]string{c.leaf()})] > 1 {
			own = codeID(strings.Join(c.path, "/"))
		}
		if c.own != "" {
			own = codeID(c.own)
		}
		free := func(id string) bool { return !ids[pathKey([]string{id})] && k.byID[pathKey([]string{id})] == nil }
		switch {
		case c.known != nil:
			c.id = c.known.ID
		case c.id == "":
			if path := codeID(strings.Join(c.path, "/")); !free(own) && free(path) {
				own = path
			}
			if !free(own) {
				own += "-" + digest(6, c.path...)
			}
			c.id = own
			ids[pathKey([]string{own})] = true
		}
		p := Pair{From: c.full(), To: c.id}
		if c.used > 0 {
			p.Found = strconv.Itoa(c.used)
		}
		b.file.found.Codes = append(b.file.found.Codes, p)
	}
	b.matched(k)
	b.undefined(words)
	b.listCodes(im)
}

// undefined tells once each code that is used and not in the codebook: the study's, or that of the file.
func (b *builder) undefined(words []string) {
	book := len(b.opts.Codes) > 0
	for _, c := range b.codes.list {
		book = book || c.defined
	}
	if !book {
		return
	}
	var fresh []string
	told := 0
	for _, c := range b.codes.list {
		if len(b.opts.Codes) > 0 && c.known == nil && c.defined && c.used > 0 && c.id != "-" {
			fresh = append(fresh, c.full())
		}
		if _, mapped := b.opts.Map.code(c.full(), c.leaf()); c.used > 0 && c.known == nil && !c.defined && (!mapped || len(b.opts.Codes) > 0) && c.id != "-" {
			meant := ""
			if told++; told <= 100 { // a file of another study: no use to guess each
				meant = b.meant(c, words)
			}
			if len(c.rivals) > 0 {
				b.problem(c.first, "dialect.several_codes", "", c.full(), strings.Join(c.rivals, ", "), c.id, strconv.Itoa(c.used))
				continue
			}
			b.problem(c.first, "dialect.undefined_code", meant, c.full(), strconv.Itoa(c.used))
		}
	}
	if n := len(fresh); n > 0 {
		if n > 12 {
			fresh = append(fresh[:12], "…")
		}
		b.why = append(b.why, coding.ReceiptNote{Code: "dialect.new_codes", Args: []string{strings.Join(fresh, ", "), strconv.Itoa(n)}})
	}
}

// meant is the code that an undefined one was probably meant to be: by its path, else by its name.
func (b *builder) meant(c *code, words []string) string {
	if len(c.path) > 1 {
		var paths []string
		for _, d := range b.codes.list {
			if d.defined {
				paths = append(paths, d.full())
			}
		}
		if p := nearestOf(c.full(), paths); p != "" {
			return p
		}
	}
	if w := nearestOf(c.leaf(), words); pathKey([]string{w}) != pathKey([]string{c.leaf()}) {
		return w
	}
	return ""
}

// listCodes makes the records: codes that are used or defined, and those above them.
func (b *builder) listCodes(im *Import) {
	wanted := map[*code]bool{}
	for _, c := range b.codes.list {
		if c.used == 0 && !c.defined || c.id == "-" {
			continue
		}
		for p := c; p != nil && !wanted[p]; p = p.parent {
			wanted[p] = p.id != "-"
			if p.known != nil {
				break // the study has what is above it
			}
		}
	}
	listed := map[string]bool{}
	described := map[*coding.Code]*code{} // the first that describes a code of the study
	for _, c := range b.codes.list {
		if c.known != nil && c.defined && described[c.known] == nil {
			described[c.known] = c
		}
	}
	var told, worded []string
	for _, c := range b.codes.list {
		if !wanted[c] || listed[c.id] {
			continue
		}
		listed[c.id] = true
		if c.known != nil {
			c = cmp.Or(described[c.known], c)
			k, differs := c.restated(wanted[c.parent])
			im.Codes = append(im.Codes, k)
			if len(differs) > 0 {
				im.Restated = append(im.Restated, Restated{Code: c.id, Pos: c.pos, Fields: differs})
				if c.known.Pos.File != "" || !framework(c.known) { // in the study's codebook
					told = append(told, c.id+": "+strings.Join(differs, ", "))
				} else if own := ofFramework(differs); len(own) > 0 {
					worded = append(worded, c.id+": "+strings.Join(own, ", "))
				}
			}
			continue
		}
		r := c.info
		r.Pos, r.ID = c.pos, c.id
		if c.guid != "" {
			r.Attrs = maps.Clone(r.Attrs)
			if r.Attrs == nil {
				r.Attrs = coding.Attrs{}
			}
			r.Attrs[coding.AttrGUID] = c.guid
		}
		r.Active = !c.heading
		if r.Label == (coding.Label{}) {
			r.Label = labelOf(c.leaf())
		}
		switch {
		case c.above != nil:
			r.Parent = *c.above
		case c.parent != nil && c.parent.id != "-":
			r.Parent = c.parent.id
		}
		im.Codes = append(im.Codes, r)
	}
	b.list("dialect.codes_differ", told)
	b.list("dialect.framework_worded", worded)
}

// ofFramework are the columns that the framework words too; it has no levels, origins or versions that a file could contradict.
func ofFramework(columns []string) []string {
	return slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return c != "label_zh" && c != "label_en" && c != "definition" })
}

// restated is a code that the study has as the file describes it: what the file says of it, and what the study says where the file
// says nothing. It lists the columns of a codebook in which the file says something else; parent tells whether the one above it in the
// file is listed.
func (c *code) restated(parent bool) (coding.Code, []string) {
	k := *c.known
	if !c.defined {
		return k, nil
	}
	var differs []string
	take := func(column string, into *string, says string) {
		if says != "" && says != *into {
			*into = says
			differs = append(differs, column)
		}
	}
	switch {
	case c.above != nil: // the file is one that smekit wrote, and stands where the code was put
		take("parent", &k.Parent, *c.above)
	case c.parent != nil && c.parent.id != "-" && (parent || c.parent.known != nil):
		take("parent", &k.Parent, c.parent.id)
	}
	take("dimension", &k.Dimension, c.info.Dimension)
	take("label_zh", &k.Label.ZH, c.info.Label.ZH)
	take("label_en", &k.Label.EN, c.info.Label.EN)
	take("level", &k.Level, c.info.Level)
	take("origin", &k.Origin, c.info.Origin)
	take("definition", &k.Definition, c.info.Definition)
	take("include", &k.Include, c.info.Include)
	take("exclude", &k.Exclude, c.info.Exclude)
	take("example", &k.Example, c.info.Example)
	take("since", &k.Since, c.info.Since)
	if len(c.info.Replaces) > 0 && !slices.Equal(c.info.Replaces, k.Replaces) {
		k.Replaces = c.info.Replaces
		differs = append(differs, "replaces")
	}
	if len(c.info.Attrs) > 0 {
		k.Attrs = maps.Clone(k.Attrs)
		if k.Attrs == nil {
			k.Attrs = coding.Attrs{}
		}
		maps.Copy(k.Attrs, c.info.Attrs)
	}
	if c.own != "" && k.Active == c.heading {
		k.Active = !c.heading
		differs = append(differs, "status")
	}
	if len(differs) > 0 {
		k.Pos = c.pos
	}
	return k, differs
}

// labelOf is a name as a label: Chinese when it has a Chinese character.
func labelOf(name string) coding.Label {
	for _, r := range name {
		if unicode.Is(unicode.Han, r) {
			return coding.Label{ZH: name}
		}
	}
	return coding.Label{EN: name}
}

// define enters a code of a codebook. It reports false when the path is already defined.
func (b *builder) define(path []string, pos coding.Pos, info coding.Code) bool {
	c := b.codes.add(path, pos, false)
	if c.defined {
		return false
	}
	c.defined, c.pos = true, pos
	c.info = info
	return true
}

// maxDepth bounds the levels of a path; what is below stays one name.
const maxDepth = 40

// takeApart splits a cell that names a path; empty names go.
func takeApart(s string, separators ...string) []string {
	for _, sep := range separators {
		if strings.Contains(s, sep) {
			var out []string
			for _, p := range strings.SplitN(s, sep, maxDepth) {
				if p = oneLine(p); p != "" {
					out = append(out, p)
				}
			}
			return out
		}
	}
	if s = oneLine(s); s != "" {
		return []string{s}
	}
	return nil
}
