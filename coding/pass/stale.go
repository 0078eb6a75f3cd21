package pass

import (
	"slices"

	"github.com/smekit/smekit/coding"
)

// The reasons why a coded unit is out of date, the gravest first. A merged or renamed code can be carried over as it is;
// the others need somebody to read the unit again.
const (
	StaleRemoved   = "removed"   // nothing stands for the code any more
	StaleSplit     = "split"     // several codes stand for it: one of To is to be chosen
	StaleMerged    = "merged"    // it went into the one code of To
	StaleRedefined = "redefined" // its definition or criteria changed (an example alone changes nothing)
	StaleRenamed   = "renamed"   // it goes by the one id of To
)

// StaleUnit is a code that a coder gave a unit and that a change of the codebook puts in doubt.
type StaleUnit struct {
	Pos                      coding.Pos
	Pass, Coder              string
	Interview, Segment, Code string
	Reason                   string   // one of the Stale constants
	To                       []string // the codes that stand for it now; none where it was removed
	Fields                   []string // what was redefined: definition, include, exclude
}

// Stale lists the codings of a pass (empty: of every pass) that the changes put out of date, in the order of the study's
// codings. A code that absorbed others, was relabelled or moved leaves its own codings as they are.
func Stale(study *coding.Study, changes BookChanges, passName string) []StaleUnit {
	why := map[string]StaleUnit{}
	mark := func(code string, s StaleUnit) {
		if _, there := why[code]; !there {
			why[code] = s
		}
	}
	for _, r := range changes.Removed {
		mark(r.Code, StaleUnit{Reason: StaleRemoved})
	}
	for _, s := range changes.Split {
		mark(s.From, StaleUnit{Reason: StaleSplit, To: s.Into})
	}
	for _, m := range changes.Merged {
		for _, from := range m.From {
			if from != m.Into {
				mark(from, StaleUnit{Reason: StaleMerged, To: []string{m.Into}})
			}
		}
	}
	for _, e := range changes.Redefined {
		s := StaleUnit{Reason: StaleRedefined, To: []string{e.Code}}
		for _, f := range e.Edits {
			if f.Field != "example" {
				s.Fields = append(s.Fields, f.Field)
			}
		}
		if len(s.Fields) == 0 {
			continue
		}
		if e.Was != "" {
			mark(e.Was, s)
		} else {
			mark(e.Code, s)
		}
	}
	for _, r := range changes.Renamed {
		mark(r.From, StaleUnit{Reason: StaleRenamed, To: []string{r.To}})
	}
	var out []StaleUnit
	for i := range study.Codings {
		c := &study.Codings[i]
		s, stale := why[c.Code]
		if !stale || c.Code == "" || passName != "" && c.Pass != passName {
			continue
		}
		s.Pos, s.Pass, s.Coder, s.Interview, s.Segment, s.Code = c.Pos, c.Pass, c.Coder, c.Interview, c.Segment, c.Code
		s.To, s.Fields = slices.Clone(s.To), slices.Clone(s.Fields)
		out = append(out, s)
	}
	return out
}
