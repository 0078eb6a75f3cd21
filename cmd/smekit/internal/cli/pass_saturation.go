package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

func (a *App) passSaturationCommand() *cobra.Command {
	var (
		o                          resultFlags
		coder                      string
		base, run, orders, holdOut int
	)
	c := &cobra.Command{
		Use:   "saturation [STUDY]",
		Short: "How new codes and dimensions level off over the interviews, and the hold-out test",
		Long: `How new codes and dimensions level off over the interviews: the cumulative curve in fieldwork order and over random
orders with its band, Guest's ratio of new codes in a run to those of the base, and what the interviews held out would
have added (理论饱和度检验).`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			for _, n := range []struct {
				name  string
				value int
				least int
			}{{"base", base, 1}, {"run", run, 1}, {"orders", orders, 0}, {"holdout", holdOut, 0}} {
				if n.value < n.least {
					return usagef("--%s: expected %d or more, got %d", n.name, n.least, n.value)
				}
			}
			so := measures.SaturationOptions{Base: base, Run: run, Orders: orders, HoldOut: holdOut, Coder: coder}
			if orders == 0 {
				so.Orders = -1
			}
			if holdOut == 0 && c.Flags().Changed("holdout") {
				so.HoldOut = -1
			}
			options := []ledger.Option{{Name: "base", Value: strconv.Itoa(base), From: "flag"}, {Name: "run", Value: strconv.Itoa(run), From: "flag"},
				{Name: "orders", Value: strconv.Itoa(orders), From: "flag"}}
			return a.answer(c.Context(), args, &o, options, func(t *team, seed uint64) (estimate.Result, error) {
				if _, err := a.coded(t, o.pass); err != nil {
					return estimate.Result{}, err
				}
				if err := a.knownCoder(t, coder); err != nil {
					return estimate.Result{}, err
				}
				so.Pass, so.Seed = o.pass, seed
				return measures.Saturation(c.Context(), t.study, so)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&o.pass, "pass", "", "this pass alone (default each coder's latest pass on a unit)")
	f.StringVar(&coder, "coder", "", "one coder's layer (default the consensus)")
	f.IntVar(&base, "base", 4, "interviews of the base")
	f.IntVar(&run, "run", 2, "interviews of a run")
	f.IntVar(&orders, "orders", 1000, "random orders behind the band; 0 for none")
	f.IntVar(&holdOut, "holdout", 0, "interviews held out (default a fifth of them; 0 for none)")
	a.resultFlags(c, &o)
	return c
}

// knownCoder checks that a coder named on the command line has a layer.
func (a *App) knownCoder(t *team, name string) error {
	if name == "" {
		return nil
	}
	var names []string
	seen := map[string]bool{}
	for i := range t.study.Codings {
		c := t.study.Codings[i].Coder
		if c == name {
			return nil
		}
		if !seen[c] {
			seen[c] = true
			names = append(names, c)
		}
	}
	return usagef("%s", a.say("cli.pass.no_coder", name, joined(names)))
}
