package dialect

import "io"

// IsDefinition reports whether a file is the definition of a questionnaire (an XLSForm with its sheets survey and choices and
// no answers), which belongs beside an export ([Options.Together]).
func IsDefinition(name string, r io.ReaderAt, size int64) bool {
	f := open(name, r, size, nil)
	defer f.close()
	pages := 0
	for _, p := range f.pages {
		if len(p.rows) > 0 && !isForm(p) {
			return false
		}
		if isForm(p) {
			pages++
		}
	}
	return pages > 0
}
