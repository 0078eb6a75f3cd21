package study

import (
	"strings"

	"github.com/smekit/smekit/coding"
	"go.yaml.in/yaml/v3"
)

// coders reads the names of coders that are programs, each with its line.
func (s *settings) coders(n *yaml.Node, name string) {
	if n.Kind != yaml.SequenceNode {
		for _, w := range s.list(n, name) {
			s.programs = append(s.programs, given{text: w, pos: s.at(n)})
		}
		return
	}
	for _, e := range n.Content {
		if w := s.scalar(plain(e), name); w != "" {
			s.programs = append(s.programs, given{text: w, pos: s.at(e)})
		}
	}
}

// markPrograms fills in the coders that are programs, in the spelling of the coding sheets. A name that nobody coded under is a
// problem at its line once there are coded rows: with a slip in it a program's codes would count as a person's.
func (rd *reader) markPrograms() {
	coders := newRegister()
	for i := range rd.out.Codings {
		coders.add(rd.out.Codings[i].Coder)
	}
	known := map[string]bool{}
	for _, g := range rd.set.programs {
		id, h := coders.find(g.text)
		if h == unknown || h == ambiguous {
			id = g.text
			if len(coders.ids) > 0 {
				rd.set.problems = append(rd.set.problems, problem{value: g.text, Problem: coding.Problem{Pos: g.pos, Code: "unknown_coder",
					Args: []string{g.text, coders.list()}, Suggestion: coders.suggest(g.text)}})
			}
		}
		if k := strings.TrimSpace(id); k != "" && !known[k] {
			known[k] = true
			rd.set.options.AICoders = append(rd.set.options.AICoders, k)
		}
	}
}
