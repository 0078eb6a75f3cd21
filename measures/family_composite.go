package measures

import (
	"context"
	"errors"
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures/coupling"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/weights"
)

var weightsFamily = Family{
	Name:  "weights",
	Short: "Weights of indicators: entropy, CRITIC, principal components, equal, or AHP from judgements",
	Row:   "a row a case; with --method ahp a square judgement matrix",
	Flags: []Flag{
		{"columns", List, "columns to weigh (default every numeric column)"},
		{"negative", List, "columns for which less is better"},
		{"method", Word, "entropy (default), critic, pca, equal or ahp"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		method, err := a.OneOf("method", "entropy", "critic", "pca", "equal", "ahp")
		if err != nil {
			return none, err
		}
		if method == "ahp" {
			return t.ahp(a.List("columns"))
		}
		if method == "" {
			method = "entropy"
		}
		columns, warnings, err := t.Items(a.List("columns"))
		if err != nil {
			return none, err
		}
		negative, err := t.Select(a.List("negative"))
		if err != nil {
			return none, err
		}
		for _, n := range negative {
			if !slices.Contains(columns, n) {
				return none, usage("--negative: %s is not among the columns", n)
			}
		}
		in := weights.Table{Columns: columns}
		if in.Rows, err = t.numbers(ctx, columns); err != nil {
			return none, err
		}
		if in.Cases, err = t.CaseNames(func(n string) ([]string, error) { return t.Texts(ctx, n) }, columns...); err != nil {
			return none, err
		}
		r, err := weights.Compute(in, weights.Options{Method: method, Negative: negative})
		r.Warnings = append(warnings, r.Warnings...)
		return r, err
	},
}

// ahp reads the square matrix whose items are the columns: all of them, or all after a first column of names. Fractions
// may be typed as text.
func (t *Table) ahp(asked []string) (estimate.Result, error) {
	var none estimate.Result
	names := asked
	if len(asked) > 0 {
		var err error
		if names, err = t.Select(asked); err != nil {
			return none, err
		}
	} else {
		for i := range t.columns {
			names = append(names, t.columns[i].Name)
		}
		if len(names) == t.rows+1 {
			names = names[1:] // the first column names the rows
		}
	}
	if len(names) != t.rows {
		return none, usage("a judgement matrix is square: %d columns, %d rows", len(names), t.rows)
	}
	matrix := make([][]float64, t.rows)
	places := make([][]coding.Pos, t.rows)
	var problems []coding.Problem
	first, row := 0, -1
	index := map[int]int{}
	for j, n := range names {
		index[t.Column(n).Col] = j
	}
	err := t.cells(names, func(p coding.Pos, num float64, text string) {
		if p.Row != first {
			first = p.Row
			row++
			matrix[row], places[row] = make([]float64, len(names)), make([]coding.Pos, len(names))
		}
		if text == "" {
			text = number(num)
		}
		x, err := weights.ParseJudgement(text)
		if err != nil {
			code := "plain.judgement"
			if errors.Is(err, weights.ErrDate) {
				code = "plain.judgement_date"
			}
			problems = append(problems, coding.Problem{Pos: p, Code: code, Args: []string{text}})
		}
		matrix[row][index[p.Col]], places[row][index[p.Col]] = x, p
	})
	if err != nil {
		return none, err
	}
	if problems != nil {
		return none, &ProblemsError{problems}
	}
	for i := range matrix {
		for j := range names {
			if matrix[i] == nil || places[i][j].Row == 0 {
				return none, usage("a judgement matrix has no empty cell: row %d, column %s", i+1, names[j])
			}
		}
	}
	r, err := weights.AHP(names, matrix)
	var cell *weights.InvalidCell
	if errors.As(err, &cell) {
		return none, &ProblemsError{[]coding.Problem{{Pos: places[cell.Row][cell.Column], Code: "plain.judgement_reciprocal",
			Args: []string{cell.Expected, number(cell.Value)}}}}
	}
	return r, err
}

var ccdFamily = Family{
	Name:  "ccd",
	Short: "Coupling coordination degree of two or more systems",
	Row:   "a row a case; systems lie in 0–1",
	Flags: []Flag{
		{"systems", List, "columns of the systems (default every numeric column)"},
		{"alpha", List, "weights of the systems (default equal)"},
		{"variant", Word, "standard (default), wang2021 or fan2024"},
		{"levels", List, "cuts between the classes of D (default .1,.2,…,.9)"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		variant, err := a.OneOf("variant", "standard", "wang2021", "fan2024")
		if err != nil {
			return none, err
		}
		alpha, err := a.Reals("alpha")
		if err != nil {
			return none, err
		}
		cuts, err := a.Reals("levels")
		if err != nil {
			return none, err
		}
		systems, warnings, err := t.Items(a.List("systems"))
		if err != nil {
			return none, err
		}
		if problems, err := t.Outside(systems, 0, 1); err != nil || problems != nil {
			if err == nil {
				err = &ProblemsError{problems}
			}
			return none, err
		}
		in := coupling.Table{Systems: systems}
		if in.U, err = t.numbers(ctx, systems); err != nil {
			return none, err
		}
		if in.Cases, err = t.CaseNames(func(n string) ([]string, error) { return t.Texts(ctx, n) }, systems...); err != nil {
			return none, err
		}
		r, err := coupling.Compute(in, coupling.Options{Variant: variant, Alpha: alpha, Cuts: cuts})
		r.Warnings = append(warnings, r.Warnings...)
		return r, err
	},
}
