package measures

import (
	"slices"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
)

// againstConsensus lists the jobs that compare each coder, and each program that is not compared otherwise, with the
// consensus of the people of the pass.
func (a *agreer) againstConsensus(t *pass.Table, compared, programs []int) []job {
	settled := t.WithConsensus(a.layers.Settle(pass.Options{Pass: t.Pass}))
	last := len(settled.Coders) - 1
	ruled := map[[2]string]bool{}
	for i := range a.study.Consensus {
		r := &a.study.Consensus[i]
		ruled[[2]string{r.Interview, r.Segment}] = true
	}
	var jobs []job
	for _, c := range slices.Concat(compared, programs) {
		name := t.Coders[c]
		if name == pass.ConsensusColumn {
			continue
		}
		words := "units reviewed by the coder and settled by a ruling or by three people or more, the coder among them"
		least := 3
		if t.AI[c] {
			words, least = "units reviewed by the program and settled by a ruling or by two people or more, people alone", 2
		}
		words += "; what is left undecided is left out"
		b := newBallotBox([]string{name, pass.ConsensusColumn, "open"})
		row := make([]int32, 3)
		for i := range settled.Units {
			u := &settled.Units[i]
			people := 0
			for k, given := range u.Given[:last] {
				if given != nil && !t.AI[k] {
					people++
				}
			}
			if u.Given[c] == nil || u.Given[last] == nil || people < least && !ruled[[2]string{u.Interview, u.Segment}] {
				continue
			}
			row[0], row[1], row[2] = b.set(u.Given[c]), b.set(u.Given[last]), b.set(u.Open)
			b.add(ballotUnit{interview: u.Interview}, row, 1)
		}
		key := estimate.Key{Pass: t.Pass}
		if len(b.counts) == 0 {
			why := noteTwoPeople.Says()
			if t.AI[c] {
				why = noteNoPeople.Says()
			}
			jobs = append(jobs, func() ([]estimate.Estimate, error) { return a.noConsensus(key, name, words, why), nil })
			continue
		}
		wanted := []string{"cohen_kappa", "percent_agreement", "krippendorff_alpha_masi"}
		for _, do := range a.pairJobs(key, b.inOrder(), settled.Codes, words, wanted) {
			if a.now.twins != nil {
				do = do.with(noteOwnTwins.Says())
			}
			if !t.AI[c] {
				do = do.with(noteOwnVote.Says())
			}
			jobs = append(jobs, do)
		}
	}
	return jobs
}

// with adds a note to every estimate with a value.
func (j job) with(n estimate.Note) job {
	return func() ([]estimate.Estimate, error) {
		es, err := j()
		for i, e := range es {
			if !e.Empty() {
				es[i] = e.With(n)
			}
		}
		return es, err
	}
}

// noConsensus says why a coder is not compared with the consensus.
func (a *agreer) noConsensus(key estimate.Key, name, words string, why estimate.Note) []estimate.Estimate {
	var out []estimate.Estimate
	for _, measure := range []string{"krippendorff_alpha_masi", "percent_agreement"} {
		e := estimate.New(agreement.Family, measure, name+"~"+pass.ConsensusColumn).Because(why)
		e.N = 0
		out = append(out, e)
	}
	return a.worded(key, "units", [2]string{words, words}, out)
}

// drift adds each coder's agreement with themselves over the units that they coded in two passes.
func (a *agreer) drift() error {
	passes := a.layers.Passes()
	in := make([][]string, len(passes))
	for i, p := range passes {
		in[i] = a.layers.CodersOf(p)
	}
	var jobs []job
	for _, coder := range a.layers.Coders() {
		if !a.wanted(coder) || !a.options.WithAI && slices.Contains(a.study.Options.AICoders, coder) {
			continue
		}
		for i, first := range passes {
			for k := i + 1; k < len(passes); k++ {
				second := passes[k]
				if a.options.Pass != "" && a.options.Pass != first && a.options.Pass != second || !slices.Contains(in[i], coder) || !slices.Contains(in[k], coder) {
					continue
				}
				t := a.layers.Repeats(coder, first, second)
				key := estimate.Key{Coder: coder}
				if len(t.Units) == 0 {
					e := nothing(key, "units", noteNoRepeat.Says())
					e.Of += " " + first + "~" + second
					jobs = append(jobs, func() ([]estimate.Estimate, error) { return []estimate.Estimate{e}, nil })
					continue
				}
				b := newBallots(&t, []int{0, 1}, a.places)
				note := twinsNote(&t, []int{0, 1})
				for _, do := range a.pairJobs(key, b, t.Codes, "units that the coder reviewed in both passes", nil) {
					jobs = append(jobs, do.notingFirst(note))
				}
			}
		}
	}
	return a.run(jobs)
}

// pairJobs compare the first two columns of ballots on every layer: all codes together, then each code. A third column
// holds the codes that the second leaves open, which are no judgment. wanted are the measures kept; nil keeps all of a
// pair.
func (a *agreer) pairJobs(key estimate.Key, b *ballots, codes []string, words string, wanted []string) []job {
	of := b.coders[0] + "~" + b.coders[1]
	keep := func(key estimate.Key, r estimate.Result) []estimate.Estimate {
		var out []estimate.Estimate
		for _, e := range r.Estimates {
			if e.Of == of && (wanted == nil || slices.Contains(wanted, e.Measure)) {
				out = append(out, e)
			}
		}
		words := words
		if key.Dim != "" {
			words += presenceAlone
		}
		return a.worded(key, "units", [2]string{words, words}, out)
	}
	var jobs []job
	for _, v := range a.views {
		k := key
		k.Layer = v.layer
		these := v.codes(codes)
		if len(these) == 0 {
			continue
		}
		b := b.through(v.of)
		jobs = append(jobs, func() ([]estimate.Estimate, error) {
			o := a.compute
			var t agreement.SetTable
			t, o.Clusters = b.firstTwo().setTable()
			r, err := agreement.ComputeSets(a.ctx, t, o)
			return keep(k, r), err
		})
		for _, code := range these {
			k := k
			k.Dim = code
			jobs = append(jobs, func() ([]estimate.Estimate, error) {
				o := a.compute
				var t agreement.Table
				t, o.Clusters = b.settledTable(code)
				r, err := agreement.Compute(a.ctx, t, o)
				return keep(k, r), err
			})
		}
	}
	return jobs
}

// firstTwo leaves out the column of open codes, and the units that have any.
func (b *ballots) firstTwo() *ballots {
	if len(b.coders) == 2 {
		return b
	}
	closed := b.filter(func(i int) bool { row := b.row(i); return len(b.sets[row[2]]) == 0 })
	out := &ballots{coders: b.coders[:2], sets: b.sets, units: closed.units, counts: closed.counts}
	for i := range closed.counts {
		out.given = append(out.given, closed.row(i)[:2]...)
	}
	return out
}

// settledTable is the plain table of one code in the first two columns; where the second leaves the code open, it is empty.
func (b *ballots) settledTable(code string) (agreement.Table, []string) {
	if len(b.coders) == 2 {
		return b.table(code)
	}
	has := make([]bool, len(b.sets))
	for i, set := range b.sets {
		has[i] = slices.Contains(set, code)
	}
	two := *b
	two.coders = b.coders[:2]
	state := func(given bool) byte {
		if given {
			return '1'
		}
		return '0'
	}
	return two.statesOf(3, func(row []int32, out []byte) {
		out[0], out[1] = state(has[row[0]]), state(has[row[1]])
		if has[row[2]] && !has[row[1]] {
			out[1] = ' '
		}
	})
}

// confusions counts which codes coders took for one another.
func confusions(t *pass.Table, columns []int, units *ballots) []estimate.Estimate {
	part := pass.Table{Pass: t.Pass, Codes: t.Codes, Units: make([]pass.TableRow, len(t.Units))}
	for _, c := range columns {
		part.Coders = append(part.Coders, t.Coders[c])
	}
	for i := range t.Units {
		u := pass.TableRow{Interview: t.Units[i].Interview, Segment: t.Units[i].Segment, Given: make([][]string, len(columns))}
		for k, c := range columns {
			u.Given[k] = t.Units[i].Given[c]
		}
		part.Units[i] = u
	}
	both := map[[2]string]int{}
	for i, n := range units.counts {
		row := units.row(i)
		for x := range row {
			for y := x + 1; y < len(row); y++ {
				if row[x] != unseen && row[y] != unseen {
					both[[2]string{units.coders[x], units.coders[y]}] += n
				}
			}
		}
	}
	key := estimate.Key{Pass: t.Pass}
	var out []estimate.Estimate
	put := func(own string, count, n int, method string, codes ...string) {
		e := estimate.New(agreement.Family, "confusion", key.Of(own))
		e.Value, e.N, e.Method = float64(count), n, method
		e.Basis = estimate.Basis{Source: "coding", Filter: key.String(), Columns: codes}
		out = append(out, e)
	}
	for _, c := range pass.Confusions(&part) {
		put(c.A+">"+c.B, c.Units, units.total(), "units to which a coder gave one of the codes and not the other, and another coder the reverse; of units reviewed by two coders or more", c.A, c.B)
		for _, p := range c.Pairs {
			n := both[[2]string{p.First, p.Second}]
			of := p.First + "~" + p.Second + ": "
			const method = "units to which the first gave the first code and not the second, and the second the reverse; of units reviewed by both"
			if p.AB > 0 {
				put(of+c.A+">"+c.B, p.AB, n, method, c.A, c.B)
			}
			if p.BA > 0 {
				put(of+c.B+">"+c.A, p.BA, n, method, c.B, c.A)
			}
		}
	}
	return out
}
