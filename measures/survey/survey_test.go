package survey_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/survey"
	"pgregory.net/rapid"
)

func framework() *coding.Framework {
	return &coding.Framework{ScaleMin: 1, ScaleMax: 5, Dimensions: []coding.Dimension{{ID: "A", Polarity: 1}, {ID: "B", Polarity: 1}},
		Items: []coding.Item{{ID: "a1", Ask: "all"}, {ID: "a2", Ask: "approval"}, {ID: "a3", Ask: "line"}}}
}

func answers(xs ...float64) []coding.Value {
	out := make([]coding.Value, len(xs))
	for i, x := range xs {
		if out[i] = coding.Number(x); math.IsNaN(x) {
			out[i] = coding.Value{Missing: coding.NotAnswered}
		}
	}
	return out
}

var none = math.NaN()

func study(items []coding.Item, responses ...coding.Response) *coding.Study {
	s := &coding.Study{Framework: framework(), Instrument: coding.Instrument{Items: items},
		Departments: []coding.Department{{Case: "G", ID: "D1", Side: "approval"}, {Case: "G", ID: "D2", Side: "supervision"}, {Case: "G", ID: "D3", Side: "support"}}}
	for _, it := range items {
		s.Survey.Items = append(s.Survey.Items, it.ID)
	}
	for i, r := range responses {
		if r.Respondent == "" {
			r.Respondent = fmt.Sprint("P", i)
		}
		if r.Case == "" {
			r.Case = "G"
		}
		if r.Weight == 0 {
			r.Weight = 1
		}
		s.Survey.Responses = append(s.Survey.Responses, r)
	}
	return s
}

func cell(s *coding.Study) []survey.Cell {
	c := survey.Cell{Key: estimate.Key{Case: "G"}}
	for i := range s.Survey.Responses {
		if s.Survey.Responses[i].Excluded == "" {
			c.Responses = append(c.Responses, i)
		}
	}
	return []survey.Cell{c}
}

func item(id string, reverse bool, ask string) coding.Item {
	return coding.Item{ID: id, Dimension: "A", Min: 1, Max: 5, Reverse: reverse, Ask: ask}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-12 {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// A reverse item is turned round once: 5 and a reversed 1 are both the top.
func TestReverseOnce(t *testing.T) {
	s := survey.Read(study([]coding.Item{item("i1", false, "all"), item("i2", true, "all")},
		coding.Response{Answers: answers(5, 1)}, coding.Response{Answers: answers(4, 4)}))
	near(t, "5, reversed 1", s.Scores[0][0], 100)
	near(t, "4, reversed 4", s.Scores[1][0], 50) // mean of 4 and 2 is 3
}

func TestMinAnswered(t *testing.T) {
	for k, want := range map[int]int{1: 1, 2: 2, 3: 2, 4: 2, 5: 3, 6: 3, 7: 4} {
		if got := survey.MinAnswered(k); got != want {
			t.Errorf("k=%d: %d, want %d", k, got, want)
		}
	}
	s := survey.Read(study([]coding.Item{item("i1", false, "all"), item("i2", false, "all"), item("i3", false, "all"), item("i4", false, "all"), item("i5", false, "all")},
		coding.Response{Answers: answers(2, 2, none, none, none)}, coding.Response{Answers: answers(2, 2, 3, none, none)}))
	if !math.IsNaN(s.Scores[0][0]) || !s.Valid[0][0] {
		t.Error("two of five answered is too few")
	}
	near(t, "three of five", s.Scores[1][0], 100*(7.0/3-1)/4)
}

// The items asked of a side count; a department on the support side, and nobody's department, are asked items for all alone.
func TestSides(t *testing.T) {
	items := []coding.Item{item("a1", false, ""), item("a2", false, ""), item("a3", false, "")} // whom: the framework says
	s := survey.Read(study(items,
		coding.Response{Dept: "D1", Answers: answers(5, 3, 1)},
		coding.Response{Dept: "D2", Answers: answers(5, 3, 1)},
		coding.Response{Dept: "D3", Answers: answers(5, 3, 1)},
		coding.Response{Answers: answers(5, 3, 1)}))
	for r, want := range []float64{75, 50, 100, 100} {
		near(t, fmt.Sprint("response ", r), s.Scores[r][0], want)
	}
}

// A person asked twice counts twice in the mean and once among people; a missing score leaves N but not the person.
func TestCell(t *testing.T) {
	st := study([]coding.Item{item("i1", false, "all"), item("i2", false, "all"), item("i3", false, "all")},
		coding.Response{Respondent: "P", Answers: answers(5, 5, 5)}, coding.Response{Respondent: "P", Period: "x", Answers: answers(1, 1, 1)},
		coding.Response{Respondent: "Q", Answers: answers(4, none, none)}, coding.Response{Respondent: "R", Answers: answers(none, none, none)},
		coding.Response{Respondent: "S", Excluded: "double", Answers: answers(1, 1, 1)}, coding.Response{Respondent: "T", Answers: answers(4, 4, 4)})
	scores := survey.Read(st).Compute(cell(st))
	v, _ := scores.Find(estimate.Key{Case: "G"}, "A")
	if v.N != 3 || v.People != 3 || v.Answers != 10 || scores.Respondents[0] != 3 {
		t.Errorf("%+v, respondents %d", v, scores.Respondents[0])
	}
	near(t, "mean", v.Mean, (100+0+75)/3.0)
	near(t, "median", v.Median, 75)
	near(t, "agree", v.Agree, 70)
	near(t, "sd", v.SD, math.Sqrt((math.Pow(100-175.0/3, 2)+math.Pow(175.0/3, 2)+math.Pow(75-175.0/3, 2))/2))
}

func TestWeightedMean(t *testing.T) {
	st := study([]coding.Item{item("i1", false, "all")}, coding.Response{Weight: 3, Answers: answers(5)}, coding.Response{Weight: 1, Answers: answers(1)})
	v, _ := survey.Read(st).Compute(cell(st)).Find(estimate.Key{Case: "G"}, "A")
	near(t, "weighted mean", v.Mean, 75)
}

func TestResponseRate(t *testing.T) {
	st := study([]coding.Item{item("i1", false, "all")}, coding.Response{Answers: answers(5)}, coding.Response{Answers: answers(1)})
	st.Cases = []coding.Case{{ID: "G", Invited: -1}}
	for i, n := range []int{4, 3, 1} {
		st.Departments[i].Invited = n
	}
	found := map[string]float64{}
	for _, e := range survey.Read(st).Compute(cell(st)).Estimates() {
		found[e.ID()] = e.Value
	}
	near(t, "invited", found["score.respondents_invited(source=survey;case=G)"], 8)
	near(t, "rate", found["score.response_rate(source=survey;case=G)"], 0.25)
}

// Reversing an item in the instrument and its answers in the file changes nothing; nor does another scale.
func TestReversalAndScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "items")
		var plain, turned []coding.Item
		var x, y []float64
		for i := range n {
			a := rapid.IntRange(0, 5).Draw(t, "answer")
			reverse := rapid.Bool().Draw(t, "reverse")
			id := fmt.Sprint("i", i)
			plain = append(plain, item(id, reverse, "all"))
			other := item(id, !reverse, "all")
			other.Min, other.Max = 0, 10
			turned = append(turned, other)
			if a == 0 {
				x, y = append(x, none), append(y, none)
				continue
			}
			x, y = append(x, float64(a)), append(y, 10-2.5*float64(a-1))
		}
		a := survey.Read(study(plain, coding.Response{Answers: answers(x...)})).Scores[0][0]
		b := survey.Read(study(turned, coding.Response{Answers: answers(y...)})).Scores[0][0]
		if math.IsNaN(a) != math.IsNaN(b) || math.Abs(a-b) > 1e-9 {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

func ExampleRead() {
	study := &coding.Study{
		Framework:  &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL", Polarity: 1}}},
		Instrument: coding.Instrument{Items: []coding.Item{{ID: "q1", Dimension: "ME.REL", Min: 1, Max: 5}, {ID: "q2", Dimension: "ME.REL", Min: 1, Max: 5, Reverse: true}}},
		Survey: coding.Survey{Items: []string{"q1", "q2"}, Responses: []coding.Response{
			{Respondent: "R1", Weight: 1, Answers: []coding.Value{coding.Number(5), coding.Number(1)}},
			{Respondent: "R2", Weight: 1, Answers: []coding.Value{coding.Number(4), coding.Number(4)}},
		}},
	}
	scores := survey.Read(study).Compute([]survey.Cell{{Responses: []int{0, 1}}})
	for _, e := range scores.Estimates()[:2] {
		fmt.Println(e.ID(), e.Value, e.People)
	}
	// Output:
	// score.respondents(source=survey) 2 2
	// score.survey_pomp(dim=ME.REL;source=survey) 75 2
}

// Ten departments, a 5 in each of the first five and a 1 in each of the others: m = 50, and every department is 50 off.
// SE = √(10/9 · 10·50²)/10 = 16.667; t(.975; 9) = 2.262157 makes 12.297 to 87.703. With each answer given twice N
// doubles and the standard error stays, because a department's people count as one.
func TestIntervalByDepartment(t *testing.T) {
	people := func(departments, each int, change func(i int, r *coding.Response)) survey.Score {
		var list []coding.Response
		for i := range departments * each {
			r := coding.Response{Dept: fmt.Sprint("D", i%departments), Answers: answers(5)}
			if i%departments >= 5 {
				r.Answers = answers(1)
			}
			if change != nil {
				change(i, &r)
			}
			list = append(list, r)
		}
		st := study([]coding.Item{item("i1", false, "all")}, list...)
		v, _ := survey.Read(st).Compute(cell(st)).Find(estimate.Key{Case: "G"}, "A")
		return v
	}
	for each := 1; each <= 2; each++ {
		v := people(10, each, nil)
		if v.N != 10*each || v.DF != 9 || math.Abs(v.SE-50.0/3) > 1e-12 || math.Abs(v.Half-37.7026193) > 1e-6 {
			t.Errorf("%d a department: %+v", each, v)
		}
	}
	for what, v := range map[string]survey.Score{
		"nine departments":       people(9, 2, nil),
		"a weight":               people(10, 1, func(i int, r *coding.Response) { r.Weight = 1 + float64(i/9) }),
		"one without department": people(11, 1, func(i int, r *coding.Response) { r.Dept = r.Dept[:2*min(1, i)] }),
	} {
		if !math.IsNaN(v.SE) || v.Half != 0 || v.DF != 0 {
			t.Errorf("%s: %+v", what, v)
		}
	}
}

// Only whole cases, pooled or in a period, have an interval, and their rows carry it.
func TestIntervalOfCasesAlone(t *testing.T) {
	var list []coding.Response
	for i := range 10 {
		list = append(list, coding.Response{Dept: fmt.Sprint("D", i), Answers: answers(float64(1 + 4*(i%2)))})
	}
	st := study([]coding.Item{item("i1", false, "all")}, list...)
	all := cell(st)[0].Responses
	keys := []estimate.Key{{}, {Case: "G"}, {Case: "G", Period: "after"}, {Case: "G", Side: "approval"}, {Case: "G", Role: "staff"}, {Case: "G", Dept: "D1"}}
	var cells []survey.Cell
	for _, k := range keys {
		cells = append(cells, survey.Cell{Key: k, Responses: all})
	}
	for _, e := range survey.Read(st).Compute(cells).Estimates() {
		k, _, _ := estimate.ParseKey(e.Of)
		want := e.Measure == "survey_pomp" && (k.Case == "G" && k.Side+k.Role+k.Dept == "")
		if estimate.Has(e.SE) != want || estimate.Has(e.Low) != want || estimate.Has(e.High) != want || estimate.Has(e.DF1) != want {
			t.Errorf("%s: SE %v, %v to %v", e.ID(), e.SE, e.Low, e.High)
		}
		if want {
			near(t, "the interval's middle", (e.Low+e.High)/2, 50)
		}
	}
}
