package pass

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// BookChanges says how one version of a codebook became another. Codes that stand in a book but are retired count as not
// there. New codes are in the order of the new book, old ones in that of the old.
//
// What became of a code is taken from [coding.Code.Replaces] of the new book: of the codes that stand for it (itself, where
// it stayed, and those that replace it), several make it split, none removed, one other renamed; a code that stands for
// several is a merger of them. Where a book does not say so, see [InferMerges].
type BookChanges struct {
	From, To   string // versions, where the books name them
	Added      []string
	Removed    []RemovedCode
	Merged     []Merger
	Split      []Split
	Renamed    []Rename    // the id changed and nothing else replaces it
	Redefined  []CodeEdits // definition, include, exclude, example
	Relabelled []CodeEdits // label_zh, label_en
	Moved      []CodeEdits // parent, dimension
}

// RemovedCode is a code that nothing stands for any more.
type RemovedCode struct {
	Code    string
	Retired bool // it still stands in the new book, out of use
}

// Merger is a code that stands for several earlier ones, itself among them where it was one.
type Merger struct {
	Into string
	From []string
}

// Split is a code that several stand for now, itself among them where it stayed.
type Split struct {
	From string
	Into []string
}

// Rename is a code under a new id.
type Rename struct{ From, To string }

// CodeEdits lists what changed in a code's entry.
type CodeEdits struct {
	Code  string
	Was   string // its earlier id, where it was renamed
	Edits []CodeEdit
}

// CodeEdit is a field before and after. Blanks and width are not compared.
type CodeEdit struct{ Field, Old, New string }

// Empty reports whether nothing changed.
func (c *BookChanges) Empty() bool {
	return len(c.Added)+len(c.Removed)+len(c.Merged)+len(c.Split)+len(c.Renamed)+len(c.Redefined)+len(c.Relabelled)+len(c.Moved) == 0
}

// BookOfPass returns the codebook that a pass was coded with, which its deal carries. It reports false for a pass without
// a deal: of that one only today's book, [BookOf], is known, and nothing can be said about its version.
func BookOfPass(deals []*Deal, passName string) (Book, bool) {
	for _, d := range deals {
		if d.Pass == passName {
			return d.Book, true
		}
	}
	return Book{}, false
}

// CompareBooks says how the codebook changed. Two books without codes, and a book with itself, give no change.
func CompareBooks(old, new Book) BookChanges {
	out := BookChanges{From: old.Version, To: new.Version}
	before, after := activeCodes(old), activeCodes(new)
	listed := make(map[string]bool, len(new.Codes))
	for i := range new.Codes {
		listed[new.Codes[i].ID] = true
	}
	targets, sources := map[string][]string{}, map[string][]string{}
	link := func(from, to string) {
		targets[from], sources[to] = append(targets[from], to), append(sources[to], from)
	}
	for i := range new.Codes {
		n := &new.Codes[i]
		if after[n.ID] != n {
			continue
		}
		was := before[n.ID]
		if was != nil {
			link(n.ID, n.ID)
		}
		for k, id := range n.Replaces {
			known := was != nil && slices.Contains(was.Replaces, id)
			if before[id] != nil && id != n.ID && !known && !slices.Contains(n.Replaces[:k], id) {
				link(id, n.ID)
			}
		}
	}
	heir := map[string]string{} // old id → the one new id that stands for it and nothing else
	for i := range old.Codes {
		id := old.Codes[i].ID
		if before[id] != &old.Codes[i] {
			continue
		}
		switch to := targets[id]; {
		case len(to) == 0:
			out.Removed = append(out.Removed, RemovedCode{id, listed[id]})
		case len(to) > 1:
			out.Split = append(out.Split, Split{id, to})
		case len(sources[to[0]]) == 1:
			heir[id] = to[0]
			if to[0] != id {
				out.Renamed = append(out.Renamed, Rename{id, to[0]})
			}
		}
	}
	for i := range new.Codes {
		n := &new.Codes[i]
		if after[n.ID] != n {
			continue
		}
		from := sources[n.ID]
		switch {
		case len(from) == 0:
			out.Added = append(out.Added, n.ID)
		case len(from) > 1:
			out.Merged = append(out.Merged, Merger{n.ID, from})
		}
		was := before[n.ID]
		if was == nil && len(from) == 1 && heir[from[0]] == n.ID {
			was = before[from[0]]
		}
		if was != nil {
			out.compareEntries(was, n, heir)
		}
	}
	return out
}

// activeCodes indexes the codes in use, the first of each id.
func activeCodes(b Book) map[string]*coding.Code {
	out := make(map[string]*coding.Code, len(b.Codes))
	for i := range b.Codes {
		if c := &b.Codes[i]; c.Active && out[c.ID] == nil {
			out[c.ID] = c
		}
	}
	return out
}

func (c *BookChanges) compareEntries(was, now *coding.Code, heir map[string]string) {
	parent := was.Parent
	if to := heir[parent]; to != "" {
		parent = to
	}
	entry := func(list *[]CodeEdits, edits ...CodeEdit) {
		edits = slices.DeleteFunc(edits, func(e CodeEdit) bool { return flatText(e.Old) == flatText(e.New) })
		if len(edits) == 0 {
			return
		}
		e := CodeEdits{Code: now.ID, Edits: edits}
		if was.ID != now.ID {
			e.Was = was.ID
		}
		*list = append(*list, e)
	}
	entry(&c.Redefined, CodeEdit{"definition", was.Definition, now.Definition}, CodeEdit{"include", was.Include, now.Include},
		CodeEdit{"exclude", was.Exclude, now.Exclude}, CodeEdit{"example", was.Example, now.Example})
	entry(&c.Relabelled, CodeEdit{"label_zh", was.Label.ZH, now.Label.ZH}, CodeEdit{"label_en", was.Label.EN, now.Label.EN})
	entry(&c.Moved, CodeEdit{"parent", parent, now.Parent}, CodeEdit{"dimension", was.Dimension, now.Dimension})
}

// flatText makes two copies of a text comparable that differ in blanks, line ends and width alone.
func flatText(s string) string { return strings.Join(strings.Fields(sheet.Fold(s)), " ") }

// InferredMerge is a code that went without the book saying what stands for it, and the code that most of its units
// carry in the later pass: a guess to be confirmed.
type InferredMerge struct {
	From, Into string
	Units      int     // coded with From in the earlier pass and reviewed in the later one
	Carried    int     // of them, those that carry Into in the later pass and did not in the earlier one
	Share      float64 // Carried/Units, above one half
	SameCoder  bool    // counted within coders; otherwise over units, whoever coded them
}

// InferMerges guesses what became of the removed codes of [CompareBooks] from units coded in both passes: a code with
// at least two such units of which more than half carry the same other code. Units are counted within coders (a unit
// that two coders did in both passes counts twice) where any coder did some in both passes, else whoever coded them.
// Nothing is guessed where two codes are as frequent.
func InferMerges(l *Layers, passA, passB string, old, new Book) []InferredMerge {
	a, b := find(l.passes, passA), find(l.passes, passB)
	if a < 0 || b < 0 || a == b {
		return nil
	}
	changes := CompareBooks(old, new)
	after := activeCodes(new)
	var out []InferredMerge
	for _, r := range changes.Removed {
		m := InferredMerge{From: r.Code, SameCoder: true}
		carried := map[string]int{}
		count := func(first, second []string) {
			if first == nil || second == nil || !slices.Contains(first, r.Code) {
				return
			}
			m.Units++
			for _, c := range second {
				if after[c] != nil && !slices.Contains(first, c) {
					carried[c]++
				}
			}
		}
		for i := range l.units {
			u := &l.units[i]
			for k, row := range u.rows {
				if row.pass == a && (k == 0 || u.rows[k-1].coder != row.coder || u.rows[k-1].pass != a) {
					count(l.codesIn(u, row.coder, a), l.codesIn(u, row.coder, b))
				}
			}
		}
		if m.Units == 0 {
			m.SameCoder = false
			for i := range l.units {
				count(l.anyCodesIn(&l.units[i], a), l.anyCodesIn(&l.units[i], b))
			}
		}
		tied := false
		for c, n := range carried {
			switch {
			case n > m.Carried:
				m.Into, m.Carried, tied = c, n, false
			case n == m.Carried:
				tied = true
			}
		}
		if m.Units >= 2 && !tied && 2*m.Carried > m.Units {
			m.Share = float64(m.Carried) / float64(m.Units)
			out = append(out, m)
		}
	}
	return out
}

// anyCodesIn are the codes that anybody gave a unit in a pass, sorted: nil where nobody reviewed it.
func (l *Layers) anyCodesIn(u *unitRows, inPass int32) []string {
	var out []string
	for _, r := range u.rows {
		if r.pass != inPass {
			continue
		}
		if out == nil {
			out = []string{}
		}
		if c := l.study.Codings[r.coding].Code; c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}
