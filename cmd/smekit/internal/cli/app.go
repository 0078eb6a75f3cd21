package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"
)

// Version of smekit.
const Version = "0.1.0"

// App is the world as the commands see it.
type App struct {
	Stdout, Stderr io.Writer
	OutTerminal    bool // standard output is a terminal
	ErrTerminal    bool // standard error is one
	Width          int  // of the terminal, 0 unknown
	Getenv         func(string) string
	quiet          bool
}

// System is the App of a real process.
func System() *App {
	return &App{Stdout: os.Stdout, Stderr: os.Stderr, OutTerminal: terminal(os.Stdout), ErrTerminal: terminal(os.Stderr), Getenv: os.Getenv}
}

func terminal(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb" && st.Name() != "null"
}

// Main runs the command line and returns the exit status.
func Main(args []string, app *App) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	root := app.root()
	root.SetArgs(args)
	root.SetOut(app.Stdout)
	root.SetErr(app.Stderr)
	return app.report(root.ExecuteContext(ctx))
}

func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "smekit",
		Short: "Coded interviews and staff surveys in, comparative report tables out",
		Long: `smekit reads coded field interviews and staff surveys from Excel, scores the dimensions of the
situation → mechanism → effect framework, and writes comparative report tables.

编码访谈与问卷进，比较报告表格出。`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "say nothing but results and errors")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.AddCommand(a.demoCommand(), a.newCommand(), a.checkCommand(), a.scoreCommand(), a.reportCommand(), a.measureCommand(), a.versionCommand())
	return root
}

// messageLang is the language of messages on the terminal: the flag where it names one, else the environment.
func (a *App) messageLang(flag string) string {
	if flag == "zh" || flag == "en" {
		return flag
	}
	for _, name := range []string{"LC_ALL", "LANG"} {
		if v := a.Getenv(name); v != "" {
			if strings.HasPrefix(strings.ToLower(v), "zh") {
				return "zh"
			}
			return "en"
		}
	}
	return "en"
}
