package intake_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/intake"
)

// Coded segments of MAXQDA become a codebook, a list of interviews and a coder's layer.
func Example() {
	const export = `Document group,Document name,Code,Beginning,End,Segment,Created by
County A,Interview 01,Embedding,12,12,We meet every Monday.,Wang
County A,Interview 01,,16,16,No code was given.,Wang
`
	im, err := dialect.Open("segments.csv", strings.NewReader(export), int64(len(export)), dialect.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	empty := &coding.Study{Framework: &coding.Framework{}}
	plan, err := intake.Make("segments", im, []intake.Source{{Name: "segments.csv", SHA256: "…"}}, intake.Options{}, intake.Context{
		Study: empty, Read: func(string) ([]byte, error) { return nil, fs.ErrNotExist }, Lang: "en"})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := intake.Report(os.Stdout, "en", im, plan); err != nil {
		fmt.Println(err)
	}
	// Output:
	// segments.csv
	//   file     recognised as MAXQDA by its columns Document group, Document name, Code, Beginning, End, Segment, Created by
	//              (maxqda-segments)
	//   rows     2 = used 1 + missing 0 + excluded 0 + rejected 1
	//              rejected 1: no code
	//   columns  used: Document group → group, Document name → document, Code → code, Beginning → begin, End → end, Segment →
	//              text, Created by → coder
	//   written  codebook.xlsx          new, rows added 1
	//            cases.xlsx             new, rows added 2
	//            coding/1/Wang.xlsx     new, rows added 1
	//            imports/segments.json  this receipt
}
