package measures

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
)

// consensusCounts says how units × codes were settled: for the whole study and for each case. Adjudicated are all that the
// consensus sheet rules on, whichever way; rejected those alone that a strict majority outvoted.
func consensusCounts(study *coding.Study, c *pass.Consensus) []estimate.Estimate {
	caseOf := interviewCases(study)
	counts := map[string]*[6]int{"": {}}
	for i := range study.Cases {
		counts[study.Cases[i].ID] = &[6]int{}
	}
	for _, list := range [][]pass.Unit{c.Accepted, c.Unresolved, c.Rejected} {
		for i := range list {
			id, ok := caseOf[list[i].Interview]
			if !ok {
				continue
			}
			counts[""][list[i].Status]++
			if n := counts[id]; n != nil && id != "" {
				n[list[i].Status]++
			}
		}
	}
	var out []estimate.Estimate
	for _, id := range caseKeys(study) {
		total := 0
		for _, n := range counts[id] {
			total += n
		}
		for status := pass.Single; status <= pass.Rejected; status++ {
			e := estimate.New("score", "consensus_"+status.String(), estimate.Key{Source: "interview", Case: id}.String())
			e.Value, e.N = float64(counts[id][status]), total
			e.Method = "units x codes"
			e.Basis = estimate.Basis{Source: "coding", Filter: estimate.Key{Case: id}.String()}
			out = append(out, e)
		}
	}
	return out
}

// coverage gives the share of segments that were reviewed (`|reviewed`) and that were given a code by anybody (`|coded`): for the study,
// each case, each pass and each coder of a pass. N is the number of segments.
func coverage(study *coding.Study, layers *pass.Layers) []estimate.Estimate {
	caseOf := interviewCases(study)
	var out []estimate.Estimate
	put := func(key estimate.Key, passName, coder string) {
		c := layers.Coverage(func(interview string) bool {
			id, ok := caseOf[interview]
			return ok && (key.Case == "" || id == key.Case)
		}, passName, coder)
		key.Source = "interview"
		for _, share := range []struct {
			name string
			n    int
		}{{"reviewed", c.Reviewed}, {"coded", c.Coded}} {
			e := estimate.New("score", "coverage", key.Of(share.name))
			e.N, e.Method = c.Units, "share of segments "+share.name
			e.Basis = estimate.Basis{Source: "coding", Filter: estimate.Key{Pass: key.Pass, Coder: key.Coder, Case: key.Case}.String()}
			if c.Units == 0 {
				e = e.Because(estimate.NoteNoData.Says())
			} else {
				e.Value = float64(share.n) / float64(c.Units)
			}
			out = append(out, e)
		}
	}
	for _, id := range caseKeys(study) {
		put(estimate.Key{Case: id}, "", "")
	}
	for _, p := range layers.Passes() {
		if p == "" {
			continue
		}
		put(estimate.Key{Pass: p}, p, "")
		for _, coder := range layers.CodersOf(p) {
			put(estimate.Key{Pass: p, Coder: coder}, p, coder)
		}
	}
	return out
}

// interviewCases maps the interviews (documents apart) to their cases.
func interviewCases(study *coding.Study) map[string]string {
	out := make(map[string]string, len(study.Interviews))
	for i := range study.Interviews {
		if iv := &study.Interviews[i]; !iv.Document {
			out[iv.ID] = iv.Case
		}
	}
	return out
}

// caseKeys are the whole study (empty) and the cases.
func caseKeys(study *coding.Study) []string {
	out := []string{""}
	for i := range study.Cases {
		out = append(out, study.Cases[i].ID)
	}
	return out
}
