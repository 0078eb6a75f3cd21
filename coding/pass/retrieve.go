package pass

import (
	"math"
	"slices"

	"github.com/smekit/smekit/coding"
)

// Passage is a coded segment as it was asked for: one code on one segment, of the consensus or of one coder.
type Passage struct {
	Interview, Segment string
	Code               string
	Dimension          string // that the code stands for; empty: none
	Case, Dept, Role   string // of the interview; empty: not known
	Document           bool   // a document, not an interview
	Period             string // spoken of; empty: none given
	Speaker, Text      string
	Before, After      []Nearby // context, in the order of the text
	Pass               string   // of a coder's row; empty in the consensus
	Coders             []string // who gave the code, sorted by bytes; in the coders' layer one
	Status             Status   // how the consensus settled it; of a coder's row Single
	Reviewers          int      // coders who reviewed the segment; of a coder's row 1
	Intensity          float64  // 1–3, the median of several; NaN unrated
	Direction          float64  // -1, 0, 1, the median of several; NaN unrated
	State              coding.State
	LinksTo            []string     // codes and segments that it leads to, as given
	Memos              []Memo       // in the order of Coders
	Places             []coding.Pos // the rows that gave the code, in the order of Coders; of a code ruled in that nobody gave the ruling's
	From, To           int          // the stretch of the transcript, code points; To 0: not located
}

// Nearby is a piece of the text around a passage.
type Nearby struct{ Speaker, Text string }

// Memo is what a coder noted beside the code.
type Memo struct{ Coder, Text string }

// Retrieve returns the passages that a query asks for, each code in the order of the codebook (without one, of the
// framework), within it the interviews in the order of their sheet, and within these the segments in reading order, then
// coders and passes. Names in the query are ids ([Query.Resolve]).
//
// The consensus layer holds what [Settle] accepts: unresolved and rejected codes are not among it. A segment's period is
// its own; in the coders' layer a row's period goes first.
//
// Context is taken from the transcript where the segment is located in it: by the stretch that a coder marked, else where
// its text is one whole unit of it, or stands there once. Units are then its turns, or its lines where it tells no
// speakers, and what is left of the unit that holds the segment counts as one. Elsewhere they are the neighbouring
// segments of the interview.
func Retrieve(study *coding.Study, q Query) []Passage {
	out, _ := RetrieveWithBase(study, q)
	return out
}

// RetrieveWithBase is [Retrieve] with what the passages rest on, and what the consensus left out.
func RetrieveWithBase(study *coding.Study, q Query) ([]Passage, Base) {
	s := newSearch(study, q)
	out := s.gather(true)
	s.inOrder(out)
	s.addTexts(out, q.Context)
	return out, s.base
}

// gather collects the passages in the order of the units, without texts, and counts the base; filtered says whether the
// codes asked for alone are wanted.
func (s *search) gather(filtered bool) []Passage {
	if !filtered {
		all := s.wanted
		s.wanted = nil
		defer func() { s.wanted = all }()
	}
	s.base = Base{}
	tally := baseTally{&s.base, map[string]bool{}}
	more := s.count
	s.count = func(c counted) {
		tally.add(c)
		if more != nil {
			more(c)
		}
	}
	defer func() { s.count = more }()
	var out []Passage
	if s.q.layer() == LayerCoders {
		out = s.ofCoders()
	} else {
		out = s.ofConsensus()
	}
	for i := range out {
		if out[i].State == coding.Absent {
			s.base.Absent++
		}
	}
	return out
}

// baseTally counts units and interviews into a base.
type baseTally struct {
	base *Base
	met  map[string]bool
}

func (t baseTally) add(c counted) {
	t.base.Units++
	if c.coded {
		t.base.Coded++
	}
	if !t.met[c.interview] {
		t.met[c.interview] = true
		t.base.Interviews++
	}
}

// includes reports whether a code is asked for.
func (s *search) includes(code string) bool { return s.wanted == nil || s.wanted[code] }

func (s *search) inPeriod(period string) bool {
	return len(s.q.Periods) == 0 || period != "" && slices.Contains(s.q.Periods, period)
}

// passage begins a passage of a unit.
func (s *search) passage(u *unitRows, code string) Passage {
	x := s.talks[u.interview]
	return Passage{Interview: u.interview, Segment: u.segment, Code: code, Dimension: s.dims[code], Case: x.caseID, Dept: x.dept, Role: x.role,
		Document: x.document, Intensity: math.NaN(), Direction: math.NaN()}
}

// ofConsensus collects what the consensus accepts.
func (s *search) ofConsensus() []Passage {
	var out []Passage
	l := s.layers
	rule := settler{layers: l, options: Options{Pass: s.q.Pass, AI: s.q.AI}, coder: -1, pass: -1, out: &Consensus{}}
	if s.q.Pass != "" {
		if rule.pass = find(l.passes, s.q.Pass); rule.pass < 0 {
			return nil
		}
	}
	for i := range l.units {
		u := &l.units[i]
		if !s.talks[u.interview].wanted {
			continue
		}
		rule.out.Accepted, rule.out.Unresolved, rule.out.Rejected = rule.out.Accepted[:0], rule.out.Unresolved[:0], rule.out.Rejected[:0]
		rule.unit(u)
		accepted := rule.out.Accepted
		if s.inPeriod(u.period) && (len(accepted) > 0 || s.reviewed(u)) {
			s.count(counted{interview: u.interview, period: u.period, coded: slices.ContainsFunc(accepted, func(a Unit) bool { return s.includes(a.Code) })})
		}
		for k := range rule.out.Unresolved {
			s.leftOpen(&rule.out.Unresolved[k], rule.given)
		}
		for _, a := range accepted {
			if !s.includes(a.Code) || !s.inPeriod(a.Period) {
				continue
			}
			p := s.passage(u, a.Code)
			p.Period, p.Status, p.Reviewers, p.Intensity, p.Direction, p.State = a.Period, a.Status, a.Reviewers, a.Intensity, a.Direction, a.State
			for _, g := range rule.given { // in the order of coders
				if g.code == a.Code {
					p.take(g.coding)
				}
			}
			if len(p.Places) == 0 {
				for _, k := range u.rulings {
					if r := &s.study.Consensus[k]; r.Code == a.Code {
						p.Places = []coding.Pos{r.Pos}
						break
					}
				}
			}
			if len(s.q.Coders) == 0 || slices.ContainsFunc(p.Coders, func(c string) bool { return slices.Contains(s.q.Coders, c) }) {
				out = append(out, p)
			}
		}
	}
	return out
}

// leftOpen counts a coding that the consensus leaves undecided, where it is asked for.
func (s *search) leftOpen(u *Unit, given []gift) {
	if !s.includes(u.Code) || !s.inPeriod(u.Period) {
		return
	}
	asked := func(g gift) bool { return g.code == u.Code && slices.Contains(s.q.Coders, g.coding.Coder) }
	if len(s.q.Coders) > 0 && !slices.ContainsFunc(given, asked) {
		return
	}
	s.base.Undecided++
	if u.Tie {
		s.base.Ties++
	}
}

// reviewed reports whether somebody who counts in the consensus has a row on the unit.
func (s *search) reviewed(u *unitRows) bool {
	for _, r := range u.rows {
		if (s.q.Pass == "" || s.layers.passes[r.pass] == s.q.Pass) && (s.q.AI || !s.layers.ai[r.coder]) {
			return true
		}
	}
	return false
}

// ofCoders collects the rows of each coder's latest pass on a unit, or of the pass asked for.
func (s *search) ofCoders() []Passage {
	var out []Passage
	l := s.layers
	for i := range l.units {
		u := &l.units[i]
		if !s.talks[u.interview].wanted {
			continue
		}
		for from := 0; from < len(u.rows); {
			to, latest := from, u.rows[from].pass
			for to < len(u.rows) && u.rows[to].coder == u.rows[from].coder {
				latest = u.rows[to].pass
				to++
			}
			rows := u.rows[from:to]
			from = to
			who := rows[0].coder
			if named := slices.Contains(s.q.Coders, l.coders[who]); len(s.q.Coders) > 0 && !named || l.ai[who] && !named && !s.q.AI {
				continue
			}
			if s.q.Pass != "" {
				latest = find(l.passes, s.q.Pass)
			}
			seen := false
			unit := counted{interview: u.interview, coder: l.coders[who]}
			for _, r := range rows {
				if r.pass != latest {
					continue
				}
				c := &s.study.Codings[r.coding]
				period := c.Period
				if period == "" {
					period = u.period
				}
				if !s.inPeriod(period) {
					continue
				}
				if !seen {
					seen, unit.period = true, period
				}
				if c.Code == "" || !s.includes(c.Code) {
					continue
				}
				unit.coded = true
				p := s.passage(u, c.Code)
				p.Period, p.Pass, p.Reviewers, p.State = period, c.Pass, 1, c.State
				if c.Intensity != 0 {
					p.Intensity = float64(c.Intensity)
				}
				switch {
				case c.State == coding.Absent:
					p.Direction = -1
				case c.HasDir:
					p.Direction = float64(c.Direction)
				}
				p.take(c)
				out = append(out, p)
			}
			if seen {
				s.count(unit)
			}
		}
	}
	return out
}

// take adds what a coder's row says.
func (p *Passage) take(c *coding.Coding) {
	p.Coders = append(p.Coders, c.Coder)
	p.Places = append(p.Places, c.Pos)
	if c.Memo != "" {
		p.Memos = append(p.Memos, Memo{c.Coder, c.Memo})
	}
	for _, to := range c.LinkTo {
		if !slices.Contains(p.LinksTo, to) {
			p.LinksTo = append(p.LinksTo, to)
		}
	}
	if p.To == 0 && c.To > 0 {
		p.From, p.To = c.From, c.To
	}
}
