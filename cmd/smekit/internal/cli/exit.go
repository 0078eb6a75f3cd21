package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/moments"
)

// Exit statuses, a contract with other people's scripts.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitProblems = 3
)

// usageError is a wrong call.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// errSaid is a wrong call of which everything has been said.
var errSaid = errors.New("said")

// problemsError says that the inputs have problems, which have been listed.
type problemsError struct{ message string }

func (e *problemsError) Error() string { return e.message }

// countProblems puts a number of problems into words.
func countProblems(lang string, n int) string {
	if n == 1 {
		return locale.Text(lang, "cli.problem", "1")
	}
	return locale.Text(lang, "cli.problems", fmt.Sprint(n))
}

// report prints an error as one line and maps it to the exit status.
func (a *App) report(err error) int {
	if err == nil {
		return exitDone
	}
	var (
		wrong   *usageError
		misuse  *measures.UsageError
		found   *problemsError
		listed  *measures.ProblemsError
		outside *moments.RangeError
	)
	switch {
	case errors.Is(err, errSaid):
		return exitUsage
	case errors.As(err, &found):
		fmt.Fprintln(a.Stderr, found.Error())
		return exitProblems
	case errors.As(err, &listed):
		for _, p := range listed.Problems {
			fmt.Fprintln(a.Stderr, locale.ProblemLine(a.messageLang(), p))
		}
		return exitProblems
	case errors.As(err, &outside):
		fmt.Fprintln(a.Stderr, "smekit: "+err.Error())
		return exitProblems
	case errors.As(err, &wrong), errors.As(err, &misuse), isCobraUsage(err):
		fmt.Fprintln(a.Stderr, "smekit: "+err.Error())
		fmt.Fprintln(a.Stderr, a.say("cli.usage_hint"))
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.Stderr, "smekit: "+a.say("cli.interrupted"))
		return exitFailed
	}
	fmt.Fprintln(a.Stderr, "smekit: "+err.Error())
	return exitFailed
}

// isCobraUsage recognises cobra's own complaints about a call, which carry no type.
func isCobraUsage(err error) bool {
	s := err.Error()
	for _, prefix := range []string{"unknown command", "accepts ", "requires ", "unknown flag", "unknown shorthand", "invalid argument", "flag needs an argument", "required flag", "if any flags in the group"} {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}
