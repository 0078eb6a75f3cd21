package generate

import (
	"math/rand/v2"

	"github.com/smekit/smekit/coding"
)

// Study makes the files of the sample study for a framework, by path. The framework gives the items and the codes; it
// must be the built-in one, whose ids the corpus uses.
func Study(fw *coding.Framework, seed uint64) (map[string][]byte, error) {
	corpus, err := Corpus()
	if err != nil {
		return nil, err
	}
	stream := func(part uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, part)) }
	ds := districts()
	ivs := interviews(ds, corpus, stream(1))
	sheets := passes(ivs, stream(2))
	ps := people(ds, stream(3))
	before := survey(ds, ps, fw, "before", stream(4))
	after := survey(ds, ps, fw, "after", stream(5))

	var fixes []fix
	out := map[string][]byte{"study.yaml": studyYAML(), "README.txt": readme()}
	for _, part := range []struct {
		path string
		make func() ([]byte, error)
	}{
		{"cases.xlsx", func() ([]byte, error) { return casesBook(ds, ivs, ps) }},
		{"codebook.xlsx", func() ([]byte, error) { return codebookBook(fw) }},
		{"coding/consensus.xlsx", func() ([]byte, error) { return consensusBook(rulings(sheets, stream(6))) }},
		{"survey/responses-before.csv", func() ([]byte, error) { return responsesCSV(fw, before) }},
		{"survey/responses-after.xlsx", func() ([]byte, error) { return responsesBook(fw, after, stream(7), &fixes) }},
		{"ties.xlsx", func() ([]byte, error) { return tiesBook(ds, stream(8)) }},
		{"benchmarks.xlsx", func() ([]byte, error) { return benchmarksBook(stream(9)) }},
	} {
		if out[part.path], err = part.make(); err != nil {
			return nil, err
		}
	}
	for _, s := range sheets {
		path, b, err := codingBook(s, &fixes)
		if err != nil {
			return nil, err
		}
		out[path] = b
	}
	out["decisions.xlsx"], err = decisionsBook(fixes)
	return out, err
}
