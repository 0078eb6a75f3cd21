package compare

import (
	"math"

	"github.com/smekit/smekit/measures/moments"
	"github.com/smekit/smekit/measures/numeric"
)

// leastClusters is the number of clusters below which a clustered comparison is descriptive.
const leastClusters = 10

// ClusterPart is what a test by clusters needs of one cluster within one group: n (or Σw) and the mean.
type ClusterPart struct {
	Cluster string
	N       int
	W, Mean float64
}

// ClusteredT is the t of the difference of two group means with the CR1 standard error of the least-squares contrast
// [BellMcCaffrey2002]: √(G/(G−1)·(N−1)/(N−2)·Σ_c u_c²), u_c = Σ(x−m₁)/n₁ over cluster c's rows in the first group minus
// Σ(x−m₂)/n₂ over those in the second; G−1 df. clusters is G, over both groups. NaN for fewer than two clusters or when
// no cluster deviates.
func ClusteredT(a, b []ClusterPart) (t Test, clusters int) {
	t = noTest()
	difference, se, clusters := clusteredContrast(a, b)
	if math.IsNaN(se) {
		return t, clusters
	}
	t.Statistic = difference / se
	t.DF1 = float64(clusters - 1)
	t.P = numeric.StudentTwoSided(t.Statistic, t.DF1)
	return t, clusters
}

// clusteredContrast is the difference of two means and its standard error, see [ClusteredT].
func clusteredContrast(a, b []ClusterPart) (difference, se float64, clusters int) {
	u, n := map[string]float64{}, 0
	var order []string
	var means [2]float64
	for side, parts := range [2][]ClusterPart{a, b} {
		weight, mean := weigh(parts)
		means[side] = mean
		for _, p := range parts {
			if p.N == 0 {
				continue
			}
			n += p.N
			if _, seen := u[p.Cluster]; !seen {
				order = append(order, p.Cluster)
			}
			part := p.W * (p.Mean - mean) / weight
			if side == 1 {
				part = -part
			}
			u[p.Cluster] += part
		}
	}
	clusters = len(order)
	sum := 0.0
	for _, c := range order {
		sum += u[c] * u[c]
	}
	g, rows := float64(clusters), float64(n)
	scale := math.Max(math.Abs(means[0]), math.Abs(means[1]))
	difference = means[0] - means[1]
	if clusters < 2 || n <= 2 || !(sum > 1e-26*scale*scale) {
		return difference, math.NaN(), clusters
	}
	return difference, math.Sqrt(g / (g - 1) * (rows - 1) / (rows - 2) * sum), clusters
}

// clusteredSE is the CR1 standard error of a mean, √(G/(G−1)·Σ_c u_c²), and G.
func clusteredSE(parts []ClusterPart) (se float64, clusters int) {
	weight, mean := weigh(parts)
	sum := 0.0
	for _, p := range parts {
		if p.N > 0 {
			clusters++
			u := p.W * (p.Mean - mean) / weight
			sum += u * u
		}
	}
	if clusters < 2 {
		return math.NaN(), clusters
	}
	g := float64(clusters)
	return math.Sqrt(g / (g - 1) * sum), clusters
}

func weigh(parts []ClusterPart) (weight, mean float64) {
	for _, p := range parts {
		if p.N > 0 {
			weight += p.W
			mean += (p.Mean - mean) * p.W / weight
		}
	}
	return weight, mean
}

func partsOf(g *moments.Group, variable int) []ClusterPart {
	if g == nil {
		return nil
	}
	parts := make([]ClusterPart, 0, len(g.Clusters))
	for _, c := range g.Clusters {
		m := c.Vars[variable]
		if m.N > 0 {
			parts = append(parts, ClusterPart{Cluster: c.Label, N: int(m.N), W: m.W, Mean: m.Mean})
		}
	}
	return parts
}
