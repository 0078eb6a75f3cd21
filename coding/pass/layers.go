package pass

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Layers is an index of the coders' rows by unit, made once and settled as often as needed.
type Layers struct {
	study  *coding.Study
	coders []string // sorted by bytes
	ai     []bool   // of the coders: a program (study.Options.AICoders)
	passes []string // in order of work
	units  []unitRows
}

type unitRows struct {
	interview, segment, period string
	rows                       []row // sorted by coder, pass, position
	rulings                    []int // indices of Study.Consensus
}

type row struct {
	coder, pass int32
	coding      int32 // index of Study.Codings
}

type unitKey struct{ interview, segment string }

// NewLayers indexes a study's codings. Units stand in the order of the study's segments; those that only a coding or a
// ruling names follow in the order of appearance.
func NewLayers(study *coding.Study) *Layers {
	l := &Layers{study: study}
	index := make(map[unitKey]int, len(study.Segments))
	l.units = make([]unitRows, 0, len(study.Segments))
	last := 0
	at := func(interview, segment string) int {
		for i := last; i <= last+1 && i < len(l.units); i++ { // where rows in order have it
			if u := &l.units[i]; u.segment == segment && u.interview == interview {
				last = i
				return i
			}
		}
		k := unitKey{interview, segment}
		i, ok := index[k]
		if !ok {
			i = len(l.units)
			index[k] = i
			l.units = append(l.units, unitRows{interview: interview, segment: segment})
		}
		last = i
		return i
	}
	for i := range study.Segments {
		s := &study.Segments[i]
		u := at(s.Interview, s.ID)
		if l.units[u].period == "" {
			l.units[u].period = s.Period
		}
	}
	coders, passes := map[string]int32{}, map[string]int32{}
	for i := range study.Codings {
		coders[study.Codings[i].Coder], passes[study.Codings[i].Pass] = 0, 0
	}
	l.coders, l.passes = names(coders), names(passes)
	SortPasses(l.passes)
	rank(coders, l.coders)
	rank(passes, l.passes)
	l.ai = make([]bool, len(l.coders))
	for i, c := range l.coders {
		l.ai[i] = slices.Contains(study.Options.AICoders, c)
	}
	for i := range study.Codings {
		c := &study.Codings[i]
		u := at(c.Interview, c.Segment)
		l.units[u].rows = append(l.units[u].rows, row{coders[c.Coder], passes[c.Pass], int32(i)})
	}
	for i := range study.Consensus {
		r := &study.Consensus[i]
		u := at(r.Interview, r.Segment)
		l.units[u].rulings = append(l.units[u].rulings, i)
	}
	for i := range l.units {
		rows := l.units[i].rows
		slices.SortFunc(rows, func(a, b row) int {
			return cmp.Or(cmp.Compare(a.coder, b.coder), cmp.Compare(a.pass, b.pass), cmp.Compare(a.coding, b.coding))
		})
		if l.units[i].period == "" {
			l.units[i].period = l.commonPeriod(rows)
		}
	}
	return l
}

// commonPeriod is the period of a segment whose own record names none: what most coders say (each by the first row of
// their latest pass that names one); of equally frequent ones none. Programs are heard where no person has a row.
func (l *Layers) commonPeriod(rows []row) string {
	votes := map[string]int{}
	people := slices.ContainsFunc(rows, func(r row) bool { return !l.ai[r.coder] })
	for from := 0; from < len(rows); {
		to := from
		said, by := "", int32(-1)
		for ; to < len(rows) && rows[to].coder == rows[from].coder; to++ {
			if p := l.study.Codings[rows[to].coding].Period; p != "" && rows[to].pass > by {
				said, by = p, rows[to].pass
			}
		}
		if said != "" && !(people && l.ai[rows[from].coder]) {
			votes[said]++
		}
		from = to
	}
	best, most := "", 0
	for p, n := range votes {
		switch {
		case n > most:
			best, most = p, n
		case n == most:
			best = ""
		}
	}
	return best
}

// Segments calls yield for every unit with the period it speaks of (empty: none), in order.
func (l *Layers) Segments(yield func(interview, segment, period string)) {
	for i := range l.units {
		yield(l.units[i].interview, l.units[i].segment, l.units[i].period)
	}
}

// Coders are the coders with at least one row, programs included, sorted by bytes.
func (l *Layers) Coders() []string { return l.coders }

// People are the coders with at least one row who are no programs, sorted by bytes.
func (l *Layers) People() []string {
	var out []string
	for i, c := range l.coders {
		if !l.ai[i] {
			out = append(out, c)
		}
	}
	return out
}

// Passes are the passes with at least one row, earliest first.
func (l *Layers) Passes() []string { return l.passes }

// SortPasses puts passes in order of work: by number when every one is a number, else by bytes.
func SortPasses(passes []string) {
	numbers := make(map[string]float64, len(passes))
	for _, p := range passes {
		x, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil {
			sort.Strings(passes)
			return
		}
		numbers[p] = x
	}
	sort.Slice(passes, func(a, b int) bool {
		if numbers[passes[a]] != numbers[passes[b]] {
			return numbers[passes[a]] < numbers[passes[b]]
		}
		return passes[a] < passes[b]
	})
}

func names(m map[string]int32) []string {
	s := make([]string, 0, len(m))
	for k := range m {
		s = append(s, k)
	}
	sort.Strings(s)
	return s
}

func rank(m map[string]int32, order []string) {
	for i, k := range order {
		m[k] = int32(i)
	}
}
