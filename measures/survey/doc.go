// Package survey scores questionnaires: from raw answers to leaf scores of every respondent on 0–100, and to the means
// of every cell of a study.
//
// # One respondent
//
// An item of a leaf counts for a respondent when its column exists and it is asked of the side of the respondent's
// department: `all` of everybody, `approval` of departments on the approval side, `line` of those on the supervision side;
// departments on the support side, and people without department, are asked the items for all alone. Other columns are
// ignored. Reverse items are turned round here and nowhere else, x' = min + max − x. With k such items
// a leaf has a score when at least min(k, max(2, ⌈k/2⌉)) are answered:
//
//	POMP = 100 · (mean − min)/(max − min)
//
// on the declared ends of the scale. Items of one leaf with different scales are each brought to 0–100 first, which is
// the same where they agree.
//
// # A cell
//
// The score of a leaf in a cell is the mean of its responses' scores, weighted where the responses carry weights; median and
// standard deviation (n−1) beside it are unweighted. N counts responses with a score, so that a person asked
// in two periods counts twice; People counts distinct people not excluded with at least one valid answer to the leaf's items, and is what small cells
// are judged by. percent_agree is the percentage of all valid answers (after reversal) at the top two points of their scale, N the answers.
//
// For a whole case, and a case in a period, survey_pomp carries a standard error and a 95 % interval that take the
// departments as clusters [BellMcCaffrey2002]: SE = √(G/(G−1)·(N−1)/(N−K)·Σ_g(Σ_i(x_i−m))²)/N with K = 1, and t with G−1
// degrees of freedom; only where the responses are unweighted, each with a score names its department, and the
// departments are 10 or more.
//
// Sources: [BellMcCaffrey2002] Bell & McCaffrey, Surv Methodol 28:169 (CR1).
package survey
