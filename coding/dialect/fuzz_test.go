package dialect

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzRecognise reads arbitrary text files: whatever they hold, receipts balance, records hang together, and a second
// reading gives the same.
func FuzzRecognise(f *testing.F) {
	for _, name := range fixtures(f) {
		if data, err := os.ReadFile("testdata/qda/" + name); err == nil {
			f.Add(data, "")
		}
	}
	platforms, err := filepath.Glob("testdata/survey/*")
	if err != nil || len(platforms) < 10 {
		f.Fatal(platforms, err)
	}
	for _, name := range platforms {
		if data, err := os.ReadFile(name); err == nil && filepath.Ext(name) != ".want" {
			f.Add(data, "")
		}
	}
	f.Add([]byte("document,text,code\na,b,c\n"), "plain")
	f.Add([]byte("Name\tFiles\n \tx\n"), "nvivo")
	f.Add([]byte("<CodeBook><Codes><Code name=\"x\"/></Codes></CodeBook>"), "")
	f.Fuzz(func(t *testing.T, data []byte, as string) {
		o := Options{As: as, Coder: "Wang"}
		im, err := Open("x.csv", bytes.NewReader(data), int64(len(data)), o)
		if err != nil {
			return
		}
		sound(t, im)
		again, err := Open("x.csv", bytes.NewReader(data), int64(len(data)), o)
		if err != nil || dump(im) != dump(again) {
			t.Errorf("the second reading differs: %v", err)
		}
		m := Propose(im)
		if _, _, err := ReadMap("m", bytes.NewReader(m.YAML()), int64(len(m.YAML()))); err != nil {
			t.Errorf("the proposal cannot be read: %v\n%s", err, m.YAML())
		}
	})
}
