package dialect

import (
	"slices"
	"strings"
	"sync"
)

// fitting is what [fitWords] found.
type fitting struct {
	fitted
	ok, found bool
}

// fittings remembers the words that were numbered: the columns of a questionnaire mostly share theirs.
var fittings struct {
	sync.Mutex
	of map[string]fitting
}

// mostFittings bounds what is remembered.
const mostFittings = 4096

// fit is [fitWords], which does not heed the order of the words, with a memory. The result is shared: nobody may change it.
func fit(labels []string) (f fitted, ok, found bool) {
	labels = slices.Clone(labels)
	slices.Sort(labels)
	key := strings.Join(labels, "\x00")
	fittings.Lock()
	known, had := fittings.of[key]
	fittings.Unlock()
	if had {
		return known.fitted, known.ok, known.found
	}
	f, ok, found = fitWords(labels)
	fittings.Lock()
	if fittings.of == nil || len(fittings.of) >= mostFittings {
		fittings.of = map[string]fitting{}
	}
	fittings.of[key] = fitting{f, ok, found}
	fittings.Unlock()
	return f, ok, found
}
