package refi

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// reading is the text of a source and where its selections lie in it.
type reading struct {
	text    string
	inline  bool
	rich    []byte
	richExt string
	failed  string            // the problem for which there is no text
	content *content          // until the positions are read
	spans   map[*node]span    // of selections
	points  map[*node]int     // of sync points
	refused map[*node]refusal // selections and sync points that are left out
}

// span is where a selection lies; known is false where a transcript does not say.
type span struct {
	start, end int
	known      bool
}

// refusal says why a selection is left out.
type refusal struct {
	code       string
	args       []string
	suggestion string
	unsure     bool // holds only if the names of this project's selections hold text
}

// textual reports whether an element is a text source, whatever it is called where it stands.
func textual(name string) bool {
	switch name {
	case "TextSource", "Note", "Representation", "TextDescription", "Transcript":
		return true
	}
	return false
}

// readTexts reads the text of each source and settles how its positions are counted; then it is known whether the names of
// the project's selections hold their text, and what does not fit its name is refused.
func (r *reader) readTexts(root *node) {
	var order []*node
	var walk func(n *node)
	walk = func(n *node) {
		if textual(n.name) {
			order = append(order, n)
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(root)
	sum := sha256.New()
	for _, n := range order {
		t := &reading{spans: map[*node]span{}, points: map[*node]int{}, refused: map[*node]refusal{}}
		r.texts[n] = t
		t.content = settle(r.rawText(n, t))
		t.text = string(t.content.runes)
		digest(sum, t.text)
	}
	r.sealed = root.seal != "" && root.seal == hex.EncodeToString(sum.Sum(nil))
	fit := 0
	var differ []differing
	for _, n := range order {
		f, d := r.readText(n)
		fit, differ = fit+f, append(differ, d...)
	}
	r.judgeNames(fit, differ)
	for _, n := range order {
		t := r.texts[n]
		if t.failed != "" {
			continue // told already
		}
		for _, k := range n.kids {
			why, refused := t.refused[k]
			if !refused || why.unsure && !r.quoting {
				continue
			}
			r.suggest(k, why.suggestion, why.code, why.args...)
			r.reject(k, why.code)
		}
	}
}

// digest adds a text to the digest of all texts.
func digest(sum hash.Hash, text string) {
	sum.Write([]byte(text))
	sum.Write([]byte{0xff}) // in no UTF-8 text
}

// reject leaves a selection out, with its codings.
func (r *reader) reject(n *node, code string) {
	if c := countCodings(n); c > 0 {
		r.receipt.Rows += c
		r.rejected[code] += c
	}
	r.index.lose(n)
}

// countCodings counts the codings inside an element: one for each code.
func countCodings(n *node) int {
	if n.name == "Coding" {
		return max(1, len(n.all("CodeRef")))
	}
	c := 0
	for _, k := range n.kids {
		c += countCodings(k)
	}
	return c
}

// readText reads one text and its positions; it tells how many names of selections fit, and which do not.
func (r *reader) readText(n *node) (fit int, differ []differing) {
	t := r.texts[n]
	c := t.content
	t.content = nil
	marks := marksOf(n)
	if t.failed != "" {
		for _, m := range marks {
			if m.node.name == "PlainTextSelection" {
				r.reject(m.node, t.failed)
				t.refused[m.node] = refusal{code: t.failed}
			}
		}
	}
	if t.failed != "" {
		return 0, nil
	}
	by := r.count(n, c, marks)
	var scale []int32
	if !c.plain(by) {
		scale = c.scale(by, nil)
	}
	at := func(p int) (int, bool) {
		if scale == nil {
			return p, p >= 0 && p <= len(c.runes)
		}
		return place(scale, p)
	}
	for _, k := range n.all("SyncPoint") {
		p, ok := integer(k.get("position"))
		if !ok {
			if raw, is := k.attr("position"); is {
				r.problem(k, "refi_bad_value", "position", raw)
			}
			continue
		}
		if i, ok := at(p); ok {
			t.points[k] = i
		} else if p >= 0 {
			r.problem(k, "refi_offsets_beyond", strconv.Itoa(p), strconv.Itoa(p), strconv.Itoa(len(c.runes)))
		}
	}
	for _, m := range marks {
		switch {
		case m.bad != nil:
			t.refused[m.node] = *m.bad
			continue
		case !m.known:
			t.spans[m.node] = span{}
			continue
		}
		start, ok1 := at(m.start)
		end, ok2 := at(m.end)
		if !ok1 || !ok2 || start > end {
			if m.node.name == "TranscriptSelection" {
				t.spans[m.node] = span{}
				continue // the sync point has been told
			}
			t.refused[m.node] = refusal{code: "refi_offsets_beyond",
				args: []string{strconv.Itoa(m.start), strconv.Itoa(m.end), strconv.Itoa(len(c.runes))}}
			continue
		}
		t.spans[m.node] = span{start: start, end: end, known: true}
		name := quoted(m.node.get("name"))
		if len(name) == 0 || r.sealed {
			continue
		}
		if fits(name, c.runes[start:end]) != fitsNot {
			fit++
			continue
		}
		differ = append(differ, differing{n, m.node, name, t.spans[m.node], clip(c.runes[start:end])})
	}
	return fit, differ
}

// clip shortens a text for a message.
func clip(r []rune) string {
	s := strings.Join(strings.Fields(string(r[:min(len(r), 40)])), " ")
	if len(r) > 40 {
		s += "…"
	}
	return s
}

// mark is a selection of a text as the file counts it.
type mark struct {
	node       *node
	start, end int
	known      bool
	bad        *refusal
}

// marksOf reads the positions of the selections of a text.
func marksOf(n *node) []mark {
	points := map[string]*node{}
	for _, k := range n.all("SyncPoint") {
		if raw, ok := k.attr("guid"); ok {
			g, _ := canonical(raw)
			if points[g] == nil {
				points[g] = k
			}
		}
	}
	position := func(k *node, attr string) (int, bool) {
		raw, ok := k.attr(attr)
		if !ok {
			return 0, false
		}
		g, _ := canonical(raw)
		if points[g] == nil {
			return 0, false
		}
		return integer(points[g].get("position"))
	}
	var out []mark
	for _, k := range n.kids {
		m := mark{node: k}
		switch k.name {
		case "PlainTextSelection":
			for _, a := range []struct {
				attr string
				to   *int
			}{{"startPosition", &m.start}, {"endPosition", &m.end}} {
				raw, there := k.attr(a.attr)
				v, ok := integer(raw)
				switch {
				case !there:
					m.bad = &refusal{code: "refi_missing_attribute", args: []string{a.attr}}
				case !ok:
					m.bad = &refusal{code: "refi_bad_value", args: []string{a.attr, raw}}
				}
				if *a.to = v; m.bad != nil {
					break
				}
			}
			m.known = m.bad == nil
		case "TranscriptSelection":
			var from, to bool
			m.start, from = position(k, "fromSyncPoint")
			m.end, to = position(k, "toSyncPoint")
			m.known = from && to && m.start >= 0 && m.end >= 0
		default:
			continue
		}
		out = append(out, m)
	}
	return out
}

// count finds the way of counting under which the names of the selections fit best, and tells where it is not the standard's.
func (r *reader) count(n *node, c *content, marks []mark) counting {
	ways := c.countings()
	type named struct {
		mark
		name []rune
	}
	var check []named
	for _, m := range marks {
		if name := quoted(m.node.get("name")); m.known && len(name) > 0 {
			check = append(check, named{m, name})
		}
	}
	if len(check) == 0 || len(ways) == 1 || r.sealed {
		return ways[0]
	}
	best, bestScore, bestFit, usual := ways[0], 0, 0, 0
	var scale []int32
	for w, by := range ways {
		scale = c.scale(by, scale)
		score, fit := 0, 0
		for _, m := range check {
			a, ok1 := place(scale, m.start)
			b, ok2 := place(scale, m.end)
			if !ok1 || !ok2 || a > b {
				continue
			}
			f := fits(m.name, c.runes[a:b])
			if score += f; f != fitsNot {
				fit++
			}
		}
		if w == 0 {
			usual = fit
		}
		if fit > bestFit || fit == bestFit && score > bestScore {
			best, bestScore, bestFit = by, score, fit
		}
	}
	of := strconv.Itoa(len(check))
	args := []string{sourceName(n), strconv.Itoa(bestFit), of, strconv.Itoa(usual)}
	if best.bom {
		r.note("refi.counted_bom", args...)
	}
	if best.lines == asOne {
		r.note("refi.counted_lines_one", args...)
	}
	if best.lines == asTwo {
		r.note("refi.counted_lines_two", args...)
	}
	if best.pairs {
		r.note("refi.counted_pairs", args...)
	}
	return best
}

// sourceName names a source in a note.
func sourceName(n *node) string {
	if name := n.get("name"); name != "" {
		return name
	}
	return n.name + " " + n.guid
}

// rawText finds the text of a source: its file, its content in the XML, or its formatted document.
func (r *reader) rawText(n *node, t *reading) string {
	inline := n.child("PlainTextContent")
	path, hasPath := n.attr("plainTextPath")
	richPath, hasRich := n.attr("richTextPath")
	hasPath, hasRich = hasPath && path != "", hasRich && richPath != ""
	if hasRich {
		b, code, args := r.fetch(n, richPath, r.options.Limits.MaxText)
		switch {
		case code == "":
			t.rich, t.richExt = b, extension(richPath)
		case code == "refi_path_leaves", !hasPath && inline == nil:
			r.problem(n, code, args...)
			if !hasPath && inline == nil {
				t.failed = code
			}
		default:
			r.odd["refi.rich_missing"]++
		}
	}
	if hasPath {
		b, code, args := r.fetch(n, path, r.options.Limits.MaxText)
		if code == "" {
			return r.charge(n, t, r.decode(n, b))
		}
		r.problem(n, code, args...)
		if inline == nil {
			t.failed = code
			return ""
		}
	}
	if inline != nil {
		t.inline = true
		return r.charge(n, t, inline.text)
	}
	if hasPath || t.rich == nil {
		if t.failed == "" && len(n.all("PlainTextSelection")) > 0 {
			t.failed = "refi_no_text"
			r.problem(n, "refi_no_text")
		}
		return ""
	}
	switch {
	case t.richExt == "txt":
		return r.charge(n, t, r.decode(n, t.rich))
	case bytes.HasPrefix(t.rich, []byte("PK")) && r.options.DocxText != nil && !r.afford(t.rich):
		t.failed = "refi_text_large"
		r.problem(n, "refi_text_large", strconv.FormatInt(r.options.Limits.MaxUnzipped, 10))
	case bytes.HasPrefix(t.rich, []byte("PK")) && r.options.DocxText != nil:
		s, err := r.options.DocxText(t.rich)
		if err == nil {
			r.odd["refi.docx_text"]++
			return r.charge(n, t, s)
		}
		r.burden(err)
		t.failed = "refi_text_unreadable"
		r.problem(n, "refi_text_unreadable", richPath, err.Error())
	default:
		t.failed = "refi_rich_only"
		r.problem(n, "refi_rich_only", richPath)
	}
	return ""
}

// charge counts a text against the limits.
func (r *reader) charge(n *node, t *reading, s string) string {
	r.taken += int64(len(s))
	if int64(len(s)) > r.options.Limits.MaxText || r.taken > r.options.Limits.MaxTexts {
		t.failed = "refi_text_large"
		r.problem(n, "refi_text_large", strconv.FormatInt(min(r.options.Limits.MaxText, r.options.Limits.MaxTexts), 10))
		return ""
	}
	return s
}

// fetch reads the file that a path names. code and args are those of the problem where it cannot.
func (r *reader) fetch(n *node, path string, limit int64) (b []byte, code string, args []string) {
	name, w, outer := r.archive.locate(path)
	switch w {
	case leaves:
		return nil, "refi_path_leaves", []string{path}
	case isOutside:
		return nil, "refi_path_outside", []string{path}
	case isNowhere:
		return nil, "refi_path_missing", []string{path}
	}
	if outer {
		r.odd["refi.outer_inside"]++
	}
	b, err := r.archive.member(name, limit)
	if err != nil {
		c, a := codeOf(err)
		return nil, "refi_text_unreadable", []string{path, words(c, a)}
	}
	return b, "", nil
}

// decode makes a text of a file: UTF-8, as the standard has it, or UTF-16 with its mark; else GB18030 where that fits, else
// Windows-1252, both told.
func (r *reader) decode(n *node, b []byte) string {
	if bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		r.note("refi.encoding", sourceName(n), "UTF-16")
		return "\ufeff" + decodeUTF16(b)
	}
	if utf8.Valid(b) {
		return string(b)
	}
	if s, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b); err == nil && !bytes.ContainsRune(s, utf8.RuneError) {
		r.note("refi.encoding", sourceName(n), "GB18030")
		return string(s)
	}
	r.note("refi.encoding", sourceName(n), "Windows-1252")
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(s)
}
