package locale

import "github.com/smekit/smekit/coding"

// Problem puts a problem into words without its place:
//
//	expected a whole number from 1 to 5, got "55" (did you mean 5?)
//
// The problems unreadable_file and import.merge carry the code and arguments of the reason, which are put into words too. A respondent
// who stands twice in a survey without periods (duplicate_respondent, its second argument empty) is told without one.
func Problem(lang string, p coding.Problem) string {
	args, code := p.Args, p.Code
	if (p.Code == "unreadable_file" || p.Code == "import.merge") && len(args) > 0 {
		args = []string{Text(lang, args[0], args[1:]...)}
	}
	if code == "duplicate_respondent" && len(args) > 1 && args[1] == "" {
		code += "_once"
	}
	s := Text(lang, "problem."+code, args...)
	if p.Suggestion != "" {
		s += Text(lang, "suggestion", p.Suggestion)
	}
	return s
}

// ProblemLine writes a problem as one line with its place:
//
//	survey/responses.xlsx!responses!F12: expected a whole number from 1 to 5, got "55" (did you mean 5?)
//
// A problem that the decisions sheet has accepted says so at the end.
func ProblemLine(lang string, p coding.Problem) string {
	s := p.Pos.String() + ": " + Problem(lang, p)
	if p.Accepted {
		s += Text(lang, "accepted")
	}
	return s
}

// ReceiptNote puts a note of a receipt into words: the catalogue's receipt.CODE, or CODE itself for a note whose code
// names its package already (sheet.hidden_rows).
func ReceiptNote(lang string, n coding.ReceiptNote) string {
	if n.Code == DirectionNote {
		return directionNote(lang, n)
	}
	code := "receipt." + n.Code
	if _, ok := catalogue()[code]; !ok {
		code = n.Code
	}
	return Text(lang, code, n.Args...)
}

// Reason says in a few words why rows were left out: a problem's code, or the reason of an exclusion.
func Reason(lang, reason string) string { return Text(lang, "reason."+reason) }

// What names a kind of sheet (the What of a receipt).
func What(lang, what string) string { return Text(lang, "what."+what) }
