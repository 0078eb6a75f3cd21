package cli

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/smekit/smekit/measures"
)

// namedScript is NAME=SCRIPT; the = of an operator such as =~ does not name.
var namedScript = regexp.MustCompile(`^([^\s=~<>:|+*#!]+)=([^=~][\s\S]*)$`)

// readScripts puts the texts of a flag, given as they are or as names of files, and their names among the arguments.
func readScripts(given measures.Args, flag string, values []string) error {
	for _, v := range values {
		name := ""
		if m := namedScript.FindStringSubmatch(v); m != nil {
			name, v = m[1], m[2]
		}
		text, err := os.ReadFile(v)
		switch {
		case err == nil:
			v = string(text)
		case !strings.ContainsAny(v, "~\n"): // no model: the name of a file that cannot be read
			if errors.Is(err, fs.ErrNotExist) {
				return usagef("--%s: %q is neither a file nor a model such as 'F1 =~ x1 + x2 + x3'", flag, v)
			}
			return err
		}
		given[flag] = append(given[flag], v)
		given[measures.ScriptNames(flag)] = append(given[measures.ScriptNames(flag)], name)
	}
	return nil
}
