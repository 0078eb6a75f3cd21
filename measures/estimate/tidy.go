package estimate

import (
	"encoding/csv"
	"encoding/json"
	"io"
)

// Columns are the columns of the tidy table, in their order.
var Columns = []string{"measure", "of", "estimate", "se", "ci_low", "ci_high", "statistic", "df", "p", "n", "method", "note", "family", "id"}

// Cells are an estimate's texts under [Columns], numbers in full precision, notes in English.
func (e Estimate) Cells() []string {
	return []string{e.Measure, e.Of, FormatFloat(e.Value), FormatFloat(e.SE), FormatFloat(e.Low), FormatFloat(e.High),
		FormatFloat(e.Statistic), FormatDF(e.DF1, e.DF2), FormatFloat(e.P), FormatCount(e.N), e.Method, JoinNotes(e.Notes), e.Family, e.ID()}
}

// WriteCSV writes the tidy table as CSV (UTF-8, LF).
func WriteCSV(w io.Writer, es []Estimate) error {
	c := csv.NewWriter(w)
	if err := c.Write(Columns); err != nil {
		return err
	}
	for _, e := range es {
		if err := c.Write(e.Cells()); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// Row is the JSON form of an estimate: the tidy columns, an empty number being null.
type Row struct {
	Measure   string   `json:"measure"`
	Of        string   `json:"of"`
	Estimate  *float64 `json:"estimate"`
	SE        *float64 `json:"se"`
	Low       *float64 `json:"ci_low"`
	High      *float64 `json:"ci_high"`
	Statistic *float64 `json:"statistic"`
	DF        *string  `json:"df"`
	P         *float64 `json:"p"`
	N         *int     `json:"n"`
	Method    string   `json:"method"`
	Note      string   `json:"note"`
	Family    string   `json:"family"`
	ID        string   `json:"id"`
}

// Row turns an estimate into its JSON form.
func (e Estimate) Row() Row {
	r := Row{Measure: e.Measure, Of: e.Of, Estimate: number(e.Value), SE: number(e.SE), Low: number(e.Low), High: number(e.High),
		Statistic: number(e.Statistic), P: number(e.P), Method: e.Method, Note: JoinNotes(e.Notes), Family: e.Family, ID: e.ID()}
	if df := FormatDF(e.DF1, e.DF2); df != "" {
		r.DF = &df
	}
	if e.N >= 0 {
		r.N = &e.N
	}
	return r
}

func number(x float64) *float64 {
	if !Has(x) {
		return nil
	}
	return &x
}

// Rows turns estimates into their JSON form.
func Rows(es []Estimate) []Row {
	rows := make([]Row, len(es))
	for i, e := range es {
		rows[i] = e.Row()
	}
	return rows
}

// WriteJSON writes the result of one measure: {"estimates": […], "warnings": […], "provenance": {…}}.
func WriteJSON(w io.Writer, r Result, provenance any) error {
	warnings := make([]string, len(r.Warnings))
	for i, n := range r.Warnings {
		warnings[i] = n.English()
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Estimates  []Row    `json:"estimates"`
		Warnings   []string `json:"warnings"`
		Provenance any      `json:"provenance"`
	}{Rows(r.Estimates), warnings, provenance})
}
