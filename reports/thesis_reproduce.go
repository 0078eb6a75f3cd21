package reports

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports/table"
)

// reproductionTable is what somebody needs to compute it all again: versions, the seed, the command. Hashes, inputs and
// options stand in the sources and settings at the end of every file.
func (r *thesisReport) reproductionTable() (*table.Table, table.Text) {
	p := &r.l.Provenance
	t := &table.Table{Key: "reproduction", Title: thesisSays("reproduction.title"), Columns: []table.Column{
		{Key: "item", Label: say("methods.item"), Stub: true}, {Key: "value", Label: thesisSays("reproduction.value"), Align: table.Left, Width: 80}}}
	var g table.Group
	add := func(key string, name table.Text, value string) {
		if value != "" {
			g.Rows = append(g.Rows, table.Row{Key: key, Cells: []table.Cell{table.Txt(name), table.Txt(table.Same(value))}})
		}
	}
	add("tool", say("methods.tool"), strings.TrimSpace(p.Tool+" "+p.Version))
	add("framework", say("methods.framework"), strings.TrimSpace(p.FrameworkID+" "+p.FrameworkVersion))
	add("seed", thesisSays("reproduction.seed"), strconv.FormatUint(p.Seed, 10))
	if p.Tool != "" {
		add("command", thesisSays("reproduction.command"), command(p))
	}
	t.Groups = []table.Group{g}
	t.Notes = []table.Note{{Text: thesisSays("reproduction.note")}}
	return t, table.Text{}
}

// commandOptions are the options of a run that are flags of the command.
var commandOptions = []string{"bootstrap", "diagonal", "formats", "keep_going", "lang", "min_n", "pass", "seed", "since", "template", "together"}

// command is the command line that makes this document again, with the options that were given on it.
func command(p *ledger.Provenance) string {
	profile := "thesis"
	var out []string
	seen := map[string]bool{}
	for _, o := range p.Options {
		if o.Name == "profile" && o.Value != "" {
			profile = o.Value
		}
		if o.From != "flag" || seen[o.Name] || !slices.Contains(commandOptions, o.Name) {
			continue
		}
		seen[o.Name] = true
		flag := "--" + strings.ReplaceAll(o.Name, "_", "-")
		switch o.Value {
		case "true":
			out = append(out, flag)
		case "false":
		default:
			out = append(out, flag, quoted(o.Value))
		}
	}
	return strings.Join(append([]string{p.Tool, "report", "--profile", quoted(profile)}, out...), " ")
}

// quoted sets a value of a flag in quotation marks where it has blanks.
func quoted(value string) string {
	if strings.ContainsAny(value, " \t'") {
		return `"` + value + `"`
	}
	return value
}
