package pass

import (
	"slices"
	"strings"
)

// periodWords are words for the same period, the one that people use first: of English, then of Chinese.
var periodWords = [][2][]string{
	{{"before", "pre"}, {"改革前", "之前", "前", "前测"}},
	{{"during", "mid"}, {"改革中", "之中", "中", "中测"}},
	{{"after", "post"}, {"改革后", "之后", "后", "后测"}},
}

// likePeriod are the other words for a period; none for a name of the study's own.
func likePeriod(name string) []string {
	for _, of := range periodWords {
		all := append(slices.Clone(of[0]), of[1]...)
		if slices.ContainsFunc(all, func(w string) bool { return wordKey(w) == wordKey(name) }) {
			en, zh := of[0][0], of[1][0]
			return append(all, zh+" "+en, en+" "+zh, zh+" "+name, name+" "+zh)
		}
	}
	return nil
}

// shownPeriod is a period in the words that a coder reads: before is 改革前 in Chinese, and 改革前 before in both languages. A
// study that has the Chinese word for a period of its own, and a name that is not one of these, keep what they say.
func shownPeriod(lang, name string, all []string) string {
	for _, of := range periodWords {
		if strings.ToLower(name) != of[0][0] || lang == "en" || slices.Contains(all, of[1][0]) {
			continue
		}
		if lang == "zh" {
			return of[1][0]
		}
		return of[1][0] + " " + name
	}
	return name
}

// offered lists the periods as the drop-downs of a workbook in both languages do.
func (p *periodNames) offered() string {
	shown := make([]string, len(p.list))
	for i, name := range p.list {
		shown[i] = shownPeriod("both", name, p.list)
	}
	return strings.Join(shown, ", ")
}
