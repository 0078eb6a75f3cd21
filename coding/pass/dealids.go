package pass

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// identify gives the units of a newly cut interview their ids. A text keeps the id that it had in an earlier deal (the
// latest first) or among the study's segments: the two lists of texts are aligned, so that what stands between the same
// neighbours is the same unit, and of what was moved equal texts are paired in order. New text gets ids that nothing in the
// interview ever had: INTERVIEW-S0001 and so on. It returns how many units got a new id, and how many of the latest deal are gone.
func (s *dealSources) identify(interview string, units, latest []DealtUnit) (fresh, gone int) {
	r := unitIDs{hashes: map[string]string{}, used: map[string]bool{}}
	var known []DealtUnit // the study's segments
	for _, g := range s.segments[interview] {
		u := DealtUnit{ID: g.ID, Hash: TextHash(g.Text)}
		r.enter(u)
		known = append(known, u)
	}
	var lists [][]DealtUnit
	for k := len(s.o.Earlier) - 1; k >= 0; k-- {
		list := s.dealt[k][interview]
		for _, u := range list {
			r.enter(u)
		}
		lists = append(lists, list)
	}
	for _, id := range s.otherIDs[interview] {
		r.enter(DealtUnit{ID: id})
	}
	for _, list := range append(lists, known) {
		r.reuse(list, units)
	}
	prefix, next := interview+"-S", 1
	for k := range r.hashes {
		if digits, ok := strings.CutPrefix(k, nameKey(prefix)); ok && len(digits) < 10 {
			if n, err := strconv.Atoi(digits); err == nil {
				next = max(next, n+1)
			}
		}
	}
	for i := range units {
		for units[i].ID == "" {
			id := fmt.Sprintf("%s%04d", prefix, next)
			next++
			if _, taken := r.hashes[nameKey(id)]; !taken {
				units[i].ID = id
				fresh++
			}
		}
	}
	for _, u := range latest {
		if !r.used[nameKey(u.ID)] {
			gone++
		}
	}
	return fresh, gone
}

// unitIDs knows the ids of an interview: what text each stands for, and which are given.
type unitIDs struct {
	hashes map[string]string // by key; the first entry counts
	used   map[string]bool
}

func (r *unitIDs) enter(u DealtUnit) {
	k := nameKey(u.ID)
	if _, known := r.hashes[k]; !known {
		r.hashes[k] = u.Hash
	}
}

// reuse gives units without an id those of the list.
func (r *unitIDs) reuse(list, units []DealtUnit) {
	var old, free []int
	for i := range list {
		if k := nameKey(list[i].ID); r.hashes[k] == list[i].Hash && list[i].Hash != "" && !r.used[k] {
			old = append(old, i)
		}
	}
	for i := range units {
		if units[i].ID == "" {
			free = append(free, i)
		}
	}
	a, b := make([]string, len(old)), make([]string, len(free))
	for i, k := range old {
		a[i] = list[k].Hash
	}
	for i, k := range free {
		b[i] = units[k].Hash
	}
	for i, j := range alignTexts(a, b) {
		if j >= 0 {
			id := list[old[i]].ID
			units[free[j]].ID = id
			r.used[nameKey(id)] = true
		}
	}
}

// alignTexts pairs equal entries of two lists: out[i] is the index in b that a[i] was paired with, or -1. Texts that stand
// once in both anchor the alignment (the longest run of them in the same order); between two anchors equal texts are
// paired from both ends inward, and what is left anywhere in order.
func alignTexts(a, b []string) []int {
	out := make([]int, len(a))
	for i := range out {
		out[i] = -1
	}
	taken := make([]bool, len(b))
	pair := func(i, j int) { out[i], taken[j] = j, true }

	anchors := append(anchorTexts(a, b), [2]int{len(a), len(b)})
	i0, j0 := 0, 0
	for _, next := range anchors {
		i1, j1 := next[0], next[1]
		lo, hi := i0, i1
		l, h := j0, j1
		for lo < hi && l < h && a[lo] == b[l] {
			pair(lo, l)
			lo++
			l++
		}
		for lo < hi && l < h && a[hi-1] == b[h-1] {
			hi--
			h--
			pair(hi, h)
		}
		pairLeft(a, b, lo, hi, l, h, out, taken)
		if i1 < len(a) {
			pair(i1, j1)
		}
		i0, j0 = i1+1, j1+1
	}
	pairLeft(a, b, 0, len(a), 0, len(b), out, taken)
	return out
}

// pairLeft pairs what is left of a[i0:i1] with what is left of b[j0:j1]: of each text the first with the first.
func pairLeft(a, b []string, i0, i1, j0, j1 int, out []int, taken []bool) {
	if i0 >= i1 || j0 >= j1 {
		return
	}
	queue := map[string][]int{}
	for j := j0; j < j1; j++ {
		if !taken[j] {
			queue[b[j]] = append(queue[b[j]], j)
		}
	}
	for i := i0; i < i1; i++ {
		if q := queue[a[i]]; out[i] < 0 && len(q) > 0 {
			out[i], taken[q[0]] = q[0], true
			queue[a[i]] = q[1:]
		}
	}
}

// anchorTexts are the pairs of entries that stand once in each list, the longest sequence that rises in both.
func anchorTexts(a, b []string) [][2]int {
	place := make(map[string]int, len(b)) // in b; -1: more than once
	for j, t := range b {
		if _, twice := place[t]; twice {
			place[t] = -1
		} else {
			place[t] = j
		}
	}
	times := make(map[string]int, len(a))
	for _, t := range a {
		times[t]++
	}
	var pairs [][2]int
	for i, t := range a {
		if j, ok := place[t]; ok && j >= 0 && times[t] == 1 {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	// The longest rising sequence: tails[n] is the pair that ends the best one of length n+1.
	var tails []int
	before := make([]int, len(pairs))
	for p := range pairs {
		n := sort.Search(len(tails), func(k int) bool { return pairs[tails[k]][1] >= pairs[p][1] })
		before[p] = -1
		if n > 0 {
			before[p] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, p)
		} else {
			tails[n] = p
		}
	}
	out := make([][2]int, len(tails))
	if len(tails) > 0 {
		for n, p := len(tails)-1, tails[len(tails)-1]; n >= 0; n, p = n-1, before[p] {
			out[n] = pairs[p]
		}
	}
	return out
}
