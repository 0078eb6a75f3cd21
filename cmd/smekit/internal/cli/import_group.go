package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
)

// group is a file with those that belong to it.
type group struct {
	file     *export
	together []*export
}

func (g group) sources() []intake.Source {
	out := []intake.Source{{Name: g.file.name, SHA256: g.file.hash, Size: g.file.size}}
	for _, f := range g.together {
		out = append(out, intake.Source{Name: f.name, SHA256: f.hash, Size: f.size})
	}
	return out
}

func groupNames(list []group) string {
	names := make([]string, len(list))
	for i, g := range list {
		names[i] = g.file.name
	}
	return strings.Join(names, ", ")
}

// group puts together what belongs together, and codebooks before codings, whatever the order on the command line. A file
// given twice counts once; another with the same content, and a definition that no responses belong to, is said to be left.
func (m *importer) group(files []*export) ([]group, error) {
	var list []group
	var definitions []*export
	for i, f := range files {
		if same := sameContent(files[:i], f); same != nil {
			if !samePath(same.path, f.path) {
				fmt.Fprintln(m.Stdout, m.say("import.same_content", f.path, same.path))
			}
			continue
		}
		if dialect.IsDefinition(f.name, f.r, f.size) {
			definitions = append(definitions, f)
			continue
		}
		list = append(list, group{file: f})
	}
	if len(list) == 0 {
		return nil, usagef("%s", m.say("import.lone_definition", definitions[0].name))
	}
	if len(list) == 1 && len(definitions) == 0 {
		return list, nil
	}
	read := make([]*dialect.Import, len(list))
	looks := make([]intake.Look, len(list))
	for i := range list {
		im, err := m.readWith(list[i], dialect.Options{As: m.as, Coder: m.coder, Pass: m.pass})
		if err == nil { // else told when its turn comes
			read[i] = im
		}
		looks[i] = intake.LookAt(read[i])
	}
	var out []group
	var first []*dialect.Import
	for _, p := range intake.Arrange(looks) {
		g := list[p.First]
		for _, i := range p.Beside {
			g.together = append(g.together, list[i].file)
		}
		out, first = append(out, g), append(first, read[p.First])
	}
	for _, d := range definitions {
		to := definedBy(d, first)
		for _, i := range to {
			out[i].together = append(out[i].together, d)
		}
		if len(to) == 0 {
			fmt.Fprintln(m.Stdout, m.say("import.definition_left", d.name))
		}
	}
	return out, nil
}

// sameContent is the first of some files with the content of another.
func sameContent(files []*export, f *export) *export {
	if i := slices.IndexFunc(files, func(o *export) bool { return o.hash == f.hash && o.size == f.size }); i >= 0 {
		return files[i]
	}
	return nil
}

func samePath(a, b string) bool {
	x, err := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return err == nil && err2 == nil && x == y
}
