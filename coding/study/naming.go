package study

import (
	"path"
	"strings"

	"github.com/smekit/smekit/coding"
)

// studyName is the name that a study goes by on disk: the one given, else that of its root; empty when neither has one.
func studyName(given, root string, folder bool) string {
	for _, name := range []string{given, path.Base(root)} {
		if name = strings.TrimSpace(name); name == "" || name == "." || name == ".." || name == "/" {
			continue
		}
		if !folder && name != given {
			name = strings.TrimSuffix(name, path.Ext(name))
		}
		return name
	}
	return ""
}

// title is the study's title, else its name in the language it is written in, else words that fit any.
func (rd *reader) title() coding.Label {
	switch t := rd.set.title; {
	case t != coding.Label{}:
		return t
	case rd.name == "":
		return coding.Label{ZH: "本研究", EN: "This study"}
	case hasHan(rd.name):
		return coding.Label{ZH: rd.name}
	}
	return coding.Label{EN: rd.name}
}
