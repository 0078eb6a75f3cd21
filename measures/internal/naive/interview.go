package naive

import (
	"slices"

	"github.com/smekit/smekit/coding"
)

// talks are the interviews of a cell; documents are another source.
func talks(s *coding.Study, c cell) []coding.Interview {
	var out []coding.Interview
	for _, iv := range s.Interviews {
		if !iv.Document && c.holds(s, iv.Case, iv.Dept, iv.Role) {
			out = append(out, iv)
		}
	}
	return out
}

// evidence are the accepted codes of an interview for a dimension: its own, and for a group those of everything below it.
// With a period only the segments of that period.
func evidence(s *coding.Study, all []verdict, interview, dim, period string) []verdict {
	ids := []string{dim}
	if d := s.Framework.Dimension(dim); d != nil && d.Group {
		ids = append(ids, below(s.Framework, dim)...)
	}
	var out []verdict
	for _, v := range all {
		if v.accepted && v.interview == interview && slices.Contains(ids, v.dimension) && (period == "" || v.period == period) {
			out = append(out, v)
		}
	}
	return out
}

// asked reports whether an interview was asked about a dimension: everything with source interview when its sheet names
// nothing; a group when one of what is below it was asked.
func asked(s *coding.Study, iv coding.Interview, dim string) bool {
	if len(iv.Asked) == 0 {
		return s.Framework.Dimension(dim).HasSource("interview")
	}
	if slices.Contains(iv.Asked, dim) {
		return true
	}
	if s.Framework.Dimension(dim).Group {
		for _, id := range below(s.Framework, dim) {
			if slices.Contains(iv.Asked, id) {
				return true
			}
		}
	}
	return false
}

// concerned are the interviews of a cell that were asked about a dimension or have any accepted segment of it, in any
// period.
func concerned(s *coding.Study, all []verdict, c cell, dim string) []coding.Interview {
	var out []coding.Interview
	for _, iv := range talks(s, c) {
		if asked(s, iv, dim) || len(evidence(s, all, iv.ID, dim, "")) > 0 {
			out = append(out, iv)
		}
	}
	return out
}

// prevalence is the share of the interviews concerned in which the dimension is mentioned; said to be absent is not
// mentioned.
func prevalence(s *coding.Study, all []verdict, c cell, dim string) (float64, int) {
	with, base := 0, concerned(s, all, c, dim)
	for _, iv := range base {
		for _, v := range evidence(s, all, iv.ID, dim, c.period) {
			if !v.absent {
				with++
				break
			}
		}
	}
	if len(base) == 0 {
		return none, 0
	}
	return float64(with) / float64(len(base)), len(base)
}

// rated is V = sum(a*d)/sum(a) of each interview that has a rated code, averaged over them, with their number. Fewer
// than the minimum of interviews: no score.
func rated(s *coding.Study, all []verdict, c cell, dim string) (v float64, n int) {
	var scores []float64
	for _, iv := range talks(s, c) {
		top, bottom := 0.0, 0.0
		for _, e := range evidence(s, all, iv.ID, dim, c.period) {
			if has(e.intensity) && has(e.direction) {
				top += e.intensity * e.direction
				bottom += e.intensity
			}
		}
		if bottom > 0 {
			scores = append(scores, top/bottom)
		}
	}
	if len(scores) < s.Framework.Bands.MinInterviews {
		return none, len(scores)
	}
	return mean(scores), len(scores)
}

// segments counts the different segments with accepted codes of a dimension.
func segments(s *coding.Study, all []verdict, interview, dim, period string) int {
	var seen []string
	for _, v := range evidence(s, all, interview, dim, period) {
		if !slices.Contains(seen, v.segment) {
			seen = append(seen, v.segment)
		}
	}
	return len(seen)
}

// share is the segments of a dimension among all segments of an interview, averaged over the interviews concerned that
// have segments.
func share(s *coding.Study, all []verdict, c cell, dim string) (float64, int) {
	var shares []float64
	for _, iv := range concerned(s, all, c, dim) {
		base := 0
		for _, g := range s.Segments {
			if g.Interview == iv.ID && (c.period == "" || g.Period == c.period) {
				base++
			}
		}
		if base > 0 {
			shares = append(shares, float64(segments(s, all, iv.ID, dim, c.period))/float64(base))
		}
	}
	return mean(shares), len(shares)
}

// rate is the segments of a dimension per 1000 characters, in a study that gives no characters per 1000 words, averaged
// over the interviews concerned whose length is known.
func rate(s *coding.Study, all []verdict, c cell, dim string) (float64, int) {
	var rates []float64
	inCharacters := slices.ContainsFunc(s.Interviews, func(iv coding.Interview) bool { return iv.Characters >= 0 })
	for _, iv := range concerned(s, all, c, dim) {
		n := iv.Words
		if inCharacters {
			n = iv.Characters
		}
		if n > 0 {
			rates = append(rates, 1000*float64(segments(s, all, iv.ID, dim, c.period))/float64(n))
		}
	}
	return mean(rates), len(rates)
}

// salience is the share of the interviews concerned in which the dimension is the first or second most frequent of its
// siblings that interviews score: it occurs, and at most one of them has more segments.
func salience(s *coding.Study, all []verdict, c cell, dim string) (float64, int) {
	top, base := 0, concerned(s, all, c, dim)
	parent := s.Framework.Dimension(dim).Parent
	for _, iv := range base {
		own, above := segments(s, all, iv.ID, dim, c.period), 0
		for _, d := range s.Framework.Dimensions {
			if d.Parent == parent && d.ID != dim && speaks(&d) && segments(s, all, iv.ID, d.ID, c.period) > own {
				above++
			}
		}
		if own > 0 && above < 2 {
			top++
		}
	}
	if len(base) == 0 {
		return none, 0
	}
	return float64(top) / float64(len(base)), len(base)
}

// speaks reports whether interviews score a dimension itself: it names interviews among its sources. A group of
// polarity 0 has no score.
func speaks(d *coding.Dimension) bool {
	return d.HasSource("interview") && !(d.Group && d.Polarity == 0)
}

func interviewRows(s *coding.Study, all []verdict) []Row {
	var out []Row
	if len(s.Codings) == 0 {
		return nil
	}
	for i := range s.Framework.Dimensions {
		d := &s.Framework.Dimensions[i]
		if !speaks(d) {
			continue
		}
		for _, c := range cells(s) {
			of := c.of(d.ID, "interview", "")
			add := func(measure string, value float64, n int) { out = append(out, Row{measure, of, value, n, -1}) }
			x, n := prevalence(s, all, c, d.ID)
			add("interview_prevalence", x, n)
			v, n := rated(s, all, c, d.ID)
			add("interview_v", v, n)
			add("interview_q", 50+50*v, n)
			x, n = share(s, all, c, d.ID)
			add("interview_share", x, n)
			x, n = rate(s, all, c, d.ID)
			add("interview_rate", x, n)
			x, n = salience(s, all, c, d.ID)
			add("interview_salience", x, n)
		}
	}
	return out
}
