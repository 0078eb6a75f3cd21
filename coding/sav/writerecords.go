package sav

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sink counts what is written and keeps the first error.
type sink struct {
	w   io.Writer
	at  int64
	err error
}

func (s *sink) write(b []byte) {
	if s.err == nil {
		var n int
		n, s.err = s.w.Write(b)
		s.at += int64(n)
	}
}

// record is bytes in the making.
type record []byte

func (r *record) ints(all ...int) {
	for _, x := range all {
		*r = binary.LittleEndian.AppendUint32(*r, uint32(int32(x)))
	}
}

func (r *record) long(x int64) { *r = binary.LittleEndian.AppendUint64(*r, uint64(x)) }

func (r *record) float(x float64) {
	*r = binary.LittleEndian.AppendUint64(*r, math.Float64bits(x))
}

// text appends s in n bytes, cut or filled with blanks.
func (r *record) text(s string, n int) {
	s = cut(strings.ToValidUTF8(s, "\uFFFD"), n)
	*r = append(*r, s...)
	for range n - len(s) {
		*r = append(*r, ' ')
	}
}

// sized appends s behind its length.
func (r *record) sized(s string) {
	r.ints(len(s))
	*r = append(*r, s...)
}

// extension appends a record of type 7.
func (r *record) extension(kind, size int, payload []byte) {
	if len(payload) > 0 {
		r.ints(recordExtension, kind, size, len(payload)/size)
		*r = append(*r, payload...)
	}
}

// product begins as SPSS's own does, by which some programs know the files.
const product = "@(#) SPSS DATA FILE smekit"

// unknownDate is when files were written that do not say.
const unknownDate = "01 Jan 70 00:00:00"

// dictionary writes everything before the cases.
func (p *plan) dictionary(out *sink, c Compression, cases int) {
	var r record
	magic, layout := "$FL2", 2
	if c == ZLib {
		magic, layout = "$FL3", 3
	}
	r = append(r, magic...)
	r.text(product, 60)
	weight := 0
	if p.Weight != "" {
		weight = p.at[p.places[strings.ToLower(p.Weight)]]/8 + 1
	}
	short := cases
	if cases > math.MaxInt32 {
		short = -1 // an extension record tells
	}
	r.ints(layout, p.slots, int(c), weight, short)
	r.float(bias)
	created := p.Created
	if _, err := time.Parse("02 Jan 06 15:04:05", created); err != nil || len(created) != len(unknownDate) {
		created = unknownDate
	}
	r.text(created[:9], 9)
	r.text(created[10:], 8)
	r.text(p.Label, 64)
	r = append(r, 0, 0, 0)
	out.write(r)
	for i := range p.Variables {
		r = r[:0]
		p.variable(&r, i)
		out.write(r)
	}
	for i := range p.Variables {
		r = r[:0]
		p.valueLabels(&r, i)
		out.write(r)
	}
	r = r[:0]
	if lines := documentLines(p.Documents); len(lines) > 0 {
		r.ints(recordDocuments, len(lines))
		for _, l := range lines {
			r.text(l, 80)
		}
	}
	p.extensions(&r, cases)
	r.ints(recordEnd, 0)
	out.write(r)
}

// written is the format as it stands in the file.
func (v *Variable) written(width int) Format {
	f := v.Format
	switch {
	case v.Width > 0 && f.Type == 2 && v.Width <= 127:
		return Format{2, 2 * v.Width, 0}
	case v.Width > 0:
		return Format{FormatA, width, 0}
	case f.Type.text() || f.Type.String() == "" || f.Width < 1 || f.Width > 40 || f.Decimals < 0 || f.Decimals > 16:
		return Format{FormatF, 8, 2}
	}
	return f
}

// variable appends the records of a variable: one for each segment, and for every further 8 bytes of it.
func (p *plan) variable(r *record, i int) {
	v := &p.Variables[i]
	for k, short := range p.shorts[i] {
		width := segmentWidth(v.Width, k)
		label, missing := "", 0
		if k == 0 {
			label = cut(strings.ToValidUTF8(v.Label, "\uFFFD"), maxLabel)
			switch {
			case v.Missing.HasRange:
				missing = -2 - len(v.Missing.Values)
			case v.Width <= 8:
				missing = len(v.Missing.Values)
			}
		}
		format := int(v.written(width).code())
		r.ints(recordVariable, width, btoi(label != ""), missing, format, format)
		r.text(short, 8)
		if label != "" {
			r.ints(len(label))
			r.text(label, (len(label)+3)&^3)
		}
		if missing < 0 {
			low, high := v.Missing.Low, v.Missing.High
			if math.IsInf(low, -1) || low == -math.MaxFloat64 {
				low = lowest
			}
			if math.IsInf(high, 1) {
				high = math.MaxFloat64
			}
			r.float(low)
			r.float(high)
		}
		if missing != 0 {
			for _, x := range v.Missing.Values {
				p.value(r, v, x)
			}
		}
		for range octets(width) - 1 {
			r.ints(recordVariable, -1, 0, 0, 0, 0)
			r.text("", 8)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lowest is the number that stands for LOWEST: the one above the most negative.
var lowest = math.Nextafter(-math.MaxFloat64, 0)

// value appends the 8 bytes of a label's or a missing value.
func (p *plan) value(r *record, v *Variable, x Value) {
	if v.Width > 0 {
		r.text(x.Str, 8)
	} else {
		r.float(x.Num)
	}
}

// valueLabels appends the labels of a number or a text of up to 8 bytes; of several for a value the first.
func (p *plan) valueLabels(r *record, i int) {
	v := &p.Variables[i]
	all := distinct(v)
	if len(all) == 0 || v.Width > 8 {
		return
	}
	r.ints(recordLabels, len(all))
	for _, l := range all {
		p.value(r, v, l.Value)
		text := cut(strings.ToValidUTF8(l.Text, "\uFFFD"), maxLabel)
		*r = append(*r, byte(len(text)))
		r.text(text, (len(text)+8)&^7-1)
	}
	r.ints(recordLabelled, 1, p.at[i]/8+1)
}

func distinct(v *Variable) []ValueLabel {
	var out []ValueLabel
	seen := map[Value]bool{}
	for _, l := range v.Labels {
		k := Value{Str: l.Value.Str}
		if v.Width == 0 {
			k = Value{Num: l.Value.Num}
		}
		if !seen[k] {
			seen[k] = true
			out = append(out, l)
		}
	}
	return out
}

// documentLines breaks lines of more than 80 bytes.
func documentLines(all []string) []string {
	var out []string
	for _, l := range all {
		for {
			head := cut(l, 80)
			out = append(out, head)
			if l = l[len(head):]; l == "" || head == "" {
				break
			}
		}
	}
	return out
}

// extensions appends the records of type 7.
func (p *plan) extensions(r *record, cases int) {
	var b record
	b.ints(22, 0, 0, -1, 1, 1, 2, 65001)
	r.extension(extInteger, 4, b)
	b = nil
	b.float(-math.MaxFloat64)
	b.float(math.MaxFloat64)
	b.float(lowest)
	r.extension(extFloat, 8, b)
	b = nil
	for _, s := range p.VariableSets {
		b = fmt.Appendf(b, "%s= %s\n", s.Name, strings.Join(s.Variables, " "))
	}
	r.extension(extSets, 1, b)
	r.extension(extMultiple, 1, p.sets(false))
	r.extension(extMultiple2, 1, p.sets(true))
	b = nil
	var names, widths []byte
	for i := range p.Variables {
		v := &p.Variables[i]
		for k := range p.shorts[i] {
			display := v.Display
			if display <= 0 {
				display = 8
				if v.Width > 0 {
					display = min(segmentWidth(v.Width, k), 32)
				}
			}
			align := v.Align
			if align == AlignDefault || align > Center {
				align = Right
				if v.Width > 0 {
					align = Left
				}
			}
			b.ints(int(min(v.Measure, Scale)), display, int(align)-1)
		}
		names = fmt.Appendf(names, "%s=%s\t", p.shorts[i][0], v.Name)
		if v.Width > chunk {
			widths = fmt.Appendf(widths, "%s=%05d\x00\t", p.shorts[i][0], v.Width)
		}
	}
	r.extension(extDisplay, 4, b)
	r.extension(extNames, 1, names[:len(names)-1])
	r.extension(extLongTexts, 1, widths)
	b = nil
	b.long(1)
	b.long(int64(cases))
	r.extension(extCases, 8, b)
	r.extension(extAttributes, 1, appendAttributes(nil, p.Attributes))
	r.extension(extVarAttributes, 1, p.variableAttributes())
	r.extension(extEncoding, 1, []byte("UTF-8"))
	p.longTextRecords(r)
}

// sets are the multiple response sets for the record that knows all kinds (extended) or for the older one.
func (p *plan) sets(extended bool) []byte {
	var b []byte
	for _, m := range p.MultipleSets {
		if m.ByValues != extended {
			continue
		}
		b = fmt.Appendf(b, "%s=", m.Name)
		switch {
		case m.ByValues && m.LabelVar:
			b = fmt.Appendf(b, "E 11 %d %s", len(m.Counted), m.Counted)
		case m.ByValues:
			b = fmt.Appendf(b, "E 1 %d %s", len(m.Counted), m.Counted)
		case m.Categories:
			b = append(b, 'C')
		default:
			b = fmt.Appendf(b, "D%d %s", len(m.Counted), m.Counted)
		}
		b = fmt.Appendf(b, " %d %s", len(m.Label), m.Label)
		for _, name := range m.Variables {
			b = fmt.Appendf(b, " %s", strings.ToLower(p.shorts[p.places[strings.ToLower(name)]][0]))
		}
		b = append(b, '\n')
	}
	return b
}

func appendAttributes(b []byte, all []Attribute) []byte {
	for _, a := range all {
		b = fmt.Appendf(b, "%s(", a.Name)
		for _, s := range a.Values {
			b = fmt.Appendf(b, "'%s'\n", s)
		}
		b = append(b, ')')
	}
	return b
}

func (p *plan) variableAttributes() []byte {
	var b []byte
	for i := range p.Variables {
		v := &p.Variables[i]
		all := v.Attributes
		if n := slices.Index(roles, v.Role); n >= 0 {
			all = append(all[:len(all):len(all)], Attribute{roleName, []string{strconv.Itoa(n)}})
		}
		if len(all) == 0 {
			continue
		}
		if len(b) > 0 {
			b = append(b, '/')
		}
		b = appendAttributes(append(append(b, v.Name...), ':'), all)
	}
	return b
}

// longTextRecords append labels and missing values of texts over 8 bytes.
func (p *plan) longTextRecords(r *record) {
	var labels, missing record
	for i := range p.Variables {
		v := &p.Variables[i]
		if v.Width <= 8 {
			continue
		}
		if all := distinct(v); len(all) > 0 {
			labels.sized(v.Name)
			labels.ints(v.Width, len(all))
			for _, l := range all {
				labels.ints(v.Width)
				labels.text(l.Value.Str, v.Width)
				labels.sized(cut(strings.ToValidUTF8(l.Text, "\uFFFD"), maxLabel))
			}
		}
		if n := len(v.Missing.Values); n > 0 {
			missing.sized(v.Name)
			missing = append(missing, byte(n))
			missing.ints(8)
			for _, x := range v.Missing.Values {
				missing.text(x.Str, 8)
			}
		}
	}
	r.extension(extTextLabels, 1, labels)
	r.extension(extTextMissing, 1, missing)
}
