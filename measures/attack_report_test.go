package measures_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
	"github.com/smekit/smekit/reports/table"
	"github.com/smekit/smekit/sampledata"
)

// The attacker of a report has all its profiles: every cell of every table, the data of every figure, every sentence, and
// the numbers of the data formats. What they hold is put together into one ledger, and that is attacked as the released one
// is (see TestAttack): first it is made sure that nothing stands in a document that is not in that ledger.

// published is what the documents of a report tell, by estimate.
type published struct {
	t        *testing.T
	released *ledger.Ledger
	told     map[string]bool // ids of which some number is shown
	hidden   map[string]bool
	cells    int
	covered  int // cells of hidden estimates
	free     int // numbers that are of no single estimate
}

// everything builds the documents of all profiles and reads what they tell.
func everything(t *testing.T, s *coding.Study, full *ledger.Ledger) (*ledger.Ledger, []*document.Document, *published) {
	t.Helper()
	released := measures.Release(full, s)
	p := &published{t: t, released: released, told: map[string]bool{}, hidden: map[string]bool{}}
	for i := range released.Estimates {
		if hiddenRow(released.Estimates[i]) {
			p.hidden[released.Estimates[i].ID()] = true
		}
	}
	var docs []*document.Document
	for _, profile := range reports.Profiles() {
		if profile == "pass" && len(s.Survey.Responses)%4 > 0 {
			continue // about coders alone: some are enough
		}
		d, err := reports.Build(s, released, mask.New(s), reports.Options{Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
		tables := d.Tables()
		for _, f := range d.Figures() {
			tables = append(tables, f.Data())
		}
		for _, x := range tables {
			p.read(d.Key, x, locale.Languages()[len(docs)%2])
		}
		p.readSentences(d)
	}
	return released, docs, p
}

var (
	digit    = regexp.MustCompile(`[0-9]`)
	belowMin = regexp.MustCompile(`n<[0-9]+`)
)

// free are the columns, by table, whose numbers are of no single estimate: counts of records of interviews and coding,
// what benchmarks say, differences of two printed means. A number of the survey elsewhere must name its estimate.
func (p *published) isFree(profile, key string, c *table.Column) bool {
	switch strings.TrimSuffix(key, "-data") {
	case "methods", "reproduction", "interviewees", "nodes", "concepts", "codes", "coverage", "coverage_map", "overlap", "confusions", "confusion_map", "drift", "drift_codes",
		"queue", "queue_rows", "opportunity", "network", "path", "saturation", "saturation_curve", "deals", "returns", "codebook", "stale", "changes", "agreement", "agreement_dots", "pairs", "joint":
		return true
	case "sample":
		return c.Key == "interviews"
	case "peers":
		return strings.HasPrefix(c.Key, "benchmark") || c.Key == "date"
	case "hazards":
		return strings.HasPrefix(c.Key, "interview_") || c.Key == "segments" || c.Key == "quotes"
	case "sensitivity":
		return true // counts of conclusions
	case "coupling":
		return c.Key == "level" // its place among all levels
	}
	return profile == "pass"
}

// read reads a table in one language: the formats' own tests compare both, cell by cell.
func (p *published) read(profile string, x *table.Table, lang string) {
	g := grid.New(x, lang)
	for _, r := range g.Rows {
		for j, c := range r.Cells {
			if g.Columns[j].Stub {
				continue
			}
			at := func() string {
				return fmt.Sprintf("%s, %s, row %s, column %s: %q", profile, g.Key, r.Key, g.Columns[j].Key, c.Text)
			}
			ids := c.IDs
			if c.ID != "" && len(ids) == 0 {
				ids = []string{c.ID}
			}
			hides := false
			for _, id := range ids {
				if _, ok := p.released.Find(id); !ok {
					p.t.Errorf("%s: %s is not in the ledger", at(), id)
				}
				hides = hides || p.hidden[id]
			}
			shows := digit.MatchString(belowMin.ReplaceAllString(c.Text, ""))
			switch {
			case hides:
				p.covered++
				if shows || c.Numeric || c.Tint > 0 || c.Level != table.Plain {
					p.t.Errorf("%s is of a hidden estimate: %v", at(), ids)
				}
			case len(ids) == 0 && c.Numeric && !p.isFree(profile, x.Key, &x.Columns[j]):
				p.free++
				if !p.difference(r, c) && !p.count(r, c) {
					p.t.Errorf("%s is of no estimate", at())
				}
			case len(ids) > 0 && c.Numeric:
				p.cells++
				p.told[c.ID] = true
				if e, _ := p.released.Find(c.ID); !carries(e, c.Value) {
					p.t.Errorf("%s: %v is no number of %s", at(), c.Value, c.ID)
				}
			case len(ids) > 0 && shows && !p.isFree(profile, x.Key, &x.Columns[j]):
				p.composed(at, ids, c)
			}
		}
	}
}

// carries reports whether a number is among those that an estimate publishes, or its statistic over its degrees of freedom.
func carries(e estimate.Estimate, x float64) bool {
	for _, v := range []float64{e.Value, e.SE, e.Low, e.High, e.Statistic, e.DF1, e.DF2, e.P, float64(e.N), float64(e.People), e.Value / e.DF1, e.Value * float64(e.N)} {
		if v == x || math.Abs(v-x) <= 1e-9*math.Max(1, math.Abs(x)) {
			return true
		}
	}
	return false
}

// difference reports whether a number is the difference of two others of its row, which are shown.
func (p *published) difference(r grid.Row, c grid.Cell) bool {
	for _, a := range r.Cells {
		for _, b := range r.Cells {
			if a.ID != "" && b.ID != "" && math.Abs(a.Value-b.Value-c.Value) < 1e-9 {
				return true
			}
			x, okA := p.released.Find(a.ID)
			y, okB := p.released.Find(b.ID)
			if okA && okB && math.Abs(x.Value-y.Value-c.Value) < 1e-9 {
				return true
			}
			for _, u := range a.IDs {
				for _, v := range b.IDs {
					x, _ := p.released.Find(u)
					y, _ := p.released.Find(v)
					if math.Abs(x.Value-y.Value-c.Value) < 1e-9 {
						return true
					}
				}
			}
		}
	}
	return false
}

// count reports whether a number is the n of an estimate that the row shows, or a limit of its interval.
func (p *published) count(r grid.Row, c grid.Cell) bool {
	for _, a := range r.Cells {
		for _, id := range append(slices.Clone(a.IDs), a.ID) {
			if e, ok := p.released.Find(id); ok && !p.hidden[id] && carries(e, c.Value) {
				return true
			}
		}
	}
	return false
}

// bound is what a cell says in place of a number: too few people, a p that is too small to print; and the numbers in the
// names of invented constructs.
var bound = regexp.MustCompile(`n<[0-9]+|< ?0?\.001|构念[0-9]+号|no\. [0-9]+`)

var number = regexp.MustCompile(`[-−+]?[0-9]*\.?[0-9]+`)

// composed checks a cell made of several numbers, such as "M ± SD" or "62.1 (n = 12)": each is a rounding of a number of the
// estimates that it names.
func (p *published) composed(at func() string, ids []string, c grid.Cell) {
	p.cells++
	var es []estimate.Estimate
	for _, id := range ids {
		e, _ := p.released.Find(id)
		es = append(es, e)
		p.told[id] = true
	}
	for _, s := range number.FindAllString(bound.ReplaceAllString(c.Text, ""), -1) {
		if !rounds(s, es) {
			p.t.Errorf("%s: %s is no number of %v", at(), s, ids)
		}
	}
}

// rounds reports whether a printed number is a rounding of one that the estimates publish.
func rounds(s string, es []estimate.Estimate) bool {
	x, err := strconv.ParseFloat(strings.NewReplacer("−", "-", "+", "").Replace(s), 64)
	if err != nil {
		return false
	}
	places := 0
	if i := strings.IndexByte(s, '.'); i >= 0 {
		places = len(s) - i - 1
	}
	half := 0.5000001 * math.Pow(10, -float64(places))
	for _, e := range es {
		for _, v := range []float64{e.Value, e.SE, e.Low, e.High, e.Statistic, e.DF1, e.DF2, e.P, float64(e.N), float64(e.People), e.Value / e.DF1, math.Sqrt(e.Value), e.Value * float64(e.N)} {
			if math.Abs(math.Abs(v)-math.Abs(x)) <= half || math.Abs(math.Abs(100*v)-math.Abs(x)) <= half {
				return true
			}
		}
	}
	return false
}

var decimal = regexp.MustCompile(`[0-9]*\.[0-9]+`)

// readSentences checks what sentences cite: nothing hidden, and in a sentence that cites estimates every number with decimals
// is one of theirs, or of an estimate that those were computed from, or a cut-off that the catalogue writes.
func (p *published) readSentences(d *document.Document) {
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			all := b.List
			if b.Paragraph != nil {
				all = append(slices.Clone(all), *b.Paragraph)
			}
			for _, x := range all {
				var es []estimate.Estimate
				for _, id := range x.Cites {
					e, ok := p.released.Find(id)
					if !ok || p.hidden[id] { // there is no such number, or the sentence says that it is hidden
						continue
					}
					es = append(es, e)
					for _, parent := range e.Basis.Parents {
						if e, ok := p.released.Find(parent); ok && !p.hidden[parent] {
							es = append(es, e)
						}
					}
				}
				if s.Key != "findings" || len(es) == 0 || d.Key == "pass" { // a team's coverage and drift are counts of its units
					continue
				}
				for _, n := range decimal.FindAllString(x.Text.EN, -1) {
					if !rounds(n, es) && !rounds(n, differences(es)) && !p.related(n, es) && !strings.Contains(".05 .70 .147 .667 .800", n) {
						p.t.Errorf("%s, %s: %s is no number of %v: %.200s", d.Key, s.Key, n, x.Cites, x.Text.EN)
					}
				}
			}
		}
	}
}

// differences are those between the values of estimates: a peer's own value is a study's less its gap.
func differences(es []estimate.Estimate) (out []estimate.Estimate) {
	for _, a := range es {
		for _, b := range es {
			d := estimate.New("", "", "")
			d.Value = a.Value - b.Value
			out = append(out, d)
		}
	}
	return out
}

// related looks for a number among the released estimates of the same dimension as one that is cited.
func (p *published) related(n string, es []estimate.Estimate) bool {
	for _, e := range es {
		k, _, err := estimate.ParseKey(e.Of)
		if err != nil || k.Dim == "" {
			continue
		}
		for _, r := range p.released.Estimates {
			o, _, err := estimate.ParseKey(r.Of)
			if err == nil && o.Dim == k.Dim && (o.Case == k.Case || k.Case == "" || o.Case == "") && o.Dept == k.Dept && !r.Empty() && rounds(n, []estimate.Estimate{r}) {
				return true
			}
		}
	}
	return false
}

// TestAttackReport attacks the reports of the sample and of 200 random studies: all profiles with all that the data formats
// hold, which of every twentieth study are written and read back. The second test has the other half of them.
func TestAttackReport(t *testing.T)     { attackReports(t, 1) }
func TestAttackReportMore(t *testing.T) { attackReports(t, 2) }

func attackReports(t *testing.T, first uint64) {
	t.Helper()
	long(t)
	hidden, cells, covered := 0, 0, 0
	for seed := first; seed <= 200; seed += 2 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			_, s := invent(t, seed)
			full := scored(t, s)
			released, docs, p := everything(t, s, full)
			if seed%20 < 2 {
				released = readBack(t, docs[0])
			}
			h := len(p.hidden)
			if seed > 40 || seed%20 < 2 { // TestAttack has attacked the others
				h, _ = attackLedger(t, s, full, released, true)
			}
			hidden, cells, covered = hidden+h, cells+p.cells, covered+p.covered
		})
	}
	if hidden == 0 || cells < 10000 || covered < 100 {
		t.Errorf("%d hidden rows, %d cells with numbers, %d of hidden estimates", hidden, cells, covered)
	}
}

// TestAttackReportOfTheSample is the same for the sample study.
func TestAttackReportOfTheSample(t *testing.T) {
	long(t)
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	full := scored(t, s)
	_, docs, p := everything(t, s, full)
	if hidden, _ := attackLedger(t, s, full, readBack(t, docs[0]), false); hidden == 0 || p.cells < 3000 || p.covered < 50 {
		t.Errorf("%d hidden rows, %d cells with numbers, %d of hidden estimates", hidden, p.cells, p.covered)
	}
}

// scored is a study with its full ledger, as a report has it.
func scored(t *testing.T, s *coding.Study) *ledger.Ledger {
	t.Helper()
	full, err := measures.Score(context.Background(), s, measures.ScoreOptions{Bootstrap: -1})
	if err != nil {
		t.Fatal(err)
	}
	agree, err := measures.Agree(context.Background(), s, measures.AgreeOptions{Bootstrap: -1, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	level, err := measures.Saturation(context.Background(), s, measures.SaturationOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	full.Estimates = append(append(full.Estimates, agree.Estimates...), level.Estimates...)
	return full
}

// readBack reads the data formats of a document into a ledger: what programs read of it.
func readBack(t *testing.T, d *document.Document) *ledger.Ledger {
	t.Helper()
	var b bytes.Buffer
	if err := data.WriteJSON(&b, d); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(b.Bytes()) {
		t.Fatal("results.json is no JSON")
	}
	l, err := ledger.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := data.WriteCSV(&b, d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(l.Estimates)+1 {
		t.Errorf("%d rows in csv, %d in json", len(rows)-1, len(l.Estimates))
	}
	for i, r := range rows[1:] {
		if hiddenRow(l.Estimates[i]) && strings.Join(r[2:10], "") != "" {
			t.Errorf("csv: %v", r)
		}
	}
	return l
}
