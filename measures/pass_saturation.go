package measures

import (
	"context"
	"slices"
	"sort"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/saturation"
)

// SaturationOptions choose the layer and the sizes of [Saturation]. A zero takes the default.
type SaturationOptions struct {
	Base    int     // interviews of the base; 0: 4
	Run     int     // interviews of a run; 0: 2
	Orders  int     // random orders behind the band; 0: 1000; negative: none
	HoldOut int     // interviews held out; 0: a fifth of them, rounded up; negative: none
	Seed    uint64  // of the random orders
	Conf    float64 // share of the random orders inside the band; 0: .95
	Pass    string  // this pass alone; empty: each coder's latest pass on a unit
	Coder   string  // this coder's own layer; empty: the consensus layer
}

var (
	noteSaturationOrder     = estimate.DefineNote("saturation_order_of_the_sheet", "interviews without a date: {0} of {1}, so that fieldwork order is that of the interviews sheet")
	noteSaturationSplit     = estimate.DefineNote("saturation_split_codes", "codings left out because their code was split and they were not coded again: {0} ({1})")
	noteSaturationMerged    = estimate.DefineNote("saturation_merged_codes", "codings counted under the code that replaced theirs: {0}")
	noteSaturationDimension = estimate.DefineNote("saturation_without_dimension", "codes that stand for no single dimension and count as codes alone: {0}")
	noteSaturationDocuments = estimate.DefineNote("saturation_documents", "coded documents left out, as interviews alone count: {0}")
	noteSaturationUndecided = estimate.DefineNote("saturation_undecided", "codings that the consensus leaves undecided, which do not count: {0}, of these on their direction or state alone: {1}")
	noteSaturationAbsent    = estimate.DefineNote("saturation_absent", "codings that say their code absent, which count as codes that came up: {0}")
)

// Saturation computes the family saturation on a study's interviews, once for the codes accepted in them and once for the
// dimensions (leaves of the framework) that these stand for (Key.Layer "dimension"): what stands in a segment's consensus, or in one coder's layer.
//
// An interview counts when somebody of that layer reviewed a segment of it, even where nothing was given; documents do not
// count. Fieldwork order is by date when every such interview has one, else the order of the interviews sheet. A code of
// an earlier codebook version counts as the code that replaced it; codings under a code that was split into several are
// left out, and a warning counts them; another counts the codings that the consensus leaves undecided. A code said to be
// absent counts as one that came up, and a warning counts these.
func Saturation(ctx context.Context, study *coding.Study, o SaturationOptions) (estimate.Result, error) {
	var res estimate.Result
	f := newFieldwork(study, o, &res)
	options := saturation.Options{Base: o.Base, Run: o.Run, Orders: o.Orders, HoldOut: o.HoldOut, Seed: o.Seed, Conf: o.Conf}
	switch {
	case o.Orders == 0:
		options.Orders = defaultOrders
	case o.Orders < 0:
		options.Orders = 0
	}
	switch {
	case o.HoldOut == 0:
		options.HoldOut = (len(f.interviews) + 4) / 5
	case o.HoldOut < 0:
		options.HoldOut = 0
	}
	dims := pass.Leaves(study)
	filter := estimate.Key{Pass: o.Pass, Coder: o.Coder}.String()
	for _, layer := range []string{"", "dimension"} {
		r, err := saturation.Compute(ctx, f.table(layer, dims), options)
		if err != nil {
			return res, err
		}
		key := estimate.Key{Layer: layer, Pass: o.Pass, Coder: o.Coder}
		for _, e := range r.Estimates {
			e.Of = key.Of(e.Of)
			e.Basis.Source, e.Basis.Filter = "coding", filter
			res.Add(e)
		}
		if layer == "" { // of dimensions they are the same
			res.Warnings = append(res.Warnings, r.Warnings...)
		}
	}
	if n := f.without(dims); n > 0 {
		res.Warn(noteSaturationDimension.Says(n))
	}
	return res, nil
}

// fieldwork holds the interviews of a layer in order with the codes accepted in them.
type fieldwork struct {
	interviews []string
	dates      []string // nil: the interviews stand in order
	codes      map[string][]string
}

func newFieldwork(study *coding.Study, o SaturationOptions, res *estimate.Result) *fieldwork {
	f := &fieldwork{codes: map[string][]string{}}
	reviewed := map[string]bool{}
	for i := range study.Codings {
		c := &study.Codings[i]
		if o.Pass != "" && c.Pass != o.Pass || o.Coder != "" && c.Coder != o.Coder {
			continue
		}
		if o.Coder == "" && slices.Contains(study.Options.AICoders, c.Coder) {
			continue
		}
		reviewed[c.Interview] = true
	}
	successor := replacements(study.Codebook)
	merged, split := 0, 0
	splitCodes := map[string]bool{}
	settled := pass.Settle(study, pass.Options{Pass: o.Pass, Coder: o.Coder})
	for i := range settled.Accepted {
		u := &settled.Accepted[i]
		reviewed[u.Interview] = true // by a ruling alone
		code := u.Code
		if to, replaced := successor[code]; replaced {
			if to == "" {
				split++
				splitCodes[code] = true
				continue
			}
			merged++
			code = to
		}
		f.codes[u.Interview] = append(f.codes[u.Interview], code)
	}
	f.order(study, reviewed, res)
	f.warnOfSettling(settled, res)
	if merged > 0 {
		res.Warn(noteSaturationMerged.Says(merged))
	}
	if split > 0 {
		res.Warn(noteSaturationSplit.Says(split, joined(splitCodes)))
	}
	return f
}

// warnOfSettling counts what does not count in the interviews for want of a decision, and what counts though it says that
// a code is absent.
func (f *fieldwork) warnOfSettling(settled *pass.Consensus, res *estimate.Result) {
	in := map[string]bool{}
	for _, id := range f.interviews {
		in[id] = true
	}
	undecided, ties, absent := 0, 0, 0
	for i := range settled.Unresolved {
		u := &settled.Unresolved[i]
		if !in[u.Interview] {
			continue
		}
		undecided++
		if u.Tie {
			ties++
		}
	}
	for i := range settled.Accepted {
		if u := &settled.Accepted[i]; in[u.Interview] && u.State == coding.Absent {
			absent++
		}
	}
	if undecided > 0 {
		res.Warn(noteSaturationUndecided.Says(undecided, ties))
	}
	if absent > 0 {
		res.Warn(noteSaturationAbsent.Says(absent))
	}
}

// order lists the interviews reviewed: those of the sheet in its order, then others by bytes. Documents are left out.
func (f *fieldwork) order(study *coding.Study, reviewed map[string]bool, res *estimate.Result) {
	documents := map[string]bool{}
	for i := range study.Documents {
		documents[study.Documents[i].ID] = true
	}
	date := map[string]string{}
	take := func(id string) {
		if reviewed[id] {
			delete(reviewed, id)
			f.interviews = append(f.interviews, id)
		}
	}
	for i := range study.Interviews {
		iv := &study.Interviews[i]
		if iv.Document {
			documents[iv.ID] = true
			continue
		}
		date[iv.ID] = iv.Date
		take(iv.ID)
	}
	coded := 0
	var others []string
	for id := range reviewed {
		if documents[id] {
			coded++
			continue
		}
		others = append(others, id)
	}
	sort.Strings(others)
	for _, id := range others {
		take(id)
	}
	if coded > 0 {
		res.Warn(noteSaturationDocuments.Says(coded))
	}
	dated := 0
	for _, id := range f.interviews {
		if date[id] != "" {
			dated++
		}
	}
	switch n := len(f.interviews); {
	case n > 0 && dated == n:
		for _, id := range f.interviews {
			f.dates = append(f.dates, date[id])
		}
	case dated > 0:
		res.Warn(noteSaturationOrder.Says(n-dated, n))
	}
}

// table makes the rows of a layer: codes, or the dimensions that they stand for.
func (f *fieldwork) table(layer string, dims map[string]string) saturation.Table {
	var t saturation.Table
	for i, id := range f.interviews {
		add := func(code string) {
			t.Interviews, t.Codes = append(t.Interviews, id), append(t.Codes, code)
			if f.dates != nil {
				t.Dates = append(t.Dates, f.dates[i])
			}
		}
		add("") // coded, whatever was given
		for _, c := range f.codes[id] {
			if layer == "dimension" {
				c = dims[c]
			}
			if c != "" {
				add(c)
			}
		}
	}
	return t
}

// without counts the codes that stand for no dimension.
func (f *fieldwork) without(dims map[string]string) int {
	seen := map[string]bool{}
	for _, id := range f.interviews {
		for _, c := range f.codes[id] {
			if dims[c] == "" {
				seen[c] = true
			}
		}
	}
	return len(seen)
}

// replacements maps every code of an earlier codebook version to the code in force that stands for it, along any chain of
// replacements; to the empty text where several stand for it (it was split). A code in force replaces itself and is no key.
func replacements(book *coding.Codebook) map[string]string {
	out := map[string]string{}
	if book == nil {
		return out
	}
	active := map[string]bool{}
	by := map[string][]string{}
	for i := range book.Codes {
		c := &book.Codes[i]
		active[c.ID] = active[c.ID] || c.Active
		for _, old := range c.Replaces {
			if old != c.ID && !slices.Contains(by[old], c.ID) {
				by[old] = append(by[old], c.ID)
			}
		}
	}
	for old := range by {
		if active[old] {
			continue
		}
		seen := map[string]bool{old: true}
		to := by[old]
		for len(to) == 1 && !active[to[0]] && len(by[to[0]]) > 0 && !seen[to[0]] {
			seen[to[0]] = true
			to = by[to[0]]
		}
		switch {
		case len(to) > 1:
			out[old] = ""
		case to[0] != old: // not in a ring of codes that replace each other
			out[old] = to[0]
		}
	}
	return out
}

func joined(set map[string]bool) string {
	var names []string
	for n := range set {
		names = append(names, n)
	}
	sort.Strings(names)
	return strings.Join(names, ", ")
}
