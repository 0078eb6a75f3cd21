package dialect

import (
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// platform is the export of a survey platform.
type platform struct {
	name, tool string
	find       func(*opened, *page) *heading   // the header rows of a sheet; nil: not of this platform
	columns    func(*survey)                   // names, wordings, roles and blocks of the questions
	exclude    func(*survey, sheet.Row) string // the reason why a row is no response; may be nil
	start      func(*survey) error             // opens the file and makes the questions, of files that are no tables
	walk       func(*survey) error             // takes the rows; nil: those of the sheet
	recognise  func(*opened) (int, []string)   // in place of find, of files that are no tables
	cleaned    func(*survey)                   // once the rows are there; may be nil
	empty      []string                        // what stands for an answer not given
	skipped    []string                        // what stands for a question not asked
	separator  string                          // of several answers in a cell
	sure       bool                            // the separator stands in no wording
	american   bool                            // dates are written month first
}

// OpenSurvey maps a file as [Open] does when its content is plainly the export of a survey platform. It returns nil for other
// files, tables of answers made by hand and SPSS files among them.
func OpenSurvey(name string, r io.ReaderAt, size int64, o Options) (*Import, error) {
	f := open(name, r, size, o.Map)
	defer f.close()
	list, best := f.candidates("")
	if best == nil || !strings.HasSuffix(best.Name, "-survey") || best.Name == plainSurvey.name || best.Name == spss.Name {
		return nil, nil
	}
	for _, c := range list {
		if c.score == best.score && c.Name != best.Name {
			return nil, nil
		}
	}
	return f.mapAs(best, o)
}

// heading is where a sheet's header is and why it is taken for one.
type heading struct {
	page  *page
	rows  []sheet.Row
	above int // rows with content above it
	score int
	signs []string
}

// last is the number of the last header row.
func (h *heading) last() int { return h.rows[len(h.rows)-1].Number }

// width is the number of columns that have a header.
func (h *heading) width() int {
	n := 0
	for _, r := range h.rows {
		n = max(n, len(r.Cells))
	}
	return n
}

// layout makes the registry's entry.
func (p *platform) layout() layout {
	return layout{Name: p.name, Tool: p.tool, recognise: p.score, read: p.read}
}

func (p *platform) score(f *opened) (int, coding.ReceiptNote) {
	score, signs := 0, []string(nil)
	if p.recognise != nil {
		score, signs = p.recognise(f)
	} else if h := p.heading(f); h != nil {
		score, signs = h.score, h.signs
	}
	if score <= 0 {
		return 0, coding.ReceiptNote{}
	}
	for i := range signs {
		signs[i] = shorten(flat(signs[i]), 40)
	}
	return score, coding.ReceiptNote{Code: "dialect.recognised", Args: []string{p.tool, strings.Join(signs[:min(len(signs), 8)], ", ")}}
}

// heading finds the sheet that fits best.
func (p *platform) heading(f *opened) *heading {
	var best *heading
	for _, pg := range f.pages {
		if f.mapped != nil && f.mapped.Sheet != "" && f.mapped.Sheet != pg.Name {
			continue
		}
		if h := p.find(f, pg); h != nil && (best == nil || h.score > best.score) {
			h.page = pg
			best = h
		}
	}
	return best
}

// signs are headers by which a platform is known, as sets of ways to write one.
type signs [][]string

// in lists the cells of a row that are signs.
func (s signs) in(r sheet.Row) []string {
	var out []string
	seen := map[int]bool{}
	for _, c := range r.Cells {
		if c.Blank() {
			continue
		}
		if i := s.index(c.Text); i >= 0 && !seen[i] {
			seen[i] = true
			out = append(out, c.Text)
		}
	}
	return out
}

// index is the sign that a header is, -1 for none.
func (s signs) index(header string) int {
	k := signKey(header)
	return slices.IndexFunc(s, func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return keyOfSign(w) == k })
	})
}

var keysOfSigns sync.Map // by sign, of which there are few

// keyOfSign is the key of a sign, made once: every cell of a header is held against all signs of all platforms.
func keyOfSign(sign string) string {
	if k, known := keysOfSigns.Load(sign); known {
		return k.(string)
	}
	k := signKey(sign)
	keysOfSigns.Store(sign, k)
	return k
}

// signKey makes headers of platforms comparable; a leading underscore counts.
func signKey(s string) string {
	k := strings.ReplaceAll(headKey(s), " ", "")
	if strings.HasPrefix(strings.TrimSpace(s), "_") {
		k = "_" + k
	}
	return k
}

// headingWith looks for the row with the most signs among the first ones; least is how many there must be, or half of them
// (at least one) in a file that a person named.
func headingWith(f *opened, p *page, s signs, least, base, per int) *heading {
	if f.forced {
		least = max(1, least/2)
	}
	var best *heading
	for i := 0; i < len(p.rows) && i < 20; i++ {
		found := s.in(p.rows[i])
		if len(found) >= least && (best == nil || len(found) > len(best.signs)) {
			best = &heading{rows: p.rows[i : i+1], above: i, score: min(97, base+per*len(found)), signs: found}
		}
	}
	return best
}
