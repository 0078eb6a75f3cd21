package estimate

import (
	"sort"
	"strconv"
	"strings"
)

// Code names a note. The English sentence is registered with [DefineNote]; other languages stand in coding/locale under
// the same code.
type Code string

// Note is a sentence about an estimate or a table: a code with arguments, put into words by the tidy table (English)
// or by a report (its language).
type Note struct {
	Code Code
	Args []string
}

var english = map[Code]string{}

// DefineNote registers a note's English template, in which {0}, {1}, … stand for its arguments, and returns its code.
// A family defines its notes in package variables. Defining a code twice is a bug and panics.
func DefineNote(code, template string) Code {
	if _, dup := english[Code(code)]; dup {
		panic("estimate: note defined twice: " + code)
	}
	english[Code(code)] = template
	return Code(code)
}

// Says makes a note of the code. Arguments may be strings, ints or float64s (printed with four significant digits).
func (c Code) Says(args ...any) Note {
	n := Note{Code: c}
	for _, a := range args {
		n.Args = append(n.Args, argument(a))
	}
	return n
}

func argument(a any) string {
	switch v := a.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	panic("estimate: note argument is neither string, int nor float64")
}

// English puts the note into words.
func (n Note) English() string {
	t, ok := english[n.Code]
	if !ok {
		return string(n.Code)
	}
	return Fill(t, n.Args)
}

// Fill replaces {0}, {1}, … of a template by arguments.
func Fill(template string, args []string) string {
	if !strings.Contains(template, "{") {
		return template
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", a)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// Notes lists every registered code with its English template, sorted by code.
func Notes() []struct{ Code, Template string } {
	var all []struct{ Code, Template string }
	for c, t := range english {
		all = append(all, struct{ Code, Template string }{string(c), t})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Code < all[j].Code })
	return all
}

// JoinNotes puts notes into one English text, "; " between them.
func JoinNotes(notes []Note) string {
	s := make([]string, len(notes))
	for i, n := range notes {
		s[i] = n.English()
	}
	return strings.Join(s, "; ")
}

// Notes that several families use.
var (
	NoteConstant    = DefineNote("constant", "no variation: all values are equal")
	NoteTooFew      = DefineNote("too_few", "too few observations: {0}, needed {1}")
	NoteNoData      = DefineNote("no_data", "no valid values")
	NoteFewGroups   = DefineNote("few_groups", "fewer than {0} groups")
	NoteFewClusters = DefineNote("few_clusters", "{0} clusters, fewer than 10: descriptive, no p")
	NoteBelowZero   = DefineNote("below_zero", "below 0")
	NoteExcluded    = DefineNote("rows_excluded", "{0} incomplete rows excluded")
	NoteBootFailed  = DefineNote("bootstrap_failed", "{0} of {1} bootstrap replicates failed")
	NoteSmallCell   = DefineNote("small_cell", "n<{0}")
	NoteSuppressed  = DefineNote("suppressed", "suppressed")
)
