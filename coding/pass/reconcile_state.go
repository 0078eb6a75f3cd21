package pass

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// CollectedSchema names the layout of a collection's JSON.
const CollectedSchema = "smekit/collected/1"

const maxCollectedBytes = 1 << 30

type collectedFile struct {
	Schema string `json:"schema"`
	*Collection
}

// Encode writes the state of the collection as JSON (schema smekit/collected/1), without the rows of the layers. The same
// collection gives the same bytes.
func (c *Collection) Encode(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(collectedFile{CollectedSchema, c})
}

// DecodeCollected reads what [Collection.Encode] writes. It refuses what is no such JSON, or of another schema.
func DecodeCollected(r io.Reader) (*Collection, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxCollectedBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxCollectedBytes {
		return nil, fmt.Errorf("pass: a state of collecting larger than %d bytes", maxCollectedBytes)
	}
	f := collectedFile{Collection: &Collection{}}
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("pass: no state of collecting: %w", err)
	}
	if f.Schema != CollectedSchema || f.Collection == nil {
		return nil, fmt.Errorf("pass: a state of collecting should have the schema %s, this one has %q", CollectedSchema, f.Schema)
	}
	return f.Collection, nil
}

// MergeCollected adds a collection to the state of an earlier one of the same deal: a coder's file takes the place of the
// file that this coder had, and coders without a new file keep theirs. Files that were left out stay in the state only while
// they are handed in. The layers kept from the earlier state have no rows (they stand in the files written then).
// Merging a collection into the state it made changes nothing. An earlier state of another deal is dropped; old may be nil.
func MergeCollected(old, new *Collection, deal *Deal) *Collection {
	out := *new
	if old == nil || old.DealHash != new.DealHash || old.Pass != new.Pass {
		return &out
	}
	has := map[string]bool{}
	names := map[string]bool{}
	for i := range new.Layers {
		has[new.Layers[i].Coder] = true
	}
	for i := range new.Files {
		names[new.Files[i].File] = true
	}
	kept := map[string]bool{} // files of the earlier state that stay
	out.Layers, out.Files, out.Problems = slices.Clone(new.Layers), slices.Clone(new.Files), slices.Clone(new.Problems)
	for i := range old.Layers {
		if l := old.Layers[i]; !has[l.Coder] {
			l.Rows = nil
			out.Layers = append(out.Layers, l)
			if !names[l.File] {
				kept[l.File] = true
			}
		}
	}
	for i := range old.Files {
		if kept[old.Files[i].File] {
			out.Files = append(out.Files, old.Files[i])
		}
	}
	for _, p := range old.Problems {
		if kept[p.Pos.File] && p.Pos.File != "" {
			out.Problems = append(out.Problems, p)
		}
	}
	place := func(l Layer) int { return deal.Coder(l.Coder) }
	slices.SortStableFunc(out.Layers, func(a, b Layer) int { return place(a) - place(b) })
	slices.SortStableFunc(out.Files, func(a, b Reconciliation) int { return strings.Compare(a.File, b.File) })
	sortProblems(out.Problems)
	out.Waiting = nil
	for i := range deal.Coders {
		if !slices.ContainsFunc(out.Layers, func(l Layer) bool { return l.Coder == deal.Coders[i].Name }) {
			out.Waiting = append(out.Waiting, deal.Coders[i].Name)
		}
	}
	return &out
}

// CollectedCSV writes the events of a collection, one a line: every row that was re-anchored or left out, every code left out
// or renamed, every unit that did not come back. The text is UTF-8 with a byte order mark, so that Excel shows Chinese. say puts
// the codes collect.csv.COLUMN, collect.outcome.OUTCOME and collect.event.REASON into words (locale.Text of a language); nil
// leaves them as they are, with the arguments of a reason behind it.
func CollectedCSV(w io.Writer, c *Collection, say func(code string, args ...string) string) error {
	if say == nil {
		say = func(code string, args ...string) string {
			parts := strings.SplitN(code, ".", 3)
			return strings.Join(append([]string{parts[len(parts)-1]}, args...), " ")
		}
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	var head []string
	for _, name := range []string{"file", "sheet", "cell", "coder", "interview_id", "segment_id", "outcome", "reason", "why", "held"} {
		head = append(head, say("collect.csv."+name))
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for i := range c.Files {
		f := &c.Files[i]
		for k := range f.Events {
			e := &f.Events[k]
			if err := out.Write([]string{e.Pos.File, e.Pos.Sheet, e.Pos.Cell(), plainCell(f.Coder), plainCell(e.Interview), plainCell(e.Segment),
				say("collect.outcome." + e.Outcome), e.Reason, say("collect.event."+e.Reason, e.Args...), plainCell(e.Held)}); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// plainCell keeps a spreadsheet program from taking a coder's text for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t", rune(s[0])) {
		return "'" + s
	}
	return s
}
