package refi

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

// pack makes an archive of a folder of testdata; more are further members, name and content by turns.
func pack(t testing.TB, dir string, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, data []byte) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if dir != "" {
		root := os.DirFS(filepath.Join("testdata", dir))
		err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, p)
			add(p, data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		add(more[i], []byte(more[i+1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, data []byte, o Options) (*Project, []coding.Problem) {
	t.Helper()
	p, problems, err := ReadProjectWith(bytes.NewReader(data), int64(len(data)), "p.qdpx", o)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Receipt.Balanced() {
		t.Errorf("the receipt does not balance: %+v", p.Receipt)
	}
	return p, problems
}

// told lists problems as line, code and the arguments after the element's name.
func told(problems []coding.Problem) []string {
	var out []string
	for _, p := range problems {
		s := fmt.Sprint(p.Pos.Row, " ", p.Code)
		if len(p.Args) > 1 {
			s += " " + p.Args[0] + " " + strings.TrimSuffix(strings.TrimLeft(p.Args[1], "0"), "-0000-4000-8000-000000000000")
			for _, a := range p.Args[2:] {
				s += " " + strings.TrimSuffix(a, "-0000-4000-8000-000000000000")
			}
		} else {
			s += " " + strings.Join(p.Args, " ")
		}
		if p.Suggestion != "" {
			s += " → " + p.Suggestion
		}
		out = append(out, s)
	}
	return out
}

// coded lists the codings on texts: coder, code and text.
func coded(p *Project) []string {
	users, codes := map[string]string{}, map[string]string{}
	for _, u := range p.Users {
		users[u.GUID] = u.Name
	}
	var walk func(cs []Code)
	walk = func(cs []Code) {
		for _, c := range cs {
			codes[c.GUID] = c.Name
			walk(c.Codes)
		}
	}
	walk(p.Codes)
	var out []string
	var source func(s *Source)
	source = func(s *Source) {
		if s.isText() {
			for i, q := range s.Quotes() {
				for _, c := range s.Selections[i].Codings {
					out = append(out, users[c.CreatingUser]+" "+codes[c.Code]+" "+q)
				}
			}
		}
		for i := range s.Texts {
			source(&s.Texts[i])
		}
	}
	for i := range p.Sources {
		source(&p.Sources[i])
	}
	return out
}

func noteCodes(r coding.Receipt) string {
	var out []string
	for _, n := range r.Notes {
		out = append(out, n.Code)
	}
	return strings.Join(out, " ")
}

var fixtures = []struct {
	name     string
	coded    []string
	problems []string
	notes    string
	options  Options
}{
	{name: "emoji-offsets", coded: []string{"王芳 联席会议 联席会议"}},
	{name: "emoji-counted-as-two", coded: []string{"王芳 联席会议 联席会议", "王芳 联席会议 有用"}, notes: "refi.counted_pairs"},
	{name: "bom-not-counted", coded: []string{"王芳 联席会议 联席会议", "李明 平台 平台没有用"}},
	{name: "bom-counted", coded: []string{"王芳 联席会议 联席会议", "李明 平台 平台没有用"}, notes: "refi.counted_bom"},
	{name: "crlf-atlas-one", coded: []string{"王芳 联席会议 联席会议", "李明 平台 平台没有用"}, notes: "refi.counted_lines_one"},
	{name: "crlf-two", coded: []string{"王芳 联席会议 联席会议", "李明 平台 平台没有用"}},
	{name: "crlf-without-names", coded: []string{"王芳 联席会议 联席会议", "李明 平台 平台没有用"}},
	{name: "lf-counted-as-two", coded: []string{"王芳 联席会议 联席会议", "李明 平台 平台没有用"}, notes: "refi.counted_lines_two"},
	{name: "braced-guids", coded: []string{"王芳 联席会议 联席会议"}},
	{name: "sources-folder-case", coded: []string{"王芳 联席会议 联席会议"}},
	{name: "relative-path", coded: []string{"王芳 联席会议 联席会议"}, notes: "refi.outer_inside",
		problems: []string{"21 refi_path_outside TextSource 32 relative:///elsewhere/b.txt"}},
	{name: "path-leaves-archive", coded: []string{"王芳 联席会议 联席会议"},
		problems: []string{"16 refi_path_leaves TextSource 31 internal://../../etc/passwd"}},
	{name: "offsets-beyond", coded: []string{"王芳 联席会议 联席会议"}, problems: []string{
		"20 refi_offsets_beyond PlainTextSelection 42 10 9999 17",
		"23 refi_offsets_beyond PlainTextSelection 43 6 3 17",
		"26 refi_offsets_beyond PlainTextSelection 44 -2 3 17"}},
	{name: "undefined-code", coded: []string{"王芳 联席会议 联席会议"}, problems: []string{"19 refi_undefined_code Coding 900 00000999"}},
	{name: "mismatched-text", coded: []string{"王芳 联席会议 联席会议", "王芳 联席会议 平台没有用"},
		problems: []string{"23 refi_text_differs PlainTextSelection 43 联席会议有用 第一行 → 4–10"}},
	{name: "names-are-labels", coded: []string{"王芳 联席会议 联席会议", "王芳 联席会议 平台没有用"}, notes: "refi.names_are_labels"},
	{name: "unknown-user", coded: []string{" 联席会议 联席会议", " 平台 平台没有用"}, problems: []string{"17 refi_unknown_user PlainTextSelection 41 00000099"}},
	{name: "duplicate-guids", coded: []string{"王芳 联席会议 联席会议", "王芳 第三 平台没有用"}, problems: []string{
		"12 refi_duplicate_guid Code 22", "21 refi_duplicate_guid PlainTextSelection 41", "22 refi_duplicate_guid Coding 441"}},
	{name: "missing-attributes", notes: "refi.bad_colors", coded: []string{"王芳 联席会议 联席会议", " 联席会议 第一行"}, problems: []string{
		"5 refi_missing_attribute User  guid", "12 refi_missing_attribute Code 23 name", "12 refi_bad_value Code 23 isCodable perhaps",
		"20 refi_missing_attribute PlainTextSelection 42 endPosition",
		"24 refi_missing_attribute Coding 443 CodeRef", "25 refi_missing_attribute Coding  guid"}},
	{name: "two-coders-overlapping", coded: []string{"王芳 联席会议 联席会议有用", "李明 联席会议 会议有用", "王芳 平台 联席会议", "李明 平台 联席会议"}},
	{name: "nested-codes", coded: []string{"王芳 外部 联席会议"}, notes: "refi.unknown_elements"},
	{name: "cases-variables", coded: []string{"王芳 联席会议 联席会议"}, problems: []string{
		"32 refi_bad_value VariableValue 112 IntegerValue many", "32 refi_undefined SelectionRef 112 targetGUID 00000999"}},
	{name: "pdf-picture-video", coded: []string{"王芳 联席会议 平台", "李明 平台 平台"}, notes: "refi.codings_on_pdf refi.codings_on_video refi.media_outside",
		problems: []string{"41 refi_bad_value AudioSelection 152 begin x"}},
	{name: "named-after-project", coded: []string{"王芳 联席会议 联席会议"}, notes: "refi.project_name"},
	{name: "docx-only", problems: []string{"16 refi_rich_only TextSource 31 internal://00000031-0000-4000-8000-000000000000.docx"}},
	{name: "docx-only", coded: []string{"王芳 联席会议 会议"}, notes: "refi.docx_text",
		options: Options{DocxText: func(b []byte) (string, error) { return "会议\n有用", nil }}},
	{name: "docx-only", problems: []string{"16 refi_text_unreadable TextSource 31 internal://00000031-0000-4000-8000-000000000000.docx no document"},
		options: Options{DocxText: func(b []byte) (string, error) { return "", errors.New("no document") }}},
	{name: "gb18030-source", coded: []string{"王芳 联席会议 联席会议"}, notes: "refi.encoding"},
}

func TestFixtures(t *testing.T) {
	for _, f := range fixtures {
		t.Run(f.name, func(t *testing.T) {
			p, problems := read(t, pack(t, f.name), f.options)
			if got := coded(p); !slices.Equal(got, f.coded) {
				t.Errorf("coded %q", got)
			}
			got := told(problems)
			for i := range got { // elements without GUID are given one
				if s := strings.Fields(got[i]); len(s) > 3 && len(s[3]) == 36 {
					got[i] = strings.Replace(got[i], s[3], "", 1)
				}
			}
			if !slices.Equal(got, f.problems) {
				t.Errorf("problems %s", strings.Join(got, "\n"))
			}
			if got := noteCodes(p.Receipt); got != f.notes {
				t.Errorf("notes %s", got)
			}
			again(t, p)
		})
	}
}

// again writes a project, reads it and wants the same; writing that gives the same bytes.
func again(t testing.TB, p *Project) {
	t.Helper()
	var b, c bytes.Buffer
	if err := WriteProject(&b, p); err != nil {
		t.Fatal(err)
	}
	validate(t, b.Bytes())
	q, problems := read(t, b.Bytes(), Options{})
	if len(problems) > 0 {
		t.Fatalf("problems after writing: %q", told(problems))
	}
	if err := WriteProject(&c, q); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), c.Bytes()) {
		t.Error("written again, the bytes differ")
	}
	x, y := *p, *q
	x.Receipt, y.Receipt = coding.Receipt{}, coding.Receipt{}
	if !reflect.DeepEqual(x, y) {
		t.Errorf("read again, the project differs:\n%+v\n%+v", x, y)
	}
}

// zipParts takes an archive apart: the project's XML and the first text.
func zipParts(data []byte) (parts [2][]byte, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return parts, err
	}
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			return parts, err
		}
		b, err := io.ReadAll(rc)
		if err != nil {
			return parts, err
		}
		if strings.HasSuffix(f.Name, ".qde") {
			parts[0] = b
		} else if parts[1] == nil {
			parts[1] = b
		}
	}
	return parts, nil
}
