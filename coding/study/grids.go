package study

import (
	"iter"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/sheet"
	"go.yaml.in/yaml/v3"
)

// yamlTable is a list of mappings as rows of cells: the flat row schema that YAML shares with workbooks.
type yamlTable struct {
	name  string
	line  int
	rows  []sheet.Row
	lines map[int][]int
}

// grid is the table as a sheet without a name.
func (t *yamlTable) grid(file string) *grid {
	return &grid{file: file, lines: t.lines, rows: seq(t.rows)}
}

func seq(rows []sheet.Row) iter.Seq2[sheet.Row, error] {
	return func(yield func(sheet.Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// flatten takes a YAML document apart into tables (lists of mappings) and pairs (everything else: `bands.low`, a list
// joined with ";").
func flatten(p *part, data []byte) (tables []*yamlTable, values []pair) {
	root := parseYAML(p, data)
	if root == nil {
		return nil, nil
	}
	pairs(p, root, func(k, v *yaml.Node) {
		switch {
		case v.Kind == yaml.SequenceNode && (len(v.Content) == 0 || plain(v.Content[0]).Kind == yaml.MappingNode):
			tables = append(tables, tabulate(p, k, v))
		case v.Kind == yaml.MappingNode:
			pairs(p, v, func(sub, w *yaml.Node) {
				if t, ok := cellText(p, sub.Value, w); ok {
					values = append(values, pair{key: k.Value + "." + sub.Value, value: t, pos: p.pos(w.Line, 0)})
				}
			})
		default:
			if t, ok := cellText(p, k.Value, v); ok {
				values = append(values, pair{key: k.Value, value: t, pos: p.pos(v.Line, 0)})
			}
		}
	})
	return tables, values
}

// tabulate makes a table of a list of mappings: its columns are the keys in the order they first appear. A row's number
// is its line; lines holds the line of the row, then of its cells.
func tabulate(p *part, name, list *yaml.Node) *yamlTable {
	t := &yamlTable{name: name.Value, line: name.Line, lines: map[int][]int{}}
	var header []string
	at := map[string]int{}
	for _, e := range list.Content {
		e = plain(e)
		if e.Kind != yaml.MappingNode {
			p.report(p.pos(e.Line, 0), "wrong_shape", "", name.Value, "key: value")
			continue
		}
		r := sheet.Row{Number: e.Line}
		var lines []int
		pairs(p, e, func(k, v *yaml.Node) {
			text, ok := cellText(p, k.Value, v)
			if !ok {
				return
			}
			i, known := at[k.Value]
			if !known {
				i = len(header)
				at[k.Value] = i
				header = append(header, k.Value)
			}
			for len(r.Cells) <= i {
				r.Cells, lines = append(r.Cells, sheet.Cell{}), append(lines, 0)
			}
			if text != "" {
				r.Cells[i] = sheet.Cell{Kind: sheet.Text, Text: text}
			}
			lines[i] = v.Line
			if v.Line == 0 {
				lines[i] = k.Line
			}
		})
		if _, taken := t.lines[r.Number]; taken || r.Number == name.Line {
			r.Number = 1<<24 + len(t.rows) // several entries on one line
		}
		t.lines[r.Number] = append([]int{e.Line}, lines...)
		t.rows = append(t.rows, r)
	}
	head := sheet.Row{Number: name.Line}
	for _, h := range header {
		head.Cells = append(head.Cells, sheet.Cell{Kind: sheet.Text, Text: h})
	}
	if len(header) > 0 {
		t.lines[head.Number] = []int{name.Line}
		t.rows = slices.Insert(t.rows, 0, head)
	}
	return t
}

// cellText is a YAML value as a cell holds it.
func cellText(p *part, name string, v *yaml.Node) (string, bool) {
	switch v.Kind {
	case yaml.ScalarNode:
		if v.Tag == "!!null" {
			return "", true
		}
		return v.Value, true
	case yaml.SequenceNode:
		var parts []string
		for _, e := range v.Content {
			e = plain(e)
			if e.Kind != yaml.ScalarNode {
				p.report(p.pos(e.Line, 0), "wrong_shape", "", name, "[a, b]")
				return "", false
			}
			parts = append(parts, e.Value)
		}
		return strings.Join(parts, ";"), true
	}
	p.report(p.pos(v.Line, 0), "wrong_shape", "", name, "value")
	return "", false
}

// readPairs reads a sheet of keys and values.
func readPairs(p *part, k *kind, g *grid) []pair {
	var out []pair
	readGrid(p, k.names(), g, func(r *row) {
		name := r.word("key")
		if name == "" {
			r.reject(r.at("key"), "missing_value", "", "key")
			return
		}
		out = append(out, pair{key: name, value: r.text("value"), keyCol: r.at("key"), pos: r.place(r.at("value"))})
	})
	return out
}
