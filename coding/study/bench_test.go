package study_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"github.com/smekit/smekit/coding/study"
	"github.com/xuri/excelize/v2"
)

// large is a study of the given numbers of interviews, coders, coded rows a coder, and respondents with 60 items.
func large(t testing.TB, interviews, coders, each, respondents int) fstest.MapFS {
	fsys := fstest.MapFS{}
	dims := study.Framework().Dimensions
	var codes []string
	for _, d := range dims {
		if !d.Group {
			codes = append(codes, d.ID)
		}
	}
	var cases bytes.Buffer
	cases.WriteString("id,case,department,role\n")
	for i := range interviews {
		fmt.Fprintf(&cases, "I%d,G,D%d,staff\n", i, i%8)
	}
	fsys["interviews.csv"] = &fstest.MapFile{Data: cases.Bytes()}
	fsys["cases.csv"] = &fstest.MapFile{Data: []byte("id,name\nG,G区\n")}
	var depts bytes.Buffer
	depts.WriteString("case,id,name,type\n")
	for i := range 8 {
		fmt.Fprintf(&depts, "G,D%d,部门%d,housing\n", i, i)
	}
	fsys["departments.csv"] = &fstest.MapFile{Data: depts.Bytes()}
	for c := range coders {
		fsys[fmt.Sprintf("coding/1/C%d.xlsx", c)] = &fstest.MapFile{Data: stream(t, "coding", func(w *excelize.StreamWriter) {
			put(t, w, 1, []any{"interview_id", "segment_id", "speaker", "text", "code", "intensity", "direction", "state", "period", "memo"})
			for i := range each {
				put(t, w, i+2, []any{fmt.Sprintf("I%d", i%interviews), fmt.Sprintf("S%d", i/interviews), "受访者", fmt.Sprintf("第%d句：审批和监管各走各的流程，需要协调的时候先打电话再走程序。", i), codes[(i*7+c)%len(codes)], i%3 + 1, i%3 - 1, "", "", ""})
			}
		})}
	}
	items := study.Framework().Items[:60]
	fsys["survey/responses.xlsx"] = &fstest.MapFile{Data: stream(t, "responses", func(w *excelize.StreamWriter) {
		head := []any{"respondent_id", "case", "department", "role", "period"}
		for _, it := range items {
			head = append(head, it.ID)
		}
		put(t, w, 1, head)
		for r := range respondents {
			row := []any{fmt.Sprintf("R%d", r), "G", fmt.Sprintf("D%d", r%8), "staff", "after"}
			for i := range items {
				row = append(row, (r*31+i*17)%5+1)
			}
			put(t, w, r+2, row)
		}
	})}
	return fsys
}

func put(t testing.TB, w *excelize.StreamWriter, row int, cells []any) {
	at, _ := excelize.CoordinatesToCellName(1, row)
	if err := w.SetRow(at, cells); err != nil {
		t.Fatal(err)
	}
}

func stream(t testing.TB, name string, fill func(w *excelize.StreamWriter)) []byte {
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", name); err != nil {
		t.Fatal(err)
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		t.Fatal(err)
	}
	fill(w)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkOpen reads 60,000 coded rows and 1,200,000 survey cells. peak-MB is the most memory that the heap held.
func BenchmarkOpen(b *testing.B) {
	fsys := large(b, 200, 4, 15000, 20000)
	runtime.GC()
	for b.Loop() {
		stop, peak := make(chan struct{}), make(chan uint64)
		go func() {
			var most uint64
			var m runtime.MemStats
			for {
				select {
				case <-stop:
					peak <- most
					return
				case <-time.After(20 * time.Millisecond):
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapInuse)
				}
			}
		}()
		s, err := study.Open(context.Background(), fsys, ".", study.Options{})
		if err != nil {
			b.Fatal(err)
		}
		close(stop)
		b.ReportMetric(float64(<-peak)/1e6, "peak-MB")
		if len(s.Codings) != 60000 || len(s.Survey.Responses) != 20000 || len(s.Problems) != 0 {
			b.Fatalf("%d codings, %d responses, %d problems", len(s.Codings), len(s.Survey.Responses), len(s.Problems))
		}
	}
}
