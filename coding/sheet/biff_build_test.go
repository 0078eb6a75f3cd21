package sheet

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// stream writes the records of a workbook by hand.
type stream []byte

func (s *stream) add(kind uint16, parts ...any) {
	var b []byte
	for _, p := range parts {
		switch p := p.(type) {
		case int: // two bytes
			b = binary.LittleEndian.AppendUint16(b, uint16(p))
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, p)
		case byte:
			b = append(b, p)
		case float64:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p))
		case string: // as it is
			b = append(b, p...)
		case []byte:
			b = append(b, p...)
		default:
			panic(p)
		}
	}
	*s = binary.LittleEndian.AppendUint16(*s, kind)
	*s = binary.LittleEndian.AppendUint16(*s, uint16(len(b)))
	*s = append(*s, b...)
}

// units are the UTF-16 units of a text.
func units(text string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// long is a text of 16-bit units with its length and flags, as LABEL, STRING and FORMAT have it.
func long(text string) []byte {
	w := units(text)
	return append([]byte{byte(len(w) / 2), byte(len(w) / 2 >> 8), 1}, w...)
}

const boundSheet = uint16(recordBoundSheet)

// oldBook is a workbook of one sheet S: the records of its globals and of the sheet, without the beginnings and ends.
func oldBook(globals, sheet stream) stream { return oldBookOf(globals, 0, 0, sheet) }

func oldBookOf(globals stream, state, kind byte, sheet stream) stream {
	var s stream
	s.add(recordBOF, biffVersion, openGlobals, uint32(0), uint32(0), uint32(0))
	s = append(s, globals...)
	at := len(s) + 4 + 9 + 4
	s.add(boundSheet, uint32(at), state, kind, byte(1), byte(0), "S")
	s.add(recordEOF)
	s.add(recordBOF, biffVersion, openSheet, uint32(0), uint32(0), uint32(0))
	s = append(s, sheet...)
	s.add(recordEOF)
	return s
}

// records joins what the functions write.
func records(write func(s *stream)) stream {
	var s stream
	write(&s)
	return s
}
