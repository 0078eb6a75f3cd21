package compare

import (
	"math"

	"github.com/smekit/smekit/measures/numeric"
)

// ChiSquare is Pearson's test of a table of counts [group][category] without Yates's correction (R applies it to 2×2
// tables), with the counts expected under independence. Empty rows and columns do not count. NaN when fewer than two
// rows or columns are left.
func ChiSquare(table [][]float64) (t Test, expected [][]float64) {
	t = noTest()
	rows, columns, n := margins(table)
	r, c := positive(rows), positive(columns)
	if r < 2 || c < 2 {
		return t, nil
	}
	t.Statistic = 0
	expected = make([][]float64, len(rows))
	for i := range rows {
		expected[i] = make([]float64, len(columns))
		for j := range columns {
			e := rows[i] * columns[j] / n
			expected[i][j] = e
			if e > 0 {
				t.Statistic += (table[i][j] - e) * (table[i][j] - e) / e
			}
		}
	}
	t.DF1 = float64((r - 1) * (c - 1))
	t.P = numeric.ChiSquaredUpper(t.Statistic, t.DF1)
	return t, expected
}

// CramersV is √(χ²/(n·(min(rows, columns)−1))) without bias correction [Cramer1946].
func CramersV(table [][]float64) float64 {
	rows, columns, n := margins(table)
	k := min(positive(rows), positive(columns))
	if k < 2 {
		return math.NaN()
	}
	chi2 := 0.0
	for i := range rows {
		for j := range columns {
			if e := rows[i] * columns[j] / n; e > 0 {
				chi2 += (table[i][j] - e) * (table[i][j] - e) / e
			}
		}
	}
	return math.Sqrt(chi2 / (n * float64(k-1)))
}

func margins(table [][]float64) (rows, columns []float64, n float64) {
	rows = make([]float64, len(table))
	if len(table) > 0 {
		columns = make([]float64, len(table[0]))
	}
	for i, row := range table {
		for j, x := range row {
			rows[i] += x
			columns[j] += x
			n += x
		}
	}
	return rows, columns, n
}

func positive(x []float64) int {
	k := 0
	for _, v := range x {
		if v > 0 {
			k++
		}
	}
	return k
}

// smallExpected counts the cells, of those in rows and columns that are not empty, whose expected count is below 5.
func smallExpected(expected [][]float64) (small, cells int) {
	for _, row := range expected {
		for _, e := range row {
			if e > 0 {
				cells++
				if e < 5 {
					small++
				}
			}
		}
	}
	return small, cells
}
