package dialect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// book finds the codes of the study that a file's codes are. One code is the other where both have one GUID, where the file gives
// the study's id, or where both stand at one path. Codes of one name at different paths are different codes; only the framework's,
// whose names stand for one idea wherever a team files them, are known by their names alone.
type book struct {
	codes   []coding.Code
	byID    map[string]*coding.Code
	byGUID  map[string]*coding.Code
	byName  map[string][]*coding.Code // by id and labels
	taken   map[*coding.Code][]*code  // codes of the file that are it
	byGuid  map[*coding.Code]bool     // one of them has its GUID
	changed []string                  // renamed since
	cased   []string                  // in other letters
	bare    []string                  // names without what is above them
}

func newBook(codes []coding.Code) *book {
	k := &book{codes: codes, byID: map[string]*coding.Code{}, byGUID: map[string]*coding.Code{}, byName: map[string][]*coding.Code{},
		taken: map[*coding.Code][]*code{}, byGuid: map[*coding.Code]bool{}}
	for i := range codes {
		c := &codes[i]
		if id := pathKey([]string{c.ID}); k.byID[id] == nil {
			k.byID[id] = c
		}
		if g := strings.ToLower(strings.TrimSpace(c.Attrs[coding.AttrGUID])); g != "" && k.byGUID[g] == nil {
			k.byGUID[g] = c
		}
		for _, n := range namesOf(c) {
			if n = pathKey([]string{n}); !slices.Contains(k.byName[n], c) {
				k.byName[n] = append(k.byName[n], c)
			}
		}
	}
	return k
}

// namesOf are the id and the labels of a code.
func namesOf(c *coding.Code) []string {
	var out []string
	for _, n := range []string{c.ID, c.Label.ZH, c.Label.EN} {
		if pathKey([]string{n}) != "" {
			out = append(out, n)
		}
	}
	return out
}

// framework reports whether a code is one of the framework, as its codebook or the study's has it.
func framework(c *coding.Code) bool { return c.Dimension != "" && c.Dimension == c.ID }

// called reports whether a code of the study goes by a name, in these letters if exact.
func called(c *coding.Code, name string, exact bool) bool {
	return slices.ContainsFunc(namesOf(c), func(n string) bool {
		return oneLine(n) == name || !exact && pathKey([]string{n}) == pathKey([]string{name})
	})
}

// coded reports whether a name is the id that somebody gave a code, and not made of its label.
func coded(c *coding.Code, name string) bool {
	k := pathKey([]string{name})
	return c.Label != (coding.Label{}) && pathKey([]string{c.ID}) == k && pathKey([]string{c.Label.ZH}) != k && pathKey([]string{c.Label.EN}) != k
}

// withID reports whether a code has an id of its own, beside its labels: a codebook that somebody made, to whose labels a bare
// name refers.
func withID(c *coding.Code) bool {
	id := pathKey([]string{c.ID})
	return c.Label != (coding.Label{}) && !slices.ContainsFunc([]string{c.Label.ZH, c.Label.EN}, func(n string) bool {
		n = pathKey([]string{n})
		return n != "" && strings.HasSuffix(id, n)
	})
}

// stands reports whether a code of the study stands at a path. What is above it and no code of the study may be left out.
func (k *book) stands(c *coding.Code, path []string, exact bool) bool {
	for i := len(path) - 1; i >= 0; i-- {
		if !called(c, path[i], exact) {
			return false
		}
		if c.Parent == "" {
			return i == 0
		}
		above := k.byID[pathKey([]string{c.Parent})]
		if above == nil {
			return i == 0 || i == 1 && pathKey(path[:1]) == pathKey([]string{c.Parent})
		}
		c = above
	}
	return false
}

// at is the code of the study at the path of a file's code, in the same letters if exact. One that another code of the file is,
// which differs from it in letters alone, or by its GUID, is not it.
func (k *book) at(c *code, exact bool) *coding.Code {
	for _, x := range k.byName[pathKey([]string{c.leaf()})] {
		if k.stands(x, c.path, exact) && !k.held(x, c) {
			return x
		}
	}
	return nil
}

// held reports whether a code of the study is another code of the file already.
func (k *book) held(x *coding.Code, c *code) bool {
	return k.byGuid[x] || slices.ContainsFunc(k.taken[x], func(o *code) bool { return o != c && pathKey(o.path) == pathKey(c.path) })
}

func (k *book) take(c *code, x *coding.Code) {
	c.known = x
	k.taken[x] = append(k.taken[x], c)
}

// match finds the codes of the study among those of the file, the surest first. A name alone that may be several is a problem; the
// code stays one of its own.
func (b *builder) match(k *book) {
	each := func(find func(c *code) *coding.Code) {
		for _, c := range b.codes.list {
			if c.known != nil || c.mapped {
				continue
			}
			if x := find(c); x != nil {
				k.take(c, x)
			}
		}
	}
	each(func(c *code) *coding.Code {
		if c.own == "" {
			return nil
		}
		return k.byID[pathKey([]string{c.own})]
	})
	each(func(c *code) *coding.Code {
		x := k.byGUID[strings.ToLower(c.guid)]
		if c.guid == "" || x == nil || k.byGuid[x] {
			return nil
		}
		k.byGuid[x] = true
		if !called(x, c.leaf(), false) {
			k.changed = append(k.changed, c.full()+" = "+x.ID)
		}
		return x
	})
	each(func(c *code) *coding.Code { return k.at(c, true) })
	each(func(c *code) *coding.Code {
		if x := k.byID[pathKey([]string{strings.Join(c.path, "/")})]; x != nil && len(c.path) > 1 && !k.held(x, c) {
			return x
		}
		return k.at(c, false)
	})
	each(func(c *code) *coding.Code {
		for _, x := range k.byName[pathKey([]string{c.leaf()})] {
			if (framework(x) || coded(x, c.leaf())) && !k.held(x, c) {
				return x
			}
		}
		return nil
	})
	flat := !slices.ContainsFunc(b.codes.list, func(c *code) bool { return len(c.path) > 1 })
	each(func(c *code) *coding.Code {
		list := k.byName[pathKey([]string{c.leaf()})]
		if b.codes.exact || len(c.path) > 1 || c.defined && !flat {
			return nil // it has a place of its own
		}
		if len(list) == 1 {
			if !withID(list[0]) {
				k.bare = append(k.bare, c.full()+" = "+k.full(list[0]))
			}
			return list[0]
		}
		for _, x := range list {
			c.rivals = append(c.rivals, k.full(x))
		}
		return nil
	})
	for _, c := range b.codes.list {
		if x := c.known; x != nil && c.own == "" && !c.mapped && !k.byGuid[x] && !called(x, c.leaf(), true) {
			for _, n := range namesOf(x) {
				if strings.EqualFold(oneLine(n), c.leaf()) {
					k.cased = append(k.cased, c.full()+" = "+n)
					break
				}
			}
		}
	}
}

// full is the path of a code of the study, by its ids and labels.
func (k *book) full(c *coding.Code) string {
	var path []string
	for n := 0; c != nil && n < maxDepth; n++ {
		name := c.Label.EN
		if name == "" {
			name = c.Label.ZH
		}
		if name == "" {
			name = c.ID
		}
		path = append(path, name)
		c = k.byID[pathKey([]string{c.Parent})]
	}
	slices.Reverse(path)
	return strings.Join(path, " > ")
}

// matched says how codes were matched, where that is not plain.
func (b *builder) matched(k *book) {
	b.list("dialect.codes_renamed", k.changed)
	b.list("dialect.codes_cased", k.cased)
	b.list("dialect.codes_bare", k.bare)
	var joint []string
	for i := range k.codes {
		var names []string
		for _, c := range k.taken[&k.codes[i]] {
			if (c.used > 0 || c.defined) && !slices.Contains(names, c.full()) {
				names = append(names, c.full())
			}
		}
		if len(names) > 1 {
			joint = append(joint, strings.Join(names, " + ")+" = "+k.codes[i].ID)
		}
	}
	b.list("dialect.codes_joint", joint)
	var apart []string
	for _, c := range b.codes.list {
		if c.known == nil && !c.mapped && c.id != "-" && len(c.rivals) == 0 && (c.used > 0 || c.defined) {
			if like := k.byName[pathKey([]string{c.leaf()})]; len(like) > 0 {
				apart = append(apart, c.full()+" ("+c.id+") ≠ "+k.full(like[0]))
			}
		}
	}
	b.list("dialect.codes_apart", apart)
}

// list tells names in a line, the first of many.
func (b *builder) list(code string, names []string) {
	n := len(names)
	if n == 0 {
		return
	}
	if n > 12 {
		names = append(slices.Clone(names[:12]), "…")
	}
	b.why = append(b.why, coding.ReceiptNote{Code: code, Args: []string{strings.Join(names, "; "), strconv.Itoa(n)}})
}
