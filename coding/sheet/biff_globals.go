package sheet

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/smekit/smekit/coding"
)

// oldWorkbook is an opened workbook of Excel 97 to 2003 (BIFF8, [MS-XLS]).
type oldWorkbook struct {
	workbook // styles, texts and date system, as of an xlsx
	stream   []byte
	sst      record      // the table of texts
	subs     []substream // of each visible or hidden worksheet
}

// substream is a worksheet's stretch of the stream, and what is told of it elsewhere.
type substream struct {
	from, to int    // its BOF record; where the next substream begins, or the stream ends
	filter   string // range of its filter
}

// maxTexts is the number of cells of a sheet of Excel 97, more than the texts that any workbook has.
const maxTexts = 1 << 24

func (b *Book) openXLS(r io.ReaderAt, size int64) error {
	lim := b.limits
	lim.MaxUnzipped = min(lim.MaxUnzipped, math.MaxInt32)
	stream, err := workbookStream(r, size, lim)
	if err != nil {
		return err
	}
	if int64(len(stream)) > lim.MaxUnzipped {
		return lim.exceeded("", "", "unzipped", lim.MaxUnzipped)
	}
	x := &oldWorkbook{workbook: workbook{limits: lim}, stream: stream}
	if err := x.version(); err != nil {
		return err
	}
	if err := x.globals(b); err != nil {
		return err
	}
	if len(b.infos) == 0 {
		return fault("no_sheets")
	}
	b.source = x
	return nil
}

// version looks at the first record.
func (x *oldWorkbook) version() error {
	bof, ok := recordAt(x.stream, 0)
	switch {
	case !ok:
		return fault("truncated")
	case bof.kind == 0x0009, bof.kind == 0x0209, bof.kind == 0x0409: // Excel 2 to 4
		return fault("xls")
	case bof.kind != recordBOF || len(bof.body) < 4:
		return damaged("it does not begin with a BOF record")
	case u16(bof.body) != biffVersion: // Excel 5 and 95
		return fault("xls")
	case u16(bof.body[2:]) != openGlobals:
		return damaged("it does not begin with the workbook's globals")
	}
	return nil
}

// bound is an entry of the list of sheets.
type bound struct {
	at     int
	hidden bool
	name   string
}

// globals reads what is said of the whole workbook: the sheets, the number formats, the date system; the texts are found
// here and read when they are needed.
func (x *oldWorkbook) globals(b *Book) error {
	var (
		bounds  []bound
		filters = map[int]string{}
		formats = map[int]string{}
		cellXFs []int
		in      = spread{b: x.stream, limits: x.limits}
	)
	for at, over := 0, false; !over; {
		r, ok := recordAt(x.stream, at)
		if !ok {
			return fault("truncated")
		}
		at = r.end()
		switch r.kind {
		case recordEOF:
			over = true
		case recordFilePass:
			return fault("password")
		case recordBoundSheet:
			if len(r.body) < 8 {
				return damaged("the list of sheets is cut short")
			}
			in.open(r, 6)
			name, err := in.text(1)
			if err != nil {
				return err
			}
			s := bound{at: int(u32(r.body)), hidden: r.body[4]&3 != 0, name: name}
			if kind := r.body[5]; kind != 0 { // a chart, a sheet of macros
				s.at = -1
			}
			bounds = append(bounds, s)
		case recordName:
			if sheet, ref, ok := filterRange(r.body); ok {
				filters[sheet] = ref
			}
		case recordDateMode:
			if len(r.body) >= 2 && u16(r.body) == 1 {
				x.from = epoch1904
			}
		case recordFormat:
			if len(r.body) < 5 {
				continue
			}
			in.open(r, 2)
			code, err := in.text(2)
			if err != nil {
				return err
			}
			formats[int(u16(r.body))] = code
		case recordXF:
			if len(r.body) < 4 {
				return damaged("a cell format is cut short")
			}
			cellXFs = append(cellXFs, int(u16(r.body[2:])))
		case recordSST:
			x.sst = r
		}
	}
	for _, id := range cellXFs {
		if code, ok := formats[id]; ok {
			x.styles = append(x.styles, formatStyle(code))
		} else {
			x.styles = append(x.styles, builtinStyle(id))
		}
	}
	return x.place(b, bounds, filters)
}

// place finds the sheets in the stream. Each ends where the next one begins, so that no two share their records.
func (x *oldWorkbook) place(b *Book, bounds []bound, filters map[int]string) error {
	ends := []int{len(x.stream)}
	for _, s := range bounds {
		if s.at >= 0 {
			ends = append(ends, s.at)
		}
	}
	slices.Sort(ends)
	for i, s := range bounds {
		if s.at < 0 {
			continue
		}
		bof, ok := recordAt(x.stream, s.at)
		switch {
		case !ok:
			return fault("truncated")
		case bof.kind != recordBOF || len(bof.body) < 4:
			return damaged(fmt.Sprintf("the sheet %q is not where it should be", s.name))
		case u16(bof.body[2:]) != openSheet:
			continue
		}
		at, _ := slices.BinarySearch(ends, s.at)
		if ends[at+1] == s.at {
			return damaged(fmt.Sprintf("two sheets stand in one place: %q", s.name))
		}
		x.subs = append(x.subs, substream{from: s.at, to: ends[at+1], filter: filters[i+1]})
		x.hidden = append(x.hidden, s.hidden)
		b.infos = append(b.infos, Info{Name: s.name, Hidden: s.hidden})
	}
	return nil
}

// filterRange reads a NAME record when it is the built-in name of a filter's range: the sheet, counted from 1, and the range.
func filterRange(b []byte) (sheet int, ref string, ok bool) {
	const builtin, filterDatabase, area3D = 0x20, 0x0D, 0x3B
	if len(b) < 14+2+11 || b[0]&builtin == 0 || b[3] != 1 || b[14] != 0 || b[15] != filterDatabase || b[16] != area3D {
		return 0, "", false
	}
	top, bottom := int(u16(b[19:]))+1, int(u16(b[21:]))+1
	left, right := int(u16(b[23:])&0xFF)+1, int(u16(b[25:])&0xFF)+1
	ref = coding.ColumnName(left) + strconv.Itoa(top) + ":" + coding.ColumnName(right) + strconv.Itoa(bottom)
	return int(u16(b[8:])), ref, true
}

// loadTexts reads the table of texts that cells refer to by number. The count that it claims is only where to stop: what
// is not there is missed by the cells that refer to it.
func (x *oldWorkbook) loadTexts() error {
	if x.sst.body == nil {
		return nil
	}
	if len(x.sst.body) < 8 {
		return damaged("the table of texts is cut short")
	}
	in := spread{b: x.stream, limits: x.limits}
	in.open(x.sst, 8)
	for n := u32(x.sst.body[4:]); n > 0 && in.more(); n-- {
		if len(x.shared) == maxTexts {
			return damaged("the table of texts is too long")
		}
		text, err := in.text(2)
		if err != nil {
			return err
		}
		x.shared = append(x.shared, text)
	}
	return nil
}
