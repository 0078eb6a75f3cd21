package reports

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// DiffOptions say what is compared by [Diff].
type DiffOptions struct {
	From, To string       // passes; empty: none
	Deals    []*pass.Deal // that carry the codebooks of passes
	Old, New *BookVersion // instead of the passes' codebooks; nil: those
}

// BookVersion is a version of the codebook under a name.
type BookVersion struct {
	Name string
	Book pass.Book
}

// Diff sets the changes between two passes, or two versions of the codebook, in tables: what became of each code, the
// codings that this makes stale, and how each coder moved on the units coded twice. The ledger holds the estimates of
// agreement, those of drift among them; nil leaves their columns out. What cannot be compared is said in a line.
func Diff(study *coding.Study, l *ledger.Ledger, o DiffOptions) *document.Document {
	if l == nil {
		l = &ledger.Ledger{Released: true}
	}
	p := newPassReport(newBuilder(study, l, mask.New(study), Options{Pass: o.To, Deals: o.Deals}))
	p.before = o.From
	p.changes = p.compareBooks()
	p.doc.Subtitle = tell("diff.title", p.passName(o.From), p.passName(o.To))
	if o.Old != nil && o.New != nil {
		c := bookComparison{tell("books.from_to", table.Same(o.Old.Name), table.Same(o.New.Name)),
			pass.CompareVersions(p.layers, o.Old.Name, o.New.Name, o.Old.Book, o.New.Book, o.From, o.To)}
		p.changes = &bookChanges{comparisons: []bookComparison{c}}
		p.doc.Subtitle = c.name
	}
	p.doc.Key = "diff"
	s := p.section("books")
	p.build(s, "books", p.booksTable)
	p.build(s, "stale", p.staleTable)
	s = p.section("drift")
	p.build(s, "drift", p.driftTable)
	p.build(s, "drift_codes", p.driftCodesTable)
	p.doc.Labels = p.names()
	numberAll(p.doc)
	return p.doc
}
