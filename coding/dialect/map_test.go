package dialect

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
)

func readMap(t *testing.T, data string) (*Map, []string) {
	t.Helper()
	m, problems, err := ReadMap("map.yaml", strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, p := range problems {
		told = append(told, p.Pos.String()+" "+p.Code+" "+p.Suggestion)
	}
	return m, told
}

// What is proposed and confirmed without a change gives the same records.
func TestProposalConfirmed(t *testing.T) {
	for _, name := range fixtures(t) {
		file, _, _ := strings.Cut(name, "#")
		data, err := os.ReadFile("testdata/qda/" + file)
		if err != nil {
			t.Fatal(err)
		}
		o := answers[name]
		first := openFile(t, file, data, o)
		if first.Layout == "" {
			continue
		}
		proposal := Propose(first)
		m, problems, err := ReadMap("", bytes.NewReader(proposal.YAML()), int64(len(proposal.YAML())))
		if err != nil || len(problems) > 0 || !reflect.DeepEqual(*m, proposal) {
			t.Errorf("%s: %v %v\ngot  %+v\nwant %+v", name, err, problems, m, proposal)
			continue
		}
		for i, p := range m.Values { // what the proposal cannot know
			if p.From == "pass" || o.Map != nil {
				m.Values[i].To = o.Map.value(p.From)
			}
		}
		if o.Map != nil {
			m.Values = append(m.Values, o.Map.Values...)
		}
		o.Map = m
		second := openFile(t, file, data, o)
		if got, want := keys(second), keys(first); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
		for _, p := range second.Problems {
			if strings.HasPrefix(p.Code, "dialect.map") {
				t.Errorf("%s: the proposal has a problem: %+v", name, p)
			}
		}
		var book []any
		names, rows := proposal.Tables()
		for i := range names {
			cells := [][]any{{"from", "to", "found"}}
			for _, p := range rows[i] {
				cells = append(cells, []any{p.From, p.To, p.Found})
			}
			book = append(book, names[i], cells)
		}
		xlsx := workbook(t, book...)
		again, problems, err := ReadMap("", bytes.NewReader(xlsx), int64(len(xlsx)))
		if err != nil || len(problems) > 0 || !reflect.DeepEqual(*again, proposal) {
			t.Errorf("%s as a workbook: %v %v\ngot  %+v\nwant %+v", name, err, problems, again, proposal)
		}
	}
}

func TestReadMap(t *testing.T) {
	m, told := readMap(t, "layout: maxqda\ncodes: {A > B: ME.REL, C: -}\ncoders:\n- {from: Wang, to: 王芳}\n- {to: x}\n- y\ncolums: {}\nvalues: {pass: 2, case: }\n")
	want := &Map{Name: "map.yaml", Layout: "maxqda", Codes: []Pair{{From: "A > B", To: "ME.REL"}, {From: "C", To: "-"}}, Coders: []Pair{{From: "Wang", To: "王芳"}}, Values: []Pair{{From: "pass", To: "2"}, {From: "case"}}}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("got %+v", m)
	}
	if want := []string{"map.yaml!5:5 dialect.map_entry ", "map.yaml!6:6 dialect.map_entry ", "map.yaml!7:7 dialect.map_key columns"}; !reflect.DeepEqual(told, want) {
		t.Errorf("got %q", told)
	}
	if _, _, err := ReadMap("m", strings.NewReader("a: [\n"), 5); err == nil {
		t.Error("bad YAML was taken")
	}
	if m, told := readMap(t, ""); !reflect.DeepEqual(m, &Map{Name: "map.yaml"}) || told != nil {
		t.Errorf("got %+v %q", m, told)
	}
	if _, told := readMap(t, "just words\n"); len(told) != 1 {
		t.Errorf("got %q", told)
	}
}
