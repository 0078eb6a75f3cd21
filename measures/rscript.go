package measures

import (
	"bytes"
	"context"
	"embed"
	"encoding/csv"
	"fmt"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// The script and what is said beside it: the same for every study, since the script reads all it needs from the tables.
//
//go:embed rscript/analysis.R rscript/README.md
var scriptFiles embed.FS

// File is a file to write: a slash-separated path, and the bytes.
type File struct {
	Name    string
	Content []byte
}

// RScript makes a folder from which R recomputes a study's estimates: analysis.R, the tables that it reads (data/*.csv), and a
// README. `Rscript analysis.R` in that folder prints how many numbers agree, section by section, lists those that differ with
// both numbers, writes comparison.csv, and fails when any differs.
//
// The study is one that may be handed on (see [Deidentify]), released is the ledger that was published, in that study's names
// (see [Deidentified.Rename]), and again is what scoring that study gives, released; nil where it is the published study itself.
// data/expected.csv holds the published numbers that are compared: those that the study gives again. Every other published
// estimate stands in data/not_compared.csv with the reason. What is hidden stands nowhere.
//
// The same study gives the same bytes. The error is ctx's, or an option of the study that is not understood.
func RScript(ctx context.Context, study *coding.Study, released, again *ledger.Ledger) ([]File, error) {
	s := newScorer(ctx, study, ScoreOptions{Seed: released.Provenance.Seed, Bootstrap: -1})
	for _, step := range []func() error{s.settle, s.scoreInterviews, s.scoreSurvey} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	var out []File
	for _, name := range []string{"analysis.R", "README.md"} {
		content, err := scriptFiles.ReadFile("rscript/" + name)
		if err != nil {
			return nil, err
		}
		out = append(out, File{name, content})
	}
	d := scriptData{scorer: s, released: released, again: again}
	for _, t := range append(d.tables(), d.outcome()...) {
		content, err := t.csv()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.name, err)
		}
		out = append(out, File{"data/" + t.name + ".csv", content})
	}
	return out, nil
}

// plainTable is a table of texts on its way into a file.
type plainTable struct {
	name string
	rows [][]string
}

func newPlainTable(name string, columns ...string) *plainTable {
	return &plainTable{name, [][]string{columns}}
}

func (t *plainTable) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *plainTable) csv() ([]byte, error) {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(t.rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// cellOf is a number as a cell, empty where there is none.
func cellOf(x float64) string { return estimate.FormatFloat(x) }

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
