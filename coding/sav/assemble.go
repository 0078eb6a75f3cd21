package sav

import (
	"math"
	"strconv"
	"strings"
)

// piece is where a part of a text lies in a case.
type piece struct{ from, to int }

// column says how a variable is read from the bytes of a case.
type column struct {
	at     int     // of a number
	pieces []piece // of a text
	width  int
	seen   map[string]string // texts that came before, so that answers given often are held once
}

// chunk is what a segment of a text over 255 bytes holds; its record counts 252 towards their number.
const (
	chunk       = 255
	chunkCounts = 252
)

// segments is how many records a text of the width takes.
func segments(width int) int {
	if width <= chunk {
		return 1
	}
	return (width + chunkCounts - 1) / chunkCounts
}

// segmentWidth is the width of the record i of a text.
func segmentWidth(width, i int) int {
	switch n := segments(width); {
	case n == 1:
		return width
	case i < n-1:
		return chunk
	default:
		return width - i*chunkCounts
	}
}

// segmentUsed is how many bytes of the text the segment i holds: full ones 255, so that the last may hold nothing.
func segmentUsed(width, i int) int {
	if segments(width) == 1 {
		return width
	}
	return max(0, min(chunk, width-i*chunk))
}

func octets(width int) int { return max(1, (width+7)/8) }

// assembly turns the dictionary's bytes into a File.
type assembly struct {
	*raw
	set     *charset
	guessed bool
	file    *File
	columns []column
	byName  map[string]int // long names in small letters, then short ones
	labels  int
	limits  Limits

	remembered int // texts of the cases
}

func assemble(d *raw, lim Limits) (*assembly, error) {
	a := &assembly{raw: d, limits: lim, byName: map[string]int{}}
	if err := a.chooseCharset(); err != nil {
		return nil, err
	}
	a.displays()
	f := &File{Label: a.set.text(d.header.label), Encoding: a.set.name, Product: a.set.text(d.product), Created: d.created, Cases: -1,
		BigEndian: d.order.String() == "BigEndian", Compression: d.compression, missingNumber: math.Float64frombits(d.sysmis)}
	a.file = f
	if d.header.cases >= 0 {
		f.Cases = int(d.header.cases)
	}
	if c := d.extensions[extCases].data; len(c) == 16 {
		if n := int64(d.order.Uint64(c[8:])); n >= 0 && n < 1<<62 {
			f.Cases = int(n)
		}
	}
	for _, line := range d.documents {
		f.Documents = append(f.Documents, a.set.text(line))
	}
	if err := a.variables(); err != nil {
		return nil, err
	}
	if w := d.weight; w > 0 {
		if w > len(d.slots) || d.vars[d.slots[w-1]].slot != w-1 || d.vars[d.slots[w-1]].width > 0 {
			d.odd++
		} else if i := a.variableAt(w - 1); i >= 0 {
			f.Weight = f.Variables[i].Name
		}
	}
	attrs, _ := attributes(a.set.decode(d.extensions[extAttributes].data))
	f.Attributes = attrs
	attributesOf(a.set.decode(d.extensions[extVarAttributes].data), a.find)
	f.VariableSets = variableSets(a.set.decode(d.extensions[extSets].data), a.find)
	for _, kind := range []int{extMultiple, extMultiple2} {
		f.MultipleSets = append(f.MultipleSets, multipleSets(d.extensions[kind].data, a.set.decode, a.find)...)
	}
	a.textLabels()
	a.textMissing()
	return a, nil
}

// chooseCharset takes the encoding that the file names, else its code page, else the caller's, else a guess.
func (a *assembly) chooseCharset() error {
	if name := string(a.extensions[extEncoding].data); name != "" {
		if a.set = charsetOf(name); a.set != nil {
			return nil
		}
	}
	if a.set = codePage(a.charCode); a.set != nil {
		return nil
	}
	if a.limits.Encoding != "" {
		if a.set = charsetOf(a.limits.Encoding); a.set == nil {
			return fault(-1, "encoding", a.limits.Encoding)
		}
		return nil
	}
	if name := string(a.extensions[extEncoding].data); name != "" {
		return fault(-1, "encoding", strconv.Quote(name))
	}
	texts := [][]byte{a.header.label, a.extensions[extNames].data}
	for i := range a.vars {
		texts = append(texts, a.vars[i].label, a.vars[i].name)
		for _, l := range a.vars[i].labels {
			if l.decoded[0] == nil { // each set once
				l.decoded[0] = []ValueLabel{}
				texts = append(texts, l.texts...)
			}
		}
	}
	for i := range a.vars {
		for _, l := range a.vars[i].labels {
			l.decoded[0] = nil
		}
	}
	texts = append(texts, a.documents...)
	a.set, a.guessed = guess(texts), true
	return nil
}

// variables joins the segments of long texts and decodes each variable.
func (a *assembly) variables() error {
	names, widths := longNames(a.extensions[extNames].data), longTexts(a.extensions[extLongTexts].data)
	taken := map[string]bool{}
	shorts := map[string]int{}
	for i := 0; i < len(a.vars); {
		r := &a.vars[i]
		short := strings.TrimRight(string(r.name), " \x00")
		long, named := names[capitals(short)]
		v := Variable{Short: a.shortName(r.name, named), Label: a.set.text(r.label), Width: r.width, Format: r.format, Measure: r.measure, Align: r.align, Display: r.display}
		n := 1
		if w := widths[capitals(short)]; w > chunk {
			if a.fits(i, w) {
				n, v.Width = segments(w), w
				v.Format.Width = w
			} else {
				a.odd++
			}
		}
		if v.Width == 0 && (v.Format.Type.text() || v.Format.Type.String() == "") {
			v.Format = Format{FormatF, 8, 2}
		}
		v.Name = v.Short
		if named {
			v.Name = a.set.text(long)
		}
		if taken[strings.ToLower(v.Name)] || v.Name == "" {
			a.odd++
			for k := len(a.file.Variables) + 1; v.Name == "" || taken[strings.ToLower(v.Name)]; k++ {
				v.Name = "VAR" + strconv.Itoa(k)
			}
		}
		taken[strings.ToLower(v.Name)] = true
		c := column{at: r.slot * 8, width: v.Width}
		for k := range n {
			if used := segmentUsed(v.Width, k); used > 0 {
				at := a.vars[i+k].slot * 8
				c.pieces = append(c.pieces, piece{at, at + used})
			}
		}
		a.missingValues(r, &v)
		if err := a.valueLabels(r, &v); err != nil {
			return err
		}
		a.byName[strings.ToLower(v.Name)] = len(a.file.Variables)
		if _, dup := shorts[strings.ToLower(v.Short)]; !dup {
			shorts[strings.ToLower(v.Short)] = len(a.file.Variables)
		}
		a.file.Variables = append(a.file.Variables, v)
		a.columns = append(a.columns, c)
		i += n
	}
	for s, i := range shorts {
		if _, long := a.byName[s]; !long {
			a.byName[s] = i
		}
	}
	return nil
}

// shortName is the name in a variable's record: 8 bytes, which may cut a character in two. Where a long name replaces it, that
// is no damage.
func (a *assembly) shortName(b []byte, replaced bool) string {
	bad := a.set.bad
	name := a.set.text(b)
	if replaced {
		a.set.bad = bad
	}
	return name
}

// fits reports whether the records from i on are the segments of a text of the width.
func (a *assembly) fits(i, width int) bool {
	n := segments(width)
	if n > len(a.vars)-i {
		return false
	}
	for k := range n {
		if w := a.vars[i+k].width; w == 0 || octets(w) != octets(segmentWidth(width, k)) {
			return false
		}
	}
	return true
}

func (a *assembly) find(name string) *Variable {
	if i, ok := a.byName[strings.ToLower(strings.TrimSpace(name))]; ok {
		return &a.file.Variables[i]
	}
	return nil
}

// variableAt is the place of the number that begins at a slot.
func (a *assembly) variableAt(slot int) int {
	for i := range a.columns {
		if a.columns[i].width == 0 && a.columns[i].at == slot*8 {
			return i
		}
	}
	return -1
}

// value reads the 8 bytes of a label or a missing value.
func (a *assembly) value(b [8]byte, text bool) Value {
	if text {
		return Value{Str: a.set.text(b[:])}
	}
	bits := a.order.Uint64(b[:])
	x := math.Float64frombits(bits)
	if bits == a.sysmis || x != x {
		return Value{Num: math.NaN(), Missing: true}
	}
	return Value{Num: x}
}

func (a *assembly) missingValues(r *rawVariable, v *Variable) {
	all := r.missing
	if r.rng && len(all) >= 2 {
		low, high := math.Float64frombits(a.order.Uint64(all[0][:])), math.Float64frombits(a.order.Uint64(all[1][:]))
		if low == a.lowest || low == -math.MaxFloat64 {
			low = math.Inf(-1)
		}
		if high == a.highest {
			high = math.Inf(1)
		}
		v.Missing = Missing{HasRange: true, Low: low, High: high}
		all = all[2:]
	}
	for _, b := range all {
		text := b[:]
		if v.Width > 0 {
			text = b[:min(8, v.Width)]
		}
		x := a.value([8]byte(append(append([]byte(nil), text...), "        "[len(text):]...)), v.Width > 0)
		v.Missing.Values = append(v.Missing.Values, x)
	}
}

// valueLabels decodes a variable's sets of labels; a set that is its only one is shared with the other variables that use it.
func (a *assembly) valueLabels(r *rawVariable, v *Variable) error {
	if len(r.labels) == 0 {
		return nil
	}
	if v.Width > 8 {
		a.odd++
		return nil
	}
	kind := min(v.Width, 1)
	var sets [][]ValueLabel
	for _, l := range r.labels {
		if l.decoded[kind] == nil {
			if a.labels += len(l.values); a.labels > a.limits.MaxLabels {
				return exceeded("labels", a.limits.MaxLabels)
			}
			l.decoded[kind] = make([]ValueLabel, 0, len(l.values))
			for i, b := range l.values {
				l.decoded[kind] = append(l.decoded[kind], ValueLabel{a.value(b, kind == 1), a.set.text(l.texts[i])})
			}
		}
		sets = append(sets, l.decoded[kind])
	}
	v.Labels = sets[0][:len(sets[0]):len(sets[0])]
	for _, more := range sets[1:] {
		if a.labels += len(v.Labels) + len(more); a.labels > a.limits.MaxLabels {
			return exceeded("labels", a.limits.MaxLabels)
		}
		v.Labels = append(v.Labels, more...)
		v.Labels = v.Labels[:len(v.Labels):len(v.Labels)]
	}
	return nil
}

// textLabels reads the value labels of texts over 8 bytes.
func (a *assembly) textLabels() {
	c := &cursor{b: a.extensions[extTextLabels].data, order: a.order}
	for len(c.b) > 0 {
		v := a.find(a.set.text(c.sized()))
		c.int()
		for n := c.int(); n > 0 && !c.short; n-- {
			value, text := c.sized(), c.sized()
			if v != nil && v.Width > 0 && !c.short {
				v.Labels = append(v.Labels, ValueLabel{Value{Str: a.set.text(value)}, a.set.text(text)})
			}
		}
	}
	if c.short {
		a.odd++
	}
}

// textMissing reads the missing values of texts over 8 bytes. The length stands once before the values; some old programs
// wrote it before each.
func (a *assembly) textMissing() {
	c := &cursor{b: a.extensions[extTextMissing].data, order: a.order}
	for len(c.b) > 0 {
		v := a.find(a.set.text(c.sized()))
		n := 0
		if b := c.take(1); b != nil {
			n = int(b[0])
		}
		length := c.int()
		for i := range n {
			if i > 0 && length > 0 && len(c.b) >= 4+length && int(a.order.Uint32(c.b)) == length {
				c.take(4)
			}
			value := c.take(length)
			if v != nil && v.Width > 0 && !c.short {
				v.Missing.Values = append(v.Missing.Values, Value{Str: a.set.text(value)})
			}
		}
	}
	if c.short {
		a.odd++
	}
}
