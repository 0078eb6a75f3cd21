// Command smekit reads coded interviews and staff surveys, scores them and writes comparative report tables.
package main

import (
	"os"

	"github.com/smekit/smekit/cmd/smekit/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], cli.System())) }
