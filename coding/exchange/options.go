package exchange

import (
	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/coding/refi"
)

// Options of an export.
type Options struct {
	Lang     string        // of labels and placeholders: zh or en; else Chinese where there is Chinese
	Unmasked bool          // texts as they are, with speakers, departments and respondents; without consent too
	Origin   string        // the program that writes
	Kept     []coding.Kept // what other programs' projects hold beside; it goes out again
}

// Made is a project with what its making has to tell.
type Made struct {
	Project    *refi.Project
	Interviews int // sources that are interviews or documents
	Selections int
	Codings    int          // of coders and of the settled layer
	Settled    int          // of them, those of the settled layer
	Reviewed   int          // rows of coders who read a segment and gave no code
	Assembled  []string     // interviews without a transcript: their source is put together of the segments
	Withheld   []string     // interviews whose texts are left out for want of consent
	NotFound   []Lost       // segments whose text is not in the transcript: they stand in a source of their own
	Masked     mask.Counts  // replacements in texts and memos
	LeftMemos  int          // memos on interviews without consent
	Unplaced   []UnplacedAt // codings whose own stretch is not in the text; they are on the whole segment
}

// Lost is a segment whose text was not found.
type Lost struct {
	Pos                coding.Pos
	Interview, Segment string
}

// UnplacedAt is a stretch that a text does not have.
type UnplacedAt struct {
	Pos      coding.Pos
	From, To int
}

// maker makes one export.
type maker struct {
	study  *coding.Study
	opts   Options
	mask   *mask.Masker
	seed   string
	masked mask.Counts
	codes  map[string]string // GUID of a code by its id
}

func newMaker(s *coding.Study, o Options) *maker {
	return &maker{study: s, opts: o, mask: mask.New(s), seed: s.Title.Or("en"), masked: mask.Counts{}, codes: map[string]string{}}
}

func (m *maker) guid(kind, id string) string { return refi.GUID(m.seed, kind, id) }

// lang is the language of one text: placeholders and labels.
func (m *maker) lang() string {
	if m.opts.Lang == "en" {
		return "en"
	}
	return "zh"
}

// text masks a text unless texts go out as they are.
func (m *maker) text(s string) string {
	if m.opts.Unmasked || s == "" {
		return s
	}
	p := m.placed(s)
	return p.Text
}

func (m *maker) placed(s string) mask.Placed {
	if m.opts.Unmasked {
		return mask.Placed{Text: s}
	}
	p := m.mask.Placed(s, m.lang())
	for k, n := range p.Counts {
		m.masked[k] += n
	}
	return p
}

// withheld reports whether an interview's texts stay out.
func (m *maker) withheld(interview string) bool {
	return !m.opts.Unmasked && !m.mask.Quotable(interview)
}
