package measures

import (
	"context"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/saturation"
)

// defaultOrders is the number of random orders behind the band of a saturation curve.
const defaultOrders = 1000

var saturationFamily = Family{
	Name:  "saturation",
	Short: "Saturation: new codes by interview, ratio of new information (Guest), random orders, hold-out",
	Row:   "a row an interview and code",
	Flags: []Flag{
		{"interview", Word, "column of the interviews"},
		{"code", Word, "column of the codes; an empty cell is an interview without a code"},
		{"date", Word, "column of the interviews' dates (default: order of first appearance)"},
		{"base", Whole, "interviews of the base (default 4)"},
		{"run", Whole, "interviews of a run (default 2)"},
		{"orders", Whole, "random orders behind the band of the curve (default 1000; 0: none)"},
		{"holdout", Whole, "interviews held out at the end, and at random (default none)"},
	},
	Compute: func(ctx context.Context, t *Table, a Args) (estimate.Result, error) {
		var none estimate.Result
		c, err := commonOf(a)
		if err != nil {
			return none, err
		}
		o := saturation.Options{Seed: c.seed, Conf: c.conf}
		for _, f := range []struct {
			name  string
			def   int
			least int
			to    *int
		}{{"base", saturation.DefaultBase, 1, &o.Base}, {"run", saturation.DefaultRun, 1, &o.Run}, {"orders", defaultOrders, 0, &o.Orders}, {"holdout", 0, 0, &o.HoldOut}} {
			if *f.to, err = a.Whole(f.name, f.def); err != nil {
				return none, err
			}
			if *f.to < f.least {
				return none, usage("--%s: expected %d or more, got %d", f.name, f.least, *f.to)
			}
		}
		var in saturation.Table
		for _, f := range []struct {
			name string
			must bool
			to   *[]string
		}{{"interview", true, &in.Interviews}, {"code", true, &in.Codes}, {"date", false, &in.Dates}} {
			column := a.Word(f.name)
			if column == "" {
				if f.must {
					return none, usage("--%s: name the column", f.name)
				}
				continue
			}
			if _, err := t.position(column); err != nil {
				return none, err
			}
			if *f.to, err = t.Texts(ctx, column); err != nil {
				return none, err
			}
		}
		return saturation.Compute(ctx, in, o)
	},
}
