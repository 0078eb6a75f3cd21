package study

import (
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// valueSet is what the values of one column of responses stand for, as the value sheet beside the responses says.
type valueSet struct {
	list []coding.ValueLabel
}

// valueSets are those of a file, by the key of the column's header.
type valueSets map[string]*valueSet

// of is the set of the column that goes by one of the names; nil without.
func (v valueSets) of(names ...string) *valueSet {
	for _, n := range names {
		if s := v[headerKey(n)]; s != nil {
			return s
		}
	}
	return nil
}

// labelled reports whether the file says what an answer stands for.
func (s *valueSet) labelled() bool {
	return slices.ContainsFunc(s.list, func(v coding.ValueLabel) bool { return !v.Missing && v.Label != "" })
}

// numbered reports whether the numbers were given to words.
func (s *valueSet) numbered() bool {
	return slices.ContainsFunc(s.list, func(v coding.ValueLabel) bool { return v.Numbered })
}

// put adds what a file says of a value.
func (v *valueSets) put(l coding.ValueLabel) {
	if *v == nil {
		*v = valueSets{}
	}
	k := headerKey(l.Column)
	if (*v)[k] == nil {
		(*v)[k] = &valueSet{}
	}
	(*v)[k].list = append((*v)[k].list, l)
}

// readValues reads the value sheets of a file of responses, which must be known before its answers are read.
func (rd *reader) readValues(src *source) []*part {
	var parts []*part
	for _, of := range src.sheets {
		if of.kind != kindValues {
			continue
		}
		p := newPart(src.path, of.name, of.kind.name)
		rd.read(p, of.kind, src.grid(of), rd.untilDone(func(r *row) {
			v := coding.ValueLabel{Pos: r.place(r.at("label")), Column: r.word("column"), Value: r.word("value"), Label: r.text("label"), Missing: r.yes("missing"), Numbered: r.yes("numbered")}
			for _, f := range []struct{ name, found string }{{"column", v.Column}, {"value", v.Value}} {
				if f.found == "" {
					r.reject(r.at(f.name), "missing_value", "", f.name)
					return
				}
			}
			src.values.put(v)
			r.values = append(r.values, v)
		}))
		parts = append(parts, p)
	}
	return parts
}

// apply tells the scale of an item's column which of its values are no answers, and which words stand for which of its
// points where the item has no words of its own. Words that the item knows the other way round are a problem.
func (s *valueSet) apply(p *part, to *scale) {
	own := len(to.labels) == 0
	var told []worded
	for _, v := range s.list {
		x, err := strconv.ParseFloat(sheet.Fold(v.Value), 64)
		number := err == nil
		switch {
		case v.Missing && number:
			to.naNum[x] = true
			if _, point := to.labels[key(v.Label)]; v.Label != "" && !point {
				to.na[key(v.Label)] = true
			}
		case v.Missing:
			to.na[key(v.Value)] = true
		case v.Label == "" || !number:
		case own:
			if k := key(v.Label); k != "" {
				to.labels[k] = x
				to.words, to.points = append(to.words, v.Label), append(to.points, x)
			}
		default:
			if point, known := to.labels[key(v.Label)]; known {
				told = append(told, worded{v, x, point})
			}
		}
	}
	if at := slices.IndexFunc(told, func(w worded) bool { return w.against(told, (to.min+to.max)/2) }); at >= 0 {
		w := told[at]
		p.problems = append(p.problems, problem{Problem: coding.Problem{Pos: w.Pos, Code: "values_conflict",
			Args: []string{w.Column, w.Value, w.Label, formatNumber(w.point)}}, subject: w.Column})
	}
}

// worded is a value whose word the item knows, for a point of its own.
type worded struct {
	coding.ValueLabel
	value, point float64
}

// against reports whether the file counts the other way round than the item: the word lies on the other side of the middle, or
// one of the other words comes before it here and after it there. Words for the ends alone (1 disagree, 5 agree) are not.
func (w worded) against(all []worded, middle float64) bool {
	return (w.value-middle)*(w.point-middle) < 0 || slices.ContainsFunc(all, func(o worded) bool { return (w.value-o.value)*(w.point-o.point) < 0 })
}

// inWords puts the words of the value sheet in the place of an attribute's values; what is declared to be no answer goes.
func (s *surveyReader) inWords(a coding.Attrs) coding.Attrs {
	for h, set := range s.words {
		given, there := a[h]
		if !there {
			continue
		}
		for _, v := range set.list {
			switch {
			case given != v.Value && given != v.Label:
				continue
			case v.Missing:
				delete(a, h)
			case v.Label != "":
				a[h] = v.Label
			}
			break
		}
	}
	return a
}
