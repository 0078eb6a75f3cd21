// Command smekit reads coded interviews and staff surveys from Excel, scores the dimensions of a situation → mechanism →
// effect framework and writes comparative report tables.
//
// Usage:
//
//	smekit demo [DIR]              write the embedded sample study (invented) and report on it
//	smekit new DIR                 a new study from templates, with the questionnaire to print
//	smekit check [STUDY]           every problem of every input with its cell; --annotate DIR marks copies
//	smekit report [STUDY] [-o DIR] check, score, build every table and figure, write every format
//	smekit score [STUDY] [-o FILE] the released estimates alone
//	smekit measure NAME FILE       one measure on one plain table, no study needed
//	smekit version                 the version
//	smekit help [COMMAND]          the flags of a command
//
// STUDY is a folder or a single workbook; it defaults to the current folder. A report goes to STUDY/report, for a workbook
// to NAME-report beside it.
//
// Results go to standard output or the named file, everything else to standard error. Messages follow --lang, then LC_ALL
// and LANG; what is written into files never depends on the environment. The same inputs and options give the same bytes.
//
// A file is written beside its place and renamed. In a report folder, files that are still as smekit wrote them are
// replaced silently; one that somebody changed since, and any other file that exists, needs --force.
//
// The exit status is 0 when done, 1 when it failed, 2 for a wrong call, 3 when the inputs have problems: they are all
// listed, and report writes nothing unless --keep-going.
package main

import (
	"os"

	"github.com/smekit/smekit/cmd/smekit/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], cli.System())) }
