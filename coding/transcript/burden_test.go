package transcript

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// A small file may unpack to more than anybody can wait for; it is refused before it is taken apart.
func TestDocumentsThatAreABurden(t *testing.T) {
	for name, c := range map[string]struct{ body, code string }{
		"empty paragraphs": {strings.Repeat("<w:p/>", 12_000_000), "elements"},
		"empty runs":       {"<w:p>" + strings.Repeat("<w:r></w:r>", 1_000_000) + "</w:p>", "elements"},
		"one long run":     {para(run(strings.Repeat("a", 90<<20))), "text"},
		"a long attribute": {`<w:p x="` + strings.Repeat("a", 9_000_000) + `"/>`, "text"},
	} {
		data := pack(t, open+c.body+shut)
		begun := time.Now()
		_, _, err := Read(data, "x.docx")
		var e *ReadError
		if !errors.As(err, &e) || e.Code != "transcript.error.limit_"+c.code || !e.Limit() {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("%s: refused after %s", name, took)
		}
	}
	l := limits{file: 1 << 20, unzipped: 1 << 20, text: 1000, elements: 5000}
	if _, _, err := l.read(pack(t, open+strings.Repeat("<w:p/>", 1001)+shut), "x.docx"); err == nil || err.Error() != "a text of more than 1000 characters" {
		t.Errorf("each paragraph counts as a character: %v", err)
	}
	if _, _, err := l.read(pack(t, open+strings.Repeat("<w:p/>", 900)+shut), "x.docx"); err != nil {
		t.Error(err)
	}
}
