package pass

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// Workbook is the sealed workbook to mail to a coder: the units dealt to the coder in the coder's order, the active codes
// of the deal's codebook grouped by dimension group, and the seal. It says nothing of the others: neither who they are nor
// which units they code too. Periods are proposed in the order that the study's options give, before, during and after in the
// words of the workbook's language (改革前; in both, 改革前 before), which [Collect] reads.
//
// A code without a label, definition, inclusion, exclusion or example of its own shows that of the framework's dimension it
// stands for; a text that the codebook took over from the framework is shown in both languages.
//
// The study is the one that was dealt. A name that is not among the deal's coders gets a workbook without units.
func (d *Deal) Workbook(coder string, study *coding.Study) form.Workbook {
	b := form.CoderBook{Lang: d.Lang, Title: study.Title.Or(d.words()), Pass: d.Pass, Coder: coder, Codes: d.choices(study), Slots: d.Slots,
		Seal: d.Seal(coder)}
	order := study.Options.Order["period"]
	for _, p := range order {
		b.Periods = append(b.Periods, shownPeriod(d.Lang, p, order))
	}
	if k := d.Coder(coder); k >= 0 {
		b.Coder = d.Coders[k].Name
		b.Units = make([]form.CoderUnit, len(d.Coders[k].Units))
		for n, i := range d.Coders[k].Units {
			u := &d.Units[i]
			b.Units[n] = form.CoderUnit{Interview: u.Interview, ID: u.ID, Speaker: u.Speaker, Text: u.Text, Period: u.Period}
			if slices.Contains(order, u.Period) {
				b.Units[n].Period = shownPeriod(d.Lang, u.Period, order)
			}
		}
	}
	return form.Coder(b)
}

// words is the language of single words.
func (d *Deal) words() string {
	if d.Lang == "en" {
		return "en"
	}
	return "zh"
}

// choices are the active codes in the codebook's order, those of a group together: groups stand in the order of their first
// code, codes that stand for no dimension last.
func (d *Deal) choices(study *coding.Study) []form.CodeChoice {
	with := coding.Study{Framework: study.Framework, Codebook: &coding.Codebook{Codes: d.Book.Codes}}
	if with.Framework == nil {
		with.Framework = &coding.Framework{}
	}
	dims, groups := Dimensions(&with), Groups(&with)
	index := map[string]int{}
	var sorted [][]form.CodeChoice
	var others []form.CodeChoice
	for i := range d.Book.Codes {
		k := &d.Book.Codes[i]
		if !k.Active {
			continue
		}
		var own coding.Dimension
		if at := with.Framework.Dimension(dims[k.ID]); at != nil {
			own = *at
		}
		c := form.CodeChoice{ID: k.ID, Label: k.Label, Definition: shownText(k.Definition, own.Definition), Include: shownText(k.Include, own.Include),
			Exclude: shownText(k.Exclude, own.Exclude), Example: shownText(k.Example, own.Example)}
		if c.Label == (coding.Label{}) && own.ID == k.ID {
			c.Label = own.Label
		}
		group := groups[k.ID]
		if group == "" {
			others = append(others, c)
			continue
		}
		g, known := index[group]
		if !known {
			g = len(sorted)
			index[group] = g
			sorted = append(sorted, nil)
		}
		c.GroupIndex = g
		if at := with.Framework.Dimension(group); at != nil {
			c.Group = at.Label
		}
		sorted[g] = append(sorted[g], c)
	}
	var out []form.CodeChoice
	for _, codes := range sorted {
		out = append(out, codes...)
	}
	for _, c := range others {
		c.GroupIndex = len(sorted)
		if len(sorted) > 0 {
			c.Group = coding.Label{ZH: "其他", EN: "Other"}
		}
		out = append(out, c)
	}
	return out
}

// shownText is a codebook's text, or the framework's where it is empty or the same in one language or both.
func shownText(own string, framework coding.Label) coding.Label {
	if own == "" || own == framework.ZH || own == framework.EN || own == framework.ZH+"\n"+framework.EN {
		return framework
	}
	return coding.Label{ZH: own}
}
