package study_test

import (
	"slices"
	"testing"

	"github.com/smekit/smekit/coding"
)

// numbered is a study whose register has interviews I02, I08 and I8B.
func numbered(files map[string][]byte) map[string][]byte {
	return with(map[string][]byte{"cases.csv": []byte("id,name\nG,G区\n"), "interviews.csv": []byte("id,case\nI02,G\nI08,G\nI8B,G\nA-1,G\n")}, files)
}

func taken(s *coding.Study) []string {
	var out []string
	for _, t := range s.Transcripts {
		out = append(out, t.Interview+" "+t.Pos.File)
	}
	return out
}

func TestTranscriptsAreNamedForTheirInterviews(t *testing.T) {
	text := []byte("问：一\n答：二")
	for _, c := range []struct{ name, want string }{
		{"I08.txt", "I08"}, {"i08.txt", "I08"}, {"I08 访谈稿.txt", "I08"}, {"I08（住建局）.txt", "I08"}, {"I08-定稿.txt", "I08"}, {"Ｉ０８_终稿.txt", "I08"},
		{"i 08 (2).txt", "I08"}, {"a-1 定稿.txt", "A-1"},
		{"I088.txt", ""}, {"I08a.txt", ""}, {"I08访谈稿.txt", ""}, {"访谈提纲.txt", ""}, {"住建局 I08.txt", ""},
	} {
		s := open(t, numbered(map[string][]byte{"interviews/" + c.name: text}))
		got := ""
		if len(s.Transcripts) == 1 {
			got = s.Transcripts[0].Interview
		}
		if got != c.want {
			t.Errorf("%s is that of %q, want %q", c.name, got, c.want)
		}
		if problems := len(lines(s, "en")); (problems == 0) != (c.want != "") {
			t.Errorf("%s: %d problems", c.name, problems)
		}
	}
	s := open(t, numbered(map[string][]byte{"interviews/I08（住建局）.txt": text}))
	wantNote(t, s, "interviews/I08（住建局）.txt", "", `the name "I08（住建局）" begins with the id of interview I08, and was taken for it`)
	s = open(t, numbered(map[string][]byte{"interviews/I02 定稿.csv": []byte("段落编号,文本\nS1,没有人来\n"), "interviews/I08 座谈.xlsx": workbook(t, nil,
		tab{"访谈记录", rows("讲话人|文本", "访谈者|您好。")})}))
	wantLines(t, s, nil, nil)
	if len(s.Segments) != 1 || s.Segments[0].Interview != "I02" || !slices.Equal(taken(s), []string{"I08 interviews/I08 座谈.xlsx"}) {
		t.Errorf("%+v %v", s.Segments, taken(s))
	}
}

func TestTranscriptsOfNoInterviewAreProblems(t *testing.T) {
	text := []byte("问：一\n答：二")
	files := numbered(map[string][]byte{"interviews/I08访谈稿.txt": text, "interviews/I2 终稿.docx": []byte("二"), "interviews/访谈提纲.txt": []byte("三"), "interviews/住建局 I8B.txt": []byte("四"),
		"interviews/I02与I08.csv": []byte("讲话人,文本\n甲,一\n乙,二\n"), "interviews/I09.xlsx": workbook(t, nil, tab{"访谈记录", rows("讲话人|文本", "访谈者|您好。")})})
	s := open(t, files)
	wantLines(t, s, []string{
		`interviews/I02与I08.csv: expected a file named for an interview of the interviews sheet (I02, I08, I8B, A-1), got "I02与I08"; it was left aside`,
		`interviews/I08访谈稿.txt: expected a file named for an interview of the interviews sheet (I02, I08, I8B, A-1), got "I08访谈稿"; it was left aside (did you mean I08?)`,
		`interviews/I09.xlsx: expected a file named for an interview of the interviews sheet (I02, I08, I8B, A-1), got "I09"; it was left aside`,
		`interviews/I2 终稿.docx: expected a file named for an interview of the interviews sheet (I02, I08, I8B, A-1), got "I2 终稿"; it was left aside (did you mean I02?)`,
		`interviews/住建局 I8B.txt: expected a file named for an interview of the interviews sheet (I02, I08, I8B, A-1), got "住建局 I8B"; it was left aside (did you mean I8B?)`,
		`interviews/访谈提纲.txt: expected a file named for an interview of the interviews sheet (I02, I08, I8B, A-1), got "访谈提纲"; it was left aside`,
	}, []string{
		`interviews/I02与I08.csv: 文件名应为访谈表中的访谈编号（I02, I08, I8B, A-1），实为“I02与I08”，该记录未采用`,
		`interviews/I08访谈稿.txt: 文件名应为访谈表中的访谈编号（I02, I08, I8B, A-1），实为“I08访谈稿”，该记录未采用（是否应为 I08？）`,
		`interviews/I09.xlsx: 文件名应为访谈表中的访谈编号（I02, I08, I8B, A-1），实为“I09”，该记录未采用`,
		`interviews/I2 终稿.docx: 文件名应为访谈表中的访谈编号（I02, I08, I8B, A-1），实为“I2 终稿”，该记录未采用（是否应为 I02？）`,
		`interviews/住建局 I8B.txt: 文件名应为访谈表中的访谈编号（I02, I08, I8B, A-1），实为“住建局 I8B”，该记录未采用（是否应为 I8B？）`,
		`interviews/访谈提纲.txt: 文件名应为访谈表中的访谈编号（I02, I08, I8B, A-1），实为“访谈提纲”，该记录未采用`,
	})
	if r := receipt(t, s, "interviews/I02与I08.csv", "transcript"); !r.Balanced() || r.Used != 0 || r.Rows != 2 {
		t.Errorf("%+v", r)
	}
	files["decisions.csv"] = []byte("target,action\ninterviews/访谈提纲.txt,accept\ninterviews/I02与I08.csv,接受\n")
	s = open(t, files)
	blocking := 0
	for _, p := range s.Problems {
		if !p.Accepted {
			blocking++
		}
	}
	if blocking != 4 || len(s.Problems) != 6 {
		t.Errorf("%d of %d problems block", blocking, len(s.Problems))
	}
	// segments alone are a study to code, as transcripts are
	wantLines(t, open(t, numbered(csv("interviews/I02.csv", "段落编号,文本\nS1,一\n"))), nil, nil)
	// an id that begins another's does not settle it
	s = open(t, with(files, map[string][]byte{"interviews.csv": []byte("id,case\nA,G\nA-1,G\n"), "interviews/A-1 定稿.txt": []byte("五")}))
	if !slices.ContainsFunc(s.Problems, func(p coding.Problem) bool { return p.Pos.File == "interviews/A-1 定稿.txt" && p.Suggestion == "A-1" }) {
		t.Errorf("%v", lines(s, "en"))
	}
}

func TestRunningNumbersOfTurns(t *testing.T) {
	turns := ",讲话人,文本\n1,访谈者,怎么协调？\n2,受访者,打电话。\n,受访者,再开会。\n3,访谈者,谢谢。\n1,受访者,不客气。\n"
	for _, header := range []string{"序号", "No.", "no", "#"} {
		s := open(t, numbered(csv("interviews/I02.csv", header+turns)))
		wantLines(t, s, nil, nil)
		wantTalks(t, s, "I02 interviews/I02.csv: 访谈者=怎么协调？ / 受访者=打电话。 / 受访者=再开会。 / 访谈者=谢谢。 / 受访者=不客气。")
		wantNote(t, s, "interviews/I02.csv", "", `column "`+header+`": running numbers, left out`)
	}
	s := open(t, numbered(csv("interviews/I02.csv", "序号,讲话人,文本\n1,甲,一\n2,乙,二\nS3,甲,三\nS4,甲,四\n")))
	wantLines(t, s, []string{`interviews/I02.csv!A4: column "序号" is taken for a running number, which is left out, got "S3": if these are the ids of segments, name the column segment_id / 段落编号`},
		[]string{`interviews/I02.csv!A4: 列“序号”被当作序号（不采用），其中却有“S3”：若为段落编号，请把表头改为 segment_id / 段落编号`})
	if r := receipt(t, s, "interviews/I02.csv", "transcript"); !r.Balanced() || r.Used != 0 || r.Rows != 4 || len(s.Transcripts) != 0 {
		t.Errorf("%+v %v", r, talks(s))
	}
	// beside a text alone the numbers may be meant as ids
	s = open(t, numbered(csv("interviews/I02.csv", "序号,文本\n1,一\n")))
	wantLines(t, s, []string{`interviews/I02.csv!A1: found no column segment_id / 段落编号; there is: 序号 (did you mean segment_id?)`},
		[]string{`interviews/I02.csv!A1: 缺少列 segment_id / 段落编号；现有：序号（是否应为 segment_id？）`})
	// beside ids they are nothing
	s = open(t, numbered(csv("interviews/I02.csv", "序号,段落编号,文本\n1,S1,一\nb,S2,二\n")))
	wantLines(t, s, nil, nil)
	if len(s.Segments) != 2 {
		t.Errorf("%+v", s.Segments)
	}
}
