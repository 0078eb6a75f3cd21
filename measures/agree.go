package measures

import (
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
)

// agreement computes the coders' agreement on every code of every pass, on what they gave before settling: whether the
// code was given or not, over the units that at least two coders reviewed, with interviews as clusters. Pairs and categories stand after `|`.
func (s *scorer) agreement() error {
	type job struct {
		table *pass.Table
		code  string
	}
	var jobs []job
	tables := s.layers.Tables()
	for i := range tables {
		if len(tables[i].Coders) < 2 {
			continue
		}
		for _, code := range tables[i].Codes {
			jobs = append(jobs, job{&tables[i], code})
		}
	}
	results := make([][]estimate.Estimate, len(jobs))
	err := each(s.ctx, len(jobs), func(i int) error {
		var err error
		results[i], err = s.agreementOn(jobs[i].table, jobs[i].code)
		return err
	})
	for _, r := range results {
		s.add(r...)
	}
	return err
}

func (s *scorer) agreementOn(t *pass.Table, code string) ([]estimate.Estimate, error) {
	key := estimate.Key{Dim: code, Pass: t.Pass}
	basis := estimate.Basis{Source: "coding", Filter: estimate.Key{Pass: t.Pass}.String(), Columns: []string{code}}
	table := t.Binary(code)
	if table.Both < 2 && !s.allowed("agreement") {
		e := estimate.New(agreement.Family, "krippendorff_alpha", key.String()).Because(noteRefuseCoded.Says(table.Both))
		e.N, e.Basis = table.Both, basis
		return []estimate.Estimate{e}, nil
	}
	r, err := agreement.Compute(s.ctx, agreement.Table{Units: table.Units, Coders: table.Coders, Codes: table.Cells},
		agreement.Options{Categories: []string{"0", "1"}, Clusters: table.Clusters, Bootstrap: s.bootstrap, Seed: s.seed})
	if err != nil {
		return nil, err
	}
	columns := make([]int, len(t.Coders))
	for c := range columns {
		columns[c] = c
	}
	twins := twinsNote(t, columns)
	out := make([]estimate.Estimate, 0, len(r.Estimates))
	for _, e := range r.Estimates {
		if e.Measure == "mutual_agreement" || e.Measure == "composite_reliability_holsti" {
			continue // what two coders agree to leave alone counts in them; a pass's agreement has them over the codes given
		}
		e.Of = key.Of(e.Of)
		e.Basis = basis
		if twins != nil {
			e = withFirst(e, *twins)
		}
		out = append(out, e)
	}
	return out, nil
}
