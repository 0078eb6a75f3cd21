package form

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Names in drop-downs are labels where a label names one thing only and holds no mark that separates entries in a cell;
// else ids. Readers take both.
func names(labels []coding.Label, ids []string, lang string) []string {
	seen := map[string]int{}
	for _, l := range labels {
		seen[strings.ToLower(l.Or(lang))]++
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		text := labels[i].Or(lang)
		if text == "" || seen[strings.ToLower(text)] > 1 || strings.ContainsAny(text, ";；、,，\n") {
			text = id
		}
		out[i] = text
	}
	return out
}

// leaves are the dimensions that segments are coded with, in the framework's order.
func (t *templates) leaves() []coding.Dimension {
	var out []coding.Dimension
	for _, d := range t.fw.Dimensions {
		if !d.Group {
			out = append(out, d)
		}
	}
	return out
}

// codes are the names of the leaves.
func (t *templates) codes() []string {
	var labels []coding.Label
	var ids []string
	for _, d := range t.leaves() {
		labels, ids = append(labels, d.Label), append(ids, d.ID)
	}
	return names(labels, ids, t.words())
}

// dimensionIDs are the ids of all dimensions; leaves alone when asked.
func (t *templates) dimensionIDs(leaves bool) []string {
	var ids []string
	for _, d := range t.fw.Dimensions {
		if !d.Group || !leaves {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

func (t *templates) roles() []string {
	var labels []coding.Label
	var ids []string
	for _, r := range t.fw.Roles {
		labels, ids = append(labels, r.Label), append(ids, r.ID)
	}
	return names(labels, ids, t.words())
}

func (t *templates) departmentTypes() []string {
	var labels []coding.Label
	var ids []string
	for _, d := range t.fw.DeptTypes {
		labels, ids = append(labels, d.Label), append(ids, d.ID)
	}
	return names(labels, ids, t.words())
}

// first is a list's entry, empty when there is none.
func first(list []string, i int) any {
	if i >= 0 && i < len(list) {
		return list[i]
	}
	return nil
}

// points are the scale points of an item as a drop-down; none for a scale that is not a short run of whole numbers.
func points(low, high float64) []string {
	if low != float64(int(low)) || high != float64(int(high)) || high <= low || high-low > 20 {
		return nil
	}
	var out []string
	for x := int(low); x <= int(high); x++ {
		out = append(out, strconv.Itoa(x))
	}
	return out
}
