package dialect

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

// dumpSurvey writes down everything that was read of a survey.
func dumpSurvey(im *Import) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("layout %s (%s)", im.Layout, im.Tool)
	if im.Survey != nil {
		for _, c := range im.Survey.Columns {
			s := fmt.Sprintf("column %s %s %s %q", coding.ColumnName(c.Col), c.Name, c.Kind, c.Question)
			if len(c.Labels) > 0 {
				s += " labels " + joinLabels(c.Labels)
			}
			if len(c.Missing) > 0 {
				s += " missing " + strings.Join(c.Missing, ", ")
			}
			line("%s", s)
		}
		for _, r := range im.Survey.Rows {
			var cells []string
			for _, v := range r.Values {
				t := v.String()
				if v.Missing != coding.Present {
					t = []string{"", "·", "–", "n/a", "!"}[v.Missing]
					if v.Text != "" && v.Missing != coding.NotAnswered {
						t += "(" + v.Text + ")"
					}
				} else if v.Text != "" {
					t = strconv.Quote(t)
				}
				cells = append(cells, t)
			}
			line("row %s: %s", r.Pos.Cell(), strings.Join(cells, " | "))
		}
	}
	for _, it := range im.Instrument {
		line("item %s dimension=%q %q/%q %g–%g labels=%v na=%v reverse=%v at %s", it.ID, it.Dimension, it.Text.ZH, it.Text.EN, it.Min, it.Max, it.Labels, it.NACodes, it.Reverse, it.Pos.Cell())
	}
	for _, r := range append([]coding.Receipt{im.Receipt}, im.More...) {
		line("receipt %s!%s %s rows=%d used=%d missing=%d excluded=%v rejected=%v", r.File, r.Sheet, r.What, r.Rows, r.Used, r.Missing, r.Excluded, r.Rejected)
		var uses []string
		for _, c := range r.Columns {
			uses = append(uses, c.Header+"→"+c.Field)
		}
		line("columns %s", strings.Join(uses, ", "))
		for _, n := range r.Notes {
			line("note %s", locale.ReceiptNote("en", n))
		}
	}
	for _, q := range im.Questions {
		line("question %s", locale.ReceiptNote("en", q))
	}
	for _, p := range im.Problems {
		line("problem %s", locale.ProblemLine("en", p))
	}
	return b.String()
}

// soundSurvey checks what holds of every survey: names are different, rows have a value for each column, the ids of rows are
// different within a period, items are columns, nothing is recoded, and the receipt counts the rows.
func soundSurvey(t testing.TB, im *Import) {
	t.Helper()
	sound(t, im)
	if im.Survey == nil {
		return
	}
	names, ids := map[string]bool{}, map[string]bool{}
	for _, c := range im.Survey.Columns {
		if c.Name == "" || names[strings.ToLower(c.Name)] {
			t.Errorf("column %q twice or without a name", c.Name)
		}
		names[strings.ToLower(c.Name)] = true
	}
	if !names["respondent_id"] {
		t.Error("no ids")
	}
	for _, r := range im.Survey.Rows {
		if len(r.Values) != len(im.Survey.Columns) {
			t.Fatalf("%d values of %d columns", len(r.Values), len(im.Survey.Columns))
		}
		key := ""
		for i, c := range im.Survey.Columns {
			if c.Name == "respondent_id" || c.Name == "period" {
				key += r.Values[i].String() + "\x00"
			}
			if v := r.Values[i]; c.Kind == "scale" && v.Missing == coding.Present && !v.IsNum && !slices.ContainsFunc(c.Labels, func(l ValueLabel) bool { return wordKey(l.Value) == wordKey(v.Text) }) &&
				!slices.ContainsFunc(im.Problems, func(p coding.Problem) bool { return p.Pos.Row == r.Pos.Row && p.Pos.Col == c.Col }) {
				t.Errorf("%s: a scale with the text %q", r.Pos, v.Text)
			}
			if v := r.Values[i]; c.Kind == "choices" && v.Ok() && v.Num != 0 && v.Num != 1 {
				t.Errorf("%s: a box with %g", r.Pos, v.Num)
			}
		}
		if ids[key] {
			t.Errorf("%s: id %q twice", r.Pos, key)
		}
		ids[key] = true
		if r.Pos.Row == 0 {
			t.Error("a row without its place")
		}
	}
	if im.Receipt.Used != len(im.Survey.Rows) {
		t.Errorf("receipt: %d rows used, there are %d", im.Receipt.Used, len(im.Survey.Rows))
	}
	for _, it := range im.Instrument {
		if !names[strings.ToLower(it.ID)] || it.Reverse || !(it.Min < it.Max) {
			t.Errorf("item %+v", it)
		}
		for l, x := range it.Labels {
			if x < it.Min || x > it.Max {
				t.Errorf("item %s: label %q is %g", it.ID, l, x)
			}
		}
	}
	s := im.Survey.Survey(im.Instrument, "G")
	if len(s.Responses) != len(im.Survey.Rows) || len(s.Items) < len(im.Instrument) {
		t.Errorf("%d responses, %d items", len(s.Responses), len(s.Items))
	}
	for _, r := range s.Responses {
		if r.Respondent == "" || len(r.Answers) != len(s.Items) || r.Case == "" {
			t.Errorf("response %+v", r)
		}
	}
}

func openSurvey(t testing.TB, name string, data []byte, o Options) *Import {
	t.Helper()
	im, err := Open(name, bytes.NewReader(data), int64(len(data)), o)
	if err != nil {
		t.Fatal(err)
	}
	soundSurvey(t, im)
	return im
}

func surveyFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "survey", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func sourceOf(name string, data []byte) Source {
	return Source{Name: name, R: bytes.NewReader(data), Size: int64(len(data))}
}

func TestSurveyFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/survey/*")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		if path.Ext(name) == ".want" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			o := Options{Dimensions: []string{"ME", "ME.REL", "MC"}}
			matchSurvey(t, name, dumpSurvey(openSurvey(t, name, surveyFile(t, name), o)))
		})
	}
}

func matchSurvey(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "survey", name+".want")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// answersOf lists a column's values.
func answersOf(t testing.TB, im *Import, name string) []string {
	t.Helper()
	i := slices.IndexFunc(im.Survey.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("no column %s among %+v", name, im.Survey.Columns)
	}
	var out []string
	for _, r := range im.Survey.Rows {
		out = append(out, r.Values[i].String())
	}
	return out
}

func columnOf(t testing.TB, im *Import, name string) Column {
	t.Helper()
	for _, c := range im.Survey.Columns {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no column %s", name)
	return Column{}
}

func same(t *testing.T, what string, got []string, want string) {
	t.Helper()
	if g := strings.Join(got, " "); g != want {
		t.Errorf("%s: got %s, want %s", what, g, want)
	}
}

func asked(im *Import, code string) (out []string) {
	for _, q := range im.Questions {
		if q.Code == "dialect."+code {
			out = append(out, strings.Join(q.Args, "|"))
		}
	}
	return out
}

func told(im *Import, code string) (out []string) {
	for _, p := range im.Problems {
		if p.Code == code {
			out = append(out, p.Pos.Cell())
		}
	}
	return out
}

// surveyBook makes a workbook of sheets, each a list of rows; cells that are numbers become numbers.
func surveyBook(t testing.TB, sheets map[string][][]any, order ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, name := range order {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range sheets[name] {
			if err := f.SetSheetRow(name, "A"+strconv.Itoa(r+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
