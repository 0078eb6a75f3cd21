package form

import (
	"bytes"
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/smekit/smekit/coding"
)

// mapping writes YAML with its keys in the order they are put.
type mapping struct{ node yaml.Node }

func (m *mapping) put(key string, v *yaml.Node) {
	m.node.Kind = yaml.MappingNode
	m.node.Content = append(m.node.Content, textNode(key), v)
}

func (m *mapping) text(key, s string) {
	if s != "" {
		m.put(key, textNode(s))
	}
}

func (m *mapping) label(key string, l coding.Label) {
	m.text(key+"_zh", l.ZH)
	m.text(key+"_en", l.EN)
}

func (m *mapping) number(key string, x float64) {
	tag := "!!float"
	if x == float64(int64(x)) {
		tag = "!!int"
	}
	m.put(key, &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: strconv.FormatFloat(x, 'f', -1, 64)})
}

func (m *mapping) truth(key string, b bool) {
	m.put(key, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(b)})
}

func (m *mapping) list(key string, words []string) {
	if len(words) > 0 {
		m.put(key, listNode(words))
	}
}

func (m *mapping) table(key string, rows []*mapping) {
	if len(rows) == 0 {
		return
	}
	n := &yaml.Node{Kind: yaml.SequenceNode}
	for _, r := range rows {
		n.Content = append(n.Content, &r.node)
	}
	m.put(key, n)
}

func (m *mapping) bytes() []byte {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	m.node.Kind = yaml.MappingNode
	if err := enc.Encode(&m.node); err != nil {
		return nil // texts, numbers and lists encode
	}
	return b.Bytes()
}

func textNode(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

func listNode(words []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, w := range words {
		n.Content = append(n.Content, textNode(w))
	}
	return n
}

// Settings is the study.yaml of a study's options. Bands stand in its framework; file names are the usual ones.
func Settings(s *coding.Study) []byte {
	var m mapping
	o := &s.Options
	var title mapping
	title.text("zh", s.Title.ZH)
	title.text("en", s.Title.EN)
	if len(title.node.Content) > 0 {
		m.put("title", &title.node)
	}
	m.text("lang", o.Lang)
	if _, given := o.Given["min_n"]; given || o.MinN > 0 {
		m.number("min_n", float64(o.MinN))
	}
	if o.Seed > 0 {
		m.put("seed", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.FormatUint(o.Seed, 10)})
	}
	m.text("weights", o.Weights)
	m.lists("order", o.Order)
	var rows []*mapping
	for _, c := range o.Comparisons {
		var r mapping
		r.text("by", c.By)
		r.list("levels", c.Levels)
		rows = append(rows, &r)
	}
	m.table("comparisons", rows)
	var coupling mapping
	coupling.text("variant", o.Coupling.Variant)
	var cuts []string
	for _, x := range o.Coupling.Cuts {
		cuts = append(cuts, strconv.FormatFloat(x, 'g', -1, 64))
	}
	coupling.list("cuts", cuts)
	if len(coupling.node.Content) > 0 {
		m.put("coupling", &coupling.node)
	}
	if o.QCAUnit != "" {
		var q mapping
		q.text("unit", o.QCAUnit)
		m.put("qca", &q.node)
	}
	if len(o.Refuse) > 0 {
		var r mapping
		for _, k := range slices.Sorted(maps.Keys(o.Refuse)) {
			r.text(k, o.Refuse[k])
		}
		m.put("refuse", &r.node)
	}
	m.lists("mask", map[string][]string{"names": o.Mask.Names, "firms": o.Mask.Firms, "projects": o.Mask.Projects})
	m.text("own_case", o.OwnCase)
	m.lists("coders", map[string][]string{"ai": o.AICoders})
	return m.bytes()
}

// lists puts a mapping of lists, without the empty ones.
func (m *mapping) lists(key string, of map[string][]string) {
	var in mapping
	for _, name := range slices.Sorted(maps.Keys(of)) {
		in.list(name, of[name])
	}
	if len(in.node.Content) > 0 {
		m.put(key, &in.node)
	}
}
