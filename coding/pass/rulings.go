package pass

import "github.com/smekit/smekit/coding"

// RulingChange is a ruling that another replaced.
type RulingChange struct{ Old, New coding.Ruling }

// MergedRulings is a consensus sheet with new rulings in it.
type MergedRulings struct {
	Rulings []coding.Ruling // the existing ones in their order, replaced in place, then the added ones
	Added   []coding.Ruling
	Changed []RulingChange
	Same    int // of the new rulings, those that stood there already
}

// MergeRulings puts new rulings into those that stand: what was ruled on other units and codes stays untouched, a ruling
// that says something else takes the old one's place and is listed. Of several on one unit and code among the existing
// ones the first counts, as in [Settle]; among the new ones the first. Merging the same again changes nothing.
func MergeRulings(existing, new []coding.Ruling) MergedRulings {
	out := MergedRulings{Rulings: append([]coding.Ruling(nil), existing...)}
	at := make(map[[3]string]int, len(existing)+len(new))
	for i := range out.Rulings {
		if k := rulingKey(&out.Rulings[i]); !has3(at, k) {
			at[k] = i
		}
	}
	done := make(map[[3]string]bool, len(new))
	for i := range new {
		k := rulingKey(&new[i])
		if done[k] {
			continue
		}
		done[k] = true
		j, there := at[k]
		switch {
		case !there:
			at[k] = len(out.Rulings)
			out.Rulings, out.Added = append(out.Rulings, new[i]), append(out.Added, new[i])
		case sameRuling(out.Rulings[j], new[i]):
			out.Same++
		default:
			out.Changed = append(out.Changed, RulingChange{out.Rulings[j], new[i]})
			out.Rulings[j] = new[i]
		}
	}
	return out
}

// WithoutContradictions leaves out of later rulings those that say something else than earlier ones, each a problem
// queue_contradiction at its place: two queues that are read together must not differ, and none of them has precedence.
func WithoutContradictions(earlier, later []coding.Ruling) ([]coding.Ruling, []coding.Problem) {
	said := make(map[[3]string]*coding.Ruling, len(earlier))
	for i := range earlier {
		said[rulingKey(&earlier[i])] = &earlier[i]
	}
	var kept []coding.Ruling
	var problems []coding.Problem
	for i := range later {
		r := &later[i]
		if old := said[rulingKey(r)]; old != nil && !sameRuling(*old, *r) {
			problems = append(problems, coding.Problem{Pos: r.Pos, Code: "queue_contradiction", Args: []string{r.Segment, r.Code, old.Pos.String()}})
			continue
		}
		kept = append(kept, *r)
	}
	return kept, problems
}

func rulingKey(r *coding.Ruling) [3]string { return [3]string{r.Interview, r.Segment, r.Code} }

func has3(m map[[3]string]int, k [3]string) bool { _, ok := m[k]; return ok }

// sameRuling compares what two rulings say, wherever they stand.
func sameRuling(a, b coding.Ruling) bool {
	a.Pos, b.Pos = coding.Pos{}, coding.Pos{}
	if !a.HasDir {
		a.Direction = 0
	}
	if !b.HasDir {
		b.Direction = 0
	}
	return a == b
}
