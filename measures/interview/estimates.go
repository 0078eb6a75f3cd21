package interview

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
)

// Estimates writes the scores as rows of the family score: interview_prevalence, interview_q, interview_v,
// interview_share, interview_rate and interview_salience. N is the denominator that the measure names: interviews asked, interviews
// with a score, interviews with a segment, interviews of known length, interviews asked. A dimension that nobody in the
// cell was asked about has no row.
func (s *Scores) Estimates() []estimate.Estimate {
	out := make([]estimate.Estimate, 0, len(s.Cells)*len(s.Dims)*4)
	rate := "segments per 1,000 characters or words"
	if s.Unit != "" {
		rate = "segments per 1,000 " + s.Unit + ", mean over interviews asked"
	}
	for i := range s.Cells {
		key := s.Cells[i].Key
		filter := key.String()
		key.Source = "interview"
		for d, dim := range s.Dims {
			v := &s.Values[i][d]
			if v.Asked == 0 {
				continue
			}
			key.Dim = dim
			of := key.String()
			row := func(measure string, value float64, n int, method string) estimate.Estimate {
				e := estimate.New("score", measure, of)
				e.Value, e.N, e.Method = value, n, method
				e.Basis = estimate.Basis{Source: "coding", Filter: filter, Columns: s.Dims[d : d+1 : d+1]}
				return e
			}
			out = append(out,
				row("interview_prevalence", v.Prevalence(), v.Asked, "interviews that mention it / interviews asked"),
				s.excuse(row("interview_q", v.Q, v.Rated, "mean over interviews of 50+50V"), v),
				s.excuse(row("interview_v", v.V, v.Rated, "mean over interviews of Σ(intensity·direction)/Σ intensity"), v),
				without(row("interview_share", v.Share, v.ShareN, "segments / all segments, mean over interviews asked"), noteNoText),
				without(row("interview_rate", v.Rate, v.RateN, rate), noteNoLength),
				row("interview_salience", v.Salience, v.Asked, "share of interviews asked where it is among the two most frequent of its family"))
		}
	}
	return out
}

// excuse says why a rated score is empty.
func (s *Scores) excuse(e estimate.Estimate, v *Score) estimate.Estimate {
	switch {
	case v.Refused:
		return e.Because(noteFew.Says(v.Rated, s.minimum))
	case v.Rated == 0:
		return e.Because(noteUnrated.Says())
	}
	return e
}

func without(e estimate.Estimate, why estimate.Code) estimate.Estimate {
	if math.IsNaN(e.Value) {
		return e.Because(why.Says())
	}
	return e
}
