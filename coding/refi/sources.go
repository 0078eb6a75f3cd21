package refi

import "strings"

// source reads a source of any kind; kind is not the element's name for notes and what stands for other sources.
func (r *reader) source(n *node, kind Kind) Source {
	s := Source{Kind: kind, GUID: n.guid, Name: n.get("name"), Description: n.words("Description"), Audit: r.audit(n)}
	if s.isText() {
		r.textSource(n, &s)
	} else {
		r.mediumSource(n, &s)
	}
	s.Codings = r.codings(n)
	s.NoteRefs = r.notes(n)
	s.Values = r.values(n)
	return s
}

// textSource fills in the text, its sync points and its selections.
func (r *reader) textSource(n *node, s *Source) {
	t := r.texts[n]
	s.Text, s.Inline, s.Rich, s.RichExt = t.text, t.inline, t.rich, t.richExt
	for _, k := range n.all("SyncPoint") {
		p := SyncPoint{GUID: k.guid, Time: -1, Position: -1}
		if v, ok := integer(k.get("timeStamp")); ok && v >= 0 {
			p.Time = v
		}
		if i, ok := t.points[k]; ok {
			p.Position = i
		}
		s.Syncs = append(s.Syncs, p)
	}
	for _, k := range n.kids {
		if k.name != "PlainTextSelection" && k.name != "TranscriptSelection" {
			continue
		}
		if why, refused := t.refused[k]; refused && (!why.unsure || r.quoting) {
			continue
		}
		at := t.spans[k]
		sel := Selection{Start: at.start, End: at.end}
		r.common(k, &sel)
		if k.name == "TranscriptSelection" {
			sel.From, sel.To = r.ref(k, "fromSyncPoint", "sync", false), r.ref(k, "toSyncPoint", "sync", false)
			if !at.known || sel.From == "" || sel.To == "" {
				sel.Start, sel.End = -1, -1
			}
		}
		s.Selections = append(s.Selections, sel)
	}
}

// mediumSource fills in the medium, the texts that stand for it and the selections of its parts.
func (r *reader) mediumSource(n *node, s *Source) {
	s.CurrentPath = n.get("currentPath")
	if p := n.get("path"); p != "" {
		r.medium(n, p, s)
	}
	for _, k := range n.kids {
		switch k.name {
		case "Representation", "TextDescription":
			s.Texts = append(s.Texts, r.source(k, Text))
		case "Transcript":
			s.Texts = append(s.Texts, r.source(k, Transcript))
		case "PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection":
			var sel Selection
			var ok bool
			switch k.name {
			case "PDFSelection":
				ok = r.numbers(k, "page", &sel.Page, "firstX", &sel.X1, "firstY", &sel.Y1, "secondX", &sel.X2, "secondY", &sel.Y2)
			case "PictureSelection":
				ok = r.numbers(k, "firstX", &sel.X1, "firstY", &sel.Y1, "secondX", &sel.X2, "secondY", &sel.Y2)
			default:
				ok = r.numbers(k, "begin", &sel.Start, "end", &sel.End)
			}
			if !ok {
				r.reject(k, r.problems[len(r.problems)-1].Code)
				continue
			}
			r.common(k, &sel)
			if rep := k.child("Representation"); rep != nil {
				t := r.source(rep, Text)
				sel.Representation = &t
			}
			r.countRegions(k.name, len(sel.Codings))
			s.Selections = append(s.Selections, sel)
		}
	}
}

// medium finds a medium: kept if it is in the archive and small enough, by its path if it is elsewhere, else by name only.
func (r *reader) medium(n *node, p string, s *Source) {
	name, w, _ := r.archive.locate(p)
	switch w {
	case leaves:
		r.problem(n, "refi_path_leaves", p)
	case isNowhere:
		r.problem(n, "refi_path_missing", p)
	case isOutside:
		s.Path = p
		r.odd["refi.media_outside"]++
	case isInside:
		if size := int64(r.archive.members[name].UncompressedSize64); r.media+size > r.options.Limits.MaxMedia {
			r.odd["refi.media_by_name"]++
			return
		}
		b, err := r.archive.member(name, r.options.Limits.MaxMedia)
		if err != nil {
			c, a := codeOf(err)
			r.problem(n, "refi_text_unreadable", p, words(c, a))
			return
		}
		r.media += int64(len(b))
		s.Data, s.DataExt = b, extension(name)
	}
}

// common reads what all selections have.
func (r *reader) common(n *node, s *Selection) {
	s.GUID, s.Name, s.Description, s.Audit = n.guid, n.get("name"), n.words("Description"), r.audit(n)
	s.Codings, s.NoteRefs = r.codings(n), r.notes(n)
}

// countRegions counts the codings of regions and times, which have no text of their own.
func (r *reader) countRegions(element string, codings int) {
	if codings > 0 {
		r.odd["refi.codings_on_"+strings.ToLower(strings.TrimSuffix(element, "Selection"))] += codings
	}
}

// codings reads the codings directly inside an element: one for each code. One without code, or with a code that is not
// defined, is left out.
func (r *reader) codings(n *node) []Coding {
	var out []Coding
	for _, k := range n.all("Coding") {
		refs := k.all("CodeRef")
		r.receipt.Rows += max(1, len(refs))
		if len(refs) == 0 {
			r.problem(k, "refi_missing_attribute", "CodeRef")
			r.rejected["refi_missing_attribute"]++
			r.index.lose(k)
			continue
		}
		base := Coding{GUID: k.guid, CreatingUser: r.user(k, "creatingUser"), Created: r.time(k, "creationDateTime"), NoteRefs: r.notes(k)}
		kept := 0
		for _, ref := range refs {
			raw := ref.get("targetGUID")
			code, _ := canonical(raw)
			if strings.TrimSpace(raw) == "" || !r.index.has("code", code) {
				r.problem(k, "refi_undefined_code", strings.Trim(strings.TrimSpace(raw), "{}"))
				r.rejected["refi_undefined_code"]++
				continue
			}
			c := base
			if c.Code = code; kept > 0 {
				c.GUID = GUID(k.guid, "coding", code)
				r.odd["refi.several_codes"]++
			}
			kept++
			r.receipt.Used++
			out = append(out, c)
		}
		if kept == 0 {
			r.index.lose(k)
		}
	}
	return out
}
