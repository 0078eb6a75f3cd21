package transcript

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

const open = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>`

const shut = `<w:sectPr><w:headerReference/></w:sectPr></w:body></w:document>`

func para(runs string) string { return "<w:p>" + runs + "</w:p>" }
func run(text string) string {
	return `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

// pack zips parts; more are pairs of names and contents.
func pack(t testing.TB, document string, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	parts := []string{"_rels/.rels", `<Relationships xmlns="r"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`}
	if document != "" {
		parts = append(parts, "word/document.xml", document)
	}
	parts = append(parts, more...)
	for i := 0; i < len(parts); i += 2 {
		f, err := zw.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDocumentsOfLibreOffice(t *testing.T) {
	for _, c := range []struct {
		file, text string
		turns      []coding.Turn
		notes      []coding.ReceiptNote
	}{
		{"testdata/interview.docx", "访谈记录（虚构）\n访谈时间：2024年5月1日\n\n访谈者：审批和监管怎么协调？\n请举个例子。\n受访者：每周三开联席会，当场定下来。\t很快。\n他说：“先试三个月。”后来就定了。\n访谈者：谢谢。",
			[]coding.Turn{{Speaker: "", From: 0, To: 23}, {Speaker: "访谈者", From: 29, To: 46}, {Speaker: "受访者", From: 51, To: 87}, {Speaker: "访谈者", From: 92, To: 95}},
			[]coding.ReceiptNote{{Code: "transcript_deletions", Args: []string{"1"}}, {Code: "transcript_speakers", Args: []string{"访谈者 (2), 受访者 (1)"}}, {Code: "transcript_not_speakers", Args: []string{"他说"}}}},
		{"testdata/table.docx", "座谈（虚构）\n时间\t2024年5月\n地点\t三楼\n\n窗口有几个人？\n两个人。\n住建局派来的。\n每周轮换。\n够吗？\n不够。\n记录到此为止。",
			[]coding.Turn{{Speaker: "", From: 0, To: 23}, {Speaker: "张三", From: 25, To: 32}, {Speaker: "李四", From: 33, To: 51}, {Speaker: "张三", From: 52, To: 55}, {Speaker: "李四", From: 56, To: 59}, {Speaker: "", From: 60, To: 67}},
			[]coding.ReceiptNote{{Code: "transcript_speakers", Args: []string{"张三 (2), 李四 (2)"}}}},
	} {
		data, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		got, notes, err := Read(data, c.file)
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != c.text {
			t.Errorf("%s: got %q", c.file, got.Text)
		}
		if !slices.Equal(got.Turns, c.turns) {
			t.Errorf("%s: got %+v", c.file, got.Turns)
		}
		if !slices.EqualFunc(notes, c.notes, func(a, b coding.ReceiptNote) bool { return a.Code == b.Code && slices.Equal(a.Args, b.Args) }) {
			t.Errorf("%s: got %+v", c.file, notes)
		}
		if got.Pos.File != c.file || got.Interview != "" {
			t.Errorf("%+v", got.Pos)
		}
	}
}

func TestWhatIsTextOfADocument(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"runs, breaks, tabs", para(run("一") + `<w:r><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/><w:t>四</w:t></w:r>`), "一\n二\t三-四"},
		{"tabs of the paragraph's layout", para(`<w:pPr><w:tabs><w:tab w:val="left" w:pos="2"/></w:tabs></w:pPr>` + run("一")), "一"},
		{"insertions and deletions", para(run("一") + `<w:ins>` + run("二") + `</w:ins><w:del><w:r><w:delText>三</w:delText></w:r></w:del><w:moveFrom>` + run("四") + `</w:moveFrom><w:moveTo>` + run("五") + `</w:moveTo>`), "一二五"},
		{"a deleted paragraph mark", para(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`+run("一")) + para(run("二")) + para(run("三")), "一二\n三"},
		{"an inserted paragraph mark", para(`<w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr>`+run("一")) + para(run("二")), "一\n二"},
		{"fields", para(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("链接") + `<w:hyperlink>` + run("又一") + `</w:hyperlink>`), "链接又一"},
		{"hidden", para(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r>` + run("也是")), "看得见也是"},
		{"text boxes and their fallback", para(run("一") + `<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` + para(run("框")) + `</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>` + para(run("框")) + `</w:pict></mc:Fallback></mc:AlternateContent>` + run("二")), "一二"},
		{"content controls", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + para(run("一")) + `</w:sdtContent></w:sdt>` + para(run("二")), "一\n二"},
		{"phonetic guides, formulas", para(`<w:ruby><w:rubyPr/><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase>` + run("汉") + `</w:rubyBase></w:ruby><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>`), "汉"},
		{"entities of XML, controls", para(run("a&lt;b&amp;&#x4e00;&#x9;")), "a<b&一\t"},
		{"a table of lines", `<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr/><w:tc><w:tcPr/>` + para(run("上")) + `</w:tc><w:tc>` + para(run("下")) + `</w:tc></w:tr><w:tr><w:tc>` + para(run("左")) + para(run("右")) + `</w:tc><w:tc>` + para("") + `</w:tc></w:tr></w:tbl>`, "上\t下\n左\n右\n"},
		{"a table in a table", `<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + para(run("里")) + `</w:tc><w:tc>` + para(run("面")) + `</w:tc></w:tr></w:tbl>` + para("") + `</w:tc></w:tr></w:tbl>`, "里\t面\n"},
		{"nothing", "", ""},
	} {
		got, _, err := Read(pack(t, open+c.body+shut), "x.docx")
		if err != nil || got.Text != c.want {
			t.Errorf("%s: got %q, %v", c.name, got.Text, err)
		}
	}
	strict := strings.Replace(open, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", 1)
	if got, _, err := Read(pack(t, strict+para(run("一"))+shut), "x.docx"); err != nil || got.Text != "一" {
		t.Errorf("strict: %q, %v", got.Text, err)
	}
}

func TestBrokenAndHostileFiles(t *testing.T) {
	good := pack(t, open+para(run("一二三"))+shut)
	var bomb bytes.Buffer
	zw := zip.NewWriter(&bomb)
	f, _ := zw.Create("word/document.xml")
	_, _ = f.Write([]byte(open + para(run(strings.Repeat("零", 1<<20))) + shut))
	_ = zw.Close()
	lying := bytes.Clone(bomb.Bytes()) // the directory says the part is small
	at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	copy(lying[at+24:], []byte{100, 0, 0, 0})
	var nested strings.Builder
	for range 200 {
		nested.WriteString("<w:tbl><w:tr><w:tc>")
	}
	for range 200 {
		nested.WriteString("</w:tc></w:tr></w:tbl>")
	}
	locked := bytes.Clone(good)
	for i := 0; i+4 < len(locked); i++ {
		if string(locked[i:i+4]) == "PK\x01\x02" {
			locked[i+8] |= 1
		}
	}
	damaged := bytes.Clone(good)
	damaged[bytes.Index(damaged, []byte("word/document.xml"))+40] ^= 0xff
	small := limits{file: 1 << 22, unzipped: 1 << 20, text: 1000, elements: 1 << 18}
	entity := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + strings.TrimPrefix(open, `<?xml version="1.0" encoding="UTF-8"?>`) + para(run("&b;")) + shut
	for _, c := range []struct {
		name, file string
		data       []byte
		lim        limits
		want       string
	}{
		{"old Word", "a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument"), small, "doc"},
		{"old Word under a new name", "a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\x00o\x00r\x00d\x00"), small, "doc"},
		{"a web page as .doc", "a.doc", []byte("<html>"), small, "doc"},
		{"with a password", "a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), small, "password"},
		{"a zip with a password", "a.docx", locked, small, "password"},
		{"rtf", "a.docx", []byte(`{\rtf1 x}`), small, "rtf"},
		{"pdf", "a.txt", []byte(`%PDF-1.7`), small, "pdf"},
		{"text under a document's name", "a.docx", []byte("一"), small, "not_word"},
		{"nothing under a document's name", "a.docx", nil, small, "not_word"},
		{"cut short", "a.docx", good[:len(good)/2], small, "truncated"},
		{"first bytes alone", "a.docx", []byte("PK"), small, "truncated"},
		{"damaged", "a.docx", damaged, small, "truncated damaged"},
		{"a workbook", "a.docx", pack(t, "", "xl/workbook.xml", "<workbook/>"), small, "not_word"},
		{"another root", "a.docx", pack(t, "<document><body/></document>"), small, "not_word"},
		{"no XML", "a.docx", pack(t, "一"), small, "not_word damaged"},
		{"nothing inside", "a.docx", pack(t, "", "word/document.xml", ""), small, "not_word"},
		{"tags that do not close", "a.docx", pack(t, open+"<w:p><w:r>"), small, "truncated"},
		{"tags that cross", "a.docx", pack(t, open+"<w:p><w:r></w:p></w:r>"+shut), small, "damaged"},
		{"entities", "a.docx", pack(t, entity), small, "doctype"},
		{"entities without a type", "a.docx", pack(t, open+para(run("&b;"))+shut), small, "damaged"},
		{"another encoding", "a.docx", pack(t, strings.Replace(open, "UTF-8", "GBK", 1)+shut), small, "damaged"},
		{"a bomb", "a.docx", bomb.Bytes(), small, "limit_unzipped"},
		{"a bomb with a false size", "a.docx", lying, small, "limit_unzipped truncated damaged"},
		{"a long text", "a.docx", pack(t, open+para(run(strings.Repeat("零", 1001)))+shut), small, "limit_text"},
		{"a long text file", "a.txt", []byte(strings.Repeat("零", 1001)), small, "limit_text"},
		{"a large file", "a.txt", make([]byte, 1<<22+1), small, "limit_file_size"},
		{"bytes", "a.txt", bytes.Repeat([]byte{0, 0, 2, 3}, 100), small, "binary"},
		{"tables in tables", "a.docx", pack(t, open+nested.String()+shut), small, "damaged"},
		{"elements in elements", "a.docx", pack(t, open+strings.Repeat("<w:x>", 1e4)+strings.Repeat("</w:x>", 1e4)+shut), small, ""},
	} {
		_, _, err := c.lim.read(c.data, c.file)
		var e *ReadError
		switch {
		case c.want == "" && err == nil:
		case !errors.As(err, &e) || !slices.Contains(strings.Fields(c.want), strings.TrimPrefix(e.Code, "transcript.error.")):
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	_, _, err := Read([]byte("PK"), "interviews/I1.docx")
	if err == nil || err.Error() != "interviews/I1.docx: the document is cut short or damaged: copy or download it again" {
		t.Errorf("got %v", err)
	}
	if _, _, err := bounds.read(bytes.Repeat([]byte{'a'}, 10), "a.txt"); err != nil {
		t.Error(err)
	}
}
