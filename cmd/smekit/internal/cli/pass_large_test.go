package cli

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// writeLargePass writes a study of 200 transcripts with 200 turns each, deals all of them to six coders, and returns what
// they send back: 40,000 rows each.
func writeLargePass(tb testing.TB, dir string) {
	tb.Helper()
	must := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(2, 3))
	words := []rune("我们审批局和住建那边每周三开联席会当场把意见定下来窗口收件以后系统里看不到进度只好打电话去催")
	must(os.MkdirAll(filepath.Join(dir, "interviews"), 0o755))
	for i := range 200 {
		var b strings.Builder
		for k := range 200 {
			b.WriteString([]string{"访谈者：", "受访者："}[k%2])
			for range 20 + rng.IntN(80) {
				b.WriteRune(words[rng.IntN(len(words))])
			}
			fmt.Fprintf(&b, "%d。\n", k)
		}
		must(os.WriteFile(filepath.Join(dir, "interviews", fmt.Sprintf("I%03d.txt", i+1)), []byte(b.String()), 0o644))
	}
	coders := []string{"A", "B", "C", "D", "E", "F"}
	mustRun(tb, "pass", "deal", dir, "--pass", "1", "--coders", strings.Join(coders, ","), "--overlap", "1", "-q")
	deals, err := readDeals(dir)
	must(err)
	var codes []string
	for _, c := range deals[0].Book.Codes {
		codes = append(codes, c.ID)
	}
	must(os.MkdirAll(filepath.Join(dir, "passes", "1", "returned"), 0o755))
	for c, name := range coders {
		f := excelize.NewFile()
		must(f.SetSheetName("Sheet1", "coding"))
		w, err := f.NewStreamWriter("coding")
		must(err)
		must(w.SetRow("A1", []any{"interview_id", "segment_id", "speaker", "text", "reviewed", "code", "intensity", "direction", "code_2", "intensity_2", "direction_2", "memo"}))
		for i, at := range deals[0].Coders[c].Units {
			u := &deals[0].Units[at]
			row := []any{u.Interview, u.ID, u.Speaker, u.Text}
			pick := at
			if rng.IntN(5) == 0 {
				pick = rng.IntN(1000)
			}
			if pick%7 == 0 {
				row = append(row, "是")
			} else {
				row = append(row, nil, codes[pick%len(codes)], 1+pick%3, 1)
			}
			if pick%11 == 0 {
				row = append(row[:min(len(row), 8)], codes[(pick+1)%len(codes)], 2, 0)
			}
			must(w.SetRow(fmt.Sprintf("A%d", i+2), row))
		}
		must(w.Flush())
		must(f.SaveAs(filepath.Join(dir, "passes", "1", "returned", name+".xlsx")))
		must(f.Close())
	}
}

func mustRun(tb testing.TB, args ...string) {
	tb.Helper()
	var message strings.Builder
	app := &App{Stdout: io.Discard, Stderr: &message, Getenv: func(string) string { return "" }}
	if status := Main(args, app); status != 0 {
		tb.Fatalf("smekit %s: exit %d\n%.3000s", strings.Join(args, " "), status, message.String())
	}
}

// BenchmarkLargePass times collecting what six coders send back of 40,000 units each, and their agreement with 1,000
// replicates of the bootstrap. SMEKIT_LARGE names a folder in which the study stays for a run by hand.
func BenchmarkLargePass(b *testing.B) {
	dir := os.Getenv("SMEKIT_LARGE")
	if dir == "" {
		dir = b.TempDir()
	}
	writeLargePass(b, dir)
	b.Run("collect", func(b *testing.B) {
		for range b.N {
			mustRun(b, "pass", "collect", dir, "--pass", "1", "-q")
		}
	})
	b.Run("agree", func(b *testing.B) {
		for range b.N {
			mustRun(b, "pass", "agree", dir, "--pass", "1", "--bootstrap", "1000", "-o", "-", "--format", "csv", "-q")
		}
	})
}
