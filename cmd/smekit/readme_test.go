package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestReadme runs the commands of the README in their order in a fresh folder, both languages, and compares the table
// that it shows with what demo prints. `go test ./...` is left to whoever runs this test.
func TestReadme(t *testing.T) {
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(b), "## 中文说明")
	if len(parts) != 2 {
		t.Fatalf("%d parts of the README", len(parts))
	}
	t.Run("en", func(t *testing.T) { t.Parallel(); followReadme(t, parts[0], true) })
	t.Run("zh", func(t *testing.T) { t.Parallel(); followReadme(t, parts[1], false) })
}

// followReadme runs the commands of a part of the README; the program is that of this test, which bears its name for scripts.
func followReadme(t *testing.T, text string, table bool) {
	binary, err := exec.LookPath("smekit")
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	ran := 0
	for _, block := range blocks(text, "sh") {
		for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
			line = strings.TrimSpace(line)
			switch {
			case line == "go test ./...", strings.HasPrefix(line, "go build -o smekit "):
				continue
			case strings.HasPrefix(line, "go run ./cmd/smekit "):
				line = "smekit " + strings.TrimPrefix(line, "go run ./cmd/smekit ")
			}
			line = strings.TrimPrefix(line, "./")
			args := strings.Fields(line)
			for i := range args {
				args[i] = strings.Trim(args[i], `"`) // as a shell does; no argument of the README holds a blank
			}
			if len(args) == 0 || args[0] != "smekit" {
				t.Fatalf("the README names a command that this test does not know: %q", line)
			}
			cmd := exec.Command(binary, args[1:]...)
			cmd.Dir = work
			cmd.Env = append(os.Environ(), "LC_ALL=C")
			var errs strings.Builder
			cmd.Stderr = &errs
			out, err := cmd.Output()
			if err != nil {
				t.Errorf("%s: %v\n%s%s", line, err, out, errs.String())
			}
			ran++
			if line == "smekit demo" && table {
				if shown := blocks(text, "text")[0]; shown != string(out) {
					t.Errorf("the README shows\n%s\nbut demo prints\n%s", shown, out)
				}
			}
		}
	}
	if ran < 8 {
		t.Errorf("only %d commands found in the README", ran)
	}
}

// blocks returns the fenced blocks of a language.
func blocks(text, lang string) []string {
	var out []string
	for {
		_, after, ok := strings.Cut(text, "```"+lang+"\n")
		if !ok {
			return out
		}
		block, rest, _ := strings.Cut(after, "```")
		out = append(out, block)
		text = rest
	}
}
