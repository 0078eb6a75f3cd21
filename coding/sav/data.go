package sav

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
)

// octetReader reads 8 bytes at a time, as everything after the dictionary comes.
type octetReader struct {
	in       io.Reader
	buf      []byte
	pos, end int
	base     int64 // bytes before buf[0], counted in the file or, unpacked, from its compressed cases on
}

var errCut = errors.New("cut off")

// next returns the next 8 bytes; io.EOF at the end, errCut inside them.
func (o *octetReader) next() ([]byte, error) {
	if o.end-o.pos < 8 {
		if err := o.fill(); err != nil {
			return nil, err
		}
	}
	b := o.buf[o.pos : o.pos+8 : o.pos+8]
	o.pos += 8
	return b, nil
}

func (o *octetReader) fill() error {
	o.base += int64(o.pos)
	o.end = copy(o.buf, o.buf[o.pos:o.end])
	o.pos = 0
	n, err := io.ReadAtLeast(o.in, o.buf[o.end:], 8-o.end)
	o.end += n
	switch {
	case o.end >= 8:
		return nil
	case err == io.EOF && o.end == 0:
		return io.EOF
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return errCut
	}
	return err
}

// unpacker fills the bytes of a case.
type unpacker struct {
	octetReader
	packed bool
	codes  [8]byte
	at     int // of the next code; 8: none left
	table  [256][8]byte
}

// rows gives each case to yield until it returns false.
func (r *Reader) rows(yield func([]Value) bool) error {
	u := unpacker{octetReader: octetReader{buf: make([]byte, 64<<10), base: r.data}, packed: r.compression != None, at: 8}
	var zip *blocks
	switch r.compression {
	case ZLib:
		z, err := openBlocks(r.r, r.data, r.size, r.order, r.limits)
		if err != nil {
			return err
		}
		zip, u.in = z, z
	default:
		u.in = io.NewSectionReader(r.r, r.data, r.size-r.data)
	}
	offset := func() int64 {
		if zip != nil {
			return min(zip.offset(), r.size)
		}
		return min(u.base+int64(u.pos), r.size)
	}
	for c := range u.table {
		x := float64(c) - r.bias
		switch c {
		case 254:
			copy(u.table[c][:], "        ")
		case 255:
			r.order.PutUint64(u.table[c][:], r.sysmis)
		default:
			r.order.PutUint64(u.table[c][:], math.Float64bits(x))
		}
	}
	bytes := make([]byte, 8*len(r.slots))
	row := make([]Value, len(r.columns))
	var text []byte
	cells := int64(0)
	for n := 0; r.file.Cases < 0 || n < r.file.Cases; n++ {
		switch err := u.read(bytes); {
		case err == io.EOF && r.file.Cases < 0:
			return zip.close()
		case err == io.EOF:
			return fault(offset(), "too_few_cases", strconv.Itoa(n), strconv.Itoa(r.file.Cases))
		case err == errCut:
			return fault(offset(), "truncated", "case "+strconv.Itoa(n+1))
		case err == errCode:
			return fault(offset(), "code")
		case err != nil:
			return err
		}
		if n >= r.limits.MaxRows {
			return exceeded("rows", r.limits.MaxRows)
		}
		if cells += int64(len(row)); cells > r.limits.MaxCells {
			return exceeded("cells", r.limits.MaxCells)
		}
		text = r.decode(bytes, row, text)
		if !yield(row) {
			return nil
		}
	}
	return zip.close()
}

var errCode = errors.New("end mark inside a case")

// read fills the bytes of the next case: io.EOF before its first, errCut or errCode inside it.
func (u *unpacker) read(out []byte) error {
	if !u.packed {
		for i := 0; i < len(out); i += 8 {
			b, err := u.next()
			if err != nil {
				return inside(err, i)
			}
			copy(out[i:i+8], b)
		}
		return nil
	}
	for i := 0; i < len(out); {
		if u.at == 8 {
			b, err := u.next()
			if err != nil {
				return inside(err, i)
			}
			u.codes, u.at = [8]byte(b), 0
		}
		code := u.codes[u.at]
		u.at++
		switch code {
		case 0:
			continue
		case 252:
			if i > 0 {
				return errCode
			}
			u.at = 8
			return io.EOF
		case 253:
			b, err := u.next()
			if err != nil {
				return inside(err, 1)
			}
			copy(out[i:i+8], b)
		default:
			copy(out[i:i+8], u.table[code][:])
		}
		i += 8
	}
	return nil
}

// inside makes an end of the file inside a case a cut.
func inside(err error, done int) error {
	if err == io.EOF && done > 0 {
		return errCut
	}
	return err
}

// remembered are the texts of a variable that are held for the next case that has them, rememberedAll those of a file.
const (
	remembered      = 1 << 10
	rememberedAll   = 1 << 18
	rememberedBytes = 64
)

// decode turns the bytes of a case into values.
func (r *Reader) decode(b []byte, row []Value, text []byte) []byte {
	little := r.order == binary.ByteOrder(binary.LittleEndian)
	for i := range r.columns {
		c := &r.columns[i]
		if c.width == 0 {
			var bits uint64
			if little {
				bits = binary.LittleEndian.Uint64(b[c.at:])
			} else {
				bits = binary.BigEndian.Uint64(b[c.at:])
			}
			x := math.Float64frombits(bits)
			if bits == r.sysmis || x != x {
				row[i] = Value{Num: math.NaN(), Missing: true}
			} else {
				row[i] = Value{Num: x}
			}
			continue
		}
		part := b[c.at : c.at+min(c.width, chunk)]
		if len(c.pieces) > 1 {
			text = text[:0]
			for _, p := range c.pieces {
				text = append(text, b[p.from:p.to]...)
			}
			part = text
		}
		row[i] = Value{Str: r.text(c, part)}
	}
	return text
}

// text decodes a text without the blanks that pad it.
func (r *Reader) text(c *column, b []byte) string {
	n := len(b)
	for n > 0 && (b[n-1] == ' ' || b[n-1] == 0) {
		n--
	}
	if b = b[:n]; n == 0 {
		return ""
	}
	if n > rememberedBytes {
		return r.set.text(b)
	}
	if s, ok := c.seen[string(b)]; ok {
		return s
	}
	s := r.set.text(b)
	if len(c.seen) < remembered && r.remembered < rememberedAll {
		r.remembered++
		if c.seen == nil {
			c.seen = map[string]string{}
		}
		c.seen[string(b)] = s
	}
	return s
}
