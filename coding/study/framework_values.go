package study

import (
	"math"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// frameworkValues are the keys that stand beside the tables; those of the group framework may leave its name out.
var frameworkValues = []string{"id", "version", "title_zh", "title_en", "source_note_zh", "source_note_en", "scale_min", "scale_max",
	"labels_zh", "labels_en", "na_codes", "bands.low", "bands.high", "bands.margin", "bands.gap", "bands.min_interviews", "weights"}

// values takes the pairs of a framework.
func (fr *frameworkReader) values(p *part, pairs []pair) {
	f := fr.f
	var zh, en []string
	for _, v := range pairs {
		k := trimPrefixes(v.key, "framework.")
		fr.places[k] = v.pos
		number := func(into *float64) {
			if v.value == "" {
				return
			}
			x, ok := (sheet.Cell{Kind: sheet.Text, Text: v.value}).Float()
			if !ok {
				p.report(v.pos, "not_a_number", numberInside(v.value), v.value)
				return
			}
			*into = x
		}
		switch k {
		case "id":
			f.ID = v.value
		case "version":
			f.Version = v.value
		case "title_zh":
			f.Title.ZH = v.value
		case "title_en":
			f.Title.EN = v.value
		case "source_note_zh":
			f.Source.ZH = v.value
		case "source_note_en":
			f.Source.EN = v.value
		case "scale_min":
			number(&f.ScaleMin)
		case "scale_max":
			number(&f.ScaleMax)
		case "labels_zh":
			zh = split(v.value)
		case "labels_en":
			en = split(v.value)
		case "na_codes":
			f.NACodes = split(v.value)
		case "bands.low":
			number(&f.Bands.Low)
		case "bands.high":
			number(&f.Bands.High)
		case "bands.margin":
			number(&f.Bands.Margin)
		case "bands.gap":
			number(&f.Bands.Gap)
		case "bands.min_interviews":
			x := float64(f.Bands.MinInterviews)
			number(&x)
			if x < 0 || x != math.Trunc(x) || x > 1e6 {
				p.report(v.pos, "not_whole", "", v.value)
				continue
			}
			f.Bands.MinInterviews = int(x)
		case "weights":
			w, ok := weightNames.find(v.value)
			if !ok {
				p.report(v.pos, "unknown_value", weightNames.suggest(v.value), weightNames.list(), v.value)
				continue
			}
			f.Weights = w
		default:
			suggest := ""
			if i := nearest(k, frameworkValues); i >= 0 {
				suggest = frameworkValues[i]
			}
			p.report(v.pos, "unknown_key", suggest, v.key)
		}
	}
	for i := range max(len(zh), len(en)) {
		var l coding.Label
		if i < len(zh) {
			l.ZH = zh[i]
		}
		if i < len(en) {
			l.EN = en[i]
		}
		f.ScaleLabels = append(f.ScaleLabels, l)
	}
	if f.ScaleMin >= f.ScaleMax {
		p.report(fr.valuePos("scale_min"), "min_not_below_max", "", formatNumber(f.ScaleMin), formatNumber(f.ScaleMax))
		f.ScaleMin, f.ScaleMax = 1, 5
	}
	if n := int(f.ScaleMax-f.ScaleMin) + 1; len(f.ScaleLabels) > 0 && len(f.ScaleLabels) != n {
		at := "labels_zh"
		if len(zh) == n {
			at = "labels_en"
		}
		p.report(fr.valuePos(at), "label_count", "", formatNumber(float64(n)), formatNumber(float64(len(f.ScaleLabels))))
		f.ScaleLabels = nil
	}
	fr.bands(p, fr.valuePos("bands.low"))
}

// bands checks that the cuts are in order.
func (fr *frameworkReader) bands(p *part, pos coding.Pos) {
	b := &fr.f.Bands
	if b.Low > b.High {
		p.report(pos, "bands_order", "", formatNumber(b.Low), formatNumber(b.High))
		b.Low, b.High = 40, 60
	}
	if b.Low < 0 || b.High > 100 {
		p.report(pos, "out_of_bounds", "", "0", "100", formatNumber(b.Low)+"; "+formatNumber(b.High))
		b.Low, b.High = 40, 60
	}
}

// valuePos is where a key of the framework stands, or the file when it is left at its default.
func (fr *frameworkReader) valuePos(k string) coding.Pos {
	if pos, ok := fr.places[k]; ok {
		return pos
	}
	if fr.where != nil {
		return fr.where.pos(0, 0)
	}
	return coding.Pos{File: builtinName}
}
