package pass

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// definitionLength is how many code points of a definition stand beside a question; the whole stands on the sheet of codes.
const definitionLength = 160

// queueChoices are the codes that a queue may ask about, as the coders' workbooks show them.
func queueChoices(study *coding.Study) []form.CodeChoice {
	return (&Deal{Book: BookOf(study)}).choices(study)
}

// occurring are the codes, in their order, that disputes ask about, that they were taken for or that coders gave there.
func occurring(choices []form.CodeChoice, disputes []Dispute) []form.CodeChoice {
	occurs := map[string]bool{}
	for i := range disputes {
		d := &disputes[i]
		occurs[d.Code] = true
		for _, c := range d.Confused {
			occurs[c] = true
		}
		for _, g := range d.Given {
			for k := range g.Codings {
				occurs[g.Codings[k].Code] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(choices), func(c form.CodeChoice) bool { return !occurs[c.ID] })
}

// shortDefinition is the definition of a code in a line, led by its id, in both languages in one each; none where the
// codebook has nothing but its name.
func (q *queueMaker) shortDefinition(id string) []string {
	c := q.codes[id]
	texts := []string{inLanguage(c.Definition, q.lang)}
	if l := c.Definition; q.lang != "zh" && q.lang != "en" && l.ZH != "" && l.EN != "" && l.ZH != l.EN {
		texts = []string{l.ZH, l.EN}
	}
	var lines []string
	for _, text := range texts {
		if text = shortenedText(text, definitionLength/len(texts)); text == "" {
			continue
		}
		if len(lines) == 0 {
			text = id + q.colon() + text
		}
		lines = append(lines, text)
	}
	return lines
}

// shortenedText is a text on one line that is cut to that many code points, if it can be behind a mark or a word.
func shortenedText(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	cut := most - 1
	for i := cut; i > most*2/3; i-- {
		if strings.ContainsRune("。；！？.;!?，、, ", runes[i]) {
			cut = i
			break
		}
	}
	return string(runes[:cut]) + "…"
}

// inUse are the codes that may be given, in the order of the codebook, with their definitions; without a codebook the
// framework's dimensions.
func inUse(study *coding.Study) []form.CodeChoice {
	var out []form.CodeChoice
	switch {
	case study.Codebook != nil:
		for i := range study.Codebook.Codes {
			if c := &study.Codebook.Codes[i]; c.Active {
				out = append(out, form.CodeChoice{ID: c.ID, Label: c.Label, Definition: coding.Label{ZH: c.Definition},
					Include: coding.Label{ZH: c.Include}, Exclude: coding.Label{ZH: c.Exclude}, Example: coding.Label{ZH: c.Example}})
			}
		}
	case study.Framework != nil:
		for i := range study.Framework.Dimensions {
			d := &study.Framework.Dimensions[i]
			out = append(out, form.CodeChoice{ID: d.ID, Label: d.Label, Definition: d.Definition, Include: d.Include, Exclude: d.Exclude, Example: d.Example})
		}
	}
	return out
}
