package measures

import (
	"context"
	"sort"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/interview"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/measures/survey"
)

// ScoreOptions override what a study sets. The zero value overrides nothing.
type ScoreOptions struct {
	Seed      uint64 // of all resampling; 0: the study's, else 1
	MinN      int    // smallest number of people that may be judged; 0: the study's, else 5
	Bootstrap int    // replicates; 0: 1,000; negative: none
	Progress  func(step string, done, total int)
}

// Score computes everything that a study's records give: the interviews' and the survey's scores with their parents,
// gaps, comparisons with peers, triangulation, hazards, coupling coordination, the stability of the conclusions, and within the same keys the
// families' estimates of agreement, distribution, reliability, aggregation, comparison and association. The ledger is complete: nothing is
// suppressed yet, and it must pass disclosure control before anybody sees it.
//
// An error means that ctx was done, or that an option of the study is not understood. What cannot be estimated is an empty
// estimate with its reason.
func Score(ctx context.Context, study *coding.Study, o ScoreOptions) (*ledger.Ledger, error) {
	s := newScorer(ctx, study, o)
	steps := []struct {
		name string
		run  func() error
	}{
		{"consensus", s.settle},
		{"interviews", s.scoreInterviews},
		{"survey", s.scoreSurvey},
		{"triangulation", s.combine},
		{"hazards", s.judgeHazards},
		{"coupling", s.couple},
		{"sensitivity", s.sensitivity},
		{"agreement", s.agreement},
		{"distributions", s.shares},
		{"reliability", s.scales},
		{"comparisons", s.comparisons},
		{"models", s.models},
	}
	for i, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if o.Progress != nil {
			o.Progress(step.name, i, len(steps))
		}
		if err := step.run(); err != nil {
			return nil, err
		}
	}
	if o.Progress != nil {
		o.Progress("", len(steps), len(steps))
	}
	s.ledger.Provenance = s.provenance()
	s.ledger.Receipts = receipts(study)
	return s.ledger, nil
}

// scorer carries a run from step to step.
type scorer struct {
	ctx       context.Context
	study     *coding.Study
	seed      uint64
	minN      int
	bootstrap int
	ledger    *ledger.Ledger

	layers    *pass.Layers
	consensus *pass.Consensus
	levels    levels
	contrasts []contrast
	evidence  evidence

	interviewCells []interview.Cell
	interviews     *board // nil without interviews
	responses      *survey.Scores
	survey         *board // nil without responses
	within         struct {
		interviewCells     []interview.Cell
		interviews, survey *board // nil where no hazard needs them
	}
}

func newScorer(ctx context.Context, study *coding.Study, o ScoreOptions) *scorer {
	s := &scorer{ctx: ctx, study: study, seed: o.Seed, minN: o.MinN, bootstrap: o.Bootstrap, ledger: &ledger.Ledger{}}
	if s.seed == 0 {
		s.seed = study.Options.Seed
	}
	if s.seed == 0 {
		s.seed = 1
	}
	if s.minN == 0 {
		s.minN = study.Options.MinN
	}
	if s.minN == 0 {
		s.minN = 5
	}
	switch {
	case s.bootstrap == 0:
		s.bootstrap = 1000
	case s.bootstrap < 0:
		s.bootstrap = 0
	}
	return s
}

func (s *scorer) add(es ...estimate.Estimate) { s.ledger.Estimates = append(s.ledger.Estimates, es...) }

// settle applies the consensus rule and finds the levels that cells and contrasts are made of.
func (s *scorer) settle() error {
	s.layers = pass.NewLayers(s.study)
	s.consensus = s.layers.Settle(pass.Options{})
	s.levels = newLevels(s.study, s.layers)
	var unknown []string
	s.contrasts, unknown = s.levels.contrasts(s.study)
	for _, by := range unknown {
		s.ledger.Warnings = append(s.ledger.Warnings, noteUnknownBy.Says(by))
	}
	s.evidence = newEvidence(s.study, s.consensus)
	return nil
}

func (s *scorer) scoreInterviews() error {
	cells := makeCells(s.study, interviewMembers(s.study, s.layers, s.levels), s.levels)
	if len(cells) == 0 {
		return nil
	}
	s.interviewCells = interviewCells(cells)
	s.within.interviewCells = interviewCells(s.cellsWithin(interviewMembers(s.study, s.layers, s.levels)))
	scores := interview.Compute(s.study, s.layers, s.consensus, s.interviewCells)
	s.interviews = interviewBoard(s.study, scores)
	s.add(scores.Estimates()...)
	s.add(s.interviews.composites()...)
	s.add(s.interviews.gapEstimates(s.interviews.gaps(s.contrasts))...)
	if more := s.within.interviewCells; len(more) > 0 {
		scores := interview.Compute(s.study, s.layers, s.consensus, more)
		s.within.interviews = withinBoard(interviewBoard(s.study, scores))
		s.addWithin(s.within.interviews, scores.Estimates())
	}
	s.add(consensusCounts(s.study, s.consensus)...)
	s.add(coverage(s.study, s.layers)...)
	return nil
}

func (s *scorer) scoreSurvey() error {
	cells := makeCells(s.study, responseMembers(s.study, s.levels), s.levels)
	if len(cells) == 0 {
		return nil
	}
	sheet := survey.Read(s.study)
	s.responses = sheet.Compute(surveyCells(cells))
	s.survey = surveyBoard(s.study, s.responses)
	s.add(s.responses.Estimates()...)
	s.add(sheet.Compute(silentCells(s.study, cells)).Estimates()...)
	s.add(s.survey.composites()...)
	s.add(s.survey.gapEstimates(s.survey.gaps(s.contrasts))...)
	if more := s.cellsWithin(responseMembers(s.study, s.levels)); len(more) > 0 {
		scores := sheet.Compute(surveyCells(more))
		s.within.survey = withinBoard(surveyBoard(s.study, scores))
		s.addWithin(s.within.survey, scores.Estimates())
	}
	s.add(s.survey.peerGaps(s.study)...)
	return nil
}

// combine compares the two sources.
func (s *scorer) combine() error {
	interviews, answers := s.interviews, s.survey
	if interviews == nil && answers == nil {
		return nil
	}
	if interviews == nil {
		interviews = newBoard(s.study, "interview")
	}
	if answers == nil {
		answers = newBoard(s.study, "survey")
	}
	s.add(triangulate(s.study, interviews, answers)...)
	return nil
}

// boards are the sources that a study has.
func (s *scorer) boards() []*board {
	var out []*board
	for _, b := range []*board{s.interviews, s.survey} {
		if b != nil {
			out = append(out, b)
		}
	}
	return out
}

func (s *scorer) judgeHazards() error {
	for _, b := range s.boards() {
		j := judge{study: s.study, board: b, within: s.within.survey, minN: s.minN, contrasts: s.contrasts, evidence: s.evidence, scores: s.responses}
		if b.source == "interview" {
			j.within = s.within.interviews
		}
		s.add(j.hazards(s.levels.periods)...)
	}
	return nil
}

// couple computes coupling coordination in every form, and says which levels the alternatives would change.
func (s *scorer) couple() error {
	for _, b := range s.boards() {
		for _, y := range b.sets(s.study, s.levels.periods) {
			var main []conclusion
			for i, f := range forms(s.study) {
				es, err := b.coupling(&y, f)
				if err != nil {
					return err
				}
				s.add(es...)
				if i == 0 {
					main = coordination(es)
					continue
				}
				s.add(compareConclusions(main, coordination(es), f.name, true)...)
			}
		}
	}
	return nil
}

// provenance is what the study itself says of the run; the caller adds the tool and its version.
func (s *scorer) provenance() ledger.Provenance {
	p := ledger.Provenance{Tool: "smekit", Seed: s.seed}
	if fw := s.study.Framework; fw != nil {
		p.FrameworkID, p.FrameworkVersion, p.FrameworkHash = fw.ID, fw.Version, fw.Hash
	}
	if s.study.Codebook != nil {
		p.CodebookHash = s.study.Codebook.Hash
	}
	for _, in := range s.study.Inputs {
		p.Inputs = append(p.Inputs, ledger.File{Path: in.Path, SHA256: in.SHA256, Size: in.Size})
	}
	b := s.study.Framework.Bands
	p.Options = []ledger.Option{
		{Name: "bands", Value: "low " + estimate.FormatFloat(b.Low) + ", high " + estimate.FormatFloat(b.High) + ", margin " +
			estimate.FormatFloat(b.Margin) + ", gap " + estimate.FormatFloat(b.Gap) + ", min_interviews " + strconv.Itoa(b.MinInterviews), From: s.from("bands")},
		{Name: "bootstrap", Value: strconv.Itoa(s.bootstrap), From: "default"},
		{Name: "min_n", Value: strconv.Itoa(s.minN), From: s.from("min_n")},
		{Name: "seed", Value: strconv.FormatUint(s.seed, 10), From: s.from("seed")},
		{Name: "weights", Value: forms(s.study)[0].weights, From: s.from("weights")},
	}
	sort.Slice(p.Options, func(i, j int) bool { return p.Options[i].Name < p.Options[j].Name })
	return p
}

func (s *scorer) from(option string) string {
	if _, given := s.study.Options.Given[option]; given {
		return "study"
	}
	return "default"
}

func receipts(study *coding.Study) []ledger.Receipt {
	counts := func(in []coding.ReasonCount) []ledger.Count {
		var out []ledger.Count
		for _, c := range in {
			out = append(out, ledger.Count{Reason: c.Reason, Count: c.Count})
		}
		return out
	}
	var out []ledger.Receipt
	for i := range study.Receipts {
		r := &study.Receipts[i]
		l := ledger.Receipt{File: r.File, Sheet: r.Sheet, What: r.What, Rows: r.Rows, Used: r.Used, Missing: r.Missing,
			Excluded: counts(r.Excluded), Rejected: counts(r.Rejected)}
		for _, n := range r.Notes {
			l.Notes = append(l.Notes, ledger.Remark{Code: n.Code, Args: n.Args})
		}
		out = append(out, l)
	}
	return out
}
