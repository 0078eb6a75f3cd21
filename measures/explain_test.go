package measures

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/sampledata"
)

type scoredSample struct {
	study          *coding.Study
	full, released *ledger.Ledger
}

// sampleRun scores the sample study once for all tests of explanations.
var sampleRun = sync.OnceValues(func() (scoredSample, error) {
	s, err := study.Open(context.Background(), sampledata.Study(), ".", study.Options{})
	if err != nil {
		return scoredSample{}, err
	}
	full, err := Score(context.Background(), s, ScoreOptions{Bootstrap: 100})
	if err != nil {
		return scoredSample{}, err
	}
	return scoredSample{s, full, Release(full, s)}, nil
})

func sampleExplainer(t testing.TB) (scoredSample, *Explainer) {
	t.Helper()
	run, err := sampleRun()
	if err != nil {
		t.Fatal(err)
	}
	x, err := NewExplainer(context.Background(), run.study, run.full, run.released)
	if err != nil {
		t.Fatal(err)
	}
	return run, x
}

// Wherever a number has a formula, the formula with its numbers filled in gives the number again; and every measure that
// has one is found to have it, in every kind of cell of the sample.
func TestFormulasGiveTheirValues(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	run, x := sampleExplainer(t)
	seen := map[string]int{}
	for i := range run.released.Estimates {
		e := &run.released.Estimates[i]
		if e.Empty() {
			continue
		}
		key, _, _ := estimate.ParseKey(e.Of)
		shape := e.Family + "." + e.Measure + " " + key.Source
		for _, v := range []string{key.Case, key.Dept, key.Side, key.Role, key.Period} {
			shape += "+"
			if v != "" {
				shape += "x"
			}
		}
		if seen[shape]++; seen[shape]%9 != 1 {
			continue
		}
		told, err := x.Explain(e.ID(), ExplainOptions{Depth: 1})
		if err != nil {
			t.Fatal(err)
		}
		a := told.Root
		if a.Kind == AccountUnknown || a.Kind == AccountHidden || a.Kind == AccountEmpty {
			t.Errorf("%s is told as %s", e.ID(), a.Kind)
		}
		if a.Kind == AccountFormula && a.Formula == nil {
			t.Errorf("%s: no formula with numbers: %v", e.ID(), a.Remarks)
			continue
		}
		if f := a.Formula; f != nil {
			got, err := f.Evaluate()
			if err != nil || math.Abs(got-e.Value) > 1e-9*math.Max(1e-3, math.Abs(e.Value)) {
				t.Errorf("%s: %s = %v, want %v (%v)", e.ID(), f.Filled, got, e.Value, err)
			}
		}
	}
}

// Every measure of a study's ledger has a name and a formula in both languages, every word of an account an entry, and what
// has no closed form says how it was estimated.
func TestExplanationsHaveWords(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	run, x := sampleExplainer(t)
	has := func(code string) {
		for _, lang := range locale.Languages() {
			if text := locale.Text(lang, code); text == code || text == "" {
				t.Errorf("no %s words for %s", lang, code)
			}
		}
	}
	seen := map[string]bool{}
	var walk func(a *Account)
	walk = func(a *Account) {
		words := append([]Words(nil), a.Remarks...)
		if a.Formula != nil {
			for _, term := range a.Formula.Terms {
				words = append(words, term.Words)
			}
		}
		for _, e := range a.Excluded {
			words = append(words, e.Words)
		}
		for _, w := range words {
			switch {
			case w.Code == "estimate" || seen[w.Code]:
			case strings.HasPrefix(w.Code, "reason.") || strings.HasPrefix(w.Code, "receipt."):
				has(w.Code)
			default:
				has("explain." + w.Code)
			}
			seen[w.Code] = true
		}
		if a.Kind == AccountModel && len(a.Remarks) == 0 {
			t.Errorf("%s: nothing says how it was estimated", a.ID)
		}
		for _, p := range a.Parents {
			walk(p)
		}
	}
	for i := range run.full.Estimates {
		e := &run.full.Estimates[i]
		if name := e.Family + "." + e.Measure; !seen[name] {
			has("report.measure." + e.Measure)
			has("report.formula." + e.Measure)
			if shown, _ := run.released.Find(e.ID()); shown.Empty() {
				continue // another will do
			}
			seen[name] = true
			told, err := x.Explain(e.ID(), ExplainOptions{})
			if err != nil {
				t.Fatal(err)
			}
			walk(told.Root)
		}
	}
}

// A hidden number is told without number, cells or parents; and no single cell of a hidden group is told anywhere, nor counts
// that leave those of fewer than min_n people.
func TestExplanationsKeepWhatIsHidden(t *testing.T) {
	run, x := sampleExplainer(t)
	apart := map[string]bool{} // cells of hidden departments
	responses := run.study.Survey.Responses
	hiddenRows := 0
	for i := range run.released.Estimates {
		e := &run.released.Estimates[i]
		if e.Measure != "survey_pomp" || !hidden(e) {
			continue
		}
		told, err := x.Explain(e.ID(), ExplainOptions{All: true})
		if err != nil {
			t.Fatal(err)
		}
		a := told.Root
		if a.Kind != AccountHidden || a.Row != nil || a.Formula != nil || a.Items != nil || a.Parents != nil || a.Excluded != nil || a.People != 0 {
			t.Errorf("%s: %+v", e.ID(), a)
		}
		k, _, _ := estimate.ParseKey(e.Of)
		leaf, _ := x.leaf(k.Dim)
		for _, r := range x.rows(k) {
			hiddenRows++
			for j := range leaf.Items {
				apart[responses[r].Pos.At(responses[r].Columns[leaf.Items[j].Column]).String()] = true
			}
		}
	}
	if hiddenRows == 0 {
		t.Fatal("the sample hides nothing")
	}
	listed := 0
	for i := range run.released.Estimates {
		e := &run.released.Estimates[i]
		if e.Measure != "survey_pomp" && e.Measure != "percent_agree" || e.Empty() || i%11 != 0 {
			continue
		}
		told, err := x.Explain(e.ID(), ExplainOptions{All: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range told.Root.Items {
			listed += len(item.Cells)
			if !item.Few && len(item.Cells)+item.More+item.Withheld != item.N {
				t.Errorf("%s, %s: %d cells and %d withheld of %d", e.ID(), item.Item, len(item.Cells), item.Withheld, item.N)
			}
			for _, c := range item.Cells {
				if apart[c.Pos] {
					t.Errorf("%s lists %s of a hidden group", e.ID(), c.Pos)
				}
			}
		}
	}
	if listed == 0 {
		t.Error("no cells at all")
	}
}

// Text of interviews comes masked, under a pseudonym, and with consent only.
func TestExplainedSegments(t *testing.T) {
	_, x := sampleExplainer(t)
	told, err := x.Explain("score.interview_q(dim=ME.REL;source=interview;case=G)", ExplainOptions{All: true})
	if err != nil {
		t.Fatal(err)
	}
	s := told.Root.Segments
	if s == nil || s.N != len(s.List) || len(told.Root.Parts) != 9 {
		t.Fatalf("%+v", told.Root)
	}
	digits := regexp.MustCompile(`1[3-9]\d{9}`)
	quoted := 0
	for _, c := range s.List {
		if len(c.Cells) == 0 || c.Who.EN == "" {
			t.Errorf("%+v", c)
		}
		if c.Text.ZH != "" {
			quoted++
		}
		if digits.MatchString(c.Text.ZH) {
			t.Errorf("a telephone number: %s", c.Text.ZH)
		}
	}
	if quoted == 0 || quoted == s.N {
		t.Errorf("%d of %d quoted: some interviews gave no consent", quoted, s.N)
	}
}

// From recorded estimates alone the formulas in other estimates are filled in; what only records hold is said to be missing.
func TestExplainRecorded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	run, _ := sampleExplainer(t)
	var b bytes.Buffer
	if err := ledger.Encode(&b, run.released); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	filled := map[string]bool{}
	for i := range l.Estimates {
		e := &l.Estimates[i]
		name := e.Family + "." + e.Measure
		if e.Empty() || filled[name] {
			continue
		}
		told, err := Explain(context.Background(), nil, nil, l, e.ID(), ExplainOptions{Depth: 1})
		if err != nil {
			t.Fatal(err)
		}
		if a := told.Root; !told.Recorded || a.Items != nil || a.Segments != nil || a.Kind == AccountFormula && a.Formula == nil && len(a.Remarks) == 0 {
			t.Errorf("%s: %+v", e.ID(), a)
		}
		if told.Root.Formula != nil {
			filled[name] = true
		}
	}
	for _, name := range []string{"score.composite", "score.gap", "score.response_rate", "ccd.coupling_c", "ccd.development_t", "ccd.coordination_d",
		"aggregate.icc1", "aggregate.icc2", "compare.mean_difference", "compare.welch_t", "compare.cohen_d", "compare.hedges_g", "mediate.indirect", "mediate.sobel_z", "cfa.ave",
		"cfa.composite_reliability", "reliability.alpha_std"} {
		if !filled[name] {
			t.Errorf("%s is not filled in", name)
		}
	}
	if _, err := Explain(context.Background(), nil, nil, l, "score.gap(none)", ExplainOptions{}); err == nil {
		t.Error("an id that is not there was explained")
	}
}

func TestFindEstimates(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	run, _ := sampleExplainer(t)
	printed := func(measure string) []string {
		return []string{locale.Text("en", "report.measure."+measure), locale.Text("zh", "report.measure."+measure)}
	}
	find := func(text string) (ids, near []string) { return FindEstimates(run.study, run.released, text, printed) }
	for text, want := range map[string]int{
		"icc1 ME.REL": 1, "aggregate.icc1 dim=ME.REL case=G": 1, "icc1 关系嵌入": 1, "survey_pomp ME.REL G after": 1, "cohen_kappa ME.REL": 6,
		"cohen_kappa ME.REL 2 chen~liu": 1, "score.survey_pomp(dim=ME.REL;source=survey)": 1, "icc1 NOWHERE": 0, "": 0, "composite ME G after": 2, "关系嵌入": 0,
	} {
		if ids, _ := find(text); len(ids) != want {
			t.Errorf("%q: %d: %v", text, len(ids), ids)
		}
	}
	for text, want := range map[string]string{ // names in print, synonyms, beginnings and parts
		"营商环境 均值": "score.survey_pomp(dim=E.BEN;source=survey)", "营商环境均值": "score.survey_pomp(dim=E.BEN;source=survey)", "mean ME.REL": "score.survey_pomp(dim=ME.REL;source=survey)",
		"关系嵌入 信度": "reliability.alpha(dim=ME.REL)", "α 主体嵌入": "reliability.alpha(dim=ME.SUB)", "关系嵌入的α": "reliability.alpha(dim=ME.REL)", "Cronbach’s α ME.REL": "reliability.alpha(dim=ME.REL)",
		"alpha relationship embedding": "reliability.alpha(dim=ME.REL)", "ICC(1) 关系嵌入": "aggregate.icc1(dim=ME.REL)", "ICC（2） 关系嵌入": "aggregate.icc2(dim=ME.REL)",
		"citc ME_REL_1": "reliability.item_rest_r(dim=ME.REL|ME_REL_1)", "Corrected item–total correlation ME_REL_1": "reliability.item_rest_r(dim=ME.REL|ME_REL_1)",
		"krippendorff ME.SUB 1": "agreement.krippendorff_alpha(dim=ME.SUB;pass=1)", "krippendorf ME.SUB 1": "agreement.krippendorff_alpha(dim=ME.SUB;pass=1)",
		"kappa ME.REL 1 chen~liu": "agreement.cohen_kappa(dim=ME.REL;pass=1|chen~liu)", "AVE 关系嵌入": "cfa.ave(dim=M;source=survey|ME.REL)", "CR ME.REL": "cfa.composite_reliability(dim=M;source=survey|ME.REL)",
		"载荷 ME_REL_1": "cfa.loading_std(dim=M;source=survey|ME.REL=~ME_REL_1)", "HTMT 关系嵌入 主体嵌入": "cfa.htmt(dim=M;source=survey|ME.SUB~~ME.REL)", "rwg 关系嵌入 mean": "aggregate.rwg_j(dim=ME.REL|mean)",
	} {
		if ids, near := find(text); !slices.Equal(ids, []string{want}) {
			t.Errorf("%q: %v, near %v", text, ids, near)
		}
	}
	if ids, _ := find("kappa ME.REL"); !slices.Contains(ids, "agreement.fleiss_kappa(dim=ME.REL;pass=1)") || !slices.Contains(ids, "agreement.cohen_kappa(dim=ME.REL;pass=1|chen~liu)") {
		t.Errorf("kappa: %v", ids)
	}
	for text, want := range map[string]string{"survy_pomp ME.REL": "survey_pomp ME.REL", "icc1 ME.RAL": "aggregate.icc1(dim=ME.REL)", "qqqq 关系嵌入": "alpha 关系嵌入", "关系嵌入": "alpha 关系嵌入",
		"score.survey_pomp(dim=ME.REL;case=G)": "score.survey_pomp(dim=ME.REL;source=survey;case=G)"} {
		if _, near := find(text); !slices.Contains(near, want) {
			t.Errorf("near %q: %v", text, near)
		}
	}
	if _, near := find("qqqq 关系嵌入"); slices.ContainsFunc(near, func(s string) bool { return !strings.HasSuffix(s, " 关系嵌入") }) {
		t.Errorf("the dimension is lost: %v", near)
	}
	for _, text := range []string{"qqqq", "icc1 NOWHERE"} {
		if _, near := find(text); len(near) > 0 {
			t.Errorf("near %q: %v", text, near)
		}
	}
}

// TestPeopleLeftOutBetweenDepartments: the chain says why fewer people stand in an ICC(1) than in the mean it rests on.
func TestPeopleLeftOutBetweenDepartments(t *testing.T) {
	run, x := sampleExplainer(t)
	for _, measure := range []string{"icc1", "icc2", "anova_f", "icc1_reml", "icc2_reml"} {
		id := "aggregate." + measure + "(dim=ME.REL)"
		e, ok := run.released.Find(id)
		score, _ := run.released.Find("score.survey_pomp(dim=ME.REL;source=survey)")
		told, err := x.Explain(id, ExplainOptions{})
		if !ok || err != nil || e.N >= score.N {
			t.Fatal(id, ok, err, e.N, score.N)
		}
		want := []string{strconv.Itoa(score.N), strconv.Itoa(e.N)}
		if !slices.ContainsFunc(told.Root.Remarks, func(w Words) bool { return w.Code == "departments_shown" && slices.Equal(w.Args, want) }) {
			t.Errorf("%s: %v", id, told.Root.Remarks)
		}
	}
}

func TestFormula(t *testing.T) {
	for expression, want := range map[string]float64{
		"1 + 2*3": 7, "(1 + 2)*3": 9, "2^3^2": 512, "-2^2": -4, "8/2/2": 2, "sqrt(9) - abs(-1)": 2, "max(1, 2, a)": 5, "min(a, b)": -1.5, "a*b": -7.5, "100 - 2*a/4": 97.5,
	} {
		f := formula(expression).with("a", 5, "x").with("b", -1.5, "x")
		if got, err := f.Evaluate(); err != nil || got != want {
			t.Errorf("%s = %v, %v; want %v", expression, got, err, want)
		}
	}
	for _, bad := range []string{"", "1 +", "(1", "c", "log(2)", "1 2", "sqrt(1, 2)", "(1, 2)"} {
		if got, err := formula(bad).Evaluate(); err == nil {
			t.Errorf("%q = %v", bad, got)
		}
	}
	f := formula("(a - b)/sqrt(a^2)").with("a", 5, "x").with("b", -1.5, "x")
	if !f.settle(1.3) || f.Filled != "(5 − (−1.5)) / √(5²)" || f.Rounded {
		t.Errorf("%+v", f)
	}
	if f := formula("a").with("a", 1.0001, "x"); !f.settle(1) || !f.Rounded {
		t.Error("a rounded number is near enough, and said to be rounded")
	}
	if f := formula("a").with("a", 1.1, "x"); f.settle(1) {
		t.Error("a number that is wrong was taken")
	}
}

func ExampleExplain() {
	study := &coding.Study{
		Framework:  &coding.Framework{Dimensions: []coding.Dimension{{ID: "ME.REL", Polarity: 1, Sources: []string{"survey"}}}},
		Options:    coding.Options{MinN: 2},
		Cases:      []coding.Case{{ID: "G", Invited: -1}},
		Instrument: coding.Instrument{Items: []coding.Item{{ID: "q1", Dimension: "ME.REL", Min: 1, Max: 5}}},
		Survey:     coding.Survey{Items: []string{"q1"}},
	}
	for i, x := range []float64{5, 4, 2} {
		study.Survey.Responses = append(study.Survey.Responses, coding.Response{Pos: coding.Pos{File: "responses.csv", Row: i + 2},
			Respondent: strconv.Itoa(i), Case: "G", Weight: 1, Answers: []coding.Value{coding.Number(x)}, Columns: []int{3}})
	}
	full, err := Score(context.Background(), study, ScoreOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := Explain(context.Background(), study, full, Release(full, study), "score.survey_pomp(dim=ME.REL;source=survey;case=G)", ExplainOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(x.Root.Formula.Filled, "=", x.Root.Formula.Value)
	for _, c := range x.Root.Items[0].Cells {
		fmt.Println(c.Pos, c.Value)
	}
	// Output:
	// (3.66667 − 1) / (5 − 1) × 100 = 66.66666666666666
	// responses.csv!C2 5
	// responses.csv!C3 4
	// responses.csv!C4 2
}
