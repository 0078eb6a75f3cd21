package sav

import (
	"encoding/binary"
	"math"
	"strconv"
)

// The types of records.
const (
	recordVariable  = 2
	recordLabels    = 3
	recordLabelled  = 4
	recordDocuments = 6
	recordExtension = 7
	recordEnd       = 999
)

// rawVariable is a variable's record, before the encoding is known and before the segments of long texts are put together.
type rawVariable struct {
	at      int64
	name    []byte
	label   []byte
	width   int
	slot    int // its first 8 bytes in a case, counted from 0
	format  Format
	missing []([8]byte)
	rng     bool // the first two are a range
	labels  []*rawLabels
	measure Measure
	align   Align
	display int
}

// rawLabels is a set of value labels, shared by the variables that use it.
type rawLabels struct {
	values  [][8]byte
	texts   [][]byte
	decoded [2][]ValueLabel // of numbers and of texts, made when first needed
}

// rawExtension is the payload of a record of type 7.
type rawExtension struct {
	at   int64
	data []byte
}

// raw is the dictionary as bytes.
type raw struct {
	header
	order      binary.ByteOrder
	vars       []rawVariable
	slots      []int // the variable that owns each 8 bytes of a case
	documents  [][]byte
	extensions map[int]rawExtension
	sysmis     uint64
	highest    float64
	lowest     float64
	charCode   int
	odd        int // records left aside because they contradict the others
	data       int64
}

// readDictionary reads everything before the cases.
func readDictionary(s *scanner, lim Limits) (*raw, error) {
	d := &raw{header: readHeader(s), order: s.order, extensions: map[int]rawExtension{}, sysmis: math.Float64bits(-math.MaxFloat64), highest: math.MaxFloat64}
	d.lowest = math.Float64frombits(d.sysmis - 1)
	for s.err == nil {
		s.what = "the dictionary"
		at := s.off
		switch kind := s.int(); {
		case s.err != nil:
		case kind == recordVariable:
			d.variable(s, at, lim)
		case kind == recordLabels:
			d.labels(s, at)
		case kind == recordDocuments:
			s.what = "the documents"
			n := s.int()
			text := s.bytes(int64(n) * 80)
			for ; len(text) >= 80; text = text[80:] {
				d.documents = append(d.documents, text[:80])
			}
		case kind == recordExtension:
			d.extension(s, at)
		case kind == recordEnd:
			s.int()
			d.data = s.off
			if len(d.vars) == 0 {
				s.fail(fault(-1, "no_variables"))
			}
			return d, s.err
		default:
			s.fail(fault(at, "record", strconv.Itoa(kind)))
		}
	}
	return nil, s.err
}

// variable reads a variable and the empty records that stand for the rest of a text of more than 8 bytes.
func (d *raw) variable(s *scanner, at int64, lim Limits) {
	s.what = "a variable's record"
	width, labelled, missing := s.int(), s.int(), s.int()
	v := rawVariable{at: at, width: width, slot: len(d.slots), format: formatOf(int32(s.int()))}
	s.int() // the format to write with
	v.name = s.bytes(8)
	if s.err != nil {
		return
	}
	name := (&charset{}).text(v.name)
	switch {
	case width < 0 || width > 255:
		s.fail(badVariable(at, name, "width "+strconv.Itoa(width)))
		return
	case missing < -3 || missing > 3 || missing == -1 || missing < 0 && width > 0:
		s.fail(badVariable(at, name, strconv.Itoa(missing)+" missing values"))
		return
	case labelled != 0 && labelled != 1:
		s.fail(badVariable(at, name, "label code "+strconv.Itoa(labelled)))
		return
	}
	if labelled == 1 {
		s.what = "a variable's label"
		n := s.int()
		v.label = s.bytes(int64(n))
		s.bytes(int64(-n & 3))
	}
	v.rng = missing < 0
	for range max(missing, -missing) {
		b := s.bytes(8)
		if s.err != nil {
			return
		}
		v.missing = append(v.missing, [8]byte(b))
	}
	if len(d.vars) >= lim.MaxVariables {
		s.fail(exceeded("variables", lim.MaxVariables))
		return
	}
	d.vars = append(d.vars, v)
	d.slots = append(d.slots, len(d.vars)-1)
	for range (width - 1) / 8 {
		s.what = "a variable's record"
		at := s.off
		kind, continues, label, n := s.int(), s.int(), s.int(), s.int()
		s.bytes(16)
		if s.err != nil {
			return
		}
		if kind != recordVariable || continues != -1 || label != 0 || n != 0 {
			s.fail(badVariable(at, name, "its text of "+strconv.Itoa(width)+" bytes is not continued"))
			return
		}
		d.slots = append(d.slots, len(d.vars)-1)
	}
}

// labels reads a set of value labels and the variables that use it.
func (d *raw) labels(s *scanner, at int64) {
	s.what = "value labels"
	n := s.int()
	set := &rawLabels{}
	for i := 0; i < n && s.err == nil; i++ {
		value := s.bytes(8)
		length := s.bytes(1)
		if s.err != nil {
			return
		}
		text := s.bytes(int64(length[0]))
		s.bytes(int64(-(int(length[0]) + 1) & 7))
		if s.err == nil {
			set.values, set.texts = append(set.values, [8]byte(value)), append(set.texts, text)
		}
	}
	if kind := s.int(); s.err == nil && kind != recordLabelled {
		s.fail(fault(at, "labels"))
	}
	n = s.int()
	for i := 0; i < n && s.err == nil; i++ {
		slot := s.int()
		if s.err != nil || slot < 1 || slot > len(d.slots) || d.vars[d.slots[slot-1]].slot != slot-1 {
			d.odd++
			continue
		}
		v := &d.vars[d.slots[slot-1]]
		if len(v.labels) == 0 || v.labels[len(v.labels)-1] != set {
			v.labels = append(v.labels, set)
		}
	}
}

// extension keeps the payload of a record of type 7; of several of one kind the last.
func (d *raw) extension(s *scanner, at int64) {
	s.what = "an extension record"
	kind, size, count := s.int(), s.int(), s.int()
	if s.err == nil && (size < 0 || count < 0) {
		s.fail(fault(at, "length", s.what, strconv.FormatInt(int64(size)*int64(count), 10)))
		return
	}
	data := s.bytes(int64(size) * int64(count))
	if s.err != nil {
		return
	}
	switch kind {
	case extInteger:
		c := &cursor{b: data, order: d.order}
		c.take(16)
		float := c.int()
		c.take(8)
		d.charCode = c.int()
		if !c.short && (float == 2 || float == 3) {
			s.fail(fault(at, "float", strconv.Itoa(float)))
		}
	case extFloat:
		if size == 8 && count == 3 {
			if bits := d.order.Uint64(data); math.Float64frombits(bits) < -1e300 { // else it would be a number that people use
				d.sysmis = bits
			} else {
				d.odd++
			}
			d.highest = math.Float64frombits(d.order.Uint64(data[8:]))
			d.lowest = math.Float64frombits(d.order.Uint64(data[16:]))
		}
	case extSets, extMultiple, extMultiple2, extDisplay, extNames, extLongTexts, extCases, extAttributes, extVarAttributes, extEncoding, extTextLabels, extTextMissing:
		d.extensions[kind] = rawExtension{at: at, data: data}
	}
}
