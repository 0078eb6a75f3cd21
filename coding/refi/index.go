package refi

import (
	"strconv"
	"strings"
)

// classOf says among which elements the GUID of an element must be its own. Elements that are not named carry none.
var classOf = map[string]string{
	"User": "user", "Code": "code", "Variable": "variable", "Case": "case", "Set": "set", "Note": "note",
	"TextSource": "source", "PictureSource": "source", "PDFSource": "source", "AudioSource": "source", "VideoSource": "source",
	"Representation": "text", "TextDescription": "text", "Transcript": "text",
	"PlainTextSelection": "selection", "PictureSelection": "selection", "PDFSelection": "selection", "AudioSelection": "selection",
	"VideoSelection": "selection", "TranscriptSelection": "selection",
	"Coding": "coding", "SyncPoint": "sync", "Graph": "graph", "Vertex": "vertex", "Edge": "edge", "Link": "link",
}

// inside says which elements may stand in which; others are passed over. What a text source holds stands under TextSource.
var inside = map[string]string{
	"Project":             "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
	"Users":               "User",
	"CodeBook":            "Codes Sets",
	"Codes":               "Code",
	"Code":                "Description NoteRef Code",
	"Variables":           "Variable",
	"Variable":            "Description",
	"VariableValue":       "VariableRef TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue",
	"Cases":               "Case",
	"Case":                "Description CodeRef VariableValue SourceRef SelectionRef",
	"Sources":             "TextSource PictureSource PDFSource AudioSource VideoSource",
	"TextSource":          "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
	"PictureSource":       "Description TextDescription PictureSelection Coding NoteRef VariableValue",
	"PDFSource":           "Description PDFSelection Representation Coding NoteRef VariableValue",
	"AudioSource":         "Description Transcript AudioSelection Coding NoteRef VariableValue",
	"VideoSource":         "Description Transcript VideoSelection Coding NoteRef VariableValue",
	"Transcript":          "Description PlainTextContent SyncPoint TranscriptSelection NoteRef",
	"PlainTextSelection":  "Description Coding NoteRef",
	"PictureSelection":    "Description Coding NoteRef",
	"AudioSelection":      "Description Coding NoteRef",
	"VideoSelection":      "Description Coding NoteRef",
	"TranscriptSelection": "Description Coding NoteRef",
	"PDFSelection":        "Description Representation Coding NoteRef",
	"Coding":              "CodeRef NoteRef",
	"Notes":               "Note",
	"Links":               "Link",
	"Link":                "NoteRef",
	"Sets":                "Set",
	"Set":                 "Description MemberCode MemberSource MemberNote",
	"Graphs":              "Graph",
	"Graph":               "Vertex Edge",
}

// mayHold is inside with the elements looked up.
var mayHold = func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for name, kids := range inside {
		all[name] = map[string]bool{}
		for _, k := range strings.Fields(kids) {
			all[name][k] = true
		}
	}
	for _, same := range []string{"Note", "Representation", "TextDescription"} {
		all[same] = all["TextSource"]
	}
	return all
}()

// prune drops the elements that the standard does not know where they stand, and every Representation or TextDescription but
// the first.
func (r *reader) prune(n *node) {
	kept := n.kids[:0]
	one := false
	for _, k := range n.kids {
		single := k.name == "Representation" || k.name == "TextDescription"
		if !mayHold[n.name][k.name] || single && one {
			r.odd["refi.unknown_elements"]++
			continue
		}
		one = one || single
		r.prune(k)
		kept = append(kept, k)
	}
	n.kids = kept
}

// index holds which GUIDs there are.
type index struct {
	known map[string]map[string]bool // class, GUID
	any   map[string]int             // GUID: in how many classes
	lost  map[string]bool            // class and GUID of what was left out
	odd   int                        // identifiers that are no GUIDs
}

func (x *index) has(class, guid string) bool {
	if class == "" {
		return x.any[guid] > 0
	}
	return x.known[class][guid]
}

func (x *index) add(class, guid string) {
	if x.known[class] == nil {
		x.known[class] = map[string]bool{}
	}
	x.known[class][guid] = true
	x.any[guid]++
}

// lose takes an element that is left out, and all in it, out of the index, so that what refers to them is left out too.
func (x *index) lose(n *node) {
	if class := classOf[n.name]; class != "" && x.known[class][n.guid] {
		delete(x.known[class], n.guid)
		x.any[n.guid]--
		x.lost[class+n.guid], x.lost[n.guid] = true, true
	}
	for _, k := range n.kids {
		x.lose(k)
	}
}

// number gives every element its GUID: its own, or one made from its place where it has none or where another of its kind has
// the same.
func (r *reader) number(root *node) {
	r.prune(root)
	r.index = index{known: map[string]map[string]bool{}, any: map[string]int{}, lost: map[string]bool{}}
	var again []*node
	ordinal := 0
	var walk func(n *node)
	walk = func(n *node) {
		if class := classOf[n.name]; class != "" {
			ordinal++
			raw, ok := n.attr("guid")
			switch {
			case !ok || strings.TrimSpace(raw) == "":
				n.guid = GUID(r.seed, "without", strconv.Itoa(ordinal))
				r.problem(n, "refi_missing_attribute", "guid")
				r.index.add(class, n.guid)
			default:
				guid, odd := canonical(raw)
				if odd {
					r.index.odd++
				}
				if n.guid = guid; r.index.has(class, guid) {
					again = append(again, n)
					break
				}
				r.index.add(class, guid)
			}
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(root)
	for i, n := range again {
		r.problem(n, "refi_duplicate_guid")
		class := classOf[n.name]
		for j := i; ; j += len(again) { // a GUID made for an earlier reading of the file may be there already
			n.guid = GUID(r.seed, "again", n.guid+strconv.Itoa(j))
			if !r.index.has(class, n.guid) {
				break
			}
		}
		r.index.add(class, n.guid)
	}
	if r.index.odd > 0 {
		r.note("refi.odd_ids", strconv.Itoa(r.index.odd))
	}
}

// canonical brings an identifier into the form used here. What is no GUID becomes one, always the same.
func canonical(raw string) (guid string, odd bool) {
	guid, ok := bareGUID(raw)
	if !ok {
		return GUID("", "id", strings.TrimSpace(raw)), true
	}
	return guid, false
}
