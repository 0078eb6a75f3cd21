package measures

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

// team makes a coding pass up: interviews of so many units each, coders of whom each skips some units, codes with
// different frequencies, two of them to a dimension, two dimensions to a group. The same for the same arguments.
func team(interviews, units, coders, codes int, skip float64) *coding.Study {
	r := rand.New(rand.NewPCG(21, 22))
	st := &coding.Study{Framework: &coding.Framework{}, Options: coding.Options{Seed: 1}}
	fw := st.Framework
	st.Codebook = &coding.Codebook{}
	var ids []string
	for c := range codes {
		group, leaf, id := fmt.Sprintf("G%d", c/4+1), fmt.Sprintf("G%d.L%d", c/4+1, c/2+1), fmt.Sprintf("c%02d", c+1)
		if c%4 == 0 {
			fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: group, Group: true, Polarity: 1})
		}
		if c%2 == 0 {
			fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: leaf, Parent: group, Polarity: 1, Sources: []string{"interview"}})
		}
		ids = append(ids, id)
		st.Codebook.Codes = append(st.Codebook.Codes, coding.Code{ID: id, Dimension: leaf, Active: true})
	}
	fw.Roles = []coding.Role{{ID: "leader", Level: "leader"}, {ID: "clerk", Level: "staff"}}
	for i := range interviews {
		iv := coding.Interview{ID: fmt.Sprintf("I%03d", i+1), Case: string(rune('G' + i%3)), Role: []string{"leader", "clerk"}[i%2], Characters: -1, Words: -1}
		if i < 3 {
			st.Cases = append(st.Cases, coding.Case{ID: iv.Case, Invited: -1})
		}
		st.Interviews = append(st.Interviews, iv)
		for k := range units {
			s := coding.Segment{Interview: iv.ID, ID: fmt.Sprintf("%04d", k+1), Period: []string{"before", "after"}[r.IntN(2)],
				Text: strings.Repeat("说", 20+r.IntN(80))}
			st.Segments = append(st.Segments, s)
			var truth []string
			for range r.IntN(3) {
				truth = append(truth, ids[min(r.IntN(codes), r.IntN(codes))])
			}
			for w := range coders {
				if r.Float64() < skip {
					continue
				}
				given := map[string]bool{}
				for _, code := range truth {
					if r.Float64() < .8 {
						given[code] = true
					}
				}
				if r.Float64() < .1 {
					given[ids[r.IntN(codes)]] = true
				}
				row := coding.Coding{Pass: "1", Coder: string(rune('A' + w)), Interview: iv.ID, Segment: s.ID}
				if len(given) == 0 {
					st.Codings = append(st.Codings, row)
				}
				for _, code := range ids {
					if given[code] {
						row.Code = code
						st.Codings = append(st.Codings, row)
					}
				}
			}
		}
	}
	return st
}

func BenchmarkAgree(b *testing.B) {
	st := team(200, 200, 6, 20, .1)
	b.ResetTimer()
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := Agree(context.Background(), st, AgreeOptions{})
		if err != nil {
			b.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(len(r.Estimates)), "estimates")
		b.ReportMetric(float64(after.Sys)/(1<<20), "MB-from-system")
	}
}
