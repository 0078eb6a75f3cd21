package form

import (
	"bytes"
	_ "embed"
	"html/template"
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
)

//go:embed questionnaire.html
var questionnaireHTML string

var questionnairePage = template.Must(template.New("questionnaire").Parse(questionnaireHTML))

// Questionnaire is the framework's items as one self-contained page to print on A4: instructions, the sentence on
// privacy, what is asked of the person, and the items in blocks of one scale with a circle for each point. The language is zh, en or
// both. Items that are asked of one side only say so. Blocks follow the framework's order; item numbers run through, and
// each item carries its id in small print for entry.
func Questionnaire(fw *coding.Framework, lang string) []byte {
	q := &questionnaire{langs: []string{lang}}
	if lang != locale.Chinese && lang != locale.English {
		q.langs = []string{locale.Chinese, locale.English}
	}
	page := struct {
		Lang                                 string
		Title, Instructions, Privacy, Thanks []string
		About                                []field
		Blocks                               []block
	}{
		Lang: map[string]string{locale.Chinese: "zh-CN", locale.English: "en"}[q.langs[0]], Title: q.say("form.questionnaire.title"),
		Instructions: q.say("form.questionnaire.instructions"), Privacy: q.say("form.questionnaire.privacy"), Thanks: q.say("form.questionnaire.thanks"),
		Blocks: q.blocks(fw),
	}
	roles := field{Name: q.line("form.questionnaire.role")}
	for _, r := range fw.Roles {
		roles.Options = append(roles.Options, q.one(r.Label))
	}
	page.About = []field{{Name: q.line("form.questionnaire.number")}, {Name: q.line("form.questionnaire.department")}, {Name: q.line("form.questionnaire.date")}, roles}
	var b bytes.Buffer
	if err := questionnairePage.Execute(&b, page); err != nil {
		return []byte(template.HTMLEscapeString(err.Error())) // a buffer takes everything; the template is part of the program
	}
	return b.Bytes()
}

// field is something asked of the person: a line to write on, or options to tick.
type field struct {
	Name    string
	Options []string
}

// block is a run of items with one scale.
type block struct {
	Points []point
	Items  []question
	Not    string // heading of the circle for "does not apply"; empty: none
}

type point struct {
	Number string
	Words  []string
}

type question struct {
	Number int
	ID     string
	Text   []string
	Only   string // who is asked, when not everybody
}

type questionnaire struct{ langs []string }

// say is a text in each language.
func (q *questionnaire) say(code string) []string {
	var out []string
	for _, l := range q.langs {
		out = append(out, locale.Text(l, code))
	}
	return out
}

func (q *questionnaire) line(code string) string { return joined(q.say(code)) }

func joined(parts []string) string {
	if len(parts) == 2 && parts[0] != parts[1] {
		return parts[0] + " " + parts[1]
	}
	return parts[0]
}

// label is a text of the framework in each language that it has.
func (q *questionnaire) label(l coding.Label) []string {
	var out []string
	for _, lang := range q.langs {
		if text := l.Or(lang); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

func (q *questionnaire) one(l coding.Label) string {
	if parts := q.label(l); len(parts) > 0 {
		return joined(parts)
	}
	return ""
}

func (q *questionnaire) blocks(fw *coding.Framework) []block {
	var blocks []block
	var low, high float64
	for i, it := range fw.Items {
		if len(blocks) == 0 || it.Min != low || it.Max != high || len(blocks[len(blocks)-1].Items) == blockItems {
			low, high = it.Min, it.Max
			b := block{Points: q.points(fw, it)}
			if len(fw.NACodes) > 0 || len(it.NACodes) > 0 {
				b.Not = q.line("form.questionnaire.not_applicable")
			}
			blocks = append(blocks, b)
		}
		b := &blocks[len(blocks)-1]
		x := question{Number: i + 1, ID: it.ID, Text: q.label(it.Text)}
		if it.Ask == "approval" || it.Ask == "line" {
			x.Only = q.line("form.questionnaire.only_" + it.Ask)
		}
		b.Items = append(b.Items, x)
	}
	return blocks
}

// blockItems is after how many items the scale's words are repeated.
const blockItems = 12

// points are the scale's points; more than eleven, or one that is not of whole numbers, gives a line to write on.
func (q *questionnaire) points(fw *coding.Framework, it coding.Item) []point {
	values := points(it.Min, it.Max)
	if len(values) > 11 {
		return nil
	}
	out := make([]point, len(values))
	for i, v := range values {
		out[i].Number = v
		if it.Min == fw.ScaleMin && it.Max == fw.ScaleMax && i < len(fw.ScaleLabels) {
			out[i].Words = q.label(fw.ScaleLabels[i])
			continue
		}
		if x, err := strconv.ParseFloat(v, 64); err == nil {
			var words []string
			for text, at := range it.Labels {
				if at == x && text != v {
					words = append(words, text)
				}
			}
			slices.Sort(words)
			out[i].Words = words
		}
	}
	return out
}
