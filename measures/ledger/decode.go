package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

type fileRead struct {
	Schema     string         `json:"schema"`
	Released   bool           `json:"released"`
	Suppressed suppressedJSON `json:"suppressed"`
	Provenance provenanceJSON `json:"provenance"`
	Receipts   []receiptJSON  `json:"receipts"`
	Warnings   []warningJSON  `json:"warnings"`
	Estimates  []row          `json:"estimates"`
}

// ErrSchema is the cause of the error for a file that is not a results.json of this version.
var ErrSchema = errors.New("not a results file of schema " + Schema)

// Decode reads what [Encode] wrote. Sentences (`note`, `text`) are not read: the codes beside them are. Errors: no
// JSON, another schema ([ErrSchema]), an estimate whose id is not made of its family, measure and of, or that occurs twice.
func Decode(r io.Reader) (*Ledger, error) {
	var f fileRead
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	if f.Schema != Schema {
		return nil, fmt.Errorf("%w: found %q", ErrSchema, f.Schema)
	}
	l := &Ledger{Released: f.Released, Primary: f.Suppressed.Primary, Secondary: f.Suppressed.Complementary,
		Provenance: provenanceIn(&f.Provenance)}
	for i := range f.Receipts {
		l.Receipts = append(l.Receipts, receiptIn(&f.Receipts[i]))
	}
	for _, w := range f.Warnings {
		l.Warnings = append(l.Warnings, estimate.Note{Code: estimate.Code(w.Code), Args: w.Args})
	}
	seen := make(map[string]bool, len(f.Estimates))
	for i := range f.Estimates {
		e, err := estimateIn(&f.Estimates[i])
		if err == nil && seen[e.ID()] {
			err = errors.New("it stands twice")
		}
		if err != nil {
			return nil, fmt.Errorf("results: estimate %d (%s): %w", i+1, f.Estimates[i].ID, err)
		}
		seen[e.ID()] = true
		l.Estimates = append(l.Estimates, e)
	}
	return l, nil
}

// DecodeFiles reads from a results.json only the list of the files that its run wrote, and stops there: of a large file
// it sees the head. Errors as of [Decode], as far as it reads.
func DecodeFiles(r io.Reader) ([]File, error) {
	var head struct {
		schema     string
		provenance *provenanceJSON
	}
	dec := json.NewDecoder(r)
	if t, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("results: %w", err)
	} else if t != json.Delim('{') {
		return nil, fmt.Errorf("%w: no object", ErrSchema)
	}
	for dec.More() && (head.schema == "" || head.provenance == nil) {
		name, err := dec.Token()
		if err == nil {
			switch name {
			case "schema":
				err = dec.Decode(&head.schema)
			case "provenance":
				err = dec.Decode(&head.provenance)
			default:
				err = dec.Decode(&json.RawMessage{})
			}
		}
		if err != nil {
			return nil, fmt.Errorf("results: %w", err)
		}
	}
	if head.schema != Schema || head.provenance == nil {
		return nil, fmt.Errorf("%w: found %q", ErrSchema, head.schema)
	}
	return provenanceIn(head.provenance).Files, nil
}

func provenanceIn(p *provenanceJSON) Provenance {
	out := Provenance{Tool: p.Tool, Version: p.Version, FrameworkID: p.FrameworkID, FrameworkVersion: p.FrameworkVersion,
		FrameworkHash: p.FrameworkHash, CodebookHash: p.CodebookHash, Seed: p.Seed}
	for _, o := range p.Options {
		out.Options = append(out.Options, Option(o))
	}
	for _, x := range p.Inputs {
		out.Inputs = append(out.Inputs, File(x))
	}
	for _, x := range p.Files {
		out.Files = append(out.Files, File(x))
	}
	return out
}

func receiptIn(r *receiptJSON) Receipt {
	out := Receipt{File: r.File, Sheet: r.Sheet, What: r.What, Rows: r.Rows, Used: r.Used, Missing: r.Missing}
	for _, c := range r.Excluded {
		out.Excluded = append(out.Excluded, Count(c))
	}
	for _, c := range r.Rejected {
		out.Rejected = append(out.Rejected, Count(c))
	}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, Remark(n))
	}
	return out
}

func estimateIn(r *row) (estimate.Estimate, error) {
	e := estimate.New(r.Family, r.Measure, r.Of)
	if e.ID() != r.ID {
		return e, fmt.Errorf("its id should be %q", e.ID())
	}
	e.Value, e.SE, e.Low, e.High = number(r.Estimate), number(r.SE), number(r.Low), number(r.High)
	e.Statistic, e.P, e.Method = number(r.Statistic), number(r.P), r.Method
	if r.N != nil {
		e.N = *r.N
	}
	if r.People != nil {
		e.People = *r.People
	}
	if r.DF != nil {
		first, second, two := strings.Cut(*r.DF, ";")
		var err error
		if e.DF1, err = degrees(first); err != nil {
			return e, err
		}
		if two {
			if e.DF2, err = degrees(second); err != nil {
				return e, err
			}
		}
	}
	for _, n := range r.Notes {
		e.Notes = append(e.Notes, estimate.Note{Code: estimate.Code(n.Code), Args: n.Args})
	}
	if b := r.Basis; b != nil {
		e.Basis = estimate.Basis{Parents: b.Parents, Source: b.Source, Filter: b.Filter, Columns: b.Columns}
	}
	return e, nil
}

func number(x *float64) float64 {
	if x == nil {
		return estimate.None
	}
	return *x
}

func degrees(s string) (float64, error) {
	if s == "" {
		return estimate.None, nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return estimate.None, fmt.Errorf("degrees of freedom %q are no number", s)
	}
	return x, nil
}
