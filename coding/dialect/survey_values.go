package dialect

import (
	"slices"

	"github.com/smekit/smekit/coding"
)

// ValueLabels are what the values of the columns stand for, by the names that [Answers.Survey] gives them.
func (a *Answers) ValueLabels(items []coding.Item) []coding.ValueLabel {
	var out []coding.ValueLabel
	for i := range a.Columns {
		out = append(out, a.Columns[i].values(a.Columns[i].isItem(items))...)
	}
	return out
}

// isItem reports whether a column holds the answers to an item of the study, or to what may become one.
func (c *Column) isItem(items []coding.Item) bool {
	return c.Kind == "scale" || c.Kind != "field" && slices.ContainsFunc(items, func(it coding.Item) bool { return it.ID == c.Name })
}

// values are what a column's values stand for, and the values that are no answers: nothing where all labels are the values
// themselves, nor of the fields and the columns of a question with several answers.
func (c *Column) values(item bool) []coding.ValueLabel {
	if c.Kind == "field" || c.Kind == "choices" || c.Kind == "ranking" {
		return nil
	}
	name := c.Name
	if !item {
		name = c.Attribute()
	}
	var out []coding.ValueLabel
	told := map[string]bool{}
	for _, l := range c.Labels {
		if missing := slices.Contains(c.Missing, l.Value) || slices.Contains(c.Missing, l.Text); l.Text != l.Value || missing {
			out = append(out, coding.ValueLabel{Column: name, Value: l.Value, Label: l.Text, Missing: missing, Numbered: c.Numbered && !missing})
			told[l.Value], told[l.Text] = true, true
		}
	}
	for _, l := range c.Absent {
		if !told[l.Value] {
			told[l.Value] = true
			out = append(out, coding.ValueLabel{Column: name, Value: l.Value, Label: l.Text, Missing: true})
		}
	}
	for _, m := range c.Missing {
		if !told[m] {
			out = append(out, coding.ValueLabel{Column: name, Value: m, Missing: true})
		}
	}
	return out
}

// words are the labels that stand in place of a closed question's values: those of questions that are measured stay numbers.
func (c *Column) words() map[string]string {
	if c.Kind != "choice" && c.Kind != "number" && c.Kind != "text" {
		return nil
	}
	out := map[string]string{}
	for _, l := range c.Labels {
		out[l.Value] = l.Text
	}
	return out
}
