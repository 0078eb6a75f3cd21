package dialect

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// changed lists the names that the receipt says were changed.
func changed(im *Import) (out []string) {
	for _, n := range im.Receipt.Notes {
		if n.Code == "dialect.safe_name" || n.Code == "dialect.same_file_name" {
			out = append(out, n.Args[0])
		}
	}
	return out
}

var safePath = regexp.MustCompile(`^(coding/[^/\\:*?"<>|.][^/\\:*?"<>|]*/[^/\\:*?"<>|]+\.xlsx|interviews/[^/\\:*?"<>|]+)$`)

// Nothing that a file or a map calls a pass, a coder or an interview leads out of the study.
func TestNamesStayInTheStudy(t *testing.T) {
	data := "document,text,code,coder,轮次\nI1,one,x,Li,../../../evil\nI1,two,x,Li,..\nI1,three,x,../Wang,con\nI2,four,x,Li,试编码 1\nI2,five,x,...,LPT1.x\nI2,six,x,AUX,\n"
	im := openFile(t, "x.csv", []byte(data), Options{Pass: `a\b`, Map: &Map{Documents: []Pair{{From: "I1", To: "../../I1"}, {From: "I2", To: "访谈 2"}}}})
	var passes, files, interviews []string
	for _, c := range im.Codings {
		passes = append(passes, c.Pass)
	}
	for _, c := range im.Codings {
		files = append(files, "coding/"+c.Pass+"/"+c.Coder+".xlsx")
	}
	for _, iv := range im.Interviews {
		interviews = append(interviews, iv.ID)
		files = append(files, "interviews/"+iv.ID)
	}
	for _, f := range files {
		if !safePath.MatchString(f) || strings.Contains(f, "..") && !strings.Contains(f, "_..") {
			t.Errorf("writes %q", f)
		}
	}
	slices.Sort(passes)
	if want := []string{"LPT1_.x", "a_b", "con_", "evil", "x" + digest(6, ".."), "试编码 1"}; !slices.Equal(passes, want) {
		t.Errorf("passes %q", passes)
	}
	if !slices.Equal(interviews, []string{"I1", "访谈 2"}) {
		t.Errorf("interviews %q", interviews)
	}
	if got, want := changed(im), []string{"../../I1", "../Wang", "...", "AUX", "../../../evil", "..", "con", "LPT1.x", `a\b`}; !slices.Equal(got, want) {
		t.Errorf("told of %q", got)
	}
	im = openFile(t, "x.csv", []byte("document,text,code,coder\nI1,one,x,Li\n"), Options{Map: &Map{Values: []Pair{{From: "pass", To: "../2"}}}})
	if im.Codings[0].Pass != "2" || len(changed(im)) != 1 {
		t.Errorf("pass %q, told of %q", im.Codings[0].Pass, changed(im))
	}
}

// Names that would be one file on Windows and macOS, or once made safe, stay apart, in whatever order they come.
func TestNamesStayApart(t *testing.T) {
	rows := []string{"I1,one,x,Li,Pilot", "I1,one,x,li,Pilot", "I1,one,x,Wang/Li,pilot", "I1,one,x,Wang:Li,pilot", "I1,one,x,Zhao,pilot"}
	read := func(rows []string, o Options) *Import {
		return openFile(t, "x.csv", []byte("document,text,code,coder,pass\n"+strings.Join(rows, "\n")+"\n"), o)
	}
	im := read(rows, Options{})
	files := map[string]bool{}
	for _, c := range im.Codings {
		files[strings.ToLower(c.Pass+"/"+c.Coder)] = true
	}
	if len(im.Codings) != 5 || len(files) != 5 {
		t.Errorf("%d codings in %d files: %v", len(im.Codings), len(files), files)
	}
	if got := changed(im); !slices.Equal(got, []string{"Li", "li", "Wang/Li", "Wang:Li", "Pilot", "pilot"}) {
		t.Errorf("told of %q", got)
	}
	turned := slices.Clone(rows)
	slices.Reverse(turned)
	if a, b := keys(im), keys(read(turned, Options{})); !slices.Equal(a, b) {
		t.Errorf("names depend on the order: %q, %q", a, b)
	}
	// who is one says so
	im = read(rows[:2], Options{Map: &Map{Coders: []Pair{{From: "li", To: "Li"}}}})
	if len(im.Codings) != 1 || im.Codings[0].Coder != "Li" {
		t.Errorf("%+v", im.Codings)
	}
	im = openFile(t, "x.csv", []byte("document,text,code,coder\nA,one,x,W\nB,two,x,W\nC,three,x,W\n"), Options{Map: &Map{Documents: []Pair{{From: "A", To: "q1"}, {From: "C", To: "b"}}}})
	if got := keys(im); len(im.Interviews) != 3 || !strings.HasPrefix(got[0], "1|W|B-") || !strings.HasPrefix(got[1], "1|W|b-") || !strings.HasPrefix(got[2], "1|W|q1|") {
		t.Errorf("%q", got)
	}
}
