package study

import (
	"path"
	"strings"
)

// Reads reports whether a file of this slash-separated path inside a study's folder is one that the folder is read by: it
// is taken for data, for settings, or for a file whose name or format is a slip for theirs. It goes by the path alone, so that it
// can be asked of a file that is not there yet; a file that study.yaml names is not known here.
func Reads(rel string) bool {
	rel = path.Clean(rel)
	elems := strings.Split(rel, "/")
	if rel == "." || len(elems) > 5 || elems[0] == passesFolder || elems[0] == importsFolder {
		return false
	}
	for _, e := range elems {
		if strings.HasPrefix(e, ".") || strings.HasPrefix(e, "~") {
			return false
		}
	}
	switch classify(rel).group {
	case "", "later":
		return misnamedFile(rel) != ""
	}
	return true
}

// DataFolder reports whether a slash-separated path inside a study's folder is one of the folders that data are read from
// whatever their depth, or lies in one.
func DataFolder(rel string) bool {
	top, _, _ := strings.Cut(strings.ToLower(path.Clean(rel)), "/")
	for _, d := range dataFolders {
		if top == d {
			return true
		}
	}
	return false
}
