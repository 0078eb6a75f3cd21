package naive

import (
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
)

// verdict is what became of one code on one segment.
type verdict struct {
	interview, segment, code string
	dimension                string
	period                   string
	status                   string // single, agreed, majority, unresolved, rejected, adjudicated
	accepted                 bool
	absent                   bool
	intensity, direction     float64 // NaN: unrated
}

// later reports whether pass a comes after pass b: by number where both are numbers, else by bytes.
func later(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX == nil && errY == nil {
		return x > y
	}
	return a > b
}

// latest are the codings that count: of each coder, on each segment, those of the last pass in which the coder has a row
// for it.
func latest(s *coding.Study) []coding.Coding {
	var out []coding.Coding
	for _, c := range s.Codings {
		superseded := false
		for _, o := range s.Codings {
			if o.Coder == c.Coder && o.Interview == c.Interview && o.Segment == c.Segment && later(o.Pass, c.Pass) {
				superseded = true
			}
		}
		if !superseded {
			out = append(out, c)
		}
	}
	return out
}

// consensus settles every code of every segment. A coder reviewed a segment if it has a row. A ruling decides the code it
// names. One reviewer: single. All reviewers gave it: agreed. One of two: unresolved. Of three or more a strict majority
// accepts, a minority is rejected, half is unresolved. Intensity and direction are medians over those who gave the code; when
// the two middle directions differ the unit is unresolved. The state is that of the majority of those who gave it; absent
// makes the direction -1. A ruling's empty ratings take the medians.
func consensus(s *coding.Study) []verdict {
	counted := latest(s)
	var out []verdict
	for _, g := range s.Segments {
		var reviewers, codes []string
		for _, c := range counted {
			if c.Interview != g.Interview || c.Segment != g.ID {
				continue
			}
			if !slices.Contains(reviewers, c.Coder) {
				reviewers = append(reviewers, c.Coder)
			}
			if c.Code != "" && !slices.Contains(codes, c.Code) {
				codes = append(codes, c.Code)
			}
		}
		for _, r := range s.Consensus {
			if r.Interview == g.Interview && r.Segment == g.ID && !slices.Contains(codes, r.Code) {
				codes = append(codes, r.Code)
			}
		}
		for _, code := range codes {
			var givers []coding.Coding
			for _, c := range counted {
				if c.Interview == g.Interview && c.Segment == g.ID && c.Code == code {
					givers = append(givers, c)
				}
			}
			out = append(out, settle(s, g, code, len(reviewers), givers))
		}
	}
	return out
}

func settle(s *coding.Study, g coding.Segment, code string, reviewers int, givers []coding.Coding) verdict {
	v := verdict{interview: g.Interview, segment: g.ID, code: code, dimension: dimensionOf(s, code), period: g.Period}
	var intensities, directions []float64
	absents := 0
	for _, c := range givers {
		if c.Intensity > 0 {
			intensities = append(intensities, float64(c.Intensity))
		}
		if c.State == coding.Absent {
			absents++
			directions = append(directions, -1)
		} else if c.HasDir {
			directions = append(directions, float64(c.Direction))
		}
	}
	v.intensity, v.direction = median(intensities), median(directions)
	v.absent = 2*absents > len(givers)
	tie := middleDiffers(directions)
	if tie {
		v.direction = none
	}
	if v.absent {
		v.direction, tie = -1, false
	}
	for _, r := range s.Consensus {
		if r.Interview != g.Interview || r.Segment != g.ID || r.Code != code {
			continue
		}
		v.status, v.accepted = "adjudicated", r.Accept
		if r.Intensity > 0 {
			v.intensity = float64(r.Intensity)
		}
		if r.HasDir {
			v.direction = float64(r.Direction)
		}
		return v
	}
	n := len(givers)
	switch {
	case reviewers == 1:
		v.status = "single"
	case n == reviewers:
		v.status = "agreed"
	case reviewers == 2 || 2*n == reviewers:
		v.status = "unresolved"
	case 2*n > reviewers:
		v.status = "majority"
	default:
		v.status = "rejected"
	}
	v.accepted = v.status == "single" || v.status == "agreed" || v.status == "majority"
	if v.accepted && tie {
		v.status, v.accepted = "unresolved", false
	}
	return v
}

// middleDiffers reports whether the two middle values differ.
func middleDiffers(x []float64) bool {
	y := slices.Sorted(slices.Values(x))
	return len(y) > 0 && len(y)%2 == 0 && y[len(y)/2-1] != y[len(y)/2]
}

// dimensionOf is the dimension that a code is evidence for: the codebook's, else the code itself.
func dimensionOf(s *coding.Study, code string) string {
	if s.Codebook != nil {
		for _, c := range s.Codebook.Codes {
			if c.ID == code && c.Dimension != "" {
				return c.Dimension
			}
		}
	}
	return code
}

// consensusRows count units of segment by code, by what became of them, for the whole study and each case.
func consensusRows(s *coding.Study, all []verdict) []Row {
	var out []Row
	if len(s.Codings) == 0 {
		return nil
	}
	for _, c := range append([]coding.Case{{}}, s.Cases...) {
		for _, status := range []string{"single", "agreed", "majority", "unresolved", "rejected", "adjudicated"} {
			count := 0
			for _, v := range all {
				if iv := s.Interview(v.interview); iv != nil && !iv.Document && (c.ID == "" || iv.Case == c.ID) && v.status == status {
					count++
				}
			}
			out = append(out, Row{"consensus_" + status, cell{caseID: c.ID}.of("", "interview", ""), float64(count), Open, -1})
		}
	}
	return out
}
