package xlsx

import (
	"math"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/reports/figure"
	"github.com/smekit/smekit/reports/figure/drawing"
	"github.com/smekit/smekit/reports/grid"
)

// likertChart shows the shares of the scale points one behind another: orange below the middle, blue above, darker
// outwards.
func likertChart(x *figure.Figure) chart {
	c := chart{kind: excelize.BarPercentStacked, axis: "0%"}
	fills, texts := drawing.Scale(len(x.Likert.Points), x.Likert.Neutral)
	for i := range fills {
		c.fills, c.texts = append(c.fills, fills[i][1:]), append(c.texts, texts[i][1:])
	}
	return c
}

// forestChart shows an interval as the line from its lower to its upper limit.
func forestChart(x *figure.Figure, g *grid.Grid) chart {
	low, high := x.Forest.Zero, x.Forest.Zero
	for _, r := range x.Forest.Rows {
		for _, v := range []float64{r.Low, r.High, r.Cell.Value} {
			low, high = least(low, v), most(high, v)
		}
	}
	limit, value := excelize.ChartMarker{Symbol: "dash", Size: 7}, excelize.ChartMarker{Symbol: "square", Size: 7}
	limit.Fill, value.Fill = solid("5B6773"), solid("1F5FA8")
	low, high, axis := span(low, high)
	return chart{kind: excelize.Line, format: numberFormat(g), axis: axis, min: low, max: high, unit: x.Forest.Unit.In(g.Lang),
		marker: []excelize.ChartMarker{limit, value, limit}, plain: true, joined: true, tall: true, low: true}
}

// rangesChart shows a range as the line between its limits, with the value that was used on it.
func rangesChart(x *figure.Figure, g *grid.Grid) chart {
	low, high := math.NaN(), math.NaN()
	for _, r := range x.Ranges.Rows {
		for _, c := range []figure.Cell{r.Low, r.Used, r.High} {
			low, high = least(low, c.Value), most(high, c.Value)
		}
	}
	limit, used := excelize.ChartMarker{Symbol: "dash", Size: 7}, excelize.ChartMarker{Symbol: "diamond", Size: 9}
	limit.Fill, used.Fill = solid("1F5FA8"), solid("C8590B")
	low, high, axis := span(low, high)
	return chart{kind: excelize.Line, format: numberFormat(g), axis: axis, min: low, max: high, unit: x.Ranges.Unit.In(g.Lang),
		marker: []excelize.ChartMarker{limit, used, limit}, plain: true, joined: true, tall: true, low: true}
}

// least is the smaller of two numbers, of which one may be missing; most the larger.
func least(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

func most(a, b float64) float64 {
	if math.IsNaN(a) || b > a {
		return b
	}
	return a
}

// span is an axis around values: its ends at round numbers, and their format.
func span(low, high float64) (from, to float64, format string) {
	if math.IsNaN(low) || math.IsNaN(high) || math.IsInf(high-low, 0) {
		return 0, 1, "0.0"
	}
	if high <= low {
		low, high = low-1, high+1
	}
	step := math.Pow(10, math.Floor(math.Log10(high-low)))
	if (high-low)/step < 4 {
		step /= 2
	}
	format = "0"
	if step < 1 {
		format = "0.0"
		if step < .1 {
			format = "0.00"
		}
	}
	return step * math.Floor(low/step), step * math.Ceil(high/step), format
}
