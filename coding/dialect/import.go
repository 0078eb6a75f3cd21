package dialect

import (
	"io"

	"github.com/smekit/smekit/coding"
)

// Options answer what a file leaves open. The zero value asks about everything that is not plain.
type Options struct {
	As         string                       // the layout (maxqda-segments) or its tool (maxqda); empty: by content
	Coder      string                       // who coded rows that name no coder
	Pass       string                       // of rows that name none; empty: 1
	Map        *Map                         // what a person confirmed; nil: as found
	Codes      []coding.Code                // the study's codebook; codes used and not in it are problems. nil: anything goes
	Together   []Source                     // further exports of the same survey: by number and by text; the definition of its questions
	Items      []coding.Item                // the study's questionnaire: a question with the id or wording of an item gets its id and range
	Dimensions []string                     // ids of the framework: an item ME_REL_1 is proposed for ME.REL
	Texts      map[string]string            // the study's transcripts, by interview: spans of other texts of an interview are moved to its
	DocxText   func([]byte) (string, error) // the text of a Word document, for projects that hold no plain text
}

// Source is a file that is given beside another.
type Source struct {
	Name string
	R    io.ReaderAt
	Size int64
}

// Import is what a file holds, as records of a study. Positions are those of the file.
//
// A file that is not recognised, or about which something must be asked first, has a Layout or a Tool where one is known,
// problems, and no codings.
type Import struct {
	File        string
	Layout      string // name in the registry; empty: not recognised
	Tool        string // the program: MAXQDA
	Why         []coding.ReceiptNote
	Codes       []coding.Code // parents before their children; one that the study has bears the study's id and what the file says of it
	Restated    []Restated    // which of them the study has in other words
	Cases       []coding.Case
	Departments []coding.Department // of projects that smekit wrote
	Interviews  []coding.Interview  // attribute "name": the document as the file calls it
	Segments    []coding.Segment
	Codings     []coding.Coding // sorted by pass, coder, file position
	Consensus   []coding.Ruling // rulings on them, of projects that smekit wrote
	Kept        []coding.Kept   // what else projects hold
	Attrs       []coding.Attrs  // of each of Codings: the columns that fill no field; shared between the codes of a row
	Transcripts []Transcript
	Survey      *Answers
	Instrument  []coding.Item // proposed
	Questions   []coding.ReceiptNote
	Receipt     coding.Receipt
	More        []coding.Receipt // of the file's other sheets
	Problems    []coding.Problem

	found Map
}

// Restated is a code of the study that the file describes otherwise: in Import.Codes it stands as the file has it.
type Restated struct {
	Code   string     // its id in the study
	Pos    coding.Pos // where the file describes it
	Fields []string   // columns of a codebook that differ: parent, dimension, label_zh, label_en, level, origin, definition, include, exclude, example, since, replaces, status
}

// Transcript is the text of an interview; lines end in \n.
type Transcript struct {
	ID   string // of the interview
	Text string
}

// Answers are the responses to a questionnaire.
type Answers struct {
	Sheet   string // of the file
	Header  int    // number of its first header row, 0 in files whose header is no row
	Columns []Column
	Rows    []Answer
	// RowNumbers tells that the ids of respondents number the rows of the file, as Wenjuanxing's 序号 does and the ids made up
	// where there are none: the same ids in another file are other people, unless that is another export of the same
	// responses ([Numbering.Same]).
	RowNumbers bool
}

// Column is a question of a survey, or something that the platform recorded.
type Column struct {
	Name     string // id of the item, or the field
	Question string // its wording
	Header   string // as in the file
	Kind     string // field, scale, choice, choices, ranking, number, text
	Labels   []ValueLabel
	Missing  []string     // values that mean that there is no answer
	Absent   []ValueLabel // the wording of such values, where the file gives it
	Numbered bool         // the numbers of Labels were given here, to answers in words
	Col      int          // in the file, from 1
}

// ValueLabel is the wording of an answer.
type ValueLabel struct{ Value, Text string }

// Answer is a row of a survey, aligned with Columns.
type Answer struct {
	Pos    coding.Pos
	Values []coding.Value
}
