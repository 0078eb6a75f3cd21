package study

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
)

// answered is how a sheet of responses gives the answers to an item.
type answered struct {
	header   coding.Pos
	numbers  int  // answers that are numbers and nothing else
	words    int  // answers in words that the questionnaire's labels turned into numbers
	valued   bool // it says what its numbers stand for
	numbered bool // it had words, and the numbers were given to them when it was imported
}

// inWords reports whether the sheet's own answers are words, whatever number stands for them now.
func (a *answered) inWords() bool { return a.numbered || a.words > 0 && !a.valued }

// bare reports whether nothing says what the sheet's numbers stand for.
func (a *answered) bare() bool { return a.numbers > 0 && a.words == 0 && !a.valued }

// joinValues lists what the files say of values, once each. Files that count the words of an item differently are a problem,
// and so is a file of numbers alone beside one of words: whether 1 is the least in both no file tells. The items of the framework
// are told by their own labels.
func (rd *reader) joinValues() {
	type told struct {
		value, file string
	}
	seen := map[coding.ValueLabel]bool{}
	words := map[[2]string]told{} // column and label
	for _, p := range rd.parts {
		differs := map[string]bool{}
		for _, v := range p.values {
			bare := v
			bare.Pos, bare.Numbered = coding.Pos{}, false
			if !seen[bare] {
				seen[bare] = true
				rd.out.Survey.Values = append(rd.out.Survey.Values, v)
			}
			k := [2]string{v.Column, key(v.Label)}
			if v.Missing || v.Label == "" || !slices.Contains(rd.out.Survey.Items, v.Column) {
				continue
			}
			if first, known := words[k]; !known {
				words[k] = told{v.Value, p.receipt.File}
			} else if first.value != v.Value && first.file != p.receipt.File && !differs[v.Column] {
				differs[v.Column] = true
				at := v.Pos
				if at.File == "" {
					at = coding.Pos{File: p.receipt.File}
				}
				rd.lateProblem(p, at, v.Column, "values_differ", v.Column, v.Value, v.Label, first.file, first.value)
			}
		}
	}
	rd.numbersBesideWords()
}

// numbersBesideWords asks of each sheet of bare numbers, once, when another one gives answers to the same items in words.
func (rd *reader) numbersBesideWords() {
	if !rd.out.Instrument.Own {
		return
	}
	items := rd.out.Instrument.Items
	for _, p := range rd.parts {
		var asked []int
		other := ""
		for _, i := range p.items {
			if a := p.answered[i]; a == nil || !a.bare() || rd.ofFramework(items[i].ID) {
				continue
			}
			for _, o := range rd.parts {
				if a := o.answered[i]; o != p && a != nil && a.inWords() && (other == "" || o.receipt.File == other) {
					asked, other = append(asked, i), o.receipt.File
					break
				}
			}
		}
		if len(asked) == 0 {
			continue
		}
		var names []string
		for _, i := range asked[:min(len(asked), 8)] {
			names = append(names, items[i].ID)
		}
		if len(asked) > 8 {
			names = append(names, fmt.Sprintf("… (%d)", len(asked)))
		}
		first := &items[asked[0]]
		rd.lateProblem(p, p.answered[asked[0]].header, "", "numbers_and_words", strings.Join(names, ", "), other, rd.ends(first))
	}
}

// ofFramework reports whether an item is one of the framework's.
func (rd *reader) ofFramework(id string) bool {
	return slices.ContainsFunc(rd.out.Framework.Items, func(it coding.Item) bool { return it.ID == id })
}

// ends are the words of the ends of an item's scale: 1 = 非常不满意, 5 = 非常满意.
func (rd *reader) ends(it *coding.Item) string {
	words := map[float64]string{}
	for _, l := range sortedLabels(it.Labels) {
		if _, taken := words[it.Labels[l]]; !taken {
			words[it.Labels[l]] = l
		}
	}
	for _, v := range rd.out.Survey.Values {
		if x, err := strconv.ParseFloat(v.Value, 64); err == nil && v.Column == it.ID && !v.Missing && words[x] == "" {
			words[x] = v.Label
		}
	}
	var out []string
	for _, x := range []float64{it.Min, it.Max} {
		if words[x] != "" {
			out = append(out, formatNumber(x)+" = "+words[x])
		}
	}
	return strings.Join(out, ", ")
}
