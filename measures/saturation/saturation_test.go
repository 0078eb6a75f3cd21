package saturation

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/internal/reference"
	"pgregory.net/rapid"
)

const expected = "testdata/expected.csv"

// TestReference holds every value of testdata/expected.csv against Compute.
func TestReference(t *testing.T) {
	header, rows := reference.Table(t, "testdata/saturation.csv")
	if !slices.Equal(header, []string{"interview", "code"}) {
		t.Fatalf("header %v", header)
	}
	var table Table
	for _, r := range rows {
		table.Interviews, table.Codes = append(table.Interviews, r[0]), append(table.Codes, r[1])
	}
	reference.Check(t, reference.Case(t, expected, "saturation"), compute(t, table, Options{Base: 4, Run: 2}))
}

// tester is what tests and property checks have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func compute(t tester, table Table, o Options) estimate.Result {
	t.Helper()
	r, err := Compute(context.Background(), table, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func find(t tester, r estimate.Result, measure, of string) estimate.Estimate {
	t.Helper()
	e, ok := r.Find(measure, of)
	if !ok {
		t.Fatalf("no %s(%s)", measure, of)
	}
	return e
}

// talks makes a table of interviews A, B, …, each with its codes as letters.
func talks(codes ...string) Table {
	var t Table
	for i, list := range codes {
		name := string(rune('A' + i))
		if list == "" {
			t.Interviews, t.Codes = append(t.Interviews, name), append(t.Codes, "")
		}
		for _, c := range list {
			t.Interviews, t.Codes = append(t.Interviews, name), append(t.Codes, string(c))
		}
	}
	return t
}

// Three interviews with x; x and y; z. After one interview a mean of (1+2+1)/3 codes; after two (2+2+3)/3 of the pairs
// AB, AC, BC. Held out alone A brings nothing, B brings y, C brings z: 2/3.
func TestByHand(t *testing.T) {
	r := compute(t, talks("xx", "xy", "z"), Options{Base: 1, Run: 1, Orders: 400, HoldOut: 1, Seed: 1})
	for _, c := range []struct {
		measure, of string
		want        float64
		n           int
	}{
		{"new_codes", "A", 1, 1}, {"new_codes", "B", 1, 2}, {"new_codes", "C", 1, 3},
		{"cumulative_codes", "C", 3, 3},
		{"guest_ratio", "B-B", 1, 2}, {"guest_ratio", "C-C", 1, 3},
		{"cumulative_codes", "random: 1", 4.0 / 3, 3}, {"cumulative_codes", "random: 2", 7.0 / 3, 3}, {"cumulative_codes", "random: 3", 3, 3},
		{"holdout_new_codes", "holdout: 1", 1, 3}, {"holdout_new_codes", "random: 1", 2.0 / 3, 3},
	} {
		if e := find(t, r, c.measure, c.of); math.Abs(e.Value-c.want) > 1e-12 || e.N != c.n {
			t.Errorf("%s(%s) = %v of %d, want %v of %d", c.measure, c.of, e.Value, e.N, c.want, c.n)
		}
	}
	if e := find(t, r, "cumulative_codes", "random: 1"); e.Low != 1 || e.High != 2 {
		t.Errorf("band %v to %v, want 1 to 2", e.Low, e.High)
	}
	if e := find(t, r, "holdout_new_codes", "holdout: 1"); !slices.Equal(e.Basis.Columns, []string{"z"}) {
		t.Errorf("codes of the hold-out: %v", e.Basis.Columns)
	}
	if e := find(t, r, "new_codes", "B"); !slices.Equal(e.Basis.Columns, []string{"y"}) {
		t.Errorf("codes new with B: %v", e.Basis.Columns)
	}
}

func TestNotEstimable(t *testing.T) {
	for _, c := range []struct {
		name        string
		table       Table
		o           Options
		measure, of string
		note        string
	}{
		{"nothing", Table{}, Options{}, "cumulative_codes", "", "no valid values"},
		{"too few", talks("x", "y", "z", "u", "v"), Options{}, "guest_ratio", "", "5 interviews, fewer than base and run need: 6"},
		{"base without codes", talks("", "", "x"), Options{Base: 2, Run: 1}, "guest_ratio", "C-C", "no code in the base: the first 2 interviews"},
		{"everything held out", talks("x", "y"), Options{Base: 1, Run: 1, HoldOut: 2, Orders: 10}, "holdout_new_codes", "holdout: 2", "2 of 2 interviews held out: none is left"},
	} {
		e := find(t, compute(t, c.table, c.o), c.measure, c.of)
		if !e.Empty() || estimate.JoinNotes(e.Notes) != c.note {
			t.Errorf("%s: %v, %q", c.name, e.Value, estimate.JoinNotes(e.Notes))
		}
	}
	for _, o := range []Options{{Base: -1}, {Run: -1}, {Orders: -1}, {HoldOut: -1}, {Conf: 1}, {Conf: math.NaN()}} {
		if _, err := Compute(context.Background(), talks("x"), o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
	if _, err := Compute(context.Background(), Table{Interviews: []string{"A"}}, Options{}); err == nil {
		t.Error("columns of unequal length were taken")
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compute(stopped, talks("x"), Options{Orders: 100}); err == nil {
		t.Error("went on after the stop")
	}
}

func TestRowsWithoutInterview(t *testing.T) {
	r := compute(t, Table{Interviews: []string{"A", "", "B"}, Codes: []string{"x", "y", "x"}}, Options{})
	if len(r.Warnings) != 1 || r.Warnings[0].English() != "1 rows without interview left out" {
		t.Errorf("warnings %v", r.Warnings)
	}
	if e := find(t, r, "cumulative_codes", "B"); e.Value != 1 {
		t.Errorf("%v codes", e.Value)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		dates   []string
		want    string
		warning string
	}{
		{nil, "ABC", ""},
		{[]string{"2023-10-01", "2023-9-30", "2023-09-29 15:00"}, "CBA", ""},
		{[]string{"2023年10月1日", "2023/9/30", "2023.9.29"}, "CBA", ""},
		{[]string{"10", "9", "9"}, "BCA", ""},
		{[]string{"", "2023-09-30", ""}, "BAC", "2 interviews without a date stand last, in order of first appearance"},
		{[]string{"spring", "autumn", "2023-09-29"}, "CBA", "dates are not all understood and sort as texts, such as spring"},
		{[]string{"", "", ""}, "ABC", ""},
	} {
		table := talks("x", "y", "z")
		table.Dates = c.dates
		r := compute(t, table, Options{})
		got := ""
		for _, e := range r.Estimates {
			if e.Measure == "new_codes" {
				got += e.Of
			}
		}
		if got != c.want || estimate.JoinNotes(r.Warnings) != c.warning {
			t.Errorf("%v: %s, %q", c.dates, got, estimate.JoinNotes(r.Warnings))
		}
	}
	r := compute(t, Table{Interviews: []string{"A", "A", "B"}, Codes: []string{"x", "y", "z"}, Dates: []string{"3", "1", "2"}}, Options{})
	if e := r.Estimates[0]; e.Of != "B" || estimate.JoinNotes(r.Warnings) != "A has several dates: the first one counts" {
		t.Errorf("first %s, %q", e.Of, estimate.JoinNotes(r.Warnings))
	}
}

// drawn is a random table of up to 7 interviews.
func drawn(t *rapid.T) Table {
	codes := make([]string, rapid.IntRange(1, 7).Draw(t, "interviews"))
	for i := range codes {
		codes[i] = rapid.StringOfN(rapid.RuneFrom([]rune("uvwxyz")), 0, 8, -1).Draw(t, "codes")
	}
	return talks(codes...)
}

// The closed form is the mean over every order, taken one by one.
func TestMeanOverEveryOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawn(t)
		var names []string
		carries := map[string][]string{}
		for i, name := range table.Interviews {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
			carries[name] = append(carries[name], table.Codes[i])
		}
		n := len(names)
		sums, orders := make([]float64, n+1), 0.0
		only := make([]float64, n+1)
		permutations(names, func(order []string) {
			orders++
			seen := map[string]bool{}
			after := make([]int, n+1)
			for k, name := range order {
				for _, c := range carries[name] {
					if c != "" {
						seen[c] = true
					}
				}
				after[k+1] = len(seen)
				sums[k+1] += float64(len(seen))
			}
			for h := 1; h < n; h++ {
				only[h] += float64(after[n] - after[n-h])
			}
		})
		for h := 1; h < n; h++ {
			r := compute(t, table, Options{Orders: 20, HoldOut: h})
			if e := find(t, r, "holdout_new_codes", "random: "+strconv.Itoa(h)); math.Abs(e.Value-only[h]/orders) > 1e-9 {
				t.Fatalf("hold-out of %d: %v, want %v", h, e.Value, only[h]/orders)
			}
			for k := 1; k <= n; k++ {
				if e := find(t, r, "cumulative_codes", "random: "+strconv.Itoa(k)); math.Abs(e.Value-sums[k]/orders) > 1e-9 {
					t.Fatalf("after %d: %v, want %v", k, e.Value, sums[k]/orders)
				}
			}
		}
	})
}

func permutations(names []string, yield func([]string)) {
	order := slices.Clone(names)
	var from func(int)
	from = func(i int) {
		if i == len(order) {
			yield(order)
			return
		}
		for j := i; j < len(order); j++ {
			order[i], order[j] = order[j], order[i]
			from(i + 1)
			order[i], order[j] = order[j], order[i]
		}
	}
	from(0)
}

// The curve rises and ends at the number of codes, the band holds the mean's ends, and the order of interviews changes
// nothing of the random orders.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawn(t)
		r := compute(t, table, Options{Orders: 50, Seed: 7})
		distinct := map[string]bool{}
		for _, c := range table.Codes {
			if c != "" {
				distinct[c] = true
			}
		}
		last, mean, sum, n := 0.0, 0.0, 0.0, 0
		random := []string{}
		for _, e := range r.Estimates {
			_, err := fmt.Sscanf(e.Of, "random: %d", &n)
			switch {
			case e.Measure == "new_codes":
				sum += e.Value
			case e.Measure == "cumulative_codes" && err != nil:
				if e.Value < last {
					t.Fatalf("%s: fell to %v", e.Of, e.Value)
				}
				last = e.Value
			case e.Measure == "cumulative_codes":
				if e.Value < mean-1e-12 || e.Low > e.High {
					t.Fatalf("%s: %v (%v to %v) after %v", e.Of, e.Value, e.Low, e.High, mean)
				}
				mean = e.Value
				random = append(random, fmt.Sprint(e.Of, e.Value, e.Low, e.High))
			}
		}
		if all := float64(len(distinct)); last != all || sum != all || mean != all {
			t.Fatalf("ends at %v, sum %v, mean %v; %v codes", last, sum, mean, all)
		}
		rows := make([]int, len(table.Codes))
		for i := range rows {
			rows[i] = i
		}
		var mixed Table
		for _, i := range rapid.Permutation(rows).Draw(t, "rows") {
			mixed.Interviews, mixed.Codes = append(mixed.Interviews, table.Interviews[i]), append(mixed.Codes, table.Codes[i])
		}
		var again []string
		for _, e := range compute(t, mixed, Options{Orders: 50, Seed: 7}).Estimates {
			if _, err := fmt.Sscanf(e.Of, "random: %d", &n); err == nil {
				again = append(again, fmt.Sprint(e.Of, e.Value, e.Low, e.High))
			}
		}
		if !slices.Equal(random, again) {
			t.Fatalf("rows in another order: %v, then %v", random, again)
		}
	})
}

// Interviews that all carry the same codes: the first brings everything.
func TestIdenticalInterviews(t *testing.T) {
	r := compute(t, talks("xy", "yx", "xy", "xyx", "xy", "xy"), Options{Orders: 30, HoldOut: 2})
	for of, want := range map[string]float64{"A": 2, "B": 0, "F": 0} {
		if e := find(t, r, "new_codes", of); e.Value != want {
			t.Errorf("%s: %v", of, e.Value)
		}
	}
	if e := find(t, r, "guest_ratio", "E-F"); e.Value != 0 || e.Empty() {
		t.Errorf("ratio %v", e.Value)
	}
	if e := find(t, r, "cumulative_codes", "random: 1"); e.Value != 2 || e.Low != 2 || e.High != 2 {
		t.Errorf("%+v", e)
	}
	if e := find(t, r, "holdout_new_codes", "random: 2"); e.Value != 0 || e.High != 0 {
		t.Errorf("%+v", e)
	}
}

// The mean of many random orders lies near the exact mean, and another seed gives other orders.
func TestOrdersAreRandom(t *testing.T) {
	f := gather(talks("abc", "ade", "bf", "agh", "ai", "bj", "cd", "ka", "ab", "e"), &estimate.Result{})
	r, err := f.orders(context.Background(), Options{Orders: 4000, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	for k := 1; k <= 10; k++ {
		sum := 0.0
		for _, x := range r.after[k-1] {
			sum += x
		}
		if exact := float64(len(f.labels)) - f.expectedAbsent(k); math.Abs(sum/4000-exact) > .1 {
			t.Errorf("after %d: simulated %v, exact %v", k, sum/4000, exact)
		}
	}
	other, err := f.orders(context.Background(), Options{Orders: 4000, Seed: 4})
	if err != nil || slices.Equal(other.after[2], r.after[2]) {
		t.Errorf("seeds 3 and 4 give the same orders (%v)", err)
	}
}

func ExampleCompute() {
	r, err := Compute(context.Background(), Table{
		Interviews: []string{"i1", "i1", "i2", "i2", "i3", "i4", "i4"},
		Codes:      []string{"trust", "time", "trust", "staff", "time", "staff", "rules"},
	}, Options{Base: 2, Run: 2, HoldOut: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range r.Estimates {
		if e.Measure != "new_codes" {
			fmt.Printf("%s(%s) = %.3g\n", e.Measure, e.Of, e.Value)
		}
	}
	// Output:
	// cumulative_codes(i1) = 2
	// cumulative_codes(i2) = 3
	// cumulative_codes(i3) = 3
	// cumulative_codes(i4) = 4
	// guest_ratio(i3-i4) = 0.333
	// holdout_new_codes(holdout: 2) = 1
}
