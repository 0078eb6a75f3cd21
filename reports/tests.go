package reports

import (
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// What the report says of its tests is read off the estimates: only what was tested, and in the way that it was.

// isClustered reports whether a test allows for people of one department being alike.
func isClustered(e *estimate.Estimate) bool { return strings.Contains(e.Method, "CR1") }

// isTogether reports whether the departments that are not shown were one cluster of a test.
func isTogether(e *estimate.Estimate) bool {
	for _, n := range e.Notes {
		if n.Code == "score_departments_together" {
			return true
		}
	}
	return false
}

// testsMade says which kinds of tests gave a p, and whether departments that are not shown were taken together.
type testsMade struct{ groupsClustered, groupsPlain, pairedClustered, pairedPlain, together bool }

// testsMade looks at the comparisons of two levels of an attribute.
func (b *builder) testsMade(attributes ...func(*estimate.Key) string) testsMade {
	var t testsMade
	for measure, set := range map[string][2]*bool{"student_t": {&t.groupsPlain, &t.groupsClustered}, "paired_t": {&t.pairedPlain, &t.pairedClustered}} {
		for _, x := range b.keys["compare."+measure] {
			for _, of := range attributes {
				if of(&x.key) == "" || !estimate.Has(x.e.P) {
					continue
				}
				t.together = t.together || isTogether(x.e)
				if isClustered(x.e) {
					*set[1] = true
				} else {
					*set[0] = true
				}
			}
		}
	}
	return t
}

// texts has a sentence for each kind of test, from the catalogue's prefix+kind.
func (t testsMade) texts(prefix string) []table.Text {
	var out []table.Text
	for _, x := range []struct {
		made bool
		kind string
	}{{t.pairedClustered, "paired_clustered"}, {t.pairedPlain, "paired_plain"}, {t.groupsClustered, "groups_clustered"}, {t.groupsPlain, "groups_plain"}} {
		if x.made {
			out = append(out, say(prefix+x.kind))
		}
	}
	return append(out, t.togetherText()...)
}

func (t testsMade) togetherText() []table.Text {
	if t.together {
		return []table.Text{say("tests_together")}
	}
	return nil
}

// liftsRefusal reports whether the study had tests made whatever the number of people and departments.
func (b *builder) liftsRefusal() bool {
	switch strings.ToLower(b.study.Options.Refuse["tests"]) {
	case "off", "no", "never", "false", "warn":
		return true
	}
	return false
}

// dash says what a dash in the place of a p means.
func (b *builder) dash() table.Text {
	if b.liftsRefusal() {
		return say("dash.lifted")
	}
	return say("dash.refused")
}

// untested says why a table holds no p at all.
func (b *builder) untested() table.Text {
	if b.liftsRefusal() {
		return say("untested.lifted")
	}
	return say("untested.note")
}

// comparisonsText says how groups and periods were compared.
func (b *builder) comparisonsText() table.Text {
	made := b.testsMade(roleOf, sideOf, periodOf).texts("methods.tests_")
	text := append([]table.Text{say("methods.comparisons_text")}, made...)
	if made == nil {
		text = append(text, say("methods.tests_none"))
	}
	if b.liftsRefusal() {
		text = append(text, say("methods.refusal_lifted"))
	} else {
		text = append(text, say("methods.refusal"))
	}
	if made != nil {
		text = append(text, say("methods.holm"))
	}
	return sentences(text)
}
