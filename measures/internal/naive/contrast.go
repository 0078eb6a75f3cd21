package naive

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// Gaps recomputes the gap that a text names: the score of the first level's cell minus that of the second's, on the smaller of
// the two numbers that they rest on. It is false when the text names no contrast of two levels.
func Gaps(s *coding.Study) func(of string) (Row, bool) {
	all := consensus(s)
	return func(of string) (Row, bool) { return gap(s, all, of) }
}

func gap(s *coding.Study, all []verdict, of string) (Row, bool) {
	var a, b cell
	var dim, source string
	contrasts := 0
	for _, part := range strings.Split(of, ";") {
		name, text, _ := strings.Cut(part, "=")
		x, y := unescape(text), unescape(text)
		if first, second, ok := strings.Cut(text, "-"); ok && (name == "role" || name == "period" || name == "side" || name == "dept") && !strings.Contains(second, "-") && !literal(s, name, x) {
			x, y = unescape(first), unescape(second)
			contrasts++
		}
		switch name {
		case "dim":
			dim = x
		case "source":
			source = x
		case "case":
			a.caseID, b.caseID = x, y
		case "dept":
			a.dept, b.dept = x, y
		case "side":
			a.side, b.side = x, y
		case "role":
			a.role, b.role = x, y
		case "period":
			a.period, b.period = x, y
		default:
			return Row{}, false
		}
	}
	d := s.Framework.Dimension(dim)
	if d == nil || contrasts != 1 || source != "interview" && source != "survey" {
		return Row{}, false
	}
	first, second := scoreOf(s, all, a, d, source), scoreOf(s, all, b, d, source)
	return Row{"gap", of, first.x - second.x, min(first.n, second.n), Open}, true
}

// literal reports whether a text is itself a level, so that its hyphen does not part two.
func literal(s *coding.Study, name, text string) bool {
	for _, c := range cells(s) {
		if name == "role" && c.role == text || name == "period" && c.period == text || name == "dept" && c.dept == text {
			return true
		}
	}
	return false
}

// gapRows are the contrasts that a study names or that every study wants: the two levels of its role order (first minus
// second), the two periods of its order (later minus earlier), the pairs of its comparisons of roles and sides, and
// approval against supervision; for each case.
func gapRows(s *coding.Study, all []verdict) []Row {
	var names []string
	add := func(by, first, second string) {
		name := by + "=" + contrast(first, second)
		for _, n := range names {
			if n == name {
				return
			}
		}
		names = append(names, name)
	}
	if r := s.Options.Order["role"]; len(r) == 2 {
		add("role", r[0], r[1])
	}
	if p := s.Options.Order["period"]; len(p) == 2 {
		add("period", p[1], p[0])
	}
	add("side", "approval", "supervision")
	for _, c := range s.Options.Comparisons {
		if (c.By == "role" || c.By == "side") && len(c.Levels) == 2 {
			add(c.By, c.Levels[0], c.Levels[1])
		}
	}
	var out []Row
	for _, source := range sources(s) {
		for _, d := range s.Framework.Dimensions {
			if g := s.Framework.Children(d.ID); d.Group && !own(s, &d, source) && !slices.ContainsFunc(g, func(k *coding.Dimension) bool { return !k.Proposed && k.Polarity != 0 }) {
				continue // a readiness
			}
			for _, c := range s.Cases {
				for _, n := range names {
					if r, ok := gap(s, all, cell{caseID: c.ID}.of(d.ID, source, "")+";"+n); ok && has(r.Value) {
						out = append(out, r)
					}
				}
			}
		}
	}
	return out
}

// peerRows are the differences between the own case (every case where none is named) and each benchmark: the survey score, in
// the benchmark's period where it has one, minus the benchmark, which an item scale's ends turn into 0 to 100.
func peerRows(s *coding.Study, all []verdict) []Row {
	var out []Row
	for _, b := range s.Benchmarks {
		peer := b.Value
		if low, high, ok := strings.Cut(b.Scale, "-"); ok {
			lo, _ := strconv.ParseFloat(low, 64)
			hi, _ := strconv.ParseFloat(high, 64)
			peer = 100 * (b.Value - lo) / (hi - lo)
		}
		for _, k := range s.Cases {
			if s.Options.OwnCase != "" && s.Options.OwnCase != k.ID {
				continue
			}
			c := cell{caseID: k.ID, period: b.Period}
			v := scoreOf(s, all, c, s.Framework.Dimension(b.Dimension), "survey")
			out = append(out, Row{"peer_gap", c.of(b.Dimension, "survey", b.Peer), v.x - peer, Open, Open})
		}
	}
	return out
}

// band places a score: low below the low cut, high above the high one; the ends belong to the middle.
func band(b coding.Bands, x float64) int {
	switch {
	case over(b.Low, x):
		return -1
	case over(x, b.High):
		return 1
	}
	return 0
}

// triangulationRows hold the bands of both sources against each other, for each case with all periods together, on the
// dimensions that name both sources: the same band 1, neighbours 0, low and high -1, one of them missing empty, both no row.
func triangulationRows(s *coding.Study, all []verdict) []Row {
	var out []Row
	for i := range s.Framework.Dimensions {
		d := &s.Framework.Dimensions[i]
		if !d.HasSource("interview") || !d.HasSource("survey") {
			continue
		}
		for _, k := range s.Cases {
			c := cell{caseID: k.ID}
			q, p := none, none
			if len(s.Codings) > 0 {
				q = scoreOf(s, all, c, d, "interview").x
			}
			if len(s.Survey.Responses) > 0 {
				p = scoreOf(s, all, c, d, "survey").x
			}
			row := Row{"triangulation", c.of(d.ID, "", ""), none, Open, Open}
			if !has(q) && !has(p) {
				continue
			}
			if has(q) && has(p) {
				switch band(s.Framework.Bands, q) - band(s.Framework.Bands, p) {
				case 0:
					row.Value = 1
				case 1, -1:
					row.Value = 0
				default:
					row.Value = -1
				}
			}
			out = append(out, row)
		}
	}
	return out
}
