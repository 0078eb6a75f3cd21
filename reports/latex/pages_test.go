package latex

import (
	"fmt"
	"testing"
)

// A sentence between wide tables, and a heading before one, stand on their landscape pages; long texts do not.
func TestOrient(t *testing.T) {
	heading := func() *item { return &item{text: true, heading: true, height: headingRoom} }
	words := func(height float64) *item { return &item{text: true, height: height} }
	wide := func() *item { return &item{wants: true, height: 300} }
	for _, c := range []struct {
		items []*item
		want  string
	}{
		{[]*item{heading(), words(40), wide(), words(40), wide()}, "[true true true true true]"},
		{[]*item{heading(), words(900), words(600), wide()}, "[false false false true]"},
		{[]*item{wide(), heading(), words(900), words(900)}, "[true false false false]"},
		{[]*item{wide(), words(40), heading(), wide()}, "[true true true true]"},
	} {
		orient(c.items)
		var got []bool
		for _, x := range c.items {
			got = append(got, x.lying)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%v, want %s", got, c.want)
		}
	}
}
