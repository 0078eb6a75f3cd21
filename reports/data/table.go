package data

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/table"
)

// WriteTableCSV writes one table for programs and spreadsheets: UTF-8 with a byte order mark, so that Excel reads Chinese;
// the columns' keys as header; texts in full, the English one where there are two; numbers unrounded. A column `group`
// stands first where rows have headings. What is blank or missing is empty; what is suppressed says so.
func WriteTableCSV(w io.Writer, t *table.Table) error {
	buffer := bufio.NewWriter(w)
	buffer.WriteString("\ufeff") // an error stays with the buffer
	c := csv.NewWriter(buffer)
	grouped := false
	for _, g := range t.Groups {
		grouped = grouped || !g.Label.Empty()
	}
	var record []string
	if grouped {
		record = append(record, "group")
	}
	for _, col := range t.Columns {
		record = append(record, col.Key)
	}
	if err := c.Write(record); err != nil {
		return err
	}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			record = record[:0]
			if grouped {
				record = append(record, g.Label.In("en"))
			}
			for i := range t.Columns {
				s := ""
				if i < len(r.Cells) {
					s = plainCell(r.Cells[i])
				}
				record = append(record, s)
			}
			if err := c.Write(record); err != nil {
				return err
			}
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return buffer.Flush()
}

// plainCell is a cell's content without any format.
func plainCell(c table.Cell) string {
	switch c.Kind {
	case table.Label:
		return c.Text.In("en")
	case table.Number:
		return estimate.FormatFloat(c.Value)
	case table.Composite:
		var b strings.Builder
		for _, p := range c.Parts {
			if p.IsNum {
				b.WriteString(estimate.FormatFloat(p.Value))
			} else {
				b.WriteString(p.Text.In("en"))
			}
		}
		return b.String()
	case table.Suppressed:
		if c.Text.Empty() {
			return "suppressed"
		}
		return c.Text.In("en")
	}
	return ""
}
