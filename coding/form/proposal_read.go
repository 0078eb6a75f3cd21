package form

import (
	"bytes"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/sheet"
)

// ReadProposal tells the language that a workbook of [Proposal] is in (zh, en or both, empty for another workbook) and lists
// the ids of its items.
func ReadProposal(data []byte) (lang string, ids []string) {
	b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "proposal.xlsx", sheet.Limits{})
	if err != nil {
		return "", nil
	}
	defer b.Close()
	names := []string{locale.Text(locale.Chinese, "form.sheet.items"), locale.Text(locale.English, "form.sheet.items")}
	headers := []string{"题号", "item"}
	for _, info := range b.Sheets() {
		which := slices.Index(names, info.Name)
		if which < 0 {
			continue
		}
		col, chinese := 0, false
		for r, err := range b.Rows(info.Name) {
			if err != nil {
				break
			}
			for i := range r.Cells {
				if at := slices.Index(headers, strings.TrimSpace(r.Cells[i].Text)); col == 0 && at >= 0 {
					col, chinese = i+1, at == 0
				}
			}
			if col == 0 {
				continue
			}
			if id := strings.TrimSpace(r.Cell(col).Text); id != "" && !slices.Contains(headers, id) {
				ids = append(ids, id)
			}
		}
		switch {
		case col == 0:
			return "", nil
		case which == 0:
			return locale.Chinese, ids
		case chinese:
			return "both", ids
		}
		return locale.English, ids
	}
	return "", nil
}
