package intake

import (
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
)

// Number puts the import's name before ids of respondents that number the rows of the file ([dialect.Answers.RowNumbers]), where
// responses of other people stand in the study under the same numbers: people who answered at other times, or otherwise. It does so
// again for a file of which an earlier import (nil for none) did. Where neither tells, the ids of the file stay, and a number that
// stands twice is a problem of the study.
func Number(name string, im *dialect.Import, s *coding.Study, earlier *Record) {
	if im.Survey == nil || !im.Survey.RowNumbers {
		return
	}
	id, prefix := -1, name+" "
	for i := range im.Survey.Columns {
		if c := &im.Survey.Columns[i]; c.Kind == "field" && c.Name == "respondent_id" {
			id = i
		}
	}
	if id < 0 {
		return
	}
	other, apart := "", false
	if w := earlier.file(responsesName(name)); w != nil && len(w.Rows["responses"]) > 0 {
		for key := range w.Rows["responses"] {
			apart = apart || strings.HasPrefix(key, prefix)
		}
	} else if other = othersNumbers(im, s, responsesName(name)); other != "" {
		apart = true
	}
	if !apart {
		return
	}
	first := ""
	for r := range im.Survey.Rows {
		v := &im.Survey.Rows[r].Values[id]
		if t := v.String(); t != "" {
			*v = coding.Value{Text: prefix + t}
			if first == "" {
				first = prefix + t
			}
		}
	}
	if other != "" {
		im.Receipt.Notes = append(im.Receipt.Notes, coding.ReceiptNote{Code: "import.numbered", Args: []string{first, other}})
	}
}

// othersNumbers is the first file of the study, but for one, with responses of other people under the numbers of an export; empty
// where there is none, and where a file holds responses of the same people.
func othersNumbers(im *dialect.Import, s *coding.Study, but string) string {
	list, n := meeting(im, s, but), im.Survey.Numbering()
	for _, m := range list {
		if m.people(true, n.MadeUp) {
			return ""
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[0].file
}
