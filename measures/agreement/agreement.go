package agreement

import (
	"context"
	"errors"
	"fmt"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/numeric"
)

// Family is the registry name of the estimates.
const Family = "agreement"

// Table is what coders gave to units. Codes[unit][coder] is a category, empty where the coder gave none. Units may be
// nil; the names of coders must differ. With Counts a row stands for so many units (1 or more) that are coded alike and
// lie in the same cluster: every answer is that of the table in which each of them has its own row.
type Table struct {
	Units  []string
	Coders []string
	Codes  [][]string
	Counts []int // nil: 1 each
}

// count is how many units a row stands for.
func (t *Table) count(row int) int {
	if t.Counts == nil {
		return 1
	}
	return t.Counts[row]
}

// Options choose the coefficients' variants. The zero value is nominal with 95 % intervals and no bootstrap.
type Options struct {
	// Level of measurement: nominal (or empty), ordinal, interval, ratio. Krippendorff's alpha follows it.
	Level string
	// Weights of the kappa-type coefficients: nominal, ordinal, linear, quadratic, ratio. Empty fits the level: nominal,
	// ordinal, quadratic for interval, ratio.
	Weights string
	// Categories of the code book, when there is one; numbers are put in their order, others keep the order given. Empty
	// means the categories observed. A code outside the book stops with an [UnknownCode].
	Categories []string
	// Presence is the category that says that a code was given, in the table of one code ("1"). mutual_agreement and the
	// composite reliability then count codes given to units that both coded, and not what both left alone; and the words
	// of methods and notes speak of units reviewed and judgements made, where those of other tables speak of codes.
	Presence string
	// Clusters names the cluster of each unit (its interview, say); nil means independent units. Units with an empty
	// name are left out with a warning.
	Clusters []string
	// Conf is the confidence level, 0 meaning 0.95.
	Conf float64
	// Bootstrap is the number of replicates for the interval of Krippendorff's alpha, 0 meaning no interval.
	Bootstrap int
	// BootstrapAll gives every estimate, not alpha alone, its standard error and limits from the bootstrap, in one pass:
	// all units (or clusters) are drawn, and everything recomputed in full.
	BootstrapAll bool
	// NoSE leaves out what assumes that units are independent within their clusters or at all, such as characters of a
	// text: there are no standard errors and limits but those of a bootstrap.
	NoSE bool
	// Seed drives the bootstrap.
	Seed uint64
	// Draws keeps what the bootstrap draws for other tables of equally many clusters; nil: it is drawn anew. Nothing else
	// depends on it.
	Draws *numeric.Draws
}

// UnknownCode is the error of a code that the code book does not hold. Unit and Coder index the table from 0.
type UnknownCode struct {
	Unit, Coder int
	Code        string
	Name        string // the coder
}

func (e *UnknownCode) Error() string {
	return fmt.Sprintf("agreement: row %d, coder %s: %q is not among the categories", e.Unit+1, e.Name, e.Code)
}

// Compute returns, in this order: percent_agreement, fleiss_kappa, conger_kappa, krippendorff_alpha, gwet_ac and
// brennan_prediger and composite_reliability_holsti of the whole table; cohen_kappa, percent_agreement, scott_pi, holsti and
// mutual_agreement (unless Presence is given the same number, in the words of Chinese content analysis) of each pair A~B of
// coders in the order of the columns; prevalence of each category.
//
// Missing codes: a unit without codes is not counted; a unit with one code counts for the margins but not for the
// agreement; a pair uses the units that both coded. A coder without any code is left out with a warning. Codes that
// differ only in case or blanks, or only in how a number is written, are one category, with a warning.
//
// Not estimable (empty with the reason): fewer than 2 coders, fewer than 2 units with 2 codes, chance agreement of 1
// (all codes in one category). Errors: a table whose parts do not fit, unknown options, a code outside the code book, a
// cancelled context.
func Compute(ctx context.Context, t Table, o Options) (estimate.Result, error) {
	var r estimate.Result
	if err := o.settle(); err != nil {
		return r, err
	}
	g, err := newGrid(t, o, &r)
	if err != nil {
		return r, err
	}
	w, reason := weigh(o.Weights, g)
	if len(g.coders) < 2 {
		n := noteFewCoders.Says()
		reason = &n
	}
	all := g // the clusters do not matter where nothing but a bootstrap of all needs them
	if !o.linear() && (o.BootstrapAll || o.Bootstrap == 0) {
		all = g.merged()
	}
	alpha, err := all.krippendorff(ctx, o)
	if err != nil {
		return estimate.Result{}, err
	}
	all.whole(&r, alpha, w, reason, o)
	var pairs estimate.Result
	for a := range all.coders {
		for b := a + 1; b < len(all.coders); b++ {
			all.pair(&pairs, a, b, w, reason, o)
		}
	}
	r.Add(composite(pairs.Estimates, len(all.coders), all.doubled()))
	r.Add(pairs.Estimates...)
	all.prevalence(&r, o)
	if o.BootstrapAll && o.Bootstrap > 0 {
		if err := g.bootstrapAll(ctx, &r, w, o); err != nil {
			return estimate.Result{}, err
		}
	}
	return r, nil
}

// linear reports whether standard errors come from linearisation.
func (o *Options) linear() bool { return !o.NoSE && !(o.BootstrapAll && o.Bootstrap > 0) }

// tail is the end of a method's text that speaks of the linearised standard error.
func (o *Options) tail(text string) string {
	if o.linear() {
		return text
	}
	return ""
}

func (o *Options) settle() error {
	if o.Level == "" {
		o.Level = "nominal"
	}
	fits, ok := map[string]string{"nominal": "nominal", "ordinal": "ordinal", "interval": "quadratic", "ratio": "ratio"}[o.Level]
	if !ok {
		return fmt.Errorf("agreement: unknown level %q (nominal, ordinal, interval, ratio)", o.Level)
	}
	switch o.Weights {
	case "":
		o.Weights = fits
	case "nominal", "ordinal", "linear", "quadratic", "ratio":
	default:
		return fmt.Errorf("agreement: unknown weights %q (nominal, ordinal, linear, quadratic, ratio)", o.Weights)
	}
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if !(o.Conf > 0 && o.Conf < 1) {
		return errors.New("agreement: the confidence level must lie between 0 and 1")
	}
	if o.Bootstrap < 0 {
		return errors.New("agreement: the number of bootstrap replicates must not be negative")
	}
	return nil
}
