package reports

import (
	"math"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// changes says what is different from an earlier review: scores of cases that moved to another band or by more than the
// margin, and hazard flags with another verdict.
func (b *builder) changes() []document.Paragraph {
	old := b.o.Since
	if old == nil {
		return nil
	}
	var out []document.Paragraph
	if old.Provenance.FrameworkHash != b.l.Provenance.FrameworkHash {
		out = append(out, document.Paragraph{Text: say("since.framework")})
	}
	moved, same := 0, 0
	for i := range b.es {
		e := &b.es[i]
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || own != "" || e.Family != "score" || k.Case == "" || k.Dept != "" || k.Side != "" || k.Role != "" {
			continue
		}
		was, ok := old.Find(e.ID())
		if !ok {
			continue
		}
		name := b.dimName(k.Dim)
		if k.Period != "" {
			name = say("in_period", name, periodName(k.Period))
		}
		switch e.Measure {
		case "survey_pomp", "interview_q":
			if !has(e) || was.Empty() || k.Period != "" {
				continue
			}
			if b.bandOf(e.Value) == b.bandOf(was.Value) && math.Abs(e.Value-was.Value) <= b.fw.Bands.Margin {
				same++
				continue
			}
			moved++
			out = append(out, paragraph(say("since.score", b.caseName(k.Case), name, sourceName(k.Source), points(was.Value), sizeOf(k.Source, was.N),
				b.bandClause(was.Value), points(e.Value), sizeOf(k.Source, e.N), b.bandClause(e.Value)), []string{"dimensions"}, e))
		case "hazard":
			if _, hid := hidden(e); hid {
				continue
			}
			if _, hid := hidden(&was); hid || verdict(e) == verdict(&was) {
				continue
			}
			for h := range b.fw.Hazards {
				if b.fw.Hazards[h].ID == k.Dim {
					name = b.hazardName(&b.fw.Hazards[h])
				}
			}
			moved++
			out = append(out, paragraph(say("since.hazard", b.caseName(k.Case), name, sourceName(k.Source), say("verdict."+verdict(&was)), say("verdict."+verdict(e))),
				[]string{"hazards"}, e))
		}
	}
	return append(out, document.Paragraph{Text: say("since.summary", count(moved), count(same), styled(b.fw.Bands.Margin, table.Format{}))})
}
