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
		id := rd.talkOf(p, stem, true)
		if id == "" {
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
	named, sought := "", false // the interview that the file is named for, and whether it was looked for
	running := runningNumbers{}
	rd.read(p, kindTranscript, g, func(r *row) {
		id, col := "", r.at("interview_id")
		if w := r.word("interview_id"); w != "" {
			found, h := rd.interviews.find(w)
			switch {
			case h != unknown && h != ambiguous:
				id = found
			case rd.openTalks:
				id = w
			default:
				r.reject(col, "unknown_interview", rd.interviews.suggest(w), w, rd.interviews.list())
				return
			}
		} else {
			if !sought {
				named, sought = rd.talkOf(p, stem, col == 0), true
			}
			if named == "" {
				if col == 0 {
					r.fault = "transcript_unmatched"
				} else {
					r.reject(col, "unknown_interview", rd.nearestTalk(stem), stem, rd.interviews.list())
				}
				return
			}
			id = named
		}
		if r.reason != "" {
			return
		}
		if !r.columns.has("segment_id") {
			if !running.take(r, id) {
				return
			}
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
	if running.broken {
		return
	}
	if running.column != "" {
		p.say("transcript_running", running.column)
	}
	for _, id := range talks {
		rd.takeTranscript(p, id, transcript.FromRows(said[id]))
	}
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
