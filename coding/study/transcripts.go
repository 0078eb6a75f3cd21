package study

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// readTranscript reads a transcript: a plain text belongs to the interview that the file is named for, a table gives
// segments ready to code.
func (rd *reader) readTranscript(src *source) {
	stem := strings.TrimSuffix(path.Base(src.path), path.Ext(src.path))
	if strings.EqualFold(path.Ext(src.path), ".txt") {
		p := rd.newPart(src.path, "", "transcript")
		p.flat = true
		id, ok := rd.talkOf(p, stem)
		if !ok {
			return
		}
		text := decodeText(src.data)
		rd.texts[id] = text
		rd.countCharacters(p, id, text)
		return
	}
	src.open([]*kind{kindTranscript}, false)
	rd.parts = append(rd.parts, src.parts...)
	for _, of := range src.sheets {
		p := rd.newPart(src.path, of.name, of.kind.name)
		rd.read(p, of.kind, src.grid(of), func(r *row) {
			w := r.word("interview_id")
			if w == "" {
				w = stem
			}
			id, h := rd.interviews.find(w)
			if h == unknown || h == ambiguous {
				if !rd.openTalks {
					col := r.at("interview_id")
					if col == 0 {
						r.note("transcript_unmatched", w)
						r.reason = "transcript_unmatched"
						return
					}
					r.reject(col, "unknown_interview", rd.interviews.suggest(w), w, rd.interviews.list())
					return
				}
				id = w
			}
			seg := r.word("segment_id")
			if seg == "" {
				r.reject(r.at("segment_id"), "missing_id", "")
				return
			}
			k := [2]string{id, seg}
			if first, dup := rd.spoken[k]; dup {
				r.reject(r.at("segment_id"), "duplicate_id", "", seg, first.Pos.String())
				return
			}
			rd.spoken[k] = coding.Segment{Pos: r.place(r.at("text")), Interview: id, ID: seg, Speaker: r.text("speaker"), Text: r.text("text"), Period: rd.periodOf(r)}
		})
	}
}

// talkOf finds the interview that a file is named for.
func (rd *reader) talkOf(p *part, stem string) (string, bool) {
	id, h := rd.interviews.find(stem)
	if h == unknown || h == ambiguous {
		if rd.openTalks {
			return stem, true
		}
		p.say("transcript_unmatched", stem)
		return "", false
	}
	return id, true
}

// countCharacters fills the length of an interview that its sheet does not give: characters without blanks.
func (rd *reader) countCharacters(p *part, id, text string) {
	n := 0
	for _, c := range text {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	p.say("transcript_read", id, itoa(n))
	for i := range rd.out.Interviews {
		if iv := &rd.out.Interviews[i]; iv.ID == id && iv.Characters < 0 {
			iv.Characters = n
		}
	}
}

// decodeText reads a text file in UTF-8, UTF-16, UTF-32 with a mark, or GB18030.
func decodeText(data []byte) string {
	s := string(data)
	switch {
	case strings.HasPrefix(s, "\xff\xfe\x00\x00"), strings.HasPrefix(s, "\x00\x00\xfe\xff"):
		if out, err := utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewDecoder().Bytes(data); err == nil {
			return string(out)
		}
	case strings.HasPrefix(s, "\xff\xfe"), strings.HasPrefix(s, "\xfe\xff"):
		if out, err := utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewDecoder().Bytes(data); err == nil {
			return string(out)
		}
	case !utf8.Valid(data):
		if out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data); err == nil {
			return string(out)
		}
	}
	return strings.TrimPrefix(s, "\ufeff")
}
