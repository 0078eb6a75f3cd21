package intake

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// segmentFiles hold the segments that no coder's row tells whole, of interviews that have no transcript: a transcript has their
// words.
func segmentFiles(im *dialect.Import) []File {
	own := &coding.Study{Codings: im.Codings, Segments: slices.DeleteFunc(slices.Clone(im.Segments), func(g coding.Segment) bool {
		return slices.ContainsFunc(im.Transcripts, func(t dialect.Transcript) bool { return t.ID == g.Interview })
	})}
	var out []File
	for _, f := range form.SegmentSheets(own) {
		out = append(out, File{Name: f.Name, Workbook: f.Workbook, Keys: keys})
	}
	return out
}
