package sheet

import (
	"strings"
	"testing"
)

// TestTableOfTexts splits texts between records in every way that the format allows.
func TestTableOfTexts(t *testing.T) {
	emoji := units("😀")
	for _, c := range []struct {
		trouble  string
		texts    stream
		expected string
	}{
		{"narrow, then wide", records(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 5, byte(0), "abc")
			s.add(recordContinue, byte(1), units("审批"))
		}), "t(abc审批)"},
		{"wide, then narrow, then wide", records(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 5, byte(1), units("审"))
			s.add(recordContinue, byte(0), "xé"[:2])
			s.add(recordContinue, byte(1), units("批局"))
		}), "t(审xÃ批局)"},
		{"a pair of units torn apart", records(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 4, byte(1), units("笑"), emoji[:2])
			s.add(recordContinue, byte(1), emoji[2:], units("脸"))
		}), "t(笑😀脸)"},
		{"half of a pair", records(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 3, byte(1), emoji[:2], units("脸"), emoji[2:])
		}), "t(\uFFFD脸\uFFFD)"},
		{"all characters in the next record", records(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 2, byte(1))
			s.add(recordContinue, byte(0), "ab")
		}), "t(ab)"},
		{"empty records between", records(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 2, byte(0), "a")
			s.add(recordContinue)
			s.add(recordContinue, byte(0), "b")
		}), "t(ab)"},
		{"runs and phonetic text over the edges", records(func(s *stream) {
			s.add(recordSST, uint32(2), uint32(2), 2, byte(0x0D), 2, uint32(5), units("局长"), 0, 1, 1)
			s.add(recordContinue, 2, "phon")
			s.add(recordContinue, "e", 3, byte(0), "end")
		}), "t(局长) t(end)"},
		{"a new text in a new record has no flags before it", records(func(s *stream) {
			s.add(recordSST, uint32(2), uint32(2), 1, byte(0), "a")
			s.add(recordContinue, 1, byte(1), units("乙"))
		}), "t(a) t(乙)"},
		{"a head torn apart", records(func(s *stream) {
			s.add(recordSST, uint32(2), uint32(2), 1, byte(0), "a", byte(2))
			s.add(recordContinue, byte(0), byte(0), "bc")
		}), "t(a) t(bc)"},
		{"line breaks and controls", records(func(s *stream) {
			s.add(recordSST, uint32(2), uint32(2), 4, byte(0), "a\r\nb", 3, byte(1), units("甲\r乙"))
		}), "t(a⏎b) t(甲⏎乙)"},
		{"an escape of another format stays as it is", records(func(s *stream) {
			s.add(recordSST, uint32(1), uint32(1), 7, byte(0), "_x000D_")
		}), "t(_x000D_)"},
		{"a claim of more texts than there are", records(func(s *stream) {
			s.add(recordSST, uint32(0xFFFFFFFF), uint32(0xFFFFFFFF), 1, byte(0), "a")
		}), "t(a)"},
		{"empty texts", records(func(s *stream) {
			s.add(recordSST, uint32(2), uint32(2), 0, byte(0), 1, byte(0), "b")
		}), "-() t(b)"},
	} {
		t.Run(c.trouble, func(t *testing.T) {
			sheet := records(func(s *stream) {
				for i := range strings.Count(c.expected, "(") {
					s.add(recordLabelSST, 0, i, 0, uint32(i))
				}
			})
			want(t, oldBook(c.texts, sheet), "S", "1 "+c.expected+"\n")
		})
	}
}
