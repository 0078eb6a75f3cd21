package mask

import (
	"strings"
	"unicode/utf8"
)

// Placed is a masked text that knows where the stretches of the original went.
type Placed struct {
	Text   string
	Counts Counts
	edits  []edit
}

// edit is a replacement: code points of the original, and the length of what stands for them.
type edit struct{ from, to, length int }

// Placed masks a text as [Masker.Text] does and keeps the places.
func (m *Masker) Placed(text, lang string) Placed {
	out := Placed{Counts: Counts{}}
	var b strings.Builder
	done, runes := 0, 0 // bytes of the original written, and its code points
	for _, f := range m.find(text) {
		b.WriteString(text[done:f.from])
		holder := placeholders[f.kind][0]
		if lang == "en" {
			holder = placeholders[f.kind][1]
		}
		b.WriteString(holder)
		out.Counts[f.kind]++
		runes += utf8.RuneCountInString(text[done:f.from])
		length := utf8.RuneCountInString(text[f.from:f.to])
		out.edits = append(out.edits, edit{runes, runes + length, utf8.RuneCountInString(holder)})
		runes += length
		done = f.to
	}
	b.WriteString(text[done:])
	out.Text = b.String()
	return out
}

// Move gives the stretch of the masked text that stands for the code points from up to to of the original. A stretch that
// begins or ends inside something replaced has the whole placeholder.
func (p *Placed) Move(from, to int) (int, int) {
	return p.move(from, false), max(p.move(from, false), p.move(to, true))
}

func (p *Placed) move(at int, end bool) int {
	shift := 0
	for _, e := range p.edits {
		switch {
		case at >= e.to:
			shift += e.length - (e.to - e.from)
			continue
		case at > e.from && end:
			return e.from + shift + e.length
		case at > e.from:
			return e.from + shift
		}
		break
	}
	return at + shift
}
