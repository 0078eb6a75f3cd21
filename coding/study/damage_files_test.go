package study_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestFilesLeftAside(t *testing.T) {
	old := []byte("\xd0\xcf\x11\xe0 an old file")
	another := func(n string) []byte { return append(bytes.Clone(old), n...) }
	files := with(clean(t), map[string][]byte{
		"survey/responses_2.xls": another("1"), "survey/export.SAV": old, "survey/wenjuan.docx": old, "survey/b.ods": old, "survey/c.numbers": old,
		"coding/1/li.xls": old, "coding/2/li.ods": old, "cases.xls": old, "codebook.docx": old, "survey/d.numbers/Index.zip": old,
		"interviews/I1.doc": old, "interviews/I2.docx": another("2"), "interviews/I3.pdf": old, "plan.docx": old, "README.txt": []byte("read me"), "picture.png": old, "raw/old/responses.xls": old, "a/b/c/d/e/f.csv": []byte("x"),
	})
	s := open(t, files)
	wantLines(t, s, []string{
		`codebook.docx: this file cannot be read: Word document: put its table into an .xlsx workbook`,
		`coding/1/li.xls: this file cannot be read: the workbook is cut short or damaged: copy or download it again`,
		`coding/2/li.ods: this file cannot be read: OpenDocument format: save it as .xlsx`,
		`interviews/I1.doc: this file cannot be read: old Word format (.doc): save it as .docx or .txt`,
		`interviews/I2.docx: this file cannot be read: old Word format (.doc): save it as .docx or .txt`,
		`survey/b.ods: this file cannot be read: OpenDocument format: save it as .xlsx`,
		`survey/c.numbers: this file cannot be read: Numbers format: export it as .xlsx`,
		`survey/d.numbers: this file cannot be read: Numbers format: export it as .xlsx`,
		`survey/export.SAV: this file cannot be read: of SPSS files only responses are read: name it responses….sav, or save it as .xlsx or .csv`,
		`survey/responses_2.xls: this file cannot be read: the workbook is cut short or damaged: copy or download it again`,
		`survey/wenjuan.docx: this file cannot be read: Word document: put its table into an .xlsx workbook`,
	}, []string{
		`codebook.docx: 无法读取该文件：Word 文档：请把其中的表格存入 .xlsx 工作簿`,
		`coding/1/li.xls: 无法读取该文件：工作簿不完整或已损坏：请重新复制或下载`,
		`coding/2/li.ods: 无法读取该文件：OpenDocument 格式：请另存为 .xlsx`,
		`interviews/I1.doc: 无法读取该文件：旧版 Word 格式（.doc）：请另存为 .docx 或 .txt`,
		`interviews/I2.docx: 无法读取该文件：旧版 Word 格式（.doc）：请另存为 .docx 或 .txt`,
		`survey/b.ods: 无法读取该文件：OpenDocument 格式：请另存为 .xlsx`,
		`survey/c.numbers: 无法读取该文件：Numbers 格式：请导出为 .xlsx`,
		`survey/d.numbers: 无法读取该文件：Numbers 格式：请导出为 .xlsx`,
		`survey/export.SAV: 无法读取该文件：SPSS文件只读取答卷数据：请命名为 responses….sav，或另存为 .xlsx 或 .csv`,
		`survey/responses_2.xls: 无法读取该文件：工作簿不完整或已损坏：请重新复制或下载`,
		`survey/wenjuan.docx: 无法读取该文件：Word 文档：请把其中的表格存入 .xlsx 工作簿`,
	})
	if s.Blocking() != 11 {
		t.Errorf("%d block", s.Blocking())
	}
	for _, note := range []string{
		"interviews/I3.pdf is in a format that is not read: save it as .xlsx, .csv or .txt",
		"plan.docx is in a format that is not read: save it as .xlsx, .csv or .txt",
		"cases.xls was left aside: cases.xlsx beside it is read",
		"README.txt is no file of a study and was left aside", "picture.png is no file of a study and was left aside",
		"raw/old/responses.xls is no file of a study and was left aside", "a/b/c/d/e/ is no file of a study and was left aside",
	} {
		wantNote(t, s, ".", "", note)
	}
	files = with(clean(t), map[string][]byte{"survey/export.sav": old, "decisions.csv": []byte("kind,target,action,reason\n,survey/export.sav,accept,the same answers\n")})
	if s := open(t, files); s.Blocking() != 0 || len(s.Problems) != 1 {
		t.Errorf("accepted: %v", lines(s, "en"))
	}
}

func TestMisnamedFiles(t *testing.T) {
	some := []byte("id,name\n1,a\n")
	files := with(clean(t), map[string][]byte{
		"benchmark.xlsx": some, "case.xlsx": []byte("id\n1\n"), "Tie.csv": []byte("id\n2\n"), "decision.xls": []byte("id\n3\n"), "survey/respones.xlsx": []byte("id\n4\n"),
		"stduy.yaml": []byte("min_n: 3\n"), "案例表.xlsx": []byte("id\n5\n"), "surveys/responses.xlsx": []byte("id\n6\n"),
		"notes.xlsx": []byte("id\n7\n"), "访谈提纲.xlsx": []byte("id\n8\n"),
	})
	s := open(t, files)
	wantLines(t, s, []string{
		`Tie.csv: no file of a study has this name, and it was left aside (did you mean ties.csv?)`,
		`benchmark.xlsx: no file of a study has this name, and it was left aside (did you mean benchmarks.xlsx?)`,
		`case.xlsx: no file of a study has this name, and it was left aside (did you mean cases.xlsx?)`,
		`decision.xls: no file of a study has this name, and it was left aside (did you mean decisions.xls?)`,
		`stduy.yaml: no file of a study has this name, and it was left aside (did you mean study.yaml?)`,
		`survey/respones.xlsx: no file of a study has this name, and it was left aside (did you mean survey/responses.xlsx?)`,
		`surveys: no folder of a study has this name, and its files were left aside (did you mean survey?)`,
		`案例表.xlsx: no file of a study has this name, and it was left aside (did you mean 案例.xlsx?)`,
	}, []string{
		`Tie.csv: 研究中没有这个名称的文件，未读取（是否应为 ties.csv？）`,
		`benchmark.xlsx: 研究中没有这个名称的文件，未读取（是否应为 benchmarks.xlsx？）`,
		`case.xlsx: 研究中没有这个名称的文件，未读取（是否应为 cases.xlsx？）`,
		`decision.xls: 研究中没有这个名称的文件，未读取（是否应为 decisions.xls？）`,
		`stduy.yaml: 研究中没有这个名称的文件，未读取（是否应为 study.yaml？）`,
		`survey/respones.xlsx: 研究中没有这个名称的文件，未读取（是否应为 survey/responses.xlsx？）`,
		`surveys: 研究中没有这个名称的文件夹，其中的文件未读取（是否应为 survey？）`,
		`案例表.xlsx: 研究中没有这个名称的文件，未读取（是否应为 案例.xlsx？）`,
	})
	for _, name := range []string{"notes.xlsx", "访谈提纲.xlsx", "surveys/responses.xlsx"} {
		wantNote(t, s, ".", "", name+" is no file of a study and was left aside")
	}
	files = with(clean(t), map[string][]byte{"study.yaml": []byte("order: {period: [before, after]}\nfiles: {benchmarks: benchmark.csv}\n"),
		"benchmark.csv": []byte("peer,dimension,value\n某市,ME.REL,50\n")})
	wantLines(t, open(t, files), nil, nil)
}

func TestCopies(t *testing.T) {
	files := clean(t)
	files["coding/1/chen (1).csv"] = files["coding/1/B.csv"]
	files["coding/1/B - 副本.csv"] = files["coding/1/B.csv"]
	files["coding/1/A（1）.xlsx"] = workbook(t, nil, tab{"coding", rows("interview_id|segment_id|text|code", "I1|S1|他们派了两个人来|ME.SUB")})
	files["coding/1/Copy of A.xlsx"] = workbook(t, nil, tab{"coding", rows("interview_id|segment_id|text|code", "I1|S1|他们派了两个人来|ME.REL")})
	files["interviews/I1.txt"], files["interviews/I2.txt"] = []byte("一样的话"), []byte("一样的话")
	wantLines(t, open(t, files), []string{
		`coding/1/A（1）.xlsx: coder "A（1）" is named like a copy of coder "A"`,
		`coding/1/B - 副本.csv: this file is the same, byte for byte, as coding/1/B.csv`,
		`coding/1/Copy of A.xlsx: coder "Copy of A" is named like a copy of coder "A"`,
		`coding/1/chen (1).csv: this file is the same, byte for byte, as coding/1/B.csv`,
		`interviews/I2.txt: this file is the same, byte for byte, as interviews/I1.txt`,
	}, []string{
		`coding/1/A（1）.xlsx: 编码员“A（1）”的名称像是编码员“A”的副本`,
		`coding/1/B - 副本.csv: 此文件与 coding/1/B.csv 逐字节相同`,
		`coding/1/Copy of A.xlsx: 编码员“Copy of A”的名称像是编码员“A”的副本`,
		`coding/1/chen (1).csv: 此文件与 coding/1/B.csv 逐字节相同`,
		`interviews/I2.txt: 此文件与 interviews/I1.txt 逐字节相同`,
	})
	book := workbook(t, func(f *excelize.File) {}, tab{"coding", rows("pass|coder|interview_id|segment_id|text|code", "#1|li|I1|S1|他们派了两个人来|ME.SUB", "#1|li - Copy|I1|S1|他们派了两个人来|ME.SUB")})
	wantLines(t, open(t, map[string][]byte{"coding.xlsx": book}), []string{
		`coding.xlsx!coding!B3: coder "li - Copy" is named like a copy of coder "li"`,
	}, []string{
		`coding.xlsx!coding!B3: 编码员“li - Copy”的名称像是编码员“li”的副本`,
	})
}

func TestSuggestionsInALine(t *testing.T) {
	wantLines(t, open(t, with(clean(t), responses(t, "R1|G|D1|leader|before|完全同意|#4", "R2|G|D01|leader|before|不太同意|1e308", "R3|G|Ｄ２|leader|before|全不同意|#4"))), []string{
		`survey/responses.xlsx!responses!C2: expected a department of the departments sheet, got "D1" (did you mean D01?)`,
		`survey/responses.xlsx!responses!F3: expected a whole number from 1 to 5 or one of its labels, got "不太同意"`,
		`survey/responses.xlsx!responses!G3: expected a whole number from 1 to 5, got "1e308"`,
		`survey/responses.xlsx!responses!C4: expected a department of the departments sheet, got "D2" (did you mean D02?)`,
	}, []string{
		`survey/responses.xlsx!responses!C2: 应为部门表中的部门，实为“D1”（是否应为 D01？）`,
		`survey/responses.xlsx!responses!F3: 应为 1 到 5 的整数或其标签，实为“不太同意”`,
		`survey/responses.xlsx!responses!G3: 应为 1 到 5 的整数，实为“1e308”`,
		`survey/responses.xlsx!responses!C4: 应为部门表中的部门，实为“D2”（是否应为 D02？）`,
	})
	wantLines(t, open(t, with(clean(t), responses(t, "R1|G|D01|leader|before|完全同意|#4"))), []string{
		`survey/responses.xlsx!responses!F2: expected a whole number from 1 to 5 or one of its labels, got "完全同意" (did you mean 5?)`,
	}, []string{
		`survey/responses.xlsx!responses!F2: 应为 1 到 5 的整数或其标签，实为“完全同意”（是否应为 5？）`,
	})
}

func TestGapsOfARule(t *testing.T) {
	for attribute, bad := range map[string]bool{"role": false, "side": false, "department": false, "period": true, "case": true, "age": true} {
		s := open(t, map[string][]byte{"framework.yaml": []byte(replaceOwn("gap:A.1:role", "gap:A.1:"+attribute)), "responses.csv": []byte("id,Q1\n1,1\n")})
		var en, zh []string
		if bad {
			en = []string{`framework.yaml!21:21: expected high:ID, low:ID, gap:ID:role (or side, department) or departments>=K:ID, got "gap:A.1:` + attribute + `"`}
			zh = []string{`framework.yaml!21:21: 应为 high:ID、low:ID、gap:ID:role（或 side、department）或 departments>=K:ID，实为“gap:A.1:` + attribute + `”`}
		}
		wantLines(t, s, en, zh)
	}
}

func replaceOwn(from, to string) string { return strings.Replace(ownYAML, from, to, 1) }

// TestCopiedReports: results of a report, wherever they were copied to, are no stray files of a study.
func TestCopiedReports(t *testing.T) {
	results := []byte("{\n  \"schema\": \"smekit/results/1\",\n  \"released\": true\n}\n")
	before := open(t, clean(t))
	s := open(t, with(clean(t), map[string][]byte{"results.json": results, "alone/results.json": results, "old/2024/results.json": results, "old/2024/review.html": []byte("<html>"), "coding/results.json": results}))
	if a, b := len(s.Receipts), len(before.Receipts); a != b {
		t.Errorf("%d receipts, before %d: %+v", a, b, s.Receipts)
	}
	s = open(t, with(clean(t), map[string][]byte{"alone/results.json": []byte("{}")}))
	wantNote(t, s, ".", "", "alone/results.json is no file of a study and was left aside")
}
