package sav

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestCatalogue keeps the English words of errors the same here and in the message catalogue.
func TestCatalogue(t *testing.T) {
	raw, err := os.ReadFile("../locale/messages/sav.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]struct{ EN, ZH string }
	if err := yaml.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	for code, text := range english {
		if all[code].EN != text || all[code].ZH == "" {
			t.Errorf("%s: %q and %q", code, text, all[code])
		}
	}
}
