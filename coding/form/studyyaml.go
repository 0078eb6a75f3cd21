package form

import (
	_ "embed"
	"strings"

	"github.com/smekit/smekit/coding/locale"
)

//go:embed study.yaml
var studyYAML string

// StudyYAML is the settings file of a new study with its comments in Chinese (zh), English (en) or both: the defaults are
// written out, everything else stands in comments ready to be used.
func StudyYAML(lang string) []byte {
	var b strings.Builder
	for line := range strings.Lines(studyYAML) {
		text := strings.TrimLeft(line, " ")
		switch {
		case strings.HasPrefix(text, "#zh "):
			if lang == locale.English {
				continue
			}
			line = strings.Replace(line, "#zh ", "# ", 1)
		case strings.HasPrefix(text, "#en "):
			if lang == locale.Chinese {
				continue
			}
			line = strings.Replace(line, "#en ", "# ", 1)
		}
		b.WriteString(strings.ReplaceAll(line, "LANG", settingLang(lang)))
	}
	return []byte(b.String())
}

func settingLang(lang string) string {
	if lang == locale.Chinese || lang == locale.English {
		return lang
	}
	return "both"
}
