package compare

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// columns makes a table of [row][column] from the columns of an R matrix.
func columns(rows int, values ...float64) [][]float64 {
	t := make([][]float64, rows)
	for i, x := range values {
		t[i%rows] = append(t[i%rows], x)
	}
	return t
}

func TestFisherAgainstR(t *testing.T) {
	for name, table := range map[string][][]float64{
		"fisher_job": columns(4, 1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11),
		"fisher_4x5": {{5, 8, 3, 2, 6}, {7, 2, 4, 9, 1}, {3, 6, 8, 2, 4}, {2, 3, 5, 7, 6}},
		"fisher_2x5": {{3, 7, 5, 1, 0}, {9, 8, 2, 4, 11}},
		"fisher_5x3": columns(5, 2, 0, 4, 6, 1, 5, 3, 3, 2, 0, 1, 7, 2, 2, 8),
		"fisher_tie": columns(2, 0, 5, 5, 0, 3, 3),
		"tea_p":      columns(2, 3, 1, 1, 3),
		"odds_p":     columns(2, 13, 4, 6, 17),
	} {
		p, err := FisherExact(table)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		near(t, name, p, further(t, name), 1e-11)
	}
}

// The network agrees with the probabilities of all tables written out.
func TestFisherByEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(2, 3).Draw(t, "rows"), rapid.IntRange(2, 4).Draw(t, "columns")
		table := make([][]float64, rows)
		for i := range table {
			table[i] = make([]float64, cols)
			for j := range table[i] {
				table[i][j] = float64(rapid.IntRange(0, 4).Draw(t, "x"))
			}
		}
		got, err := FisherExact(table)
		want := enumerate(table)
		if err != nil || math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-11 {
			t.Fatalf("%v: %v (%v), want %v", table, got, err, want)
		}
		turned, _ := FisherExact(transposed(table))
		if math.Abs(turned-got) > 1e-11 {
			t.Fatalf("%v: %v, transposed %v", table, got, turned)
		}
	})
}

func transposed(t [][]float64) [][]float64 {
	out := make([][]float64, len(t[0]))
	for j := range out {
		for i := range t {
			out[j] = append(out[j], t[i][j])
		}
	}
	return out
}

func enumerate(table [][]float64) float64 {
	rows, cols, _ := margins(table)
	if positive(rows) < 2 || positive(cols) < 2 {
		return math.NaN()
	}
	weigh := func(t [][]float64) float64 {
		w := 0.0
		for _, r := range t {
			for _, x := range r {
				l, _ := math.Lgamma(x + 1)
				w -= l
			}
		}
		return w
	}
	observed := weigh(table)
	work := make([][]float64, len(rows))
	for i := range work {
		work[i] = make([]float64, len(cols))
	}
	var low, all float64
	var fill func(i, j int)
	fill = func(i, j int) {
		if j == len(cols) {
			for _, r := range rows {
				if r != 0 {
					return
				}
			}
			w := weigh(work)
			all += math.Exp(w - observed)
			if w <= observed+1e-7 {
				low += math.Exp(w - observed)
			}
			return
		}
		if i == len(rows)-1 {
			x := cols[j]
			if x > rows[i] {
				return
			}
			work[i][j] = x
			rows[i] -= x
			fill(0, j+1)
			rows[i] += x
			return
		}
		for x := 0.0; x <= math.Min(rows[i], cols[j]); x++ {
			work[i][j] = x
			rows[i] -= x
			cols[j] -= x
			fill(i+1, j)
			rows[i] += x
			cols[j] += x
		}
	}
	fill(0, 0)
	return low / all
}

func TestFisherEdges(t *testing.T) {
	if p, err := FisherExact([][]float64{{3, 4}, {0, 0}}); !math.IsNaN(p) || err != nil {
		t.Errorf("one row: %v, %v", p, err)
	}
	big := make([][]float64, 6)
	for i := range big {
		for j := range 6 {
			big[i] = append(big[i], float64(30+(i*7+j*5)%11))
		}
	}
	if _, err := FisherExact(big); !errors.Is(err, ErrLargeTable) {
		t.Errorf("6×6 of 1,260: %v", err)
	}
	if p, err := FisherExact([][]float64{{1500, 1400}, {1300, 1550}}); err != nil || !(p > 0 && p < 1e-4) {
		t.Errorf("2×2 of 5,750: %v, %v", p, err)
	}
}

func TestOddsRatio(t *testing.T) {
	ratio, low, high := OddsRatio([2][2]float64{{13, 6}, {4, 17}}, 0.95)
	near(t, "odds ratio", ratio, further(t, "odds"), 1e-8)
	near(t, "low", low, further(t, "odds_low"), 1e-8)
	near(t, "high", high, further(t, "odds_high"), 1e-7)
	ratio, low, high = OddsRatio([2][2]float64{{5, 0}, {2, 6}}, 0.95)
	if !math.IsInf(ratio, 1) || !math.IsInf(high, 1) || !(low > 1) {
		t.Errorf("at the upper bound: %v [%v, %v]", ratio, low, high)
	}
	ratio, low, high = OddsRatio([2][2]float64{{0, 5}, {6, 2}}, 0.95)
	if ratio != 0 || low != 0 || !(high < 1) {
		t.Errorf("at the lower bound: %v [%v, %v]", ratio, low, high)
	}
	if ratio, _, _ := OddsRatio([2][2]float64{{0, 0}, {6, 2}}, 0.95); !math.IsNaN(ratio) {
		t.Errorf("an empty margin: %v", ratio)
	}
}

func TestChiSquare(t *testing.T) {
	table := [][]float64{{0, 5, 3, 0}, {5, 0, 3, 0}}
	got, expected := ChiSquare(table)
	near(t, "χ²", got.Statistic, further(t, "chi2_tie"), 1e-12)
	if got.DF1 != 2 {
		t.Errorf("df %v", got.DF1)
	}
	if small, cells := smallExpected(expected); small != 6 || cells != 6 {
		t.Errorf("%d of %d expected below 5", small, cells)
	}
	near(t, "V", CramersV(table), math.Sqrt(10.0/16), 1e-14)
	if v := CramersV([][]float64{{4, 0}, {0, 9}}); math.Abs(v-1) > 1e-15 {
		t.Errorf("V of a perfect table %v", v)
	}
}

func BenchmarkFisher4x5(b *testing.B) {
	table := [][]float64{{5, 8, 3, 2, 6}, {7, 2, 4, 9, 1}, {3, 6, 8, 2, 4}, {2, 3, 5, 7, 6}}
	for b.Loop() {
		if _, err := FisherExact(table); err != nil {
			b.Fatal(err)
		}
	}
}
