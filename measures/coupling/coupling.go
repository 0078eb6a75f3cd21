package coupling

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Family is the registry name of the estimates.
const Family = "ccd"

// Notes of the family.
var (
	noteMissing   = estimate.DefineNote("ccd_missing", "no score for {0}")
	noteAllZero   = estimate.DefineNote("ccd_all_zero", "every score is 0: coupling is 0/0")
	noteOneSystem = estimate.DefineNote("ccd_one_system", "fewer than 2 systems")

	warnScaled = estimate.DefineNote("ccd_alpha_scaled", "the weights sum to {0}: scaled to 1")
	warnBounds = estimate.DefineNote("ccd_bounds", "D compares cases only when all scores were scaled on the same fixed bounds")
	warnSample = estimate.DefineNote("ccd_sample_bounds", "{0} runs from exactly 0 to exactly 1: scaled within the sample? D is relative to the sample then")
	warnTwins  = estimate.DefineNote("ccd_same_name", "several cases are named {0}: told apart by their row number")
)

// Table is a row a case, a column a system; U[case][system] from 0 to 1, NaN where missing.
type Table struct {
	Cases, Systems []string
	U              [][]float64
}

// Options of the family. The zero value is the standard variant with equal weights and the ten classes.
type Options struct {
	Variant string    // standard (or empty), wang2021, fan2024
	Alpha   []float64 // weights of the systems; nil means equal ones
	Cuts    []float64 // ascending lower bounds of the classes after the first, above 0 and below 1; nil means .1, .2, … .9
}

// OutOfRange is the error of a score outside 0..1. Row and Column count from 0.
type OutOfRange struct {
	Row, Column  int
	Case, System string
	Value        float64
}

func (e *OutOfRange) Error() string {
	return fmt.Sprintf("ccd: case %s, %s: expected a score from 0 to 1, got %v (a score from 0 to 100 must be divided by 100 first)", e.Case, e.System, e.Value)
}

// Compute returns, for each case, coupling_c, development_t, coordination_d and level (of: case):
//
//	T = Σ α_i U_i, D = √(C·T)
//	standard  C = n (ΠU)^(1/n) / ΣU
//	wang2021  C = √([1 − Σ_{i>j}|U_i − U_j| / (n(n−1)/2)] · (Π U_i/max U)^(1/(n−1)))  [Wang2021]
//	fan2024   C = 1 − 2·SD(U), SD with divisor n                                       [Fan2024]
//
// level is the number, from 1, of the class of D: a D at a cut (to 1e-12) belongs to the class above it. Its note names it
// ([LevelName]). n is the number of systems.
//
// Weights that do not sum to 1 are scaled, with a warning. A missing score leaves the case empty. Scores that are all 0
// leave C, D and level empty (fan2024: C = 1, D = 0); with some of them 0, C = D = 0 but for fan2024. Errors: a score
// outside 0..1 ([OutOfRange]), unusable weights, cuts or names, an unknown variant.
func Compute(t Table, o Options) (estimate.Result, error) {
	var r estimate.Result
	couple, method, err := variant(o.Variant)
	if err != nil {
		return r, err
	}
	if err := check(t); err != nil {
		return r, err
	}
	alpha, err := shares(o.Alpha, len(t.Systems), &r)
	if err != nil {
		return r, err
	}
	cuts, classes, err := classes(o.Cuts)
	if err != nil {
		return r, err
	}
	r.Warn(warnBounds.Says())
	sampled(t, &r)
	names := caseNames(t, &r)
	for i, u := range t.U {
		row := rows(names[i], len(t.Systems), method, weightsText(o.Alpha, alpha), classes)
		fill(&row, t.Systems, u, alpha, couple, cuts)
		for j := range row {
			row[j].Basis.Columns = slices.Clone(t.Systems)
		}
		row[2].Basis.Parents = []string{row[0].ID(), row[1].ID()}
		row[3].Basis.Parents = []string{row[2].ID()}
		r.Add(row[:]...)
	}
	return r, nil
}

// rows are the four empty estimates of a case.
func rows(of string, systems int, method, weights, classes string) [4]estimate.Estimate {
	var row [4]estimate.Estimate
	for i, m := range [...]struct{ measure, method string }{
		{"coupling_c", method}, {"development_t", weights}, {"coordination_d", "sqrt(C*T); C: " + method + "; T: " + weights}, {"level", classes},
	} {
		row[i] = estimate.New(Family, m.measure, of)
		row[i].Method, row[i].N = m.method, systems
	}
	return row
}

// fill computes the four estimates of a case.
func fill(row *[4]estimate.Estimate, systems []string, u, alpha []float64, couple func([]float64) float64, cuts []float64) {
	c, t, d, level := &row[0], &row[1], &row[2], &row[3]
	var missing []string
	for j, x := range u {
		if math.IsNaN(x) {
			missing = append(missing, systems[j])
		}
	}
	if len(missing) > 0 {
		for i := range row {
			row[i] = row[i].Because(noteMissing.Says(strings.Join(missing, ", ")))
		}
		return
	}
	t.Value = 0
	for j, x := range u {
		t.Value += alpha[j] * x
	}
	t.Value = math.Min(t.Value, 1)
	why := noteAllZero
	if len(u) < 2 {
		why = noteOneSystem
	} else {
		c.Value = couple(u)
	}
	if c.Empty() {
		for _, e := range []*estimate.Estimate{c, d, level} {
			*e = e.Because(why.Says())
		}
		return
	}
	d.Value = math.Sqrt(c.Value * t.Value)
	class := 1
	for _, cut := range cuts {
		if d.Value >= cut-1e-12 {
			class++
		}
	}
	level.Value = float64(class)
	*level = level.With(levelNote(class, len(cuts)+1))
}

func check(t Table) error {
	if len(t.Systems) == 0 {
		return errors.New("ccd: no systems")
	}
	for j, name := range t.Systems {
		if slices.Contains(t.Systems[:j], name) {
			return fmt.Errorf("ccd: two systems are named %q", name)
		}
	}
	if t.Cases != nil && len(t.Cases) != len(t.U) {
		return fmt.Errorf("ccd: %d case names for %d rows", len(t.Cases), len(t.U))
	}
	for i, row := range t.U {
		if len(row) != len(t.Systems) {
			return fmt.Errorf("ccd: row %d has %d scores for %d systems", i+1, len(row), len(t.Systems))
		}
		for j, x := range row {
			if x < 0 || x > 1 {
				return &OutOfRange{Row: i, Column: j, Case: caseName(t, i), System: t.Systems[j], Value: x}
			}
		}
	}
	return nil
}

// shares are the weights, scaled to sum 1.
func shares(alpha []float64, systems int, r *estimate.Result) ([]float64, error) {
	if alpha == nil {
		alpha = make([]float64, systems)
		for j := range alpha {
			alpha[j] = 1 / float64(systems)
		}
		return alpha, nil
	}
	if len(alpha) != systems {
		return nil, fmt.Errorf("ccd: %d weights for %d systems", len(alpha), systems)
	}
	sum := 0.0
	for _, a := range alpha {
		if !(a >= 0) || math.IsInf(a, 1) {
			return nil, fmt.Errorf("ccd: expected weights of 0 or more, got %v", a)
		}
		sum += a
	}
	if !(sum > 0) || math.IsInf(sum, 1) {
		return nil, fmt.Errorf("ccd: the weights sum to %v", sum)
	}
	if math.Abs(sum-1) <= 1e-9 {
		return alpha, nil
	}
	r.Warn(warnScaled.Says(sum))
	scaled := make([]float64, systems)
	for j, a := range alpha {
		scaled[j] = a / sum
	}
	return scaled, nil
}

func weightsText(given, alpha []float64) string {
	if given == nil {
		return "equal weights"
	}
	s := make([]string, len(alpha))
	for j, a := range alpha {
		s[j] = strconv.FormatFloat(a, 'g', 4, 64)
	}
	return "weights " + strings.Join(s, ", ")
}

// sampled warns of systems that look scaled within the sample.
func sampled(t Table, r *estimate.Result) {
	for j, name := range t.Systems {
		low, high := math.NaN(), math.NaN()
		for _, row := range t.U {
			if x := row[j]; !math.IsNaN(x) {
				if !(low <= x) {
					low = x
				}
				if !(high >= x) {
					high = x
				}
			}
		}
		if low == 0 && high == 1 {
			r.Warn(warnSample.Says(name))
		}
	}
}

func caseName(t Table, i int) string {
	if t.Cases == nil || t.Cases[i] == "" {
		return strconv.Itoa(i + 1)
	}
	return t.Cases[i]
}

// caseNames names every row; names that occur more than once get `#` and the row number.
func caseNames(t Table, r *estimate.Result) []string {
	counts := map[string]int{}
	for i := range t.U {
		counts[caseName(t, i)]++
	}
	names := make([]string, len(t.U))
	warned := map[string]bool{}
	for i := range names {
		names[i] = caseName(t, i)
		if name := names[i]; counts[name] > 1 {
			names[i] += "#" + strconv.Itoa(i+1)
			if !warned[name] {
				warned[name] = true
				r.Warn(warnTwins.Says(name))
			}
		}
	}
	return names
}
