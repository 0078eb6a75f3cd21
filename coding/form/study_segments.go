package form

import "github.com/smekit/smekit/coding"

// SegmentSheets are the segments of interviews that the coders' layers do not tell whole, interviews/ID.xlsx: some were not coded,
// or speak of a period that no coder's row names.
func SegmentSheets(s *coding.Study) []StudyFile { return segmentSheets(s) }
