package cli

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"unicode"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
)

// TestMethodsHaveChineseWords walks the methods of all estimates of the sample, those of its coding passes too: every
// piece of one reads in Chinese, with its numbers, but for sources, names and a year.
func TestMethodsHaveChineseWords(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "study")
	copyStudy(t, dir)
	ctx := context.Background()
	s, err := study.Open(ctx, os.DirFS(dir), ".", study.Options{})
	if err != nil {
		t.Fatal(err)
	}
	full, err := measures.Score(ctx, s, measures.ScoreOptions{Bootstrap: 20})
	if err != nil {
		t.Fatal(err)
	}
	if err := addTeam(ctx, full, s, 20); err != nil {
		t.Fatal(err)
	}
	methods := map[string]bool{}
	for i := range full.Estimates {
		if m := full.Estimates[i].Method; m != "" {
			methods[m] = true
		}
	}
	if len(methods) < 50 {
		t.Fatalf("%d methods", len(methods))
	}
	source := regexp.MustCompile(`^[\p{Latin}–、与等]+（[12][0-9]{3}）$`)
	words := regexp.MustCompile(`[A-Za-z]{2}`) // letters alone are of a formula
	number := regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
	han := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	missing := map[string]string{}
	for m := range methods {
		for _, part := range strings.Split(m, "; ") {
			zh := locale.Method("zh", part)
			for _, piece := range strings.FieldsFunc(zh, func(r rune) bool { return r == '，' || r == '：' }) {
				if words.MatchString(piece) && !strings.ContainsFunc(piece, han) && !source.MatchString(piece) {
					missing[piece] = part
				}
			}
			if strings.Contains(zh, "{") {
				t.Errorf("%q: a place is left open: %s", part, zh)
			}
			for _, n := range number.FindAllString(part, -1) {
				if len(n) > 3 && !strings.Contains(part, "1969") && !strings.Contains(zh, n) {
					t.Errorf("%q: %s is lost: %s", part, n, zh)
				}
			}
		}
	}
	var list []string
	for piece, part := range missing {
		list = append(list, piece+" ← "+part)
	}
	sort.Strings(list)
	for _, l := range list {
		t.Error("no Chinese words: " + l)
	}
}
