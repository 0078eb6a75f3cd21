package sheet

import (
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"math/big"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	thrift "github.com/parquet-go/parquet-go/format"

	"github.com/smekit/smekit/coding"
)

// columnar is a Parquet file of plain columns.
type columnar struct {
	file    *parquet.File
	columns []column
	limits  Limits
}

// column is a column with what its values mean.
type column struct {
	name  string
	value func(parquet.Value) Cell
}

// guard turns a panic of the library on a damaged file into an error.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = damaged(fmt.Sprint(p))
	}
}

func (b *Book) openParquet(r io.ReaderAt, size int64) (err error) {
	defer guard(&err)
	f, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return damaged(err.Error())
	}
	c := &columnar{file: f, limits: b.limits}
	for _, field := range f.Schema().Fields() {
		if !field.Leaf() || field.Repeated() {
			return fault("nested", field.Name())
		}
		c.columns = append(c.columns, column{field.Name(), valueOf(field.Type())})
	}
	unpacked := int64(0)
	for _, g := range f.Metadata().RowGroups {
		for _, k := range g.Columns {
			if n := k.MetaData.TotalUncompressedSize; n > 0 {
				unpacked += n
			}
		}
		if unpacked > b.limits.MaxUnzipped || unpacked < 0 {
			return b.limits.exceeded("", "", "unzipped", b.limits.MaxUnzipped)
		}
	}
	b.source, b.infos = c, []Info{{}}
	return nil
}

// rows yields the names of the columns as row 1, then the records.
func (c *columnar) rows(_ int, yield func(Row) bool) (_ []coding.ReceiptNote, err error) {
	defer guard(&err)
	count := tally{Limits: c.limits}
	if err := count.row(len(c.columns)); err != nil {
		return nil, err
	}
	head := Row{Number: 1, Cells: make([]Cell, len(c.columns))}
	for i := range c.columns {
		head.Cells[i] = Cell{Kind: Text, Text: c.columns[i].name}
	}
	if !yield(head) {
		return nil, nil
	}
	buffer := make([]parquet.Row, 256)
	number := 1
	for _, group := range c.file.RowGroups() {
		rows := group.Rows()
		for {
			n, err := rows.ReadRows(buffer)
			for _, record := range buffer[:n] {
				number++
				row, err := c.row(number, record)
				if err == nil {
					err = count.row(len(row.Cells))
				}
				if err != nil {
					rows.Close()
					return nil, err
				}
				if !yield(row) {
					return nil, rows.Close()
				}
			}
			if err == io.EOF {
				break
			}
			if err != nil || n == 0 {
				rows.Close()
				return nil, damaged(fmt.Sprint("row group: ", err))
			}
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (c *columnar) row(number int, record parquet.Row) (Row, error) {
	r := Row{Number: number, Cells: make([]Cell, len(c.columns))}
	for _, v := range record {
		at := v.Column()
		if at < 0 || at >= len(c.columns) || v.IsNull() {
			continue
		}
		x := c.columns[at].value(v)
		if len(x.Text) > c.limits.MaxCellBytes {
			return r, c.limits.exceeded("", "", "cell_length", int64(c.limits.MaxCellBytes))
		}
		r.Cells[at] = x
	}
	n := len(r.Cells)
	for n > 0 && r.Cells[n-1].Kind == Empty {
		n--
	}
	r.Cells = r.Cells[:n]
	return r, nil
}

// valueOf says how a column's values become cells.
func valueOf(t parquet.Type) func(parquet.Value) Cell {
	text := false
	if l := t.LogicalType(); l != nil {
		switch l := l.Value.(type) {
		case *thrift.DecimalType:
			return func(v parquet.Value) Cell { return decimalCell(v, int(l.Scale)) }
		case *thrift.DateType:
			return func(v parquet.Value) Cell { return dateCell(time.Unix(int64(v.Int32())*86400, 0), false) }
		case *thrift.TimestampType:
			unit := unitOf(l.Unit)
			return func(v parquet.Value) Cell { return momentCell(v.Int64(), unit) }
		case *thrift.TimeType:
			unit := unitOf(l.Unit)
			return func(v parquet.Value) Cell { return clockCell(whole(v), unit) }
		case *thrift.UUIDType:
			return uuidCell
		case *thrift.IntType:
			if !l.IsSigned {
				return unsignedCell
			}
		case *thrift.StringType, *thrift.EnumType, *thrift.JsonType:
			text = true
		}
	}
	return func(v parquet.Value) Cell { return plainCell(v, text) }
}

func unitOf(u thrift.TimeUnit) time.Duration {
	switch u.Value.(type) {
	case *thrift.MilliSeconds:
		return time.Millisecond
	case *thrift.MicroSeconds:
		return time.Microsecond
	}
	return time.Nanosecond
}

func unsignedCell(v parquet.Value) Cell {
	if v.Kind() == parquet.Int64 {
		return numberCell(float64(v.Uint64()))
	}
	return numberCell(float64(v.Uint32()))
}

func whole(v parquet.Value) int64 {
	if v.Kind() == parquet.Int32 {
		return int64(v.Int32())
	}
	return v.Int64()
}

func numberCell(x float64) Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Cell{}
	}
	return Cell{Kind: Number, Num: x, Text: strconv.FormatFloat(x, 'f', -1, 64)}
}

func textCell(s string) Cell {
	if s == "" {
		return Cell{}
	}
	c := Cell{Kind: Text, Text: s}
	c.Num, _ = parseNumber(s)
	return c
}

// plainCell is a value without a logical type. Bytes that were not declared as text are text all the same where they are
// UTF-8, since old writers did not say; else they are shown in hexadecimal digits.
func plainCell(v parquet.Value, text bool) Cell {
	switch v.Kind() {
	case parquet.Boolean:
		if v.Boolean() {
			return Cell{Kind: Bool, Num: 1, Text: "TRUE"}
		}
		return Cell{Kind: Bool, Text: "FALSE"}
	case parquet.Int32:
		return numberCell(float64(v.Int32()))
	case parquet.Int64:
		return numberCell(float64(v.Int64()))
	case parquet.Int96: // nanoseconds of the day, and the Julian day: how Impala and old Spark write moments
		x := v.Int96()
		day := int64(x[2]) - 2440588
		return momentCell(day*86400+int64(uint64(x[1])<<32|uint64(x[0]))/1e9, time.Second)
	case parquet.Float:
		return numberCell(widened(v.Float()))
	case parquet.Double:
		return numberCell(v.Double())
	}
	b := v.ByteArray()
	if text || utf8.Valid(b) {
		return textCell(string(b))
	}
	return textCell(hex.EncodeToString(b))
}

// widened is the double that a person means by a single: 0.1, not 0.10000000149.
func widened(x float32) float64 {
	d, err := strconv.ParseFloat(strconv.FormatFloat(float64(x), 'g', -1, 32), 64)
	if err != nil {
		return float64(x)
	}
	return d
}

// decimalCell is a scaled whole number.
func decimalCell(v parquet.Value, scale int) Cell {
	n := new(big.Int)
	switch v.Kind() {
	case parquet.Int32:
		n.SetInt64(int64(v.Int32()))
	case parquet.Int64:
		n.SetInt64(v.Int64())
	default:
		b := v.ByteArray() // two's complement, the high byte first
		n.SetBytes(b)
		if len(b) > 0 && b[0]&0x80 != 0 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	}
	if scale < 0 || scale > 400 {
		return textCell(n.String())
	}
	digits := new(big.Int).Abs(n).String()
	for len(digits) <= scale {
		digits = "0" + digits
	}
	s := digits[:len(digits)-scale]
	if scale > 0 {
		s += "." + digits[len(digits)-scale:]
	}
	if n.Sign() < 0 {
		s = "-" + s
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return textCell(s)
	}
	return Cell{Kind: Number, Num: x, Text: s}
}

// momentCell is a count of units since 1970-01-01.
func momentCell(n int64, unit time.Duration) Cell {
	per := int64(time.Second / unit)
	seconds, rest := n/per, n%per
	if rest < 0 {
		seconds, rest = seconds-1, rest+per
	}
	return dateCell(time.Unix(seconds, rest*int64(unit)), true)
}

// dateCell writes a day, or a day with its time; the number is Excel's.
func dateCell(t time.Time, clock bool) Cell {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		return Cell{}
	}
	c := Cell{Kind: Date, Num: float64(t.Unix()-epoch.Unix()) / 86400, Text: t.Format(time.DateOnly)}
	if clock {
		if h, m, s := t.Clock(); h+m+s > 0 {
			c.Text = t.Format("2006-01-02T15:04:05")
		}
	}
	return c
}

// clockCell is a time of day.
func clockCell(n int64, unit time.Duration) Cell {
	per := int64(time.Second / unit)
	seconds := n / per
	if seconds < 0 || seconds >= 86400 {
		return Cell{}
	}
	return Cell{Kind: Date, Num: float64(seconds) / 86400, Text: time.Unix(seconds, 0).UTC().Format(time.TimeOnly)}
}

func uuidCell(v parquet.Value) Cell {
	h := hex.EncodeToString(v.ByteArray())
	if len(h) != 32 {
		return textCell(h)
	}
	return textCell(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}
