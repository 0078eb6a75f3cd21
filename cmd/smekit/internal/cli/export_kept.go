package cli

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/intake"
	"github.com/smekit/smekit/coding/sheet"
)

// kept reads what the study's imports keep of other programs' projects, in the order of the imports' names.
func (at place) kept() ([]coding.Kept, error) {
	if at.root != "." {
		return nil, nil
	}
	names, err := filepath.Glob(filepath.Join(globEscape(at.dir), filepath.FromSlash(intake.KeptName("*"))))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []coding.Kept
	for _, name := range names {
		if strings.HasPrefix(filepath.Base(name), "~$") || strings.HasPrefix(filepath.Base(name), ".") { // open in Excel
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		list, err := readKept(path.Join("imports", filepath.Base(name)), data)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// globEscape takes the meaning from what a pattern would read.
func globEscape(s string) string {
	if filepath.Separator == '\\' { // there is no escape; a folder with such a name has nothing that is found
		return s
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}

// readKept reads such a workbook. Its first row names the columns; rows without a kind, and columns of a person's own, are passed
// over.
func readKept(name string, data []byte) ([]coding.Kept, error) {
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), name, sheet.Limits{})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	var out []coding.Kept
	var columns map[string]int
	for row, err := range book.Rows(intake.KeptSheet) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if columns == nil {
			columns = map[string]int{}
			for i := range row.Cells {
				columns[strings.ToLower(strings.TrimSpace(row.Cells[i].Text))] = i + 1
			}
			continue
		}
		cell := func(column string) string {
			if i := columns[column]; i > 0 && i <= len(row.Cells) {
				return strings.TrimSpace(row.Cells[i-1].Text)
			}
			return ""
		}
		k := coding.Kept{ID: cell("id"), Kind: strings.ToLower(cell("kind")), Name: cell("name"), Type: cell("type"), Text: cell("text"), Who: cell("who"), Created: cell("created")}
		if k.Kind != "" {
			out = append(out, k)
		}
	}
	return out, nil
}

// tellLeft says what of a study has no place in a project, and what masking has nothing to go by.
func (a *App) tellLeft(s *coding.Study, unmasked bool) {
	var parts []string
	part := func(code string, n int, args ...string) {
		if n > 0 {
			parts = append(parts, a.say("export.part."+code, args...))
		}
	}
	m := &s.Options.Mask
	lists := len(m.Names) + len(m.Firms) + len(m.Projects)
	part("settings", len(s.Options.Given))
	part("lists", lists)
	if !unmasked {
		part("departments", len(s.Departments))
	}
	part("responses", len(s.Survey.Responses), strconv.Itoa(len(s.Survey.Responses)))
	part("instrument", map[bool]int{true: len(s.Instrument.Items)}[s.Instrument.Own])
	part("ties", len(s.Ties), strconv.Itoa(len(s.Ties)))
	part("benchmarks", len(s.Benchmarks), strconv.Itoa(len(s.Benchmarks)))
	part("decisions", len(s.Decisions), strconv.Itoa(len(s.Decisions)))
	if len(parts) > 0 {
		a.tell("export.no_place", strings.Join(parts, a.say("import.comma")))
	}
	if !unmasked && lists == 0 {
		a.tell("export.no_lists")
	}
}
