package naive

import "github.com/smekit/smekit/coding"

// Score gives the rows of a study before disclosure control: those of the family score that concern the consensus of all
// passes, and the coupling coordination of its cases.
func Score(s *coding.Study) []Row {
	all := consensus(s)
	var out []Row
	out = append(out, consensusRows(s, all)...)
	out = append(out, interviewRows(s, all)...)
	out = append(out, surveyRows(s)...)
	out = append(out, parentRows(s, all)...)
	out = append(out, gapRows(s, all)...)
	out = append(out, peerRows(s, all)...)
	out = append(out, triangulationRows(s, all)...)
	out = append(out, hazardRows(s, all)...)
	return append(out, balanceRows(s, all)...)
}
