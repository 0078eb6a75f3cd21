package study

import (
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// place is what a file is for, by its name.
type place struct {
	path  string
	group string // settings, framework, codebook, cases, coding, consensus, instrument, responses, ties, documents, benchmarks, decisions, transcript
	pass  string // of a coding file: from its folder
	coder string // from its name
}

// layout is the files of a study.
type layout struct {
	files    []place
	other    []coding.ReceiptNote // files that are nothing of a study's
	unread   []place              // files in the place of data files, in formats that are not read
	misnamed []misnamed           // files and folders whose names are slips for a study's
}

// misnamed is a file or folder with the name that was probably meant.
type misnamed struct {
	path, meant string
	folder      bool
}

func (l *layout) of(group string) []place {
	var out []place
	for _, f := range l.files {
		if f.group == group {
			out = append(out, f)
		}
	}
	return out
}

// reportMark is a file that stands in every report folder, whatever its name.
const reportMark = ".smekit.lock"

// resultsName is the file in every report folder that its numbers stand in.
const resultsName = "results.json"

// dataFolders are the folders, in small letters, that a study's files are read from.
var dataFolders = []string{"coding", "编码", "survey", "问卷", "interviews", "访谈"}

// isResults reports whether a file is there and holds the results of a report.
func isResults(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 256))
	return err == nil && resultsHead.Match(head)
}

var resultsHead = regexp.MustCompile(`^\s*\{\s*"schema"\s*:\s*"smekit/results/`)

// passesFolder is where a team deals workbooks out and gathers them; nothing in it is read as part of the study.
const passesFolder = "passes"

// importsFolder is where the records of imports and the maps for them are kept; nothing in it is read either.
const importsFolder = "imports"

// survey walks a study's folder. Hidden files, lock files, reports, wherever they were copied to, and the folder of passes are passed over.
func survey(fsys fs.FS, root string, files map[string][]string) (*layout, error) {
	l := &layout{}
	named := map[string]string{}
	for _, group := range slices.Sorted(maps.Keys(files)) { // sorted: a file named in two groups always goes to the last
		for _, n := range files[group] {
			named[path.Clean(strings.ReplaceAll(n, "\\", "/"))] = group
		}
	}
	err := fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		rel := strings.TrimPrefix(strings.TrimPrefix(p, root), "/")
		if root == "." {
			rel = p
		}
		if p == root {
			return nil
		}
		low := strings.ToLower(name)
		switch {
		case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasPrefix(name, "~"), low == "thumbs.db", low == "desktop.ini":
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && (rel == passesFolder || rel == importsFolder):
			return fs.SkipDir
		case d.IsDir() && path.Ext(low) == ".numbers": // a package, one file to its users
			l.leave(rel, classify(rel).group)
			return fs.SkipDir
		case d.IsDir():
			if meant := misnamedFolder(rel); meant != "" {
				l.misnamed = append(l.misnamed, misnamed{rel, meant, true})
			}
			depth := strings.Count(rel, "/")
			if depth > 3 {
				l.other = append(l.other, coding.ReceiptNote{Code: "file_unknown", Args: []string{rel + "/"}})
			}
			if depth == 0 && (strings.HasPrefix(low, "report") || strings.HasSuffix(low, "-report")) || depth > 3 {
				return fs.SkipDir
			}
			if _, err := fs.Stat(fsys, path.Join(p, reportMark)); err == nil {
				return fs.SkipDir
			}
			top, _, _ := strings.Cut(strings.ToLower(rel), "/")
			if !slices.Contains(dataFolders, top) && isResults(fsys, path.Join(p, resultsName)) { // a report moved or copied: nothing is read there anyway
				return fs.SkipDir
			}
			return nil
		case low == resultsName && isResults(fsys, p):
			return nil
		}
		f := classify(rel)
		if g, ok := named[rel]; ok {
			f.group = groupOf(g)
		}
		switch f.group {
		case "", "later", "unread":
			l.leave(rel, f.group)
		default:
			f.path = rel
			l.files = append(l.files, f)
		}
		return nil
	})
	slices.SortStableFunc(l.files, func(a, b place) int { return strings.Compare(a.path, b.path) })
	l.converted(named)
	return l, err
}

// groupOf maps a name under `files:` to a group of files.
func groupOf(name string) string {
	switch name {
	case "departments", "interviews", "respondents":
		return "cases"
	case "transcripts":
		return "transcript"
	}
	return name
}

var tableEndings = []string{".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt", ".parquet"}

// savEnding recognises SPSS system files, which responses alone are read from.
func savEnding(ext string) bool { return ext == ".sav" || ext == ".zsav" }

// classify tells what a file is for by its path inside the study.
func classify(rel string) place {
	f := place{path: rel}
	dir, name := path.Split(strings.ToLower(rel))
	dir = strings.TrimSuffix(dir, "/")
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	table := slices.Contains(tableEndings, ext)
	top, _, _ := strings.Cut(dir, "/")
	yaml := ext == ".yaml" || ext == ".yml"
	switch {
	case dir == "" && stem == "study" && yaml:
		f.group = "settings"
	case dir == "" && stem == "framework" && (yaml || table):
		f.group = "framework"
	case top == "interviews" || top == "访谈":
		switch {
		case ext == ".txt" || ext == ".docx" || ext == ".docm" || table:
			f.group = "transcript"
		case ext == ".doc":
			f.group = "unread"
		case unread[ext] != "" || ext == ".pdf":
			f.group = "later"
		}
	case top == "coding" || top == "编码":
		if unread[ext] != "" {
			f.group = "unread"
		}
		if !table || ext == ".txt" {
			break
		}
		f.group = "coding"
		parts := strings.Split(rel, "/")
		f.coder = strings.TrimSuffix(parts[len(parts)-1], path.Ext(rel))
		if len(parts) > 2 {
			f.pass = parts[len(parts)-2]
		} else if stem == "consensus" || stem == "共识" {
			f.group = "consensus"
		}
	case savEnding(ext) && (dir == "" || dir == "survey" || dir == "问卷") && byStem(stem) == "responses":
		f.group = "responses"
	case unread[ext] != "":
		switch {
		case dir == "survey", dir == "问卷", dir == "" && (byStem(stem) != "" || stem == "study" || stem == "framework"):
			f.group = "unread"
		case dir == "":
			f.group = "later"
		}
	case !table || ext == ".txt":
	case dir == "" || dir == "survey" || dir == "问卷":
		f.group = byStem(stem)
	}
	return f
}

func byStem(stem string) string {
	switch stem {
	case "codebook", "codes", "编码本":
		return "codebook"
	case "cases", "departments", "interviews", "respondents", "案例", "部门", "访谈", "受访者":
		return "cases"
	case "coding", "编码":
		return "coding"
	case "consensus", "共识":
		return "consensus"
	case "instrument", "items", "questionnaire", "题项", "量表":
		return "instrument"
	case "ties", "关系":
		return "ties"
	case "documents", "文献", "文件":
		return "documents"
	case "benchmarks", "对照", "对标":
		return "benchmarks"
	case "decisions", "处理", "决定":
		return "decisions"
	}
	if strings.HasPrefix(stem, "responses") || strings.HasPrefix(stem, "答卷") || strings.HasPrefix(stem, "问卷数据") {
		return "responses"
	}
	return ""
}

// kindsOf are the kinds of sheets that a group's files may hold, the first one the kind of a sheet without a telling name.
func kindsOf(group, file string) []*kind {
	switch group {
	case "framework":
		return frameworkKinds
	case "codebook":
		return []*kind{kindCodebook}
	case "cases":
		all := []*kind{kindCases, kindDepartments, kindInterviews, kindRespondents}
		stem := strings.TrimSuffix(path.Base(file), path.Ext(file))
		for i, k := range all { // departments.csv
			if k.matches(stem) {
				all[0], all[i] = all[i], all[0]
			}
		}
		return all
	case "coding":
		return []*kind{kindCoding, kindConsensus}
	case "consensus":
		return []*kind{kindConsensus}
	case "instrument":
		return []*kind{kindInstrument}
	case "responses":
		return []*kind{kindResponses, kindValues}
	case "ties":
		return []*kind{kindTies}
	case "documents":
		return []*kind{kindDocuments}
	case "benchmarks":
		return []*kind{kindBenchmarks}
	case "decisions":
		return []*kind{kindDecisions}
	case "transcript":
		return []*kind{kindTranscript}
	}
	return nil
}

// matches reports whether a sheet's name is one of the kind's.
func (k *kind) matches(name string) bool {
	n := headerKey(name)
	return n == k.name || slices.ContainsFunc(k.sheets, func(s string) bool { return headerKey(s) == n })
}
