package transcript

import (
	"bytes"
	"errors"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// limits bound what a file may make the reader do.
type limits struct {
	file     int64 // bytes of the file
	unzipped int64 // bytes of a part of a document, unpacked
	text     int64 // code points of the text, a paragraph's end counted as one
	elements int64 // of a document's body
}

// An interview of a day is 100,000 characters; the bounds are far beyond any.
var bounds = limits{file: 256 << 20, unzipped: 128 << 20, text: 8_000_000, elements: 1_000_000}

// Read reads a transcript; what the file is shows in its content, and the name serves in errors and to tell a broken document
// from a text. The transcript has no Interview yet, and its Pos is the file. Its text is the file's with lines ended by
// \n, without byte order mark and control characters; of a Word document it is the paragraphs, line breaks and tabs of the body as
// they read with tracked changes accepted, without headers, footers, notes, comments and hidden text.
//
// The notes tell the encoding unless it is UTF-8 (sheet.encoding, sheet.encoding_damaged), the speakers found with the
// number of their turns (transcript_speakers) or that there are none (transcript_no_speakers), what stood before a colon at the
// beginning of lines and was not taken for a speaker (transcript_not_speakers), and what of a document was passed over
// (transcript_deletions, transcript_textboxes). The error is a [*ReadError].
func Read(data []byte, name string) (coding.Transcript, []coding.ReceiptNote, error) {
	t, notes, err := bounds.read(data, name)
	if err != nil {
		var e *ReadError
		if !errors.As(err, &e) {
			e = fault("damaged", err.Error())
		}
		c := *e
		c.File = name
		return coding.Transcript{}, nil, &c
	}
	t.Pos = coding.Pos{File: name}
	return t, notes, nil
}

func (l limits) read(data []byte, name string) (coding.Transcript, []coding.ReceiptNote, error) {
	if int64(len(data)) > l.file {
		return coding.Transcript{}, nil, exceeded("file_size", l.file)
	}
	ext := strings.ToLower(path.Ext(name))
	word := ext == ".docx" || ext == ".docm" || ext == ".doc"
	var lines []line
	var notes []coding.ReceiptNote
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		doc, err := l.document(data)
		if err != nil {
			return coding.Transcript{}, nil, err
		}
		lines, notes = doc.arrange(), doc.notes()
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return coding.Transcript{}, nil, oleFault(data)
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return coding.Transcript{}, nil, fault("rtf")
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return coding.Transcript{}, nil, fault("pdf")
	case word && ext == ".doc":
		return coding.Transcript{}, nil, fault("doc")
	case word && len(data) > 0 && data[0] == 'P':
		return coding.Transcript{}, nil, fault("truncated")
	case word:
		return coding.Transcript{}, nil, fault("not_word")
	default:
		text, encoding, damaged := decodeText(data)
		if strings.Count(text, "\x00") > len(text)/10 {
			return coding.Transcript{}, nil, fault("binary")
		}
		if encoding != "UTF-8" {
			notes = append(notes, coding.ReceiptNote{Code: "sheet.encoding", Args: []string{encoding}})
		}
		if damaged > 0 {
			notes = append(notes, coding.ReceiptNote{Code: "sheet.encoding_damaged", Args: []string{strconv.Itoa(damaged)}})
		}
		for s := range strings.SplitSeq(plain(text), "\n") {
			lines = append(lines, line{text: s})
		}
	}
	size := int64(len(lines))
	for i := range lines {
		size += int64(utf8.RuneCountInString(lines[i].text))
	}
	if size > l.text {
		return coding.Transcript{}, nil, exceeded("text", l.text)
	}
	t, rest := assemble(lines)
	return t, append(notes, about(t, rest)...), nil
}

// about tells who speaks, and what was not taken for a speaker.
func about(t coding.Transcript, rest []string) []coding.ReceiptNote {
	var notes []coding.ReceiptNote
	var names []string
	turns := map[string]int{}
	for _, turn := range t.Turns {
		if turns[turn.Speaker]++; turns[turn.Speaker] == 1 && turn.Speaker != "" {
			names = append(names, turn.Speaker)
		}
	}
	for i, n := range names {
		names[i] = n + " (" + strconv.Itoa(turns[n]) + ")"
	}
	switch {
	case len(names) > 0:
		notes = append(notes, coding.ReceiptNote{Code: "transcript_speakers", Args: []string{first(names, 12)}})
	case strings.TrimSpace(t.Text) != "":
		notes = append(notes, coding.ReceiptNote{Code: "transcript_no_speakers"})
	}
	if len(rest) > 0 {
		notes = append(notes, coding.ReceiptNote{Code: "transcript_not_speakers", Args: []string{first(rest, 8)}})
	}
	return notes
}

// first lists the first of many words.
func first(words []string, most int) string {
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", …"
	}
	return strings.Join(words, ", ")
}

// oleFault tells an old document from one with a password, by the UTF-16 name of the stream that holds it.
func oleFault(data []byte) error {
	if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
		return fault("password")
	}
	return fault("doc")
}
