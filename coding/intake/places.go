package intake

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/smekit/smekit/coding"
)

// badName reports whether a path is no name of a file inside a study, or, of a file that is not there yet, one that some systems
// refuse.
func (c *Context) badName(name string) bool {
	if !Inside(name) {
		return true
	}
	if portable(name) {
		return false
	}
	_, err := c.Read(name)
	return errors.Is(err, fs.ErrNotExist)
}

// Inside reports whether a path, with slashes, is that of a file inside the folder that it starts from.
func Inside(name string) bool {
	return name != "." && fs.ValidPath(name) && filepath.IsLocal(filepath.FromSlash(name))
}

// PathPart reports whether a name can be that of a file or folder on every system.
func PathPart(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.Contains(name, "/") && portable(name)
}

// portable reports whether every system takes the names that a path consists of.
func portable(name string) bool {
	return !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		device, _, _ := strings.Cut(strings.ToUpper(part), ".")
		return strings.ContainsAny(part, `<>:"|?*\`) || strings.ContainsFunc(part, unicode.IsControl) || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") ||
			devices[strings.TrimSpace(device)]
	})
}

// devices are names that Windows keeps for itself, whatever the ending.
var devices = func() map[string]bool {
	out := map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true}
	for i := 1; i <= 9; i++ {
		out["COM"+strconv.Itoa(i)], out["LPT"+strconv.Itoa(i)] = true, true
	}
	return out
}()

// fold is a path as systems see it that do not tell letter case.
func fold(name string) string { return norm.NFC.String(cases.Fold().String(norm.NFC.String(name))) }

// layer is what a coder did in a pass.
type layer struct{ pass, coder string }

// places gives the files of an import names under which no two are one file, be it on a system that does not tell letter case.
type places struct {
	stands map[string][]string // files of the study, by their folded names
	layers map[string][]layer  // in a file of the study
	taken  map[string]bool     // folded names
}

func placesOf(s *coding.Study) *places {
	p := &places{stands: map[string][]string{}, layers: map[string][]layer{}, taken: map[string]bool{}}
	stands := func(name string) {
		if k := fold(name); name != "" && !slices.Contains(p.stands[k], name) {
			p.stands[k] = append(p.stands[k], name)
		}
	}
	for i := range s.Receipts {
		stands(s.Receipts[i].File)
	}
	for i := range s.Transcripts {
		stands(s.Transcripts[i].Pos.File)
	}
	for i := range s.Codings {
		c := &s.Codings[i]
		stands(c.Pos.File)
		if l := (layer{c.Pass, c.Coder}); !slices.Contains(p.layers[c.Pos.File], l) {
			p.layers[c.Pos.File] = append(p.layers[c.Pos.File], l)
		}
	}
	return p
}

// free is the name for a file: the one wanted, or, where another file of the import or of the study stands under it in other
// letters, that with a number. own tells that a file of the study is the one wanted all the same; nil: none is.
func (p *places) free(want string, own func(name string) bool) string {
	ext := path.Ext(want)
	for n := 1; ; n++ {
		name := want
		if n > 1 {
			name = strings.TrimSuffix(want, ext) + "-" + strconv.Itoa(n) + ext
		}
		k := fold(name)
		if p.taken[k] {
			continue
		}
		stands := p.stands[k]
		if at := slices.IndexFunc(stands, func(s string) bool { return own != nil && own(s) }); at >= 0 {
			name = stands[at]
		} else if len(stands) > 0 && !slices.Contains(stands, name) {
			continue
		}
		p.taken[k] = true
		return name
	}
}

// layer is the file for a coder's rows of a pass.
func (p *places) layer(l layer) string {
	return p.free(path.Join("coding", l.pass, l.coder)+".xlsx", func(name string) bool { return slices.Contains(p.layers[name], l) })
}
