package reports

import (
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// waves are the questionnaires of a survey of several periods.
type waves struct {
	text table.Text // how many in each period, at what rate, and how many people answered in both of two
	es   []*estimate.Estimate
	both int // people who answered in both of two periods; -1 unknown
}

// answeredIn counts the people who answered in a period: over the whole study, or where the ledger has no such number, as
// the sum over the cases if that of none is hidden.
func (b *builder) answeredIn(period string) (n float64, es []*estimate.Estimate) {
	if e := b.score("respondents", estimate.Key{Source: "survey", Period: period}); has(e) {
		return e.Value, []*estimate.Estimate{e}
	}
	for i := range b.study.Cases {
		e := b.score("respondents", estimate.Key{Source: "survey", Case: b.study.Cases[i].ID, Period: period})
		switch {
		case e == nil:
			continue
		case !has(e):
			return 0, nil
		}
		n += e.Value
		es = append(es, e)
	}
	return n, es
}

// waves tells the questionnaires of each period, if there are several and the number of none is hidden.
func (b *builder) waves() (w waves, ok bool) {
	k := estimate.Key{Source: "survey"}
	people, invited := b.score("respondents", k), b.score("respondents_invited", k)
	var parts []table.Text
	sum := 0.
	for _, period := range b.periods {
		n, es := b.answeredIn(period)
		if es == nil {
			if b.isAnswered(period) {
				return waves{}, false
			}
			continue
		}
		sum += n
		w.es = append(w.es, es...)
		name := inSentence(periodName(period))
		if has(invited) && invited.Value > 0 {
			parts = append(parts, proseSays("period_rate", name, styled(n, table.Whole), share(n/invited.Value)))
		} else {
			parts = append(parts, proseSays("period", name, styled(n, table.Whole)))
		}
	}
	if len(parts) < 2 {
		return waves{}, false
	}
	w.both = -1
	texts := []table.Text{proseSays("periods", list(parts), styled(sum, table.Whole))}
	if has(invited) && invited.Value > 0 {
		w.es = append(w.es, invited)
		texts = []table.Text{proseSays("periods_rate", list(parts), styled(sum, table.Whole), styled(invited.Value, table.Whole))}
	}
	if len(parts) == 2 && has(people) && sum >= people.Value {
		w.both = int(sum - people.Value)
		w.es = append(w.es, people)
		texts = append(texts, proseSays("both_periods", count(w.both)))
	}
	w.text = sentences(texts)
	return w, true
}

// isAnswered reports whether the ledger knows of answers in a period, hidden ones too.
func (b *builder) isAnswered(period string) bool {
	for _, x := range b.keys["score.respondents"] {
		if x.key.Period == period && x.key.Source == "survey" {
			return true
		}
	}
	return false
}

// decided says what the team's decisions left out of the survey, and how many there are of each kind.
func (p *prose) decided() {
	out, kept := map[string]int{}, map[string]bool{}
	rows := 0
	for i := range p.study.Survey.Responses {
		switch r := &p.study.Survey.Responses[i]; {
		case r.Excluded != "":
			out[r.Respondent]++
			rows++
		default:
			kept[r.Respondent] = true
		}
	}
	known := 0
	for i := range p.l.Receipts {
		if r := &p.l.Receipts[i]; r.What == "responses" {
			for _, c := range r.Excluded {
				if c.Reason == "decision" {
					known += c.Count
				}
			}
		}
	}
	rows = max(rows, known) // a row that was dropped is no record
	people, whole := 0, 0
	for id, n := range out {
		if !kept[id] {
			people++
			whole += n
		}
	}
	if rows > 0 {
		var parts []table.Text
		if people > 0 {
			parts = append(parts, proseSays("excluded_people", count(people), count(whole)))
		}
		if rows > whole {
			parts = append(parts, proseSays("excluded_single", count(rows-whole)))
		}
		p.counted("excluded", rows, count(rows), list(parts))
	}
	kinds := map[string]int{}
	for i := range p.study.Decisions {
		if d := &p.study.Decisions[i]; d.Used {
			kinds[d.Action]++
		}
	}
	var parts []table.Text
	for _, action := range []string{"exclude", "recode", "accept", "complement"} {
		if n := kinds[action]; n > 0 {
			parts = append(parts, proseSays("decision."+action, count(n)))
		}
	}
	if parts != nil {
		p.add(proseSays("decisions", list(parts)))
	}
}
