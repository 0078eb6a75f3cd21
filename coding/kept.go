package coding

import "strings"

// Kept is something that a project of another coding program holds beside its codes, cases, sources and codings. No measure
// reads it; it goes out again with the study.
type Kept struct {
	ID      string // a name of its own, in the project that it comes from
	Kind    string // project, note, set, variable
	Name    string
	Type    string // of a variable: Text, Boolean, Integer, Float, Date, DateTime
	Text    string // the note; of the others what is said of them
	Who     string
	Created string // as XML Schema writes times
}

// The kinds of what is kept.
const (
	KeptProject  = "project"  // what is said of the project as a whole
	KeptNote     = "note"     // a note that belongs to nothing else
	KeptSet      = "set"      // a set of codes and sources, which name it themselves ([AttrSets])
	KeptVariable = "variable" // an attribute, by its name
)

// Columns under which the study keeps what such a project says of a code, a case or a source.
const (
	AttrName        = "name"        // of a source, as the project calls it
	AttrMemo        = "memo"        // of a code, a source
	AttrDescription = "description" // of a case
	AttrColor       = "color"       // of a code: #RRGGBB
	AttrCodable     = "codable"     // of a code: no, where it is a heading only
	AttrGUID        = "guid"        // of a code
	AttrSets        = "sets"        // of a code, a source: the sets that it is in ([JoinNames])
	AttrCreated     = "created"     // of a source
)

var (
	nameEscape   = strings.NewReplacer("%", "%25", ";", "%3B")
	nameUnescape = strings.NewReplacer("%3B", ";", "%25", "%")
)

// JoinNames writes names into one cell.
func JoinNames(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = nameEscape.Replace(n)
	}
	return strings.Join(out, ";")
}

// SplitNames reads what [JoinNames] wrote; blanks around a name and empty names go.
func SplitNames(cell string) []string {
	var out []string
	for _, n := range strings.Split(cell, ";") {
		if n = strings.TrimSpace(nameUnescape.Replace(n)); n != "" {
			out = append(out, n)
		}
	}
	return out
}
