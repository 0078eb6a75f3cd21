package cli

import (
	"bytes"
	"fmt"
	"io"
	"sync"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
)

func (a *App) passCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "pass",
		Short: "The coding passes of a team: deal, collect, agree, adjudicate, settle, diff, saturation",
		Long: `The coding passes of a team, through Excel:

  deal        a sealed workbook for each coder, with a planned overlap
  collect     takes the returned workbooks into the study and reconciles them
  agree       agreement between the coders, with declared denominators
  adjudicate  the disagreements as a workbook to decide in
  settle      reads the decisions into the consensus layer
  diff        what changed between two passes or two versions of the codebook
  saturation  how new codes level off, and the hold-out test

What goes out and comes back is kept in STUDY/passes, the coders' layers in STUDY/coding.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.dealCommand(), a.collectCommand(), a.agreeCommand(), a.adjudicateCommand(), a.settleCommand(), a.diffCommand(), a.passSaturationCommand())
	return c
}

// written lists on standard error the files of a study that a command wrote, or says that all were there already.
func (a *App) written(names []string) {
	if a.quiet {
		return
	}
	if len(names) == 0 {
		fmt.Fprintln(a.Stderr, a.say("cli.pass.unchanged"))
	}
	for _, n := range names {
		fmt.Fprintln(a.Stderr, n)
	}
}

// receiptNotes prints what was understood without being asked, in a file where one is named.
func (a *App) receiptNotes(file string, notes []coding.ReceiptNote) {
	if a.quiet {
		return
	}
	if file != "" {
		file += ": "
	}
	for _, n := range notes {
		fmt.Fprintln(a.Stderr, file+locale.ReceiptNote(a.messageLang(), n))
	}
}

// plainTable shows rows of texts to people; columns from the first number on stand on the right.
func plainTable(w io.Writer, head []string, rows [][]string, firstNumber int) error {
	t := table.NewWriter()
	t.SetStyle(plainStyle())
	t.SuppressTrailingSpaces()
	var configs []table.ColumnConfig
	for i := range head {
		c := table.ColumnConfig{Number: i + 1, AlignHeader: text.AlignLeft}
		if i >= firstNumber {
			c.Align, c.AlignHeader = text.AlignRight, text.AlignRight
		}
		configs = append(configs, c)
	}
	t.SetColumnConfigs(configs)
	line := func(cells []string) table.Row {
		r := make(table.Row, len(cells))
		for i, c := range cells {
			r[i] = c
		}
		return r
	}
	t.AppendHeader(line(head))
	for _, r := range rows {
		t.AppendRow(line(r))
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

// workbooks writes form workbooks to files, two at a time: each costs memory.
func workbooks(names []string, book func(i int) form.Workbook) ([]folderFile, error) {
	files, errs := make([]folderFile, len(names)), make([]error, len(names))
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i := range names {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			var buf bytes.Buffer
			if err := form.Write(&buf, book(i)); err != nil {
				errs[i] = fmt.Errorf("%s: %w", names[i], err)
				return
			}
			files[i] = folderFile{names[i], buf.Bytes()}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
