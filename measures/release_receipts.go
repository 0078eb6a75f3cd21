package measures

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/measures/ledger"
)

// releasedReceipts are the receipts that outputs may show. What was read of people is told without saying whom or how many
// of a kind: names and other spellings in the responses, each with its count, would count departments and roles that are
// hidden; speakers of a transcript are people; a decision may name a respondent. How many rows each file gave, and what
// became of them, stays.
func releasedReceipts(full []ledger.Receipt) []ledger.Receipt {
	out := slices.Clone(full)
	for i := range out {
		var notes []ledger.Remark
		for _, n := range out[i].Notes {
			n = releasedRemark(n, out[i].What)
			if !slices.ContainsFunc(notes, func(o ledger.Remark) bool { return o.Code == n.Code && slices.Equal(o.Args, n.Args) }) {
				notes = append(notes, n)
			}
		}
		out[i].Notes = notes
	}
	return out
}

func releasedRemark(n ledger.Remark, what string) ledger.Remark {
	switch n.Code {
	case "by_name", "respelled", "department_from_values", "case_from_values":
		if what == "responses" {
			return ledger.Remark{Code: "names_read"}
		}
	case "transcript_speakers", "transcript_not_speakers":
		return ledger.Remark{Code: "transcript_speakers_left_out"}
	case "decision_excluded", "decision_recoded", "decision_cell_excluded", "decision_used":
		// A place in a file (FILE!SHEET!CELL) says nothing of who stands there.
		if len(n.Args) > 0 && !strings.Contains(n.Args[0], "!") {
			return ledger.Remark{Code: n.Code, Args: append([]string{"…"}, n.Args[1:]...)}
		}
	}
	return n
}
