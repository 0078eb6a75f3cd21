package study

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// readItem reads a row of an items table. Fields left empty are taken from the item of the same id in base (the
// framework's), else from the scale. A row whose scale is faulty is rejected and reported once.
func readItem(r *row, id string, base *coding.Item, f *coding.Framework) (coding.Item, bool) {
	it := coding.Item{Pos: r.place(0), ID: id, Dimension: r.word("dimension"), Text: r.label("text_zh", "text_en", ""), Ask: "all", Core: true,
		Min: f.ScaleMin, Max: f.ScaleMax}
	if base != nil {
		it.Min, it.Max, it.Ask, it.Core = base.Min, base.Max, base.Ask, base.Core
		if it.Dimension == "" {
			it.Dimension = base.Dimension
		}
		if it.Text == (coding.Label{}) {
			it.Text = base.Text
		}
	}
	if it.Text.ZH != "" && it.Text.EN == "" && !hasHan(it.Text.ZH) {
		it.Text = coding.Label{EN: it.Text.ZH}
	}
	if x, ok := r.number("min"); ok {
		it.Min = x
	}
	if x, ok := r.number("max"); ok {
		it.Max = x
	}
	if it.Min >= it.Max {
		r.reject(r.at("min"), "min_not_below_max", "", formatNumber(it.Min), formatNumber(it.Max))
		return it, false
	}
	if unanswered(r.text("reverse")) {
		r.reject(r.at("reverse"), "unanswered_reverse", "", id)
		return it, false
	}
	if labels := r.text("labels"); unanswered(labels) {
		r.reject(r.at("labels"), "unanswered_labels", "", id, strings.TrimLeft(labels, "？? "))
		return it, false
	}
	if base != nil && r.cell("reverse").Blank() {
		it.Reverse = base.Reverse && !r.columns.has("reverse")
	} else {
		it.Reverse = r.yes("reverse")
	}
	it.Ask = r.pick("ask", asks, it.Ask)
	core := "core"
	if !it.Core {
		core = "extended"
	}
	it.Core = r.pick("status", itemStatuses, core) == "core"
	it.NACodes = splitAt(r.text("na_codes"), ";；、,，\n")
	for i := range it.NACodes {
		it.NACodes[i] = sheet.Fold(it.NACodes[i])
	}
	outside := false
	for _, field := range []string{"labels", "labels_zh", "labels_en"} {
		outside = r.labels(field, &it) || outside
	}
	if it.Labels == nil && !outside && base != nil && it.Min == base.Min && it.Max == base.Max {
		it.Labels = base.Labels
	}
	return it, true
}

// labels reads `1=非常不同意;2=不同意;…`, or the labels alone from the lowest point upward. A label for a number off the scale is
// a problem and not taken, unless the number is declared to be no answer: then its words are none either.
func (r *row) labels(field string, it *coding.Item) (outside bool) {
	parts := split(r.text(field))
	if len(parts) == 0 {
		return false
	}
	numbers := 0
	for _, p := range parts {
		if _, _, ok := numbered(p); ok {
			numbers++
		}
	}
	if numbers != 0 && numbers != len(parts) || numbers == 0 && float64(len(parts)) != it.Max-it.Min+1 {
		r.problem(r.at(field), "bad_labels", "", formatNumber(it.Min), formatNumber(it.Max), strings.Join(parts, ";"))
		return false
	}
	var off []string
	for i, p := range parts {
		point, text := it.Min+float64(i), p
		if numbers > 0 {
			point, text, _ = numbered(p)
		}
		if point < it.Min || point > it.Max {
			if slices.Contains(it.NACodes, formatNumber(point)) {
				it.NACodes = append(it.NACodes, r.intern.of(sheet.Fold(text)))
			} else {
				off = append(off, p)
			}
			continue
		}
		if it.Labels == nil {
			it.Labels = map[string]float64{}
		}
		it.Labels[r.intern.of(sheet.Fold(text))] = point
	}
	if len(off) > 0 {
		r.problem(r.at(field), "label_off_scale", "", formatNumber(it.Min), formatNumber(it.Max), strings.Join(off, ";"))
	}
	return len(off) > 0
}

// sortedLabels lists the labels from the lowest point upward.
func sortedLabels(m map[string]float64) []string {
	names := slices.Collect(maps.Keys(m))
	slices.SortFunc(names, func(a, b string) int {
		switch {
		case m[a] < m[b]:
			return -1
		case m[a] > m[b]:
			return 1
		}
		return strings.Compare(a, b)
	})
	return names
}

// itemFinder recognises an item by a header: its id, its wording in either language, or both.
func itemFinder(items []coding.Item) func(string) int {
	ids, words := map[string]int{}, map[string]int{}
	for i := range items {
		ids[headerKey(items[i].ID)] = i
		for _, t := range []string{items[i].Text.ZH, items[i].Text.EN} {
			if k := bare(t); k != "" {
				if _, dup := words[k]; dup {
					words[k] = -1
				} else {
					words[k] = i
				}
			}
		}
	}
	seen := map[string]int{}
	find := func(h string) int {
		if i, ok := ids[headerKey(h)]; ok {
			return i
		}
		if i, ok := words[bare(h)]; ok {
			return i
		}
		t := strings.TrimLeft(sheet.Fold(h), "0123456789")
		if t = strings.TrimLeft(t, "、.)） "); t != "" && t != h {
			if i, ok := words[bare(t)]; ok {
				return i
			}
		}
		if at := strings.IndexAny(sheet.Fold(h), " :：、.\n\t("); at > 0 {
			if i, ok := ids[headerKey(sheet.Fold(h)[:at])]; ok {
				return i
			}
		}
		return -1
	}
	return func(h string) int {
		i, ok := seen[h]
		if !ok {
			i = find(h)
			seen[h] = i
		}
		return i
	}
}

// itemShapes recognises headers that look like an item's id.
type itemShapes struct {
	ids    []string // of items without a column
	shapes map[string]bool
}

// newItemShapes takes the items of an instrument and those that have a column: a header is no slip for one of these.
func newItemShapes(items []coding.Item, columns []itemCell) *itemShapes {
	s := &itemShapes{shapes: map[string]bool{}}
	taken := map[int]bool{}
	for _, c := range columns {
		taken[c.item] = true
	}
	for i := range items {
		if !taken[i] {
			s.ids = append(s.ids, items[i].ID)
		}
		if shape, ok := shapeOf(items[i].ID); ok {
			s.shapes[shape] = true
		}
	}
	return s
}

// shapeOf writes an id with its digits as 9 and, where it has several parts, its letters as A or a: ME_REL_1 is A_A_9,
// q12 is q9. Only ids that end in a digit have a shape.
func shapeOf(id string) (string, bool) {
	if id == "" || id[len(id)-1] < '0' || id[len(id)-1] > '9' {
		return "", false
	}
	several := strings.ContainsAny(id, "_.-")
	var b strings.Builder
	last := byte(0)
	for i := 0; i < len(id); i++ {
		c := id[i]
		switch {
		case c >= '0' && c <= '9':
			c = '9'
		case several && c >= 'A' && c <= 'Z':
			c = 'A'
		case several && c >= 'a' && c <= 'z':
			c = 'a'
		case c >= 0x80 && several:
			return "", false
		}
		if c != last || c != '9' && c != 'A' && c != 'a' {
			b.WriteByte(c)
		}
		last = c
	}
	return b.String(), true
}

// like reports whether a header that is no item looks like one, and which it was probably meant to be.
func (s *itemShapes) like(header string) (suggestion string, ok bool) {
	h := sheet.Fold(header)
	if i := nearest(h, s.ids); i >= 0 {
		return s.ids[i], true
	}
	shape, ok := shapeOf(h)
	return "", ok && s.shapes[shape]
}

func itoa(n int) string { return strconv.Itoa(n) }
