package dialect

import (
	"bytes"
	"cmp"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// Map says what the names of a file stand for. [Propose] makes one of what was found; a person edits it; it answers what
// [Open] would ask. In every list To is what stands for From; empty means as found, and - means left out.
type Map struct {
	Name      string // of the file it was read from, for messages
	Layout    string // as in Options.As
	Sheet     string // the sheet to read, where several would do
	Columns   []Pair // header, or letter, of a column to the field that it fills
	Codes     []Pair // code, or its path joined by " > ", to a code of the study
	Coders    []Pair
	Documents []Pair // document, or its group and name joined by " > ", to interview id
	Cases     []Pair // group of documents to case id
	Values    []Pair // what every row has: case, coder, document, pass
}

// Pair is an entry of a map. Found tells what was found: how often, or with which values.
type Pair struct{ From, To, Found string }

// lists names the lists of a map in the order in which they are written.
var lists = []struct {
	name string
	of   func(*Map) *[]Pair
}{
	{"values", func(m *Map) *[]Pair { return &m.Values }},
	{"columns", func(m *Map) *[]Pair { return &m.Columns }},
	{"coders", func(m *Map) *[]Pair { return &m.Coders }},
	{"cases", func(m *Map) *[]Pair { return &m.Cases }},
	{"documents", func(m *Map) *[]Pair { return &m.Documents }},
	{"codes", func(m *Map) *[]Pair { return &m.Codes }},
}

// find looks a name up; the first entry wins.
func find(list []Pair, names ...string) (string, bool) {
	for _, n := range names {
		k := nameKey(n)
		for i := range list {
			if k != "" && nameKey(list[i].From) == k {
				return strings.TrimSpace(list[i].To), true
			}
		}
	}
	return "", false
}

// column is the field that a person gave a column, by its header, else by its letter in square brackets: [C]. One without a
// field stays as found.
func (m *Map) column(name string, col int) (string, bool) {
	if m == nil {
		return "", false
	}
	to, ok := find(m.Columns, "["+coding.ColumnName(col)+"]", name)
	switch to = strings.ToLower(to); {
	case !ok || to == "":
		return "", false
	case to == "attribute":
		return "", true
	}
	return to, true
}

func (m *Map) code(names ...string) (string, bool) {
	if m == nil {
		return "", false
	}
	return find(m.Codes, names...)
}

func (m *Map) coderOf(name string) (string, bool) {
	if m == nil {
		return "", false
	}
	return find(m.Coders, name)
}

func (m *Map) document(names ...string) (string, bool) {
	if m == nil {
		return "", false
	}
	return find(m.Documents, names...)
}

func (m *Map) caseOf(name string) (string, bool) {
	if m == nil {
		return "", false
	}
	return find(m.Cases, name)
}

// value is what every row has of a field.
func (m *Map) value(name string) string {
	if m == nil {
		return ""
	}
	v, _ := find(m.Values, name)
	return v
}

// Propose writes down what was found in a file, for a person to confirm: each column with its field, each code, coder,
// document and case with the id it was given, and what is still to be answered.
func Propose(im *Import) Map {
	m := im.found
	m.Layout = im.Layout
	m.Sheet = im.Receipt.Sheet
	m.Columns = nil
	for _, c := range im.Receipt.Columns {
		m.Columns = append(m.Columns, Pair{From: c.Header, To: cmp.Or(c.Field, "attribute")})
	}
	if im.Receipt.What == "coding" || im.Receipt.What == "codings" {
		m.Values = []Pair{{From: "coder"}, {From: "case"}, {From: "pass", To: "1"}}
	}
	return m
}

// YAML writes the map for a person to edit; [ReadMap] reads it. The bytes depend on the map alone.
func (m *Map) YAML() []byte {
	root := &yaml.Node{Kind: yaml.MappingNode}
	put := func(n *yaml.Node, key, value string) {
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, quotedNode(value))
	}
	put(root, "layout", m.Layout)
	if m.Sheet != "" {
		put(root, "sheet", m.Sheet)
	}
	for _, l := range lists {
		pairs := *l.of(m)
		if len(pairs) == 0 {
			continue
		}
		seq := &yaml.Node{Kind: yaml.SequenceNode}
		for _, p := range pairs {
			e := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
			put(e, "from", p.From)
			put(e, "to", p.To)
			if p.Found != "" {
				put(e, "found", p.Found)
			}
			seq.Content = append(seq.Content, e)
		}
		root.Content = append(root.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: l.name}, seq)
	}
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return nil // texts and lists encode
	}
	return out.Bytes()
}

func quotedNode(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: strings.ToValidUTF8(s, "\uFFFD")}
}

// Tables lists the entries of a map as rows of from, to and found, a table for each list that has any, in the order in which
// they are written: for a workbook with a sheet a table, which [ReadMap] reads too. Layout and sheet stand among the values.
func (m *Map) Tables() (names []string, rows [][]Pair) {
	for _, l := range lists {
		pairs := *l.of(m)
		if l.name == "values" {
			pairs = append([]Pair{{From: "layout", To: m.Layout}, {From: "sheet", To: m.Sheet}}, pairs...)
		}
		if len(pairs) > 0 {
			names, rows = append(names, l.name), append(rows, pairs)
		}
	}
	return names, rows
}

// maxMap is how many bytes a map in YAML may have.
const maxMap = 8 << 20

// ReadMap reads a map as a person edited it: YAML, or a workbook with the sheets of [Map.Tables]. What it does not
// understand is a problem at its place. The error says that the file is neither.
func ReadMap(name string, r io.ReaderAt, size int64) (*Map, []coding.Problem, error) {
	head := make([]byte, 4)
	n, _ := r.ReadAt(head, 0)
	if strings.HasPrefix(string(head[:n]), "PK") {
		return readMapBook(name, r, size)
	}
	data, err := io.ReadAll(io.NewSectionReader(r, 0, min(size, maxMap+1)))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxMap {
		return nil, nil, &sheet.ReadError{File: name, Code: "sheet.error.limit_file_size", Args: []string{strconv.Itoa(maxMap)}}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, nil, &sheet.ReadError{File: name, Code: "sheet.error.unreadable", Args: []string{err.Error()}, Err: err}
	}
	m := &Map{Name: name}
	rd := mapReader{m: m}
	if len(doc.Content) == 1 {
		rd.root(doc.Content[0])
	}
	return m, rd.problems, nil
}

// mapReader gathers what is wrong with a map.
type mapReader struct {
	m        *Map
	problems []coding.Problem
}

func (rd *mapReader) problem(n *yaml.Node, code, suggestion string, args ...string) {
	rd.problems = append(rd.problems, coding.Problem{Pos: coding.Pos{File: rd.m.Name, Row: n.Line}, Code: code, Args: args, Suggestion: suggestion})
}

func (rd *mapReader) root(n *yaml.Node) {
	keys := []string{"layout", "sheet"}
	for _, l := range lists {
		keys = append(keys, l.name)
	}
	if n.Kind != yaml.MappingNode {
		rd.problem(n, "dialect.map_key", "", shorten(n.Value, 40), strings.Join(keys, ", "))
		return
	}
next:
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "layout":
			rd.m.Layout = value.Value
			continue
		case "sheet":
			rd.m.Sheet = value.Value
			continue
		}
		for _, l := range lists {
			if l.name == key.Value {
				rd.list(value, l.of(rd.m))
				continue next
			}
		}
		rd.problem(key, "dialect.map_key", nearestOf(key.Value, keys), shorten(key.Value, 40), strings.Join(keys, ", "))
	}
}

// list reads entries of from and to, or a mapping from one to the other.
func (rd *mapReader) list(n *yaml.Node, into *[]Pair) {
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Kind != yaml.ScalarNode || n.Content[i+1].Kind != yaml.ScalarNode {
				rd.problem(n.Content[i], "dialect.map_entry", "")
				continue
			}
			*into = append(*into, Pair{From: n.Content[i].Value, To: scalar(n.Content[i+1])})
		}
		return
	}
	for _, e := range n.Content {
		var p Pair
		ok := n.Kind == yaml.SequenceNode && e.Kind == yaml.MappingNode
		for i := 0; ok && i+1 < len(e.Content); i += 2 {
			switch e.Content[i].Value {
			case "from":
				p.From = scalar(e.Content[i+1])
			case "to":
				p.To = scalar(e.Content[i+1])
			case "found":
				p.Found = scalar(e.Content[i+1])
			}
		}
		if !ok || p.From == "" {
			rd.problem(e, "dialect.map_entry", "")
			continue
		}
		*into = append(*into, p)
	}
}

func scalar(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

// readMapBook reads the sheets of a workbook, each with columns from and to.
func readMapBook(name string, r io.ReaderAt, size int64) (*Map, []coding.Problem, error) {
	book, err := sheet.Open(r, size, name, limits)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = book.Close() }()
	m := &Map{Name: name}
	var problems []coding.Problem
	for _, info := range book.Sheets() {
		var into *[]Pair
		var names []string
		for _, l := range lists {
			names = append(names, l.name)
			if strings.EqualFold(l.name, sheet.Fold(info.Name)) {
				into = l.of(m)
			}
		}
		if into == nil {
			problems = append(problems, coding.Problem{Pos: coding.Pos{File: name, Sheet: info.Name}, Code: "dialect.map_key",
				Args: []string{info.Name, strings.Join(names, ", ")}, Suggestion: nearestOf(info.Name, names)})
			continue
		}
		for row, err := range book.Rows(info.Name) {
			if err != nil {
				return nil, nil, err
			}
			from, to := prose(row.Cell(1).Text), prose(row.Cell(2).Text)
			switch {
			case blankRow(row), headKey(from) == "from" && headKey(to) == "to":
			case from == "":
				problems = append(problems, coding.Problem{Pos: coding.Pos{File: name, Sheet: info.Name, Row: row.Number, Col: 1}, Code: "dialect.map_entry"})
			case into == &m.Values && headKey(from) == "layout":
				m.Layout = to
			case into == &m.Values && headKey(from) == "sheet":
				m.Sheet = to
			default:
				*into = append(*into, Pair{From: from, To: to, Found: prose(row.Cell(3).Text)})
			}
		}
	}
	return m, problems, nil
}
