package study

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/transcript"
)

// readTranscript reads a transcript: a text or a Word document belongs to the interview that the file is named for; a table gives
// segments ready to code, or, where its rows have speakers and no ids, what is said in turn.
func (rd *reader) readTranscript(src *source) {
	stem := strings.TrimSuffix(path.Base(src.path), path.Ext(src.path))
	switch strings.ToLower(path.Ext(src.path)) {
	case ".txt", ".docx", ".docm", ".doc":
		p := rd.newPart(src.path, "", "transcript")
		p.flat = true
		id, ok := rd.talkOf(p, stem)
		if !ok {
			return
		}
		t, notes, err := transcript.Read(src.data, src.path)
		if err != nil {
			p.unreadable(err)
			return
		}
		p.receipt.Notes = append(p.receipt.Notes, notes...)
		rd.takeTranscript(p, id, t)
		return
	}
	src.open([]*kind{kindTranscript}, false)
	rd.parts = append(rd.parts, src.parts...)
	for _, of := range src.sheets {
		rd.readTranscriptSheet(rd.newPart(src.path, of.name, of.kind.name), stem, src.grid(of))
	}
}

// readTranscriptSheet reads a sheet of segments or of turns.
func (rd *reader) readTranscriptSheet(p *part, stem string, g *grid) {
	g.begin = segmentsOrTurns
	said := map[string][]transcript.Row{}
	var talks []string
	rd.read(p, kindTranscript, g, func(r *row) {
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
		if !r.columns.has("segment_id") {
			if said[id] == nil {
				talks = append(talks, id)
			}
			if !r.cell("period").Blank() {
				r.note("transcript_period")
			}
			said[id] = append(said[id], transcript.Row{Speaker: r.text("speaker"), Text: r.text("text")})
			return
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
	for _, id := range talks {
		rd.takeTranscript(p, id, transcript.FromRows(said[id]))
	}
}

// segmentsOrTurns lets a sheet without segment ids pass when it has speakers and no header that is a slip for the ids.
func segmentsOrTurns(p *part, c *columns) bool {
	if c.has("segment_id") || !c.has("text") || c.has("speaker") && c.slip(&kindTranscript.columns[0]) == 0 {
		return true
	}
	reportMissing(p, c, &kindTranscript.columns[0], c.row)
	return false
}

// takeTranscript keeps the text of an interview. A second one that says the same is told; one that says something else is a
// problem. A decision may leave the interview out.
func (rd *reader) takeTranscript(p *part, id string, t coding.Transcript) {
	if d := rd.dec.interviews[key(id)]; d != nil {
		d.hit()
		p.note("decision_excluded", d.Target)
		return
	}
	if i := slices.IndexFunc(rd.out.Transcripts, func(o coding.Transcript) bool { return o.Interview == id }); i >= 0 {
		first := &rd.out.Transcripts[i]
		if bare(first.Text) == bare(t.Text) {
			p.say("transcript_same", first.Pos.String())
		} else {
			p.report(p.pos(0, 0), "second_transcript", "", id, first.Pos.String())
		}
		return
	}
	n := rd.countCharacters(p, id, t.Text)
	if n == 0 {
		return
	}
	t.Interview, t.Pos = id, p.pos(0, 0)
	rd.out.Transcripts = append(rd.out.Transcripts, t)
	rd.texts[id] = t.Text
	rd.lengths[id] = utf8.RuneCountInString(t.Text)
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
func (rd *reader) countCharacters(p *part, id, text string) int {
	n := countVisible(text)
	p.say("transcript_read", id, itoa(n))
	for i := range rd.out.Interviews {
		if iv := &rd.out.Interviews[i]; iv.ID == id && iv.Characters < 0 {
			iv.Characters = n
		}
	}
	return n
}

func countVisible(text string) int {
	n := 0
	for _, c := range text {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	return n
}
