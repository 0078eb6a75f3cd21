package estimate

import "math"

// None is the empty number: not estimable, not applicable, suppressed. It is NaN; compare with [Has].
var None = math.NaN()

// Has reports whether x is a number, that is neither empty nor infinite.
func Has(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// NoCount is the empty count of [Estimate.N] and [Estimate.People].
const NoCount = -1

// Estimate is one statistic with what is needed to judge it. Empty floats are NaN ([None]), empty counts [NoCount];
// [New] starts with everything empty, so that a family fills in what it has.
type Estimate struct {
	Family  string // registry name of the family, such as "reliability", or "score" for a study's scores
	Measure string // identifier of the measure, lower snake case, such as "alpha"
	Of      string // what it is an estimate of; empty for the whole table

	Value     float64 // the estimate
	SE        float64 // its standard error
	Low, High float64 // limits of its confidence interval
	Statistic float64 // the test statistic
	DF1, DF2  float64 // degrees of freedom; DF2 empty where there is one
	P         float64 // two-sided p, adjusted where Method says so

	N      int    // observations this estimate used, after the missing rule
	People int    // distinct people behind it, for disclosure control; NoCount where it is not about people
	Method string // the exact variant, in English
	Notes  []Note // causes, conventions, cautions
	Basis  Basis  // what it rests on
}

// Basis says what an estimate rests on without carrying it.
type Basis struct {
	Parents []string // ids of the estimates it was computed from
	Source  string   // the records: "responses", "coding", "ties", a file name
	Filter  string   // which of them, in the key list of [Key] ("case=G;period=after")
	Columns []string // the items or codes used
}

// New returns an estimate that is empty but for its name.
func New(family, measure, of string) Estimate {
	return Estimate{Family: family, Measure: measure, Of: of, Value: None, SE: None, Low: None, High: None,
		Statistic: None, DF1: None, DF2: None, P: None, N: NoCount, People: NoCount}
}

// ID is family.measure(of), unique in a run.
func (e Estimate) ID() string { return ID(e.Family, e.Measure, e.Of) }

// ID joins the three names of an estimate.
func ID(family, measure, of string) string { return family + "." + measure + "(" + of + ")" }

// Empty reports whether the estimate has no value.
func (e Estimate) Empty() bool { return !Has(e.Value) }

// Because returns e without its numbers but N, with the note that says why: the answer of what is not estimable.
func (e Estimate) Because(n Note) Estimate {
	e.Value, e.SE, e.Low, e.High, e.Statistic, e.DF1, e.DF2, e.P = None, None, None, None, None, None, None, None
	e.Notes = append(append([]Note(nil), e.Notes...), n)
	return e
}

// With returns e with one more note.
func (e Estimate) With(n Note) Estimate {
	e.Notes = append(append([]Note(nil), e.Notes...), n)
	return e
}

// Result is what a measure returns: its estimates in a fixed order, and warnings about the whole table.
type Result struct {
	Estimates []Estimate
	Warnings  []Note
}

// Add appends estimates.
func (r *Result) Add(es ...Estimate) { r.Estimates = append(r.Estimates, es...) }

// Warn appends a warning.
func (r *Result) Warn(n Note) { r.Warnings = append(r.Warnings, n) }

// Find returns the first estimate of a measure and of, and whether there is one.
func (r Result) Find(measure, of string) (Estimate, bool) {
	for _, e := range r.Estimates {
		if e.Measure == measure && e.Of == of {
			return e, true
		}
	}
	return Estimate{}, false
}
