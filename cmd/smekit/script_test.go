package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/smekit/smekit/cmd/smekit/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"smekit": main,
		// status runs smekit and names its exit status in the last line of standard error, since `! exec` cannot tell 1 from 3
		"status": func() { fmt.Fprintln(os.Stderr, "exit", cli.Main(os.Args[1:], cli.System())) },
	})
}

// TestScripts runs the command line as other people's scripts do: whole output, exit status, files. With SMEKIT_UPDATE set
// the files that outputs are compared with are written anew.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: os.Getenv("SMEKIT_UPDATE") != "", Cmds: map[string]func(*testscript.TestScript, bool, []string){"fill": fill, "autocode": autocode, "edit": edit, "cell": setCell, "lines": keepLines, "pack": pack, "cut": cut, "type": typeCell, "unpack": unpack}, Setup: func(e *testscript.Env) error {
		e.Setenv("LC_ALL", "C")
		fixtures, err := filepath.Abs("../../coding") // testdata of the readers
		e.Setenv("FIXTURES", fixtures)
		e.Setenv("IMPORT", filepath.Join(fixtures, "../cmd/smekit/testdata/import"))
		return err
	}})
}
