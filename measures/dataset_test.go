package measures_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sav"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/survey"
	"github.com/smekit/smekit/sampledata"
)

func written(t *testing.T, d *measures.Dataset, how sav.Compression) (*sav.File, [][]sav.Value, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := sav.Write(&b, d.File, slices.Values(d.Rows), sav.WriteOptions{Compression: how}); err != nil {
		t.Fatal(err)
	}
	r, err := sav.Open(bytes.NewReader(b.Bytes()), int64(b.Len()), "r.sav", sav.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]sav.Value
	for row, err := range r.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, slices.Clone(row))
	}
	return r.File(), rows, b.Bytes()
}

func column(t *testing.T, f *sav.File, name string) int {
	t.Helper()
	i := slices.IndexFunc(f.Variables, func(v sav.Variable) bool { return v.Name == name })
	if i < 0 {
		t.Fatalf("no variable %s", name)
	}
	return i
}

// Every answer and score of the sample comes back from both kinds of files.
func TestRespondentsOfSample(t *testing.T) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := measures.Respondents(s, "zh")
	scores := survey.Read(s)
	for _, how := range []sav.Compression{sav.Bytecode, sav.ZLib} {
		f, rows, _ := written(t, d, how)
		k, cells := 0, 0
		for r := range s.Survey.Responses {
			resp := &s.Survey.Responses[r]
			if resp.Excluded != "" {
				continue
			}
			row := rows[k]
			k++
			for field, want := range map[string]string{"respondent_id": resp.Respondent, "case": resp.Case, "department": resp.Dept, "role": resp.Role, "period": resp.Period} {
				if got := row[column(t, f, field)].Str; got != want {
					t.Fatalf("%s of row %d is %q, expected %q", field, k, got, want)
				}
			}
			for i, id := range s.Survey.Items {
				c := column(t, f, id)
				got, a := row[c], resp.Answers[i]
				cells++
				switch {
				case a.Ok() && (got.Num != a.Num || f.Variables[c].UserMissing(got)):
					t.Fatalf("%s of row %d is %v, expected %v", id, k, got, a)
				case a.Missing == coding.DoesNotApply && !f.Variables[c].UserMissing(got):
					t.Fatalf("%s of row %d is %v, which is not missing", id, k, got)
				case !a.Ok() && a.Missing != coding.DoesNotApply && !got.Missing:
					t.Fatalf("%s of row %d is %v, expected nothing", id, k, got)
				}
			}
			for i := range scores.Leaves {
				got, want := row[column(t, f, "score_"+scores.Leaves[i].Dim)], scores.Scores[r][i]
				cells++
				if got.Missing != math.IsNaN(want) || !got.Missing && got.Num != want {
					t.Fatalf("score of %s of row %d is %v, expected %v", scores.Leaves[i].Dim, k, got, want)
				}
			}
		}
		if k != len(rows) || cells == 0 || d.Excluded != len(s.Survey.Responses)-k {
			t.Errorf("%d rows of %d, %d cells", len(rows), k, cells)
		}
		rel := f.Variables[column(t, f, "ME_REL_1")]
		if rel.Measure != sav.Ordinal || len(rel.Labels) < 5 || rel.Labels[0].Text != "非常不同意" || f.Variables[column(t, f, "score_ME.REL")].Measure != sav.Scale {
			t.Errorf("%+v", rel)
		}
	}
}

// What was exported is a study's survey again.
func TestRespondentsReadAsStudy(t *testing.T) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, _, data := written(t, measures.Respondents(s, "zh"), sav.Bytecode)
	files := fstest.MapFS{"survey/responses.sav": {Data: data}}
	err = fs.WalkDir(sampledata.Study(), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(p, "survey/responses") || strings.HasPrefix(p, "decisions") || strings.HasPrefix(p, "coding/") {
			return err
		}
		b, err := fs.ReadFile(sampledata.Study(), p)
		files[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := study.Open(context.Background(), files, ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range again.Problems {
		if !p.Accepted {
			t.Errorf("problem %+v", p)
		}
	}
	var want, got []string
	list := func(s *coding.Study) (out []string) {
		for i := range s.Survey.Responses {
			r := &s.Survey.Responses[i]
			if r.Excluded != "" {
				continue
			}
			line := []string{r.Respondent, r.Case, r.Dept, r.Role, r.Period}
			for k, a := range r.Answers {
				if a.Ok() {
					line = append(line, s.Survey.Items[k]+"="+a.String())
				}
			}
			out = append(out, strings.Join(line, " "))
		}
		slices.Sort(out)
		return out
	}
	if want, got = list(s), list(again); !slices.Equal(got, want) {
		t.Errorf("%d responses of %d; first %q", len(got), len(want), got[0])
	}
}

// A small survey with every kind of trouble.
func odd() *coding.Study {
	answers := func(a ...any) []coding.Value {
		var out []coding.Value
		for _, x := range a {
			switch x := x.(type) {
			case float64:
				out = append(out, coding.Number(x))
			case string:
				out = append(out, coding.Value{Text: x, Missing: coding.DoesNotApply})
			default:
				out = append(out, coding.Value{Missing: coding.NotAnswered})
			}
		}
		return out
	}
	s := &coding.Study{
		Framework: &coding.Framework{ScaleMin: 1, ScaleMax: 5, ScaleLabels: []coding.Label{{ZH: "很低", EN: "Very low"}, {}, {}, {}, {ZH: "很高", EN: "Very high"}}, NACodes: []string{"-2"},
			Dimensions: []coding.Dimension{{ID: "D", Label: coding.Label{EN: "Depth", ZH: "深度"}, Sources: []string{"survey"}}}},
		Departments: []coding.Department{{Case: "G", ID: "D1", Name: "住建局"}, {Case: "H", ID: "D1", Name: "发改局"}},
		Instrument: coding.Instrument{Items: []coding.Item{
			{ID: "1st item", Dimension: "D", Min: 1, Max: 5, Text: coding.Label{EN: strings.Repeat("long ", 80)}, NACodes: []string{"99"}},
			{ID: "1st_item", Dimension: "D", Min: 1, Max: 5, Reverse: true, Text: coding.Label{EN: "turned"}, Labels: map[string]float64{"Low": 1, "低": 1, "High": 5}},
			{ID: "ALL", Dimension: "D", Min: 0, Max: 99.5},
		}},
	}
	s.Survey.Items = []string{"1st item", "1st_item", "ALL"}
	for i, a := range [][]coding.Value{answers(5.0, 1.0, 0.5), answers("99", "不清楚", "不适用"), answers("88", 2.0, 99.0), answers("不清楚", nil, "x"), answers("77", 4.0, nil), answers("99", 4.0, nil)} {
		s.Survey.Responses = append(s.Survey.Responses, coding.Response{Respondent: string(rune('a' + i)), Case: string([]rune{'G', 'H'}[i%2]), Dept: "D1", Seconds: math.NaN(), Weight: 1, Answers: a})
	}
	s.Survey.Responses[5].Excluded = "duplicate"
	return s
}

func TestRespondentsOdd(t *testing.T) {
	d := measures.Respondents(odd(), "en")
	f, rows, _ := written(t, d, sav.None)
	var names []string
	for _, v := range f.Variables {
		names = append(names, v.Name)
	}
	if want := []string{"respondent_id", "case", "department", "department_name", "role", "period", "V1st_item", "V1st_item_2", "ALL_", "score_D"}; !slices.Equal(names, want) {
		t.Fatalf("%v", names)
	}
	codes := map[string]int{}
	for _, n := range d.Notes {
		codes[n.Code]++
	}
	if want := map[string]int{"export.renamed": 3, "export.label_cut": 1, "export.many_missing": 1}; !maps.Equal(codes, want) {
		t.Errorf("%v", d.Notes)
	}
	first, second, third := &f.Variables[6], &f.Variables[7], &f.Variables[8]
	if !second.UserMissing(rows[1][7]) || rows[1][7].Num != 99 || second.Label != "turned (reverse-keyed, as answered)" || rows[0][7].Num != 1 {
		t.Errorf("%+v %v", second, rows)
	}
	if l, _ := second.LabelOf(sav.Number(1)); l != "Low" {
		t.Errorf("%+v", second.Labels)
	}
	if l, _ := first.LabelOf(sav.Number(5)); l != "Very high" || len(first.Label) > 255 {
		t.Errorf("%+v", first.Labels)
	}
	missing := 0
	for r := range rows {
		if first.UserMissing(rows[r][6]) {
			missing++
		}
	}
	if missing != 3 || len(first.Missing.Values) != 3 { // of four kinds one had to go
		t.Errorf("%d of %+v", missing, first.Missing)
	}
	if third.Format.Decimals != 2 || !third.UserMissing(rows[1][8]) || third.UserMissing(rows[2][8]) || rows[1][8].Num >= 0 {
		t.Errorf("%+v %v", third, rows[1][8])
	}
	if len(rows) != 5 || d.Excluded != 1 || rows[1][3].Str != "发改局" {
		t.Errorf("%d rows", len(rows))
	}
	if out := os.Getenv("SMEKIT_SAV"); out != "" {
		_, _, b := written(t, d, sav.Bytecode)
		if err := os.WriteFile(out, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// What an independent reader finds in the file is what was put there.
func TestRespondentsByHaven(t *testing.T) {
	b, err := os.ReadFile("testdata/respondents/haven.txt")
	if err != nil {
		t.Fatal(err)
	}
	f, rows, _ := written(t, measures.Respondents(odd(), "en"), sav.Bytecode)
	show := func(v *sav.Variable, x sav.Value) string {
		switch {
		case v.Width > 0:
			return x.Str
		case x.Missing:
			return ""
		}
		return strconv.FormatFloat(x.Num, 'g', 12, 64)
	}
	var lines []string
	for i := range f.Variables {
		v := &f.Variables[i]
		var labels, missing []string
		for _, l := range v.Labels {
			labels = append(labels, show(v, l.Value)+"="+l.Text)
		}
		for _, m := range v.Missing.Values {
			missing = append(missing, show(v, m))
		}
		lines = append(lines, strings.Join([]string{"VAR", v.Name, v.Label, strings.Join(labels, "|"), strings.Join(missing, "|")}, "\t"))
	}
	for _, row := range rows {
		cells := []string{"ROW"}
		for i, x := range row {
			cells = append(cells, show(&f.Variables[i], x))
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	parts := func(line string) []string {
		cells := strings.Split(line, "\t")
		for i, c := range cells {
			some := strings.Split(c, "|")
			slices.Sort(some)
			cells[i] = strings.TrimRight(strings.Join(some, "|"), " ")
		}
		return cells
	}
	want := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d lines, expected %d", len(lines), len(want))
	}
	for i := range want {
		if got, want := parts(lines[i]), parts(want[i]); !slices.Equal(got, want) {
			t.Errorf("%q, expected %q", got, want)
		}
	}
}
