package study

import (
	"path"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// unread are the endings of formats that hold data and are not read, with the message that says what to do.
var unread = map[string]string{".xlt": "xls", ".xlsb": "xlsb", ".et": "et", ".ods": "ods", ".numbers": "numbers", ".sav": "sav_place", ".zsav": "sav_place",
	".por": "sav", ".dta": "dta", ".docx": "docx", ".doc": "docx"}

// knownStems are the names of a study's files, by which [byStem] sorts them, but for study.yaml and the framework.
var knownStems = []string{"codebook", "codes", "编码本", "cases", "departments", "interviews", "respondents", "案例", "部门", "访谈", "受访者",
	"coding", "编码", "consensus", "共识", "instrument", "items", "questionnaire", "题项", "量表", "responses", "答卷", "问卷数据",
	"ties", "关系", "documents", "文献", "文件", "benchmarks", "对照", "对标", "decisions", "处理", "决定"}

// leave keeps a file that is not read, by what classify says of it.
func (l *layout) leave(rel, group string) {
	code := "file_unknown"
	switch meant := misnamedFile(rel); {
	case group == "unread":
		l.unread = append(l.unread, place{path: rel})
		return
	case meant != "":
		l.misnamed = append(l.misnamed, misnamed{path: rel, meant: meant})
		return
	case group == "later":
		code = "file_later"
	}
	l.other = append(l.other, coding.ReceiptNote{Code: code, Args: []string{rel}})
}

// converted moves files in old formats that have been saved beside themselves in a newer one to those that are told in
// the receipt alone, old workbooks too, though they could be read, unless the settings name them.
func (l *layout) converted(named map[string]string) {
	stem := func(p string) string { return strings.ToLower(strings.TrimSuffix(p, path.Ext(p))) }
	l.unread = slices.DeleteFunc(l.unread, func(f place) bool {
		twin := slices.ContainsFunc(l.files, func(g place) bool { return stem(g.path) == stem(f.path) })
		if twin {
			l.other = append(l.other, coding.ReceiptNote{Code: "file_later", Args: []string{f.path}})
		}
		return twin
	})
	old := func(f place) bool { return strings.ToLower(path.Ext(f.path)) == ".xls" }
	files := slices.Clone(l.files)
	l.files = slices.DeleteFunc(l.files, func(f place) bool {
		if _, asked := named[f.path]; asked || !old(f) {
			return false
		}
		i := slices.IndexFunc(files, func(g place) bool { return !old(g) && stem(g.path) == stem(f.path) })
		if i >= 0 {
			l.other = append(l.other, coding.ReceiptNote{Code: "file_twin", Args: []string{f.path, files[i].path}})
		}
		return i >= 0
	})
}

// misnamedFile is the path that a workbook or text table at the root or in the survey's folder was probably meant to have,
// empty when its name is near none of a study's. A Chinese name allows for one slip.
func misnamedFile(rel string) string {
	dir, name := path.Split(rel)
	if low := strings.ToLower(dir); low != "" && low != "survey/" && low != "问卷/" {
		return ""
	}
	ext := strings.ToLower(path.Ext(name))
	stem := strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
	known := append([]string{"framework"}, knownStems...)
	switch {
	case ext == ".yaml" || ext == ".yml":
		known = []string{"study", "framework"}
		if dir != "" {
			return ""
		}
	case unread[ext] != "":
		ext = ".xlsx"
	case ext == ".txt" || !slices.Contains(tableEndings, ext):
		return ""
	}
	i := nearest(stem, known)
	if i < 0 || hasHan(stem) && coding.Edits(stem, known[i], 1) > 1 {
		return ""
	}
	return dir + known[i] + ext
}

// misnamedFolder is the name that a folder at the root was probably meant to have.
func misnamedFolder(rel string) string {
	known := []string{"coding", "survey", "interviews", "编码", "问卷", "访谈"}
	low := strings.ToLower(rel)
	if strings.Contains(rel, "/") || slices.Contains(known, low) {
		return ""
	}
	i := nearest(low, known)
	if i < 0 || hasHan(low) && coding.Edits(low, known[i], 1) > 1 {
		return ""
	}
	return known[i]
}

// leftAside tells of the files that are not read: in the folder's receipt, or as a problem where data were to be expected.
func (rd *reader) leftAside(l *layout) {
	if len(l.other) > 0 {
		p := rd.newPart(".", "", "folder")
		p.receipt.Notes = l.other
	}
	for _, f := range l.unread {
		ext := strings.ToLower(path.Ext(f.path))
		why := "unread." + unread[ext]
		if top, _, in := strings.Cut(strings.ToLower(f.path), "/"); in && ext == ".doc" && (top == "interviews" || top == "访谈") {
			why = "transcript.error.doc"
		}
		rd.fileProblem(f.path, "unreadable_file", "", why)
	}
	for _, m := range l.misnamed {
		code := "file_misnamed"
		if m.folder {
			code = "folder_misnamed"
		}
		rd.fileProblem(m.path, code, m.meant)
	}
}
