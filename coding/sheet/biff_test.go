package sheet

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestOldWorkbook(t *testing.T) {
	data := fixture(t, "xls-everyday.xls")
	long := strings.Repeat("长文", 200)
	b := want(t, data, "回答", `
1 t(说明：请勿改动) tM(说明：请勿改动) tM(说明：请勿改动) t(甲⏎乙) t(他们派了两个人来😀)
2 tM(说明：请勿改动) tM(说明：请勿改动) tM(说明：请勿改动) t(emoji 😀 混排)
3 t(编号) t(日期) t(时间) t(比例) t(得分)
4 tN(0007) d(2024-05-01) d(09:30:00) n(0.125) n(4) b(TRUE) n(13800138000) n(0.1) n(-2.5) n(1234.56)
5 n(0007) d(2024-05-01) d(2024-05-01T09:30:00) n(1) n(5) b(FALSE) n(0.333333333333333) n(R007) n(-7) n(1E-12) n(536870912) n(-536870913)
8 tN(５) tN(3) tN( 12 ) t(café) -() t(a <b> & c)
9* t(藏) n(9)
10 nF(4.125) tF(甲0007) tF() eF(#DIV/0!) eF(#N/A) dF(2024-05-02) nF(4) tF(`+long+`)
11 t(跨) n(1) t(右) tM(右)
12 tM(跨) n(2)
13 tM(跨) n(3)
`)
	if got := b.Sheets(); len(got) != 3 || got[0].Hidden || got[1] != (Info{"字典", true}) || got[2] != (Info{"空表", false}) {
		t.Error(got)
	}
	if got := noteText(b, "回答"); got != "{sheet.formulas [8]} {sheet.merged [3]} {sheet.numbers_as_text [4]} {sheet.hidden_rows [1]} {sheet.hidden_columns [C:D]} {sheet.filter [A3:E10]}" {
		t.Error(got)
	}
	want(t, data, "字典", "1 t(项) t(说明)\n2 n(1) t(从不)\n")
	want(t, data, "空表", "")
}

// TestOldAsNew: LibreOffice wrote both formats from one source; they read alike. (Its xlsx has 15 digits of a number.)
func TestOldAsNew(t *testing.T) {
	for old, now := range map[string]string{"old-format.xls": "libreoffice-all-types.xlsx", "xls-everyday.xls": "xls-everyday.xlsx", "xls-1904.xls": "xls-1904.xlsx", "xls-long-texts.xls": "xls-long-texts.xlsx"} {
		t.Run(old, func(t *testing.T) {
			a, b := openBook(t, fixture(t, old)), openBook(t, fixture(t, now))
			if fmt.Sprint(a.Sheets()) != fmt.Sprint(b.Sheets()) {
				t.Fatal(a.Sheets(), b.Sheets())
			}
			for _, s := range a.Sheets() {
				x, y := allRows(t, a, s.Name), allRows(t, b, s.Name)
				if len(x) != len(y) {
					t.Fatalf("%s: %d rows and %d", s.Name, len(x), len(y))
				}
				for i := range x {
					if x[i].Number != y[i].Number || x[i].Hidden != y[i].Hidden || len(x[i].Cells) != len(y[i].Cells) {
						t.Fatalf("%s: %+v\nand %+v", s.Name, x[i], y[i])
					}
					for j, c := range x[i].Cells {
						d := y[i].Cells[j]
						if math.Abs(c.Num-d.Num) > 1e-14*math.Abs(d.Num) {
							t.Errorf("%s row %d: %v and %v", s.Name, x[i].Number, c.Num, d.Num)
						}
						if c.Num = d.Num; c != d {
							t.Errorf("%s row %d: %.200v\nand %.200v", s.Name, x[i].Number, c, d)
						}
					}
				}
				if m, n := noteText(a, s.Name), noteText(b, s.Name); m != n {
					t.Errorf("%s: %s and %s", s.Name, m, n)
				}
			}
		})
	}
}

func openBook(tb testing.TB, data []byte) *Book {
	tb.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)), "f", Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func allRows(tb testing.TB, b *Book, name string) (out []Row) {
	tb.Helper()
	for r, err := range b.Rows(name) {
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// TestOldCells writes out the records that LibreOffice does not.
func TestOldCells(t *testing.T) {
	formats := records(func(s *stream) {
		s.add(recordFormat, 164, long(`yyyy"年"m"月"d"日"`))
		s.add(recordFormat, 165, long("0000"))
		for _, id := range []int{0, 14, 164, 165, 10, 22} {
			s.add(recordXF, 0, id, 0, 0, uint32(0), uint32(0), uint32(0))
		}
	})
	text := func(kind byte) []byte { return []byte{kind, 0, 0, 0, 0, 0, 0xFF, 0xFF} }
	for _, c := range []struct {
		trouble  string
		write    func(s *stream)
		expected string
	}{
		{"numbers", func(s *stream) {
			s.add(recordNumber, 0, 0, 0, 0.1)
			s.add(recordRK, 0, 1, 0, uint32(7<<2|2))
			s.add(recordRK, 0, 2, 0, uint32(0xFFFFFFFF)&^3|2) // -1
			s.add(recordRK, 0, 3, 0, uint32(12345<<2|3))
			s.add(recordRK, 0, 4, 0, uint32(math.Float64bits(1.5)>>32))
			s.add(recordRK, 0, 5, 0, uint32(math.Float64bits(150)>>32)|1)
			s.add(recordMulRK, 0, 6, 0, uint32(1<<2|2), 2, uint32(45413<<2|2), 3, uint32(7<<2|2), 8)
			s.add(recordNumber, 0, 9, 1, 45413.5)
			s.add(recordNumber, 0, 10, 4, 0.5)
			s.add(recordNumber, 0, 11, 99, 3.0)
			s.add(recordNumber, 0, 12, 0, math.NaN())
		}, "1 n(0.1) n(7) n(-1) n(123.45) n(1.5) n(1.5) n(1) d(2024-05-01) n(0007) d(2024-05-01T12:00:00) n(0.5) n(3) e(#NUM!)\n"},
		{"texts beside the table", func(s *stream) {
			s.add(recordLabel, 0, 0, 0, long("审批"))
			s.add(recordLabel, 0, 1, 0, 4, byte(0), "caf\xe9")
			s.add(recordRString, 0, 2, 0, long("局长"), 1, 0, 5)
			s.add(recordLabel, 0, 3, 0, 3, byte(0), "007")
			s.add(recordLabel, 0, 4, 0, 0, byte(0))
		}, "1 t(审批) t(café) t(局长) tN(007)\n"},
		{"truth and errors", func(s *stream) {
			for i, code := range []byte{0, 7, 15, 23, 29, 36, 42, 43, 99} {
				s.add(recordBoolErr, 0, i, 0, code, byte(1))
			}
			s.add(recordBoolErr, 0, 9, 0, byte(1), byte(0))
			s.add(recordBoolErr, 0, 10, 0, byte(0), byte(0))
		}, "1 e(#NULL!) e(#DIV/0!) e(#VALUE!) e(#REF!) e(#NAME?) e(#NUM!) e(#N/A) e(#GETTING_DATA) e(#ERROR!) b(TRUE) b(FALSE)\n"},
		{"formulas", func(s *stream) {
			s.add(recordFormula, 0, 0, 0, 2.5, 0, uint32(0), 0)
			s.add(recordFormula, 0, 1, 0, text(0), 0, uint32(0), 0)
			s.add(recordShrFmla, 0, 0)
			s.add(recordString, long("结果"))
			s.add(recordFormula, 0, 2, 0, text(0), 0, uint32(0), 0)
			s.add(recordArray, 0, 0)
			s.add(recordContinue, "more of the formula")
			s.add(recordString, 2, byte(0), "a")
			s.add(recordContinue, byte(1), units("乙"))
			s.add(recordFormula, 0, 3, 0, text(3), 0, uint32(0), 0)
			s.add(recordFormula, 0, 4, 0, []byte{1, 0, 1, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0)
			s.add(recordFormula, 0, 5, 0, []byte{2, 0, 42, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0)
			s.add(recordFormula, 0, 6, 1, 45413.0, 0, uint32(0), 0)
			s.add(recordFormula, 0, 7, 0, text(0), 0, uint32(0), 0) // its text is missing
			s.add(recordFormula, 0, 8, 0, text(0), 0, uint32(0), 0)
			s.add(recordString, 2, byte(0), "12")
		}, "1 nF(2.5) tF(结果) tF(a乙) tF() bF(TRUE) eF(#N/A) dF(2024-05-01) -F() tFN(12)\n"},
		{"any order, and twice", func(s *stream) {
			s.add(recordNumber, 3, 1, 0, 4.0)
			s.add(recordNumber, 0, 1, 0, 2.0)
			s.add(recordNumber, 3, 0, 0, 3.0)
			s.add(recordNumber, 0, 0, 0, 9.0)
			s.add(recordNumber, 0, 0, 0, 1.0)
		}, "1 n(1) n(2)\n4 n(3) n(4)\n"},
		{"rows hidden in both ways, blanks", func(s *stream) {
			s.add(recordRow, 0, 0, 3, 300, 0, 0, 0x20, 0)
			s.add(recordRow, 1, 0, 3, 0, 0, 0, 0x40, 0)
			s.add(recordRow, 2, 0, 3, 0x80FF, 0, 0, 0x100, 0)
			s.add(recordRow, 5, 0, 3, 0, 0, 0, 0, 0)
			s.add(recordBlank, 0, 0, 0)
			s.add(recordNumber, 0, 1, 0, 1.0)
			s.add(recordNumber, 1, 0, 0, 2.0)
			s.add(recordMulBlank, 7, 0, 0, 0, 1)
		}, "1* -() n(1)\n2* n(2)\n3\n6\n8\n"},
		{"merged areas over gaps and over each other's claims", func(s *stream) {
			s.add(recordNumber, 0, 0, 0, 1.0)
			s.add(recordNumber, 0, 1, 0, 9.0)
			s.add(recordNumber, 3, 2, 0, 2.0)
			s.add(recordMergeCells, 3, 0, 8, 0, 0, 2, 3, 1, 1, 3, 0, 0, 0)
			s.add(recordMergeCells, 999, 0, 0, 1, 0x4000)
		}, "1 n(1) n(9)\n2 nM(1)\n3 nM(1)\n4 nM(1) -() n(2)\n"},
		{"a chart in the sheet", func(s *stream) {
			s.add(recordNumber, 0, 0, 0, 1.0)
			s.add(recordBOF, biffVersion, 0x0020, uint32(0), uint32(0))
			s.add(recordNumber, 0, 0, 0, 7.0)
			s.add(recordLabel, 0, 5, 0, long("图"))
			s.add(recordEOF)
			s.add(recordNumber, 0, 1, 0, 2.0)
		}, "1 n(1) n(2)\n"},
	} {
		t.Run(c.trouble, func(t *testing.T) { want(t, oldBook(formats, records(c.write)), "S", c.expected) })
	}
	var uncached stream
	uncached.add(recordFormula, 0, 0, 0, text(0), 0, uint32(0), 0)
	uncached.add(recordColInfo, 1, 256, 0, 0, 1)
	uncached.add(recordColInfo, 0, 0, 0, 0, 1, 0)
	b := want(t, oldBookOf(nil, 2, 0, uncached), "S", "1 -F()\n")
	if got := noteText(b, "S"); !b.Sheets()[0].Hidden || got != "{sheet.hidden []} {sheet.formulas [1]} {sheet.formulas_empty [1]} {sheet.hidden_columns [B:IV, A]}" {
		t.Error(b.Sheets(), got)
	}
}

func BenchmarkXLS(b *testing.B) {
	const columns = 40
	var globals, sheet stream
	globals.add(recordSST, uint32(5), uint32(5), long("从不"), long("很少"), long("有时"), long("经常"), long("总是"))
	for r := range benchRows {
		sheet.add(recordRow, r, 0, columns, 255, 0, 0, 0x100, 0)
		for c := range columns {
			switch c % 4 {
			case 0:
				sheet.add(recordLabelSST, r, c, 0, uint32(r+c)%5)
			case 1:
				sheet.add(recordNumber, r, c, 0, float64(r)/8)
			default:
				sheet.add(recordRK, r, c, 0, uint32((r+c)%5+1)<<2|2)
			}
		}
	}
	bench(b, oldBook(globals, sheet))
}
