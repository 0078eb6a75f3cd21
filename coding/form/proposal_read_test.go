package form

import (
	"bytes"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

func TestReadProposal(t *testing.T) {
	items := []coding.Item{{ID: "A_1", Min: 1, Max: 5}, {ID: "A_2", Min: 1, Max: 5}}
	for _, lang := range []string{"zh", "en", "both"} {
		var b bytes.Buffer
		if err := Write(&b, *Proposal(lang, &coding.Framework{}, items, nil)); err != nil {
			t.Fatal(err)
		}
		if got, ids := ReadProposal(b.Bytes()); got != lang || strings.Join(ids, " ") != "A_1 A_2" {
			t.Errorf("%s: %s %v", lang, got, ids)
		}
	}
	if lang, ids := ReadProposal([]byte("no workbook")); lang != "" || ids != nil {
		t.Errorf("%s %v", lang, ids)
	}
}
