package cli

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/reports"
)

// writeDiffCSV writes every change, stale coding and drift of a code as a row of its own.
func writeDiffCSV(w io.Writer, t *team, d reports.DiffOptions) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"what", "from", "to", "code", "becomes", "field", "before", "after", "pass", "coder", "interview_id", "segment_id", "units"}}
	layers := pass.NewLayers(t.study)
	var comparisons []pass.BookComparison
	if d.Old != nil && d.New != nil {
		comparisons = []pass.BookComparison{pass.CompareVersions(layers, d.Old.Name, d.New.Name, d.Old.Book, d.New.Book, d.From, d.To)}
	} else {
		comparisons = pass.ComparePasses(layers, d.Deals, d.From, d.To)
	}
	for i := range comparisons {
		rows = append(rows, changeRows(&comparisons[i])...)
	}
	if d.From != "" && d.From != d.To {
		for _, x := range layers.Drift(d.From, d.To) {
			for _, c := range x.Codes {
				for _, n := range []struct {
					what  string
					count int
				}{{"kept", c.Kept}, {"gained", c.Gained}, {"lost", c.Lost}} {
					rows = append(rows, []string{"drift_" + n.what, x.From, x.To, c.Code, "", "", "", "", "", x.Coder, "", "", strconv.Itoa(n.count)})
				}
			}
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}

// changeRows are the changes of a codebook and the codings that they make stale. A version that is the study's of today has
// the name today.
func changeRows(comparison *pass.BookComparison) [][]string {
	var rows [][]string
	changes, from, to := &comparison.Changes, comparison.From, comparison.To
	if to == "" {
		to = "today"
	}
	add := func(what, code, becomes string) {
		rows = append(rows, []string{what, from, to, code, becomes, "", "", "", "", "", "", "", ""})
	}
	for _, c := range changes.Added {
		add("added", c, "")
	}
	for _, r := range changes.Removed {
		if r.Retired {
			add("retired", r.Code, "")
		} else {
			add("removed", r.Code, "")
		}
	}
	for _, m := range changes.Merged {
		for _, from := range m.From {
			add("merged", from, m.Into)
		}
	}
	for _, s := range changes.Split {
		for _, into := range s.Into {
			add("split", s.From, into)
		}
	}
	for _, r := range changes.Renamed {
		add("renamed", r.From, r.To)
	}
	for _, list := range []struct {
		what  string
		edits []pass.CodeEdits
	}{{"redefined", changes.Redefined}, {"relabelled", changes.Relabelled}, {"moved", changes.Moved}} {
		for _, e := range list.edits {
			for _, f := range e.Edits {
				rows = append(rows, []string{list.what, from, to, e.Code, "", f.Field, f.Old, f.New, "", "", "", "", ""})
			}
		}
	}
	for _, g := range comparison.Guessed {
		rows = append(rows, []string{"merged_guess", from, to, g.From, g.Into, "", "", "", "", "", "", "", strconv.Itoa(g.Carried) + "/" + strconv.Itoa(g.Units)})
	}
	for _, s := range comparison.Stale {
		rows = append(rows, []string{"stale_" + s.Reason, from, to, s.Code, strings.Join(s.To, ";"), strings.Join(s.Fields, ";"), "", "", s.Pass, s.Coder, s.Interview, s.Segment, ""})
	}
	return rows
}
