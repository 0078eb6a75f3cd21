package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures"
)

func TestReadScripts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.lav")
	if err := os.WriteFile(file, []byte("f =~ x1 + x2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	given := measures.Args{}
	err := readScripts(given, "model", []string{file, "one=" + file, "two=g =~ y1", "f=~x1+x2", "a == b\nf =~ x1"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"f =~ x1 + x2\n", "f =~ x1 + x2\n", "g =~ y1", "f=~x1+x2", "a == b\nf =~ x1"}; !slices.Equal(given["model"], want) {
		t.Errorf("texts %q, want %q", given["model"], want)
	}
	if want := []string{"", "one", "two", "", ""}; !slices.Equal(given[measures.ScriptNames("model")], want) {
		t.Errorf("names %q, want %q", given[measures.ScriptNames("model")], want)
	}
	if err := readScripts(given, "model", []string{"absent.lav"}); err == nil || !strings.Contains(err.Error(), "neither a file nor a model") {
		t.Errorf("an absent file: %v", err)
	}
}
