package naive

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"gonum.org/v1/gonum/stat/distuv"
)

// truth has three values.
type truth int

const (
	no truth = iota
	yes
	unknown
)

func all3(parts []truth) truth {
	out := yes
	for _, p := range parts {
		if p == no {
			return no
		}
		if p == unknown {
			out = unknown
		}
	}
	return out
}

func any3(parts []truth) truth {
	out := no
	for _, p := range parts {
		if p == yes {
			return yes
		}
		if p == unknown {
			out = unknown
		}
	}
	return out
}

// judged is what became of one condition, and whether it was close.
type judged struct {
	truth
	close bool
}

func certain(t truth) judged { return judged{t, false} }

// truths are the conditions as they are or, in doubt, with the close ones unknown.
func truths(list []judged, doubt bool) []truth {
	var out []truth
	for _, j := range list {
		if doubt && j.close {
			j.truth = unknown
		}
		out = append(out, j.truth)
	}
	return out
}

// within reports whether two numbers are no farther apart than a distance.
func within(x, y, distance float64) bool { return !over(math.Abs(x-y), distance) }

func is(b bool) truth {
	if b {
		return yes
	}
	return no
}

// enough is a score that rests on enough: in a survey on at least min_n people; interview scores with too few interviews are
// missing already.
func enough(s *coding.Study, all []verdict, c cell, dim, source string) float64 {
	d := s.Framework.Dimension(dim)
	if d == nil {
		return none
	}
	v := scoreOf(s, all, c, d, source)
	if source == "survey" && v.people < s.Options.MinN {
		return none
	}
	return v.x
}

// cut judges high, true above the high cut, or low, true below the low cut. It is close when the score is at most the margin
// away from its cut, or when the score has an interval and the cut is in it.
func cut(s *coding.Study, all []verdict, c cell, dim, source string, above bool) judged {
	x := enough(s, all, c, dim, source)
	if !has(x) {
		return certain(unknown)
	}
	at, answer := s.Framework.Bands.Low, is(over(s.Framework.Bands.Low, x))
	if above {
		at, answer = s.Framework.Bands.High, is(over(x, s.Framework.Bands.High))
	}
	near := within(x, at, s.Framework.Bands.Margin)
	if low, high, ok := interval(s, c, dim); ok && source == "survey" {
		near = near || !over(low, at) && !over(at, high)
	}
	return judged{answer, near}
}

// Intervals are the 95 % intervals of survey scores, by what the rows are about.
func Intervals(s *coding.Study) map[string][2]float64 {
	out := map[string][2]float64{}
	for _, c := range cells(s) {
		for _, d := range s.Framework.Dimensions {
			if low, high, ok := interval(s, c, d.ID); ok {
				out[c.of(d.ID, "survey", "")] = [2]float64{low, high}
			}
		}
	}
	return out
}

// interval is the 95 % interval of the survey score of a dimension with items of its own, for a case or a case in a period:
// the mean plus or minus the standard error times Student's t for one degree of freedom less than there are departments. The
// standard error takes the people of one department together: the differences from the mean are summed within each
// department, the sums squared and added up; the root of that, divided by the number of responses, times the root of
// G/(G-1) for G departments (the other factor, (N-1)/(N-1), is 1). There is none with a weight other than 1, with a response
// outside every department, or with fewer than ten departments.
func interval(s *coding.Study, c cell, dim string) (low, high float64, ok bool) {
	if c.caseID == "" || c.dept != "" || c.side != "" || c.role != "" || len(itemsOf(s, dim)) == 0 {
		return none, none, false
	}
	x, w := scores(s, c, dim)
	m := mean(x)
	sums := map[string]float64{}
	for _, r := range replies(s, c) {
		if v := leaf(s, r, dim); has(v) {
			sums[r.Dept] += v - m
		}
	}
	_, nowhere := sums[""]
	if nowhere || len(sums) < 10 || slices.ContainsFunc(w, func(w float64) bool { return w != 1 }) {
		return none, none, false
	}
	squares := 0.0
	for _, sum := range sums {
		squares += sum * sum
	}
	g := float64(len(sums))
	se := math.Sqrt(g/(g-1)) * math.Sqrt(squares) / float64(len(x))
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: g - 1}.Quantile(0.975)
	return m - t*se, m + t*se, true
}

// atom evaluates one alternative of a rule. A gap is close when it is at most the margin away from its cut; counts of
// departments never are.
func atom(s *coding.Study, all []verdict, c cell, h coding.Hazard, text, source string) judged {
	parts := strings.Split(text, ":")
	switch {
	case parts[0] == "high":
		return cut(s, all, c, parts[1], source, true)
	case parts[0] == "low":
		return cut(s, all, c, parts[1], source, false)
	case parts[0] == "gap":
		pair := twoLevels(s, parts[2])
		if len(pair) != 2 {
			return certain(unknown)
		}
		a, b := c, c
		if parts[2] == "role" {
			a.role, b.role = pair[0], pair[1]
		} else {
			a.side, b.side = pair[0], pair[1]
		}
		x, y := enough(s, all, a, parts[1], source), enough(s, all, b, parts[1], source)
		if !has(x) || !has(y) {
			return certain(unknown)
		}
		wide := math.Abs(x - y)
		return judged{is(!over(s.Framework.Bands.Gap, wide)), within(wide, s.Framework.Bands.Gap, s.Framework.Bands.Margin)}
	}
	k, _ := strconv.Atoi(strings.TrimPrefix(parts[0], "departments>="))
	forIt, any := 0, 0
	for _, d := range s.Departments {
		if d.Case != c.caseID {
			continue
		}
		f, e := said(s, all, c, d.ID, parts[1])
		if source == "survey" {
			f, e = reported(s, c, d.ID, h)
		}
		if f {
			forIt++
		}
		if e {
			any++
		}
	}
	switch {
	case forIt >= k:
		return certain(yes)
	case any < k:
		return certain(unknown)
	}
	return certain(no)
}

// twoLevels are the two levels of an attribute that a gap is between: those of the study's order, else the levels of the
// framework's roles; approval and supervision for sides.
func twoLevels(s *coding.Study, attribute string) []string {
	if o := s.Options.Order[attribute]; len(o) > 0 {
		return o
	}
	if attribute == "side" {
		return []string{"approval", "supervision"}
	}
	var out []string
	for _, r := range s.Framework.Roles {
		if l := levelOf(s, r.ID); !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// said reports whether a department's interviews hold an accepted segment of the dimension in the period that is mentioned
// and not in the direction -1, and whether they hold any.
func said(s *coding.Study, all []verdict, c cell, dept, dim string) (forIt, any bool) {
	for _, iv := range s.Interviews {
		if iv.Document || iv.Case != c.caseID || iv.Dept != dept {
			continue
		}
		for _, v := range evidence(s, all, iv.ID, dim, c.period) {
			any = true
			if !v.absent && v.direction != -1 {
				forIt = true
			}
		}
	}
	return forIt, any
}

// reported reports whether a department's mean over the hazard's items is above the high cut (one answer is enough for a
// respondent), and whether it has the people to be counted at all.
func reported(s *coding.Study, c cell, dept string, h coding.Hazard) (forIt, any bool) {
	var items []coding.Item
	for _, it := range s.Instrument.Items {
		if slices.Contains(h.Items, it.ID) && slices.Contains(s.Survey.Items, it.ID) {
			items = append(items, it)
		}
	}
	c.dept = dept
	var x, w []float64
	for _, r := range replies(s, c) {
		if pomp, _ := points(s, r, items); len(pomp) > 0 {
			x, w = append(x, mean(pomp)), append(w, r.Weight)
		}
	}
	if len(x) == 0 || people(s, c, items) < s.Options.MinN {
		return false, false
	}
	return over(weighted(x, w), s.Framework.Bands.High), true
}

// hazardRows evaluate every rule for each source, case and, where the study has periods, period: every high and every low,
// and one of either where there is one. 1 triggered, 0 not, empty cannot judge.
func hazardRows(s *coding.Study, all []verdict) []Row {
	var out []Row
	hazards(s, all, func(of string, v truth, _ bool) {
		row := Row{"hazard", of, none, Open, Open}
		switch v {
		case yes:
			row.Value = 1
		case no:
			row.Value = 0
		}
		out = append(out, row)
	})
	return out
}

// Verdicts puts what became of every hazard into words. A verdict is borderline when it would be open with its close
// conditions unknown.
func Verdicts(s *coding.Study) map[string]string {
	out := map[string]string{}
	hazards(s, consensus(s), func(of string, v truth, borderline bool) {
		out[of] = map[truth]string{yes: "triggered", no: "not", unknown: "cannot judge"}[v]
		if borderline {
			out[of] += ", borderline"
		}
	})
	return out
}

func hazards(s *coding.Study, all []verdict, each func(of string, v truth, borderline bool)) {
	times := periods(s)
	if len(times) == 0 {
		times = []string{""}
	}
	for _, h := range s.Framework.Hazards {
		for _, source := range sources(s) {
			for _, k := range s.Cases {
				for _, p := range times {
					c := cell{caseID: k.ID, period: p}
					var parts, either []judged
					for _, id := range h.High {
						parts = append(parts, cut(s, all, c, id, source, true))
					}
					for _, id := range h.Low {
						parts = append(parts, cut(s, all, c, id, source, false))
					}
					for _, a := range h.Either {
						either = append(either, atom(s, all, c, h, a, source))
					}
					value := func(doubt bool) truth {
						list := truths(parts, doubt)
						if len(either) > 0 {
							list = append(list, any3(truths(either, doubt)))
						}
						return all3(list)
					}
					v := value(false)
					each(c.of(h.ID, source, ""), v, v != unknown && value(true) == unknown)
				}
			}
		}
	}
}
