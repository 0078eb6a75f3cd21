package moments

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// SortLevels sorts the levels of a column: by number when every one is a number, else by bytes.
func SortLevels(levels []string) {
	nums := make(map[string]float64, len(levels))
	for _, l := range levels {
		x, err := strconv.ParseFloat(l, 64)
		if err != nil || math.IsNaN(x) {
			slices.Sort(levels)
			return
		}
		nums[l] = x
	}
	slices.SortFunc(levels, func(a, b string) int {
		return cmp.Or(cmp.Compare(nums[a], nums[b]), cmp.Compare(a, b))
	})
}

// sort puts groups into the order of their keys, and the clusters of each into theirs.
func (m *Moments) sort() {
	ranks := make([]map[string]int, len(m.Plan.By))
	for b := range ranks {
		levels := make([]string, len(m.Groups))
		for i, g := range m.Groups {
			levels[i] = g.Key[b]
		}
		ranks[b] = rankLevels(levels)
	}
	slices.SortStableFunc(m.Groups, func(x, y Group) int {
		for b, r := range ranks {
			if c := cmp.Compare(r[x.Key[b]], r[y.Key[b]]); c != 0 {
				return c
			}
		}
		return 0
	})
	if m.Plan.Cluster == "" {
		return
	}
	var labels []string
	for _, g := range m.Groups {
		for _, c := range g.Clusters {
			labels = append(labels, c.Label)
		}
	}
	rank := rankLevels(labels)
	for _, g := range m.Groups {
		slices.SortStableFunc(g.Clusters, func(x, y Cluster) int { return cmp.Compare(rank[x.Label], rank[y.Label]) })
	}
}

func rankLevels(levels []string) map[string]int {
	SortLevels(levels)
	rank := make(map[string]int, len(levels))
	for i, l := range slices.Compact(levels) {
		rank[l] = i
	}
	return rank
}

// joinKey makes one string of a key, different keys making different strings.
func joinKey(key []string) string {
	switch len(key) {
	case 0:
		return ""
	case 1:
		return key[0]
	}
	var b strings.Builder
	for _, k := range key {
		b.WriteString(strconv.Itoa(len(k)))
		b.WriteByte(':')
		b.WriteString(k)
	}
	return b.String()
}
