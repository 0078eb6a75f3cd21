package measures

import (
	"fmt"
	"math/rand/v2"

	"github.com/smekit/smekit/coding"
)

// size says how large an invented study is.
type size struct{ cases, depts, interviews, segments, coders, respondents int }

// inventedFramework has groups M (with ME, MC), E with the hazard group E.FAIL, S (contextual) and P (proposed).
func inventedFramework() *coding.Framework {
	fw := &coding.Framework{ID: "t", ScaleMin: 1, ScaleMax: 5, Weights: "equal",
		Bands: coding.Bands{Low: 40, High: 60, Margin: 5, Gap: 20, MinInterviews: 3},
		Roles: []coding.Role{{ID: "leader", Level: "leader"}, {ID: "clerk", Level: "staff"}, {ID: "window", Level: "staff"}}}
	group := func(id, parent string, polarity int, proposed bool, sources ...string) {
		fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: id, Parent: parent, Group: true, Polarity: polarity, Proposed: proposed, Sources: sources})
	}
	items := func(dim string, n int) {
		for i := 1; i <= n; i++ {
			fw.Items = append(fw.Items, coding.Item{ID: fmt.Sprintf("%s_%d", dim, i), Dimension: dim, Min: 1, Max: 5, Reverse: i == 3,
				Ask: []string{"all", "all", "all", "approval", "line"}[i-1]})
		}
	}
	leaf := func(id, parent string, polarity int, proposed bool, n int) {
		sources := []string{"interview"}
		if n > 0 {
			sources = append(sources, "survey")
		}
		fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: id, Parent: parent, Polarity: polarity, Proposed: proposed, Sources: sources})
		items(id, n)
	}
	group("S", "", 0, false)
	leaf("S.SEP", "S", 0, false, 3)
	leaf("S.IGR", "S", 0, false, 5)
	leaf("S.LINE", "S", 0, false, 3)
	group("M", "", 1, false)
	group("ME", "M", 1, false)
	for _, id := range []string{"ME.SUB", "ME.REL", "ME.STR", "ME.INS", "ME.TEC"} {
		leaf(id, "ME", 1, id != "ME.SUB" && id != "ME.REL", 3)
	}
	group("MC", "M", 1, false)
	for _, id := range []string{"MC.TGT", "MC.FUN", "MC.INS"} {
		leaf(id, "MC", 1, false, 3)
	}
	group("E", "", 1, false)
	for _, id := range []string{"E.SYN", "E.EFF", "E.BEN"} {
		leaf(id, "E", 1, false, 3)
	}
	group("E.FAIL", "E", -1, false, "interview", "survey")
	items("E.FAIL", 3)
	for _, id := range []string{"E.FAIL.PD", "E.FAIL.HG", "E.FAIL.BP", "E.FAIL.DB"} {
		leaf(id, "E.FAIL", -1, false, 0)
	}
	group("P", "", 1, true)
	group("PN", "P", 1, true)
	for _, id := range []string{"PN.MGT", "PN.RUL", "PN.PLT"} {
		leaf(id, "PN", 1, true, 3)
	}
	fw.Hazards = []coding.Hazard{
		{ID: "H1", Code: "E.FAIL.PD", High: []string{"ME.REL"}, Low: []string{"MC.INS"}},
		{ID: "H3", Code: "E.FAIL.BP", Either: []string{"low:MC.TGT", "gap:MC.TGT:role"}},
		{ID: "H4", Code: "E.FAIL.BP", Either: []string{"departments>=2:E.FAIL.BP"}, Items: []string{"E.FAIL_1"}},
		{ID: "H7", Code: "E.FAIL.DB", Low: []string{"E.SYN"}, Either: []string{"high:ME.STR", "departments>=2:E.FAIL.DB"}, Items: []string{"E.FAIL_2"}},
	}
	fw.Coupling = []coding.CouplingSet{{ID: "CCD.MC", Systems: []string{"MC.TGT", "MC.FUN", "MC.INS"}}, {ID: "CCD.ME", Systems: []string{"ME", "MC", "E"}}}
	return fw
}

// invented makes a study up, the same for the same size.
func invented(z size) *coding.Study {
	r := rand.New(rand.NewPCG(7, 7))
	st := &coding.Study{Framework: inventedFramework()}
	st.Options = coding.Options{MinN: 5, Seed: 1, Order: map[string][]string{"period": {"before", "after"}, "role": {"leader", "staff"}}}
	st.Instrument.Items = st.Framework.Items
	for _, it := range st.Instrument.Items {
		st.Survey.Items = append(st.Survey.Items, it.ID)
	}
	sides := []string{"approval", "supervision", "supervision", "support"}
	roles := []string{"leader", "clerk", "window", "clerk"}
	periods := []string{"before", "after"}
	for c := range z.cases {
		id := string(rune('G' + c))
		st.Cases = append(st.Cases, coding.Case{ID: id, Invited: -1})
		for d := range z.depts {
			st.Departments = append(st.Departments, coding.Department{Case: id, ID: fmt.Sprintf("D%02d", d+1), Side: sides[d%4], Invited: 40})
		}
	}
	var codes []string
	for i := range st.Framework.Dimensions {
		if d := &st.Framework.Dimensions[i]; d.HasSource("interview") {
			codes = append(codes, d.ID)
		}
	}
	for i := range z.interviews {
		d := st.Departments[r.IntN(len(st.Departments))]
		iv := coding.Interview{ID: fmt.Sprintf("I%03d", i+1), Case: d.Case, Dept: d.ID, Role: roles[r.IntN(4)], Characters: 3000 + r.IntN(3000), Words: -1}
		st.Interviews = append(st.Interviews, iv)
		for k := range z.segments / z.interviews {
			s := coding.Segment{Interview: iv.ID, ID: fmt.Sprintf("%s-%03d", iv.ID, k+1), Period: periods[r.IntN(2)]}
			st.Segments = append(st.Segments, s)
			truth, a, dir := codes[r.IntN(len(codes))], 1+r.IntN(3), []int{1, 1, 1, 0, -1}[r.IntN(5)]
			for w := range z.coders {
				row := coding.Coding{Pass: "1", Coder: string(rune('A' + w)), Interview: iv.ID, Segment: s.ID, Code: truth, Intensity: a, Direction: dir, HasDir: true, Rated: true}
				switch p := r.IntN(10); {
				case p == 0:
					row.Code = codes[r.IntN(len(codes))]
				case p == 1:
					row = coding.Coding{Pass: "1", Coder: row.Coder, Interview: iv.ID, Segment: s.ID}
				case p == 2:
					row.State, row.Direction = coding.Absent, -1
				}
				st.Codings = append(st.Codings, row)
			}
		}
	}
	for i := range z.respondents {
		d := st.Departments[r.IntN(len(st.Departments))]
		role := roles[r.IntN(4)]
		level := 1 + 3*r.Float64()
		for p, period := range periods {
			if p == 1 && r.IntN(3) == 0 {
				continue
			}
			a := make([]coding.Value, len(st.Instrument.Items))
			for k := range a {
				if a[k] = coding.Number(float64(min(5, max(1, int(level+float64(p)/2+r.NormFloat64()+0.5))))); r.IntN(25) == 0 {
					a[k] = coding.Value{Missing: coding.NotAnswered}
				} else if st.Instrument.Items[k].Reverse {
					a[k] = coding.Number(6 - a[k].Num)
				}
			}
			st.Survey.Responses = append(st.Survey.Responses, coding.Response{Respondent: fmt.Sprintf("R%05d", i), Case: d.Case, Dept: d.ID, Role: role,
				Period: period, Weight: 1, Answers: a})
		}
	}
	st.Benchmarks = []coding.Benchmark{{Peer: "K", Dimension: "ME.REL", Scale: "1-5", Value: 3.4, N: 120}, {Peer: "K", Dimension: "ME", Scale: "pomp", Value: 58, N: -1, Period: "after"}}
	return st
}

var (
	small = size{cases: 3, depts: 8, interviews: 36, segments: 600, coders: 3, respondents: 300}
	large = size{cases: 3, depts: 8, interviews: 200, segments: 15000, coders: 4, respondents: 11800}
)
