package measures

import (
	"context"
	"errors"
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/agreement"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/icc"
)

var agreementFamily = Family{
	Name:  "agreement",
	Short: "Agreement between coders: percent, Cohen, Scott, Holsti, Fleiss, Conger, Krippendorff, Gwet, Brennan and Prediger",
	Row:   "a row a unit, a column a coder; an empty cell is a unit that the coder did not code",
	Flags: []Flag{
		{"unit", Word, "column that names the units (left out of the coders)"},
		{"coders", List, "columns of the coders (default every column but --unit and --cluster)"},
		{"level", Word, "nominal, ordinal, interval or ratio (default nominal)"},
		{"weights", Word, "nominal, ordinal, linear, quadratic or ratio (default fits the level)"},
		{"categories", List, "categories of the code book (default those observed)"},
		{"cluster", Word, "column of clusters of units"},
		{"bootstrap", Whole, "replicates for the interval of Krippendorff's alpha"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		level, err := a.OneOf("level", "nominal", "ordinal", "interval", "ratio")
		if err != nil {
			return none, err
		}
		weights, err := a.OneOf("weights", "nominal", "ordinal", "linear", "quadratic", "ratio")
		if err != nil {
			return none, err
		}
		c, err := commonOf(a)
		if err != nil {
			return none, err
		}
		unit, cluster := a.Word("unit"), a.Word("cluster")
		coders, err := t.raters(a.List("coders"), unit, cluster)
		if err != nil {
			return none, err
		}
		in := agreement.Table{Coders: coders, Codes: make([][]string, t.Len())}
		for u := range in.Codes {
			in.Codes[u] = make([]string, len(coders))
		}
		for j, name := range coders {
			codes, err := t.Texts(ctx, name)
			if err != nil {
				return none, err
			}
			for u, code := range codes {
				in.Codes[u][j] = code
			}
		}
		o := agreement.Options{Level: level, Weights: weights, Categories: a.List("categories"), Conf: c.conf, Bootstrap: c.bootstrap, Seed: c.seed}
		if cluster != "" {
			if o.Clusters, err = t.Texts(ctx, cluster); err != nil {
				return none, err
			}
		}
		r, err := agreement.Compute(ctx, in, o)
		var unknown *agreement.UnknownCode
		if errors.As(err, &unknown) {
			return none, t.unknownCodes(in, o.Categories)
		}
		return r, err
	},
}

// raters are the columns of coders or raters: those asked for, else every column that no other flag names.
func (t *Table) raters(asked []string, used ...string) ([]string, error) {
	for _, u := range used {
		if u != "" {
			if _, err := t.position(u); err != nil {
				return nil, err
			}
		}
	}
	if len(asked) > 0 {
		return t.Select(asked)
	}
	var names []string
columns:
	for i := range t.columns {
		for _, u := range used {
			if t.columns[i].Name == u {
				continue columns
			}
		}
		names = append(names, t.columns[i].Name)
	}
	return names, nil
}

// unknownCodes lists every code outside the code book, at its cell.
func (t *Table) unknownCodes(in agreement.Table, book []string) error {
	known := map[string]bool{}
	for _, c := range book {
		known[c] = true
	}
	var problems []coding.Problem
	err := t.cells(in.Coders, func(p coding.Pos, _ float64, text string) {
		if !known[text] {
			problems = append(problems, coding.Problem{Pos: p, Code: "plain.unknown_category", Args: []string{text}})
		}
	})
	if err != nil {
		return err
	}
	return &ProblemsError{problems}
}

var iccFamily = Family{
	Name:  "icc",
	Short: "Intraclass correlations of Shrout and Fleiss with F tests and intervals",
	Row:   "a row a target, a column a rater",
	Flags: []Flag{{"raters", List, "columns of the raters (default every numeric column)"}},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		c, err := commonOf(a)
		if err != nil {
			return none, err
		}
		raters, warnings, err := t.Items(a.List("raters"))
		if err != nil {
			return none, err
		}
		in := icc.Table{Raters: raters}
		if in.Ratings, err = t.numbers(ctx, raters); err != nil {
			return none, err
		}
		if in.Targets, err = t.CaseNames(func(n string) ([]string, error) { return t.Texts(ctx, n) }, raters...); err != nil {
			return none, err
		}
		r, err := icc.Compute(in, icc.Options{Conf: c.conf})
		r.Warnings = append(warnings, r.Warnings...)
		return r, err
	},
}

// common are the options that every measure has.
type common struct {
	conf      float64
	seed      uint64
	bootstrap int
}

func commonOf(a Args) (common, error) {
	conf, err := a.Real("conf")
	if err != nil {
		return common{}, err
	}
	if math.IsNaN(conf) {
		conf = 0.95
	}
	seed, err := a.Whole("seed", 1)
	if err != nil {
		return common{}, err
	}
	boot, err := a.Whole("bootstrap", 0)
	return common{conf, uint64(seed), boot}, err
}
