package sheet

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// style is what a cell's number format means to a reader.
type style struct {
	date, clock bool   // shows a day, a time of day
	zeros       int    // pads a whole number to this many digits (format 0000)
	before      string // literal texts around the padded number (format "R"000)
	after       string
}

// setStyles takes the number formats of the workbook's cell styles.
func (w *workbook) setStyles(x *excelize.File) {
	if x.Styles == nil || x.Styles.CellXfs == nil {
		return
	}
	custom := map[int]string{}
	if x.Styles.NumFmts != nil {
		for _, f := range x.Styles.NumFmts.NumFmt {
			if f != nil {
				custom[f.NumFmtID] = f.FormatCode
			}
		}
	}
	for _, xf := range x.Styles.CellXfs.Xf {
		var s style
		if xf.NumFmtID != nil {
			if code, ok := custom[*xf.NumFmtID]; ok {
				s = formatStyle(code)
			} else {
				s = builtinStyle(*xf.NumFmtID)
			}
		}
		w.styles = append(w.styles, s)
	}
}

// ShowsDay reports whether a number format shows numbers as days: by its code, or by its number in the file format where it has
// no code.
func ShowsDay(id int, code string) bool {
	if code == "" {
		return builtinStyle(id).date
	}
	return formatStyle(code).date
}

// builtinStyle knows the number formats that have no code in the file; 27–36 and 50–58 are the East Asian dates.
func builtinStyle(id int) style {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return style{date: true}
	case id == 22:
		return style{date: true, clock: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return style{clock: true}
	}
	return style{}
}

// formatStyle reads the first section of a number format code. Elapsed time ([h]:mm) is a number, not a date.
func formatStyle(code string) style {
	section, elapsed := formatSection(code)
	if elapsed {
		return style{}
	}
	low := strings.ToLower(section.pattern)
	low = strings.ReplaceAll(strings.ReplaceAll(low, "general", ""), "am/pm", "h")
	low = strings.ReplaceAll(strings.ReplaceAll(low, "a/p", "h"), "上午/下午", "h")
	s := style{date: strings.ContainsAny(low, "yd") || strings.Contains(low, "e") && !strings.ContainsAny(low, "0#?"), clock: strings.ContainsAny(low, "hs")}
	if strings.Contains(low, "m") && !s.date && !s.clock {
		s.date = true // mmm, m月
	}
	if s.date || s.clock {
		return s
	}
	digits := strings.TrimLeft(low, "\x00")
	before := len(low) - len(digits)
	digits = strings.TrimRight(digits, "\x00")
	if digits != "" && strings.Trim(digits, "0") == "" && len(digits) <= 30 && before <= 1 && len(low)-before-len(digits) <= 1 &&
		(len(digits) > 1 || len(section.literals) > 0) {
		s.zeros = len(digits)
		rest := section.literals
		if before > 0 {
			s.before, rest = rest[0], rest[1:]
		}
		if len(rest) > 0 {
			s.after = rest[0]
		}
	}
	return s
}

// sectioned is the first section of a format: its pattern, in which a NUL stands for each run of literal text.
type sectioned struct {
	pattern  string
	literals []string
}

func formatSection(code string) (out sectioned, elapsed bool) {
	var pattern []rune
	literal := func(s string) {
		if n := len(pattern); n > 0 && pattern[n-1] == 0 {
			out.literals[len(out.literals)-1] += s
			return
		}
		pattern = append(pattern, 0)
		out.literals = append(out.literals, s)
	}
	r := []rune(code)
	for i := 0; i < len(r); i++ {
		switch c := r[i]; c {
		case ';':
			out.pattern = string(pattern)
			return out, elapsed
		case '"':
			j := i + 1
			for j < len(r) && r[j] != '"' {
				j++
			}
			literal(string(r[i+1 : min(j, len(r))]))
			i = j
		case '\\':
			if i++; i < len(r) {
				literal(string(r[i]))
			}
		case '_', '*':
			i++ // a space as wide as the next character; a fill character
		case '[':
			j := i + 1
			for j < len(r) && r[j] != ']' {
				j++
			}
			in := strings.ToLower(string(r[i+1 : min(j, len(r))]))
			if in != "" && (strings.Trim(in, "h") == "" || strings.Trim(in, "m") == "" || strings.Trim(in, "s") == "") {
				elapsed = true
			}
			i = j // colour, condition, currency or locale
		case 0:
		default:
			if c > 0x7f && c != '上' && c != '下' && c != '午' { // 年月日 without quotes
				literal(string(c))
				continue
			}
			pattern = append(pattern, c)
		}
	}
	out.pattern = string(pattern)
	return out, elapsed
}
