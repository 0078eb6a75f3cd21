package refi

import "github.com/smekit/smekit/coding"

// Kind is the kind of a source: the name of its element.
type Kind string

// The kinds of sources. A Transcript stands in the Texts of an audio or video source.
const (
	Text       Kind = "TextSource"
	Picture    Kind = "PictureSource"
	PDF        Kind = "PDFSource"
	Audio      Kind = "AudioSource"
	Video      Kind = "VideoSource"
	Transcript Kind = "Transcript"
)

// Project is a whole study. References are GUIDs: 36 characters, lower-case, without braces. Times are as XML Schema writes
// them, 2024-05-06T07:08:09Z.
type Project struct {
	Name          string // required
	Origin        string // the program that wrote it
	CreatingUser  string
	Created       string
	ModifyingUser string
	Modified      string
	BasePath      string // where relative paths begin
	Users         []User
	Codes         []Code
	Variables     []Variable
	Cases         []Case
	Sources       []Source
	Notes         []Source // each of kind Text
	Links         []Link
	Sets          []Set
	Graphs        []Graph
	Description   string
	NoteRefs      []string

	// Receipt counts the codings of a project that was read: used, or rejected by the code of the problem. Its notes tell what
	// was understood without being asked. It is not written.
	Receipt coding.Receipt
}

// Codebook is the content of a .qdc file. Its Receipt counts codes.
type Codebook struct {
	Origin  string
	Codes   []Code
	Sets    []Set // of codes only
	Receipt coding.Receipt
}

// User is a coder.
type User struct {
	GUID string
	Name string
	ID   string // as the program names the user
}

// Code is a code with the codes below it.
type Code struct {
	GUID        string
	Name        string // required
	Color       string // #RRGGBB or #RGB
	NotCodable  bool   // a heading only: isCodable="false"
	Description string
	NoteRefs    []string // projects only
	Codes       []Code
}

// Variable is an attribute of cases or sources.
type Variable struct {
	GUID        string
	Name        string // required
	Type        string // Text, Boolean, Integer, Float, Date, DateTime
	Description string
}

// Value is the value of a variable, written as XML Schema writes its type: true or false, 12, 1.5, 2024-05-06,
// 2024-05-06T07:08:09. An empty Type means that there is no value.
type Value struct {
	Variable string
	Type     string // as of Variable
	Text     string
}

// Case is a person, a unit, whatever the study compares.
type Case struct {
	GUID        string
	Name        string
	Description string
	CodeRefs    []string
	Values      []Value
	SourceRefs  []string
	Selections  []string // GUIDs of selections
}

// Audit tells who made something and when. Each may be empty.
type Audit struct {
	CreatingUser  string
	Created       string
	ModifyingUser string
	Modified      string
}

// Source is a document, or a text that stands for one: a note, the text of a PDF, a picture's description, a transcript.
type Source struct {
	Kind        Kind // empty means Text
	GUID        string
	Name        string
	Description string
	Audit

	// Of kinds Text and Transcript:
	Text    string // line ends are \n, no byte order mark
	Inline  bool   // the text stands in the project's XML (PlainTextContent), not in a file of its own
	Rich    []byte // the formatted document, nil if there is none
	RichExt string // its extension: docx
	Syncs   []SyncPoint

	// Of the other kinds:
	Path        string   // of a medium outside the archive, as the file has it; empty otherwise
	CurrentPath string   // where the medium lay originally
	Data        []byte   // the medium, if it is in the archive and within the limits
	DataExt     string   // its extension: pdf
	Texts       []Source // what stands for it: PDF and Picture at most one of kind Text, Audio and Video any number of kind Transcript

	Selections []Selection
	Codings    []Coding // of the source as a whole
	NoteRefs   []string
	Values     []Value
}

// Selection is a part of a source with its codings. Which fields are used depends on the source's kind.
type Selection struct {
	GUID        string
	Name        string
	Description string
	Audit
	Start, End     int      // Text: code points, End exclusive. Transcript: the same, found by From and To (-1 if unknown). Audio, Video: milliseconds
	Page           int      // PDF, from 0
	X1, Y1, X2, Y2 int      // PDF, Picture
	From, To       string   // Transcript: GUIDs of sync points
	Representation *Source  // PDF: the text of the region
	Codings        []Coding // one for each code and coder
	NoteRefs       []string
}

// Coding is one code given by one coder (CreatingUser).
type Coding struct {
	GUID         string
	CreatingUser string
	Created      string
	Code         string
	NoteRefs     []string
}

// SyncPoint ties a place of a transcript to a time. -1 means none.
type SyncPoint struct {
	GUID     string
	Time     int // milliseconds
	Position int // code points
}

// Link ties two things together.
type Link struct {
	GUID           string
	Name           string
	Direction      string // Associative, OneWay, Bidirectional
	Color          string
	Origin, Target string // GUIDs of anything
	NoteRefs       []string
}

// Set gathers codes, sources and notes.
type Set struct {
	GUID        string
	Name        string // required
	Description string
	Codes       []string
	Sources     []string
	Notes       []string
}

// Graph is a drawing.
type Graph struct {
	GUID     string
	Name     string
	Vertices []Vertex
	Edges    []Edge
}

// Vertex is a node of a graph: a point, or a box if Box is set.
type Vertex struct {
	GUID           string
	Represents     string // GUID of anything
	Name           string
	X1, Y1, X2, Y2 int
	Box            bool   // X2 and Y2 are given
	Shape          string // Person, Oval, Rectangle, RoundedRectangle, Star, LeftTriangle, RightTriangle, UpTriangle, DownTriangle, Note
	Color          string
}

// Edge ties two vertices of its graph.
type Edge struct {
	GUID           string
	Represents     string
	Name           string
	Source, Target string // GUIDs of vertices
	Color          string
	Direction      string // as of Link
	LineStyle      string // dotted, dashed, solid
}

// Quotes returns the text of each selection of a source of kind Text or Transcript: one entry per selection, empty where its
// place is unknown.
func (s *Source) Quotes() []string {
	quotes := make([]string, len(s.Selections))
	runes := []rune(s.Text)
	for i := range s.Selections {
		if a, b := s.Selections[i].Start, s.Selections[i].End; 0 <= a && a <= b && b <= len(runes) {
			quotes[i] = string(runes[a:b])
		}
	}
	return quotes
}

// isText reports whether the source is a text.
func (s *Source) isText() bool { return s.Kind == Text || s.Kind == Transcript || s.Kind == "" }
