package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// ran runs a command line and returns its exit status and what it said on standard error.
func ran(lang string, args ...string) (int, string) {
	var out, errs bytes.Buffer
	app := &App{Stdout: &out, Stderr: &errs, Getenv: func(name string) string {
		if name == "LC_ALL" {
			return lang
		}
		return ""
	}}
	code := Main(args, app)
	return code, errs.String()
}

// hashes are the hashes of all files below a folder, by path.
func hashes(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		out[path], err = hashOfFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// smallStudy is a study in the folder d, with what a coder returned, and a table beside it.
var smallStudy = map[string]string{
	"d/cases.csv":                   "id,name\nG,One\nH,Two\n",
	"d/interviews.csv":              "id,case,role\nI1,G,leader\nI2,H,staff\n",
	"d/codebook.csv":                "code,dimension,label\nME.REL,ME.REL,trust\nMC.FUN,MC.FUN,functions\n",
	"d/coding/1/ann.csv":            "interview_id,segment_id,text,code,direction\nI1,1,We trust them.,ME.REL,1\nI2,1,It works.,MC.FUN,1\n",
	"d/coding/1/ben.csv":            "interview_id,segment_id,text,code,direction\nI1,1,We trust them.,ME.REL,1\nI2,1,It works.,ME.REL,1\n",
	"d/coding/consensus.csv":        "interview_id,segment_id,code,decision\nI2,1,MC.FUN,accept\n",
	"d/survey/responses-before.csv": "respondent_id,case,role,ME_SUB_1,ME_SUB_2\n1,G,staff,4,5\n2,H,staff,3,3\n",
	"d/passes/9/returned/ann.xlsx":  "what ann returned",
	"table.csv":                     "a,b\n1,2\n2,1\n3,3\n",
}

// TestOutputIsNoInput holds that no command that takes a study writes over what the study is read from, or where it would be
// read from: forced or not, by whatever path.
func TestOutputIsNoInput(t *testing.T) {
	top := t.TempDir()
	t.Chdir(top)
	for name, text := range smallStudy {
		if err := writeFile(filepath.FromSlash(name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	linked := true
	for link, to := range map[string]string{"link": "d", "cases-link.csv": "d/cases.csv", "pass-link": "d/coding/1"} {
		if err := os.Symlink(to, link); err != nil && runtime.GOOS == "windows" {
			linked = false
		} else if err != nil {
			t.Fatal(err)
		}
	}
	before := hashes(t, top)
	score, segments := []string{"score", "d", "--bootstrap", "0"}, []string{"segments", "d"}
	agree, export := []string{"pass", "agree", "d", "--bootstrap", "0"}, []string{"export", "d"}
	const input, data, hides, own = "the study is read from: nothing replaces it", "would be taken for data the next time", "would hide them", "this command reads"
	for _, c := range []struct {
		args []string
		out  string
		want string
	}{
		{score, "d/cases.csv", input},
		{agree, "d/codebook.csv", input},
		{agree, "d/survey/responses-before.csv", input},
		{segments, "d/codebook.csv", input},
		{segments, "d/coding/consensus.csv", input},
		{segments, "d/passes/9/returned/ann.xlsx", input},
		{[]string{"pass", "adjudicate", "d"}, "d/codebook.csv", input},
		{[]string{"pass", "saturation", "d"}, "d/interviews.csv", input},
		{[]string{"pass", "diff", "d"}, "d/interviews.csv", input},
		{segments, "d/../d/coding/../codebook.csv", input},
		{segments, filepath.Join(top, "d", "codebook.csv"), input},
		{[]string{"measure", "describe", "table.csv", "--items", "a"}, "table.csv", own},
		{[]string{"pass", "diff", "d", "--codebook", "d/codebook.csv"}, "d/codebook.csv", input},

		{segments, "d/coding/1/x.xlsx", data},
		{segments, "d/Coding/new/x.csv", data},
		{segments, "d/interviews/x.csv", data},
		{segments, "d/passes/9/returned/x.csv", data},
		{export, "d/survey/responses-out.sav", data},
		{score, "d/survey/responses2.csv", data},
		{score, "d/答卷2.csv", data},
		{score, "d/survey/respones.csv", data}, // a slip for responses.csv is a problem the next time
		{[]string{"pass", "adjudicate", "d"}, "d/coding/queue.xlsx", data},

		{[]string{"report", "d", "--bootstrap", "0"}, "d/coding", hides},
		{[]string{"report", "d", "--bootstrap", "0"}, "d/survey/report", hides},
		{[]string{"report", "d", "--bootstrap", "0"}, "d/passes", hides},
	} {
		check := func(out string) {
			t.Helper()
			code, said := ran("C", append(c.args[:len(c.args):len(c.args)], "-o", out, "--force")...)
			if code != exitFailed || !strings.Contains(said, c.want) || !strings.Contains(said, out) || strings.Count(said, "\n") != 1 {
				t.Errorf("%v -o %s: exit status %d, %s", c.args, out, code, said)
			}
		}
		check(c.out)
	}
	if linked {
		for out, want := range map[string]string{"link/cases.csv": input, "cases-link.csv": input, "link/coding/1/x.xlsx": data, "pass-link/x.xlsx": data} {
			if code, said := ran("C", "segments", "d", "-o", out, "--force"); code != exitFailed || !strings.Contains(said, want) {
				t.Errorf("-o %s: exit status %d, %s", out, code, said)
			}
		}
		if code, said := ran("C", "report", "d", "-o", "pass-link", "--force", "--bootstrap", "0"); code != exitFailed || !strings.Contains(said, hides) {
			t.Errorf("-o pass-link: exit status %d, %s", code, said)
		}
	}
	if code, said := ran("zh_CN.UTF-8", "segments", "d", "-o", "d/survey/responses9.csv"); code != exitFailed || !strings.Contains(said, "下次会被当作数据：请写到别处，如 "+filepath.Join("d", "reports", "responses9.csv")) {
		t.Errorf("exit status %d, %s", code, said)
	}
	after := hashes(t, top)
	for path, hash := range before {
		if after[path] != hash {
			t.Errorf("%s was replaced", path)
		}
		delete(after, path)
	}
	if len(after) > 0 {
		t.Errorf("written in spite of all: %v", after)
	}

	// What is said to be a place for it is one, and so are names that nothing is read by.
	for _, out := range []string{"d/reports/responses9.csv", "d/seg.xlsx", "d/coding/notes.md", "d/passes/9/seg.csv", "seg.csv"} {
		if code, said := ran("C", "segments", "d", "-o", out); code != exitDone {
			t.Errorf("-o %s: exit status %d, %s", out, code, said)
		}
	}
	if code, said := ran("C", "check", "d", "--lang", "en"); code == exitFailed || strings.Contains(said, "responses9") {
		t.Errorf("exit status %d, %s", code, said)
	}
}
