package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/data"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/grid"
)

// TestSameNumbersInEveryFormat reads the files of every profile back, each format by a reader of its own, and compares
// every cell of every table with what the table says: the same texts, in the same places.
func TestSameNumbersInEveryFormat(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	dir := filepath.Join(t.TempDir(), "study")
	copyStudy(t, dir)
	var errs bytes.Buffer
	app := &App{Stdout: &errs, Stderr: &errs, quiet: true, Getenv: func(string) string { return "" }}
	plan := &reportPlan{profiles: reports.Profiles(), formats: formats, run: &runOptions{}, from: map[string]string{}}
	bar := app.newProgress("en")
	defer bar.close()
	b, err := app.buildReport(context.Background(), place{dir, "."}, plan, bar)
	if err != nil {
		t.Fatal(err)
	}
	content := map[string][]byte{}
	for _, f := range b.files {
		content[f.name] = f.content
	}
	for _, d := range b.docs {
		for _, lang := range []string{locale.Chinese, locale.English} {
			for _, f := range []struct {
				name string
				read func(t *testing.T, file []byte, g *grid.Grid) [][]string
			}{
				{d.Key + "-" + lang + ".xlsx", workbookTables(t, content[d.Key+"-"+lang+".xlsx"])},
				{d.Key + "-" + lang + ".docx", wordTables(t, content[d.Key+"-"+lang+".docx"])},
				{d.Key + ".html", pageTable},
				{d.Key + "-" + lang + ".md", markdownTable},
				{d.Key + "-" + lang + ".tex", texTable},
			} {
				t.Run(f.name+" "+lang, func(t *testing.T) {
					file, ok := content[f.name]
					if !ok {
						t.Fatal("the file was not written")
					}
					cells := 0
					for _, x := range d.Tables() {
						g := grid.New(x, lang)
						cells += sameTable(t, g, f.read(t, file, g))
					}
					if cells < 100 {
						t.Errorf("%d cells compared", cells)
					}
				})
			}
		}
	}
	t.Run("numbers", func(t *testing.T) { sameValues(t, b.docs, content) })
}

// squeezed is a text without the differences that a format's line breaks make.
func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// sameTable compares the rows of a table with those read back, and returns how many cells agree.
func sameTable(t *testing.T, g *grid.Grid, rows [][]string) (cells int) {
	t.Helper()
	if len(rows) != len(g.Rows) {
		t.Errorf("%s: %d rows, want %d", g.Key, len(rows), len(g.Rows))
		return 0
	}
	for i, r := range g.Rows {
		want := make([]string, 0, len(g.Columns))
		if r.Heading != "" {
			want = append(want, r.Heading)
		}
		for _, c := range r.Cells {
			want = append(want, c.Text)
		}
		for j, w := range want {
			got := ""
			if j < len(rows[i]) {
				got = rows[i][j]
			}
			if squeezed(got) != squeezed(w) {
				t.Errorf("%s, row %d, column %d: %q, want %q", g.Key, i+1, j+1, got, w)
				if cells++; t.Failed() && cells > 20 {
					return cells
				}
				continue
			}
			cells++
		}
	}
	return cells
}

// sameValues compares the numbers behind the cells with those that the data formats hold under the cells' ids.
func sameValues(t *testing.T, docs []*document.Document, content map[string][]byte) {
	var results bytes.Buffer
	if err := data.WriteJSON(&results, docs[0]); err != nil {
		t.Fatal(err)
	}
	inCSV, inJSON, inParquet := csvValues(t, content["estimates.csv"]), jsonValues(t, results.Bytes()), parquetValues(t, content["estimates.parquet"])
	if len(inCSV) != len(inJSON) || len(inCSV) != len(inParquet) {
		t.Errorf("%d estimates in csv, %d in json, %d in parquet", len(inCSV), len(inJSON), len(inParquet))
	}
	compared := 0
	e := map[string]estimate.Estimate{}
	for _, x := range docs[0].Estimates() {
		e[x.ID()] = x
	}
	for _, d := range docs {
		for _, x := range d.Tables() {
			for _, r := range grid.New(x, locale.English).Rows {
				for _, c := range r.Cells {
					if c.ID == "" || !c.Numeric {
						continue
					}
					compared++
					if r := e[c.ID]; c.Value != r.Value && r.DF1 > 0 && math.Abs(c.Value-r.Value/r.DF1) < 1e-12 {
						continue // χ² over its degrees of freedom
					}
					for name, have := range map[string]map[string][]float64{"csv": inCSV, "json": inJSON, "parquet": inParquet} {
						if !holds(have[c.ID], c.Value) {
							t.Errorf("%s, %s: %v of %s is not among %v in the %s", d.Key, x.Key, c.Value, c.ID, have[c.ID], name)
						}
					}
				}
			}
		}
	}
	if compared < 1000 {
		t.Errorf("%d numbers compared", compared)
	}
}

func holds(values []float64, x float64) bool {
	for _, v := range values {
		if v == x || math.Abs(v-x) <= 1e-12*math.Abs(x) {
			return true
		}
	}
	return false
}

func csvValues(t *testing.T, file []byte) map[string][]float64 {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]float64{}
	for _, r := range rows[1:] {
		values := []float64{}
		for _, s := range append(r[2:7:7], r[8:10]...) {
			if x, err := strconv.ParseFloat(s, 64); err == nil {
				values = append(values, x)
			}
		}
		for s := range strings.SplitSeq(r[7], ";") {
			if x, err := strconv.ParseFloat(s, 64); err == nil {
				values = append(values, x)
			}
		}
		out[r[13]] = values
	}
	return out
}

func jsonValues(t *testing.T, file []byte) map[string][]float64 {
	var f struct {
		Estimates []map[string]any `json:"estimates"`
	}
	if err := json.Unmarshal(file, &f); err != nil {
		t.Fatal(err)
	}
	out := map[string][]float64{}
	for _, e := range f.Estimates {
		values := []float64{}
		for _, v := range e {
			switch v := v.(type) {
			case float64:
				values = append(values, v)
			case string:
				for s := range strings.SplitSeq(v, ";") {
					if x, err := strconv.ParseFloat(s, 64); err == nil {
						values = append(values, x)
					}
				}
			}
		}
		out[e["id"].(string)] = values
	}
	return out
}

func parquetValues(t *testing.T, file []byte) map[string][]float64 {
	r := parquet.NewReader(bytes.NewReader(file))
	defer r.Close()
	out := map[string][]float64{}
	rows := make([]parquet.Row, 512)
	for {
		n, err := r.ReadRows(rows)
		for _, row := range rows[:n] {
			values := []float64{}
			for _, i := range []int{2, 3, 4, 5, 6, 8} {
				if !row[i].IsNull() {
					values = append(values, row[i].Double())
				}
			}
			if !row[9].IsNull() {
				values = append(values, float64(row[9].Int64()))
			}
			for s := range strings.SplitSeq(row[7].String(), ";") {
				if x, err := strconv.ParseFloat(s, 64); err == nil {
					values = append(values, x)
				}
			}
			out[row[13].String()] = values
		}
		if err != nil || n == 0 {
			break
		}
	}
	return out
}
