package pass

import (
	"slices"
	"sort"
	"strings"

	"github.com/smekit/smekit/coding"
)

// BookOf is the version of the codebook that a study codes with: its codebook, retired codes included, or without one the
// dimensions of the framework, groups too, with their definitions (in Chinese where there is one). Positions are left out, so that the same
// codes make the same book wherever they stood.
//
// Version is the latest `since` of the active codes (of numbers the highest, of others the last in byte order); without a
// codebook it is the framework's version. Hash is the SHA-256 of the codes with all their fields, in the order of their
// ids: sorting the codebook's rows does not change it, rewording a definition does.
func BookOf(study *coding.Study) Book {
	var b Book
	switch {
	case study.Codebook != nil:
		b.Codes = slices.Clone(study.Codebook.Codes)
		for i := range b.Codes {
			b.Codes[i].Pos = coding.Pos{}
			if len(b.Codes[i].Replaces) == 0 {
				b.Codes[i].Replaces = nil
			}
		}
		b.Version = latestSince(b.Codes)
	case study.Framework != nil:
		for i := range study.Framework.Dimensions {
			d := &study.Framework.Dimensions[i]
			b.Codes = append(b.Codes, coding.Code{ID: d.ID, Parent: d.Parent, Dimension: d.ID, Label: d.Label, Active: true,
				Definition: d.Definition.Or("zh"), Include: d.Include.Or("zh"), Exclude: d.Exclude.Or("zh"), Example: d.Example.Or("zh")})
		}
		b.Version = study.Framework.Version
	}
	b.Hash = hashOfCodes(b.Codes)
	return b
}

func latestSince(codes []coding.Code) string {
	var since []string
	for i := range codes {
		if s := strings.TrimSpace(codes[i].Since); s != "" && codes[i].Active && !slices.Contains(since, s) {
			since = append(since, s)
		}
	}
	if len(since) == 0 {
		return ""
	}
	SortPasses(since)
	return since[len(since)-1]
}

func hashOfCodes(codes []coding.Code) string {
	order := make([]int, len(codes))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return codes[order[a]].ID < codes[order[b]].ID })
	var c canon
	for _, i := range order {
		k := &codes[i]
		c.text(k.ID, k.Parent, k.Dimension, k.Label.ZH, k.Label.EN, k.Level, k.Origin, k.Definition, k.Include, k.Exclude, k.Example, k.Since)
		c.flag(k.Active)
		replaces := slices.Clone(k.Replaces)
		slices.Sort(replaces)
		c.number(len(replaces))
		c.text(replaces...)
	}
	return c.sum()
}
