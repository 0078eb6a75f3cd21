package refi

import (
	"regexp"
	"strings"
)

// What the standard has no place for (the id of a segment, a rating, a period) is kept in descriptions and notes as a line
// that people can read and other programs carry along:
//
//	smekit: intensity=2; direction=-1; period=before
//
// The passes of one coder are users of their own, "Wang (pass 2)"; the first pass bears the bare name.

const markHead = "smekit: "

// Fields of the lines that smekit writes and reads.
const (
	// of a code's description
	FieldCode      = "code"    // its id
	FieldHeading   = "heading" // id of a dimension that is no code of the study
	FieldIn        = "in"      // id of what it stood under when it was written
	FieldParent    = "parent"
	FieldDimension = "dimension"
	FieldZH        = "zh" // its label in Chinese; of a case too
	FieldEN        = "en"
	FieldLevel     = "level"
	FieldOrigin    = "origin"
	FieldActive    = "active" // No: retired
	FieldSince     = "since"
	FieldReplaces  = "replaces" // a [List]

	// of a case's description
	FieldCase = "case" // its id
	FieldName = "name"

	// of a source's description
	FieldInterview    = "interview" // its id
	FieldDocument     = "document"  // Yes: no interview
	FieldDocumentDate = "document_date"
	FieldText         = "text" // what its text is, one of Text…

	// of a selection's description
	FieldSegment = "segment" // its id
	FieldSpeaker = "speaker"
	FieldPeriod  = "period" // of a coding's note too
	FieldEmpty   = "empty"  // Yes: the segment has no text, what stands there is a stopgap
	FieldAgain   = "again"  // Yes: another segment has the same place
	FieldPart    = "part"   // Yes: a stretch of the segment

	// of a coding's note
	FieldIntensity = "intensity"
	FieldDirection = "direction"
	FieldState     = "state"   // StateMentioned or StateAbsent
	FieldLinkTo    = "link_to" // a [List]
	FieldFrom      = "from"    // place in the transcript, in code points
	FieldTo        = "to"

	// of notes on selections and codings
	FieldReviewed       = "reviewed" // the user who read the segment and gave no code
	FieldRuling         = "ruling"   // RulingAccept or RulingReject
	FieldRuledCode      = "ruled_code"
	FieldRuledIntensity = "ruled_intensity"
	FieldRuledDirection = "ruled_direction"
	FieldReason         = "reason"
	FieldWho            = "who"
)

// Values of fields.
const (
	Yes = "yes"
	No  = "no"

	TextTranscript = "transcript" // that of the interview's transcript
	TextRest       = "rest"       // the segments that the transcript does not have
	TextAssembled  = "assembled"  // put together of segments, as there is no transcript
	TextWithheld   = "withheld"   // left out, as there is no consent
	TextNone       = "none"       // there is none

	StateMentioned = "mentioned"
	StateAbsent    = "absent"

	RulingAccept = "accept"
	RulingReject = "reject"
)

// ParagraphHeads begin the paragraphs of a code's description that follow its definition, by language: what to include, what not,
// and the example.
var ParagraphHeads = map[string][3]string{"en": {"Include: ", "Exclude: ", "Example: "}, "zh": {"包含：", "不包含：", "例句："}}

var (
	listed   = strings.NewReplacer("%", "%25", "|", "%7C")
	unlisted = strings.NewReplacer("%7C", "|", "%25", "%")
)

// List writes several values as that of one field.
func List(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = listed.Replace(v)
	}
	return strings.Join(out, "|")
}

// Listed are the values of a field that holds several; nil where it is empty.
func Listed(value string) []string {
	if value == "" {
		return nil
	}
	out := strings.Split(value, "|")
	for i := range out {
		out[i] = unlisted.Replace(out[i])
	}
	return out
}

var (
	markKey   = regexp.MustCompile(`^[a-z_]+$`)
	escape    = strings.NewReplacer("%", "%25", ";", "%3B", "\n", "%0A", "\r", "%0D")
	unescape  = strings.NewReplacer("%3B", ";", "%0A", "\n", "%0D", "\r", "%25", "%")
	passUser  = regexp.MustCompile(`^(.+) \(pass ([^()]+)\)$`)
	firstPass = "1"
)

// ConsensusUser is the user whose codings are the settled layer of a study.
const ConsensusUser = "consensus (smekit)"

// Mark writes fields, given as pairs of a name and a value, as such a line; empty values are left out. Without any it is
// empty.
func Mark(pairs ...string) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			parts = append(parts, pairs[i]+"="+escape.Replace(pairs[i+1]))
		}
	}
	if parts == nil {
		return ""
	}
	return markHead + strings.Join(parts, "; ")
}

// Marked takes such lines out of a text. Fields is nil where there are none.
func Marked(text string) (rest string, fields map[string]string) {
	if !strings.Contains(text, markHead) {
		return text, nil
	}
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		found := unmark(strings.TrimSpace(line))
		if found == nil {
			lines = append(lines, line)
			continue
		}
		if fields == nil {
			fields = map[string]string{}
		}
		for k, v := range found {
			fields[k] = v
		}
	}
	if fields == nil {
		return text, nil
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), fields
}

// unmark reads one line; nil when it is none of ours.
func unmark(line string) map[string]string {
	body, ok := strings.CutPrefix(line, markHead)
	if !ok {
		return nil
	}
	out := map[string]string{}
	for _, part := range strings.Split(body, "; ") {
		k, v, ok := strings.Cut(part, "=")
		if !ok || !markKey.MatchString(k) {
			return nil
		}
		out[k] = unescape.Replace(v)
	}
	return out
}

// UserName is the name of the user that stands for a coder in a pass.
func UserName(coder, pass string) string {
	if pass == firstPass && !passUser.MatchString(coder) || pass == "" {
		return coder
	}
	return coder + " (pass " + pass + ")"
}

// CoderOf is the coder and the pass that a user's name stands for; the pass is empty where the name tells none.
func CoderOf(user string) (coder, pass string) {
	if m := passUser.FindStringSubmatch(user); m != nil {
		return m[1], strings.TrimSpace(m[2])
	}
	return user, ""
}
