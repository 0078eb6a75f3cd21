package study

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// copyMarks are what systems add to the name of a copy: "name (1)", "name - 副本", "name - Copy (2)", "副本 name",
// "Copy of name".
var copyMarks = []*regexp.Regexp{
	regexp.MustCompile(`^(.+?)[\s_-]*\(\s*\d{1,2}\s*\)$`),
	regexp.MustCompile(`(?i)^(.+?)(?:[\s_-]+|的)?(?:副本|拷贝)[\s_-]*\d{0,2}$`),
	regexp.MustCompile(`(?i)^(.+?)[\s_-]+copy(?:[\s_-]*\d{1,2})?$`),
	regexp.MustCompile(`(?i)^(?:副本|拷贝)[\s_-]*(.+)$`),
	regexp.MustCompile(`(?i)^copy of[\s_-]+(.+)$`),
}

// originals are the names that a name may be a copy of, one mark taken off after the other.
func originals(name string) []string {
	var out []string
	name = strings.TrimSpace(sheet.Fold(name))
	for range 4 {
		was := name
		for _, m := range copyMarks {
			if got := m.FindStringSubmatch(name); got != nil {
				name = strings.TrimSpace(got[1])
				out = append(out, name)
				break
			}
		}
		if name == was {
			break
		}
	}
	return out
}

func stemOf(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

// checkCopies reports files with the same content, at the later of them (a name in the form of a copy comes after all
// others), and coders named like copies of others.
func (rd *reader) checkCopies() {
	files := slices.Clone(rd.inputs)
	rank := func(f coding.Input) int { return min(len(originals(stemOf(f.Path))), 1) }
	slices.SortStableFunc(files, func(a, b coding.Input) int { return cmp.Compare(rank(a), rank(b)) })
	first, told := map[string]string{}, map[string]bool{}
	for _, f := range files {
		if f.Size == 0 {
			continue
		}
		if other, dup := first[f.SHA256]; dup {
			told[f.Path] = true
			rd.fileProblem(f.Path, "same_file", "", other)
			continue
		}
		first[f.SHA256] = f.Path
	}
	type coder struct {
		name string
		at   coding.Pos
	}
	var coders []coder
	known := map[string]string{}
	meet := func(name string, at coding.Pos) {
		if _, dup := known[key(name)]; !dup && name != "" {
			known[key(name)] = name
			coders = append(coders, coder{name, at})
		}
	}
	for _, f := range rd.coderFiles {
		meet(f.coder, coding.Pos{File: f.path})
	}
	for i := range rd.out.Codings {
		meet(rd.out.Codings[i].Coder, rd.out.Codings[i].Pos)
	}
	for _, c := range coders {
		for _, name := range originals(c.name) {
			of, there := known[key(name)]
			if !there {
				continue
			}
			if c.at.Row == 0 {
				if !told[c.at.File] {
					rd.fileProblem(c.at.File, "coder_copy", "", c.name, of)
				}
			} else if p := rd.partOf(c.at.File, c.at.Sheet); p != nil {
				c.at.Col = fieldCol(p, "coder")
				p.report(c.at, "coder_copy", "", c.name, of)
				p.problems[len(p.problems)-1].value = c.name
			}
			break
		}
	}
}

// fileProblem reports a file as a whole; a decision may accept it by the file's path.
func (rd *reader) fileProblem(file, code, suggestion string, args ...string) {
	p := rd.partOf(file, "")
	if p == nil {
		for _, q := range rd.parts {
			if q.receipt.File == file {
				p = q
				break
			}
		}
	}
	if p == nil {
		p = rd.newPart(file, "", "file")
	}
	p.report(coding.Pos{File: file}, code, suggestion, args...)
	p.problems[len(p.problems)-1].value = file
}

// partOf is the first part of a sheet, nil without one.
func (rd *reader) partOf(file, sheetName string) *part {
	for _, p := range rd.parts {
		if p.receipt.File == file && p.receipt.Sheet == sheetName {
			return p
		}
	}
	return nil
}
