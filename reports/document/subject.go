package document

import "github.com/smekit/smekit/measures/estimate"

// Columns are the columns of the tidy table in which every format with data lists the estimates.
var Columns = estimate.Columns

// Quotes returns the masked quotations behind an estimate: those of its dimension and case. An estimate that names no
// dimension has none; one that names no case has those of every case. One of a department has none: they would seem to be
// its people's words, and no quotation says from which department it is.
func (d *Document) Quotes(e estimate.Estimate) []Evidence {
	k, _, err := estimate.ParseKey(e.Of)
	if err != nil || k.Dim == "" || k.Dept != "" {
		return nil
	}
	var out []Evidence
	for _, x := range d.Evidence {
		if x.Dim == k.Dim && (k.Case == "" || x.Case == k.Case) {
			out = append(out, x)
		}
	}
	return out
}

// Subject is one thing that an estimate speaks of, such as its department: the key's name and the ids, one or the two
// levels of a contrast.
type Subject struct {
	Key string
	IDs []string
}

// Subjects takes the `of` of a study's score apart, in its fixed order; own is what follows them in other families. It
// reports false for an `of` that is no list of keys.
func Subjects(of string) (subjects []Subject, own string, ok bool) {
	k, own, err := estimate.ParseKey(of)
	if err != nil || k == (estimate.Key{}) {
		return nil, of, false
	}
	for _, f := range []struct{ name, value string }{{"dim", k.Dim}, {"source", k.Source}, {"layer", k.Layer}, {"pass", k.Pass}, {"coder", k.Coder}, {"case", k.Case},
		{"dept", k.Dept}, {"side", k.Side}, {"role", k.Role}, {"period", k.Period}, {"peer", k.Peer}} {
		if f.value == "" {
			continue
		}
		ids := []string{f.value}
		if a, b, contrast := estimate.SplitContrast(f.value); contrast {
			ids = []string{a, b}
		}
		subjects = append(subjects, Subject{f.name, ids})
	}
	return subjects, own, true
}
