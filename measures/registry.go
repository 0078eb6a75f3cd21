package measures

import (
	"context"
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Family is an entry of the registry: a measure that answers `smekit measure NAME` on a plain table.
type Family struct {
	Name    string
	Short   string // one line of what it does
	Row     string // what a row of the table is
	Flags   []Flag // beside those every measure has
	Compute func(ctx context.Context, t *Table, a Args) (estimate.Result, error)
}

// Flag is an option of a family.
type Flag struct {
	Name  string
	Kind  FlagKind
	Usage string
}

// FlagKind is the type of a flag's value.
type FlagKind uint8

// The kinds of flags.
const (
	Word FlagKind = iota
	List          // comma-separated, quotes protect a comma
	Real
	Whole
	Switch
	Script  // a text, or a file that holds it; NAME=TEXT repeats, the names being at ScriptNames
	Columns // a List that may be given alone, for AllColumns
)

// AllColumns is the entry of a flag of columns that was given alone.
const AllColumns = "*"

// ScriptNames is where the names of a Script flag's texts are among the arguments, one for each text.
func ScriptNames(flag string) string { return flag + "-names" }

// Args are the values given for flags; a flag that was not given has no entry.
type Args map[string][]string

// Word returns a flag's text, empty when not given.
func (a Args) Word(name string) string {
	if v := a[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// List returns a flag's entries.
func (a Args) List(name string) []string { return a[name] }

// Real returns a flag's number, NaN when not given.
func (a Args) Real(name string) (float64, error) {
	v := a.Word(name)
	if v == "" {
		return math.NaN(), nil
	}
	x, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return 0, usage("--%s: expected a number, got %q", name, v)
	}
	return x, nil
}

// Whole returns a flag's whole number, or def when not given.
func (a Args) Whole(name string, def int) (int, error) {
	v := a.Word(name)
	if v == "" {
		return def, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		return 0, usage("--%s: expected a whole number, got %q", name, v)
	}
	return n, nil
}

// Switch reports whether a switch is on.
func (a Args) Switch(name string) bool { return a.Word(name) == "true" }

// Reals returns a flag's entries as numbers.
func (a Args) Reals(name string) ([]float64, error) {
	var out []float64
	for _, v := range a[name] {
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return nil, usage("--%s: expected numbers, got %q", name, v)
		}
		out = append(out, x)
	}
	return out, nil
}

// OneOf returns a flag's text after checking that it is among the choices; empty when not given.
func (a Args) OneOf(name string, choices ...string) (string, error) {
	v := a.Word(name)
	if v == "" {
		return "", nil
	}
	for _, c := range choices {
		if v == c {
			return v, nil
		}
	}
	return "", usage("--%s: expected one of %s, got %q", name, strings.Join(choices, ", "), v)
}

// SplitList splits a list at commas outside double quotes and trims blanks; empty entries are left out.
func SplitList(s string) []string {
	var out []string
	var b strings.Builder
	quoted, was := false, false
	flush := func() {
		v := b.String()
		if !was {
			v = strings.TrimSpace(v)
		}
		if v != "" {
			out = append(out, v)
		}
		b.Reset()
		was = false
	}
	for _, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
			was = true
		case r == ',' && !quoted:
			flush()
		default:
			b.WriteRune(r)
		}
	}
	flush()
	return out
}
