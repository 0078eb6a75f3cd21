package sheet

import "encoding/binary"

// The records of a BIFF8 stream that are read ([MS-XLS] 2.3.2).
const (
	recordFormula     = 0x0006
	recordEOF         = 0x000A
	recordName        = 0x0018
	recordDateMode    = 0x0022
	recordFilePass    = 0x002F
	recordContinue    = 0x003C
	recordColInfo     = 0x007D
	recordBoundSheet  = 0x0085
	recordFilterArrow = 0x009D // AutoFilterInfo
	recordMulRK       = 0x00BD
	recordMulBlank    = 0x00BE
	recordRString     = 0x00D6
	recordXF          = 0x00E0
	recordMergeCells  = 0x00E5
	recordSST         = 0x00FC
	recordLabelSST    = 0x00FD
	recordBlank       = 0x0201
	recordNumber      = 0x0203
	recordLabel       = 0x0204
	recordBoolErr     = 0x0205
	recordString      = 0x0207
	recordRow         = 0x0208
	recordArray       = 0x0221
	recordTable       = 0x0236
	recordRK          = 0x027E
	recordFormat      = 0x041E
	recordShrFmla     = 0x04BC
	recordBOF         = 0x0809
)

// What a BOF record opens.
const (
	openGlobals = 0x0005
	openSheet   = 0x0010
)

// biffVersion is the version in the BOF records of Excel 97 to 2003.
const biffVersion = 0x0600

// record is one record: its kind and its body, without the CONTINUE records that may follow it.
type record struct {
	kind uint16
	at   int // where its header begins in the stream
	body []byte
}

// end is where the next record begins.
func (r record) end() int { return r.at + 4 + len(r.body) }

// recordAt reads the record that begins at a place; false beyond the last whole one.
func recordAt(b []byte, at int) (record, bool) {
	if at < 0 || at > len(b)-4 {
		return record{}, false
	}
	n := int(u16(b[at+2:]))
	if n > len(b)-4-at {
		return record{}, false
	}
	return record{kind: u16(b[at:]), at: at, body: b[at+4 : at+4+n : at+4+n]}, true
}

func u16(b []byte) uint16 { return binary.LittleEndian.Uint16(b) }
func u32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
