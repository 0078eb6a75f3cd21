package moments

import (
	"fmt"
	"math"
	"slices"
)

// MaxValues is the number of distinct values of a variable in a group up to which values are counted exactly.
const MaxValues = 4096

// Moments is the answer to a plan. All fields are plain, so that a database engine can fill them in.
type Moments struct {
	Plan      Plan
	Groups    []Group // sorted by Key ([CompareLevels]); without By one group with an empty Key, even for no rows
	NoGroup   int64   // rows left out because a column of By is missing
	NoCluster int64   // rows left out because the cluster is missing
	NoWeight  int64   // rows left out because the weight is missing or 0
}

// Group is what was collected of the rows of one group.
type Group struct {
	Key      []string // levels of Plan.By
	Rows     int64    // rows, missing values or not (complete rows where the plan is listwise)
	Dropped  int64    // incomplete rows that a listwise plan left out
	Any      int64    // rows with at least one variable present
	Complete int64    // rows with every variable present
	Weight   float64  // sum of the rows' weights
	Vars     []Moment // by variable of the plan
	Pairs    []Pair   // Products: variables (0,1), (0,2), …, (1,2), …, at [Group.Pair]
	Clusters []Cluster
}

// Cluster is what was collected of one cluster within a group: sorted by Label, no value counts.
type Cluster struct {
	Label string
	Rows  int64
	Vars  []Moment
}

// Moment describes the present values x with weights w of one variable in one group.
type Moment struct {
	N          int64
	W          float64 // Σw; N when unweighted
	W2         float64 // Σw²
	Mean       float64 // Σwx/Σw
	M2, M3, M4 float64 // Σw(x−mean)^p
	Min, Max   float64 // NaN when N is 0
	Values     []Value // ascending; nil when not asked for, or when Many
	Many       bool    // more than MaxValues distinct values: Values were dropped
}

// Value is a distinct value with its count and its sum of weights.
type Value struct {
	X float64
	N int64
	W float64
}

// Pair describes the rows in which two variables x (the earlier) and y are both present.
type Pair struct {
	N             int64
	W             float64
	MeanX, MeanY  float64
	MXX, MYY, MXY float64 // Σw(x−meanX)², Σw(y−meanY)², Σw(x−meanX)(y−meanY)
}

// Var is the variance, divisor n−1, weights scaled to sum to n: M2/W·n/(n−1). NaN when n<2.
func (m Moment) Var() float64 { return scaled(m.M2, m.W, m.N) }

// SD is the standard deviation, the root of [Moment.Var].
func (m Moment) SD() float64 { return math.Sqrt(m.Var()) }

// Sum is Σwx.
func (m Moment) Sum() float64 { return m.Mean * m.W }

// Constant reports whether all present values are equal.
func (m Moment) Constant() bool { return m.N > 0 && m.Min == m.Max }

// Cov is the covariance, divisor n−1, weights scaled to sum to n. NaN when n<2.
func (p Pair) Cov() float64 { return scaled(p.MXY, p.W, p.N) }

// VarX is the variance of the earlier variable over the common rows.
func (p Pair) VarX() float64 { return scaled(p.MXX, p.W, p.N) }

// VarY is the variance of the later variable over the common rows.
func (p Pair) VarY() float64 { return scaled(p.MYY, p.W, p.N) }

// Constant reports whether x, or y, does not vary over the common rows beyond the rounding of its mean.
func (p Pair) Constant() bool {
	return flat(p.MXX, p.W, p.MeanX) || flat(p.MYY, p.W, p.MeanY)
}

// flat: a standard deviation below a few units in the last place of the mean is rounding, not variation.
func flat(m2, w, mean float64) bool {
	ulps := 8 * 0x1p-52 * mean
	return !(m2 > w*ulps*ulps)
}

// R is Pearson's correlation over the common rows, NaN when n<2 or a variable is constant there.
func (p Pair) R() float64 {
	if p.N < 2 || p.Constant() {
		return math.NaN()
	}
	return math.Max(-1, math.Min(1, p.MXY/(math.Sqrt(p.MXX)*math.Sqrt(p.MYY))))
}

func scaled(s, w float64, n int64) float64 {
	if n < 2 {
		return math.NaN()
	}
	return s / w * float64(n) / float64(n-1)
}

// Pair returns the pair of the variables i and j, seen from i: its x is i. i and j differ.
func (g *Group) Pair(i, j int) Pair {
	k := len(g.Vars)
	if i < j {
		return g.Pairs[pairIndex(k, i, j)]
	}
	p := g.Pairs[pairIndex(k, j, i)]
	p.MeanX, p.MeanY, p.MXX, p.MYY = p.MeanY, p.MeanX, p.MYY, p.MXX
	return p
}

func pairIndex(k, i, j int) int { return i*(2*k-i-1)/2 + j - i - 1 }

// emptyGroup is the group of no rows.
func emptyGroup(p Plan, key []string) Group {
	g := Group{Key: key, Vars: emptyVars(p)}
	if p.Products {
		k := len(p.Variables)
		g.Pairs = make([]Pair, k*(k-1)/2)
	}
	return g
}

func emptyVars(p Plan) []Moment {
	vars := make([]Moment, len(p.Variables))
	for i := range vars {
		vars[i].Min, vars[i].Max = math.NaN(), math.NaN()
	}
	return vars
}

// Covariance is the k×k covariance matrix, each entry over the rows that have both variables (all complete rows when
// the plan was listwise), each variance over the rows that have the variable. Entries of fewer than 2 rows are NaN.
func (g *Group) Covariance() [][]float64 {
	k := len(g.Vars)
	c := make([][]float64, k)
	for i := range c {
		c[i] = make([]float64, k)
		c[i][i] = g.Vars[i].Var()
		for j := range i {
			c[i][j] = g.Pair(j, i).Cov()
			c[j][i] = c[i][j]
		}
	}
	return c
}

// Index returns the position of a variable in the plan, −1 when it is not there.
func (m *Moments) Index(name string) int {
	return slices.IndexFunc(m.Plan.Variables, func(v Variable) bool { return v.Name == name })
}

// Group returns the group of a key, nil when no row had it.
func (m *Moments) Group(key ...string) *Group {
	for i := range m.Groups {
		if slices.Equal(m.Groups[i].Key, key) {
			return &m.Groups[i]
		}
	}
	return nil
}

// Total merges all groups into one.
func (m *Moments) Total() Group {
	t := emptyGroup(m.Plan, nil)
	for i := range m.Groups {
		t.merge(&m.Groups[i])
	}
	return t
}

// Levels lists the levels of a column of By that occur, sorted.
func (m *Moments) Levels(by int) []string {
	var all []string
	for _, g := range m.Groups {
		all = append(all, g.Key[by])
	}
	SortLevels(all)
	return slices.Compact(all)
}

// Merge adds what another pass with the same plan collected, as if its rows had followed.
func (m *Moments) Merge(o *Moments) error {
	if !samePlan(m.Plan, o.Plan) {
		return fmt.Errorf("moments of different plans cannot be merged")
	}
	m.NoGroup += o.NoGroup
	m.NoCluster += o.NoCluster
	m.NoWeight += o.NoWeight
	at := make(map[string]int, len(m.Groups))
	for i := range m.Groups {
		at[joinKey(m.Groups[i].Key)] = i
	}
	for i := range o.Groups {
		k := joinKey(o.Groups[i].Key)
		j, ok := at[k]
		if !ok {
			j = len(m.Groups)
			m.Groups = append(m.Groups, emptyGroup(m.Plan, slices.Clone(o.Groups[i].Key)))
		}
		m.Groups[j].merge(&o.Groups[i])
	}
	m.sort()
	return nil
}
