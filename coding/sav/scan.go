package sav

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
	"strconv"
)

// scanner reads the dictionary. The first error stays, and everything read after it is zero.
type scanner struct {
	in    *bufio.Reader
	order binary.ByteOrder
	off   int64
	size  int64
	what  string // what is being read, for messages
	err   error
}

func newScanner(r io.ReaderAt, size int64) *scanner {
	return &scanner{in: bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 64<<10), order: binary.LittleEndian, size: size, what: "the header"}
}

// bytes reads n bytes, which are the caller's. It allocates no more than the file holds.
func (s *scanner) bytes(n int64) []byte {
	if s.err != nil {
		return nil
	}
	if n < 0 || n > s.size-s.off {
		switch {
		case n > 1<<10 || n < 0:
			s.err = fault(s.off, "length", s.what, strconv.FormatInt(n, 10))
		default:
			s.err = fault(s.size, "truncated", s.what)
		}
		return nil
	}
	b := make([]byte, n)
	got, err := io.ReadFull(s.in, b)
	s.off += int64(got)
	if err != nil {
		s.err = err
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			s.err = fault(s.off, "truncated", s.what)
		}
		return nil
	}
	return b
}

func (s *scanner) int() int {
	b := s.bytes(4)
	if b == nil {
		return 0
	}
	return int(int32(s.order.Uint32(b)))
}

func (s *scanner) float() float64 {
	b := s.bytes(8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(s.order.Uint64(b))
}

func (s *scanner) fail(e *ReadError) {
	if s.err == nil {
		s.err = e
	}
}

// cursor walks the payload of a record that was read whole; a payload that is too short makes it fail, not the file.
type cursor struct {
	b     []byte
	order binary.ByteOrder
	short bool
}

func (c *cursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.short, c.b = true, nil
		return nil
	}
	t := c.b[:n:n]
	c.b = c.b[n:]
	return t
}

func (c *cursor) int() int {
	t := c.take(4)
	if t == nil {
		return 0
	}
	return int(int32(c.order.Uint32(t)))
}

// sized takes bytes that their length stands before.
func (c *cursor) sized() []byte { return c.take(c.int()) }
