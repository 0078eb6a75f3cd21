package measures

import (
	"math"
	"path"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
)

// noteTextLeftOut warns of text columns that a default selection passed over.
var noteTextLeftOut = estimate.DefineNote("text_columns_left_out", "text columns left out: {0}")

// Select expands a list of names, ranges by position (`A1:A5`) and globs (`C*`, `x?`) into column names, each once, in
// the order asked for. An unknown name is a usage error that suggests the nearest column.
func (t *Table) Select(list []string) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	add := func(n string) {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	for _, entry := range list {
		switch {
		case t.Column(entry) != nil:
			add(entry)
		case strings.Contains(entry, ":"):
			from, to, _ := strings.Cut(entry, ":")
			a, err := t.position(from)
			if err != nil {
				return nil, err
			}
			b, err := t.position(to)
			if err != nil {
				return nil, err
			}
			if a > b {
				return nil, usage("range %s: %s stands right of %s", entry, from, to)
			}
			for i := a; i <= b; i++ {
				add(t.columns[i].Name)
			}
		case strings.ContainsAny(entry, "*?"):
			pattern := strings.NewReplacer(`\`, `\\`, `[`, `\[`).Replace(entry)
			n := 0
			for i := range t.columns {
				if ok, err := path.Match(pattern, strings.ReplaceAll(t.columns[i].Name, "/", "\x00")); err == nil && ok {
					add(t.columns[i].Name)
					n++
				}
			}
			if n == 0 {
				return nil, usage("no column matches %q", entry)
			}
		default:
			if _, err := t.position(entry); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (t *Table) position(name string) (int, error) {
	for i := range t.columns {
		if t.columns[i].Name == name {
			return i, nil
		}
	}
	hint := ""
	if near := nearest(name, t.columns); near != "" {
		hint = " (did you mean " + near + "?)"
	}
	return 0, usage("there is no column %q%s", name, hint)
}

// nearest returns the column within two edits of a name, ignoring case, or the empty text.
func nearest(name string, columns []TableColumn) string {
	best, at := 3, ""
	for i := range columns {
		if d := coding.Edits(strings.ToLower(name), strings.ToLower(columns[i].Name), best-1); d < best {
			best, at = d, columns[i].Name
		}
	}
	return at
}

// Items returns the numeric columns that a measure works on: those asked for, which must be numeric, or else every
// numeric column that no other flag names; the text columns then left out are named in the warning.
func (t *Table) Items(asked []string, used ...string) (names []string, warnings []estimate.Note, err error) {
	if len(asked) > 0 {
		if names, err = t.Select(asked); err != nil {
			return nil, nil, err
		}
		return names, nil, t.mustHoldNumbers(names)
	}
	taken := map[string]bool{"": true}
	for _, u := range used {
		taken[u] = true
	}
	var texts, nearly, blank []string
	for i := range t.columns {
		switch c := &t.columns[i]; {
		case taken[c.Name]:
		case c.Numeric():
			names = append(names, c.Name)
		case c.Nearly():
			nearly = append(nearly, c.Name)
		case c.Texts > 0:
			texts = append(texts, c.Name)
		default:
			blank = append(blank, c.Name)
		}
	}
	if len(nearly) > 0 {
		return nil, nil, t.mustBeNumbers(nearly)
	}
	if len(texts) > 0 {
		warnings = append(warnings, noteTextLeftOut.Says(strings.Join(texts, ", ")))
	}
	if len(names)+len(blank) == 0 && len(texts) > 0 {
		return nil, nil, usage("no numeric column: name the items with --items")
	}
	if len(names) == 0 {
		names = blank // nothing but empty cells: empty estimates with their reason
	}
	return names, warnings, nil
}

// mustBeNumbers reports every text in columns that should be numeric, at its cell.
func (t *Table) mustBeNumbers(names []string) error {
	var mixed []string
	for _, n := range names {
		if t.Column(n).Texts > 0 {
			mixed = append(mixed, n)
		}
	}
	if len(mixed) == 0 {
		return nil
	}
	var problems []coding.Problem
	err := t.cells(mixed, func(p coding.Pos, num float64, text string) {
		if math.IsNaN(num) {
			problems = append(problems, coding.Problem{Pos: p, Code: "plain.not_a_number", Args: []string{text}})
		}
	})
	if err != nil {
		return err
	}
	return &ProblemsError{problems}
}

// CaseNames names the rows: by the first column that is neither numeric nor used by a flag, else by their number.
func (t *Table) CaseNames(texts func(string) ([]string, error), used ...string) ([]string, error) {
	taken := map[string]bool{}
	for _, u := range used {
		taken[u] = true
	}
	for i := range t.columns {
		if c := &t.columns[i]; !taken[c.Name] && !c.Numeric() && c.Texts > 0 {
			names, err := texts(c.Name)
			if err != nil {
				return nil, err
			}
			for i, n := range names {
				if n == "" {
					names[i] = number(float64(i + 1))
				}
			}
			return names, nil
		}
	}
	names := make([]string, t.rows)
	for i := range names {
		names[i] = number(float64(i + 1))
	}
	return names, nil
}
