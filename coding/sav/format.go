package sav

import "fmt"

// FormatType is how SPSS shows a variable.
type FormatType uint8

// The types that matter here; [FormatType.String] knows them all.
const (
	FormatA        FormatType = 1
	FormatF        FormatType = 5
	FormatDATE     FormatType = 20
	FormatTIME     FormatType = 21
	FormatDATETIME FormatType = 22
	FormatADATE    FormatType = 23
	FormatJDATE    FormatType = 24
	FormatDTIME    FormatType = 25
	FormatMOYR     FormatType = 28
	FormatQYR      FormatType = 29
	FormatWKYR     FormatType = 30
	FormatEDATE    FormatType = 38
	FormatSDATE    FormatType = 39
	FormatMTIME    FormatType = 40
	FormatYMDHMS   FormatType = 41
)

var formatNames = [...]string{1: "A", 2: "AHEX", 3: "COMMA", 4: "DOLLAR", 5: "F", 6: "IB", 7: "PIBHEX", 8: "P", 9: "PIB", 10: "PK", 11: "RB",
	12: "RBHEX", 15: "Z", 16: "N", 17: "E", 20: "DATE", 21: "TIME", 22: "DATETIME", 23: "ADATE", 24: "JDATE", 25: "DTIME", 26: "WKDAY",
	27: "MONTH", 28: "MOYR", 29: "QYR", 30: "WKYR", 31: "PCT", 32: "DOT", 33: "CCA", 34: "CCB", 35: "CCC", 36: "CCD", 37: "CCE",
	38: "EDATE", 39: "SDATE", 40: "MTIME", 41: "YMDHMS"}

// String is SPSS's name of the type.
func (t FormatType) String() string {
	if int(t) < len(formatNames) {
		return formatNames[t]
	}
	return ""
}

// text reports whether the type shows texts.
func (t FormatType) text() bool { return t == FormatA || t == 2 }

// Format is how SPSS shows a variable: F8.2, A20, DATE11.
type Format struct {
	Type     FormatType
	Width    int
	Decimals int
}

// String writes the format as SPSS does.
func (f Format) String() string {
	if f.Decimals > 0 {
		return fmt.Sprintf("%s%d.%d", f.Type, f.Width, f.Decimals)
	}
	return fmt.Sprintf("%s%d", f.Type, f.Width)
}

func formatOf(code int32) Format {
	return Format{Type: FormatType(code >> 16), Width: int(code >> 8 & 0xFF), Decimals: int(code & 0xFF)}
}

func (f Format) code() int32 {
	return int32(f.Type)<<16 | int32(min(f.Width, 255))<<8 | int32(f.Decimals&0xFF)
}
