package ledger

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Tolerance is the relative difference up to which two numbers are the same: processors may differ in the last bits.
const Tolerance = 1e-12

// Difference is what sets two ledgers apart.
type Difference struct {
	Added    []string // ids of the second alone, in its order
	Removed  []string // ids of the first alone, in its order
	Changed  []Change // in the first's order
	Inputs   []Setting
	Options  []Setting // options, seed, versions and hashes
	Warnings []Setting // English sentences of one ledger alone
	Receipts []Setting // by file and sheet, what one of the receipts says alone
}

// Empty reports whether the ledgers agree.
func (d Difference) Empty() bool {
	return len(d.Added)+len(d.Removed)+len(d.Changed)+len(d.Inputs)+len(d.Options)+len(d.Warnings)+len(d.Receipts) == 0
}

// Change is a field of an estimate that differs: a column of the tidy table or `people`.
type Change struct {
	ID, Field     string
	First, Second string // in full precision; empty: no value
}

// Setting is a named text that differs: an input (its hash), an option (its value). Empty: it is not there.
type Setting struct{ Name, First, Second string }

// Compare tells the second ledger from the first. Numbers differ beyond a relative [Tolerance]; a number and an empty
// one differ; counts, methods and notes differ when their text does. What a run wrote (its files) is not compared.
func Compare(first, second *Ledger) Difference {
	var d Difference
	in1, in2 := places(first), places(second)
	for i := range first.Estimates {
		a := &first.Estimates[i]
		id := a.ID()
		j, ok := in2[id]
		if !ok {
			d.Removed = append(d.Removed, id)
			continue
		}
		d.Changed = append(d.Changed, changes(id, a, &second.Estimates[j])...)
	}
	for i := range second.Estimates {
		id := second.Estimates[i].ID()
		if _, ok := in1[id]; !ok {
			d.Added = append(d.Added, id)
		}
	}
	d.Inputs = settings(inputs(first), inputs(second))
	d.Options = settings(options(first), options(second))
	d.Warnings = settings(warnings(first), warnings(second))
	d.Receipts = receipts(first, second)
	return d
}

func places(l *Ledger) map[string]int {
	at := make(map[string]int, len(l.Estimates))
	for i := range l.Estimates {
		at[l.Estimates[i].ID()] = i
	}
	return at
}

// Near reports whether two numbers agree within [Tolerance]; two empty ones do.
func Near(a, b float64) bool {
	if !estimate.Has(a) || !estimate.Has(b) {
		return !estimate.Has(a) && !estimate.Has(b)
	}
	return a == b || math.Abs(a-b) <= Tolerance*math.Max(math.Abs(a), math.Abs(b))
}

func changes(id string, a, b *estimate.Estimate) []Change {
	var out []Change
	num := func(field string, x, y float64) {
		if !Near(x, y) {
			out = append(out, Change{id, field, estimate.FormatFloat(x), estimate.FormatFloat(y)})
		}
	}
	text := func(field, x, y string) {
		if x != y {
			out = append(out, Change{id, field, x, y})
		}
	}
	num("estimate", a.Value, b.Value)
	num("se", a.SE, b.SE)
	num("ci_low", a.Low, b.Low)
	num("ci_high", a.High, b.High)
	num("statistic", a.Statistic, b.Statistic)
	if !Near(a.DF1, b.DF1) || !Near(a.DF2, b.DF2) {
		out = append(out, Change{id, "df", estimate.FormatDF(a.DF1, a.DF2), estimate.FormatDF(b.DF1, b.DF2)})
	}
	num("p", a.P, b.P)
	text("n", estimate.FormatCount(a.N), estimate.FormatCount(b.N))
	text("people", estimate.FormatCount(a.People), estimate.FormatCount(b.People))
	text("method", a.Method, b.Method)
	text("note", estimate.JoinNotes(a.Notes), estimate.JoinNotes(b.Notes))
	return out
}

// named is a list of names with texts, in order.
type named struct {
	names []string
	text  map[string]string
}

func (n *named) add(name, text string) {
	if n.text == nil {
		n.text = map[string]string{}
	}
	if _, ok := n.text[name]; !ok {
		n.names = append(n.names, name)
	}
	n.text[name] = text
}

func settings(a, b named) []Setting {
	var out []Setting
	for _, name := range a.names {
		if a.text[name] != b.text[name] {
			out = append(out, Setting{name, a.text[name], b.text[name]})
		}
	}
	for _, name := range b.names {
		if _, ok := a.text[name]; !ok {
			out = append(out, Setting{name, "", b.text[name]})
		}
	}
	return out
}

func inputs(l *Ledger) (n named) {
	for _, f := range l.Provenance.Inputs {
		n.add(f.Path, f.SHA256)
	}
	return n
}

func options(l *Ledger) (n named) {
	p := &l.Provenance
	n.add("version", p.Version)
	n.add("framework", p.FrameworkID+" "+p.FrameworkVersion)
	n.add("framework_sha256", p.FrameworkHash)
	n.add("codebook_sha256", p.CodebookHash)
	n.add("seed", strconv.FormatUint(p.Seed, 10))
	for _, o := range p.Options {
		n.add("option "+o.Name, o.Value)
	}
	return n
}

func warnings(l *Ledger) (n named) {
	for _, w := range l.Warnings {
		n.add(w.English(), w.English())
	}
	return n
}

// receipts tells the receipts of two ledgers apart, each by what it says.
func receipts(first, second *Ledger) []Setting {
	a, b := says(first), says(second)
	var out []Setting
	for _, place := range append(slices.Clone(a.places), b.places...) {
		gone, added := alone(a.parts[place], b.parts[place]), alone(b.parts[place], a.parts[place])
		known := slices.ContainsFunc(out, func(s Setting) bool { return s.Name == place })
		if len(gone)+len(added) > 0 && !known {
			out = append(out, Setting{place, strings.Join(gone, "; "), strings.Join(added, "; ")})
		}
	}
	return out
}

// said is what receipts say, in parts, by file and sheet.
type said struct {
	places []string
	parts  map[string][]string
}

func says(l *Ledger) said {
	s := said{parts: map[string][]string{}}
	for i := range l.Receipts {
		r := &l.Receipts[i]
		place := r.File
		if r.Sheet != "" {
			place += "!" + r.Sheet
		}
		if _, ok := s.parts[place]; !ok {
			s.places = append(s.places, place)
		}
		parts := []string{r.What + " " + strconv.Itoa(r.Rows), "used " + strconv.Itoa(r.Used), "missing " + strconv.Itoa(r.Missing)}
		for _, c := range r.Excluded {
			parts = append(parts, "excluded "+c.Reason+" "+strconv.Itoa(c.Count))
		}
		for _, c := range r.Rejected {
			parts = append(parts, "rejected "+c.Reason+" "+strconv.Itoa(c.Count))
		}
		for _, n := range r.Notes {
			parts = append(parts, strings.Join(append([]string{n.Code}, n.Args...), " "))
		}
		s.parts[place] = append(s.parts[place], parts...)
	}
	return s
}

// alone lists what of xs is not in ys, each as often as it is there more often.
func alone(xs, ys []string) []string {
	left := map[string]int{}
	for _, y := range ys {
		left[y]++
	}
	var out []string
	for _, x := range xs {
		if left[x]--; left[x] < 0 {
			out = append(out, x)
		}
	}
	return out
}
