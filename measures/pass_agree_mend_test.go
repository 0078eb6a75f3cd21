package measures

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"

	"pgregory.net/rapid"
)

// warned are the warnings of a code, in English.
func warned(r estimate.Result, code estimate.Code) string {
	var out []estimate.Note
	for _, w := range r.Warnings {
		if w.Code == code {
			out = append(out, w)
		}
	}
	return estimate.JoinNotes(out)
}

// A pass has no holsti, in which units that one of a pair never reviewed would count; a study's scores keep theirs.
func TestAgreeHasNoHolsti(t *testing.T) {
	st := small5()
	st.Codings = append(st.Codings, coding.Coding{Pass: "2", Coder: "Li", Interview: "i1", Segment: "s1", Code: "a"})
	for _, e := range agree(t, st, AgreeOptions{Bootstrap: 20, Strata: []string{"case"}}).Estimates {
		if e.Measure == "holsti" {
			t.Error(e.ID())
		}
		if e.Measure == "mutual_agreement" && !strings.Contains(e.Method, "Holsti 1969") {
			t.Errorf("%s: %s", e.ID(), e.Method)
		}
		if e.Measure != "confusion" && strings.Contains(e.Method+estimate.JoinNotes(e.Notes), "coded") {
			t.Errorf("%s speaks of coding where units were reviewed: %s; %s", e.ID(), e.Method, estimate.JoinNotes(e.Notes))
		}
	}
	if !strings.Contains(estimateIDs(scored(t, small5()).Estimates), "holsti") {
		t.Error("the scores lost their holsti")
	}
}

func estimateIDs(es []estimate.Estimate) string {
	var ids []string
	for _, e := range es {
		ids = append(ids, e.ID())
	}
	return strings.Join(ids, "\n")
}

// freely is a study of stretches marked freely in transcripts of 100 characters: "coder interview id code from to".
func freely(rows ...coding.Coding) *coding.Study {
	st := &coding.Study{Framework: &coding.Framework{}}
	seen := map[string]bool{}
	for _, r := range rows {
		r.Pass = "1"
		if !seen[r.Interview] {
			seen[r.Interview] = true
			st.Interviews = append(st.Interviews, coding.Interview{ID: r.Interview})
			st.Transcripts = append(st.Transcripts, coding.Transcript{Interview: r.Interview, Text: strings.Repeat("字", 100)})
		}
		st.Codings = append(st.Codings, r)
	}
	return st
}

// A boundary that two people see differently is disagreement, whatever rows without a code stand beside it.
func TestBoundariesWithEmptyRows(t *testing.T) {
	base := []coding.Coding{{Coder: "ann", Interview: "I3", Segment: "001", Code: "E", To: 50}, {Coder: "ben", Interview: "I3", Segment: "001", Code: "E", To: 50},
		{Coder: "ann", Interview: "I1", Segment: "a1", Code: "S", To: 20}, {Coder: "ben", Interview: "I1", Segment: "b1", Code: "S", From: 10, To: 30}}
	for name, more := range map[string][]coding.Coding{"none": nil, "no stretch": {{Coder: "ben", Interview: "I2", Segment: "b9"}},
		"a stretch": {{Coder: "ben", Interview: "I1", Segment: "b9", From: 60, To: 70}}, "the whole": {{Coder: "ben", Interview: "I1", Segment: "b9", To: 100}}} {
		r := agree(t, freely(append(append([]coding.Coding(nil), base...), more...)...), AgreeOptions{Bootstrap: -1})
		e := agreed(t, r, "percent_agreement", "dim=S;pass=1|chars: ann~ben")
		close9(t, name, e.Value, 180.0/200)
		if e.N != 200 || !strings.Contains(e.Method, "2 coders mark freely: whole transcripts count as reviewed") {
			t.Errorf("%s: n %d, %s", name, e.N, e.Method)
		}
		close9(t, name+", spans", agreed(t, r, "mutual_agreement", "pass=1|spans: ann~ben").Value, .5)
		if w := warned(r, noteAllFree); w != "pass 1: all 2 coders mark freely: whole transcripts count as reviewed" {
			t.Errorf("%s: %s", name, w)
		}
	}
	// An interview that one of them alone has rows in changes nothing of what is drawn.
	drawn := func(rows ...coding.Coding) string {
		var b strings.Builder
		r := agree(t, freely(rows...), AgreeOptions{Bootstrap: 50})
		es := slices.DeleteFunc(r.Estimates, func(e estimate.Estimate) bool {
			return !strings.Contains(e.Of, "|chars") && !strings.Contains(e.Of, "|spans")
		})
		if err := estimate.WriteCSV(&b, es); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if drawn(base...) != drawn(append(base[:len(base):len(base)], coding.Coding{Coder: "ben", Interview: "I2", Segment: "b9"})...) {
		t.Error("an interview that nobody shares is drawn")
	}
	r := agree(t, small5(), AgreeOptions{Bootstrap: -1})
	if e := agreed(t, r, "percent_agreement", "dim=a;pass=1|chars: Li~Wu"); !strings.Contains(e.Method, "(read as units)") || warned(r, noteUnits) == "" {
		t.Errorf("units: %s, %s", e.Method, warned(r, noteUnits))
	}
}

// Where no stretch has a twin, each is a unit that one gave the code and the other nothing: α = 1 − 1/(2·2·2/(4·3)) = −1/2. What
// cannot be computed says why.
func TestEachBaseForItself(t *testing.T) {
	r := agree(t, freely(coding.Coding{Coder: "ann", Interview: "I1", Segment: "a1", Code: "S", To: 20}, coding.Coding{Coder: "ben", Interview: "I1", Segment: "b1", Code: "S", From: 10, To: 30}), AgreeOptions{})
	close9(t, "chars", agreed(t, r, "percent_agreement", "dim=S;pass=1|chars: ann~ben").Value, 80.0/100)
	if e := agreed(t, r, "mutual_agreement", "pass=1|spans: ann~ben"); e.Value != 0 {
		t.Errorf("spans: %+v", e)
	}
	for _, base := range []string{"units", "coded"} {
		if e := agreed(t, r, "krippendorff_alpha_masi", "pass=1|"+base+":"); math.Abs(e.Value+0.5) > 1e-12 || e.N != 2 || e.Notes[0].Code != noteTwins {
			t.Errorf("%s: %+v", base, e)
		}
	}
	r = agree(t, coded("1 Li i1 s1 a", "1 Wu i1 s2 b"), AgreeOptions{})
	for of, measure := range map[string]string{"chars": "krippendorff_alpha_masi", "spans": "composite_reliability_holsti"} {
		if e := agreed(t, r, measure, "pass=1|"+of+":"); !e.Empty() || e.Notes[0].Code != noteNoText {
			t.Errorf("%s: %+v", of, e)
		}
	}
	// Everybody read, nobody gave a code.
	r = agree(t, coded("1 Li i1 s1 -", "1 Wu i1 s1 -", "1 Li i1 s2 -", "1 Wu i1 s2 -"), AgreeOptions{})
	for of, measure := range map[string]string{"units": "krippendorff_alpha_masi", "coded": "krippendorff_alpha_masi", "chars": "krippendorff_alpha_masi", "spans": "composite_reliability_holsti"} {
		if e := agreed(t, r, measure, "pass=1|"+of+":"); !e.Empty() || e.Notes[0].Code != noteNobodyCoded {
			t.Errorf("nobody coded, %s: %+v", of, e)
		}
	}
	r = agree(t, coded("1 Li i1 s1 -", "1 Wu i1 s1 -", "1 Li i2 s1 a", "1 Wu i2 s1 a"), AgreeOptions{Bootstrap: -1, Strata: []string{"case"}})
	if e := agreed(t, r, "krippendorff_alpha_masi", "pass=1;case=K|coded:"); !e.Empty() || e.Notes[0].Code != noteNothingCoded {
		t.Errorf("a stratum without codes: %+v", e)
	}
}

// rated gives codings their ratings: "direction/intensity", "absent" or "-" by coding.
func rated(st *coding.Study, ratings ...string) *coding.Study {
	for i, text := range ratings {
		c := &st.Codings[i]
		d, n, _ := strings.Cut(text, "/")
		switch d {
		case "-":
		case "absent":
			c.State, c.HasState = coding.Absent, true
		default:
			c.HasDir, c.Direction = true, map[string]int{"+": 1, "0": 0, "−": -1}[d]
		}
		if n != "" {
			c.Intensity = int(n[0] - '0')
		}
	}
	return st
}

func TestAgreementOfRatings(t *testing.T) {
	st := rated(coded("1 Li i1 s1 a", "1 Wu i1 s1 a", "1 Li i1 s2 a", "1 Wu i1 s2 a", "1 Li i2 s1 b", "1 Wu i2 s1 b", "1 Li i2 s2 b", "1 Wu i2 s2 -", "1 Li i2 s3 a", "1 Wu i2 s3 a"),
		"+/3", "+/3", "+/1", "absent/2", "−/2", "−/3", "+/1", "-", "-", "−")
	r := agree(t, st, AgreeOptions{Bootstrap: 50})
	// Directions of pairs: (1, 1), (1, −1), (−1, −1): Do = 2·4/6, De = 2·3·3·4/(6·5).
	const direction = 1 - (8.0/6)/(72.0/30)
	for _, of := range []string{"pass=1|direction: Li~Wu", "pass=1|direction:"} {
		e := agreed(t, r, "krippendorff_alpha", of)
		close9(t, of, e.Value, direction)
		if e.N != 3 || !strings.Contains(e.Method, "interval") || !strings.Contains(e.Method, "clusters resampled") {
			t.Errorf("%s: n %d, %s", of, e.N, e.Method)
		}
	}
	// Of a: (1, 1), (1, −1), one unit less.
	e := agreed(t, r, "krippendorff_alpha", "dim=a;pass=1|direction: Li~Wu")
	close9(t, "a", e.Value, 1-(8.0/4)/(2*3*4/12.0))
	if e.N != 2 {
		t.Errorf("a: n %d", e.N)
	}
	if _, ok := r.Find("krippendorff_alpha", "dim=b;pass=1|direction: Li~Wu"); ok {
		t.Error("one unit of b is compared")
	}
	want, err := agreement.Compute(t.Context(), agreement.Table{Coders: []string{"Li", "Wu"}, Codes: [][]string{{"3", "3"}, {"1", "2"}, {"2", "3"}}}, agreement.Options{Level: "ordinal"})
	if err != nil {
		t.Fatal(err)
	}
	intensity, _ := want.Find("krippendorff_alpha", "")
	if e := agreed(t, r, "krippendorff_alpha", "pass=1|intensity:"); e.N != 3 || math.Abs(e.Value-intensity.Value) > 1e-12 || !strings.Contains(e.Method, "ordinal") {
		t.Errorf("intensity: %v of %d, want %v", e.Value, e.N, intensity.Value)
	}
	if e := agreed(t, r, "percent_agreement", "dim=a;pass=1|units: Li~Wu"); !strings.Contains(e.Method, "presence of the code alone, not its ratings") {
		t.Error(e.Method)
	}
	for _, e := range agree(t, small5(), AgreeOptions{Bootstrap: -1}).Estimates {
		if strings.Contains(e.Of, "direction") {
			t.Errorf("nobody rated, and there is %s", e.ID())
		}
	}
	if e := agreed(t, agree(t, rated(small5(), "+/1"), AgreeOptions{Bootstrap: -1}), "krippendorff_alpha", "pass=1|direction:"); !e.Empty() || e.Notes[0].Code != noteNotRated {
		t.Errorf("one rating: %+v", e)
	}
}

// Two people without a ruling are no consensus for either of them; a ruling or a third one makes it so.
func TestConsensusNeedsMore(t *testing.T) {
	two := []string{"1 Li i1 s1 a", "1 Wu i1 s1 a", "1 Li i1 s2 a", "1 Wu i1 s2 b", "1 Li i2 s1 -", "1 Wu i2 s1 -"}
	r := agree(t, coded(two...), AgreeOptions{Bootstrap: -1})
	for _, measure := range []string{"percent_agreement", "krippendorff_alpha_masi"} {
		if e := agreed(t, r, measure, "pass=1|units: Li~consensus"); !e.Empty() || e.N != 0 || e.Notes[0].Code != noteTwoPeople {
			t.Errorf("two people: %+v", e)
		}
	}
	st := coded(two...)
	st.Consensus = []coding.Ruling{{Interview: "i1", Segment: "s2", Code: "a", Accept: true}, {Interview: "i1", Segment: "s2", Code: "b"}, {Interview: "i2", Segment: "s1", Code: "a", Accept: true}}
	r = agree(t, st, AgreeOptions{Bootstrap: -1})
	for coder, want := range map[string]float64{"Li": 1.0 / 2, "Wu": 0} {
		e := agreed(t, r, "percent_agreement", "pass=1|units: "+coder+"~consensus")
		if e.Value != want || e.N != 2 || estimate.JoinNotes(e.Notes) != "the coder's own vote is part of the consensus" || !strings.Contains(e.Method, "undecided is left out") {
			t.Errorf("%s: %v of %d, %s; %s", coder, e.Value, e.N, e.Method, estimate.JoinNotes(e.Notes))
		}
	}
	r = agree(t, coded(append(two, "1 Zhu i1 s1 b", "1 Zhu i1 s2 a")...), AgreeOptions{Bootstrap: -1})
	if e := agreed(t, r, "percent_agreement", "pass=1|units: Wu~consensus"); e.Value != .5 || e.N != 2 {
		t.Errorf("three people: %v of %d", e.Value, e.N)
	}
	// A program stands beside two people, or one person and a ruling.
	st = coded(append(two, "1 bot i1 s1 a", "1 bot i1 s2 a", "1 bot i3 s1 a", "1 Li i3 s1 b", "1 bot i3 s2 a", "1 Li i3 s2 b")...)
	st.Options.AICoders = []string{"bot"}
	st.Consensus = []coding.Ruling{{Interview: "i3", Segment: "s2", Code: "b", Accept: true}}
	r = agree(t, st, AgreeOptions{Bootstrap: -1})
	e := agreed(t, r, "percent_agreement", "dim=a;pass=1|units: bot~consensus") // i1/s2 is open
	if e.N != 2 || e.Value != .5 || strings.Contains(estimate.JoinNotes(e.Notes), "own vote") || !strings.Contains(e.Method, "two people or more") {
		t.Errorf("program: %v of %d: %s", e.Value, e.N, e.Method)
	}
	r = agree(t, st, AgreeOptions{Bootstrap: -1, WithAI: true})
	if e := agreed(t, r, "percent_agreement", "pass=1|units:"); !strings.Contains(e.Method, "(with programs: bot)") {
		t.Error(e.Method)
	}
}

func TestUnitsWithoutPeriodAreCounted(t *testing.T) {
	st := small5()
	st.Segments[0].Period = ""
	r := agree(t, st, AgreeOptions{Bootstrap: -1, Strata: []string{"period"}})
	if w := warned(r, noteWithoutPeriod); w != "pass 1: units without a period, which are in no stratum of periods: 1 of 4" {
		t.Error(w)
	}
	if w := warned(agree(t, st, AgreeOptions{Bootstrap: -1}), noteWithoutPeriod); w != "" {
		t.Error(w)
	}
}

// Rows in any order change no byte of the result.
func TestPermutedRows(t *testing.T) {
	text := func(st *coding.Study) string {
		r := agree(t, st, AgreeOptions{Bootstrap: 100, Strata: []string{"case", "role", "period"}, WithAI: true})
		var b strings.Builder
		if err := estimate.WriteCSV(&b, r.Estimates); err != nil {
			t.Fatal(err)
		}
		return b.String() + estimate.JoinNotes(r.Warnings)
	}
	st := team(9, 15, 4, 6, .25)
	random := rand.New(rand.NewPCG(5, 6))
	for i := range st.Codings {
		if c := &st.Codings[i]; c.Code != "" && random.IntN(3) > 0 {
			c.HasDir, c.Direction, c.Intensity, c.Rated = true, random.IntN(3)-1, 1+random.IntN(3), true
		}
	}
	st.Options.AICoders = []string{"D"}
	want := text(st)
	for range 3 {
		random.Shuffle(len(st.Codings), func(i, j int) { st.Codings[i], st.Codings[j] = st.Codings[j], st.Codings[i] })
		random.Shuffle(len(st.Segments), func(i, j int) { st.Segments[i], st.Segments[j] = st.Segments[j], st.Segments[i] })
		if got := text(st); got != want {
			a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Fatalf("%s\n%s", a[i], b[i])
				}
			}
			t.Fatalf("%d lines and %d", len(a), len(b))
		}
	}
}

// As many stretches are matched as can be: what trying every matching finds.
func TestMatchingIsLargest(t *testing.T) {
	if got := matchStretches([]stretch{{From: 0, To: 10}, {From: 10, To: 22}}, []stretch{{From: 4, To: 14}, {From: 0, To: 6}, {From: 14, To: 24}}, .3); got != 2 {
		t.Errorf("%d", got)
	}
	// The pair with most in common, [4,14) of both, leaves nothing for the others.
	if got := matchStretches([]stretch{{From: 0, To: 10}, {From: 4, To: 14}}, []stretch{{From: 4, To: 14}, {From: 9, To: 19}}, .3); got != 2 {
		t.Errorf("greedy: %d", got)
	}
	var most func(first, second []stretch, used int, overlap float64) int
	most = func(first, second []stretch, used int, overlap float64) int {
		if len(first) == 0 {
			return 0
		}
		best := most(first[1:], second, used, overlap)
		for b, s := range second {
			common := min(s.To, first[0].To) - max(s.From, first[0].From)
			if used&(1<<b) == 0 && common > 0 && float64(common)/float64(max(s.To, first[0].To)-min(s.From, first[0].From)) >= overlap-1e-12 {
				best = max(best, 1+most(first[1:], second, used|1<<b, overlap))
			}
		}
		return best
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func() (out []stretch) {
			for range rapid.IntRange(0, 5).Draw(t, "stretches") {
				from := rapid.IntRange(0, 12).Draw(t, "from")
				out = append(out, stretch{From: from, To: from + rapid.IntRange(1, 9).Draw(t, "length")})
			}
			sortStretches(out)
			return out
		}
		a, b, overlap := draw(), draw(), rapid.SampledFrom([]float64{.1, .3, .5, .8}).Draw(t, "overlap")
		if got, want := matchStretches(a, b, overlap), most(a, b, 0, overlap); got != want {
			t.Fatalf("%d, want %d", got, want)
		}
	})
}
