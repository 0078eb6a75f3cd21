package study_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/transcript"
	"github.com/xuri/excelize/v2"
)

// talks are transcripts as INTERVIEW FILE: SPEAKER=TEXT / ….
func talks(s *coding.Study) []string {
	var out []string
	for _, t := range s.Transcripts {
		all := []rune(t.Text)
		var turns []string
		for _, turn := range t.Turns {
			turns = append(turns, turn.Speaker+"="+strings.ReplaceAll(string(all[turn.From:turn.To]), "\n", "|"))
		}
		out = append(out, t.Interview+" "+t.Pos.String()+": "+strings.Join(turns, " / "))
	}
	return out
}

func wantTalks(t *testing.T, s *coding.Study, want ...string) {
	t.Helper()
	if got := talks(s); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func document(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../transcript/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTranscriptsOfEveryKind(t *testing.T) {
	files := clean(t)
	files["interviews/i3.txt"] = []byte("问：有吗？\n答：没有。\n")
	files["interviews/DOC1.docx"] = document(t, "table.docx")
	files["interviews/座谈.xlsx"] = workbook(t, nil, tab{"访谈记录", rows("访谈编号|讲话人|文本|时期", "I2|访谈者|怎么协调？|", "I2|受访者|打电话。|after", "I1|访谈者|您好。|", "I2||再走程序。|")})
	files["cases.xlsx"] = workbook(t, nil, tab{"cases", rows("编号|名称", "G|G区", "H|H区")}, tab{"departments", rows("case|id|name", "G|D01|行政审批局", "G|D02|住建局", "H|D01|审批局")},
		tab{"interviews", rows("id|case|characters", "I1|G|#900", "I2|G|", "I3|H|")})
	s := open(t, files)
	wantLines(t, s, nil, nil)
	wantTalks(t, s,
		"DOC1 interviews/DOC1.docx: =座谈（虚构）|时间\t2024年5月|地点\t三楼 / 张三=窗口有几个人？ / 李四=两个人。|住建局派来的。|每周轮换。 / 张三=够吗？ / 李四=不够。 / =记录到此为止。",
		"I1 interviews/座谈.xlsx!访谈记录: 访谈者=您好。",
		"I2 interviews/座谈.xlsx!访谈记录: 访谈者=怎么协调？ / 受访者=打电话。|再走程序。",
		"I3 interviews/i3.txt: 问=有吗？ / 答=没有。")
	for id, want := range map[string]int{"I1": 900, "I2": 14, "I3": 10, "DOC1": 55} {
		if got := s.Interview(id).Characters; got != want {
			t.Errorf("%s: %d characters", id, got)
		}
	}
	wantNote(t, s, "interviews/DOC1.docx", "", "speakers found, with their turns: 张三 (2), 李四 (2)")
	wantNote(t, s, "interviews/座谈.xlsx", "访谈记录", "transcript of interview I2: 14 characters")
	wantNote(t, s, "interviews/座谈.xlsx", "访谈记录", "periods of rows without segment ids, left out: 1")
	if r := receipt(t, s, "interviews/座谈.xlsx", "transcript"); r.Rows != 4 || r.Used != 4 {
		t.Errorf("%+v", r)
	}
}

func TestSegmentsOfATableStaySegments(t *testing.T) {
	files := with(clean(t), csv("interviews/I2.csv", "段落,讲话人,文本\nS1,甲,没有人来\nS2,甲,还是没有\n"))
	s := open(t, files)
	wantTalks(t, s)
	var got []string
	for _, seg := range s.Segments {
		if seg.Interview == "I2" {
			got = append(got, seg.ID+"="+seg.Text)
		}
	}
	if !slices.Equal(got, []string{"S1=没有人来", "S2=还是没有"}) {
		t.Errorf("%q", got)
	}
	s = open(t, with(clean(t), csv("interviews/I2.csv", "segmentid,speaker,text\nS1,甲,没有人来\n")))
	wantLines(t, s, []string{`interviews/I2.csv!A1: found no column segment_id / 段落编号; there is: segmentid (did you mean segment_id?)`},
		[]string{`interviews/I2.csv!A1: 缺少列 segment_id / 段落编号；现有：segmentid（是否应为 segment_id？）`})
	s = open(t, with(clean(t), csv("interviews/I2.csv", "序,文本,时期\n1,没有人来,after\n")))
	wantLines(t, s, []string{`interviews/I2.csv!1:1: found no column segment_id / 段落编号; there is: 序, 文本, 时期`}, []string{`interviews/I2.csv!1:1: 缺少列 segment_id / 段落编号；现有：序, 文本, 时期`})
}

func TestTranscriptsThatCannotBeTaken(t *testing.T) {
	files := with(clean(t), map[string][]byte{
		"interviews/I1.docx": document(t, "interview.docx")[:3000],
		"interviews/I2.docx": document(t, "interview.docx"), "interviews/I2.txt": []byte("另一个访谈"),
		"interviews/I3.doc": []byte("\xd0\xcf\x11\xe0 old"), "interviews/I3.docx": document(t, "table.docx"), "interviews/I3.csv": []byte("讲话人,文本\n甲,完全不同\n"),
		"interviews/I9.docx": []byte("no such interview"), "interviews/~$I1.docx": []byte("lock"), "interviews/DOC1.txt": []byte(" \n"),
	})
	s := open(t, files)
	wantLines(t, s, []string{
		`interviews/I1.docx: this file cannot be read: the document is cut short or damaged: copy or download it again`,
		`interviews/I2.txt: interview I2 already has a transcript, interviews/I2.docx, which says something else`,
		`interviews/I3.docx: interview I3 already has a transcript, interviews/I3.csv, which says something else`,
		`interviews/I9.docx: expected a file named for an interview of the interviews sheet (I1, I2, I3, DOC1), got "I9"; it was left aside`,
	}, []string{
		`interviews/I1.docx: 无法读取该文件：文档不完整或已损坏：请重新复制或下载`,
		`interviews/I2.txt: 访谈 I2 已有访谈记录 interviews/I2.docx，内容不同`,
		`interviews/I3.docx: 访谈 I3 已有访谈记录 interviews/I3.csv，内容不同`,
		`interviews/I9.docx: 文件名应为访谈表中的访谈编号（I1, I2, I3, DOC1），实为“I9”，该记录未采用`,
	})
	if len(s.Transcripts) != 2 || s.Transcripts[0].Interview != "I2" || s.Transcripts[1].Interview != "I3" {
		t.Errorf("%v", talks(s))
	}
	wantNote(t, s, ".", "", "interviews/I3.doc is in a format that is not read: save it as .xlsx, .csv or .txt")
	files = with(clean(t), map[string][]byte{"interviews/I1.docx": document(t, "interview.docx"),
		"interviews/I1.txt": []byte("访谈记录（虚构）\n访谈时间：2024年5月1日\n访谈者：审批和监管怎么协调？请举个例子。\n受访者：每周三开联席会,当场定下来。很快。他说：“先试三个月。”后来就定了。\n访谈者：谢谢。"),
		"interviews/I2.txt": []byte("甲：一"), "decisions.csv": []byte("kind,target,action\ninterview,I2,exclude\n")})
	s = open(t, files)
	wantLines(t, s, nil, nil)
	wantNote(t, s, "interviews/I1.txt", "", "the same text as interviews/I1.docx, which was taken")
	if len(s.Transcripts) != 1 || s.Transcripts[0].Pos.File != "interviews/I1.docx" {
		t.Errorf("%v", talks(s))
	}
}

func TestTranscriptsAloneAreAStudyToCode(t *testing.T) {
	s := open(t, csv("interviews/I1.txt", "问：一\n答：二"))
	wantLines(t, s, nil, nil)
	if len(s.Transcripts) != 1 || len(s.Interviews) != 1 || s.Interviews[0].ID != "I1" || s.Interviews[0].Characters != 6 {
		t.Errorf("%+v", s.Interviews)
	}
}

func TestErrorsOfTranscriptsSpeakBothLanguages(t *testing.T) {
	for name, data := range map[string]string{"a.doc": "x", "a.docx": "x", "b.docx": "PK\x03\x04", "a.txt": "%PDF-", "b.txt": `{\rtf`, "c.txt": "\x00\x00\x01", "d.docx": "\xd0\xcf\x11\xe0E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"} {
		_, _, err := transcript.Read([]byte(data), name)
		var e *transcript.ReadError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := name + ": " + locale.Text("en", e.Code, e.Args...); got != err.Error() {
			t.Errorf("catalogue %q, error %q", got, err)
		}
		if locale.Text("zh", e.Code) == locale.Text("en", e.Code) {
			t.Errorf("%s: no Chinese", e.Code)
		}
	}
}

func marked(t testing.TB, lines ...string) []byte {
	return workbook(t, nil, tab{"coding", rows(append([]string{"interview_id|segment_id|text|code|起点|终点|link_to"}, lines...)...)})
}

func spans(s *coding.Study) []string {
	var out []string
	for _, c := range s.Codings {
		out = append(out, fmt.Sprintf("%s/%s %s/%s %s %d-%d %s", c.Pass, c.Coder, c.Interview, c.Segment, c.Code, c.From, c.To, strings.Join(c.LinkTo, ";")))
	}
	return out
}

// free is a study whose coders mark stretches of a transcript of 18 characters.
func free(t testing.TB, sheets map[string][]byte) map[string][]byte {
	return with(sheets, map[string][]byte{"interviews/I1.txt": []byte("问：怎么协调？\n答：打电话，再开会。"), "interviews.csv": []byte("id,case\nI1,G\nI2,G\n"), "cases.csv": []byte("id,name\nG,G区\n")})
}

func TestMarkedStretches(t *testing.T) {
	s := open(t, free(t, map[string][]byte{"coding/1/A.xlsx": marked(t,
		"I1|S1|打电话|ME.REL|#10|#13|", "I1|S2||ME.REL|#14|#17|", "I1|S3|别的话|ME.REL|#2|#7|", "I1|S4|没有标|ME.REL|||", "I2|S1|没有记录|ME.REL|#500|#600|",
		"I1|S5|甲|ME.REL|#-1|#4|", "I1|S6|乙|ME.REL|#2.5|#4|", "I1|S7|丙|ME.REL|#4|#4|", "I1|S8|丁|ME.REL|#4|#19|", "I1|S9|戊|ME.REL|#4||", "I1|S10|己|ME.REL||#4|", "I1|S11|庚|ME.REL|两|#4|", "I1|S12|辛|ME.REL| ０ |'1|")}))
	wantLines(t, s, []string{
		`coding/1/A.xlsx!coding!E4: expected the text of this row, "别的话", from 2 to 7 of the transcript of I1, where there is "怎么协调？"`,
		`coding/1/A.xlsx!coding!E7: expected a number of 0 or more, got "-1"`,
		`coding/1/A.xlsx!coding!E8: expected a whole number of 0 or more, got "2.5"`,
		`coding/1/A.xlsx!coding!F9: expected an end after the start 4, got 4`,
		`coding/1/A.xlsx!coding!F10: expected an end inside the transcript of I1, which has 18 characters, got 19`,
		`coding/1/A.xlsx!coding!F11: expected a value for end / 终点, found an empty cell`,
		`coding/1/A.xlsx!coding!E12: expected a value for start / 起点, found an empty cell`,
		`coding/1/A.xlsx!coding!E13: expected a number, got "两"`,
		`coding/1/A.xlsx!coding!F14: expected a number, got "'1" (did you mean 1?)`,
	}, []string{
		`coding/1/A.xlsx!coding!E4: 访谈 I1 的记录中 2 至 7 应为本行文本“别的话”，实为“怎么协调？”`,
		`coding/1/A.xlsx!coding!E7: 应为不小于 0 的数，实为“-1”`,
		`coding/1/A.xlsx!coding!E8: 应为不小于 0 的整数，实为“2.5”`,
		`coding/1/A.xlsx!coding!F9: 终点应大于起点 4，实为 4`,
		`coding/1/A.xlsx!coding!F10: 终点应在访谈 I1 的记录之内（共 18 字），实为 19`,
		`coding/1/A.xlsx!coding!F11: 终点 不能为空`,
		`coding/1/A.xlsx!coding!E12: 起点 不能为空`,
		`coding/1/A.xlsx!coding!E13: 应为数字，实为“两”`,
		`coding/1/A.xlsx!coding!F14: 应为数字，实为“'1”（是否应为 1？）`,
	})
	if got := spans(s)[:5]; !slices.Equal(got, []string{"1/A I1/S1 ME.REL 10-13 ", "1/A I1/S2 ME.REL 14-17 ", "1/A I1/S3 ME.REL 2-7 ", "1/A I1/S4 ME.REL 0-0 ", "1/A I2/S1 ME.REL 500-600 "}) {
		t.Errorf("%q", got)
	}
	if len(s.Codings) != 13 || s.Codings[6].To != 0 {
		t.Errorf("%q", spans(s))
	}
	for _, seg := range s.Segments {
		if seg.Interview == "I1" && seg.ID == "S2" && seg.Text != "再开会" {
			t.Errorf("text of the stretch: %+v", seg)
		}
	}
}

// The transcript reads 问：怎么协调？ 答：打电话，再开会。 in 18 characters; 打电话 stands from 10 to 13.
func TestTextElsewhereThanMarked(t *testing.T) {
	for row, want := range map[string]string{
		"I1|S1|打电话|ME.REL|#9|#12|":     `coding/1/A.xlsx!coding!E2: expected the text of this row, "打电话", from 9 to 12 of the transcript of I1, where there is "：打电" (did you mean 10–13?)`,
		"I1|S1|打 电话|ME.REL|#10|#13|":   "",
		"I1|S1|“打电话”|ME.REL|#10|#13|":  "",
		"I1|S1|打…再开会|ME.REL|#10|#17|":  "",
		"I1|S1|开会…打电话|ME.REL|#10|#17|": `coding/1/A.xlsx!coding!E2: expected the text of this row, "开会…打电话", from 10 to 17 of the transcript of I1, where there is "打电话，再开会"`,
		"I1|S1||ME.REL|#9|#12|":        "",
	} {
		got := strings.Join(lines(open(t, free(t, map[string][]byte{"coding/1/A.xlsx": marked(t, row)})), "en"), "\n")
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", row, got, want)
		}
	}
}

func TestCodersWhoMarkFreelyHaveTheirOwnSegments(t *testing.T) {
	a := marked(t, "I1|S1|打电话|ME.REL|#10|#13|", "I1|S2|再开会|ME.REL|#14|#17|S1")
	b := marked(t, "I1|S1|怎么协调|ME.REL;ME.SUB|#2|#6|", "I1|S2|再开会|ME.REL|#14|#17|I1/S1", "I1|S3|协调|ME.REL|#4|#6|S1")
	want := []string{"1/A I1/S1 ME.REL 10-13 ", "1/A I1/S2 ME.REL 14-17 S1", "1/B I1/S1@2-6 ME.REL 2-6 ", "1/B I1/S1@2-6 ME.SUB 2-6 ", "1/B I1/S2 ME.REL 14-17 I1/S1@2-6", "1/B I1/S3 ME.REL 4-6 S1@2-6"}
	segments := []string{"S1=打电话", "S2=再开会", "S1@2-6=怎么协调", "S3=协调"}
	one := workbook(t, nil, tab{"coding", rows("coder|interview_id|segment_id|text|code|start|end|link_to|pass", "A|I1|S1|打电话|ME.REL|#10|#13||#1", "B|I1|S1|怎么协调|ME.REL;ME.SUB|#2|#6||#1",
		"A|I1|S2|再开会|ME.REL|#14|#17|S1|#1", "B|I1|S2|再开会|ME.REL|#14|#17|I1/S1|#1", "B|I1|S3|协调|ME.REL|#4|#6|S1|#1")})
	for _, files := range []map[string][]byte{{"coding/1/A.xlsx": a, "coding/1/B.xlsx": b}, {"coding.xlsx": one}} {
		s := open(t, free(t, files))
		wantLines(t, s, nil, nil)
		if got := spans(s); !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
		var got []string
		for _, seg := range s.Segments {
			got = append(got, seg.ID+"="+seg.Text)
		}
		slices.Sort(got)
		if !slices.Equal(got, slices.Sorted(slices.Values(segments))) {
			t.Errorf("%q", got)
		}
	}
	s := open(t, free(t, map[string][]byte{"coding/1/A.xlsx": a, "coding/1/B.xlsx": b}))
	wantNote(t, s, "coding/1/B.xlsx", "coding", "rows whose segment id another coder or pass gave to another stretch, kept apart as ID@START-END: 1")
	// without stretches a segment has one text
	s = open(t, free(t, map[string][]byte{"coding/1/A.xlsx": marked(t, "I1|S1|打电话|ME.REL|||"), "coding/1/B.xlsx": marked(t, "I1|S1|怎么协调|ME.REL|||")}))
	wantLines(t, s, []string{`coding/1/B.xlsx!coding!C2: the text of segment "S1" differs from coding/1/A.xlsx!coding!C2`}, []string{`coding/1/B.xlsx!coding!C2: 段落“S1”的文本与 coding/1/A.xlsx!coding!C2 不同`})
}

func TestOneCoderGivesAnIDToTwoStretches(t *testing.T) {
	s := open(t, free(t, map[string][]byte{"coding/1/A.xlsx": marked(t, "I1|S1||ME.REL|#10|#13|", "I1|S1||ME.SUB;MC.FUN|#2|#6|", "I1|S1||ME.STR|#10|#13|"), "coding/2/A.xlsx": marked(t, "I1|S1||ME.REL|#2|#6|")}))
	wantLines(t, s, []string{`coding/1/A.xlsx!coding!B3: segment "S1" is marked from 10 to 13 by the same coder, and here from 2 to 6: give it another id`},
		[]string{`coding/1/A.xlsx!coding!B3: 同一编码员已把段落“S1”标在 10 至 13，此处却是 2 至 6：请另给编号`})
	if got := spans(s); !slices.Equal(got, []string{"1/A I1/S1 ME.REL 10-13 ", "1/A I1/S1 ME.SUB 0-0 ", "1/A I1/S1 MC.FUN 0-0 ", "1/A I1/S1 ME.STR 10-13 ", "2/A I1/S1@2-6 ME.REL 2-6 "}) {
		t.Errorf("%q", got)
	}
}

func TestReplacedCodes(t *testing.T) {
	files := with(clean(t), csv("codebook.csv", "编码,维度,替代\nK1,ME.REL,旧一；旧二;旧一\nK2,ME.REL,\nK3,ME.SUB,K2 、旧三\nK4,ME.SUB,旧三\n"))
	files["coding/1/A.xlsx"] = workbook(t, nil, tab{"coding", rows("interview_id|segment_id|text|code", "I1|S1|他们派了两个人来|K1", "I1|S2|关系不错|旧二", "I1|S3|又|旧三")})
	files["coding/1/B.csv"] = []byte("interview_id,segment_id,text,code\nI1,S1,他们派了两个人来,K1\n")
	delete(files, "coding/consensus.xlsx")
	s := open(t, files)
	wantLines(t, s, []string{
		`coding/1/A.xlsx!coding!D4: expected an active code, got "旧三"`,
	}, []string{
		`coding/1/A.xlsx!coding!D4: 应为在用的编码，实为“旧三”`,
	})
	wantNote(t, s, "coding/1/A.xlsx", "coding", `code "旧二" of an earlier codebook read as K1, which replaces it: 1`)
	var got []string
	for _, c := range s.Codebook.Codes {
		got = append(got, strings.Join(c.Replaces, "+"))
	}
	if !slices.Equal(got, []string{"旧一+旧二", "", "K2+旧三", "旧三"}) {
		t.Errorf("%q", got)
	}
}

func TestCodersThatArePrograms(t *testing.T) {
	s := open(t, with(clean(t), yaml("order: {period: [before, after]}\ncoders:\n  ai: [b, Ａ, b]\n")))
	wantLines(t, s, nil, nil)
	if !slices.Equal(s.Options.AICoders, []string{"B", "A"}) || s.Options.Given["coders"].Row != 3 {
		t.Errorf("%q %v", s.Options.AICoders, s.Options.Given["coders"])
	}
	files := with(clean(t), yaml("order: {period: [before, after]}\ncoders:\n  ai:\n    - gtp-coder\n    - A\n  human: [B]\n"))
	files["coding/1/gpt-coder.csv"] = []byte("interview_id,segment_id,text,code\nI1,S1,他们派了两个人来,ME.REL\n")
	s = open(t, files)
	wantLines(t, s, []string{
		`study.yaml!4:4: expected a coder of the coding sheets (A, B, gpt-coder), got "gtp-coder" (did you mean gpt-coder?)`,
		`study.yaml!6:6: there is no key "human"`,
	}, []string{
		`study.yaml!4:4: 应为编码表中的编码员（A, B, gpt-coder），实为“gtp-coder”（是否应为 gpt-coder？）`,
		`study.yaml!6:6: 没有“human”这个键`,
	})
	if !slices.Equal(s.Options.AICoders, []string{"gtp-coder", "A"}) {
		t.Errorf("%q", s.Options.AICoders)
	}
	s = open(t, map[string][]byte{"study.yaml": []byte("coders: {ai: [gpt]}\n"), "interviews/I1.txt": []byte("一")})
	wantLines(t, s, nil, nil)
	if !slices.Equal(s.Options.AICoders, []string{"gpt"}) {
		t.Errorf("%q", s.Options.AICoders)
	}
	book := workbook(t, nil, tab{"study", rows("key|value", "coders.ai|gpt；B")}, tab{"coding", rows("pass|coder|interview_id|segment_id|text|code", "#1|gpt|I1|#1|文本|ME.SUB", "#1|B|I1|#1|文本|ME.SUB")})
	s = openRoot(t, map[string][]byte{"a.xlsx": book}, "a.xlsx")
	wantLines(t, s, nil, nil)
	if !slices.Equal(s.Options.AICoders, []string{"gpt", "B"}) {
		t.Errorf("%q", s.Options.AICoders)
	}
}

func TestTheFolderOfPassesIsPassedOver(t *testing.T) {
	before := dump(open(t, clean(t)))
	s := open(t, with(clean(t), map[string][]byte{"passes/1/deal.json": []byte("{}"), "passes/1/dealt/A.xlsx": []byte("x"), "passes/1/returned/A.doc": []byte("x"), "passes/responses.xls": []byte("x"), "passes/1/collected.csv": []byte("x")}))
	if got := dump(s); got != before {
		t.Errorf("got %s", got)
	}
}

func hide(name string) func(f *excelize.File) {
	return func(f *excelize.File) { _ = f.SetSheetVisible(name, false) }
}

func TestSealedWorkbooksAreForCollecting(t *testing.T) {
	seal := tab{"_seal", rows("key|value", "schema|smekit/seal/1", "pass|2", "coder|A")}
	sheet := tab{"coding", rows("interview_id|segment_id|text|code", "I2|S7|又一段|ME.REL")}
	dealt := workbook(t, hide("_seal"), sheet, seal)
	s := open(t, with(clean(t), map[string][]byte{"coding/2/A.xlsx": dealt}))
	wantLines(t, s, []string{`coding/2/A.xlsx: a coder's workbook as dealt; collect it with smekit pass collect`},
		[]string{`coding/2/A.xlsx: 这是派发给编码员的工作簿；请用 smekit pass collect 回收`})
	if slices.ContainsFunc(s.Codings, func(c coding.Coding) bool { return c.Pass == "2" }) || s.Blocking() != 1 {
		t.Errorf("%q", spans(s))
	}
	// a sheet that is no seal
	other := tab{"_seal", rows("key|value", "schema|smekit/queue/1")}
	for _, data := range [][]byte{workbook(t, nil, sheet, seal), workbook(t, hide("_seal"), sheet, other), workbook(t, hide("_seal"), sheet, tab{"_seal", rows("a|b", "schema|smekit/seal/1")})} {
		s := open(t, with(clean(t), map[string][]byte{"coding/2/A.xlsx": data}))
		wantLines(t, s, nil, nil)
		if !slices.ContainsFunc(s.Codings, func(c coding.Coding) bool { return c.Pass == "2" }) {
			t.Errorf("%q", spans(s))
		}
	}
}
