package sav

import (
	"encoding/binary"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// WriteOptions say how a file is packed.
type WriteOptions struct {
	Compression Compression // of f.Compression nothing is taken
}

// maxWidth is the longest text in bytes, maxLabel the longest label.
const (
	maxWidth = 32767
	maxLabel = 255
)

// Write writes a system file in UTF-8, little-endian: f's dictionary and the cases that rows gives, a value for each variable. The
// same content gives the same bytes; the date is 01 Jan 70 unless f.Created gives one. The number of cases stands at the
// file's beginning: where f.Cases gives it, cases are written as they come, else they are held packed in memory until the last, as those of
// a .zsav always are. f.Encoding, f.Product, f.BigEndian and f.Compression are not looked at.
//
// Names must be such as SPSS takes (see [Names]), texts fit the widths of their variables (counted in bytes), and numbers be
// finite; an error is a [*WriteError] that names variable and case, or w's own. Labels over 255 bytes are cut at the end of a character,
// which [Shortened] tells beforehand.
func Write(w io.Writer, f *File, rows iter.Seq[[]Value], o WriteOptions) error {
	p, err := newPlan(f)
	if err != nil {
		return err
	}
	if o.Compression > ZLib {
		return refuse("compression", strconv.Itoa(int(o.Compression)))
	}
	out := &sink{w: w}
	cases := &caseWriter{out: out, kind: o.Compression, held: o.Compression == ZLib || f.Cases <= 0}
	if !cases.held {
		p.dictionary(out, o.Compression, f.Cases)
	}
	bytes := make([]byte, 8*p.slots)
	n := 0
	for row := range rows {
		n++
		if err := p.fill(bytes, row, n); err != nil {
			return err
		}
		if cases.write(bytes, p.number); out.err != nil {
			return out.err
		}
	}
	if f.Cases > 0 && n != f.Cases {
		return refuse("cases", strconv.Itoa(f.Cases), strconv.Itoa(n))
	}
	cases.end()
	if cases.held {
		p.dictionary(out, o.Compression, n)
		cases.release()
	}
	return out.err
}

// Shortened tells which labels [Write] cuts: `sav.label_cut` (variable) and `sav.value_label_cut` (variable, value).
func Shortened(f *File) []coding.ReceiptNote {
	var out []coding.ReceiptNote
	for i := range f.Variables {
		v := &f.Variables[i]
		if len(v.Label) > maxLabel {
			out = append(out, coding.ReceiptNote{Code: "sav.label_cut", Args: []string{v.Name}})
		}
		for _, l := range v.Labels {
			if len(l.Text) > maxLabel {
				out = append(out, coding.ReceiptNote{Code: "sav.value_label_cut", Args: []string{v.Name, v.Show(l.Value)}})
			}
		}
	}
	return out
}

// plan is a file ready to be written.
type plan struct {
	*File
	at     []int      // of variable i: the byte of a case where it begins
	shorts [][]string // of variable i: the names of its records
	number []bool     // of each 8 bytes of a case
	slots  int
	places map[string]int
}

// newPlan checks the dictionary and lays out a case.
func newPlan(f *File) (*plan, error) {
	p := &plan{File: f, places: map[string]int{}}
	if len(f.Variables) == 0 {
		return nil, refuse("no_columns")
	}
	for i := range f.Variables {
		v := &f.Variables[i]
		if !validName(v.Name) {
			return nil, refuse("name", v.Name)
		}
		if _, dup := p.places[strings.ToLower(v.Name)]; dup {
			return nil, refuse("same_name", v.Name)
		}
		p.places[strings.ToLower(v.Name)] = i
		if err := checkVariable(v); err != nil {
			return nil, err
		}
		p.at = append(p.at, 8*p.slots)
		for k := range segments(v.Width) {
			p.slots += octets(segmentWidth(v.Width, k))
		}
		for len(p.number) < p.slots {
			p.number = append(p.number, v.Width == 0)
		}
	}
	if err := p.checkRest(); err != nil {
		return nil, err
	}
	p.nameShortly()
	return p, nil
}

// nameShortly gives every record its short name: first those that the variables bring, then the others.
func (p *plan) nameShortly() {
	names := shortNames{map[string]bool{}, map[string]int{}}
	p.shorts = make([][]string, len(p.Variables))
	keep := func(i int, s string) {
		if s = strings.ToUpper(s); p.shorts[i] == nil && validShort(s) && !names.taken[s] {
			names.taken[s] = true
			p.shorts[i] = []string{s}
		}
	}
	for i := range p.Variables {
		keep(i, p.Variables[i].Short)
	}
	for i := range p.Variables {
		keep(i, p.Variables[i].Name)
	}
	for i := range p.Variables {
		v := &p.Variables[i]
		if p.shorts[i] == nil {
			p.shorts[i] = []string{names.of(stem(v.Name))}
		}
		for k := 1; k < segments(v.Width); k++ {
			p.shorts[i] = append(p.shorts[i], names.of(cut(p.shorts[i][0], 5)+strings.ToUpper(strconv.FormatInt(int64(k), 36))))
		}
	}
}

func checkVariable(v *Variable) error {
	if v.Width < 0 || v.Width > maxWidth {
		return refuse("width", v.Name, strconv.Itoa(v.Width))
	}
	most := 3
	if v.Missing.HasRange {
		most = 1
	}
	if len(v.Missing.Values) > most || v.Missing.HasRange && (v.Width > 0 || !(v.Missing.Low <= v.Missing.High)) {
		return refuse("missing", v.Name)
	}
	for _, x := range v.Missing.Values {
		if x.Missing || v.Width == 0 && !finite(x.Num) || v.Width > 0 && len(x.Str) > min(8, v.Width) {
			return refuse("missing", v.Name)
		}
	}
	for _, l := range v.Labels {
		if l.Value.Missing || v.Width == 0 && !finite(l.Value.Num) || v.Width > 0 && len(l.Value.Str) > v.Width {
			return refuse("label", v.Name, v.Show(l.Value))
		}
	}
	return checkAttributes(v.Attributes)
}

func checkAttributes(all []Attribute) error {
	for _, a := range all {
		bad := a.Name == "" || strings.ContainsAny(a.Name, "()/:'\n\t ")
		for _, s := range a.Values {
			bad = bad || strings.Contains(s, "\n")
		}
		if bad || len(a.Values) == 0 {
			return refuse("attribute", a.Name)
		}
	}
	return nil
}

// checkRest checks what names variables.
func (p *plan) checkRest() error {
	known := func(names []string) error {
		for _, n := range names {
			if _, ok := p.places[strings.ToLower(n)]; !ok {
				return refuse("unknown", n)
			}
		}
		return nil
	}
	if p.Weight != "" {
		if err := known([]string{p.Weight}); err != nil {
			return err
		}
		if p.Variables[p.places[strings.ToLower(p.Weight)]].Width > 0 {
			return refuse("unknown", p.Weight)
		}
	}
	for _, m := range p.MultipleSets {
		if !strings.HasPrefix(m.Name, "$") || strings.ContainsAny(m.Name, "= \n") || strings.Contains(m.Label, "\n") {
			return refuse("set", m.Name)
		}
		if err := known(m.Variables); err != nil {
			return err
		}
	}
	for _, s := range p.VariableSets {
		if s.Name == "" || strings.ContainsAny(s.Name, "=\r\n") {
			return refuse("set", s.Name)
		}
		if err := known(s.Variables); err != nil {
			return err
		}
	}
	return checkAttributes(p.Attributes)
}

// finite reports whether SPSS takes x for a number: the most negative one means system-missing.
func finite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 && x != -math.MaxFloat64 }

// fill lays out a case.
func (p *plan) fill(out []byte, row []Value, n int) error {
	if len(row) != len(p.Variables) {
		return refuse("values", strconv.Itoa(n), strconv.Itoa(len(row)), strconv.Itoa(len(p.Variables)))
	}
	for i := range row {
		v, x, at := &p.Variables[i], &row[i], p.at[i]
		if v.Width == 0 {
			num := x.Num
			switch {
			case x.Missing || num != num:
				num = -math.MaxFloat64
			case !finite(num):
				return refuse("number", strconv.Itoa(n), v.Name, strconv.FormatFloat(num, 'g', -1, 64))
			}
			binary.LittleEndian.PutUint64(out[at:], math.Float64bits(num))
			continue
		}
		s := x.Str
		if x.Missing {
			s = ""
		}
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "\uFFFD")
		}
		if len(s) > v.Width {
			return refuse("too_long", strconv.Itoa(n), v.Name, strconv.Itoa(len(s)), strconv.Itoa(v.Width))
		}
		for k := range segments(v.Width) {
			length := 8 * octets(segmentWidth(v.Width, k))
			took := copy(out[at:at+length], s[:min(len(s), segmentUsed(v.Width, k))])
			s = s[took:]
			for j := at + took; j < at+length; j++ {
				out[j] = ' '
			}
			at += length
		}
	}
	return nil
}
