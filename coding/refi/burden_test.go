package refi

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func textSources(paths ...string) string {
	var b strings.Builder
	for i, p := range paths {
		attr := "plainTextPath"
		if strings.HasSuffix(p, ".docx") {
			attr = "richTextPath"
		}
		fmt.Fprintf(&b, `<TextSource guid="%08x-0000-4000-8000-000000000000" name="s%d" %s="internal://%s"/>`, 0x100+i, i, attr, p)
	}
	return projectHead + "<Sources>" + b.String() + "</Sources></Project>"
}

// Two files of an archive may differ in letter case alone; another spelling finds a file where there is one such.
func TestFilesThatDifferInCase(t *testing.T) {
	p, problems := read(t, pack(t, "", "project.qde", textSources("d1.txt", "D1.txt", "e.TXT", "D1.TXT"),
		"sources/D1.txt", "upper", "sources/d1.txt", "lower", "sources/E.txt", "other"), Options{})
	var got []string
	for i := range p.Sources {
		got = append(got, p.Sources[i].Text)
	}
	if strings.Join(got, ",") != "lower,upper,other," || len(problems) != 1 || problems[0].Code != "refi_path_missing" {
		t.Errorf("%q, %+v", got, problems)
	}
}

type tooLarge struct{}

func (tooLarge) Error() string { return "too large" }
func (tooLarge) Limit() bool   { return true }

// Documents are bounded together: by what they unpack to, and where they say less than that, by how many were too large.
func TestDocumentsTogether(t *testing.T) {
	var doc bytes.Buffer
	zw := zip.NewWriter(&doc)
	f, _ := zw.Create("word/document.xml")
	_, _ = f.Write(bytes.Repeat([]byte("a"), 1000))
	_ = zw.Close()
	var names, members []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("d%d.docx", i))
		members = append(members, "sources/"+names[i], doc.String())
	}
	data := pack(t, "", append([]string{"project.qde", textSources(names...)}, members...)...)
	for name, c := range map[string]struct {
		err   error
		limit int64
		want  int
	}{
		"all fit":        {nil, 40 * 2000, 40},
		"by their size":  {nil, int64(len(textSources(names...)) + 40*doc.Len() + 5), (len(textSources(names...)) + 40*doc.Len() + 5) / 1000},
		"by the refused": {tooLarge{}, 1 << 30, costly},
	} {
		calls := 0
		p, problems := read(t, data, Options{Limits: Limits{MaxUnzipped: c.limit}, DocxText: func([]byte) (string, error) { calls++; return "text", c.err }})
		want := min(c.want, 40)
		if calls != want || len(p.Sources) != 40 {
			t.Errorf("%s: %d documents were read, expected %d", name, calls, want)
		}
		left := 0
		for _, x := range problems {
			if x.Code == "refi_text_large" {
				left++
			}
		}
		if left != 40-want {
			t.Errorf("%s: %d documents are said to be left alone, expected %d", name, left, 40-want)
		}
	}
}
