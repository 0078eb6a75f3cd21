package measures

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/disclosure"
	"github.com/smekit/smekit/measures/ledger"
)

// Release puts a full ledger through disclosure control with the study's min_n: the ledger that outputs are made of. The
// full one is not changed.
//
// What was computed over departments of which some are hidden is computed anew: the summaries of an aggregation (icc1,
// anova_f, the mean of rwg_j …) over the departments shown; the standard errors, intervals and tests that take departments
// as clusters with the hidden ones as one. The notes say so. Neither tells of a hidden department what the other figures
// do not.
func Release(full *ledger.Ledger, study *coding.Study) *ledger.Ledger {
	es, report := disclosure.Release(full.Estimates, margins(study), study.Options.MinN)
	l := &ledger.Ledger{
		Provenance: full.Provenance,
		Receipts:   releasedReceipts(full.Receipts),
		Estimates:  es,
		Warnings:   full.Warnings,
		Released:   true,
		Primary:    report.Primary,
		Secondary:  report.Complementary,
	}
	if len(report.OverHidden) > 0 {
		l.Secondary -= overShown(full, study, es, report)
	}
	return l
}

// margins tells disclosure control which departments make up a case and how many people each has: those invited or known
// to have answered, whichever is more; unknown where neither is known.
func margins(study *coding.Study) disclosure.Margins {
	type place struct{ caseID, dept string }
	people := map[place]map[string]bool{}
	for i := range study.Survey.Responses {
		r := &study.Survey.Responses[i]
		if r.Excluded != "" {
			continue
		}
		p := place{r.Case, r.Dept}
		if people[p] == nil {
			people[p] = map[string]bool{}
		}
		people[p][r.Respondent] = true
	}
	var m disclosure.Margins
	for i := range study.Departments {
		d := &study.Departments[i]
		heads := max(d.Invited, len(people[place{d.Case, d.ID}]))
		if heads == 0 {
			heads = -1
		}
		m.Departments = append(m.Departments, disclosure.Department{Case: d.Case, ID: d.ID, Side: d.Side, People: heads})
	}
	return m
}
