package sav

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sample is a file with everything that Write knows.
func sample() (*File, [][]Value) {
	f := &File{
		Label: "员工问卷", Created: "05 Mar 24 10:20:30", Weight: "weight_",
		Variables: []Variable{
			{Name: "满意度一二三四五六七八九十", Label: strings.Repeat("题", 90), Measure: Ordinal, Role: "target",
				Labels:  []ValueLabel{{Number(1), strings.Repeat("很", 90)}, {Number(-2.5), "x"}},
				Missing: Missing{HasRange: true, Low: math.Inf(-1), High: -90, Values: []Value{Number(99)}}},
			{Name: "满意度一二三四五六七八九十一", Missing: Missing{Values: []Value{Number(7), Number(8), Number(9)}}, Format: Format{FormatF, 4, 1}, Align: Center},
			{Name: "longtext", Width: 600, Measure: Nominal, Labels: []ValueLabel{{Text(strings.Repeat("k", 300)), "long one"}, {Text("b"), "bee"}},
				Missing: Missing{Values: []Value{Text("n/a"), Text("none")}}},
			{Name: "w505", Width: 505}, {Name: "w255", Width: 255}, {Name: "w256", Width: 256},
			{Name: "w8", Width: 8, Missing: Missing{Values: []Value{Text("甲")}}, Labels: []ValueLabel{{Text("甲"), "first"}}},
			{Name: "w9", Width: 9, Labels: []ValueLabel{{Text("九"), "nine"}}},
			{Name: "day", Format: Format{FormatDATE, 11, 0}}, {Name: "SurveyItemNumber1", Attributes: []Attribute{{"unit", []string{"kg", "it's"}}}},
			{Name: "SurveyItemNumber2", Display: 12}, {Name: "weight_", Measure: Scale},
		},
		Documents:    []string{"第一行", "b"},
		MultipleSets: []MultipleSet{{Name: "$m", Label: "多选", Counted: "1", Variables: []string{"SurveyItemNumber1", "SurveyItemNumber2"}}},
		VariableSets: []VariableSet{{"集", []string{"day"}}},
		Attributes:   []Attribute{{"project", []string{"1"}}},
	}
	var rows [][]Value
	for i := range 12 {
		text := func(n int) Value { return Text(strings.Repeat(string(rune('a'+i)), n)) }
		rows = append(rows, []Value{Number(float64(i-2) * 50), Number(float64(i) / 4), text(min(600, i*60)), text(i * 505 / 11), text(i * 255 / 11), text(i * 256 / 11),
			Text("甲"), Text("九九"), Number(13933900800), {Num: math.NaN(), Missing: true}, Number(math.Pow(-10, float64(i*20))), Number(1)})
	}
	return f, rows
}

func written(t testing.TB, f *File, rows [][]Value, c Compression) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, f, slices.Values(rows), WriteOptions{c}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// same compares cells; a missing number is not equal to itself.
func same(a, b Value) bool {
	return a.Missing == b.Missing && a.Str == b.Str && (a.Missing || a.Num == b.Num)
}

// TestWritten holds the bytes: they are those that PSPP and haven read as written.csv says.
func TestWritten(t *testing.T) {
	f, rows := sample()
	golden(t, "written.sav", written(t, f, rows, Bytecode))
	golden(t, "written-uncompressed.sav", written(t, f, rows, None))
	zip := open(t, written(t, f, rows, ZLib), Limits{})
	golden(t, "written.txt", []byte(describe(zip.File())))
	for _, r := range []*Reader{open(t, fixture(t, "written.sav"), Limits{}), open(t, fixture(t, "written-uncompressed.sav"), Limits{}), zip} {
		if got := describe(r.File()); got != string(fixture(t, "written.txt")) {
			t.Errorf("the dictionary differs:\n%s", got)
		}
		compare(t, r, fixture(t, "written.csv"))
		back, err := all(r)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			for j := range rows[i] {
				if !same(rows[i][j], back[i][j]) {
					t.Errorf("case %d, %s: %v became %v", i+1, f.Variables[j].Name, rows[i][j], back[i][j])
				}
			}
		}
	}
	counted := *f
	counted.Cases = len(rows)
	if !bytes.Equal(written(t, &counted, rows, Bytecode), written(t, f, rows, Bytecode)) {
		t.Error("a file whose cases were announced differs from one whose cases were counted")
	}
}

// TestBytes looks at the places of a small file that the format's description fixes.
func TestBytes(t *testing.T) {
	f := &File{Variables: []Variable{{Name: "x"}, {Name: "t", Width: 10}}}
	rows := [][]Value{{Number(1), Text("")}, {{Missing: true}, Text("abcdefgh i")}, {Number(151), Text("x")}, {Number(152), Text("")}, {Number(-99), Text("")}, {Number(-100), Text("")}, {Number(0.5), Text("")}}
	b := written(t, f, rows, Bytecode)
	int32At := func(at int) int { return int(int32(binary.LittleEndian.Uint32(b[at:]))) }
	if string(b[:4]) != "$FL2" || int32At(64) != 2 || int32At(68) != 3 || int32At(72) != 1 || int32At(76) != 0 || int32At(80) != 7 || string(b[92:109]) != "01 Jan 7000:00:00" {
		t.Errorf("header %q", b[:176])
	}
	end := bytes.Index(b, []byte{0xE7, 3, 0, 0, 0, 0, 0, 0})
	var want []byte
	num := func(x float64) { want = binary.LittleEndian.AppendUint64(want, math.Float64bits(x)) }
	want = append(want, 101, 254, 254, 255, 253, 253, 251, 253)
	want = append(want, "abcdefgh i      x       "...)
	want = append(want, 254, 253, 254, 254, 1, 254, 254, 253)
	num(152)
	num(-100)
	want = append(want, 254, 254, 253, 254, 254, 252, 0, 0)
	num(0.5)
	if end < 0 || !bytes.Equal(b[end+8:], want) {
		t.Errorf("cases % x\nwant  % x", b[end+8:], want)
	}
	z := written(t, f, rows, ZLib)
	at := int64(bytes.Index(z, []byte{0xE7, 3, 0, 0, 0, 0, 0, 0}) + 8)
	long := func(at int64) int64 { return int64(binary.LittleEndian.Uint64(z[at:])) }
	trailer := long(at + 8)
	if string(z[:4]) != "$FL3" || long(at) != at || trailer+long(at+16) != int64(len(z)) || long(trailer) != -100 || long(trailer+24) != at || long(trailer+32) != at+24 ||
		int(binary.LittleEndian.Uint32(z[trailer+40:])) != len(want) || int64(binary.LittleEndian.Uint32(z[trailer+44:])) != trailer-at-24 {
		t.Errorf("header or trailer of a .zsav: % x", z[at:])
	}
}

// Several blocks of a .zsav.
func TestBlocks(t *testing.T) {
	f := &File{Variables: []Variable{{Name: "x"}, {Name: "t", Width: 200}}}
	var rows [][]Value
	for i := range 25_000 {
		rows = append(rows, []Value{Number(float64(i) + 0.5), Text(strings.Repeat(string(rune('a'+i%26)), 200))})
	}
	r := open(t, written(t, f, rows, ZLib), Limits{})
	back, err := all(r)
	if err != nil || len(back) != len(rows) {
		t.Fatal(len(back), err)
	}
	for i := range rows {
		if !same(rows[i][0], back[i][0]) || !same(rows[i][1], back[i][1]) {
			t.Fatalf("case %d: %v", i+1, back[i])
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	x := Variable{Name: "x"}
	for _, c := range []struct {
		code string
		f    File
		rows [][]Value
	}{
		{"no_columns", File{}, nil},
		{"name", File{Variables: []Variable{{Name: "a b"}}}, nil},
		{"name", File{Variables: []Variable{{Name: "With"}}}, nil},
		{"name", File{Variables: []Variable{{Name: strings.Repeat("长", 22)}}}, nil},
		{"same_name", File{Variables: []Variable{x, {Name: "X"}}}, nil},
		{"width", File{Variables: []Variable{{Name: "x", Width: 32768}}}, nil},
		{"missing", File{Variables: []Variable{{Name: "x", Missing: Missing{Values: make([]Value, 4)}}}}, nil},
		{"missing", File{Variables: []Variable{{Name: "x", Missing: Missing{HasRange: true, Low: 2, High: 1}}}}, nil},
		{"missing", File{Variables: []Variable{{Name: "x", Width: 20, Missing: Missing{Values: []Value{Text("over eight")}}}}}, nil},
		{"label", File{Variables: []Variable{{Name: "x", Width: 2, Labels: []ValueLabel{{Text("abc"), "l"}}}}}, nil},
		{"unknown", File{Variables: []Variable{x}, Weight: "y"}, nil},
		{"set", File{Variables: []Variable{x}, MultipleSets: []MultipleSet{{Name: "m"}}}, nil},
		{"attribute", File{Variables: []Variable{x}, Attributes: []Attribute{{"a", []string{"1\n2"}}}}, nil},
		{"values", File{Variables: []Variable{x}}, [][]Value{{}}},
		{"number", File{Variables: []Variable{x}}, [][]Value{{Number(math.Inf(1))}}},
		{"number", File{Variables: []Variable{x}}, [][]Value{{Number(-math.MaxFloat64)}}},
		{"too_long", File{Variables: []Variable{{Name: "x", Width: 5}}}, [][]Value{{Text("两个")}}},
		{"cases", File{Variables: []Variable{x}, Cases: 2}, [][]Value{{Number(1)}}},
	} {
		err := Write(&bytes.Buffer{}, &c.f, slices.Values(c.rows), WriteOptions{Bytecode})
		var e *WriteError
		if !errors.As(err, &e) || e.Code != "sav.error.write_"+c.code || strings.Contains(e.Error(), "{") {
			t.Errorf("%s: %v", c.code, err)
		}
	}
}

func TestFitAndShortened(t *testing.T) {
	f := &File{Variables: []Variable{{Name: "t", Width: 2, Labels: []ValueLabel{{Text("标签"), strings.Repeat("长", 86)}}}, {Name: "n"}}}
	rows := [][]Value{{Text("三个字"), Number(1)}}
	f.Fit(slices.Values(rows))
	if f.Variables[0].Width != 9 {
		t.Errorf("width %d", f.Variables[0].Width)
	}
	if n := Shortened(f); len(n) != 1 || n[0].Code != "sav.value_label_cut" || n[0].Args[1] != "标签" {
		t.Errorf("%v", n)
	}
	r := open(t, written(t, f, rows, Bytecode), Limits{})
	if l, _ := r.File().Variables[0].LabelOf(Text("标签")); l != strings.Repeat("长", 85) {
		t.Errorf("label of %d bytes", len(l))
	}
}

func TestNames(t *testing.T) {
	headers := []string{"Q1", "q1", "第1题、单位之间", "1 a", "", "all", strings.Repeat("长", 30), strings.Repeat("长", 31), "a.b", "é x", "#tmp", "\xff"}
	got := Names(headers)
	want := []string{"Q1", "q1_2", "第1题_单位之间", "V1_a", "V", "all_", strings.Repeat("长", 21), strings.Repeat("长", 20) + "_2", "a.b", "é_x", "V#tmp", "V_2"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	for _, n := range got {
		if !validName(n) {
			t.Errorf("%q is no name", n)
		}
	}
}

// Whatever is written is read again: names, labels, missing values and cases, however it is packed.
func TestRoundTrip(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("abX 1é中文宁,'\"\t")), 0, 40, -1)
	number := rapid.OneOf(rapid.Map(rapid.IntRange(-120, 300), func(i int) float64 { return float64(i) }), rapid.Float64Range(-1e300, 1e300))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "variables")
		f := &File{Label: strings.TrimRight(cut(text.Draw(t, "label"), 60), " ")}
		headers := rapid.SliceOfN(rapid.String(), n, n).Draw(t, "headers")
		for i, name := range Names(headers) {
			v := Variable{Name: name, Label: strings.TrimRight(text.Draw(t, "label"), " "), Measure: Measure(rapid.IntRange(0, 3).Draw(t, "measure"))}
			if rapid.Bool().Draw(t, "text") {
				v.Width = rapid.OneOf(rapid.IntRange(1, 20), rapid.IntRange(240, 800)).Draw(t, "width")
			}
			if v.Width == 0 {
				for k, x := range rapid.SliceOfNDistinct(number, 0, 3, rapid.ID[float64]).Draw(t, "values") {
					v.Labels = append(v.Labels, ValueLabel{Number(x), fmt.Sprint("l", k)})
					v.Missing.Values = append(v.Missing.Values, Number(x))
				}
			} else if rapid.Bool().Draw(t, "labelled") {
				v.Labels = []ValueLabel{{Text("k"), strings.TrimRight("l"+text.Draw(t, "label"), " ")}}
				v.Missing.Values = []Value{Text("k")}
			}
			if i == 0 && v.Width == 0 {
				f.Weight = name
			}
			f.Variables = append(f.Variables, v)
		}
		var rows [][]Value
		for range rapid.IntRange(0, 12).Draw(t, "cases") {
			var row []Value
			for i := range f.Variables {
				switch w := f.Variables[i].Width; {
				case w > 0:
					s := strings.Repeat(text.Draw(t, "text"), rapid.IntRange(0, 20).Draw(t, "times"))
					row = append(row, Text(strings.TrimRight(cut(s, w), " ")))
				case rapid.IntRange(0, 5).Draw(t, "missing") == 0:
					row = append(row, Value{Missing: true})
				default:
					row = append(row, Number(number.Draw(t, "number")))
				}
			}
			rows = append(rows, row)
		}
		var out bytes.Buffer
		c := Compression(rapid.IntRange(0, 2).Draw(t, "compression"))
		if err := Write(&out, f, slices.Values(rows), WriteOptions{c}); err != nil {
			t.Fatal(err)
		}
		r, err := Open(bytes.NewReader(out.Bytes()), int64(out.Len()), "f", Limits{})
		if err != nil {
			t.Fatal(err)
		}
		back, err := all(r)
		if err != nil || len(back) != len(rows) || r.File().Cases != len(rows) || r.Notes() != nil {
			t.Fatalf("%d of %d cases, %v, %v", len(back), len(rows), err, r.Notes())
		}
		for i := range rows {
			for j := range rows[i] {
				if !same(rows[i][j], back[i][j]) {
					t.Fatalf("case %d, variable %d: %+v became %+v", i+1, j+1, rows[i][j], back[i][j])
				}
			}
		}
		if got := r.File(); got.Label != f.Label || got.Weight != f.Weight || len(got.Variables) != n {
			t.Fatalf("%+v", got)
		}
		for i := range f.Variables {
			a, b := f.Variables[i], r.File().Variables[i]
			b.Short, b.Format, b.Align, b.Display = a.Short, a.Format, a.Align, a.Display
			if fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", b) {
				t.Fatalf("%+v became\n%+v", a, b)
			}
		}
	})
}
