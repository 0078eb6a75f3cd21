package study

import (
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// readTie reads a relation between departments.
func (rd *reader) readTie(r *row) {
	caseID, ok := rd.caseOf(r)
	if !ok {
		r.fault = "unknown_case"
		return
	}
	t := coding.Tie{Pos: r.place(0), Case: caseID, Relation: r.word("relation"), Weight: 1}
	if t.Period, ok = rd.knownPeriod(r); !ok {
		return
	}
	var ends [2]string
	for i, field := range []string{"from", "to"} {
		if r.cell(field).Blank() {
			r.reject(r.at(field), "missing_value", "", []string{"from / 来自", "to / 指向"}[i])
			return
		}
		c, id, ok := rd.deptOf(r, field, t.Case)
		if !ok {
			r.fault = "unknown_department"
			return
		}
		t.Case, ends[i] = c, id
	}
	t.From, t.To = ends[0], ends[1]
	if w, ok := r.number("weight"); ok {
		if w < 0 {
			r.reject(r.at("weight"), "negative", "", formatNumber(w))
			return
		}
		t.Weight = w
	} else if !r.cell("weight").Blank() {
		r.fault = "not_a_number"
		return
	}
	if r.reason == "" {
		r.ties = append(r.ties, t)
	}
}

// knownPeriod reads the period of a row that makes no sense without the one it names.
func (rd *reader) knownPeriod(r *row) (string, bool) {
	p := rd.periodOf(r)
	if p == "" && !r.cell("period").Blank() {
		r.fault = "unknown_period"
		return "", false
	}
	return p, true
}

// readBenchmark reads a peer's value.
func (rd *reader) readBenchmark(r *row) {
	b := coding.Benchmark{Pos: r.place(0), Peer: r.text("peer"), Source: r.text("source"), Date: r.date("date"), N: r.count("n")}
	if b.Peer == "" {
		r.reject(r.at("peer"), "missing_value", "", "peer / 对照单位")
		return
	}
	r.subject = b.Peer
	if r.cell("dimension").Blank() {
		r.reject(r.at("dimension"), "missing_value", "", "dimension / 维度")
		return
	}
	var ok bool
	if b.Period, ok = rd.knownPeriod(r); !ok {
		return
	}
	if b.Dimension, ok = r.refer("dimension", rd.dims, "unknown_dimension"); !ok {
		r.fault = "unknown_dimension"
		return
	}
	low, high, scale, ok := benchmarkScale(r.text("scale"))
	if !ok {
		r.reject(r.at("scale"), "unknown_value", "", "pomp, 1-5", r.text("scale"))
		return
	}
	b.Scale = scale
	if r.cell("value").Blank() {
		r.reject(r.at("value"), "missing_value", "", "value / 数值")
		return
	}
	if b.Value, ok = r.number("value"); !ok {
		r.fault = "not_a_number"
		return
	}
	if b.Value < low || b.Value > high {
		r.reject(r.at("value"), "out_of_bounds", "", formatNumber(low), formatNumber(high), r.text("value"))
		return
	}
	if r.reason == "" {
		r.marks = append(r.marks, b)
	}
}

// benchmarkScale reads the scale of a benchmark: pomp (0–100), or the ends of an item scale, 1-5.
func benchmarkScale(s string) (low, high float64, scale string, ok bool) {
	s = strings.NewReplacer("–", "-", "—", "-", "~", "-", "至", "-", "到", "-").Replace(strings.ToLower(sheet.Fold(s)))
	switch s {
	case "", "pomp", "0-100", "百分制":
		return 0, 100, "pomp", true
	}
	a, b, found := strings.Cut(s, "-")
	low, err := strconv.ParseFloat(strings.TrimSpace(a), 64)
	high, err2 := strconv.ParseFloat(strings.TrimSpace(b), 64)
	if !found || err != nil || err2 != nil || low >= high {
		return 0, 0, "", false
	}
	return low, high, formatNumber(low) + "-" + formatNumber(high), true
}
