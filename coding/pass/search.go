package pass

import (
	"slices"
	"sort"

	"github.com/smekit/smekit/coding"
)

// search holds what a query needs of a study.
type search struct {
	study  *coding.Study
	q      Query
	layers *Layers
	dims   map[string]string // code → dimension
	wanted map[string]bool   // codes asked for; nil: every one
	talks  map[string]*askedTalk
	rank   map[string]int // of the codes
	base   Base
	count  func(c counted) // of what the base counts
}

// counted is a unit of the base.
type counted struct {
	interview, period string
	coder             string // in the coders' layer
	coded             bool   // with a code that is asked for
}

// askedTalk is what a query asks about an interview.
type askedTalk struct {
	caseID, dept, role, level string
	document                  bool
	at                        int // place in the interviews sheet
	wanted                    bool
}

// Base is what counts of codes rest on.
type Base struct {
	Interviews int // with a segment reviewed
	Units      int // segments reviewed; of the coders' layer segments of each coder, and pass
	Coded      int // of these, with at least one code
	Absent     int // codings among what counts that say the code absent
	Undecided  int // codings that the consensus leaves open, which do not count
	Ties       int // of the undecided, those that directions (or states, absent being -1) leave open, not the code itself
}

func newSearch(study *coding.Study, q Query) *search {
	if study.Framework == nil {
		other := *study
		other.Framework = &coding.Framework{}
		study = &other
	}
	s := &search{study: study, q: q, layers: NewLayers(study), dims: Dimensions(study), talks: map[string]*askedTalk{}}
	s.wanted = wantedCodes(study, q.Codes, s.dims)
	s.rank = codeOrder(study)
	for i := range study.Interviews {
		iv := &study.Interviews[i]
		if s.talks[iv.ID] == nil {
			x := &askedTalk{caseID: iv.Case, dept: iv.Dept, role: iv.Role, level: iv.Role, document: iv.Document, at: len(s.talks)}
			if r := study.Framework.Role(iv.Role); r != nil {
				x.level = r.LevelOrID()
			}
			s.talks[iv.ID] = x
		}
	}
	for i := range study.Documents {
		if d := &study.Documents[i]; s.talks[d.ID] == nil {
			s.talks[d.ID] = &askedTalk{caseID: d.Case, document: true, at: len(s.talks)}
		}
	}
	for i := range s.layers.units {
		if id := s.layers.units[i].interview; s.talks[id] == nil {
			s.talks[id] = &askedTalk{at: len(s.talks)}
		}
	}
	asked := func(list []string, values ...string) bool {
		return len(list) == 0 || slices.ContainsFunc(values, func(v string) bool { return v != "" && slices.Contains(list, v) })
	}
	for _, x := range s.talks {
		x.wanted = asked(q.Cases, x.caseID) && asked(q.Roles, x.role, x.level) && (len(q.Depts) == 0 || x.dept != "" && asked(q.Depts, x.dept, x.caseID+"/"+x.dept))
	}
	return s
}

// wantedCodes are the codes that the ids stand for: themselves, codes below them in the codebook, and codes that are
// evidence for them or for a dimension below them. nil for no ids.
func wantedCodes(study *coding.Study, ids []string, dims map[string]string) map[string]bool {
	if len(ids) == 0 {
		return nil
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	parents := make(map[string]string, len(study.Framework.Dimensions))
	for i := range study.Framework.Dimensions {
		d := &study.Framework.Dimensions[i]
		parents[d.ID] = d.Parent
	}
	below := func(id string, parents map[string]string) bool {
		for steps := 0; id != "" && steps <= len(parents); steps++ {
			if slices.Contains(ids, id) {
				return true
			}
			id = parents[id]
		}
		return false
	}
	for code, dim := range dims {
		if below(dim, parents) {
			wanted[code] = true
		}
	}
	if study.Codebook != nil {
		above := make(map[string]string, len(study.Codebook.Codes))
		for i := range study.Codebook.Codes {
			above[study.Codebook.Codes[i].ID] = study.Codebook.Codes[i].Parent
		}
		for i := range study.Codebook.Codes {
			if id := study.Codebook.Codes[i].ID; below(id, above) {
				wanted[id] = true
			}
		}
	}
	return wanted
}

// codeOrder ranks the codes: as the codebook lists them, then the framework's dimensions, then others in use by bytes.
func codeOrder(study *coding.Study) map[string]int {
	order := map[string]int{}
	add := func(id string) {
		if _, known := order[id]; !known && id != "" {
			order[id] = len(order)
		}
	}
	if study.Codebook != nil {
		for i := range study.Codebook.Codes {
			add(study.Codebook.Codes[i].ID)
		}
	}
	for i := range study.Framework.Dimensions {
		add(study.Framework.Dimensions[i].ID)
	}
	var others []string
	seen := map[string]bool{}
	other := func(id string) {
		if _, known := order[id]; !known && id != "" && !seen[id] {
			seen[id] = true
			others = append(others, id)
		}
	}
	for i := range study.Codings {
		other(study.Codings[i].Code)
	}
	for i := range study.Consensus {
		other(study.Consensus[i].Code)
	}
	sort.Strings(others)
	for _, id := range others {
		add(id)
	}
	return order
}
