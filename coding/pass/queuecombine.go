package pass

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// combine brings the rows' rulings together.
func (r *queueReader) combine() {
	type place struct{ row, ruling int }
	by := map[[3]string][]place{}
	for i := range r.rows {
		for k := range r.rows[i].rulings {
			u := &r.rows[i].rulings[k]
			key := [3]string{u.Interview, u.Segment, u.Code}
			by[key] = append(by[key], place{i, k})
		}
	}
	out := make([]bool, len(r.rows))
	against := make([]struct{ ruling, other int }, len(r.rows))
	for _, places := range by {
		for _, a := range places {
			for _, b := range places {
				if a.row != b.row && !out[a.row] && contradict(&r.rows[a.row].rulings[a.ruling], &r.rows[b.row].rulings[b.ruling]) {
					out[a.row] = true
				}
			}
		}
	}
	// The words of each contradiction follow the order of the rows.
	for i := range r.rows {
		if !out[i] {
			continue
		}
		against[i].other = -1
		for k := range r.rows[i].rulings {
			u := &r.rows[i].rulings[k]
			for _, b := range by[[3]string{u.Interview, u.Segment, u.Code}] {
				if against[i].other < 0 && b.row != i && contradict(u, &r.rows[b.row].rulings[b.ruling]) {
					against[i].ruling, against[i].other = k, b.row
				}
			}
		}
		u := &r.rows[i].rulings[against[i].ruling]
		r.reject(r.rows[i].pos, "queue_contradiction", "", u.Segment, u.Code, r.rows[against[i].other].pos.Cell())
	}
	merged := map[[3]string]*coding.Ruling{}
	for i := range r.rows {
		if out[i] {
			continue
		}
		r.v.Decided++
		news := false
		for k := range r.rows[i].rulings {
			u := r.rows[i].rulings[k]
			key := [3]string{u.Interview, u.Segment, u.Code}
			if first := merged[key]; first != nil {
				unite(first, &u)
				continue
			}
			news = true
			merged[key] = &u
		}
		if !news {
			r.v.Repeated++
		}
	}
	for _, u := range merged {
		r.v.Rulings = append(r.v.Rulings, *u)
	}
	sort.Slice(r.v.Rulings, func(a, b int) bool {
		x, y := &r.v.Rulings[a], &r.v.Rulings[b]
		if i, j := r.units[unitKey{x.Interview, x.Segment}], r.units[unitKey{y.Interview, y.Segment}]; i != j {
			return i < j
		}
		return x.Code < y.Code
	})
	r.v.Recoded = slices.DeleteFunc(r.v.Recoded, func(c Recoded) bool { return merged[[3]string{c.Interview, c.Segment, c.Code}] == nil })
	r.v.Missing = len(r.left)
	sort.Slice(r.v.Rejected, func(a, b int) bool { return r.v.Rejected[a].Reason < r.v.Rejected[b].Reason })
	for _, n := range []struct {
		code  string
		count int
	}{{"queue_repeated", r.v.Repeated}, {"queue_recoded", len(r.v.Recoded)}, {"queue_text_differs", r.differ}, {"queue_without_decision", r.hasty}, {"queue_missing", r.v.Missing}} {
		if n.count > 0 {
			r.v.Notes = append(r.v.Notes, coding.ReceiptNote{Code: n.code, Args: []string{strconv.Itoa(n.count)}})
		}
	}
}

// contradict reports whether two rulings of one code cannot both hold.
func contradict(a, b *coding.Ruling) bool {
	return a.Accept != b.Accept || a.Intensity != 0 && b.Intensity != 0 && a.Intensity != b.Intensity ||
		a.HasDir && b.HasDir && a.Direction != b.Direction
}

// unite completes a ruling by another that does not contradict it; what both say in words is kept once, in the order of the
// words.
func unite(a, b *coding.Ruling) {
	if a.Intensity == 0 {
		a.Intensity = b.Intensity
	}
	if !a.HasDir {
		a.Direction, a.HasDir = b.Direction, b.HasDir
	}
	a.Reason, a.Who = unitedWords(a.Reason, b.Reason), unitedWords(a.Who, b.Who)
}

func unitedWords(a, b string) string {
	all := slices.DeleteFunc(append(strings.Split(a, "; "), strings.Split(b, "; ")...), func(s string) bool { return s == "" })
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "; ")
}
