package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/refi"
)

// Two coders worked on the same interview, one of them on a text with a preface: whichever comes first, the spans of both lie in
// the one text that the study has.
func TestSpansOfTwoTexts(t *testing.T) {
	const talk = "We trust the office. They meet on Mondays. 平台没有用。"
	project := func(dir, coder, text string, words ...string) string {
		guid := func(kind, id string) string { return refi.GUID(coder, kind, id) }
		s := refi.Source{Kind: refi.Text, GUID: guid("source", "1"), Name: "Talk", Text: text}
		for _, w := range words {
			at := len([]rune(text[:strings.Index(text, w)]))
			s.Selections = append(s.Selections, refi.Selection{GUID: guid("selection", w), Name: w, Start: at, End: at + len([]rune(w)),
				Codings: []refi.Coding{{GUID: guid("coding", w), CreatingUser: guid("user", ""), Code: guid("code", "A")}}})
		}
		var b bytes.Buffer
		err := refi.WriteProject(&b, &refi.Project{Name: "P", Users: []refi.User{{GUID: guid("user", ""), Name: coder}},
			Codes: []refi.Code{{GUID: guid("code", "A"), Name: "A"}}, Sources: []refi.Source{s}})
		path := filepath.Join(dir, coder+".qdpx")
		if err == nil {
			err = os.WriteFile(path, b.Bytes(), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	call := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := Main(args, &App{Stdout: &out, Stderr: &errs, quiet: true, Getenv: func(string) string { return "" }}); code != exitDone {
			t.Fatalf("%v: %d\n%s%s", args, code, out.String(), errs.String())
		}
		return out.String()
	}
	dir := t.TempDir()
	anna := project(dir, "Anna", talk, "trust the office", "没有用")
	ben := project(dir, "Ben", "PREFACE. "+talk, "trust the office", "没有用")
	for name, order := range map[string][]string{"ab": {anna, ben}, "ba": {ben, anna}} {
		study := filepath.Join(dir, name)
		call("import", order[0], "--into", study, "--lang", "en")
		if out := call("import", order[1], "--into", study, "--lang", "en"); !strings.Contains(out, "2 spans") {
			t.Errorf("%s: not told of the other text:\n%s", name, out)
		}
		table := call("pass", "agree", study, "--base", "chars", "--format", "csv", "--bootstrap", "0", "--lang", "en")
		kappa := ""
		for line := range strings.Lines(table) {
			if strings.HasPrefix(line, "cohen_kappa,") {
				kappa = strings.Split(line, ",")[2]
			}
		}
		if kappa != "1" {
			t.Errorf("%s: the same spans agree by %q\n%s", name, kappa, table)
		}
	}
}
