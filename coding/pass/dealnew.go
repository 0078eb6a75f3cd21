package pass

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// DealOptions say what is dealt, to whom and how.
type DealOptions struct {
	Pass        string   // the pass's name; a folder bears it
	Coders      []string // their names, unlike each other in more than letter case and width; files bear them
	Cut         string   // turn, paragraph, sentence; empty: as NewDeal says
	Longest     int      // code points of a unit cut from a transcript; 0: as in the earlier deal, else 800; negative: no bound
	Overlap     float64  // share of the units that everybody codes, 0–1
	OverlapList []string // instead of a share: interviews, or INTERVIEW/SEGMENT
	OverlapBy   string   // interview (the default) or unit
	By          []string // strata: case, role (nil: both), dept, period, or an extra column of the interviews; empty and not nil: none
	Shuffle     string   // interview (the default): each coder's own order of interviews; unit: of all units
	Slots       int      // code columns of a row, 0 for 3
	Lang        string   // zh, en, both; empty: the study's, else both
	Seed        uint64
	Earlier     []*Deal  // deals of earlier passes, earliest first: units and ids are taken over
	Interviews  []string // these alone; nil: all
}

const defaultSlots = 3

// NewDeal deals a study's interviews and documents to coders.
//
// # Units
//
// A transcript is cut when o.Cut says how, when an earlier deal had cut it, or when neither an earlier deal nor the study
// has segments of the interview. Without o.Cut it is cut as in the earlier deal, else by turn where the transcript tells
// speakers, by paragraph where it does not; what is longer than o.Longest is broken at ends of paragraphs or sentences, since a
// row shows no more. Otherwise the units are those of the latest earlier deal, as long as the
// study's segments are among them, else the study's segments. A text keeps its id from earlier deals and from the study's
// segments; new text gets an id that nothing in the interview ever had (INTERVIEW-S0001), so a paragraph put in at the top
// renumbers nothing. A period is filled in beforehand only where it does not come from a coder. Interviews without text
// are named in a note, or in a problem when o.Interviews asked for them.
//
// # Planned overlap
//
// What is shared is coded by everybody: the list, or a share of the units, by whole interviews in a stratified systematic
// sample, or by single units (every 1/share-th). The rest is spread over the coders, balanced by units within the strata:
// whole interviews, or by unit stretches of text. Coders of the study's options AICoders are dealt everything, on top of
// what people code. One coder alone is dealt everything.
//
// # What is stable
//
// The same study, options and seed give the same deal; the order of the study's interviews changes the order of
// Deal.Units and nothing else. Another coder, or fewer while two people remain, leave the units, their ids and the planned
// overlap as they were, and every coder's order of what they keep; what is not shared is spread anew.
//
// The error is a [*DealError] for options that cannot be followed and when there is nothing to deal; others come from
// cutting a transcript.
func NewDeal(study *coding.Study, o DealOptions) (*Deal, *DealPlan, error) {
	if o.By == nil {
		o.By = []string{"case", "role"}
	}
	o.Earlier = slices.DeleteFunc(slices.Clone(o.Earlier), func(d *Deal) bool { return d == nil })
	if err := o.check(study); err != nil {
		return nil, nil, err
	}
	d := &Deal{Pass: o.Pass, Seed: o.Seed, Lang: o.Lang, Slots: o.Slots, Book: BookOf(study)}
	if d.Lang == "" {
		d.Lang = study.Options.Lang
	}
	if d.Lang != "zh" && d.Lang != "en" {
		d.Lang = "both"
	}
	if d.Slots == 0 {
		d.Slots = defaultSlots
	}
	if !slices.ContainsFunc(d.Book.Codes, func(c coding.Code) bool { return c.Active }) {
		return nil, nil, dealFault("no_codes")
	}
	from := newSources(study, &o)
	talks, err := from.talks(d)
	if err != nil {
		return nil, nil, err
	}
	plan := &DealPlan{Coders: slices.Clone(o.Coders), By: slices.Clone(o.By), Asked: o.Overlap, Problems: from.problems}
	people, programs := partCoders(study, o.Coders)
	order := drawOrder(talks, o.Seed)
	if err := o.share(talks, order, len(people) > 1 || len(programs) > 1 && len(people) == 0); err != nil {
		return nil, nil, err
	}
	s := newSpread(talks, order, people, o.Seed)
	switch {
	case len(people) == 0:
	case o.OverlapBy == "unit":
		s.byUnit()
	default:
		s.byInterview()
	}
	for i := range talks {
		d.Units = append(d.Units, talks[i].units...)
	}
	d.Coders = make([]DealtCoder, len(o.Coders))
	for c, name := range o.Coders {
		d.Coders[c].Name = name
		who := slices.Index(people, name)
		at := 0
		for i := range talks {
			for _, to := range s.out[i] {
				if to == everybody || to == who || who < 0 {
					d.Coders[c].Units = append(d.Coders[c].Units, at)
				}
				at++
			}
		}
		ownOrder(d.Units, d.Coders[c].Units, name, o.Seed, o.Shuffle == "unit")
	}
	if o.OverlapList != nil {
		plan.Asked = math.NaN()
	}
	plan.count(d, talks, order)
	plan.note(from, &o, people, programs)
	return d, plan, nil
}

// check says which option cannot be followed.
func (o *DealOptions) check(study *coding.Study) error {
	switch {
	case !fileName(o.Pass):
		return dealFault("pass", o.Pass)
	case len(o.Coders) == 0:
		return dealFault("no_coders")
	case len(o.Coders) > maxDealCoders:
		return dealFault("too_large", strconv.Itoa(maxDealCoders)+" coders")
	case !slices.Contains([]string{"", "turn", "paragraph", "sentence"}, o.Cut):
		return dealFault("option_unit", o.Cut)
	case !slices.Contains([]string{"", "interview", "unit"}, o.OverlapBy):
		return dealFault("option_overlap_by", o.OverlapBy)
	case !slices.Contains([]string{"", "interview", "unit"}, o.Shuffle):
		return dealFault("option_shuffle", o.Shuffle)
	case !slices.Contains([]string{"", "zh", "en", "both"}, o.Lang):
		return dealFault("option_lang", o.Lang)
	case o.Slots < 0 || o.Slots > maxSlots:
		return dealFault("option_slots", strconv.Itoa(o.Slots), strconv.Itoa(maxSlots))
	case math.IsNaN(o.Overlap) || o.Overlap < 0 || o.Overlap > 1:
		return dealFault("share", strconv.FormatFloat(o.Overlap, 'g', -1, 64))
	case o.Overlap > 0 && len(o.OverlapList) > 0:
		return dealFault("share_and_list")
	}
	if err := checkCoders(o.Coders); err != nil {
		return err
	}
	for _, key := range o.By {
		known := slices.Contains([]string{"case", "role", "dept", "period"}, key)
		for i := range study.Interviews {
			_, has := study.Interviews[i].Attrs[key]
			known = known || has
		}
		if !known {
			return dealFault("by", key)
		}
	}
	return nil
}

// partCoders parts people from programs.
func partCoders(study *coding.Study, coders []string) (people, programs []string) {
	ai := map[string]bool{}
	for _, n := range study.Options.AICoders {
		ai[nameKey(n)] = true
	}
	for _, n := range coders {
		if ai[nameKey(n)] {
			programs = append(programs, n)
		} else {
			people = append(people, n)
		}
	}
	return people, programs
}

// talks are the interviews that are dealt, with their units; the deal's cut is filled in.
func (s *dealSources) talks(d *Deal) ([]dealtTalk, error) {
	wanted := make(map[string]bool, len(s.o.Interviews))
	for _, id := range s.o.Interviews {
		if !slices.ContainsFunc(s.interviews, func(in *coding.Interview) bool { return in.ID == id }) {
			return nil, dealFault("interview", id)
		}
		wanted[id] = true
	}
	var talks []dealtTalk
	cuts := map[string]bool{}
	for _, in := range s.interviews {
		if s.o.Interviews != nil && !wanted[in.ID] {
			continue
		}
		before := len(s.problems)
		units, cut, err := s.units(in)
		if err != nil {
			return nil, err
		}
		if len(units) == 0 {
			switch {
			case len(s.problems) > before:
			case wanted[in.ID]:
				s.problems = append(s.problems, coding.Problem{Pos: in.Pos, Code: "deal_no_text", Args: []string{in.ID}})
			default:
				s.tally.noText = append(s.tally.noText, in.ID)
			}
			continue
		}
		cuts[cut] = true
		talks = append(talks, dealtTalk{in.ID, valuesOf(in, units, s.o.By), units})
	}
	if len(talks) == 0 {
		return nil, dealFault("no_units")
	}
	delete(cuts, "")
	switch {
	case len(cuts) == 1 && s.o.Cut == "":
		for d.Cut = range cuts {
		}
	case len(cuts) > 0:
		d.Cut = s.cut
	}
	if d.Cut != "" {
		d.Longest = s.longest
	}
	return talks, nil
}

// share marks the units of the planned overlap. One person alone has none.
func (o *DealOptions) share(talks []dealtTalk, order []int, several bool) error {
	if len(o.OverlapList) > 0 {
		return shareList(talks, o.OverlapList, several)
	}
	switch {
	case !several:
	case o.OverlapBy == "unit":
		shareUnits(talks, order, o.Overlap, o.Seed)
	default:
		for i, taken := range shareTalks(talks, order, o.Overlap, o.Seed) {
			for k := range talks[i].units {
				talks[i].units[k].Shared = taken
			}
		}
	}
	return nil
}

// shareList marks what a list names. Letter case and width of ids do not count.
func shareList(talks []dealtTalk, list []string, several bool) error {
	type place struct{ talk, unit int }
	places := map[string]place{}
	for i := range talks {
		places[nameKey(talks[i].id)] = place{i, -1}
	}
	for i := range talks {
		for k := range talks[i].units {
			name := nameKey(talks[i].id + "/" + talks[i].units[k].ID)
			if _, taken := places[name]; !taken {
				places[name] = place{i, k}
			}
		}
	}
	for _, name := range list {
		at, ok := places[nameKey(strings.TrimSpace(name))]
		if !ok {
			return dealFault("overlap_item", name)
		}
		for k := range talks[at.talk].units {
			if several && (at.unit < 0 || at.unit == k) {
				talks[at.talk].units[k].Shared = true
			}
		}
	}
	return nil
}
