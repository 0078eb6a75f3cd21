package dialect

import (
	"bytes"
	"testing"
)

func TestIsDefinition(t *testing.T) {
	form := surveyBook(t, xlsForm(), "survey", "choices")
	sheets := xlsForm()
	sheets["data"] = [][]any{{"_id", "q1"}, {"1", "2"}}
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"form":            {form, true},
		"form with data":  {surveyBook(t, sheets, "data", "survey", "choices"), false},
		"table":           {[]byte("type,name\ntext,q1\n"), false},
		"no file at all":  {nil, false},
		"no table at all": {[]byte("PK\x03\x04"), false},
	} {
		if got := IsDefinition(name, bytes.NewReader(c.data), int64(len(c.data))); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
