package html

type both map[string]string

// entry is an estimate as the panel needs it; numbers are texts in full precision, as the tidy table has them. What many
// estimates share stands once in a list of its own.
type entry struct {
	Family    int    `json:"y,omitempty"` // number in families
	Measure   int    `json:"m"`           // number in measures
	Of        string `json:"o"`           // the id is family.measure(of)
	Value     string `json:"v,omitempty"`
	SE        string `json:"s,omitempty"`
	Low       string `json:"l,omitempty"`
	High      string `json:"h,omitempty"`
	Statistic string `json:"t,omitempty"`
	DF        string `json:"d,omitempty"`
	P         string `json:"p,omitempty"`
	N         string `json:"n,omitempty"`
	texts
	Parents []any `json:"f,omitempty"` // numbers of estimates, or ids that were not released
	Basis   *int  `json:"b,omitempty"` // number in bases
	Quotes  []int `json:"q,omitempty"`
	Answers *int  `json:"g,omitempty"` // number in answers
}

type quote struct {
	ID    string `json:"i"`
	Text  string `json:"t"`
	Who   both   `json:"w"`
	Place string `json:"a,omitempty"` // anchor in the appendix, without the language
}

// basis is what an estimate rests on.
type basis struct {
	Source  both   `json:"s,omitempty"`
	Filter  string `json:"f,omitempty"`
	Columns *int   `json:"c,omitempty"` // number in columns
}

// answers are the distributions of the items of a dimension; the id of a share is describe.share(of|item=point).
type answers struct {
	Of    string   `json:"o"`
	Items []spread `json:"d"`
	texts
}

// spread is the shares of an item's scale points, from the lowest.
type spread struct {
	Item   int      `json:"i"` // number in items
	N      string   `json:"n"`
	Shares []string `json:"v"`
}

// texts are what an estimate says about itself: numbers in texts.
type texts struct {
	Method *int `json:"a,omitempty"`
	Notes  *int `json:"r,omitempty"`
}

// item is a question of the survey.
type item struct {
	ID      string  `json:"i"`
	Text    both    `json:"t"`
	Reverse bool    `json:"r,omitempty"`
	Low     float64 `json:"l"`
	Points  []both  `json:"p"`
}

// measure is a statistic's name and, where there is one, its formula in words.
type measure struct {
	ID      string `json:"i"`
	Name    both   `json:"n,omitempty"`
	Formula both   `json:"f,omitempty"`
}
