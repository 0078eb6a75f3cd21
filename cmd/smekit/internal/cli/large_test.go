package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/html"
	"github.com/smekit/smekit/reports/xlsx"
)

// writeLargeStudy writes a study of 200 interviews coded by 4 coders (60,000 rows) and 20,000 respondents × 60 items.
func writeLargeStudy(tb testing.TB, dir string) {
	tb.Helper()
	fw := study.Framework()
	rng := rand.New(rand.NewPCG(1, 1))
	must := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	save := func(path string, sheets map[string][][]any, order ...string) {
		f := excelize.NewFile()
		for i, name := range order {
			if i == 0 {
				must(f.SetSheetName("Sheet1", name))
			} else {
				_, err := f.NewSheet(name)
				must(err)
			}
			w, err := f.NewStreamWriter(name)
			must(err)
			for r, row := range sheets[name] {
				must(w.SetRow(fmt.Sprintf("A%d", r+1), row))
			}
			must(w.Flush())
		}
		full := filepath.Join(dir, path)
		must(os.MkdirAll(filepath.Dir(full), 0o755))
		must(f.SaveAs(full))
		must(f.Close())
	}
	const cases, depts = 5, 12
	cs := [][]any{{"id", "name"}}
	ds := [][]any{{"case", "id", "name", "type", "invited"}}
	for c := range cases {
		cs = append(cs, []any{fmt.Sprintf("C%d", c+1), fmt.Sprintf("County %d", c+1)})
		for d := range depts {
			ds = append(ds, []any{fmt.Sprintf("C%d", c+1), fmt.Sprintf("D%02d", d+1), fmt.Sprintf("Department %d", d+1), fw.DeptTypes[d].ID, 400})
		}
	}
	is := [][]any{{"interview_id", "case", "department", "role", "date"}}
	for i := range 200 {
		is = append(is, []any{fmt.Sprintf("I%03d", i+1), fmt.Sprintf("C%d", i%cases+1), fmt.Sprintf("D%02d", i%depts+1), fw.Roles[i%3].ID, "2025-05-06"})
	}
	save("cases.xlsx", map[string][][]any{"cases": cs, "departments": ds, "interviews": is}, "cases", "departments", "interviews")
	var codes []string
	for _, d := range fw.Dimensions {
		if !d.Group {
			codes = append(codes, d.ID)
		}
	}
	for coder := range 4 {
		rows := [][]any{{"interview_id", "segment_id", "text", "code", "intensity", "direction", "period"}}
		for i := range 200 {
			for s := range 75 {
				code := codes[(i*7+s*3)%len(codes)]
				if rng.IntN(8) == 0 {
					code = codes[rng.IntN(len(codes))]
				}
				rows = append(rows, []any{fmt.Sprintf("I%03d", i+1), fmt.Sprintf("%03d", s+1), fmt.Sprintf("访谈第%d段，说到第%d件事情的办理经过和各方的配合情况。", s+1, i), code, 1 + rng.IntN(3), rng.IntN(3) - 1, []string{"before", "after"}[s%2]})
			}
		}
		save(fmt.Sprintf("coding/1/coder%d.xlsx", coder+1), map[string][][]any{"coding": rows}, "coding")
	}
	head := []any{"respondent_id", "case", "department", "role", "period"}
	for _, it := range fw.Items[:60] {
		head = append(head, it.ID)
	}
	rows := [][]any{head}
	for p := range 20000 {
		row := []any{fmt.Sprintf("R%05d", p+1), fmt.Sprintf("C%d", p%cases+1), fmt.Sprintf("D%02d", p/5%depts+1), fw.Roles[p/7%6].ID, []string{"before", "after"}[p%2]}
		for range 60 {
			row = append(row, 1+rng.IntN(5))
		}
		rows = append(rows, row)
	}
	save("survey/responses.xlsx", map[string][][]any{"responses": rows}, "responses")
	must(os.WriteFile(filepath.Join(dir, "study.yaml"), []byte("title: Large\norder:\n  period: [before, after]\n  role: [leader, staff]\n"), 0o644))
}

// BenchmarkLargeStudy times reading, scoring and writing apart. SMEKIT_LARGE names a folder to keep the study in.
func BenchmarkLargeStudy(b *testing.B) {
	dir := os.Getenv("SMEKIT_LARGE")
	if dir == "" {
		dir = b.TempDir()
	}
	if _, err := os.Stat(filepath.Join(dir, "study.yaml")); err != nil {
		writeLargeStudy(b, dir)
	}
	ctx := context.Background()
	s, err := study.Open(ctx, os.DirFS(dir), ".", study.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if s.Blocking() > 0 {
		b.Fatalf("%d problems, the first: %v", s.Blocking(), s.Problems[0])
	}
	full, err := measures.Score(ctx, s, measures.ScoreOptions{})
	if err != nil {
		b.Fatal(err)
	}
	out := measures.Release(full, s)
	doc, err := reports.Build(s, out, mask.New(s), reports.Options{Profile: "review"})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := study.Open(ctx, os.DirFS(dir), ".", study.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("score", func(b *testing.B) {
		for b.Loop() {
			if _, err := measures.Score(ctx, s, measures.ScoreOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("release", func(b *testing.B) {
		for b.Loop() {
			measures.Release(full, s)
		}
	})
	b.Run("xlsx", func(b *testing.B) {
		for b.Loop() {
			if err := xlsx.Write(io.Discard, doc, "en"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("html", func(b *testing.B) {
		for b.Loop() {
			var buf bytes.Buffer
			if err := html.Write(&buf, doc, []string{"zh", "en"}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
