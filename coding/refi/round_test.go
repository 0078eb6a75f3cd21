package refi

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// drawer makes projects that the format can hold.
type drawer struct {
	*rapid.T
	n                                                   int
	users, codes, variables, notes, sources, selections []string
}

func (d *drawer) guid() string { d.n++; return GUID("drawn", "", fmt.Sprint(d.n)) }

// words draws a text without what XML cannot hold.
func (d *drawer) words(label string, empty bool) string {
	low := 1
	if empty {
		low = 0
	}
	return string(rapid.SliceOfN(rapid.SampledFrom([]rune("a甲😀 <&>\"'\n\t乙\u2028é]")), low, 8).Draw(d.T, label))
}

func (d *drawer) one(from []string, empty bool) string {
	if len(from) == 0 || empty && rapid.Bool().Draw(d.T, "none") {
		return ""
	}
	return rapid.SampledFrom(from).Draw(d.T, "one")
}

func (d *drawer) some(from []string) []string {
	if len(from) == 0 {
		return nil
	}
	n := rapid.IntRange(0, 2).Draw(d.T, "n")
	var out []string
	for range n {
		out = append(out, rapid.SampledFrom(from).Draw(d.T, "ref"))
	}
	return out
}

func many[T any](d *drawer, make func() T) []T {
	var out []T
	for range rapid.IntRange(0, 2).Draw(d.T, "many") {
		out = append(out, make())
	}
	return out
}

func (d *drawer) time() string {
	return d.one([]string{"2024-05-06T07:08:09Z", "1999-12-31T23:59:59.5+08:00", "2024-02-29T00:00:00"}, true)
}

func (d *drawer) audit() Audit {
	return Audit{CreatingUser: d.one(d.users, true), Created: d.time(), ModifyingUser: d.one(d.users, true), Modified: d.time()}
}

func (d *drawer) color() string { return d.one([]string{"#123", "#AbCdEf"}, true) }

func (d *drawer) code(depth int) Code {
	c := Code{GUID: d.guid(), Name: "c" + d.words("name", true), Color: d.color(), NotCodable: rapid.Bool().Draw(d.T, "heading"),
		Description: d.words("description", true), NoteRefs: d.some(d.notes)}
	d.codes = append(d.codes, c.GUID)
	if depth < 3 {
		c.Codes = many(d, func() Code { return d.code(depth + 1) })
	}
	return c
}

func (d *drawer) value() Value {
	v := rapid.SampledFrom([]Value{{"", "Text", ""}, {"", "Text", " x\n"}, {"", "Boolean", "true"}, {"", "Integer", "-3"}, {"", "Float", "2.50"},
		{"", "Date", "2024-02-29"}, {"", "DateTime", "2024-02-29T01:02:03Z"}, {}}).Draw(d.T, "value")
	v.Variable = d.one(d.variables, false)
	return v
}

func (d *drawer) values() []Value {
	if len(d.variables) == 0 {
		return nil
	}
	return many(d, d.value)
}

func (d *drawer) codings() []Coding {
	if len(d.codes) == 0 {
		return nil
	}
	return many(d, func() Coding {
		return Coding{GUID: d.guid(), CreatingUser: d.one(d.users, true), Created: d.time(), Code: d.one(d.codes, false), NoteRefs: d.some(d.notes)}
	})
}

func (d *drawer) selection() Selection {
	s := Selection{GUID: d.guid(), Description: d.words("description", true), Audit: d.audit(), Codings: d.codings(), NoteRefs: d.some(d.notes)}
	d.selections = append(d.selections, s.GUID)
	return s
}

func (d *drawer) text(kind Kind, guid string) Source {
	s := Source{Kind: kind, GUID: guid, Name: d.words("name", true), Description: d.words("description", true), Audit: d.audit(),
		Text: d.words("text", true) + d.words("text", true), Inline: rapid.Bool().Draw(d.T, "inline"), NoteRefs: d.some(d.notes)}
	runes := []rune(s.Text)
	if rapid.Bool().Draw(d.T, "rich") {
		s.Rich, s.RichExt = []byte("PK"+s.Text), d.one([]string{"docx", "txt", "rtf"}, true)
	}
	if kind == Transcript {
		s.Syncs = many(d, func() SyncPoint {
			return SyncPoint{GUID: d.guid(), Time: rapid.IntRange(-1, 5).Draw(d.T, "time"), Position: rapid.IntRange(-1, len(runes)).Draw(d.T, "position")}
		})
		s.Selections = many(d, func() Selection {
			sel := d.selection()
			sel.Start, sel.End = -1, -1
			if len(s.Syncs) > 0 {
				a, b := rapid.SampledFrom(s.Syncs).Draw(d.T, "from"), rapid.SampledFrom(s.Syncs).Draw(d.T, "to")
				sel.From, sel.To = a.GUID, b.GUID
				if a.Position >= 0 && b.Position >= a.Position {
					sel.Start, sel.End = a.Position, b.Position
				}
			}
			return sel
		})
		return s
	}
	s.Selections = many(d, func() Selection {
		sel := d.selection()
		sel.Start = rapid.IntRange(0, len(runes)).Draw(d.T, "start")
		sel.End = rapid.IntRange(sel.Start, len(runes)).Draw(d.T, "end")
		if sel.Name = d.words("name", true); rapid.Bool().Draw(d.T, "quoting") {
			sel.Name = string(runes[sel.Start:sel.End])
		}
		return sel
	})
	s.Codings, s.Values = d.codings(), d.values()
	return s
}

func (d *drawer) source(guid string) Source {
	kind := rapid.SampledFrom([]Kind{Text, Picture, PDF, Audio, Video}).Draw(d.T, "kind")
	if kind == Text {
		return d.text(Text, guid)
	}
	s := Source{Kind: kind, GUID: guid, Name: d.words("name", true), Audit: d.audit(), CurrentPath: d.words("path", true), Codings: d.codings(),
		NoteRefs: d.some(d.notes), Values: d.values()}
	if rapid.Bool().Draw(d.T, "kept") {
		s.Data, s.DataExt = []byte("data"), "bin"
	} else {
		s.Path = d.one([]string{"relative:///x/y.mp4", "absolute:///C:/y.mp4"}, true)
	}
	number := func() int { return rapid.IntRange(-9, 9).Draw(d.T, "number") }
	s.Selections = many(d, func() Selection {
		sel := d.selection()
		sel.Name = d.words("name", true)
		switch kind {
		case Audio, Video:
			sel.Start, sel.End = number(), number()
		case PDF:
			sel.Page = number()
			fallthrough
		default:
			sel.X1, sel.Y1, sel.X2, sel.Y2 = number(), number(), number(), number()
		}
		if kind == PDF && rapid.Bool().Draw(d.T, "represented") {
			t := d.text(Text, d.guid())
			sel.Representation = &t
		}
		return sel
	})
	switch kind {
	case Audio, Video:
		s.Texts = many(d, func() Source { return d.text(Transcript, d.guid()) })
	default:
		if rapid.Bool().Draw(d.T, "represented") {
			s.Texts = []Source{d.text(Text, d.guid())}
		}
	}
	return s
}

func (d *drawer) project() *Project {
	p := &Project{Name: "p" + d.words("name", true), Origin: d.words("origin", true), Created: d.time(), Modified: d.time(),
		BasePath: d.words("base", true), Description: d.words("description", true)}
	p.Users = many(d, func() User {
		u := User{GUID: d.guid(), Name: d.words("name", true), ID: d.words("id", true)}
		d.users = append(d.users, u.GUID)
		return u
	})
	p.CreatingUser, p.ModifyingUser = d.one(d.users, true), d.one(d.users, true)
	d.notes = many(d, d.guid)
	p.Codes = many(d, func() Code { return d.code(0) })
	p.Variables = many(d, func() Variable {
		v := Variable{GUID: d.guid(), Name: "v" + d.words("name", true), Type: rapid.SampledFrom(valueTypes).Draw(d.T, "type"), Description: d.words("description", true)}
		d.variables = append(d.variables, v.GUID)
		return v
	})
	d.sources = many(d, d.guid)
	for _, g := range d.sources {
		p.Sources = append(p.Sources, d.source(g))
	}
	for _, g := range d.notes {
		p.Notes = append(p.Notes, d.text(Text, g))
	}
	p.Cases = many(d, func() Case {
		return Case{GUID: d.guid(), Name: d.words("name", true), Description: d.words("description", true), CodeRefs: d.some(d.codes),
			Values: d.values(), SourceRefs: d.some(d.sources), Selections: d.some(d.selections)}
	})
	p.Links = many(d, func() Link {
		return Link{GUID: d.guid(), Name: d.words("name", true), Direction: d.one(directions, true), Color: d.color(),
			Origin: d.one(d.codes, true), Target: d.one(d.selections, true), NoteRefs: d.some(d.notes)}
	})
	p.Sets = many(d, func() Set {
		return Set{GUID: d.guid(), Name: "s" + d.words("name", true), Codes: d.some(d.codes), Sources: d.some(d.sources), Notes: d.some(d.notes)}
	})
	p.Graphs = many(d, func() Graph {
		g := Graph{GUID: d.guid(), Name: d.words("name", true)}
		g.Vertices = many(d, func() Vertex {
			v := Vertex{GUID: d.guid(), Represents: d.one(d.codes, true), X1: 3, Y1: -4, Shape: d.one(shapes, true), Color: d.color()}
			if rapid.Bool().Draw(d.T, "box") {
				v.Box, v.X2 = true, 8
			}
			return v
		})
		if n := len(g.Vertices); n > 0 {
			g.Edges = many(d, func() Edge {
				return Edge{GUID: d.guid(), Represents: d.one(d.notes, true), Source: g.Vertices[0].GUID, Target: g.Vertices[n-1].GUID,
					Direction: d.one(directions, true), LineStyle: d.one(lineStyles, true), Color: d.color()}
			})
		}
		return g
	})
	p.NoteRefs = d.some(d.notes)
	return p
}

// What is written is read again: all of it, and nothing else.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := (&drawer{T: rt}).project()
		again(quiet{t, rt}, p)
	})
}

// quiet lets the helpers of tests report to a property.
type quiet struct {
	testing.TB
	rt *rapid.T
}

func (q quiet) Helper()                   {}
func (q quiet) Error(a ...any)            { q.rt.Error(a...) }
func (q quiet) Errorf(s string, a ...any) { q.rt.Errorf(s, a...) }
func (q quiet) Fatal(a ...any)            { q.rt.Fatal(a...) }
func (q quiet) Fatalf(s string, a ...any) { q.rt.Fatalf(s, a...) }

func FuzzQDPX(f *testing.F) {
	for _, x := range fixtures {
		data := pack(f, x.name)
		f.Add(data, []byte(nil), []byte(nil))
		p, err := zipParts(data)
		if err == nil {
			f.Add([]byte(nil), p[0], p[1])
		}
	}
	lim := Limits{MaxFile: 1 << 20, MaxUnzipped: 4 << 20, MaxXML: 1 << 20, MaxElements: 20000, MaxText: 1 << 20, MaxTexts: 4 << 20}
	f.Fuzz(func(t *testing.T, whole, qde, text []byte) {
		if len(whole) == 0 {
			whole = pack(t, "", "project.qde", string(qde), "sources/00000031-0000-4000-8000-000000000000.txt", string(text))
		}
		p, _, err := ReadProject(bytes.NewReader(whole), int64(len(whole)), "f.qdpx", lim)
		if err != nil {
			return
		}
		if !p.Receipt.Balanced() {
			t.Fatalf("%+v", p.Receipt)
		}
		again(t, p)
	})
}
