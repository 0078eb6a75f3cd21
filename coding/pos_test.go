package coding

import "testing"

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		pos  Pos
		want string
	}{
		{Pos{File: "a.xlsx", Sheet: "s", Row: 12, Col: 6}, "a.xlsx!s!F12"},
		{Pos{File: "a.xlsx", Sheet: "s", Row: 12}, "a.xlsx!s!12:12"},
		{Pos{File: "a.xlsx", Sheet: "s", Col: 28}, "a.xlsx!s!AB:AB"},
		{Pos{File: "p.qdpx", Sheet: "project.qde", Row: 21, Element: "Code 4f"}, "p.qdpx!project.qde:21!Code 4f"},
		{Pos{File: "p.qdpx", Element: "Code 4f"}, "p.qdpx!Code 4f"},
	} {
		if got := c.pos.String(); got != c.want {
			t.Errorf("%s, expected %s", got, c.want)
		}
	}
}
