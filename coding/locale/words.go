package locale

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// kindOfWord is a place whose argument is a name of the program's own: {0:tool} is looked up as tool.NAME.
var kindOfWord = regexp.MustCompile(`\{(\d+):([a-z_.]+)\}`)

var numberIn = regexp.MustCompile(`-?\d+`)

// worded puts the arguments that stand in places with a kind into words. A name with a number in it is looked up with # in the
// number's place; one that the catalogue does not have stays as it is.
func worded(lang, template string, args []string) []string {
	if !strings.Contains(template, ":") {
		return args
	}
	own := false
	for _, m := range kindOfWord.FindAllStringSubmatch(template, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil || n >= len(args) {
			continue
		}
		if !own {
			args, own = slices.Clone(args), true
		}
		args[n] = word(lang, m[2]+".", args[n])
	}
	return args
}

// word is a name of the program's own in a language.
func word(lang, kind, name string) string {
	if t, ok := lookup(lang, kind+name); ok {
		return t
	}
	if at := numberIn.FindStringIndex(name); at != nil {
		if t, ok := lookup(lang, kind+name[:at[0]]+"#"+name[at[1]:]); ok {
			return fill(t, []string{name[at[0]:at[1]]})
		}
	}
	return name
}
