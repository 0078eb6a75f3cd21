package dialect

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

func docKey(group, name string) string { return group + "\x1f" + name }

// documents gives each document of the file its id: what a person mapped, else a safe form of its name. Where several
// documents have one safe form, the group stands before it, or else a digest of the name behind it.
func (b *builder) documents() map[string]string {
	type doc struct{ group, name string }
	var all []doc
	seen := map[string]bool{}
	enter := func(group, name string) {
		if k := docKey(group, name); !seen[k] {
			seen[k] = true
			all = append(all, doc{group, name})
		}
	}
	for _, d := range b.docs {
		enter(d.group, d.name)
	}
	for _, u := range b.units {
		enter(u.group, u.document)
	}
	for i := range b.marks {
		enter(b.marks[i].group, b.marks[i].document)
	}
	out := map[string]string{}
	held := map[string][]doc{} // by safe form
	for _, d := range all {
		if to, ok := b.opts.Map.document(d.group+" > "+d.name, d.name); ok && to != "" {
			out[docKey(d.group, d.name)] = to
			continue
		}
		if id := b.docIDs[docKey(d.group, d.name)]; id != "" {
			out[docKey(d.group, d.name)] = id
			continue
		}
		k := strings.ToLower(safeID(d.name))
		held[k] = append(held[k], d)
	}
	taken := map[string]bool{}
	for _, d := range all {
		key := docKey(d.group, d.name)
		if out[key] != "" {
			continue
		}
		id := safeID(d.name)
		if rivals := held[strings.ToLower(id)]; len(rivals) > 1 {
			grouped := map[string]bool{}
			for _, r := range rivals {
				grouped[strings.ToLower(safeID(r.group))] = true
			}
			if len(grouped) == len(rivals) && safeID(d.group) != "" {
				id = safeID(d.group) + "_" + id
			} else {
				id += "-" + digest(6, d.group, d.name)
			}
			b.why = append(b.why, coding.ReceiptNote{Code: "dialect.same_document_name", Args: []string{d.name, id}})
		}
		if taken[strings.ToLower(id)] {
			id += "-" + digest(6, d.group, d.name)
		}
		taken[strings.ToLower(id)] = true
		out[key] = id
	}
	named := map[string]int{}
	for _, d := range all {
		named[nameKey(d.name)]++
	}
	for _, d := range all {
		from := d.name
		if named[nameKey(d.name)] > 1 {
			from = d.group + " > " + d.name
		}
		b.file.found.Documents = append(b.file.found.Documents, Pair{From: from, To: out[docKey(d.group, d.name)]})
	}
	return out
}

// namedCases makes a case of each group of documents.
func (b *builder) namedCases(im *Import) map[string]string {
	out := map[string]string{"": ""}
	ids := map[string]bool{}
	for i := range im.Cases {
		ids[im.Cases[i].ID] = true
	}
	enter := func(group string, pos coding.Pos) {
		if _, done := out[group]; done {
			return
		}
		id := cmp.Or(b.caseIDs[group], safeID(group))
		if to, ok := b.opts.Map.caseOf(group); ok && to != "" {
			id = to
		}
		b.file.found.Cases = append(b.file.found.Cases, Pair{From: group, To: id})
		if id == "-" {
			id = ""
		}
		out[group] = id
		if id != "" && !ids[id] {
			ids[id] = true
			pos.Col = 0
			im.Cases = append(im.Cases, coding.Case{Pos: pos, ID: id, Name: group, Invited: -1})
		}
	}
	for _, d := range b.docs {
		enter(d.group, d.pos)
	}
	for i := range b.marks {
		enter(b.marks[i].group, b.marks[i].pos)
	}
	return out
}

// codingKey tells codings of one coder apart.
type codingKey struct{ pass, coder, interview, segment, code string }

// layers makes the segments and the coders' layers. A code given twice to one segment by one coder counts once.
func (b *builder) layers(im *Import, interview func(group, name string, pos coding.Pos) string) {
	type row struct {
		coding.Coding
		attrs coding.Attrs
	}
	var rows []row
	texts := map[[2]string]int{} // index of the segment, from 1
	done := map[codingKey]bool{}
	names := map[string]string{}
	var coders []string
	times := map[string]int{}
	var nameless coding.Pos
	unnamed, repeated := 0, map[*tally]int{}
	for _, u := range b.units {
		id := interview(u.group, u.document, u.pos)
		if key := [2]string{id, u.id}; id != "-" && texts[key] == 0 {
			im.Segments = append(im.Segments, coding.Segment{Pos: u.pos, Interview: id, ID: u.id, Speaker: u.speaker, Text: u.text, Period: u.period})
			texts[key] = len(im.Segments)
		}
	}
	for i := range b.marks {
		m := &b.marks[i]
		coder, known := names[m.coder]
		if !known {
			coder = b.coder(m.coder)
			names[m.coder] = coder
			if m.coder != "" {
				coders = append(coders, m.coder)
			}
		}
		times[m.coder]++
		id := interview(m.group, m.document, m.pos)
		switch {
		case coder == "":
			if unnamed++; unnamed == 1 {
				nameless = m.pos
			}
			m.receipt.excluded["dialect.ambiguous_coder"]++
			continue
		case coder == "-" || id == "-":
			m.receipt.excluded["dialect.left_out"]++
			continue
		}
		pass := cmp.Or(m.pass, b.opts.Map.value("pass"), b.opts.Pass, "1")
		segment := safeID(m.segment)
		if segment == "" {
			segment = "s" + digest(12, safeID(m.document), m.place, strings.Join(strings.Fields(m.text), " "))
		}
		key := [2]string{id, segment}
		if k := texts[key]; k == 0 {
			texts[key] = len(im.Segments) + 1
			im.Segments = append(im.Segments, coding.Segment{Pos: m.pos, Interview: id, ID: segment, Speaker: m.speaker, Text: m.text, Period: m.period})
		} else if s := &im.Segments[k-1]; !m.part && nameKey(s.Text) != nameKey(m.text) {
			b.problem(m.pos, "text_differs", "", segment, s.Pos.String())
			m.receipt.rejected["text_differs"]++
			continue
		}
		used, left := 0, 0
		codes := m.codes
		if len(codes) == 0 && m.reviewed {
			codes = []given{{}}
		}
		for _, g := range codes {
			code := ""
			if len(g.path) > 0 {
				if code = b.codes.at(g.path).id; code == "-" {
					left++
					continue
				}
			}
			k := codingKey{pass, coder, id, segment, code}
			if done[k] {
				continue
			}
			done[k] = true
			used++
			c := coding.Coding{Pos: m.pos.At(g.col), Pass: pass, Coder: coder, Interview: id, Segment: segment, Code: code, Intensity: cmp.Or(g.intensity, m.intensity),
				Direction: m.direction, HasDir: m.hasDir, State: m.state, HasState: m.hasState, Period: m.period, LinkTo: m.links, Memo: joined(m.memo, g.memo), From: m.from, To: m.to}
			c.Rated = c.Intensity > 0 && c.HasDir
			rows = append(rows, row{c, m.attrs})
		}
		switch {
		case used > 0:
			m.receipt.Used++
		case left > 0:
			m.receipt.excluded["dialect.left_out"]++
		default:
			m.receipt.excluded["dialect.repeated_row"]++
			repeated[m.receipt]++
		}
	}
	for t, n := range repeated {
		t.Notes = append(t.Notes, coding.ReceiptNote{Code: "dialect.repeated_rows", Args: []string{strconv.Itoa(n)}})
	}
	if unnamed > 0 {
		b.problem(coding.Pos{File: nameless.File, Sheet: nameless.Sheet}, "dialect.ambiguous_coder", "", strconv.Itoa(unnamed), "--coder")
	}
	slices.SortStableFunc(rows, func(x, y row) int {
		return cmp.Or(comparePass(x.Pass, y.Pass), strings.Compare(x.Coder, y.Coder))
	})
	im.Codings = make([]coding.Coding, 0, len(rows))
	im.Attrs = make([]coding.Attrs, 0, len(rows))
	for _, r := range rows {
		im.Codings, im.Attrs = append(im.Codings, r.Coding), append(im.Attrs, r.attrs)
	}
	for _, c := range coders {
		b.file.found.Coders = append(b.file.found.Coders, Pair{From: c, To: names[c], Found: strconv.Itoa(times[c])})
	}
}

// coder is the name that a coder goes by in the study.
func (b *builder) coder(name string) string {
	if name == "" {
		name = cmp.Or(b.opts.Coder, b.opts.Map.value("coder"))
	}
	if to, ok := b.opts.Map.coderOf(name); ok && to != "" {
		name = to
	}
	if name == "-" {
		return name
	}
	return safeCoder(name)
}

func comparePass(a, b string) int {
	x, errA := strconv.Atoi(a)
	y, errB := strconv.Atoi(b)
	if errA == nil && errB == nil && x != y {
		return cmp.Compare(x, y)
	}
	return strings.Compare(a, b)
}

// joined puts memos below one another.
func joined(memos ...string) string {
	var out []string
	for _, m := range memos {
		if m != "" && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return strings.Join(out, "\n")
}
