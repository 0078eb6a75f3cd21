package html

import (
	"html"
	"regexp"
	"strconv"

	"github.com/smekit/smekit/reports/document"
)

// store numbers the estimates that the page shows.
type store struct {
	d     *document.Document
	index map[string]int // number of an estimate by id
	ids   []string
}

func newStore(d *document.Document) *store { return &store{d: d, index: map[string]int{}} }

// use gives the number of an estimate, and reports false for an id that the document does not have.
func (s *store) use(id string) (int, bool) {
	if id == "" || s.d.Ledger == nil {
		return 0, false
	}
	if i, ok := s.index[id]; ok {
		return i, true
	}
	if _, ok := s.d.Ledger.Find(id); !ok {
		return 0, false
	}
	s.index[id] = len(s.ids)
	s.ids = append(s.ids, id)
	return len(s.ids) - 1, true
}

var dataID = regexp.MustCompile(` data-id="([^"]*)"`)

// marks puts the numbers of the estimates in the place of their ids in a drawing.
func (s *store) marks(drawing []byte) []byte {
	return dataID.ReplaceAllFunc(drawing, func(m []byte) []byte {
		if i, ok := s.use(html.UnescapeString(string(dataID.FindSubmatch(m)[1]))); ok {
			return []byte(` data-e="` + strconv.Itoa(i) + `"`)
		}
		return nil
	})
}
