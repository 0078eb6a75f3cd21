package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Languages of the catalogue. English is the fallback.
const (
	English = "en"
	Chinese = "zh"
)

// Languages lists the languages of the catalogue.
func Languages() []string { return []string{English, Chinese} }

//go:embed messages/*.yaml
var files embed.FS

type entry struct {
	EN string `yaml:"en"`
	ZH string `yaml:"zh"`
}

func (e entry) in(lang string) string {
	if lang == Chinese {
		return e.ZH
	}
	return e.EN
}

// catalogue parses the embedded files at the first question. They are part of the program, so a fault in them is a bug.
var catalogue = sync.OnceValue(func() map[string]entry {
	all, err := load(files)
	if err != nil {
		panic("locale: " + err.Error())
	}
	return all
})

// load reads every message file; a code that stands in two files is an error.
func load(fsys fs.FS) (map[string]entry, error) {
	names, err := fs.Glob(fsys, "messages/*.yaml")
	if err != nil {
		return nil, err
	}
	all := map[string]entry{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		part := map[string]entry{}
		if err := yaml.Unmarshal(data, &part); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for code, e := range part {
			if _, dup := all[code]; dup {
				return nil, fmt.Errorf("%s: %s is defined twice", name, code)
			}
			all[code] = e
		}
	}
	return all, nil
}

// Codes lists the catalogue's codes that begin with the prefix, sorted.
func Codes(prefix string) []string {
	var codes []string
	for code := range catalogue() {
		if strings.HasPrefix(code, prefix) {
			codes = append(codes, code)
		}
	}
	sort.Strings(codes)
	return codes
}

// lookup returns the template of a code in exactly that language.
func lookup(lang, code string) (string, bool) {
	t := catalogue()[code].in(lang)
	return t, t != ""
}

// Text puts a code into words. A language without the entry falls back to the other one, and an unknown code reads as
// itself with its arguments, so that nothing is lost.
func Text(lang, code string, args ...string) string {
	e := catalogue()[code]
	t := e.in(lang)
	if t == "" {
		t = e.EN
	}
	if t == "" {
		t = e.ZH
	}
	if t == "" {
		if len(args) == 0 {
			return code
		}
		return code + ": " + strings.Join(args, ", ")
	}
	return fill(t, worded(lang, t, args))
}

// Note puts the note of an estimate into words, the catalogue's note.CODE. It reports false where the language has no
// entry; the English sentence of a note is registered with the estimate.
func Note(lang, code string, args []string) (string, bool) {
	t, ok := lookup(lang, "note."+code)
	if !ok {
		return "", false
	}
	return fill(t, worded(lang, t, args)), true
}

// fill replaces {0}, {1}, … by arguments; a place without an argument becomes empty. A place may name the kind of its word, as in
// {0:tool}.
func fill(template string, args []string) string {
	if !strings.Contains(template, "{") {
		return template
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(template, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(template[i:], '}')
		if j < 0 {
			break
		}
		b.WriteString(template[:i])
		number, _, _ := strings.Cut(template[i+1:i+j], ":")
		n, err := strconv.Atoi(number)
		switch {
		case err != nil:
			b.WriteString(template[i : i+j+1])
		case n >= 0 && n < len(args):
			b.WriteString(args[n])
		}
		template = template[i+j+1:]
	}
	b.WriteString(template)
	return b.String()
}
