package dialect

import (
	"fmt"
	"math"
	"strings"

	"github.com/smekit/smekit/coding"
)

// respondentID names a response of a file without ids by its place.
func respondentID(i int) string { return fmt.Sprintf("R%04d", i+1) }

// answers puts the columns side by side.
func (s *survey) answers() *Answers {
	a := &Answers{Sheet: s.receipt.Sheet, Header: s.headRow(), Rows: make([]Answer, len(s.rows)), RowNumbers: s.numbersRows()}
	columns := s.built
	if s.numbered {
		id := &built{Column: Column{Name: "respondent_id", Kind: "field"}, values: make([]coding.Value, len(s.rows))}
		for i := range id.values {
			id.values[i] = coding.Value{Text: respondentID(i)}
		}
		columns = append([]*built{id}, columns...)
	}
	for _, b := range columns {
		c := b.Column
		if b.at != nil { // what the words stand for is the instrument's to say
			c.Labels = nil
			for _, l := range b.Labels {
				c.Labels = append(c.Labels, ValueLabel{l.Text, l.Text})
			}
		}
		a.Columns = append(a.Columns, c)
	}
	cells := make([]coding.Value, len(columns)*len(s.rows))
	for r := range s.rows {
		values := cells[:len(columns):len(columns)]
		cells = cells[len(columns):]
		for i, b := range columns {
			values[i] = b.values[r]
		}
		a.Rows[r] = Answer{Pos: s.rows[r].Pos, Values: values}
	}
	return a
}

// Survey makes the responses of a study of the answers: scale columns, and those with the ids of items, are answers; the
// other columns are attributes under the names that [Column.Attribute] gives, in the words of their labels. What the values
// stand for, and which are no answers, is in [coding.Survey.Values]. A column that is called case, department,
// role, period, submitted, seconds or weight fills that field; caseID stands for a case that the file does not name.
func (a *Answers) Survey(items []coding.Item, caseID string) *coding.Survey {
	out := &coding.Survey{}
	var at []int
	var cols []int
	isItem := make([]bool, len(a.Columns))
	for i := range a.Columns {
		c := &a.Columns[i]
		isItem[i] = c.isItem(items)
		if isItem[i] {
			out.Items, at, cols = append(out.Items, c.Name), append(at, i), append(cols, c.Col)
		}
	}
	words := make([]map[string]string, len(a.Columns))
	for i := range a.Columns {
		words[i] = a.Columns[i].words()
	}
	out.Values = a.ValueLabels(items)
	for r := range a.Rows {
		row := &a.Rows[r]
		resp := coding.Response{Pos: row.Pos, Case: caseID, Seconds: math.NaN(), Weight: 1, Columns: cols}
		for i := range a.Columns {
			c, v := &a.Columns[i], row.Values[i]
			switch {
			case isItem[i]:
			case c.Kind != "field":
				t := v.String()
				if v.Missing == coding.DoesNotApply {
					t = v.Text
				}
				if w := words[i][t]; w != "" {
					t = w
				}
				if t != "" {
					if resp.Attrs == nil {
						resp.Attrs = coding.Attrs{}
					}
					resp.Attrs[c.Attribute()] = t
				}
			default:
				fill(&resp, c.Name, v)
			}
		}
		for _, i := range at {
			resp.Answers = append(resp.Answers, row.Values[i])
		}
		out.Responses = append(out.Responses, resp)
	}
	return out
}

// fill sets a field of a response.
func fill(r *coding.Response, name string, v coding.Value) {
	if v.Missing != coding.Present {
		return
	}
	switch name {
	case "respondent_id":
		r.Respondent = v.String()
	case "case":
		r.Case = v.String()
	case "department":
		r.Dept = v.String()
	case "role":
		r.Role = v.String()
	case "period":
		r.Period = v.String()
	case "submitted":
		r.Submitted = v.String()
	case "seconds":
		if v.IsNum {
			r.Seconds = v.Num
		}
	case "weight":
		if v.IsNum {
			r.Weight = v.Num
		}
	}
}

// Attribute is the header of a column that is no item: its name with its wording, so that it is not taken for an item.
func (c *Column) Attribute() string {
	text := c.Question
	if c.Kind == "choices" && len(c.Labels) == 1 {
		text += " · " + c.Labels[0].Text
	}
	text = shorten(strings.Trim(flat(text), " ·"), 60)
	switch {
	case text == "" || nameKey(text) == nameKey(c.Name):
		if text = c.Name; strings.TrimRight(text, "0123456789") != text {
			text += " (" + c.Kind + ")"
		}
		return text
	case strings.HasPrefix(nameKey(text), nameKey(c.Name)):
		return text
	}
	return c.Name + " " + text
}
