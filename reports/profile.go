package reports

import (
	"errors"
	"fmt"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/document"
)

// Options of a report.
type Options struct {
	Profile string         // empty: review
	Since   *ledger.Ledger // results of an earlier review, to say what changed; nil: none

	// Of the profile thesis.
	Diagonal string // on the diagonal of the correlations: DiagonalAlpha (the empty text), DiagonalOmega, DiagonalAVE

	// Of the profile pass.
	Pass            string                // the pass reported; empty: the last one with rows
	Deals           []*pass.Deal          // what was dealt, earliest pass first: units, coders, the codebook of each pass; nil: unknown
	Reconciliations []pass.Reconciliation // of what came back for the pass; nil: unknown
}

// profile is a kind of report.
type profile struct {
	name  string
	build func(*builder) *document.Document
}

var profiles = []profile{
	{"review", review},
	{"thesis", thesis},
	{"pass", passProfile},
}

// Profiles lists the profiles, the default first.
func Profiles() []string {
	names := make([]string, len(profiles))
	for i, p := range profiles {
		names[i] = p.name
	}
	return names
}

// ErrUnreleased is the error for a ledger that did not go through disclosure control: no report is built of it.
var ErrUnreleased = errors.New("the ledger is not released: apply disclosure control first")

// Build makes a profile's document of a study's released ledger, with quotations through the masker. Errors: an
// unreleased ledger ([ErrUnreleased]), an unknown profile.
func Build(study *coding.Study, l *ledger.Ledger, m *mask.Masker, o Options) (*document.Document, error) {
	if !l.Released {
		return nil, ErrUnreleased
	}
	if o.Profile == "" {
		o.Profile = profiles[0].name
	}
	for _, p := range profiles {
		if p.name == o.Profile {
			b := newBuilder(study, l, m, o)
			d := p.build(b)
			d.Items = b.items()
			return d, nil
		}
	}
	return nil, fmt.Errorf("unknown profile %q: expected one of %s", o.Profile, strings.Join(Profiles(), ", "))
}
