package measures

import (
	"math"
	"strings"

	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// Rename returns a ledger that speaks of the package's coders: in ids, parents and filters. Receipts, inputs and files, which
// name the study's own files, are left out.
func (d *Deidentified) Rename(l *ledger.Ledger) *ledger.Ledger {
	out := *l
	out.Receipts, out.Provenance.Inputs, out.Provenance.Files = nil, nil, nil
	out.Estimates = make([]estimate.Estimate, len(l.Estimates))
	ids := make(map[string]string)
	for i := range l.Estimates {
		e := l.Estimates[i]
		was := e.ID()
		e.Of = d.renameOf(&e)
		if now := e.ID(); now != was {
			ids[was] = now
		}
		e.Method, e.Notes = d.renameWords(&e)
		out.Estimates[i] = e
	}
	for i := range out.Estimates {
		b := &out.Estimates[i].Basis
		if k, own, err := estimate.ParseKey(b.Filter); err == nil && k.Coder != "" {
			k.Coder = d.coder(k.Coder)
			b.Filter = k.Of(own)
		}
		for j, id := range b.Parents {
			if now, ok := ids[id]; ok {
				parents := append([]string(nil), b.Parents...)
				parents[j] = now
				b.Parents = parents
			}
		}
	}
	return &out
}

func (d *Deidentified) coder(name string) string {
	if now, ok := d.Coders[name]; ok {
		return now
	}
	return name
}

// renameWords renames the coders that a method or a note speaks of.
func (d *Deidentified) renameWords(e *estimate.Estimate) (method string, notes []estimate.Note) {
	method = e.Method
	if head, name, is := strings.Cut(method, "coder="); is {
		if now, known := d.Coders[name]; known {
			method = head + "coder=" + now
		}
	}
	for _, n := range e.Notes {
		args := append([]string(nil), n.Args...)
		for i, a := range args {
			bare := strings.TrimPrefix(a, "coder=")
			if now, known := d.Coders[bare]; known {
				args[i] = strings.TrimSuffix(a, bare) + now
			}
		}
		notes = append(notes, estimate.Note{Code: n.Code, Args: args})
	}
	return method, notes
}

func (d *Deidentified) renameOf(e *estimate.Estimate) string {
	k, own, err := estimate.ParseKey(e.Of)
	if err != nil {
		return e.Of
	}
	changed := false
	if k.Coder != "" {
		k.Coder, changed = d.coder(k.Coder), true
	}
	if name, is := strings.CutPrefix(own, "coder="); is {
		own, changed = "coder="+d.coder(name), true
	}
	if e.Family == agreement.Family {
		head, pair := "", own
		if i := strings.LastIndex(own, ": "); i >= 0 {
			head, pair = own[:i+2], own[i+2:]
		}
		if a, b, is := strings.Cut(pair, "~"); is {
			x, y := d.coder(a), d.coder(b)
			if y < x { // pairs stand in the order of the names
				x, y = y, x
			}
			own, changed = head+x+"~"+y, true
		}
	}
	if !changed {
		return e.Of
	}
	return k.Of(own)
}

// Lost is a released estimate that the package does not give again.
type Lost struct {
	ID     string
	Reason string // LostAbsent …
	Fields []string
}

// Why an estimate cannot be recomputed.
const (
	LostAbsent   = "absent"   // the package has nothing of its kind
	LostHidden   = "hidden"   // scoring the package hides it
	LostInterval = "interval" // only its standard error and interval differ
	LostValue    = "value"    // it comes out otherwise
)

// NotReproduced lists the estimates that a released ledger shows and scoring the package does not give again, id by id. Notes
// and the words of the method are not compared, and the package's people stand in another order, so that sums round
// otherwise in the last digits: where the numbers agree to one part in 10⁹, the package's own rows hold, and settled is the
// released ledger with them.
func NotReproduced(released, again *ledger.Ledger) (lost []Lost, settled *ledger.Ledger) {
	at := make(map[string]int, len(again.Estimates))
	for i := range again.Estimates {
		at[again.Estimates[i].ID()] = i
	}
	fields := map[string][]string{}
	for _, c := range ledger.Compare(released, again).Changed {
		fields[c.ID] = append(fields[c.ID], c.Field)
	}
	out := *released
	out.Estimates = append([]estimate.Estimate(nil), released.Estimates...)
	for i := range out.Estimates {
		e := &out.Estimates[i]
		id := e.ID()
		j, ok := at[id]
		if ok && len(fields[id]) == 0 {
			continue
		}
		var numbers []string
		interval := true
		for _, f := range fields[id] {
			if f != "note" && f != "method" && !alike(e, &again.Estimates[j], f) {
				numbers = append(numbers, f)
				interval = interval && (f == "se" || f == "ci_low" || f == "ci_high" || f == "df")
			}
		}
		if isHidden(e) {
			continue // it was not shown
		}
		switch {
		case !ok:
			if !e.Empty() {
				lost = append(lost, Lost{ID: id, Reason: LostAbsent})
			}
		case isHidden(&again.Estimates[j]):
			if !e.Empty() {
				lost = append(lost, Lost{id, LostHidden, numbers})
			}
		case len(numbers) == 0:
			basis := e.Basis
			*e = again.Estimates[j]
			e.Basis = basis
		case interval:
			lost = append(lost, Lost{id, LostInterval, numbers})
		default:
			lost = append(lost, Lost{id, LostValue, numbers})
		}
	}
	return lost, &out
}

// alike reports whether a number of two estimates agrees but for the order of summing.
func alike(a, b *estimate.Estimate, field string) bool {
	near := func(x, y float64) bool {
		return ledger.Near(x, y) || math.Abs(x-y) <= 1e-12+1e-9*math.Max(math.Abs(x), math.Abs(y))
	}
	switch field {
	case "estimate":
		return near(a.Value, b.Value)
	case "se":
		return near(a.SE, b.SE)
	case "ci_low":
		return near(a.Low, b.Low)
	case "ci_high":
		return near(a.High, b.High)
	case "statistic":
		return near(a.Statistic, b.Statistic)
	case "df":
		return near(a.DF1, b.DF1) && near(a.DF2, b.DF2)
	case "p":
		return near(a.P, b.P)
	}
	return false
}
