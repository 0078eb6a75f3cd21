package measures

import "strings"

// What a study's report refuses by default: tests between groups with fewer than 5 people or fewer than 10 clusters
// (`tests`), REML intraclass correlations of fewer than 10 groups (`multilevel`), agreement on fewer than 2 units coded
// twice (`agreement`), factor models of fewer than 100 people, fewer than 5 for each item, or no more than free parameters
// (`cfa`), mediation with fewer than 100 people or 10 departments (`mediation`). A study allows one by `refuse: {tests: off}`
// in study.yaml.

// allowed reports whether the study lifted a refusal.
func (s *scorer) allowed(what string) bool {
	switch strings.ToLower(s.study.Options.Refuse[what]) {
	case "off", "no", "never", "false", "warn":
		return true
	}
	return false
}

const leastClusters = 10 // with fewer, respondents within departments give no p
