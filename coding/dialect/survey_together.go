package dialect

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// together pairs the export with others of the same survey: one by number and one by text tell what the numbers mean.
func (s *survey) together() {
	for _, src := range s.opts.Together {
		f := open(src.Name, src.R, src.Size, nil)
		s.beside(f)
		f.close()
	}
}

func (s *survey) beside(f *opened) {
	if len(formPages(f)) > 0 { // a questionnaire's definition, which the columns have read
		return
	}
	pos := coding.Pos{File: f.name}
	if f.err != nil && s.platform.recognise == nil {
		s.problems = append(s.problems, coding.Problem{Pos: pos, Code: "unreadable_file", Args: []string{"sheet.error.unreadable", f.err.Error()}})
		return
	}
	f.forced = true
	if score, _ := s.platform.score(f); score == 0 {
		s.problems = append(s.problems, coding.Problem{Pos: pos, Code: "dialect.not_as", Args: []string{s.platform.name, f.headers()}})
		return
	}
	o := s.opts
	o.Together, o.Map = nil, nil
	t, err := s.platform.take(f, o)
	if err != nil {
		s.problems = append(s.problems, coding.Problem{Pos: pos, Code: "unreadable_file", Args: []string{"sheet.error.unreadable", err.Error()}})
		return
	}
	s.pair(t)
	r := t.receipt.closed()
	for _, n := range t.notes {
		r.Notes = append(r.Notes, coding.ReceiptNote{Code: n.Code, Args: append(slices.Clone(n.Args), strconv.Itoa(t.noted[noteKey(n)]))})
	}
	s.more = append(s.more, r)
	s.problems = append(s.problems, t.problems...)
}

// key is the id of a row, with its period.
func (s *survey) key(row int) string {
	k := ""
	for i, q := range s.questions {
		if q.role == "respondent_id" || q.role == "period" {
			k += nameKey(s.rows[row].Values[i].Text) + "\x00"
		}
	}
	if s.numbered {
		k += strconv.Itoa(row)
	}
	return k
}

// pair puts the rows of two exports side by side by their ids.
func (s *survey) pair(t *survey) {
	s.leaveAs(t)
	t.leaveAs(s)
	rows := map[string]int{}
	for r := range t.rows {
		rows[t.key(r)] = r
	}
	twin := make([]int, len(s.rows))
	paired := 0
	for r := range s.rows {
		at, ok := rows[s.key(r)]
		if !ok {
			twin[r] = -1
			continue
		}
		twin[r] = at
		paired++
	}
	if lone := len(s.rows) - paired; lone > 0 {
		s.note("dialect.survey_unpaired", t.file.name, strconv.Itoa(lone))
	}
	if lone := len(t.rows) - paired; lone > 0 {
		t.receipt.Used -= lone
		t.receipt.excluded["dialect.survey_no_twin"] += lone
	}
	columns, labels := 0, 0
	inPlace := s.codesAndWordings(t)
	if inPlace {
		s.adoptWordings(t)
	}
	for i, q := range s.questions {
		if q.role != "" && !(inPlace && q.role != "-") {
			if q.role != "-" && len(t.questions) > 0 && t.role(q.role) != nil {
				t.receipt.Columns = append(t.receipt.Columns, coding.ColumnUse{Header: t.role(q.role).Header, Field: q.role})
			}
			if k := slices.IndexFunc(t.questions, func(o *question) bool { return o.role == q.role }); k >= 0 && slices.Contains([]string{"case", "department", "role", "period"}, q.role) {
				labels += s.pairAs(i, q, t, k, twin)
			}
			continue
		}
		j := s.twinOf(i, t, inPlace)
		if j < 0 {
			continue
		}
		t.receipt.Columns = append(t.receipt.Columns, coding.ColumnUse{Header: t.questions[j].Header, Field: cmp.Or(q.role, q.Name)})
		if slices.Contains([]string{"respondent_id", "submitted", "seconds", "weight"}, q.role) {
			continue
		}
		if n := s.pairAs(i, q, t, j, twin); n > 0 {
			columns, labels = columns+1, labels+n
		}
	}
	s.shareLabels()
	s.learnedAsWritten(t)
	s.note("dialect.survey_paired", t.file.name, strconv.Itoa(paired), strconv.Itoa(columns), strconv.Itoa(labels))
}

// shareLabels gives the rows of a matrix the labels of each other, where no two disagree: they have the same options.
func (s *survey) shareLabels() {
	labels, order := map[string]map[string]string{}, map[string][]ValueLabel{}
	torn := map[string]bool{}
	for _, q := range s.questions {
		if q.role != "" || q.block == "" || !q.learned {
			continue
		}
		if labels[q.block] == nil {
			labels[q.block] = map[string]string{}
		}
		for _, l := range q.Labels {
			if known, ok := labels[q.block][l.Value]; !ok {
				labels[q.block][l.Value] = l.Text
				order[q.block] = append(order[q.block], l)
			} else if known != l.Text {
				torn[q.block] = true
			}
		}
	}
	for _, q := range s.questions {
		if q.role == "" && q.learned && q.block != "" && !torn[q.block] {
			q.Labels = slices.Clone(order[q.block])
			slices.SortFunc(q.Labels, byValue)
		}
	}
}

// byValue sorts labels by their values, as numbers where they are.
func byValue(a, b ValueLabel) int {
	x, ok := parseValue(a.Value)
	y, ok2 := parseValue(b.Value)
	if ok && ok2 {
		return cmp.Compare(x, y)
	}
	return cmp.Or(yes(ok2)-yes(ok), strings.Compare(a.Value, b.Value))
}

// pairColumn learns a column's value labels from its twin and gives how many there are. Where this file has the texts, its
// values become the numbers of the other. A number with two labels is a problem where the rarer stands.
func (s *survey) pairColumn(i int, q *question, t *survey, j int, twin []int) int {
	swap := s.textsHere(i, t, j, twin)
	v := ballot{votes: map[string]map[string]int{}}
	for r, at := range twin {
		if at < 0 {
			continue
		}
		a, b := &s.rows[r].Values[i], &t.rows[at].Values[j]
		if (a.Missing == coding.Present) != (b.Missing == coding.Present) {
			if a.Missing != coding.Rejected && b.Missing != coding.Rejected {
				s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_pair_missing", "", a.Text, b.Text, t.rows[at].Pos.At(t.questions[j].Col).String())
			}
			continue
		}
		if a.Missing != coding.Present || nameKey(a.Text) == nameKey(b.Text) {
			continue
		}
		number, label := a, b
		if swap {
			number, label = b, a
		}
		ns, ls := s.parts(number.Text), s.parts(label.Text)
		if len(ns) != len(ls) || !s.numeric(number.Text) {
			s.problem(s.rows[r].Pos.At(q.Col), "dialect.survey_pair_differs", "", a.Text, b.Text, t.rows[at].Pos.At(t.questions[j].Col).String())
			continue
		}
		for k := range ns {
			v.cast(r, ns[k], ls[k])
		}
		if swap {
			*a = *b
		}
	}
	best := v.best()
	for _, c := range v.casts {
		if c.label != best[c.number] {
			s.problem(s.rows[c.row].Pos.At(q.Col), "dialect.survey_pair_conflict", "", c.number, c.label, best[c.number])
		}
	}
	if len(q.Labels) > 0 { // the file's own win
		return 0
	}
	for _, n := range v.order {
		q.Labels = append(q.Labels, ValueLabel{n, best[n]})
	}
	slices.SortFunc(q.Labels, byValue)
	if len(v.order) > 0 && s.platform.sure && slices.ContainsFunc(v.casts, func(c cast) bool { return s.rows[c.row].Values[i].Text != c.number }) && !q.ranked {
		q.several = true
	}
	q.learned = true
	return len(v.order)
}

// textsHere reports whether a column has its texts in this file, and its numbers in the other.
func (s *survey) textsHere(i int, t *survey, j int, twin []int) bool {
	mine, theirs := 0, 0
	for r, at := range twin {
		if at < 0 {
			continue
		}
		a, b := &s.rows[r].Values[i], &t.rows[at].Values[j]
		mine += yes(a.Missing == coding.Present && s.numeric(a.Text))
		theirs += yes(b.Missing == coding.Present && s.numeric(b.Text))
	}
	return theirs > mine
}

// ballot counts which label stands beside which number.
type ballot struct {
	votes map[string]map[string]int // number to labels
	order []string                  // numbers as met
	casts []cast
}

// cast is a number and its label in a row.
type cast struct {
	row           int
	number, label string
}

func (v *ballot) cast(row int, number, label string) {
	if v.votes[number] == nil {
		v.votes[number] = map[string]int{}
		v.order = append(v.order, number)
	}
	v.votes[number][label]++
	v.casts = append(v.casts, cast{row, number, label})
}

// best is the label that stands beside each number most often; of several the first.
func (v *ballot) best() map[string]string {
	best := map[string]string{}
	for _, n := range v.order {
		for _, l := range slices.Sorted(maps.Keys(v.votes[n])) {
			if v.votes[n][l] > v.votes[n][best[n]] {
				best[n] = l
			}
		}
	}
	return best
}

// parts takes several or ranked answers of a cell apart.
func (s *survey) parts(text string) []string {
	for _, sep := range []string{"→", s.platform.separator} {
		if s.platform.sure && sep != "" && strings.Contains(text, sep) {
			return pieces(text, sep)
		}
	}
	return []string{text}
}

// numeric reports whether all answers of a cell are numbers.
func (s *survey) numeric(text string) bool {
	return !slices.ContainsFunc(s.parts(text), func(p string) bool { _, ok := parseValue(p); return !ok })
}
