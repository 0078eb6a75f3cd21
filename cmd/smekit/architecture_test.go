package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/smekit/smekit"

// TestArrows holds the imports between packages to the list of allowed arrows in testdata/arrows.txt.
func TestArrows(t *testing.T) {
	allowed := readArrows(t)
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports", module+"/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	used := map[[2]string]bool{}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		from, ours := strings.CutPrefix(p.ImportPath, module+"/")
		if !ours {
			continue
		}
		home, _, inner := strings.Cut(from, "/internal")
		if inner {
			from = home // internal packages answer for the package they belong to
		}
		seen[from] = true
		rules, known := allowed[from]
		if !known && from != home {
			rules, known = allowed[home]
		}
		if !known {
			t.Errorf("package %s has no line in testdata/arrows.txt", from)
			continue
		}
		for _, imp := range p.Imports {
			to, ours := strings.CutPrefix(imp, module+"/")
			if !ours || strings.HasPrefix(to, home+"/internal") || to == home {
				continue
			}
			used[[2]string{from, to}] = true
			if !permits(rules, to) {
				t.Errorf("forbidden arrow: %s → %s", from, to)
			}
		}
	}
	for p := range allowed {
		if !seen[p] {
			t.Errorf("testdata/arrows.txt speaks of %s, which does not exist", p)
		}
		for _, to := range allowed[p] {
			if !strings.HasSuffix(to, "*") && !used[[2]string{p, to}] {
				t.Errorf("testdata/arrows.txt allows %s → %s, which nothing uses", p, to)
			}
		}
	}
}

// TestArrowsForbid makes sure that the rules can say no.
func TestArrowsForbid(t *testing.T) {
	allowed := readArrows(t)
	for _, arrow := range [][2]string{{"coding", "measures/estimate"}, {"reports/table", "coding"}, {"measures/ledger", "coding"}, {"reports/html", "coding/study"}} {
		if permits(allowed[arrow[0]], arrow[1]) {
			t.Errorf("%s → %s is allowed", arrow[0], arrow[1])
		}
	}
}

func permits(rules []string, to string) bool {
	for _, r := range rules {
		if stem, wide := strings.CutSuffix(r, "*"); wide && (to == stem || strings.HasPrefix(to, stem+"/") || stem == "") {
			return true
		}
		if r == to {
			return true
		}
	}
	return false
}

func readArrows(t *testing.T) map[string][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/arrows.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string][]string{}
	for _, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		name, list, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("arrows.txt: %q has no colon", line)
		}
		allowed[name] = strings.Fields(list)
	}
	return allowed
}
