// Package measures joins records to families of statistics. It owns the registry of families that answer on a plain
// table, the scoring of a study ([Score] turns its records into a ledger of estimates), and the agreement of the coders of
// its passes on declared denominators ([Agree]).
//
// # Names
//
// A score is an estimate of the family score whose `of` is a list of ids in fixed order ([estimate.Key]):
// `dim=ME.REL;source=survey;case=G;dept=D03;period=after`. A gap holds its contrast in the place of the level
// (`role=leader-staff`; `period=after-before`, always later − earlier). Families within a study use the same list, then
// `|` and what they say of themselves: `dim=ME.SUB;pass=2|A~B`. Alternatives to the main way of computing stand there
// too: `dim=CCD.MC;source=survey;case=G|variant=wang2021`, `…|coder=A`; and `…;side=approval;period=after|hazards`, the scores
// that no table gives and a hazard's gap between sides needs.
//
// # Parents
//
// The composite of a group is the equal mean of its observed children in the same cell, a child of the opposite polarity as
// 100 − score, if at least half of them are scored; its readiness is the same of its proposed children. Contextual
// dimensions (polarity 0) enter neither. N is the smallest n of the children that enter, of a gap the smaller of its two;
// People are the distinct people with a valid answer to an item of the children that could enter. A group with evidence of its own in a source (items in a survey,
// the source interview) is scored from that and not from its children.
//
// # Models
//
// Of each person the latest response counts. Within each observed group at the top of the framework its observed dimensions
// of three items or more are the factors of a confirmatory factor analysis (`cfa.cfi(dim=M;source=survey)`), beside rival
// models with fit alone (`…|one:`, `…|groups:`) and the differences between them (`cfa.chi2_diff(dim=M;source=survey|one-dimensions)`); the
// scores of the observed dimensions are correlated (`correlate.r(source=survey|ME.REL~E.SYN)`), and all their items screened for one
// common factor (`factor.harman_first_factor(source=survey)`); the path from the first of those groups by the groups within the second to the third
// is a mediation of people's composite scores (`mediate.indirect(source=survey|ME)`); and the third's composite has its
// intraclass correlation over departments (`multilevel.icc(dim=E;source=survey)`). What is refused is one empty row with the reason.
//
// # Triangulation
//
// For one case and dimension, periods pooled: the band (low, mid, high; the cuts belong to mid) of the interview score
// against that of the survey score. Same band: 1, convergence; low against high: −1, dissonance; adjacent: 0, partial; one
// missing: empty, silence. A score within the margin of a cut is marked borderline.
//
// # Hazards
//
// A hazard's rule is a row of the framework: everything under high, everything under low, and one of either.
// It is evaluated for each case and, where the study has periods, each period, once on interview scores and once on
// survey scores: never on both in one rule. A source that itself knows no period is judged as it is. Its atoms are true, false or unknown:
//
//	high:ID              score above the high cut
//	low:ID               score below the low cut
//	gap:ID:role          the two levels of roles at least bands.gap points apart (gap:ID:side and gap:ID:department likewise)
//	departments>=K:ID    interviews: in K or more departments an accepted segment says that it is there (mentioned, direction
//	                     not −1); survey: K or more departments score above the high cut on the hazard's own items, one
//	                     answered item being enough
//
// The cuts themselves belong to mid. Unknown is an atom whose score is missing or rests on too few (min_n distinct people in a
// survey, min_interviews interviews with a score; both sides of a gap, each department counted in a survey), and a
// count of departments when fewer than K have any evidence. False and unknown is false; true or unknown is true; otherwise an
// unknown makes the whole unknown. The verdict is 1 triggered, 0 not, empty cannot judge, which thus happens only where
// what is missing leaves the result open.
//
// An atom is borderline when its score or gap is within bands.margin of its cut, the margin included, or the interval of its
// score, where it has one (survey scores of cases with 10 departments or more), holds the cut; counts never are. A
// verdict is borderline when taking its borderline atoms as unknown would leave it open.
//
// Every hazard lists the cuts, the atoms that decide it with value, cut and n (for cannot judge the unknown ones with
// the cause), says when it rests on a proposed dimension (without which it would be open), and counts the segments coded with the hazard's own code, which do
// not decide. Hazards are not added up.
package measures
