package saturation

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strconv"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/moments"
)

// Family is the registry name.
const Family = "saturation"

// Defaults of [Options] [Guest2020].
const (
	DefaultBase = 4
	DefaultRun  = 2
)

// Table holds what interviews were coded with, a row an interview × code. A code that an interview carries several times
// counts once; a row without a code says that the interview was coded at all. Rows without an interview are left out, and
// a warning counts them.
type Table struct {
	Interviews []string
	Codes      []string // as long as Interviews; "" none
	Dates      []string // as long as Interviews, or nil: the order of first appearance
}

// Options of [Compute].
type Options struct {
	Base    int     // interviews of the base; 0: [DefaultBase]
	Run     int     // interviews of a run; 0: [DefaultRun]
	Orders  int     // random orders behind the band; 0: no random orders
	HoldOut int     // interviews held out; 0: no hold-out
	Seed    uint64  // of the random orders
	Conf    float64 // share of the random orders inside the band; 0: .95
}

var (
	noteFewInterviews = estimate.DefineNote("saturation_few_interviews", "{0} interviews, fewer than base and run need: {1}")
	noteNoBase        = estimate.DefineNote("saturation_base_without_codes", "no code in the base: the first {0} interviews")
	noteHoldOut       = estimate.DefineNote("saturation_holdout_too_large", "{0} of {1} interviews held out: none is left")
	noteUndated       = estimate.DefineNote("saturation_undated", "{0} interviews without a date stand last, in order of first appearance")
	noteDates         = estimate.DefineNote("saturation_several_dates", "{0} has several dates: the first one counts")
	noteDateWords     = estimate.DefineNote("saturation_dates_as_text", "dates are not all understood and sort as texts, such as {0}")
)

// Compute gives, in fieldwork order:
//
//	new_codes(i)          codes that no earlier interview carries
//	cumulative_codes(i)   codes that i or an earlier interview carries
//	guest_ratio(i-j)      new codes of the run of interviews i to j / codes of the base [Guest2020]
//
// Runs follow the base and slide by one interview. Without a code in the base, or with fewer interviews than base and run
// need, the ratio is empty. Fieldwork order is by date where the table has dates, else the order of first appearance.
//
// With Orders, cumulative_codes(random: k) is the mean number of codes after k of the n interviews over all their orders,
// exactly [Ugland2003], with m_c the number of interviews that carry c:
//
//	Σ_c 1 − C(n−m_c, k)/C(n, k)
//
// and its limits hold the share Conf of the random orders drawn (percentiles, type 7; no confidence interval).
//
// With HoldOut = h, holdout_new_codes(holdout: h) counts the codes that only the last h interviews carry, and with Orders
// holdout_new_codes(random: h) the mean of that number over all hold-outs of h interviews, Σ_c C(h, m_c)/C(n, m_c), with
// the band of the random orders. 0 speaks for saturation.
//
// N is the number of interviews used; Basis.Columns of new_codes and of the hold-out names the codes counted. Errors: slices
// of unequal length, negative options, a cancelled context.
func Compute(ctx context.Context, t Table, o Options) (estimate.Result, error) {
	var res estimate.Result
	if len(t.Codes) != len(t.Interviews) || t.Dates != nil && len(t.Dates) != len(t.Interviews) {
		return res, errors.New("saturation: columns of unequal length")
	}
	if o.Base < 0 || o.Run < 0 || o.Orders < 0 || o.HoldOut < 0 {
		return res, errors.New("saturation: negative base, run, orders or hold-out")
	}
	if o.Base == 0 {
		o.Base = DefaultBase
	}
	if o.Run == 0 {
		o.Run = DefaultRun
	}
	if o.Conf == 0 {
		o.Conf = .95
	}
	if !(o.Conf > 0 && o.Conf < 1) {
		return res, fmt.Errorf("saturation: share of the band %v is not between 0 and 1", o.Conf)
	}
	f := gather(t, &res)
	if len(f.names) == 0 {
		res.Add(estimate.New(Family, "cumulative_codes", "").Because(estimate.NoteNoData.Says()))
		return res, nil
	}
	fresh := f.curve(&res)
	f.guest(&res, fresh, o)
	random, err := f.orders(ctx, o)
	if err != nil {
		return res, err
	}
	random.curve(&res, f, o)
	f.holdOut(&res, random, o)
	return res, nil
}

// field holds the interviews in fieldwork order.
type field struct {
	names   []string
	codes   [][]int // of each interview, distinct, rising
	labels  []string
	carried []int // by code: interviews that carry it
}

// gather turns rows into interviews in fieldwork order. Codes are numbered in byte order, so that the order of rows
// matters to nothing else.
func gather(t Table, res *estimate.Result) *field {
	type talk struct {
		name, date string
		codes      map[string]bool
		dates      bool // several
	}
	var talks []*talk
	at := map[string]*talk{}
	number := map[string]int{}
	left := 0
	for i, name := range t.Interviews {
		if name == "" {
			left++
			continue
		}
		x := at[name]
		if x == nil {
			x = &talk{name: name, codes: map[string]bool{}}
			at[name] = x
			talks = append(talks, x)
		}
		if c := t.Codes[i]; c != "" {
			x.codes[c] = true
			number[c] = 0
		}
		if t.Dates != nil && t.Dates[i] != "" {
			x.dates = x.dates || x.date != "" && x.date != t.Dates[i]
			if x.date == "" {
				x.date = t.Dates[i]
			}
		}
	}
	if left > 0 {
		res.Warn(moments.NoteNoGroup.Says(left, "interview"))
	}
	if t.Dates != nil {
		dates := make([]string, len(talks))
		for i, x := range talks {
			dates[i] = x.date
			if x.dates {
				res.Warn(noteDates.Says(x.name))
			}
		}
		sorted := make([]*talk, len(talks))
		for i, k := range byDate(dates, res) {
			sorted[i] = talks[k]
		}
		talks = sorted
	}
	f := &field{}
	for c := range number {
		f.labels = append(f.labels, c)
	}
	sort.Strings(f.labels)
	for i, c := range f.labels {
		number[c] = i
	}
	f.carried = make([]int, len(f.labels))
	for _, x := range talks {
		codes := make([]int, 0, len(x.codes))
		for c := range x.codes {
			codes = append(codes, number[c])
			f.carried[number[c]]++
		}
		sort.Ints(codes)
		f.names, f.codes = append(f.names, x.name), append(f.codes, codes)
	}
	return f
}

// curve writes the codes new with each interview and returns their numbers.
func (f *field) curve(res *estimate.Result) []int {
	seen := make([]bool, len(f.labels))
	fresh := make([]int, len(f.names))
	var cumulative []estimate.Estimate
	total := 0
	for i, name := range f.names {
		var names []string
		for _, c := range f.codes[i] {
			if !seen[c] {
				seen[c] = true
				names = append(names, f.labels[c])
			}
		}
		fresh[i] = len(names)
		total += len(names)
		e := estimate.New(Family, "new_codes", name)
		e.Value, e.N, e.Method = float64(len(names)), i+1, "codes that no earlier interview carries"
		e.Basis.Columns = names
		res.Add(e)
		e = estimate.New(Family, "cumulative_codes", name)
		e.Value, e.N, e.Method = float64(total), i+1, "codes of the interviews so far"
		cumulative = append(cumulative, e)
	}
	res.Add(cumulative...)
	return fresh
}

// guest writes the ratio of new information for every run after the base [Guest2020].
func (f *field) guest(res *estimate.Result, fresh []int, o Options) {
	method := "new codes of the run / codes of the first " + strconv.Itoa(o.Base) + " interviews [Guest2020]"
	n := len(f.names)
	if n < o.Base+o.Run {
		e := estimate.New(Family, "guest_ratio", "")
		e.N, e.Method = n, method
		res.Add(e.Because(noteFewInterviews.Says(n, o.Base+o.Run)))
		return
	}
	base := 0
	for _, k := range fresh[:o.Base] {
		base += k
	}
	for i := o.Base; i+o.Run <= n; i++ {
		run := 0
		for _, k := range fresh[i : i+o.Run] {
			run += k
		}
		e := estimate.New(Family, "guest_ratio", f.names[i]+"-"+f.names[i+o.Run-1])
		e.Value, e.N, e.Method = float64(run)/float64(base), i+o.Run, method
		if base == 0 {
			e = e.Because(noteNoBase.Says(o.Base))
		}
		res.Add(e)
	}
}

// holdOut writes the codes that held-out interviews alone carry.
func (f *field) holdOut(res *estimate.Result, r *random, o Options) {
	if o.HoldOut == 0 {
		return
	}
	n, h := len(f.names), o.HoldOut
	last := estimate.New(Family, "holdout_new_codes", "holdout: "+strconv.Itoa(h))
	last.N, last.Method = n, "codes that only the last interviews carry"
	if h >= n {
		res.Add(last.Because(noteHoldOut.Says(h, n)))
		return
	}
	kept := make([]bool, len(f.labels))
	for _, codes := range f.codes[:n-h] {
		for _, c := range codes {
			kept[c] = true
		}
	}
	for c, k := range kept {
		if !k {
			last.Basis.Columns = append(last.Basis.Columns, f.labels[c])
		}
	}
	last.Value = float64(len(last.Basis.Columns))
	res.Add(last)
	r.holdOut(res, f, o)
}
