package reliability

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// Family is the registry name.
const Family = "reliability"

// Missing rules of [Options].
const (
	Pairwise = "pairwise" // each covariance from the rows that have both items
	Listwise = "listwise" // complete rows only, as SPSS
)

// Options of [Compute].
type Options struct {
	Items     []string // columns of the scale
	Reverse   []string // those of them to turn to min+max−x; needs Min and Max
	Min, Max  float64  // declared ends of the scale, NaN when not declared; values outside are errors
	Missing   string   // pairwise (the default) or listwise
	Factors   int      // factors of omega_total and omega_hierarchical, 0 for 3
	Ordinal   bool     // alpha_ordinal and omega_ordinal too
	Conf      float64  // confidence level, 0 for 0.95
	Seed      uint64   // of the random splits of long scales, and of the bootstrap
	Bootstrap int      // replicates for percentile intervals of alpha, alpha_std, omega_total and omega_unidimensional, 0 for none
}

var (
	noteOneItem      = estimate.DefineNote("reliability_one_item", "fewer than 2 items")
	noteConstantItem = estimate.DefineNote("reliability_constant_item", "constant item: {0}")
	noteNoOverlap    = estimate.DefineNote("reliability_no_overlap", "no 2 rows have both {0} and {1}")
	noteNegative     = estimate.DefineNote("reliability_negative", "negative average covariance: check reversed items")
	noteRedundant    = estimate.DefineNote("reliability_redundant", "above 0.95: redundant items?")
	noteNotPD        = estimate.DefineNote("reliability_not_positive_definite", "correlation matrix not positive definite (smallest eigenvalue {0})")
	noteNoTotal      = estimate.DefineNote("reliability_no_total", "the sum of the items has no variance")
	noteTwoItems     = estimate.DefineNote("reliability_two_items", "two items: dropping one leaves no scale")
	noteReversed     = estimate.DefineNote("reliability_negative_rest", "negative item-rest correlation: {0}; reversed item?")
	noteNegativeItem = estimate.DefineNote("reliability_negative_item", "below 0: reversed item?")

	noteFewItems       = estimate.DefineNote("reliability_few_items", "{0} items: one factor needs {1}")
	noteOneFactor      = estimate.DefineNote("reliability_one_factor", "one factor: no hierarchy")
	noteTooManyFactors = estimate.DefineNote("reliability_too_many_factors", "{0} factors of {1} items are not identified, at most {2} are: ask for fewer (--factors)")
	noteFewReal        = estimate.DefineNote("reliability_few_real", "the items share {0} of the {1} factors asked for")
	noteNoGeneral      = estimate.DefineNote("reliability_no_general", "no general factor: the two factors correlate {0}")
	noteUnsettled      = estimate.DefineNote("reliability_not_converged", "the factor model did not converge")
	noteHeywood        = estimate.DefineNote("reliability_heywood", "Heywood case: {0}")
	noteNegativeTheta  = estimate.DefineNote("reliability_negative_theta", "Heywood case: an error variance is 0 or negative")
	noteAgainst        = estimate.DefineNote("reliability_general_negative", "negative loading on the general factor: {0}; reversed item?")
)

// Compute analyses one scale of k items: alpha, alpha_std, lambda6, average_r, spearman_brown (two items only),
// split_half_max, split_half_min, omega_total, omega_hierarchical, omega_unidimensional of the whole, alpha_ordinal and omega_ordinal on request; item_n, item_mean, item_sd, item_total_r, item_rest_r, alpha_if_dropped
// of each item.
//
// Items are reversed first, once. Pairwise, n of the whole is the number of rows with any answer; listwise, that of
// complete rows. Fewer than 3 rows or 2 items: nothing but the items' own n, mean and sd. A constant item empties its own
// correlations and everything on R, and is named; alpha on C stands. Negative item-rest correlations are warned of.
// The omegas need 3 items, and as many factors as the items identify; items are turned as Reverse says, never by their loadings: negative
// general loadings are warned of.
func Compute(ctx context.Context, src moments.Source, o Options) (estimate.Result, error) {
	var res estimate.Result
	if err := o.check(); err != nil {
		return res, err
	}
	m, err := src.Collect(ctx, moments.Plan{Variables: moments.ScaleVariables(o.Items, o.Reverse, o.Min, o.Max), Products: true,
		Listwise: o.Missing == Listwise})
	if err != nil {
		return res, err
	}
	g := &m.Groups[0]
	s := newScale(g, o)
	if g.Dropped > 0 {
		res.Warn(estimate.NoteExcluded.Says(int(g.Dropped)))
	}
	s.whole(&res)
	if o.Bootstrap > 0 {
		if err := s.bootstrap(ctx, src, &res); err != nil {
			return estimate.Result{}, err
		}
	}
	if o.Ordinal {
		if err := s.ordinal(ctx, src, &res); err != nil {
			return estimate.Result{}, err
		}
	}
	s.items(&res)
	return res, nil
}

func (o *Options) check() error {
	if len(o.Items) == 0 {
		return fmt.Errorf("reliability: no items")
	}
	if o.Missing == "" {
		o.Missing = Pairwise
	}
	if o.Missing != Pairwise && o.Missing != Listwise {
		return fmt.Errorf("reliability: no missing rule %q: pairwise or listwise", o.Missing)
	}
	for _, r := range o.Reverse {
		if !slices.Contains(o.Items, r) {
			return fmt.Errorf("reliability: reversed item %q is not among the items", r)
		}
	}
	if len(o.Reverse) > 0 && !(o.Max > o.Min) {
		return fmt.Errorf("reliability: reversing needs both ends of the scale (min and max)")
	}
	if o.Factors == 0 {
		o.Factors = omegaFactors
	}
	if o.Bootstrap < 0 {
		return fmt.Errorf("reliability: %d bootstrap replicates", o.Bootstrap)
	}
	if o.Factors < 0 {
		return fmt.Errorf("reliability: %d factors", o.Factors)
	}
	if o.Conf == 0 {
		o.Conf = 0.95
	}
	if !(o.Conf > 0 && o.Conf < 1) {
		return fmt.Errorf("reliability: confidence level %v is not between 0 and 1", o.Conf)
	}
	return nil
}

// scale is what the coefficients are computed from.
type scale struct {
	o     Options
	names []string
	vars  []moments.Moment
	k, n  int
	c     [][]float64    // covariance matrix
	r     [][]float64    // its correlation matrix; nil where stopR says why
	stop  *estimate.Note // why nothing on C can be had
	stopR *estimate.Note // why nothing on R can be had
	rows  []float64      // row sums of c
	total float64        // sum of c
}

func newScale(g *moments.Group, o Options) *scale {
	s := &scale{o: o, names: o.Items, vars: g.Vars, k: len(o.Items), n: int(g.Any), c: g.Covariance()}
	why := func(n estimate.Note) *estimate.Note { return &n }
	switch i, j, gap := s.gap(); {
	case s.k < 2:
		s.stop = why(noteOneItem.Says())
	case s.n < 3:
		s.stop = why(estimate.NoteTooFew.Says(s.n, 3))
	case gap && i == j:
		s.stop = why(estimate.NoteTooFew.Says(int(g.Vars[i].N), 2))
	case gap:
		s.stop = why(noteNoOverlap.Says(s.names[i], s.names[j]))
	}
	if s.stop != nil {
		s.stopR = s.stop
		return s
	}
	s.sum()
	for i, v := range s.vars {
		if v.Constant() {
			s.stopR = why(noteConstantItem.Says(s.names[i]))
			return s
		}
	}
	s.standardise()
	return s
}

// sum adds up the covariance matrix.
func (s *scale) sum() {
	s.rows = make([]float64, s.k)
	for i := range s.c {
		for _, x := range s.c[i] {
			s.rows[i] += x
		}
		s.total += s.rows[i]
	}
}

// standardise makes the correlation matrix.
func (s *scale) standardise() {
	s.r = make([][]float64, s.k)
	for i := range s.r {
		s.r[i] = make([]float64, s.k)
		for j := range s.r[i] {
			s.r[i][j] = s.c[i][j] / (math.Sqrt(s.c[i][i]) * math.Sqrt(s.c[j][j]))
		}
		s.r[i][i] = 1
	}
}

// gap finds a variance (i = j) or covariance that has fewer than 2 rows.
func (s *scale) gap() (i, j int, found bool) {
	for i := range s.c {
		if math.IsNaN(s.c[i][i]) {
			return i, i, true
		}
	}
	for i := range s.c {
		for j := range i {
			if math.IsNaN(s.c[i][j]) {
				return j, i, true
			}
		}
	}
	return 0, 0, false
}

// estimate starts an estimate of the scale, or of an item.
func (s *scale) estimate(measure, of, method string) estimate.Estimate {
	e := estimate.New(Family, measure, of)
	e.N, e.People = s.n, s.n
	e.Method = s.o.Missing
	if method != "" {
		e.Method = method + ", " + s.o.Missing
	}
	e.Basis = estimate.Basis{Columns: s.names}
	return e
}
