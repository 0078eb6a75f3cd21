package dialect

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smekit/smekit/coding"
)

// wideSurvey is a small file of many columns.
func wideSurvey(columns, rows int, header func(int) string, cell func(r, c int) string) []byte {
	var b strings.Builder
	b.WriteString("id")
	for c := range columns {
		b.WriteString("," + header(c))
	}
	for r := range rows {
		fmt.Fprintf(&b, "\nR%d", r)
		for c := range columns {
			b.WriteString("," + cell(r, c))
		}
	}
	b.WriteString("\n")
	return []byte(b.String())
}

// A file of 8,000 columns takes seconds and no memory to speak of, whatever stands in them.
func TestManyColumns(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while, and the race detector takes memory of its own")
	}
	number := func(r, c int) string { return fmt.Sprint((r*7+c*c)%5 + 1) }
	for name, data := range map[string][]byte{
		"items":    wideSurvey(8000, 12, func(c int) string { return fmt.Sprintf("A%d", c) }, number),
		"a block":  wideSurvey(8000, 12, func(c int) string { return fmt.Sprintf("A_%d", c) }, number),
		"denied":   wideSurvey(8000, 12, func(c int) string { return []string{"从不", "常"}[c%2] + fmt.Sprint(c) }, number),
		"problems": wideSurvey(8000, 12, func(c int) string { return fmt.Sprintf("A%d", c) }, func(r, c int) string { return fmt.Sprint([]int{1, 3, 5, 77, 8, 2}[r%6]) }),
		"words":    wideSurvey(8000, 12, func(c int) string { return fmt.Sprintf("A%d", c) }, func(r, c int) string { return []string{"甲", "乙", "同意", "不同意"}[(r+c)%4] }),
		"several":  wideSurvey(8000, 12, func(c int) string { return fmt.Sprintf("A%d", c) }, func(r, c int) string { return []string{"甲〖a〗", "乙", "丙"}[(r+c)%3] }),
		"boxes":    wideSurvey(8000, 12, func(c int) string { return fmt.Sprintf("A_%d", c) }, func(r, c int) string { return fmt.Sprint((r + c) % 2) }),
		"headers":  wideSurvey(8000, 12, func(c int) string { return "A" }, number),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		im := openSurvey(t, "x.csv", data, Options{As: "plain-survey", Dimensions: []string{"A", "B"}})
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		t.Logf("%s: %d bytes, %v, %d MB allocated, %d columns, %d questions", name, len(data), took, (after.TotalAlloc-before.TotalAlloc)>>20, len(im.Survey.Columns), len(im.Questions))
		if took > time.Minute { // a second or two; what grows with the cube of the columns takes many minutes
			t.Errorf("%s: took %v", name, took)
		}
		most := uint64(300) // a table of every column with every other has 488
		if name == "words" || name == "several" {
			most = 2000
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > most {
			t.Errorf("%s: %d MB allocated", name, mb)
		}
	}
}

// How many items were compared with one another is said, and a reversed one among them is found.
func TestManyItemsCompared(t *testing.T) {
	for columns, told := range map[int]bool{mostCompared: false, mostCompared + 1: true} {
		im := openSurvey(t, "x.csv", wideSurvey(columns, 20, func(c int) string { return fmt.Sprintf("A%d", c) }, func(r, c int) string {
			if c == 7 {
				return fmt.Sprint(5 - r%5)
			}
			return fmt.Sprint(r%5 + 1)
		}), Options{})
		said := slices.ContainsFunc(im.Receipt.Notes, func(n coding.ReceiptNote) bool {
			return n.Code == "dialect.survey_compared" && n.Args[0] == fmt.Sprint(mostCompared) && n.Args[1] == fmt.Sprint(columns)
		})
		turned := func(n coding.ReceiptNote) bool { return len(n.Args) > 0 && n.Args[0] == "A7" }
		if said != told || !slices.ContainsFunc(im.Questions, turned) {
			t.Errorf("%d columns: said %v, asked %+v", columns, said, im.Questions)
		}
	}
}
