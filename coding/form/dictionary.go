package form

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

// DictionaryRow describes a column of a study's file.
type DictionaryRow struct {
	File, Sheet, Column string
	Type                string // number or text, in the dictionary's language
	About               string
	Values              string // the scale with its words, or the values that occur where they are few
	Missing             string
	N                   int // cells that are filled
}

// Dictionary describes every column of the workbooks of a study in a language, zh or en: what it holds, its values, how
// missing values are written, how many cells are filled.
func Dictionary(files []StudyFile, s *coding.Study, lang string) []DictionaryRow {
	items := map[string]*coding.Item{}
	for i := range s.Instrument.Items {
		items[s.Instrument.Items[i].ID] = &s.Instrument.Items[i]
	}
	var out []DictionaryRow
	for _, f := range files {
		if f.Workbook == nil {
			continue
		}
		for i := range f.Workbook.Sheets {
			sheet := &f.Workbook.Sheets[i]
			for c := range sheet.Columns {
				row := describeColumn(sheet, c, lang)
				row.File, row.Sheet = f.Name, sheet.Name
				if it := items[row.Column]; it != nil && sheet.Name == "responses" {
					row.About, row.Values, row.Missing = describeItem(it, s.Framework, lang)
				}
				out = append(out, row)
			}
		}
	}
	return layersTogether(out)
}

// layersTogether tells of the coders' workbooks, which have the same columns, once a column.
func layersTogether(rows []DictionaryRow) []DictionaryRow {
	var out []DictionaryRow
	at := map[[3]string]int{}
	for _, r := range rows {
		if r.Sheet == "coding" || r.Sheet == "transcript" {
			r.File = path.Join(strings.SplitN(r.File, "/", 2)[0], "*", "*.xlsx")
			if r.Sheet == "transcript" {
				r.File = "interviews/*.xlsx"
			}
			k := [3]string{r.File, r.Sheet, r.Column}
			if i, known := at[k]; known {
				out[i].N += r.N
				if out[i].Values != r.Values {
					out[i].Values = joinedValues(out[i].Values, r.Values)
				}
				continue
			}
			at[k] = len(out)
		}
		out = append(out, r)
	}
	return out
}

func joinedValues(a, b string) string {
	all := append(strings.Split(a, "; "), strings.Split(b, "; ")...)
	slices.Sort(all)
	all = slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" })
	if a == "" || b == "" || len(all) > fewValues {
		return ""
	}
	return strings.Join(all, "; ")
}

const fewValues = 12 // that are listed

func describeColumn(s *Sheet, c int, lang string) DictionaryRow {
	r := DictionaryRow{Column: s.Columns[c].Header[0]}
	numeric := true
	values := map[string]bool{}
	long := false
	for _, row := range s.Rows {
		if c >= len(row) || row[c] == nil || row[c] == "" {
			continue
		}
		r.N++
		if _, text := row[c].(string); text {
			numeric = false
		}
		text := fmt.Sprint(row[c])
		long = long || len([]rune(text)) > 24
		if len(values) <= fewValues {
			values[text] = true
		}
	}
	r.Type = locale.Text(lang, "dictionary.text")
	if numeric && r.N > 0 {
		r.Type = locale.Text(lang, "dictionary.number")
	}
	if len(values) <= fewValues && !long {
		var list []string
		for v := range values {
			list = append(list, v)
		}
		slices.SortFunc(list, func(a, b string) int {
			x, errA := strconv.ParseFloat(a, 64)
			y, errB := strconv.ParseFloat(b, 64)
			if errA == nil && errB == nil && x != y {
				if x < y {
					return -1
				}
				return 1
			}
			return strings.Compare(a, b)
		})
		r.Values = strings.Join(list, "; ")
	}
	code := "dictionary." + s.Name + "." + r.Column
	if r.About = locale.Text(lang, code); r.About == code {
		if r.About = locale.Text(lang, "dictionary.any."+r.Column); r.About == "dictionary.any."+r.Column {
			r.About = ""
		}
	}
	if r.N < len(s.Rows) {
		r.Missing = locale.Text(lang, "dictionary.empty")
	}
	return r
}

func describeItem(it *coding.Item, fw *coding.Framework, lang string) (about, values, missing string) {
	about = it.Text.Or(lang) + locale.Text(lang, "dictionary.item", it.Dimension)
	if it.Reverse {
		about += locale.Text(lang, "dictionary.reverse")
	}
	if it.Ask == "approval" || it.Ask == "line" {
		about += locale.Text(lang, "dictionary.ask_"+it.Ask)
	}
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	values = number(it.Min) + "–" + number(it.Max)
	switch {
	case len(it.Labels) > 0:
		values += ": " + strings.ReplaceAll(pointLabels(it.Labels), ";", "; ")
	case it.Min == fw.ScaleMin && it.Max == fw.ScaleMax && len(fw.ScaleLabels) > 0:
		var words []string
		for i, l := range fw.ScaleLabels {
			words = append(words, number(fw.ScaleMin+float64(i))+"="+l.Or(lang))
		}
		values += ": " + strings.Join(words, "; ")
	}
	codes := slices.Concat(it.NACodes, fw.NACodes)
	missing = locale.Text(lang, "dictionary.item_empty")
	if len(codes) > 0 {
		missing += locale.Text(lang, "dictionary.codes", strings.Join(codes, ", "))
	}
	return about, values, missing
}

// DictionarySheet is a dictionary as a sheet.
func DictionarySheet(rows []DictionaryRow, lang string) Sheet {
	r := newRecords(locale.Text(lang, "dictionary.sheet"))
	r.sheet.Frozen = 3
	widths := []float64{26, 13, 18, 8, 60, 44, 40, 8}
	for i, h := range dictionaryHeads(lang) {
		r.column(h, widths[i], wrapped)
	}
	r.sheet.Columns[7].Wrap, r.sheet.Columns[7].Format = false, Number
	last := ""
	for _, d := range rows {
		r.row(d.File, d.Sheet, d.Column, d.Type, blankless(d.About), blankless(d.Values), blankless(d.Missing), d.N)
		r.sheet.Looks = append(r.sheet.Looks, RowLook{Line: last != "" && last != d.File+d.Sheet})
		last = d.File + d.Sheet
	}
	return r.sheet
}

func dictionaryHeads(lang string) []string {
	var out []string
	for _, h := range []string{"file", "sheet_name", "column", "type", "about", "values", "missing", "n"} {
		out = append(out, locale.Text(lang, "dictionary.head."+h))
	}
	return out
}

// DictionaryMarkdown is a dictionary as a text with a table a sheet.
func DictionaryMarkdown(rows []DictionaryRow, lang string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", locale.Text(lang, "dictionary.sheet"))
	cell := strings.NewReplacer("|", "\\|", "\n", " ", "*", "\\*").Replace
	heads := dictionaryHeads(lang)[2:]
	last := ""
	for _, d := range rows {
		if at := d.File + " " + d.Sheet; at != last {
			last = at
			fmt.Fprintf(&b, "\n## `%s`, %s\n\n| %s |\n|%s\n", d.File, d.Sheet, strings.Join(heads, " | "), strings.Repeat(" --- |", len(heads)))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %d |\n", cell(d.Column), d.Type, cell(d.About), cell(d.Values), cell(d.Missing), d.N)
	}
	return []byte(b.String())
}
