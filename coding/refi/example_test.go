package refi_test

import (
	"bytes"
	"fmt"

	"github.com/smekit/smekit/coding/refi"
)

// A project of one interview, one code and one coder, written and read.
func Example() {
	code, coder := refi.GUID("pilot", "code", "M1"), refi.GUID("pilot", "coder", "wang")
	p := &refi.Project{
		Name:  "pilot",
		Users: []refi.User{{GUID: coder, Name: "王芳"}},
		Codes: []refi.Code{{GUID: code, Name: "联席会议"}},
		Sources: []refi.Source{{
			GUID: refi.GUID("pilot", "interview", "I01"), Name: "I01", Text: "我😀联席会议有用",
			Selections: []refi.Selection{{Name: "联席会议", Start: 2, End: 6, Codings: []refi.Coding{{Code: code, CreatingUser: coder}}}},
		}},
	}
	var file bytes.Buffer
	if err := refi.WriteProject(&file, p); err != nil {
		fmt.Println(err)
		return
	}
	q, problems, err := refi.ReadProject(bytes.NewReader(file.Bytes()), int64(file.Len()), "pilot.qdpx", refi.Limits{})
	fmt.Println(q.Sources[0].Name, q.Sources[0].Quotes(), q.Codes[0].Name, q.Users[0].Name, len(problems), err)
	// Output: I01 [联席会议] 联席会议 王芳 0 <nil>
}
