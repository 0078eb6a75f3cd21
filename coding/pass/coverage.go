package pass

import "github.com/smekit/smekit/coding"

// Coverage counts segments: all there are, those that a coder reviewed, those that were given at least one code.
type Coverage struct{ Units, Reviewed, Coded int }

// Coverage counts over the units of the interviews that keep accepts, within a pass and for a coder (empty: any).
// A unit counts as coded when any of the rows counted carries a code.
func (l *Layers) Coverage(keep func(interview string) bool, passName, coder string) Coverage {
	var c Coverage
	p, k := int32(-1), int32(-1)
	if passName != "" {
		p = find(l.passes, passName)
	}
	if coder != "" {
		k = find(l.coders, coder)
	}
	for i := range l.units {
		u := &l.units[i]
		if !keep(u.interview) {
			continue
		}
		c.Units++
		reviewed, coded := false, false
		for _, r := range u.rows {
			if (passName != "" && r.pass != p) || (coder != "" && r.coder != k) {
				continue
			}
			reviewed = true
			coded = coded || l.study.Codings[r.coding].Code != ""
		}
		if reviewed {
			c.Reviewed++
		}
		if coded {
			c.Coded++
		}
	}
	return c
}

// Dimensions maps every code in use to the framework dimension that it is evidence for: the codebook's dimension, else
// its own id where that is a dimension, else what its nearest parent code says. Codes that stand for none are left out.
func Dimensions(study *coding.Study) map[string]string {
	out := make(map[string]string)
	known := make(map[string]bool, len(study.Framework.Dimensions))
	for i := range study.Framework.Dimensions {
		id := study.Framework.Dimensions[i].ID
		known[id] = true
		if study.Codebook == nil {
			out[id] = id
		}
	}
	if study.Codebook == nil {
		return out
	}
	codes := make(map[string]*coding.Code, len(study.Codebook.Codes))
	for i := range study.Codebook.Codes {
		codes[study.Codebook.Codes[i].ID] = &study.Codebook.Codes[i]
	}
	for i := range study.Codebook.Codes {
		c := &study.Codebook.Codes[i]
		for steps := 0; c != nil && steps <= len(codes); steps++ {
			dim := c.Dimension
			if dim == "" {
				dim = c.ID
			}
			if known[dim] {
				out[study.Codebook.Codes[i].ID] = dim
				break
			}
			c = codes[c.Parent]
		}
	}
	heirs := map[string][]string{} // a code of an earlier book stands for what the one code that replaces it stands for
	for i := range study.Codebook.Codes {
		c := &study.Codebook.Codes[i]
		for _, old := range c.Replaces {
			if c.Active && codes[old] == nil {
				heirs[old] = append(heirs[old], c.ID)
			}
		}
	}
	for old, now := range heirs {
		if dim, ok := out[now[0]]; ok && len(now) == 1 {
			out[old] = dim
		}
	}
	return out
}

// CodersOf are the coders, programs included, with at least one row in a pass, sorted by bytes.
func (l *Layers) CodersOf(passName string) []string {
	p := find(l.passes, passName)
	used := make([]bool, len(l.coders))
	for i := range l.units {
		for _, r := range l.units[i].rows {
			if r.pass == p {
				used[r.coder] = true
			}
		}
	}
	var out []string
	for c, ok := range used {
		if ok {
			out = append(out, l.coders[c])
		}
	}
	return out
}
