package dialect

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

func docKey(group, name string) string { return group + "\x1f" + name }

// docName is a document by its group and its name.
type docName struct{ group, name string }

func (d docName) key() string { return docKey(d.group, d.name) }

// documentNames lists the documents that the file knows or names, each once.
func (b *builder) documentNames() []docName {
	var all []docName
	seen := map[docName]bool{}
	enter := func(group, name string) {
		if d := (docName{group, name}); !seen[d] {
			seen[d] = true
			all = append(all, d)
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
	return all
}

// documents gives each document of the file its id: what a person mapped, what the file gives, else a safe form of its name.
// Where several documents have one safe form, the group stands before it, or else a digest of the name behind it.
func (b *builder) documents() map[string]string {
	all := b.documentNames()
	mapped := b.mappedDocuments(all)
	out := maps.Clone(mapped)
	held := map[string][]docName{} // by safe form
	for _, d := range all {
		switch {
		case out[d.key()] != "":
		case b.docIDs[d.key()] != "":
			out[d.key()] = b.docIDs[d.key()]
		default:
			k := strings.ToLower(safeID(d.name))
			held[k] = append(held[k], d)
		}
	}
	taken := map[string]bool{}
	for _, d := range all {
		if out[d.key()] != "" {
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
		out[d.key()] = id
	}
	b.byText(out, func(d docName) bool { return mapped[d.key()] != "" || b.docIDs[d.key()] != "" })
	b.apart(out)
	times := map[string]int{}
	for _, d := range all {
		times[nameKey(d.name)]++
	}
	for _, d := range all {
		from := d.name
		if times[nameKey(d.name)] > 1 {
			from = d.group + " > " + d.name
		}
		b.file.found.Documents = append(b.file.found.Documents, Pair{From: from, To: out[d.key()]})
	}
	return out
}

// mappedDocuments are the ids that a person gave, made safe; - leaves a document out.
func (b *builder) mappedDocuments(all []docName) map[string]string {
	out := map[string]string{}
	var ids []string
	for _, d := range all {
		if id, ok := b.opts.Map.document(d.group+" > "+d.name, d.name); ok && id != "" {
			if out[d.key()] = id; id != "-" {
				ids = append(ids, id)
			}
		}
	}
	safe := b.fileNames(ids, safeDocument)
	for k, id := range out {
		if id != "-" {
			out[k] = safe[id]
		}
	}
	return out
}

// apart puts a digest behind ids that a map or the file gave and that differ from another in letter case alone: their files
// would be one on some systems.
func (b *builder) apart(of map[string]string) {
	spellings := map[string]map[string]bool{}
	for _, id := range of {
		k := strings.ToLower(id)
		if spellings[k] == nil {
			spellings[k] = map[string]bool{}
		}
		spellings[k][id] = true
	}
	told := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(of)) {
		if id := of[key]; len(spellings[strings.ToLower(id)]) > 1 {
			of[key] = id + "-" + digest(6, id)
			if !told[id] {
				told[id] = true
				b.why = append(b.why, coding.ReceiptNote{Code: "dialect.same_file_name", Args: []string{id, of[key]}})
			}
		}
	}
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
