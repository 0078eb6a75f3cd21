package naive

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Open stands in N and People where the rules do not say what is counted.
const Open = -2

// Row is one score. An empty value is NaN; a count that does not apply is -1.
type Row struct {
	Measure, Of string
	Value       float64
	N, People   int
}

var none = math.NaN()

func has(x float64) bool { return !math.IsNaN(x) }

// over reports whether x is above y. A mean of 70 that the machine adds up to 70.00000000000001 is not above 70.
func over(x, y float64) bool { return x > y+1e-9 }

// cell is a part of the study; an empty field does not narrow it.
type cell struct{ caseID, dept, side, role, period string }

// of writes what a row is about: name=value, in the fixed order, empties left out, with %, ; and = percent-escaped.
func (c cell) of(dim, source, peer string) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+"="+escape(value))
		}
	}
	add("dim", dim)
	add("source", source)
	add("case", c.caseID)
	add("dept", c.dept)
	add("side", c.side)
	add("role", c.role)
	add("period", c.period)
	add("peer", peer)
	return strings.Join(parts, ";")
}

func escape(s string) string {
	s = strings.ReplaceAll(s, "%", "%25")
	s = strings.ReplaceAll(s, ";", "%3B")
	return strings.ReplaceAll(s, "=", "%3D")
}

func unescape(s string) string {
	s = strings.ReplaceAll(s, "%3B", ";")
	s = strings.ReplaceAll(s, "%3D", "=")
	s = strings.ReplaceAll(s, "%2D", "-")
	return strings.ReplaceAll(s, "%25", "%")
}

// contrast writes two levels as first-second, with the hyphens inside a level escaped too.
func contrast(a, b string) string {
	return strings.ReplaceAll(escape(a), "-", "%2D") + "-" + strings.ReplaceAll(escape(b), "-", "%2D")
}

// sideOf is the side of a department; a department is known by its case and its id.
func sideOf(s *coding.Study, caseID, dept string) string {
	for _, d := range s.Departments {
		if d.Case == caseID && d.ID == dept {
			return d.Side
		}
	}
	return ""
}

// levelOf is what a role counts as in comparisons: its level, or its id where it has none.
func levelOf(s *coding.Study, role string) string {
	for _, r := range s.Framework.Roles {
		if r.ID == role && r.Level != "" {
			return r.Level
		}
	}
	return role
}

// holds reports whether somebody or something with these marks belongs to the cell. The period is left to the caller.
func (c cell) holds(s *coding.Study, caseID, dept, role string) bool {
	return (c.caseID == "" || c.caseID == caseID) &&
		(c.dept == "" || c.dept == dept) &&
		(c.side == "" || c.side == sideOf(s, caseID, dept)) &&
		(c.role == "" || c.role == levelOf(s, role))
}

// periods are the periods of a study: those of its order, else those that its responses and segments name.
func periods(s *coding.Study) []string {
	if p := s.Options.Order["period"]; len(p) > 0 {
		return p
	}
	var all []string
	for _, r := range s.Survey.Responses {
		if r.Excluded == "" {
			all = append(all, r.Period)
		}
	}
	for _, g := range s.Segments {
		all = append(all, g.Period)
	}
	return levels(all)
}

// levels are the different texts that are not empty, all numeric by number, else by bytes.
func levels(all []string) []string {
	var out []string
	numeric := true
	for _, a := range all {
		if a != "" && !slices.Contains(out, a) {
			out = append(out, a)
			if _, err := strconv.ParseFloat(a, 64); err != nil {
				numeric = false
			}
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if numeric {
			x, _ := strconv.ParseFloat(out[i], 64)
			y, _ := strconv.ParseFloat(out[j], 64)
			return x < y
		}
		return out[i] < out[j]
	})
	return out
}

// cells are the parts of a study that get rows: case; case by department, side, role, period; department by period and role
// by period; the whole study.
func cells(s *coding.Study) []cell {
	out := []cell{{}}
	var roles, sides []string
	for _, r := range s.Framework.Roles {
		roles = append(roles, levelOf(s, r.ID))
	}
	for _, d := range s.Departments {
		sides = append(sides, d.Side)
	}
	for _, r := range s.Survey.Responses {
		roles = append(roles, levelOf(s, r.Role))
	}
	for _, v := range s.Interviews {
		roles = append(roles, levelOf(s, v.Role))
	}
	roles, sides = levels(roles), levels(sides)
	times := periods(s)
	for _, c := range s.Cases {
		out = append(out, cell{caseID: c.ID})
		for _, d := range s.Departments {
			if d.Case != c.ID {
				continue
			}
			out = append(out, cell{caseID: c.ID, dept: d.ID})
			for _, p := range times {
				out = append(out, cell{caseID: c.ID, dept: d.ID, period: p})
			}
		}
		for _, x := range sides {
			out = append(out, cell{caseID: c.ID, side: x})
		}
		for _, r := range roles {
			out = append(out, cell{caseID: c.ID, role: r})
			for _, p := range times {
				out = append(out, cell{caseID: c.ID, role: r, period: p})
			}
		}
		for _, p := range times {
			out = append(out, cell{caseID: c.ID, period: p})
		}
	}
	return out
}

// leaves are the ids of everything below a dimension.
func below(f *coding.Framework, id string) []string {
	var out []string
	for _, d := range f.Dimensions {
		if d.Parent == id {
			out = append(out, d.ID)
			out = append(out, below(f, d.ID)...)
		}
	}
	return out
}

func mean(x []float64) float64 {
	if len(x) == 0 {
		return none
	}
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// median is the middle value, or the mean of the middle two.
func median(x []float64) float64 {
	if len(x) == 0 {
		return none
	}
	y := slices.Clone(x)
	sort.Float64s(y)
	return (y[(len(y)-1)/2] + y[len(y)/2]) / 2
}

// sd is the standard deviation with divisor n-1.
func sd(x []float64) float64 {
	if len(x) < 2 {
		return none
	}
	m, sum := mean(x), 0.0
	for _, v := range x {
		sum += (v - m) * (v - m)
	}
	return math.Sqrt(sum / float64(len(x)-1))
}
