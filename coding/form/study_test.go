package form_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/sampledata"
)

// written is a study's files on a disk in memory.
func written(t *testing.T, s *coding.Study) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, f := range form.Study(s) {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		if out[f.Name] != nil {
			t.Errorf("%s stands twice", f.Name)
		}
		out[f.Name] = &fstest.MapFile{Data: b.Bytes()}
	}
	return out
}

func open(t *testing.T, files fs.FS) *coding.Study {
	t.Helper()
	s, err := study.Open(context.Background(), files, ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Problems {
		if !p.Accepted {
			t.Errorf("%s: %s %q", p.Pos, p.Code, p.Args)
		}
	}
	return s
}

// bare leaves out what no file holds: positions, answers' columns, and the words of answers that were rejected.
func bare(s *coding.Study) map[string][]string {
	out := map[string][]string{}
	put := func(what string, v any) { out[what] = append(out[what], fmt.Sprintf("%+v", v)) }
	for _, c := range s.Cases {
		c.Pos = coding.Pos{}
		put("case", c)
	}
	for _, d := range s.Departments {
		d.Pos = coding.Pos{}
		put("department", d)
	}
	for _, iv := range s.Interviews {
		iv.Pos = coding.Pos{}
		put("interview", iv)
	}
	for _, d := range s.Documents {
		d.Pos = coding.Pos{}
		put("document", d)
	}
	for _, g := range s.Segments {
		g.Pos = coding.Pos{}
		put("segment", g)
	}
	for _, c := range s.Codings {
		c.Pos = coding.Pos{}
		put("coding", c)
	}
	for _, r := range s.Consensus {
		r.Pos = coding.Pos{}
		put("ruling", r)
	}
	for _, it := range s.Instrument.Items {
		it.Pos = coding.Pos{}
		put("item", it)
	}
	for _, r := range s.Survey.Responses {
		r.Pos, r.Columns = coding.Pos{}, nil
		answers := slices.Clone(r.Answers)
		for i := range answers {
			switch v := &answers[i]; v.Missing {
			case coding.NotAnswered, coding.NotAsked, coding.Rejected:
				*v = coding.Value{Missing: coding.NotAnswered}
			}
		}
		r.Answers = answers
		put("response", r)
	}
	for _, x := range s.Ties {
		x.Pos = coding.Pos{}
		put("tie", x)
	}
	for _, b := range s.Benchmarks {
		b.Pos = coding.Pos{}
		put("benchmark", b)
	}
	if s.Codebook != nil {
		put("codebook", s.Codebook.Hash)
	}
	o := s.Options
	o.Given = nil
	put("options", o)
	put("framework", s.Framework.Hash)
	put("title", s.Title)
	put("survey items", s.Survey.Items)
	for what := range out {
		if what == "segment" || what == "coding" || what == "ruling" {
			slices.SortStableFunc(out[what], cmp.Compare[string])
		}
	}
	return out
}

func same(t *testing.T, was, is *coding.Study) {
	t.Helper()
	a, b := bare(was), bare(is)
	for what := range a {
		if len(a[what]) != len(b[what]) {
			t.Errorf("%s: %d written, %d read", what, len(a[what]), len(b[what]))
			continue
		}
		wrong := 0
		for i := range a[what] {
			if a[what][i] != b[what][i] {
				if wrong++; wrong < 4 {
					t.Errorf("%s:\nwritten %s\nread    %s", what, a[what][i], b[what][i])
				}
			}
		}
	}
	if len(a) != len(b) {
		t.Errorf("kinds %d, then %d", len(a), len(b))
	}
}

// TestStudyRoundTrip writes the sample study's records and reads them back.
func TestStudyRoundTrip(t *testing.T) {
	s := open(t, sampledata.Study())
	files := written(t, s)
	same(t, s, open(t, files))
	if again := written(t, s); !reflect.DeepEqual(files, again) {
		t.Error("the same records gave other bytes")
	}
}

// What a spreadsheet would take for a formula stays text; a segment that nobody coded, a span, a document, an own
// attribute and a framework of one's own come back.
func TestStudyRoundTripOfOddities(t *testing.T) {
	files := fstest.MapFS{
		"study.yaml": {Data: []byte("title: '=1+1'\nlang: en\nmin_n: 0\nseed: 18446744073709551615\nown_case: G\nrefuse: {tests: off}\nqca: {unit: department}\n" +
			"coupling: {variant: wang2021, cuts: [0.25, 0.5]}\ncoders: {ai: [bot]}\nmask: {names: ['- X', 王]}\norder: {period: ['1', '2'], role: [leader, staff]}\n")},
		"framework.yaml": {Data: []byte(`framework: {id: 'on', version: '1.0', scale_min: 0, scale_max: 3, labels_en: [no, some, more, yes], na_codes: ['9', n/a]}
bands: {low: 30.5, high: 70, margin: 5, gap: 20, min_interviews: 2}
weights: entropy
dimensions:
  - {id: A, kind: group, polarity: 1, label_en: '@A'}
  - {id: A.1, parent: A, kind: leaf, polarity: 1, also_proposed: true, sources: [interview, survey], label_en: "one: #two", label_zh: "一"}
  - {id: A.2, parent: A, kind: leaf, polarity: -1, status: proposed, sources: [interview], basis: ours, definition_en: "- x"}
items:
  - {item: A_1, dimension: A.1, text_en: '=yes?', reverse: true, ask: line, labels: '0=never;3=always'}
  - {item: A_2, dimension: A.1, text_en: 'no', min: 1, max: 7, na_codes: 99}
hazards: [{id: H1, code: A.2, label_en: h, high: [A.1], either: ['gap:A.1:role', 'departments>=2:A.2']}]
roles: [{id: leader, zh: 领导, en: leader, level: leader}, {id: staff, zh: 科员, en: staff, level: staff}]
department_types: [{id: t, zh: 型, en: type, side: supervision}]
`)},
		"codebook.csv":      {Data: []byte("code,dimension,parent,definition,status,replaces\nA.1,A.1,,=SUM(1),active,\nx,A.1,A.1,+a,active,old\n")},
		"cases.csv":         {Data: []byte("id,name,invited,colour\nG,=G,7,-red\nH,H,,\n")},
		"departments.csv":   {Data: []byte("id,case,name,type,invited\nD1,G,-one,t,5\nD2,G,two,t,\nD1,H,three,t,2\n")},
		"interviews.csv":    {Data: []byte("id,case,department,role,date,asked,characters,consent\nI1,G,D1,leader,2024-05-06,A.1,900,yes\nI2,H,D1,staff,,,,no\nI3,H,,,,A,,\n")},
		"documents.csv":     {Data: []byte("id,title,case,date\nP1,@title,G,2020-01-02\n")},
		"interviews/I2.csv": {Data: []byte("segment_id,speaker,text,period\n1,Q,=what?,\n2,A,\"+86, nothing\",2\n3,A,more,\n")},
		"coding/1/an.csv": {Data: []byte("interview_id,segment_id,text,code,intensity,direction,state,period,link_to,memo\nI1,1,=text,A.1,2,-1,,1,x,-memo\nI1,1,=text,x,,,mentioned,1,,\n" +
			"I2,2,\"+86, nothing\",A.1,3,,absent,,,\nI2,1,,,,,,,,\nP1,1,paper,x,1,0,,,,\n")},
		"coding/1/bot.csv":     {Data: []byte("interview_id,segment_id,text,code\nI1,1,=text,A.1\n")},
		"coding/10/an.csv":     {Data: []byte("interview_id,segment_id,text,code\nI1,1,=text,x\n")},
		"coding/consensus.csv": {Data: []byte("interview_id,segment_id,code,decision,intensity,direction,reason,who\nI1,1,x,accept,2,-1,=because,an\nI2,2,A.1,reject,,,,\n")},
		"survey/responses.csv": {Data: []byte("respondent_id,case,department,role,period,submitted,seconds,weight,A_1,A_2,note\n007,G,D1,leader,1,2024-01-02 03:04:05,61,0.25,3,7,=n\n007,G,D1,leader,2,,,,9,99,\n8,H,D1,staff,1,,,1,,n/a,\n9,H,D1,staff,1,,,1,1,1,\n")},
		"ties.csv":             {Data: []byte("from,to,relation,weight,period,case\nD1,D2,=asks,2.5,1,G\n")},
		"benchmarks.csv":       {Data: []byte("peer,dimension,scale,value,source,date,n,period\n-K,A.1,1-5,3.25,+s,2020-12-31,12,2\nL,A,,55,,,,\n")},
		"decisions.csv":        {Data: []byte("kind,target,action,value,reason,who\nrespondent,9,exclude,,=twice,an\n")},
	}
	s := open(t, files)
	if len(s.Survey.Responses) != 4 || s.Survey.Responses[3].Excluded == "" || len(s.Segments) != 5 {
		t.Fatalf("%d responses, %d segments", len(s.Survey.Responses), len(s.Segments))
	}
	again := open(t, written(t, s))
	same(t, s, again)
	if !strings.HasPrefix(again.Codebook.Codes[0].Definition, "=") {
		t.Errorf("definition %q", again.Codebook.Codes[0].Definition)
	}
}
