package form

import "github.com/smekit/smekit/coding"

// Consensus is the sheet of rulings that a study reads: what was decided of a code on a segment.
func Consensus(lang string, rulings []coding.Ruling) Workbook {
	t := &templates{lang: lang}
	s := Sheet{Name: "consensus", Frozen: 2, Filter: true}
	for _, c := range []struct {
		field, zh string
		width     float64
		set       []func(*Column)
	}{
		{"interview_id", "访谈编号", 12, []func(*Column){required}},
		{"segment_id", "段落编号", 12, []func(*Column){required}},
		{"code", "编码", 16, []func(*Column){required, group(1)}},
		{"decision", "裁定", 11, []func(*Column){required, group(1), choose(t.closed("decision"))}},
		{"intensity", "强度", 9, []func(*Column){group(2), whole(1, 3), choose(points(1, 3))}},
		{"direction", "方向", 9, []func(*Column){group(2), whole(-1, 1), choose(directions)}},
		{"reason", "理由", 40, []func(*Column){wrapped, group(3)}},
		{"who", "裁定人", 12, []func(*Column){group(3)}},
	} {
		col := Column{Header: t.header(c.zh, c.field), Width: c.width}
		for _, f := range c.set {
			f(&col)
		}
		s.Columns = append(s.Columns, col)
	}
	for i := range rulings {
		r := &rulings[i]
		var intensity, direction any
		if r.Intensity != 0 {
			intensity = r.Intensity
		}
		if r.HasDir {
			direction = r.Direction
		}
		verdict := t.word("decision", 1)
		if r.Accept {
			verdict = t.word("decision", 0)
		}
		s.Rows = append(s.Rows, []any{r.Interview, r.Segment, r.Code, verdict, intensity, direction, blankless(r.Reason), blankless(r.Who)})
		s.Looks = append(s.Looks, RowLook{Line: i > 0 && r.Interview != rulings[i-1].Interview})
	}
	return Workbook{Title: t.pick("裁定", "consensus"), Sheets: []Sheet{s}}
}

// directions as drop-downs offer them.
var directions = []string{"1", "0", "-1"}
