package generate_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/sampledata/generate"
)

var update = flag.Bool("update", false, "write the generated study into ../study")

// TestEmbeddedIsGenerated holds the embedded files to be what the generator writes: go test ./sampledata/generate -update
// renews them.
func TestEmbeddedIsGenerated(t *testing.T) {
	fw := study.Framework()
	files, err := generate.Study(fw, 1)
	if err != nil {
		t.Fatal(err)
	}
	const root = "../study"
	if *update {
		if err := os.RemoveAll(root); err != nil {
			t.Fatal(err)
		}
		for name, b := range files {
			path := filepath.Join(root, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	seen := 0
	err = fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		seen++
		got, err := os.ReadFile(filepath.Join(root, path))
		if err != nil {
			return err
		}
		if !bytes.Equal(got, files[path]) {
			t.Errorf("%s is not what the generator writes", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen != len(files) {
		t.Errorf("%d files embedded, %d generated", seen, len(files))
	}
}

func Example() {
	corpus, err := generate.Corpus()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(corpus), "passages")
	// Output: 317 passages
}
