package measures

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"

	"pgregory.net/rapid"
)

func agree(t testing.TB, st *coding.Study, o AgreeOptions) estimate.Result {
	t.Helper()
	r, err := Agree(context.Background(), st, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func agreed(t testing.TB, r estimate.Result, measure, of string) estimate.Estimate {
	t.Helper()
	e, ok := r.Find(measure, of)
	if !ok {
		t.Fatalf("no %s(%s)", measure, of)
	}
	return e
}

func close9(t testing.TB, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// coded makes a study of rows "pass coder interview segment codes" (codes joined by +, "-" for reviewed without a code),
// with the segments' texts of ten characters. The framework has the group G with the leaves a, b and the group H with c.
func coded(rows ...string) *coding.Study {
	st := &coding.Study{Framework: &coding.Framework{Dimensions: []coding.Dimension{{ID: "G", Group: true}, {ID: "a", Parent: "G"}, {ID: "b", Parent: "G"},
		{ID: "H", Group: true}, {ID: "c", Parent: "H"}}}, Cases: []coding.Case{{ID: "K"}, {ID: "L"}}}
	seen := map[string]bool{}
	for _, r := range rows {
		f := strings.Fields(r)
		if !seen[f[2]] {
			seen[f[2]] = true
			st.Interviews = append(st.Interviews, coding.Interview{ID: f[2], Case: []string{"K", "L"}[len(st.Interviews)%2], Role: []string{"chief", "clerk"}[len(st.Interviews)%2]})
		}
		if !seen[f[2]+"/"+f[3]] {
			seen[f[2]+"/"+f[3]] = true
			st.Segments = append(st.Segments, coding.Segment{Interview: f[2], ID: f[3], Text: strings.Repeat("字", 10), Period: []string{"before", "after"}[len(st.Segments)%2]})
		}
		for _, code := range strings.Split(f[4], "+") {
			if code == "-" {
				code = ""
			}
			st.Codings = append(st.Codings, coding.Coding{Pass: f[0], Coder: f[1], Interview: f[2], Segment: f[3], Code: code})
		}
	}
	return st
}

// Li and Wu on four units: a|a, a+b|b, -|-, c|- and a fifth that Wu did not review.
func small5() *coding.Study {
	return coded("1 Li i1 s1 a", "1 Wu i1 s1 a", "1 Li i1 s2 a+b", "1 Wu i1 s2 b", "1 Li i2 s1 -", "1 Wu i2 s1 -", "1 Li i2 s2 c", "1 Wu i2 s2 -", "1 Li i2 s3 a")
}

func TestAgreeByHand(t *testing.T) {
	r := agree(t, small5(), AgreeOptions{Bootstrap: -1})
	for of, want := range map[string]struct {
		value float64
		n     int
	}{
		"dim=a;pass=1|units: Li~Wu":                 {3.0 / 4, 4}, // s1 alike, s2 not, i2 alike twice
		"dim=a;pass=1|coded: Li~Wu":                 {2.0 / 3, 3}, // without i2/s1
		"dim=a;pass=1|chars: Li~Wu":                 {3.0 / 4, 40},
		"dim=a;layer=dimension;pass=1|units: Li~Wu": {3.0 / 4, 4},
		"dim=G;layer=group;pass=1|units: Li~Wu":     {1, 4},
		"dim=H;layer=group;pass=1|units: Li~Wu":     {3.0 / 4, 4},
		"pass=1|units: Li~Wu":                       {2.0 / 4, 4},
		"pass=1|coded: Li~Wu":                       {1.0 / 3, 3},
		"layer=group;pass=1|units: Li~Wu":           {3.0 / 4, 4},
		"dim=a;pass=1|units:":                       {3.0 / 4, 4},
		"dim=a;pass=1|spans: Li~Wu":                 {1.0 / 2, 2}, // Li marked s1 and s2 (s3 was not reviewed by Wu), Wu s1
		"pass=1|spans: Li~Wu":                       {2.0 / 4, 4},
	} {
		e := agreed(t, r, "percent_agreement", of)
		close9(t, of, e.Value, want.value)
		if e.N != want.n {
			t.Errorf("%s: n %d, want %d", of, e.N, want.n)
		}
	}
	// Codings: Li a, a, b, c; Wu a, b; both gave a and b. K = 2·2/6, R = 2K/(1 + K).
	close9(t, "K", agreed(t, r, "mutual_agreement", "pass=1|units: Li~Wu").Value, 4.0/6)
	close9(t, "R", agreed(t, r, "composite_reliability_holsti", "pass=1|units:").Value, 2*(4.0/6)/(1+4.0/6))
	close9(t, "K of a", agreed(t, r, "mutual_agreement", "dim=a;pass=1|units: Li~Wu").Value, 2.0/3)
	close9(t, "prevalence", agreed(t, r, "prevalence", "dim=a;pass=1|units: 1").Value, 3.0/8)
	// κ of a: 1,1,0,0 against 1,0,0,0: p_o = 3/4, p_e = 1/2·1/4 + 1/2·3/4.
	close9(t, "kappa", agreed(t, r, "cohen_kappa", "dim=a;pass=1|units: Li~Wu").Value, .5)
	e := agreed(t, r, "krippendorff_alpha_masi", "pass=1|units:")
	if e.Empty() || !strings.HasPrefix(e.Method, "units reviewed by two coders or more: ") {
		t.Errorf("%+v", e)
	}
}

// What was never reviewed is not what was reviewed and left without a code.
func TestNotReviewedIsNotEmpty(t *testing.T) {
	a := agree(t, coded("1 Li i1 s1 a", "1 Wu i1 s1 a", "1 Li i1 s2 b", "1 Wu i1 s2 b", "1 Li i1 s3 a"), AgreeOptions{Bootstrap: -1})
	b := agree(t, coded("1 Li i1 s1 a", "1 Wu i1 s1 a", "1 Li i1 s2 b", "1 Wu i1 s2 b", "1 Li i1 s3 a", "1 Wu i1 s3 -"), AgreeOptions{Bootstrap: -1})
	const of = "dim=a;pass=1|units: Li~Wu"
	if x, y := agreed(t, a, "percent_agreement", of), agreed(t, b, "percent_agreement", of); x.N != 2 || x.Value != 1 || y.N != 3 || math.Abs(y.Value-2.0/3) > 1e-12 {
		t.Errorf("%v of %d and %v of %d", x.Value, x.N, y.Value, y.N)
	}
}

func TestAgreeNotEstimable(t *testing.T) {
	for name, c := range map[string]struct {
		st   *coding.Study
		code estimate.Code
	}{
		"one coder":  {coded("1 Li i1 s1 a", "1 Li i1 s2 b"), noteOneCoder},
		"no overlap": {coded("1 Li i1 s1 a", "1 Wu i1 s2 b"), noteNoOverlap},
	} {
		e := agreed(t, agree(t, c.st, AgreeOptions{}), "krippendorff_alpha_masi", "pass=1|units:")
		if !e.Empty() || e.N != 0 || len(e.Notes) != 1 || e.Notes[0].Code != c.code {
			t.Errorf("%s: %+v", name, e)
		}
	}
	e := agreed(t, agree(t, coded("1 Li i1 s1 a", "1 Wu i1 s1 a", "1 Li i1 s2 a", "1 Wu i1 s2 a"), AgreeOptions{}), "cohen_kappa", "dim=a;pass=1|units: Li~Wu")
	if !e.Empty() || len(e.Notes) != 1 || !strings.Contains(e.Notes[0].English(), "one category") {
		t.Errorf("one category: %+v", e)
	}
	if r := agree(t, coded(), AgreeOptions{}); len(r.Estimates) != 0 {
		t.Errorf("%d estimates of nothing", len(r.Estimates))
	}
}

func TestAgreeErrors(t *testing.T) {
	for _, o := range []AgreeOptions{{Pass: "7"}, {Coders: []string{"Nobody"}}, {Strata: []string{"weather"}}, {Overlap: 2}, {Conf: 95}} {
		if _, err := Agree(context.Background(), small5(), o); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Agree(ctx, small5(), AgreeOptions{}); err == nil {
		t.Error("a cancelled run answers")
	}
}

// A program is left out, said so, and has its row against the consensus of the people, which it has no part in.
func TestProgramApart(t *testing.T) {
	st := small5()
	st.Options.AICoders = []string{"GPT"}
	for _, s := range []string{"i1/s1", "i1/s2", "i2/s1", "i2/s2"} {
		interview, segment, _ := strings.Cut(s, "/")
		st.Codings = append(st.Codings, coding.Coding{Pass: "1", Coder: "GPT", Interview: interview, Segment: segment, Code: "a"})
	}
	r := agree(t, st, AgreeOptions{Bootstrap: -1})
	if len(r.Warnings) == 0 || r.Warnings[0].Code != noteProgramOut {
		t.Errorf("warnings %v", r.Warnings)
	}
	for _, e := range r.Estimates {
		if strings.Contains(e.Of, "GPT") && !strings.HasSuffix(e.Of, "GPT~consensus") {
			t.Errorf("%s", e.ID())
		}
	}
	// The people's consensus of a: s1 given; s2 open (one of two); i2/s1, i2/s2 not. GPT gave it everywhere.
	e := agreed(t, r, "percent_agreement", "dim=a;pass=1|units: GPT~consensus")
	if e.N != 3 {
		t.Errorf("n %d", e.N)
	}
	close9(t, "GPT", e.Value, 1.0/3)
	with := agree(t, st, AgreeOptions{Bootstrap: -1, WithAI: true})
	close9(t, "GPT and Li", agreed(t, with, "percent_agreement", "dim=a;pass=1|units: GPT~Li").Value, 2.0/4)
	close9(t, "GPT and the consensus", agreed(t, with, "percent_agreement", "dim=a;pass=1|units: GPT~consensus").Value, 1.0/3)
}

func TestDriftConfusionStrata(t *testing.T) {
	st := coded("1 Li i1 s1 a", "1 Wu i1 s1 b", "1 Li i1 s2 a", "1 Wu i1 s2 b", "1 Li i2 s1 c", "1 Wu i2 s1 c", "1 Li i2 s2 b", "1 Wu i2 s2 a",
		"2 Li i1 s1 a", "2 Li i1 s2 b", "2 Li i2 s1 c", "2 Wu i3 s1 a")
	r := agree(t, st, AgreeOptions{Bootstrap: -1, Strata: []string{"case", "role", "period"}})
	e := agreed(t, r, "percent_agreement", "dim=a;coder=Li|units: 1~2")
	if e.N != 3 || math.Abs(e.Value-2.0/3) > 1e-12 {
		t.Errorf("drift: %v of %d", e.Value, e.N)
	}
	if e := agreed(t, r, "krippendorff_alpha_masi", "coder=Wu|units: 1~2"); !e.Empty() || e.Notes[0].Code != noteNoRepeat {
		t.Errorf("Wu: %+v", e)
	}
	for of, want := range map[string]float64{"pass=1|a>b": 3, "pass=1|Li~Wu: a>b": 2, "pass=1|Li~Wu: b>a": 1} {
		if e := agreed(t, r, "confusion", of); e.Value != want || e.N != 4 {
			t.Errorf("%s: %v of %d", of, e.Value, e.N)
		}
	}
	for of, n := range map[string]int{"dim=a;pass=1;case=K|units: Li~Wu": 2, "dim=a;pass=1;role=clerk|units: Li~Wu": 2, "dim=a;pass=1;period=before|units: Li~Wu": 2} {
		if e := agreed(t, r, "percent_agreement", of); e.N != n {
			t.Errorf("%s: n %d", of, e.N)
		}
	}
	if e := agreed(t, r, "krippendorff_alpha_masi", "pass=2|units:"); !e.Empty() {
		t.Errorf("pass 2: %+v", e)
	}
}

// Every id is unique, every key reads back, what is empty says why, what has limits contains the value or says nothing.
func TestAgreeIsWhole(t *testing.T) {
	r := agree(t, team(12, 30, 3, 6, .2), AgreeOptions{Strata: []string{"case", "role", "period"}, Bootstrap: 200})
	seen := map[string]bool{}
	for _, e := range r.Estimates {
		if seen[e.ID()] {
			t.Errorf("twice: %s", e.ID())
		}
		seen[e.ID()] = true
		k, own, err := estimate.ParseKey(e.Of)
		if err != nil || k.Of(own) != e.Of || e.Family != agreement.Family {
			t.Errorf("%s: %v", e.ID(), err)
		}
		if e.Empty() != (len(e.Notes) > 0 && !estimate.Has(e.Value)) || math.IsInf(e.Value, 0) {
			t.Errorf("%s is %v: %s", e.ID(), e.Value, estimate.JoinNotes(e.Notes))
		}
		if estimate.Has(e.Low) && !(e.Low <= e.Value+1e-9 && e.Value <= e.High+1e-9) && !strings.Contains(e.Method, "bootstrap") {
			t.Errorf("%s: %v not from %v to %v", e.ID(), e.Value, e.Low, e.High)
		}
		if !estimate.Has(e.Low) && !e.Empty() && e.Measure != "confusion" && len(e.Notes) == 0 {
			t.Errorf("%s has neither limits nor a reason", e.ID())
		}
	}
	for _, of := range []string{"units", "coded", "chars", "spans"} {
		e := agreed(t, r, "composite_reliability_holsti", "pass=1|"+of+":")
		if !(e.Value > .5 && e.Value < 1 && e.Low < e.Value && e.High > e.Value) {
			t.Errorf("%s: %+v", of, e)
		}
	}
}

// One processor or several: the same rows. Rows in another order: the same rows.
func TestAgreeIsDeterministic(t *testing.T) {
	st := team(12, 20, 3, 5, .2)
	text := func() string {
		var b strings.Builder
		if err := estimate.WriteCSV(&b, agree(t, st, AgreeOptions{Bootstrap: 100, Strata: []string{"case"}}).Estimates); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	a := text()
	slices.Reverse(st.Codings)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if text() != a {
		t.Error("two runs differ")
	}
}

// Other names for coders and codes, in another order, change nothing but names.
func TestRenaming(t *testing.T) {
	st := team(6, 25, 3, 4, .2)
	before := agree(t, st, AgreeOptions{Bootstrap: -1})
	coders := map[string]string{"A": "Z", "B": "Y", "C": "X"}
	codes := map[string]string{"": ""}
	for i := range st.Codebook.Codes {
		c := &st.Codebook.Codes[i]
		codes[c.ID] = "z" + string(rune('z'-i))
		c.ID = codes[c.ID]
	}
	for i := range st.Codings {
		c := &st.Codings[i]
		c.Coder, c.Code = coders[c.Coder], codes[c.Code]
	}
	after := agree(t, st, AgreeOptions{Bootstrap: -1})
	if len(before.Estimates) != len(after.Estimates) {
		t.Fatalf("%d estimates, then %d", len(before.Estimates), len(after.Estimates))
	}
	for _, e := range before.Estimates {
		if e.Measure == "confusion" {
			continue
		}
		k, own, _ := estimate.ParseKey(e.Of)
		if to, ok := codes[k.Dim]; ok {
			k.Dim = to
		}
		base, of, _ := strings.Cut(own, ": ")
		if a, b, ok := strings.Cut(of, "~"); ok {
			if b == "consensus" {
				of = coders[a] + "~" + b
			} else {
				of = coders[b] + "~" + coders[a]
			}
			own = base + ": " + of
		}
		got := agreed(t, after, e.Measure, k.Of(own))
		if !(math.Abs(got.Value-e.Value) < 1e-9) && !(got.Empty() && e.Empty()) || got.N != e.N {
			t.Fatalf("%s is %v, and %v renamed", e.ID(), e.Value, got.Value)
		}
	}
}

// Coders who are one person agree perfectly, on every base; coders who guess do so by about 0 beyond chance.
func TestIdenticalAndGuessing(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	var same, guess []string
	for i := range 20 {
		for s := range 60 {
			codes := []string{"a", "b", "c", "a+c", "-"}
			one := codes[r.IntN(5)]
			for _, coder := range []string{"Li", "Wu", "Zhao"} {
				at := fmt.Sprintf("1 %s i%d s%d ", coder, i, s)
				same = append(same, at+one)
				guess = append(guess, at+codes[r.IntN(5)])
			}
		}
	}
	for _, e := range agree(t, coded(same...), AgreeOptions{Bootstrap: -1}).Estimates {
		if e.Measure != "prevalence" && !(math.Abs(e.Value-1) < 1e-12) {
			t.Errorf("identical: %s is %v", e.ID(), e.Value)
		}
	}
	for _, e := range agree(t, coded(guess...), AgreeOptions{Bootstrap: -1}).Estimates {
		_, own, _ := estimate.ParseKey(e.Of)
		if strings.HasPrefix(own, "coded") || strings.Contains(own, "consensus") {
			continue // units that somebody coded are no random choice, and nobody is independent of a consensus with a part in it
		}
		switch e.Measure {
		case "cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "krippendorff_alpha", "krippendorff_alpha_masi":
			if !(math.Abs(e.Value) < .1) {
				t.Errorf("guessing: %s is %v", e.ID(), e.Value)
			}
		}
	}
}

func drawCoded(t *rapid.T, lengths func(i int) int) *coding.Study {
	var rows []string
	for i := range rapid.IntRange(1, 3).Draw(t, "interviews") {
		for s := range rapid.IntRange(2, 6).Draw(t, "units") {
			for _, coder := range []string{"Li", "Wu", "Zhao"} {
				if code := rapid.SampledFrom([]string{"", "-", "a", "b", "a+b", "c"}).Draw(t, "codes"); code != "" {
					rows = append(rows, fmt.Sprintf("1 %s i%d s%d %s", coder, i, s, code))
				}
			}
		}
	}
	st := coded(rows...)
	for i := range st.Segments {
		st.Segments[i].Text = strings.Repeat("字", lengths(i))
	}
	return st
}

// With units of equal length, characters say what units say; but alpha corrects for the number of judgments N, of which
// there are ten times as many: (1 − α) goes with 1 − 1/N.
func TestCharactersOfEqualUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := Agree(context.Background(), drawCoded(t, func(int) int { return 10 }), AgreeOptions{Bootstrap: -1})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.Estimates {
			k, own, _ := estimate.ParseKey(e.Of)
			rest, ok := strings.CutPrefix(own, "units:")
			if !ok || strings.Contains(own, "consensus") {
				continue
			}
			c, ok := r.Find(e.Measure, k.Of("chars:"+rest))
			if e.Empty() || !ok || strings.Contains(estimate.JoinNotes(e.Notes), "left out") {
				continue // one unit of a pair is too few where its ten characters are enough
			}
			if strings.HasPrefix(e.Measure, "krippendorff") {
				if (e.Value < 1) != (c.Value < 1) || math.Abs(e.Value-c.Value) > 1 {
					t.Fatalf("%s is %v, and %v of characters", e.ID(), e.Value, c.Value)
				}
				if _, _, pair := strings.Cut(rest, "~"); pair {
					n := 2 * float64(e.N)
					if math.Abs((1-e.Value)*(1-1/(10*n))-(1-c.Value)*(1-1/n)) > 1e-9 {
						t.Fatalf("%s is %v, and %v of characters", e.ID(), e.Value, c.Value)
					}
				}
				continue
			}
			n := 10 * e.N
			if math.Abs(e.Value-c.Value) > 1e-9 || c.N != n {
				t.Fatalf("%s is %v of %d, and %v of %d characters", e.ID(), e.Value, e.N, c.Value, c.N)
			}
		}
	})
}

// Characters are what a table with a row for every character says: of units of any length, and of stretches marked freely.
func TestCharactersByBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := drawCoded(t, func(i int) int { return 1 + i*7%5 })
		table := map[string][][]string{} // code → character → coder
		names := []string{"Li", "Wu", "Zhao"}
		if rapid.Bool().Draw(t, "free") {
			st.Segments, st.Codings = nil, nil
			for i := range st.Interviews {
				id := st.Interviews[i].ID
				text := strings.Repeat("文", 12)
				st.Transcripts = append(st.Transcripts, coding.Transcript{Interview: id, Text: text})
				for k, coder := range names {
					for m := range rapid.IntRange(1, 3).Draw(t, "marks") {
						from := rapid.IntRange(0, 10).Draw(t, "from")
						st.Codings = append(st.Codings, coding.Coding{Pass: "1", Coder: coder, Interview: id, Segment: fmt.Sprintf("m%d-%d", k, m),
							Code: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "code"), From: from, To: rapid.IntRange(from+1, 12).Draw(t, "to")})
					}
				}
				for _, code := range []string{"a", "b"} {
					for at := range 12 {
						row := []string{"0", "0", "0"}
						for _, c := range st.Codings {
							if c.Interview == id && c.Code == code && c.From <= at && at < c.To {
								row[slices.Index(names, c.Coder)] = "1"
							}
						}
						table[code] = append(table[code], row)
					}
				}
			}
		} else {
			for _, code := range []string{"a", "b"} {
				for i := range st.Segments {
					row := []string{"", "", ""}
					for _, c := range st.Codings {
						if c.Interview != st.Segments[i].Interview || c.Segment != st.Segments[i].ID {
							continue
						}
						if k := slices.Index(names, c.Coder); c.Code == code {
							row[k] = "1"
						} else if row[k] == "" {
							row[k] = "0"
						}
					}
					reviewers := 0
					for _, x := range row {
						if x != "" {
							reviewers++
						}
					}
					for range len([]rune(st.Segments[i].Text)) {
						if reviewers >= 2 {
							table[code] = append(table[code], row)
						}
					}
				}
			}
		}
		r, err := Agree(context.Background(), st, AgreeOptions{Bootstrap: -1})
		if err != nil {
			t.Fatal(err)
		}
		for code, rows := range table {
			want, err := agreement.Compute(context.Background(), agreement.Table{Coders: names, Codes: rows}, agreement.Options{Categories: []string{"0", "1"}, Presence: "1"})
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range want.Estimates {
				of := strings.TrimSuffix("dim="+code+";pass=1|chars: "+w.Of, " ")
				e, ok := r.Find(w.Measure, of)
				if !ok {
					continue // nobody gave the code
				}
				if w.Empty() != e.Empty() || !w.Empty() && math.Abs(w.Value-e.Value) > 1e-9 || w.N != e.N {
					t.Fatalf("%s is %v of %d, want %v of %d", e.ID(), e.Value, e.N, w.Value, w.N)
				}
			}
		}
	})
}

// Stretches are matched one to one from the share of their union asked for.
func TestMatchStretches(t *testing.T) {
	at := func(n ...int) (out []stretch) {
		for i := 0; i < len(n); i += 2 {
			out = append(out, stretch{From: n[i], To: n[i+1]})
		}
		return out
	}
	for _, c := range []struct {
		a, b    []stretch
		overlap float64
		want    int
	}{
		{at(0, 10), at(5, 15), .5, 0}, {at(0, 10), at(5, 15), 1.0 / 3, 1}, {at(0, 10), at(0, 20), .5, 1}, {at(0, 10, 20, 30), at(0, 30), .3, 1},
		{at(0, 10, 0, 12), at(0, 12), .5, 1}, {at(0, 10, 10, 20), at(0, 10, 10, 20), 1, 2}, {nil, at(0, 1), .5, 0}, {at(0, 100, 50, 60), at(51, 60), .5, 1},
	} {
		if got := matchStretches(c.a, c.b, c.overlap); got != c.want {
			t.Errorf("%v and %v from %v: %d, want %d", c.a, c.b, c.overlap, got, c.want)
		}
		if got := matchStretches(c.b, c.a, c.overlap); got != c.want {
			t.Errorf("%v and %v from %v: %d, want %d", c.b, c.a, c.overlap, got, c.want)
		}
	}
}

// The scores of a study keep to the coefficients that they always had.
func TestScoreKeepsItsAgreement(t *testing.T) {
	for _, e := range scored(t, small5()).Estimates {
		if e.Measure == "mutual_agreement" || e.Measure == "composite_reliability_holsti" {
			t.Error(e.ID())
		}
	}
}
