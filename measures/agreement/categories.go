package agreement

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/smekit/smekit/measures/estimate"
)

// categories maps the texts of a table to numbered categories.
type categories struct {
	names  []string
	values []float64
	book   bool
	coders int
	cells  []int32 // number of the text in each cell, row by row
	index  []int32 // number of a text → category, none for a blank one
}

// at is the category of a cell.
func (c *categories) at(unit, coder int) int32 { return c.index[c.cells[unit*c.coders+coder]] }

// any reports whether a unit has a code.
func (c *categories) any(unit int) bool {
	for coder := 0; coder < c.coders; coder++ {
		if c.at(unit, coder) != none {
			return true
		}
	}
	return false
}

// categorise finds the categories: the code book's, else those observed; numbers sorted as numbers, others by bytes
// (the code book's as given). Texts that differ only in case, blanks or the writing of a number are one category.
func categorise(t Table, o Options, res *estimate.Result) (*categories, error) {
	c := &categories{coders: len(t.Coders), book: len(o.Categories) > 0}
	texts, counts := c.read(t)
	source := o.Categories
	if !c.book {
		source = make([]string, 0, len(texts))
		source = append(source, texts...)
		sort.Strings(source)
	}
	numbers := true
	for _, text := range source {
		if _, ok := number(text); !ok && strings.TrimSpace(text) != "" {
			numbers = false
		}
	}
	fold := func(text string) string { return foldText(text, numbers) }

	at := map[string]int{}
	best := map[string]int{} // how often the spelling that names a category occurs
	for _, text := range source {
		k := fold(text)
		if k == "" {
			continue
		}
		i, known := at[k]
		if !known {
			at[k], best[k] = len(c.names), counts[text]
			c.names = append(c.names, strings.TrimSpace(text))
		} else if !c.book && counts[text] > best[k] {
			c.names[i], best[k] = strings.TrimSpace(text), counts[text]
		}
	}
	c.sort(numbers, at)
	return c, c.place(t, texts, fold, at, res, o)
}

// read numbers the texts of the cells, and returns them with how often each occurs.
func (c *categories) read(t Table) (texts []string, counts map[string]int) {
	counts = map[string]int{}
	ids := map[string]int32{}
	c.cells = make([]int32, 0, len(t.Codes)*len(t.Coders))
	var tally []int
	for i, row := range t.Codes {
		for _, text := range row {
			id, ok := ids[text]
			if !ok {
				id = int32(len(texts))
				ids[text] = id
				texts, tally = append(texts, text), append(tally, 0)
			}
			tally[id] += t.count(i)
			c.cells = append(c.cells, id)
		}
	}
	for id, text := range texts {
		counts[text] = tally[id]
	}
	return texts, counts
}

// sort orders the categories and gives them their values.
func (c *categories) sort(numbers bool, at map[string]int) {
	key := make([]string, len(c.names))
	for k, i := range at {
		key[i] = k
	}
	perm := make([]int, len(c.names))
	for i := range perm {
		perm[i] = i
	}
	value := func(i int) float64 { x, _ := number(c.names[i]); return x }
	switch {
	case numbers:
		sort.SliceStable(perm, func(a, b int) bool { return value(perm[a]) < value(perm[b]) })
	case !c.book:
		sort.SliceStable(perm, func(a, b int) bool { return c.names[perm[a]] < c.names[perm[b]] })
	}
	names := make([]string, len(perm))
	c.values = make([]float64, len(perm))
	for rank, i := range perm {
		names[rank] = c.names[i]
		at[key[i]] = rank
		c.values[rank] = float64(rank + 1)
		if numbers {
			c.values[rank] = value(i)
		}
	}
	c.names = names
}

// place fills the index and says what was merged, ranked or ordered by bytes.
func (c *categories) place(t Table, texts []string, fold func(string) string, at map[string]int, res *estimate.Result, o Options) error {
	spellings := make([][]string, len(c.names))
	c.index = make([]int32, len(texts))
	for id, text := range texts {
		k := fold(text)
		if k == "" {
			c.index[id] = none
			continue
		}
		i, ok := at[k]
		if !ok {
			return unknown(t, text)
		}
		c.index[id] = int32(i)
		spellings[i] = append(spellings[i], strings.TrimSpace(text))
	}
	for i, s := range spellings {
		slices.Sort(s)
		s = slices.Compact(s)
		if len(s) > 1 || len(s) == 1 && s[0] != c.names[i] {
			res.Warn(warnSpellings.Says(quoted(s), strconv.Quote(c.names[i])))
		}
	}
	if o.Level == "nominal" && o.Weights == "nominal" || len(c.names) == 0 {
		return nil
	}
	if allNumbers(c.names) {
		return nil
	}
	if !c.book {
		res.Warn(warnBytes.Says(strings.Join(c.names, ", ")))
	}
	if o.Level == "interval" || o.Level == "ratio" || o.Weights != "nominal" && o.Weights != "ordinal" {
		res.Warn(warnRanks.Says(len(c.names)))
	}
	return nil
}

func unknown(t Table, text string) error {
	for i, row := range t.Codes {
		for j, s := range row {
			if s == text {
				return &UnknownCode{Unit: i, Coder: j, Code: text, Name: t.Coders[j]}
			}
		}
	}
	return &UnknownCode{Code: text}
}

func allNumbers(names []string) bool {
	for _, s := range names {
		if _, ok := number(s); !ok {
			return false
		}
	}
	return true
}

func quoted(s []string) string {
	q := make([]string, len(s))
	for i, x := range s {
		q[i] = strconv.Quote(x)
	}
	return strings.Join(q, ", ")
}

// foldText is the text by which categories are told apart, empty for a blank one.
func foldText(text string, numbers bool) string {
	if numbers {
		if x, ok := number(text); ok {
			return strconv.FormatFloat(x, 'g', -1, 64)
		}
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text))
}

// number reads a decimal number.
func number(text string) (float64, bool) {
	s := strings.TrimSpace(text)
	if s == "" || strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	if x == 0 {
		x = 0 // −0 is 0
	}
	return x, true
}
