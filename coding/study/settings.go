package study

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
	"go.yaml.in/yaml/v3"
)

// settings reads study.yaml, or the sheet `study` of a workbook, which gives the same tree: a key a.b is a mapping in a
// mapping, a list in a cell is joined with ";".
type settings struct {
	*part
	options   coding.Options
	title     coding.Label
	framework string // file of the framework; empty: framework.yaml or framework.xlsx, else the built-in one
	bands     map[string]given
	weights   given
	files     map[string][]string
	filesPos  map[string]coding.Pos
	programs  []given // coders that are programs, as named
}

// given is a value with its place.
type given struct {
	value float64
	text  string
	pos   coding.Pos
}

func newSettings(p *part) *settings {
	return &settings{part: p, bands: map[string]given{}, files: map[string][]string{}, filesPos: map[string]coding.Pos{},
		options: coding.Options{Lang: "both", MinN: 5, Seed: 1, Given: map[string]coding.Pos{}}}
}

func (s *settings) at(n *yaml.Node) coding.Pos {
	if s.receipt.Sheet != "" {
		return s.pos(n.Line, n.Column)
	}
	return s.pos(n.Line, 0)
}

var (
	yamlLine  = regexp.MustCompile(`line (\d+)`)
	yamlPlace = regexp.MustCompile(`^line \d+: `)
)

// parseYAML returns the root mapping of a document; nil when it is empty or a problem.
func parseYAML(p *part, data []byte) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		line := 0
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
		}
		what := yamlPlace.ReplaceAllString(strings.TrimPrefix(err.Error(), "yaml: "), "")
		p.report(p.pos(line, 0), "bad_yaml", "", what)
		return nil
	}
	if len(doc.Content) == 0 {
		return nil
	}
	root := plain(doc.Content[0])
	if root.Kind != yaml.MappingNode {
		if root.Tag != "!!null" {
			p.report(p.pos(root.Line, 0), "wrong_shape", "", "", "key: value")
		}
		return nil
	}
	return root
}

// plain follows an alias.
func plain(n *yaml.Node) *yaml.Node {
	for i := 0; n.Kind == yaml.AliasNode && n.Alias != nil && i < 10; i++ {
		n = n.Alias
	}
	return n
}

// pairs walks the entries of a mapping; a key given twice is a problem.
func pairs(p *part, n *yaml.Node, each func(k, v *yaml.Node)) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], plain(n.Content[i+1])
		if seen[k.Value] {
			p.report(p.pos(k.Line, 0), "duplicate_key", "", k.Value)
			continue
		}
		seen[k.Value] = true
		each(k, v)
	}
}

// readYAML reads study.yaml.
func (s *settings) readYAML(data []byte) {
	if root := parseYAML(s.part, data); root != nil {
		s.receipt.Rows = len(root.Content) / 2
		s.receipt.Used = s.receipt.Rows
		s.read(root)
	}
}

// readRows reads the sheet `study`.
func (s *settings) readRows(rows []pair) {
	root := &yaml.Node{Kind: yaml.MappingNode}
	for _, r := range rows {
		at := root
		keys := strings.Split(r.key, ".")
		for _, k := range keys[:len(keys)-1] {
			at = child(at, k, r)
		}
		at.Content = append(at.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: keys[len(keys)-1], Line: r.pos.Row, Column: r.keyCol},
			&yaml.Node{Kind: yaml.ScalarNode, Value: r.value, Line: r.pos.Row, Column: r.pos.Col})
	}
	s.read(root)
}

// pair is a row of a sheet with keys and values.
type pair struct {
	key, value string
	keyCol     int
	pos        coding.Pos // of the value
}

func child(n *yaml.Node, name string, r pair) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name && n.Content[i+1].Kind == yaml.MappingNode {
			return n.Content[i+1]
		}
	}
	m := &yaml.Node{Kind: yaml.MappingNode, Line: r.pos.Row, Column: r.pos.Col}
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: name, Line: r.pos.Row, Column: r.keyCol}, m)
	return m
}

var (
	settingKeys = []string{"title", "lang", "framework", "min_n", "seed", "bands", "order", "comparisons", "coupling", "weights", "qca",
		"refuse", "mask", "own_case", "coders", "files"}
	bandKeys     = []string{"low", "high", "margin", "gap", "min_interviews"}
	fileKeys     = []string{"framework", "codebook", "cases", "departments", "interviews", "respondents", "coding", "consensus", "instrument", "responses", "ties", "documents", "benchmarks", "decisions", "transcripts"}
	weightNames  = choose("equal 等权", "entropy 熵权", "critic", "pca 主成分")
	variantNames = choose("standard", "wang2021", "fan2024")
	langNames    = choose("zh 中文", "en 英文", "both 双语")
	unitNames    = choose("case 案例", "department 部门")
)

func (s *settings) read(root *yaml.Node) {
	pairs(s.part, root, func(k, v *yaml.Node) {
		pos := s.at(v)
		if v.Line == 0 {
			pos = s.at(k)
		}
		o := &s.options
		switch k.Value {
		case "title":
			if v.Kind == yaml.MappingNode {
				s.fields(v, k.Value, []string{"zh", "en"}, func(name string, v *yaml.Node) {
					if name == "zh" {
						s.title.ZH = s.scalar(v, name)
					} else {
						s.title.EN = s.scalar(v, name)
					}
				})
			} else if t := s.scalar(v, "title"); hasHan(t) {
				s.title.ZH = t
			} else {
				s.title.EN = t
			}
		case "lang":
			s.choice(v, langNames, &o.Lang)
		case "framework":
			s.framework = s.scalar(v, k.Value)
		case "min_n":
			if n, ok := s.whole(v, 0, 1000000); ok {
				o.MinN = int(n)
			}
		case "seed":
			if n, ok := s.seed(v); ok {
				o.Seed = n
			}
		case "bands":
			s.fields(v, k.Value, bandKeys, func(name string, v *yaml.Node) {
				if x, ok := s.float(v); ok {
					s.bands[name] = given{value: x, pos: s.at(v)}
				}
			})
		case "order":
			o.Order = map[string][]string{}
			s.fields(v, k.Value, nil, func(name string, v *yaml.Node) { o.Order[name] = s.list(v, name) })
		case "comparisons":
			s.comparisons(v)
		case "coupling":
			s.fields(v, k.Value, []string{"variant", "cuts"}, func(name string, v *yaml.Node) {
				if name == "variant" {
					s.choice(v, variantNames, &o.Coupling.Variant)
					return
				}
				s.cuts(v)
			})
		case "weights":
			if s.choice(v, weightNames, &o.Weights) {
				s.weights = given{text: o.Weights, pos: pos}
			}
		case "qca":
			s.fields(v, k.Value, []string{"unit"}, func(_ string, v *yaml.Node) { s.choice(v, unitNames, &o.QCAUnit) })
		case "refuse":
			o.Refuse = map[string]string{}
			s.fields(v, k.Value, nil, func(name string, v *yaml.Node) { o.Refuse[name] = s.scalar(v, name) })
		case "mask":
			s.fields(v, k.Value, []string{"names", "firms", "projects"}, func(name string, v *yaml.Node) {
				*map[string]*[]string{"names": &o.Mask.Names, "firms": &o.Mask.Firms, "projects": &o.Mask.Projects}[name] = s.list(v, name)
			})
		case "own_case":
			o.OwnCase = s.scalar(v, k.Value)
		case "coders":
			s.fields(v, k.Value, []string{"ai"}, func(name string, v *yaml.Node) { s.coders(v, name) })
		case "files":
			s.fields(v, k.Value, fileKeys, func(name string, v *yaml.Node) {
				s.files[name], s.filesPos[name] = s.list(v, name), s.at(v)
			})
		default:
			s.unknownKey(k, settingKeys)
			return
		}
		o.Given[k.Value] = pos
	})
	s.finish()
}

func (s *settings) unknownKey(k *yaml.Node, known []string) {
	suggest := ""
	if i := nearest(k.Value, known); i >= 0 {
		suggest = known[i]
	}
	s.report(s.at(k), "unknown_key", suggest, k.Value)
}

// fields walks a mapping with the known keys; nil allows every key.
func (s *settings) fields(n *yaml.Node, name string, known []string, each func(name string, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		if n.Tag != "!!null" && n.Value != "" || n.Kind == yaml.SequenceNode {
			s.report(s.at(n), "wrong_shape", "", name, "key: value")
		}
		return
	}
	pairs(s.part, n, func(k, v *yaml.Node) {
		if known != nil && !slices.Contains(known, k.Value) {
			s.unknownKey(k, known)
			return
		}
		each(k.Value, v)
	})
}

func (s *settings) scalar(n *yaml.Node, name string) string {
	if n.Kind != yaml.ScalarNode {
		s.report(s.at(n), "wrong_shape", "", name, "value")
		return ""
	}
	if n.Tag == "!!null" {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (s *settings) list(n *yaml.Node, name string) []string {
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return nil
		}
		return split(n.Value)
	case yaml.SequenceNode:
		var out []string
		for _, e := range n.Content {
			if t := s.scalar(plain(e), name); t != "" {
				out = append(out, t)
			}
		}
		return out
	}
	s.report(s.at(n), "wrong_shape", "", name, "[a, b]")
	return nil
}

func (s *settings) choice(n *yaml.Node, c *choice, into *string) bool {
	t := s.scalar(n, "")
	if t == "" {
		return false
	}
	got, ok := c.find(t)
	if !ok {
		s.report(s.at(n), "unknown_value", c.suggest(t), c.list(), t)
		return false
	}
	*into = got
	return true
}

func (s *settings) float(n *yaml.Node) (float64, bool) {
	t := s.scalar(n, "")
	if t == "" {
		return 0, false
	}
	x, ok := (sheet.Cell{Kind: sheet.Text, Text: t}).Float()
	if !ok {
		s.report(s.at(n), "not_a_number", numberInside(t), t)
	}
	return x, ok
}

func (s *settings) whole(n *yaml.Node, low, high float64) (float64, bool) {
	x, ok := s.float(n)
	if ok && (x < low || x > high || x != float64(int64(x))) {
		s.report(s.at(n), "out_of_range", "", formatNumber(low), formatNumber(high), strings.TrimSpace(n.Value))
		return 0, false
	}
	return x, ok
}

func (s *settings) seed(n *yaml.Node) (uint64, bool) {
	t := s.scalar(n, "seed")
	if t == "" {
		return 0, false
	}
	x, err := strconv.ParseUint(t, 10, 64)
	if err != nil {
		if errors.Is(err, strconv.ErrRange) {
			s.report(s.at(n), "out_of_range", "", "0", fmt.Sprint(uint64(1<<64-1)), t)
		} else {
			s.report(s.at(n), "not_a_number", numberInside(t), t)
		}
		return 0, false
	}
	return x, true
}

func (s *settings) cuts(n *yaml.Node) {
	last := 0.0
	for _, t := range s.list(n, "cuts") {
		x, err := strconv.ParseFloat(t, 64)
		if err != nil || x <= last || x >= 1 {
			s.report(s.at(n), "bad_cuts", "", t)
			s.options.Coupling.Cuts = nil
			return
		}
		s.options.Coupling.Cuts = append(s.options.Coupling.Cuts, x)
		last = x
	}
}

// comparisons reads a list of {by, levels}; in a workbook, "role: leader; staff" is one.
func (s *settings) comparisons(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Tag != "!!null" && n.Value != "" {
		by, levels, ok := strings.Cut(strings.ReplaceAll(n.Value, "：", ":"), ":")
		if !ok {
			s.report(s.at(n), "wrong_shape", "", "comparisons", "{by: role, levels: [leader, staff]}")
			return
		}
		s.options.Comparisons = append(s.options.Comparisons, coding.Comparison{By: strings.TrimSpace(by), Levels: split(levels)})
		return
	}
	if n.Kind != yaml.SequenceNode {
		if n.Tag != "!!null" {
			s.report(s.at(n), "wrong_shape", "", "comparisons", "[{by: role, levels: [leader, staff]}]")
		}
		return
	}
	for _, e := range n.Content {
		e = plain(e)
		var c coding.Comparison
		s.fields(e, "comparisons", []string{"by", "levels"}, func(name string, v *yaml.Node) {
			if name == "by" {
				c.By = s.scalar(v, name)
			} else {
				c.Levels = s.list(v, name)
			}
		})
		if c.By == "" {
			s.report(s.at(e), "missing_value", "", "by")
			continue
		}
		s.options.Comparisons = append(s.options.Comparisons, c)
	}
}
