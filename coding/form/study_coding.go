package form

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode"

	"github.com/smekit/smekit/coding"
)

// CodebookSheet is a codebook; nil without codes.
func CodebookSheet(codes []coding.Code) *Workbook {
	r := newRecords("codes")
	r.column("code", 16, required)
	r.column("parent", 14)
	r.column("dimension", 14)
	r.column("label_zh", 22)
	r.column("label_en", 26)
	r.column("level", 11)
	r.column("origin", 11)
	for _, h := range []string{"definition", "include", "exclude", "example"} {
		r.column(h, 46, wrapped)
	}
	r.column("status", 10)
	r.column("since", 12)
	r.column("replaces", 16)
	more := attributes(codes, func(c *coding.Code) coding.Attrs { return c.Attrs })
	for _, n := range more {
		r.column(n, 14)
	}
	for i := range codes {
		c := &codes[i]
		status := "retired"
		if c.Active {
			status = "active"
		}
		r.row(append([]any{c.ID, blankless(c.Parent), blankless(c.Dimension), blankless(c.Label.ZH), blankless(c.Label.EN), blankless(c.Level), blankless(c.Origin),
			blankless(c.Definition), blankless(c.Include), blankless(c.Exclude), blankless(c.Example), status, blankless(c.Since), blankless(strings.Join(c.Replaces, ";"))},
			attributeCells(more, c.Attrs)...)...)
	}
	return bookOf("codebook", r)
}

type segmentKey struct{ interview, id string }

func segmentsOf(s *coding.Study) map[segmentKey]*coding.Segment {
	out := make(map[segmentKey]*coding.Segment, len(s.Segments))
	for i := range s.Segments {
		out[segmentKey{s.Segments[i].Interview, s.Segments[i].ID}] = &s.Segments[i]
	}
	return out
}

// CodingSheets are the coders' own layers, coding/PASS/CODER.xlsx, a row a code on a segment with the segment's text, in
// the order of the codings.
func CodingSheets(s *coding.Study) []StudyFile {
	segments := segmentsOf(s)
	var out []StudyFile
	files := newFileNames()
	for from := 0; from < len(s.Codings); {
		to := from
		for to < len(s.Codings) && s.Codings[to].Pass == s.Codings[from].Pass && s.Codings[to].Coder == s.Codings[from].Coder {
			to++
		}
		layer := s.Codings[from:to]
		out = append(out, StudyFile{Name: files.of("coding", layer[0].Pass, layer[0].Coder), Workbook: layerBook(layer, segments)})
		from = to
	}
	return out
}

func layerBook(layer []coding.Coding, segments map[segmentKey]*coding.Segment) *Workbook {
	places, speakers := false, false
	for i := range layer {
		c := &layer[i]
		places = places || c.To > 0
		if seg := segments[segmentKey{c.Interview, c.Segment}]; seg != nil && seg.Speaker != "" {
			speakers = true
		}
	}
	r := newRecords("coding")
	r.sheet.Frozen = 2
	r.column("interview_id", 12, required)
	r.column("segment_id", 12, required)
	if speakers {
		r.column("speaker", 10)
	}
	r.column("text", 70, wrapped)
	r.column("code", 16, required, group(1))
	r.column("intensity", 9, group(2), plainNumber)
	r.column("direction", 9, group(2), plainNumber)
	r.column("state", 11, group(2))
	r.column("period", 11, group(3))
	r.column("link_to", 16, group(3))
	r.column("memo", 30, wrapped, group(3))
	if places {
		r.column("start", 9, group(3), plainNumber)
		r.column("end", 9, group(3), plainNumber)
	}
	last := ""
	for i := range layer {
		c := &layer[i]
		cells := []any{c.Interview, c.Segment}
		seg := segments[segmentKey{c.Interview, c.Segment}]
		if seg == nil {
			seg = &coding.Segment{}
		}
		if speakers {
			cells = append(cells, blankless(seg.Speaker))
		}
		var intensity, direction, state any
		if c.Intensity > 0 {
			intensity = c.Intensity
		}
		if c.HasDir {
			direction = c.Direction
		}
		switch {
		case c.State == coding.Absent:
			state = "absent"
		case c.HasState:
			state = "mentioned"
		}
		cells = append(cells, blankless(seg.Text), blankless(c.Code), intensity, direction, state, blankless(c.Period), blankless(strings.Join(c.LinkTo, ";")), blankless(c.Memo))
		if places {
			var start, end any
			if c.To > 0 {
				start, end = c.From, c.To
			}
			cells = append(cells, start, end)
		}
		r.row(cells...)
		r.sheet.Looks = append(r.sheet.Looks, RowLook{Line: i > 0 && c.Interview != last})
		last = c.Interview
	}
	return bookOf("coding, pass "+layer[0].Pass+", "+layer[0].Coder, r) // two coders who gave the same are two files all the same
}

// segmentSheets hold the segments of interviews that coding sheets do not tell whole: some were not coded, or speak of a
// period that no coder's row names.
func segmentSheets(s *coding.Study) []StudyFile {
	told := map[segmentKey]string{} // period of the first row that names one
	for i := range s.Codings {
		c := &s.Codings[i]
		k := segmentKey{c.Interview, c.Segment}
		if p, ok := told[k]; !ok || p == "" {
			told[k] = c.Period
		}
	}
	short := map[string]bool{}
	for i := range s.Segments {
		seg := &s.Segments[i]
		if period, ok := told[segmentKey{seg.Interview, seg.ID}]; !ok || period != seg.Period {
			short[seg.Interview] = true
		}
	}
	var out []StudyFile
	var ids []string
	files := newFileNames()
	index := map[string]*records{}
	for i := range s.Segments {
		seg := &s.Segments[i]
		if !short[seg.Interview] {
			continue
		}
		r := index[seg.Interview]
		if r == nil {
			r = newRecords("transcript")
			r.column("segment_id", 12, required)
			r.column("speaker", 12)
			r.column("text", 90, wrapped)
			r.column("period", 12)
			index[seg.Interview] = r
			ids = append(ids, seg.Interview)
			out = append(out, StudyFile{Name: files.of("interviews", seg.Interview)})
		}
		r.row(seg.ID, blankless(seg.Speaker), blankless(seg.Text), blankless(seg.Period))
	}
	for i, id := range ids {
		out[i].Workbook = bookOf("transcript", index[id])
	}
	return out
}

// fileNames names the workbooks of a study: below it, whatever its records are called, and none like another.
type fileNames struct {
	taken map[string]bool // lower case, as some systems compare names
}

func newFileNames() *fileNames { return &fileNames{taken: map[string]bool{}} }

// of is the path of a workbook. What would lead elsewhere in a part becomes an underscore; a path that is taken, but perhaps for
// letter case, gets a digest of its parts behind it.
func (f *fileNames) of(parts ...string) string {
	safe := make([]string, len(parts))
	for i, p := range parts {
		safe[i] = strings.Map(func(r rune) rune {
			if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
				return '_'
			}
			return r
		}, p)
		if safe[i] == "" || safe[i] == "." || safe[i] == ".." {
			safe[i] += "_"
		}
	}
	name := path.Join(safe...)
	if f.taken[strings.ToLower(name)] {
		sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
		name += "-" + hex.EncodeToString(sum[:3])
	}
	f.taken[strings.ToLower(name)] = true
	return name + ".xlsx"
}
