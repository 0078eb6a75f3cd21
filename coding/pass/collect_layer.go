package pass

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/form"
)

// layer makes the coder's layer and lists the units that did not come back.
func (t *taking) layer() *Layer {
	l := &Layer{Coder: t.rec.Coder, File: t.rec.File, Slots: 1}
	t.rec.Dealt = len(t.units.order)
	for place, k := range t.units.order {
		u, d := &t.states[place], &t.deal.Units[k]
		if u.rows == 0 {
			t.rec.Missing++
			t.rec.Events = append(t.rec.Events, Event{Pos: t.pos(0, 0), Interview: d.Interview, Segment: d.ID, Outcome: OutcomeMissing, Reason: "missing"})
			continue
		}
		t.rec.Returned++
		if u.refused > 0 && len(u.codes) == 0 {
			// reviewed and nothing given would be untrue
			t.event(u.firstRow, 0, int32(k), OutcomeLeftOut, "no_code_left", strings.Join(append(u.memos, u.links...), "; "))
			continue
		}
		if !u.reviewed {
			continue
		}
		row := form.LayerRow{Interview: d.Interview, ID: d.ID, Speaker: d.Speaker, Text: d.Text, Period: u.period,
			Memo: strings.Join(u.memos, "\n"), LinkTo: strings.Join(u.links, "; "), From: d.From, To: d.To}
		if row.Period == "" {
			row.Period = d.Period
		}
		for _, c := range u.codes {
			row.Codes = append(row.Codes, c.LayerCode)
		}
		l.Units++
		l.Codes += len(row.Codes)
		if len(row.Codes) > 0 {
			l.Coded++
		}
		l.Slots = max(l.Slots, len(row.Codes))
		l.Rows = append(l.Rows, row)
	}
	for i := range t.codes.codes {
		if id := t.codes.codes[i].id; t.used[i] > 0 && t.changed[id] {
			t.rec.Events = append(t.rec.Events, Event{Pos: t.pos(0, 0), Outcome: OutcomeNoted, Reason: "redefined_since", Args: []string{id, strconv.Itoa(t.used[i])}})
		}
	}
	return l
}
