package sav

import (
	"bytes"
	"encoding/binary"
	"math"
	"strconv"
)

// header is the first 176 bytes.
type header struct {
	product, label []byte
	created        string
	compression    Compression
	weight         int // index in the records of variables, from 1
	cases          int64
	bias           float64
}

// readHeader finds the byte order by the layout code, which is 2 or 3 in one of them.
func readHeader(s *scanner) header {
	var h header
	magic := s.bytes(min(4, s.size))
	switch {
	case s.err != nil:
		return h
	case string(magic) == "$FL2", string(magic) == "$FL3":
	case bytes.HasPrefix([]byte("$FL"), magic):
		s.fail(fault(s.size, "truncated", s.what))
		return h
	default:
		s.fail(fault(-1, notSAV(append(magic, s.bytes(min(512, s.size-s.off))...))))
		return h
	}
	zipped := magic[3] == '3'
	h.product = s.bytes(60)
	code := s.bytes(4)
	if s.err != nil {
		return h
	}
	little, big := binary.LittleEndian.Uint32(code), binary.BigEndian.Uint32(code)
	switch {
	case little == 2 || little == 3:
	case big == 2 || big == 3:
		s.order = binary.BigEndian
	default:
		s.fail(fault(64, "layout", strconv.FormatUint(uint64(little), 10)))
		return h
	}
	s.int() // elements a case, which some programs get wrong
	at := s.off
	packing := s.int()
	h.weight = s.int()
	h.cases = int64(s.int())
	h.bias = s.float()
	date, clock := s.bytes(9), s.bytes(8)
	h.label = s.bytes(64)
	s.bytes(3)
	if s.err != nil {
		return h
	}
	switch {
	case packing < 0 || packing > 2 || zipped != (packing == 2):
		s.fail(fault(at, "compression", strconv.Itoa(packing)))
		return h
	case !(math.Abs(h.bias) < 1e6):
		h.bias = 100
	}
	h.compression = Compression(packing)
	latin := &charset{name: "UTF-8"}
	h.created = latin.text(date) + " " + latin.text(clock)
	if h.created == " " {
		h.created = ""
	}
	return h
}

// notSAV names a file that is something else.
func notSAV(head []byte) string {
	switch {
	case bytes.Contains(head, []byte("ENCRYPTEDSAV")):
		return "encrypted"
	case bytes.Contains(head, []byte("SPSS PORT FILE")):
		return "portable"
	}
	return "not_sav"
}
