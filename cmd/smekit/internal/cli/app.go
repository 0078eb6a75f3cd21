package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/locale"
)

// Version of smekit.
const Version = "0.1.0"

// App is the world as the commands see it.
type App struct {
	Stdout, Stderr io.Writer
	OutTerminal    bool // standard output is a terminal
	ErrTerminal    bool // standard error is one
	Getenv         func(string) string
	quiet          bool
	lang           string // --lang, for messages of commands that have it
}

// System is the App of a real process.
func System() *App {
	return &App{Stdout: os.Stdout, Stderr: os.Stderr, OutTerminal: terminal(os.Stdout), ErrTerminal: terminal(os.Stderr), Getenv: os.Getenv}
}

func terminal(f *os.File) bool {
	st, err := f.Stat()
	if err != nil || st.Mode()&os.ModeCharDevice == 0 || os.Getenv("TERM") == "dumb" {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(st, null)
}

// say is a message of the catalogue in the language of the terminal.
func (a *App) say(code string, args ...string) string {
	return locale.Text(a.messageLang(), code, args...)
}

// Main runs the command line and returns the exit status.
func Main(args []string, app *App) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
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
	root.Version = Version
	root.SetVersionTemplate(versionLine())
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "say nothing but results and errors")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.AddCommand(a.demoCommand(), a.newCommand(), a.checkCommand(), a.scoreCommand(), a.reportCommand(), a.verifyCommand(), a.explainCommand(), a.passCommand(), a.segmentsCommand(), a.importCommand(), a.exportCommand(),
		a.measureCommand(), a.versionCommand())
	return root
}

// messageLang is the language of messages on the terminal: that of --lang where it names one, else the environment's.
func (a *App) messageLang() string {
	if a.lang == "zh" || a.lang == "en" {
		return a.lang
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
