package pass

import (
	"math"
	"sort"

	"github.com/smekit/smekit/coding"
)

// Options choose what is settled and how.
type Options struct {
	Coder string // this coder's own layer alone, taken as given: no consensus rule, no rulings
	AI    bool   // coders that are programs count as reviewers too; a Coder asked for by name counts anyway
	Pass  string // this pass alone; empty: each coder's latest pass on a unit
	Rule  string // "": the consensus rule; "union": given by any reviewer; "intersection": given by every reviewer
}

// Settle settles a study's coding. Rulings of the consensus sheet stand under every rule.
func Settle(study *coding.Study, o Options) *Consensus { return NewLayers(study).Settle(o) }

// Settle applies the rule to the indexed rows.
func (l *Layers) Settle(o Options) *Consensus {
	s := settler{layers: l, options: o, coder: -1, pass: -1, out: &Consensus{}}
	if o.Coder != "" {
		if s.coder = find(l.coders, o.Coder); s.coder < 0 {
			return s.out
		}
	}
	if o.Pass != "" {
		if s.pass = find(l.passes, o.Pass); s.pass < 0 {
			return s.out
		}
	}
	for i := range l.units {
		s.unit(&l.units[i])
	}
	return s.out
}

func find(list []string, name string) int32 {
	for i, n := range list {
		if n == name {
			return int32(i)
		}
	}
	return -1
}

type settler struct {
	layers      *Layers
	options     Options
	coder, pass int32
	out         *Consensus
	given       []gift // reused
	directions  []float64
	intensities []float64
}

// gift is one coder's coding of a code that counts on the unit.
type gift struct {
	code   string
	coding *coding.Coding
}

// unit settles every code given to, or ruled on, one segment.
func (s *settler) unit(u *unitRows) {
	reviewers := s.collect(u)
	rulings := map[string]*coding.Ruling(nil)
	if s.options.Coder == "" && len(u.rulings) > 0 {
		rulings = make(map[string]*coding.Ruling, len(u.rulings))
		for _, i := range u.rulings {
			r := &s.layers.study.Consensus[i]
			if rulings[r.Code] == nil {
				rulings[r.Code] = r
			}
		}
	}
	for from := 0; from < len(s.given); {
		to := from + 1
		for to < len(s.given) && s.given[to].code == s.given[from].code {
			to++
		}
		s.code(u, s.given[from].code, s.given[from:to], reviewers, rulings[s.given[from].code])
		delete(rulings, s.given[from].code)
		from = to
	}
	if len(rulings) > 0 { // codes that no coder gave
		codes := make([]string, 0, len(rulings))
		for c := range rulings {
			codes = append(codes, c)
		}
		sort.Strings(codes)
		for _, c := range codes {
			s.code(u, c, nil, reviewers, rulings[c])
		}
	}
}

// collect fills s.given with what counts on the unit, sorted by code, and returns the number of reviewers.
func (s *settler) collect(u *unitRows) (reviewers int) {
	s.given = s.given[:0]
	for from := 0; from < len(u.rows); {
		to, latest := from, u.rows[from].pass
		for to < len(u.rows) && u.rows[to].coder == u.rows[from].coder {
			latest = u.rows[to].pass
			to++
		}
		rows := u.rows[from:to]
		from = to
		if s.coder >= 0 && rows[0].coder != s.coder || s.coder < 0 && s.layers.ai[rows[0].coder] && !s.options.AI {
			continue
		}
		if s.pass >= 0 {
			latest = s.pass
		}
		seen := false
		first := len(s.given)
		for _, r := range rows {
			if r.pass != latest {
				continue
			}
			seen = true
			c := &s.layers.study.Codings[r.coding]
			if c.Code != "" && !has(s.given[first:], c.Code) {
				s.given = append(s.given, gift{c.Code, c})
			}
		}
		if seen {
			reviewers++
		}
	}
	sort.SliceStable(s.given, func(a, b int) bool { return s.given[a].code < s.given[b].code })
	return reviewers
}

func has(given []gift, code string) bool {
	for i := range given {
		if given[i].code == code {
			return true
		}
	}
	return false
}

// code settles one code of a unit.
func (s *settler) code(u *unitRows, code string, given []gift, reviewers int, ruling *coding.Ruling) {
	unit := Unit{Interview: u.interview, Segment: u.segment, Code: code, Intensity: math.NaN(), Direction: math.NaN(),
		Period: u.period, Reviewers: reviewers, Givers: len(given)}
	s.pool(&unit, given)
	unit.Status = s.status(len(given), reviewers)
	switch {
	case ruling != nil:
		unit.Tie = false
		unit.Status = Adjudicated
		if ruling.Intensity != 0 {
			unit.Intensity = float64(ruling.Intensity)
		}
		if ruling.HasDir {
			unit.Direction = float64(ruling.Direction)
		}
	case unit.Tie && unit.Status != Rejected:
		unit.Status = Unresolved
	default:
		unit.Tie = false
	}
	switch {
	case unit.Status == Unresolved:
		s.out.Unresolved = append(s.out.Unresolved, unit)
	case unit.Status == Rejected, ruling != nil && !ruling.Accept:
		s.out.Rejected = append(s.out.Rejected, unit)
	default:
		s.out.Accepted = append(s.out.Accepted, unit)
	}
}

// status applies the rule in force to a code that nobody ruled on.
func (s *settler) status(givers, reviewers int) Status {
	switch {
	case reviewers <= 1:
		return Single
	case givers == reviewers:
		return Agreed
	case s.options.Rule == "union":
		return Majority
	case s.options.Rule == "intersection":
		return Rejected
	case reviewers == 2 || 2*givers == reviewers:
		return Unresolved
	case 2*givers > reviewers:
		return Majority
	}
	return Rejected
}

// pool takes the medians of the ratings of those who gave the code, and the majority of their states: absent when more
// than half say so.
func (s *settler) pool(unit *Unit, given []gift) {
	s.directions, s.intensities = s.directions[:0], s.intensities[:0]
	absent := 0
	for _, g := range given {
		if g.coding.Intensity != 0 {
			s.intensities = append(s.intensities, float64(g.coding.Intensity))
		}
		switch {
		case g.coding.State == coding.Absent:
			absent++
			s.directions = append(s.directions, -1)
		case g.coding.HasDir:
			s.directions = append(s.directions, float64(g.coding.Direction))
		}
	}
	if 2*absent > len(given) {
		unit.State = coding.Absent
	}
	sort.Float64s(s.intensities)
	sort.Float64s(s.directions)
	if n := len(s.intensities); n > 0 {
		unit.Intensity = (s.intensities[(n-1)/2] + s.intensities[n/2]) / 2
	}
	if n := len(s.directions); n > 0 {
		low, high := s.directions[(n-1)/2], s.directions[n/2]
		if low == high {
			unit.Direction = low
		} else {
			unit.Tie = true
		}
	}
}
