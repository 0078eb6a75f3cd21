package reports

import (
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

const mostPoints = 11 // of a scale whose points are listed one by one

// items are the questions of the survey with their scale points, for the distributions behind the numbers. Those on a
// continuous scale have none.
func (b *builder) items() []document.Item {
	var out []document.Item
	for i := range b.study.Instrument.Items {
		x := &b.study.Instrument.Items[i]
		item := document.Item{ID: x.ID, Dim: x.Dimension, Text: label(x.Text, x.ID), Reverse: x.Reverse, Low: x.Min}
		if n := x.Max - x.Min; n >= 1 && n < mostPoints && n == math.Trunc(n) && x.Min == math.Trunc(x.Min) {
			item.Points = b.points(x, int(n)+1)
		}
		out = append(out, item)
	}
	return out
}

// points names the scale points of an item: the framework's words where the item has its scale.
func (b *builder) points(x *coding.Item, n int) []table.Text {
	points := make([]table.Text, n)
	if x.Min != b.fw.ScaleMin || x.Max != b.fw.ScaleMax {
		return points
	}
	for k := range points {
		if k < len(b.fw.ScaleLabels) {
			points[k] = label(b.fw.ScaleLabels[k], "")
		}
	}
	return points
}
