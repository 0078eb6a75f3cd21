package coding

import (
	"slices"
	"strconv"
)

// Framework is the vocabulary of a study as data: dimensions with their items, hazard rules, coupling sets, roles and
// department types. A team may edit the built-in one or bring another.
type Framework struct {
	ID, Version string
	Title       Label
	Source      Label // where names and definitions come from
	ScaleMin    float64
	ScaleMax    float64
	ScaleLabels []Label  // labels of the scale points from ScaleMin upward
	NACodes     []string // answers that mean "does not apply"
	Bands       Bands
	Weights     string // equal, entropy, critic, pca
	Dimensions  []Dimension
	Items       []Item // the framework's questionnaire; a study's instrument wins over it
	Hazards     []Hazard
	Coupling    []CouplingSet
	Roles       []Role
	DeptTypes   []DepartmentType
	Hash        string // SHA-256 of its canonical form
}

// Bands are the cuts on 0–100.
type Bands struct {
	Low, High     float64 // low below Low, high above High; the ends belong to mid
	Margin        float64 // borderline when this near a cut, inclusive
	Gap           float64 // points between the two levels of an attribute that count as a gap
	MinInterviews int     // fewer interviews with a score cannot be judged
}

// Dimension is a construct of the framework: a leaf, or a group of them.
type Dimension struct {
	Pos          Pos
	ID, Parent   string
	Group        bool
	Proposed     bool // status proposed: readiness, not a finding
	AlsoProposed bool
	Basis        string // study, ours
	Polarity     int    // 1 higher is better, -1 higher is worse, 0 contextual
	Sources      []string
	Label        Label
	Definition   Label
	Include      Label
	Exclude      Label
	Example      Label
	BasisNote    Label
}

// HasSource reports whether evidence for the dimension can come from the source.
func (d *Dimension) HasSource(source string) bool {
	for _, s := range d.Sources {
		if s == source {
			return true
		}
	}
	return false
}

// Item is a question of the survey.
type Item struct {
	Pos       Pos
	ID        string
	Dimension string
	Text      Label
	Min, Max  float64
	Reverse   bool
	Labels    map[string]float64 // answer text to scale point
	NACodes   []string
	Ask       string // all, approval, line
	Core      bool   // status core: the short form
}

// Hazard is a rule that flags a failure in the making.
type Hazard struct {
	Pos     Pos
	ID      string
	Code    string // its leaf under the hazard group
	Label   Label
	Reading Label
	Note    Label
	High    []string // every one above Bands.High
	Low     []string // every one below Bands.Low
	Either  []string // one is enough: high:ID, low:ID, gap:ID:ATTRIBUTE, departments>=K:ID
	Items   []string
}

// CouplingSet names scores whose balance is computed.
type CouplingSet struct {
	Pos     Pos
	ID      string
	Label   Label
	Note    Label
	Systems []string
}

// Role is a position of a person; Level groups roles for comparisons (leader, staff).
type Role struct {
	Pos   Pos
	ID    string
	Label Label
	Level string
}

// LevelOrID is the role's level, or its id where it has none.
func (r *Role) LevelOrID() string {
	if r.Level != "" {
		return r.Level
	}
	return r.ID
}

// DepartmentType is a kind of department and the side it stands on: approval, supervision, support.
type DepartmentType struct {
	Pos   Pos
	ID    string
	Label Label
	Side  string
}

// Dimension returns the dimension with the id, or nil.
func (f *Framework) Dimension(id string) *Dimension {
	for i := range f.Dimensions {
		if f.Dimensions[i].ID == id {
			return &f.Dimensions[i]
		}
	}
	return nil
}

// Children returns the dimensions whose parent is id, in the framework's order.
func (f *Framework) Children(id string) []*Dimension {
	var kids []*Dimension
	for i := range f.Dimensions {
		if f.Dimensions[i].Parent == id && id != "" {
			kids = append(kids, &f.Dimensions[i])
		}
	}
	return kids
}

// Role returns the role with the id, or nil.
func (f *Framework) Role(id string) *Role {
	for i := range f.Roles {
		if f.Roles[i].ID == id {
			return &f.Roles[i]
		}
	}
	return nil
}

// DeptType returns the department type with the id, or nil.
func (f *Framework) DeptType(id string) *DepartmentType {
	for i := range f.DeptTypes {
		if f.DeptTypes[i].ID == id {
			return &f.DeptTypes[i]
		}
	}
	return nil
}

// Explicit returns the items with what the framework says where they are silent: the labels of the scale's points, for an item of
// the framework's range without labels of its own, and the answers that mean "does not apply", numbers inside the item's range aside.
func (f *Framework) Explicit(items []Item) []Item {
	out := slices.Clone(items)
	for i := range out {
		it := &out[i]
		if len(it.Labels) == 0 && it.Min == f.ScaleMin && it.Max == f.ScaleMax {
			it.Labels = map[string]float64{}
			for k, l := range f.ScaleLabels {
				for _, text := range []string{l.ZH, l.EN} {
					if text != "" {
						it.Labels[text] = f.ScaleMin + float64(k)
					}
				}
			}
		}
		it.NACodes = slices.Clone(it.NACodes)
		for _, c := range f.NACodes {
			if x, err := strconv.ParseFloat(c, 64); err == nil && x >= it.Min && x <= it.Max {
				continue
			}
			if !slices.Contains(it.NACodes, c) {
				it.NACodes = append(it.NACodes, c)
			}
		}
	}
	return out
}
