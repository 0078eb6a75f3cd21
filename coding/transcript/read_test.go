package transcript

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func TestEncodings(t *testing.T) {
	const text = "甲：没有人来。\n乙：是的，𠮷先生。\n"
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		note string
	}{
		{"UTF-8", encoding.Nop, ""},
		{"UTF-8 with a mark", unicode.UTF8BOM, ""},
		{"GB18030", simplifiedchinese.GB18030, "GB18030"},
		{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16"},
		{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "UTF-16"},
		{"UTF-16LE without a mark", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16LE"},
		{"UTF-16BE without a mark", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16BE"},
		{"UTF-32LE", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "UTF-32"},
		{"UTF-32BE", utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "UTF-32"},
	} {
		data, err := c.enc.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got, notes, err := Read(data, "I1.txt")
		if err != nil || got.Text != text || len(got.Turns) != 2 {
			t.Errorf("%s: got %q, %v", c.name, got.Text, err)
			continue
		}
		found := ""
		for _, n := range notes {
			if n.Code == "sheet.encoding" {
				found = n.Args[0]
			}
		}
		if found != c.note {
			t.Errorf("%s: told as %q", c.name, found)
		}
	}
	got, notes, err := Read([]byte("甲\xff\xff乙\xc1\xa1"), "I1.txt")
	if err != nil || len(notes) < 2 || notes[1].Code != "sheet.encoding_damaged" {
		t.Errorf("damaged: %q %v %v", got.Text, notes, err)
	}
}

func TestLineEndsAndControls(t *testing.T) {
	got, _, err := Read([]byte("\ufeffa\r\nb\rc\vd\u2028e\x00\x07f\tg\ufeff"), "a.txt")
	if err != nil || got.Text != "a\nb\nc\nd\nef\tg" {
		t.Errorf("got %q, %v", got.Text, err)
	}
}

func TestFromRows(t *testing.T) {
	got := FromRows([]Row{{"", "座谈"}, {"张三 ", "您好。\r\n第二行"}, {"", "接着说"}, {"李四", ""}, {"李四：", "李四：好"}})
	if got.Text != "座谈\n您好。\n第二行\n接着说\n\n李四：好" {
		t.Errorf("text %q", got.Text)
	}
	units, err := Cut(got, "turn")
	if err != nil || len(units) != 3 || units[0] != (Unit{"", "座谈", 0, 2}) || units[1] != (Unit{"张三", "您好。\n第二行\n接着说", 3, 14}) || units[2].Text != "李四：好" {
		t.Errorf("%+v, %v", units, err)
	}
	if got := FromRows(nil); got.Text != "" || got.Turns != nil {
		t.Errorf("%+v", got)
	}
	if got := FromRows([]Row{{"", "甲：一"}, {"", "乙：二"}}); got.Turns != nil {
		t.Errorf("%+v", got)
	}
}
