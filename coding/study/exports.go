package study

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
)

// exportsByContent takes the files in the survey's folder whose names say nothing, but whose content is plainly the export of a
// survey platform, for responses: people leave the name that the platform gave.
func (rd *reader) exportsByContent(l *layout) error {
	var left []coding.ReceiptNote
	for _, n := range l.other {
		if n.Code != "file_unknown" || !surveyTable(n.Args[0]) {
			left = append(left, n)
			continue
		}
		if err := rd.ctx.Err(); err != nil {
			return err
		}
		src, err := load(rd.fsys, rd.root, place{path: n.Args[0], group: "responses"})
		if err != nil {
			return err
		}
		if im, err := dialect.OpenSurvey(src.path, bytes.NewReader(src.data), int64(len(src.data)), dialect.Options{}); err != nil || im == nil || im.Survey == nil {
			left = append(left, n)
			continue
		}
		l.files = append(l.files, src.place)
	}
	l.other = left
	slices.SortStableFunc(l.files, func(a, b place) int { return strings.Compare(a.path, b.path) })
	return nil
}

// surveyTable reports whether a path is that of a table in the survey's folder.
func surveyTable(rel string) bool {
	dir, name := path.Split(strings.ToLower(rel))
	return (dir == "survey/" || dir == "问卷/") && path.Ext(name) != ".txt" && slices.Contains(tableEndings, path.Ext(name))
}
