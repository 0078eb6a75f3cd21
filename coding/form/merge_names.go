package form

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

func say(lang, code string, args []string) string { return locale.Text(lang, code, args...) }

// headerKey is a header without what writers differ in: letter case, width, blanks and strokes.
func headerKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '_' || r == '-' || r == '*' || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(s))
}

// sheetNames are the names of a kind of sheet and of its fields in both languages, from the templates and the records.
type sheetNames struct {
	zh     string
	field  map[string]string // key of a Chinese header to that of the field
	header map[string]string // key of a field to its Chinese header
}

var knownNames = sync.OnceValue(func() map[string]*sheetNames {
	out := map[string]*sheetNames{}
	put := func(sheet, en, zh string) {
		n := out[sheet]
		if n == nil {
			n = &sheetNames{zh: locale.Text(locale.Chinese, "form.sheet."+sheet), field: map[string]string{}, header: map[string]string{}}
			out[sheet] = n
		}
		if _, known := n.field[headerKey(zh)]; !known {
			n.field[headerKey(zh)] = headerKey(en)
		}
		if _, known := n.header[headerKey(en)]; !known {
			n.header[headerKey(en)] = zh
		}
	}
	for _, f := range Templates(&coding.Framework{}, "both") {
		for _, s := range f.Workbook.Sheets {
			for _, c := range s.Columns {
				if len(c.Header) == 2 && c.Header[0] != c.Header[1] {
					put(s.Name, c.Header[1], c.Header[0])
				}
			}
		}
	}
	for _, r := range [][3]string{{"coding", "start", "起点"}, {"coding", "end", "终点"}, {"responses", "seconds", "用时"}, {"responses", "weight", "权重"},
		{"interviews", "words", "词数"}, {"departments", "side", "侧"}} {
		put(r[0], r[1], r[2])
	}
	for _, sheet := range []string{"cases", "departments", "codes"} {
		put(sheet, "label_zh", "中文名称")
		put(sheet, "label_en", "英文名称")
	}
	return out
})

// fieldOf is the key of the field that a header stands for: one of the sheet's own, or as its header tells.
func (m *merger) fieldOf(w *wanted, header string) string {
	key := headerKey(header)
	if key == "" || len(header) > 2000 {
		return ""
	}
	if f := w.named[key]; f != "" {
		return f
	}
	if m.o.Header != nil {
		if field := headerKey(m.o.Header(w.sheet.Name, header)); field != "" {
			return field
		}
	}
	if n := knownNames()[w.sheet.Name]; n != nil && n.field[key] != "" {
		key = n.field[key]
	}
	if key == "label" && !slices.Contains(w.fields, key) { // of codes: the label in the sheet's language
		if key = "labelen"; hasHan(header) {
			key = "labelzh"
		}
	}
	return key
}

// standsFor is the sheet that an existing one is by its name.
func (m *merger) standsFor(name string) string {
	if m.o.Sheet != nil {
		if s := m.o.Sheet(name); s != "" {
			return s
		}
	}
	for _, s := range []string{"cases", "departments", "interviews", "respondents", "codes", "coding", "items", "responses", "ties", "documents", "benchmarks", "decisions"} {
		if n := knownNames()[s]; n != nil && headerKey(n.zh) == headerKey(name) {
			return s
		}
	}
	return ""
}

// emptySays is what an empty cell of a field is read as.
var emptySays = map[string]string{"status": "active", "ask": "all", "reverse": "no", "state": "mentioned"}

// closedWords are the words of closed lists in both languages.
var closedWords = sync.OnceValue(func() map[[2]string]bool {
	out := map[[2]string]bool{}
	for _, code := range locale.Codes("form.list.") {
		zh, en := strings.Split(locale.Text(locale.Chinese, code), ";"), strings.Split(locale.Text(locale.English, code), ";")
		for i := range min(len(zh), len(en)) {
			out[[2]string{zh[i], en[i]}] = true
		}
	}
	return out
})

// sameWord reports whether two words of closed lists say the same.
func sameWord(field, found, v string) bool {
	return found == "" && emptySays[field] == v || closedWords()[[2]string{found, v}] || closedWords()[[2]string{v, found}]
}

// chinese is the Chinese header of a column, empty where none is known.
func (w *wanted) chinese(col int) string {
	for _, h := range w.sheet.Columns[col].Header {
		if hasHan(h) {
			return h
		}
	}
	if n := knownNames()[w.sheet.Name]; n != nil {
		return n.header[w.fields[col]]
	}
	return ""
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

var plainNumberText = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d+)?(E[+-]?\d+)?$`)

// valueText is a value as it is compared: a number in its shortest form, as far as a workbook keeps it, whether it is
// stored as a number or as a text; a date with its time as [isoMoment]; a text without blanks at its ends.
func valueText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return textValue(v)
	case float64:
		return numberValue(v)
	case int:
		return textValue(strconv.Itoa(v))
	case bool:
		return strings.ToUpper(strconv.FormatBool(v))
	}
	return textValue(fmt.Sprint(v))
}

func textValue(s string) string {
	s = strings.TrimSpace(cleanText(s))
	if len(s) < 32 && plainNumberText.MatchString(s) && digits(s) <= 15 {
		if x, err := strconv.ParseFloat(s, 64); err == nil {
			return numberValue(x)
		}
	}
	return isoMoment(s)
}

func digits(s string) int {
	n := 0
	for _, r := range strings.SplitN(s, "E", 2)[0] {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

func numberValue(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x+0, 'f', -1, 64)
	}
	// programs keep 15 digits or 17, and round or cut the last: 14 are the same for all
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, 64), "e")
	if len(mantissa) > 15 {
		mantissa = strings.TrimRight(mantissa[:15+strings.Count(mantissa, "-")], "0.")
	}
	if short, err := strconv.ParseFloat(mantissa+"e"+exponent, 64); err == nil {
		x = short
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// cleanText is a text as a workbook can hold it: lines end in \n, and what XML has no place for is replaced.
func cleanText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
			return '\uFFFD'
		}
		return r
	}, s)
}

// isoMoment is a date with its time of day in the one form that is compared: with a T, and without the time where that is
// midnight.
func isoMoment(s string) string {
	if len(s) != len(time.DateTime) || s[4] != '-' || s[10] != ' ' && s[10] != 'T' {
		return s
	}
	t, err := time.Parse(time.DateTime, s[:10]+" "+s[11:])
	switch {
	case err != nil:
		return s
	case t.Equal(t.Truncate(24 * time.Hour)):
		return s[:10]
	}
	return s[:10] + "T" + s[11:]
}

// dateSerial is the number of days of an ISO date.
func dateSerial(s string, from1904 bool) (float64, bool) {
	s = isoMoment(s)
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		if t, err = time.Parse("2006-01-02T15:04:05", s); err != nil {
			return 0, false
		}
	}
	x := t.Sub(serialZero).Hours() / 24
	if from1904 {
		x -= 1462
	}
	return x, x >= 61 && x < 2958466
}
