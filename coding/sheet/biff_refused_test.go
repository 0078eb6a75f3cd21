package sheet

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestOldRefused(t *testing.T) {
	number := records(func(s *stream) { s.add(recordNumber, 0, 0, 0, 1.0) })
	good := oldBook(nil, number)
	bof := func(kind uint16, parts ...any) []byte {
		return records(func(s *stream) { s.add(kind, parts...); s.add(recordEOF); s.add(0, make([]byte, 600)) })
	}
	one := func(write func(s *stream)) []byte { return oldBook(nil, records(write)) }
	global := func(write func(s *stream)) []byte { return oldBook(records(write), number) }
	texts := func(write func(s *stream)) []byte {
		return oldBook(records(write), records(func(s *stream) { s.add(recordLabelSST, 0, 0, 0, uint32(0)) }))
	}
	moved := bytes.Clone(good)
	binary.LittleEndian.PutUint32(moved[20+4:], 5)
	beyond := bytes.Clone(good)
	binary.LittleEndian.PutUint32(beyond[20+4:], math.MaxUint32)
	var secret bytes.Buffer
	if err := excelize.NewFile().Write(&secret, excelize.Options{Password: "x"}); err != nil {
		t.Fatal(err)
	}
	whole := fixture(t, "xls-everyday.xls")
	for _, c := range []struct {
		name string
		data []byte
		lim  Limits
		code string
	}{
		{"Excel 95", bof(recordBOF, 0x0500, 5, 0, 0), Limits{}, "xls"},
		{"Excel 4", bof(0x0409, 0, 0x10, 0), Limits{}, "xls"},
		{"Excel 3", bof(0x0209, 0, 0x10, 0), Limits{}, "xls"},
		{"Excel 2", bof(0x0009, 2, 0x10), Limits{}, "xls"},
		{"a sheet without its workbook", bof(recordBOF, biffVersion, openSheet, uint32(0), uint32(0), uint32(0)), Limits{}, "damaged"},
		{"password", global(func(s *stream) { s.add(recordFilePass, 1, 1, 1, make([]byte, 48)) }), Limits{}, "password"},
		{"password of an xlsx", secret.Bytes(), Limits{}, "password"},
		{"Word document", fixture(t, "xls-word-document.xls"), Limits{}, "ole"},
		{"cut short", whole[:len(whole)*3/4], Limits{}, "truncated"},
		{"cut in the container's head", whole[:300], Limits{}, "truncated"},
		{"cut in the globals", good[:30], Limits{}, "truncated"},
		{"cut in the sheet", good[:len(good)-4], Limits{}, "damaged"},
		{"only the first bytes", oleMagic, Limits{}, "truncated"},
		{"web page", []byte("\ufeff<table border=1><tr><td>序号</td></tr></table>"), Limits{}, "xls_html"},
		{"web page with a comment first", []byte("<!-- 导出 -->\n<table><tr><td>1</td></tr></table>"), Limits{}, "xls_html"},
		{"web archive", []byte("MIME-Version: 1.0\nX-Document-Type: Workbook\n"), Limits{}, "xls_html"},
		{"XML spreadsheet", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>`), Limits{}, "xls_xml"},
		{"XML spreadsheet without a declaration", []byte(`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>`), Limits{}, "xls_xml"},
		{"XML spreadsheet in UTF-16", append([]byte{0xFF, 0xFE}, units(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>`)...), Limits{}, "xls_xml"},
		{"a chart alone", oldBookOf(nil, 0, 2, number), Limits{}, "no_sheets"},
		{"a sheet that is elsewhere", moved, Limits{}, "damaged"},
		{"a sheet beyond the end", beyond, Limits{}, "truncated"},
		{"two sheets in one place", global(func(s *stream) {
			s.add(boundSheet, uint32(20+13+13+4), byte(0), byte(0), byte(1), byte(0), "T")
		}), Limits{}, "damaged"},
		{"no such text", one(func(s *stream) { s.add(recordLabelSST, 0, 0, 0, uint32(4)) }), Limits{}, "damaged"},
		{"a text cut short", texts(func(s *stream) { s.add(recordSST, uint32(1), uint32(1), 5, byte(0), "ab") }), Limits{}, "damaged"},
		{"runs without end", texts(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 1, byte(0x0C), 0xFFFF, uint32(0xFFFFFFFF), "a")
		}), Limits{}, "damaged"},
		{"a cell cut short", one(func(s *stream) { s.add(recordNumber, 0, 0, 0, 1) }), Limits{}, "damaged"},
		{"a cell without a place", one(func(s *stream) { s.add(recordRK, 0) }), Limits{}, "damaged"},
		{"a formula cut short", one(func(s *stream) { s.add(recordFormula, 0, 0, 0, 1) }), Limits{}, "damaged"},
		{"beyond IV", one(func(s *stream) { s.add(recordNumber, 0, 256, 0, 1.0) }), Limits{}, "damaged"},
		{"numbers beyond IV", one(func(s *stream) { s.add(recordMulRK, 0, 255, 0, uint32(6), 0, uint32(6), 256) }), Limits{}, "damaged"},
		{"unzipped", good, Limits{MaxUnzipped: 50}, "limit_unzipped"},
		{"unzipped in a container", whole, Limits{MaxUnzipped: 50}, "limit_unzipped"},
		{"rows", one(func(s *stream) { s.add(recordRow, 0); s.add(recordRow, 1) }), Limits{MaxRows: 1}, "limit_rows"},
		{"columns", one(func(s *stream) { s.add(recordNumber, 0, 1, 0, 1.0) }), Limits{MaxColumns: 1}, "limit_columns"},
		{"cells", one(func(s *stream) { s.add(recordNumber, 0, 1, 0, 1.0) }), Limits{MaxCells: 1}, "limit_cells"},
		{"merged cells", one(func(s *stream) {
			s.add(recordNumber, 0, 0, 0, 1.0)
			s.add(recordMergeCells, 1, 0, 0, 0, 25)
		}), Limits{MaxCells: 20}, "limit_cells"},
		{"cell length", one(func(s *stream) { s.add(recordLabel, 0, 0, 0, long("审批")) }), Limits{MaxCellBytes: 5}, "limit_cell_length"},
		{"text length", texts(func(s *stream) { s.add(recordSST, uint32(1), uint32(1), 6, byte(0), "abcdef") }), Limits{MaxCellBytes: 5}, "limit_cell_length"},
	} {
		t.Run(c.name, func(t *testing.T) { wantError(t, c.data, "S", c.lim, c.code) })
	}
}

// TestHostileContainer breaks the tables of a container: circles of sectors, streams larger than the file, every sector
// that leads elsewhere. Whatever comes of it, it comes soon and is no panic.
func TestHostileContainer(t *testing.T) {
	whole := fixture(t, "xls-everyday.xls")
	fat := int(binary.LittleEndian.Uint32(whole[76:]))*512 + 512
	directory := int(binary.LittleEndian.Uint32(whole[48:]))*512 + 512
	for i := range 128 {
		for _, to := range []uint32{0, uint32(i), uint32(i + 1), 0xFFFFFFFD, 0x7FFFFFFF} {
			broken := bytes.Clone(whole)
			binary.LittleEndian.PutUint32(broken[fat+4*i:], to)
			fuzzOne(t, broken)
		}
	}
	for i := range 76 / 4 {
		for _, to := range []uint32{0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF} {
			broken := bytes.Clone(whole)
			binary.LittleEndian.PutUint32(broken[4*i:], to)
			fuzzOne(t, broken)
		}
	}
	refused := 0
	for entry := range 4 { // left, right, child, first sector, size
		for _, field := range []int{68, 72, 76, 116, 120, 124} {
			for _, to := range []uint32{0, 1, 2, 3, 0x7FFFFFFF, 0xFFFFFFFE} {
				broken := bytes.Clone(whole)
				binary.LittleEndian.PutUint32(broken[directory+128*entry+field:], to)
				fuzzOne(t, broken)
				if _, err := Open(bytes.NewReader(broken), int64(len(broken)), "f", Limits{}); err != nil {
					refused++
				}
			}
		}
	}
	if refused < 20 {
		t.Errorf("%d refused", refused)
	}
	// a directory that claims every sector of a large file
	large := append(bytes.Clone(whole[:512]), bytes.Repeat(whole[directory:directory+512], 40000)...)
	binary.LittleEndian.PutUint32(large[48:], 200)
	for i := range 109 {
		binary.LittleEndian.PutUint32(large[76+4*i:], uint32(i))
		for j := range 128 {
			binary.LittleEndian.PutUint32(large[512+512*i+4*j:], uint32(128*i+j+1))
		}
	}
	wantError(t, large, "S", Limits{}, "truncated")
}
