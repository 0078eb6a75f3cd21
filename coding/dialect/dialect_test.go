package dialect

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sheet"
)

// workbook makes an xlsx file of sheets given as name and rows.
func workbook(t testing.TB, sheets ...any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i := 0; i+1 < len(sheets); i += 2 {
		name := sheets[i].(string)
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range sheets[i+1].([][]any) {
			cell, _ := excelize.CoordinatesToCellName(1, r+1)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbookOfSeveralSheets(t *testing.T) {
	data := workbook(t,
		"Segments", [][]any{{"Document group", "Document name", "Code", "Beginning", "End", "Weight score", "Segment", "Created by"},
			{"A", "Interview 1", "Mechanism > Trust", 1, 1, 0, "We trust them.", "Wang"},
			{"A", "Interview 1", "Mechansim > Trust", 2, 2, 0, "They trust us.", "Wang"}},
		"Codes", [][]any{{"Code", "Memo"}, {"Mechanism", "How"}, {"Mechanism > Trust", "Ties"}},
		"More", [][]any{{"Document group", "Document name", "Code", "Beginning", "End", "Weight score", "Segment", "Created by"},
			{"A", "Interview 2", "Mechanism > Trust", 1, 1, 0, "We do.", "Li"}, {"A", "Interview 2", "", 1, 1, 0, "We do.", "Li"}},
		"Notes", [][]any{{"seen on Monday"}})
	compare(t, "several-sheets.xlsx", dump(openFile(t, "several-sheets.xlsx", data, Options{})))
}

func TestIndentedByColumns(t *testing.T) {
	data := workbook(t, "Codebook", [][]any{{"Name", nil, nil, "Description", "Files", "References"},
		{"Mechanism", nil, nil, "How", 3, 9}, {nil, "Trust", nil, "Ties", 2, 5}, {nil, nil, "Mutual", nil, 1, 2}, {nil, "Power", nil, nil, 1, 1}, {"Effect", nil, nil, nil, 2, 2}})
	im := openFile(t, "nvivo.xlsx", data, Options{})
	var got []string
	for _, c := range im.Codes {
		got = append(got, c.Parent+"/"+c.ID+":"+c.Definition)
	}
	if want := []string{"/Mechanism:How", "Mechanism/Trust:Ties", "Trust/Mutual:", "Mechanism/Power:", "/Effect:"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestCutOffWorkbook(t *testing.T) {
	data := workbook(t, "Segments", [][]any{{"document", "text", "code"}, {"I1", "We trust them.", "Trust"}})
	for _, n := range []int{len(data) / 2, len(data) - 7} {
		_, err := Open("x.xlsx", bytes.NewReader(data[:n]), int64(n), Options{})
		var e *sheet.ReadError
		if !errors.As(err, &e) || e.Code != "sheet.error.truncated" {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	if _, err := Open("x.csv", bytes.NewReader(nil), 0, Options{}); err == nil {
		t.Error("an empty file was taken")
	}
}

func TestHostileDepth(t *testing.T) {
	deep := strings.Repeat("a > ", 50_000)
	im := openFile(t, "x.csv", []byte("document,text,code,coder\nI,x,"+deep+"b,W\n"), Options{})
	if len(im.Codes) > 40 || len(im.Codings) != 1 {
		t.Errorf("%d codes, %d codings", len(im.Codes), len(im.Codings))
	}
	var b strings.Builder
	b.WriteString("Name\tFiles\tDescription\n")
	for i := range 400 {
		b.WriteString(strings.Repeat(" ", i) + "c\t1\t\n")
	}
	if im := openFile(t, "x.tsv", []byte(b.String()), Options{As: "nvivo"}); len(im.Codes) == 0 || len(im.Codes) > 400 {
		t.Errorf("%d codes", len(im.Codes))
	}
}

// keys lists what identifies the codings of an import, sorted.
func keys(im *Import) []string {
	var out []string
	for _, c := range im.Codings {
		out = append(out, strings.Join([]string{c.Pass, c.Coder, c.Interview, c.Segment, c.Code}, "|"))
	}
	sort.Strings(out)
	return out
}

func TestImportingAgainChangesNothing(t *testing.T) {
	data, err := os.ReadFile("testdata/qda/maxqda-english.csv")
	if err != nil {
		t.Fatal(err)
	}
	first := openFile(t, "a.csv", data, Options{})
	if again := openFile(t, "a.csv", data, Options{}); !reflect.DeepEqual(first, again) {
		t.Error("the second reading differs")
	}
	// rows in another order, and the file as a workbook with other line ends, give the same ids
	rows := [][]any{}
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "a.csv", sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for r := range book.Rows("") {
		var cells []any
		for _, c := range r.Cells {
			cells = append(cells, strings.ReplaceAll(c.Text, "\n", "\r\n"))
		}
		rows = append(rows, cells)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		rng.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
		if got := keys(openFile(t, "b.xlsx", workbook(t, "x", rows), Options{})); !slices.Equal(got, keys(first)) {
			t.Errorf("got %q, want %q", got, keys(first))
		}
	}
}

func TestTwoProgramsShareSegments(t *testing.T) {
	a := openFile(t, "a.csv", []byte("id,document,tag,content\n1,Interview 1.docx,Trust,We trust them.\n2,Interview 1.docx,Power,They decide.\n"), Options{Coder: "Wang"})
	b := openFile(t, "b.csv", []byte("document,text,code,coder\nInterview 1,\"We  trust\nthem.\",Trust,Li\n"), Options{})
	if x, y := a.Codings[0], b.Codings[0]; x.Interview != y.Interview || x.Segment != y.Segment {
		t.Errorf("%+v, %+v", x, y)
	}
}

func TestDocumentNamesBecomeIDs(t *testing.T) {
	for name, want := range map[string]string{"Interview 01.docx": "Interview_01", "  访谈 1（领导）.txt": "访谈_1_领导", "a/b\\..\\c": "a_b_.._c", "CON": "CON_",
		"v1.2": "v1.2", "../../etc/passwd": "etc_passwd", "é": "é", "": ""} {
		if got := safeID(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"???", strings.Repeat("长", 200), "\x00", "."} {
		id := safeID(name)
		if name != "" && (id == "" || strings.ContainsAny(id, "/\\?\x00") || len([]rune(id)) > 60) {
			t.Errorf("%q: got %q", name, id)
		}
	}
	data := "document,text,code,coder\nA?1,one,x,W\nA!1,two,x,W\nA_1,three,x,W\n"
	im := openFile(t, "x.csv", []byte(data), Options{})
	rows := strings.Split(strings.TrimSpace(data), "\n")
	other := openFile(t, "x.csv", []byte(strings.Join([]string{rows[0], rows[3], rows[1], rows[2]}, "\n")), Options{})
	if !slices.Equal(keys(im), keys(other)) || len(im.Interviews) != 3 {
		t.Errorf("ids depend on the order: %q, %q", keys(im), keys(other))
	}
}

func TestLayoutNames(t *testing.T) {
	data := []byte("Name,Files\nTrust,2\n")
	im := openFile(t, "x.csv", data, Options{As: "nvivo-codebok"})
	if len(im.Problems) != 1 || im.Problems[0].Code != "dialect.unknown_layout" || im.Problems[0].Suggestion != "nvivo-codebook" {
		t.Errorf("%+v", im.Problems)
	}
	for _, as := range []string{"NVivo", "nvivo", "nvivo-codebook", "nvivo_codebook"} {
		if im := openFile(t, "x.csv", data, Options{As: as}); im.Layout != "nvivo-codebook" || len(im.Codes) != 1 {
			t.Errorf("%s: %+v", as, im)
		}
	}
	seen := map[string]bool{}
	for _, name := range Layouts() {
		if seen[name] || !strings.Contains(name, "-") {
			t.Errorf("layout %q", name)
		}
		seen[name] = true
	}
}

func TestCoderColumnAndOption(t *testing.T) {
	data := []byte("document,text,code,coder\nI1,one,x,Wang\nI1,two,x,\n")
	im := openFile(t, "x.csv", data, Options{})
	if len(im.Codings) != 1 || len(im.Problems) != 1 || im.Problems[0].Code != "dialect.ambiguous_coder" || im.Problems[0].Args[0] != "1" {
		t.Errorf("%+v %+v", im.Codings, im.Problems)
	}
	im = openFile(t, "x.csv", data, Options{Coder: "Li"})
	if len(im.Codings) != 2 || im.Codings[0].Coder != "Li" || im.Codings[1].Coder != "Wang" {
		t.Errorf("%+v", im.Codings)
	}
}

func TestStudysOwnSheet(t *testing.T) {
	data := "interview_id,segment_id,text,code,intensity,direction,state,period,pass,coder\n" +
		"Q01,S1,We meet.,ME.REL,3,1,,before,2,Wang\nQ01,S2,Nobody meets.,ME.REL,2,,absent,,1,Wang\nQ01,S1,We part.,ME.REL,9,5,perhaps,,2,Li\n"
	im := openFile(t, "x.csv", []byte(data), Options{Codes: study})
	want := []coding.Coding{
		{Pass: "1", Coder: "Wang", Interview: "Q01", Segment: "S2", Code: "ME.REL", Intensity: 2, Direction: -1, HasDir: true, Rated: true, State: coding.Absent, HasState: true},
		{Pass: "2", Coder: "Wang", Interview: "Q01", Segment: "S1", Code: "ME.REL", Intensity: 3, Direction: 1, HasDir: true, Rated: true, Period: "before"},
	}
	for i := range im.Codings {
		im.Codings[i].Pos = coding.Pos{}
	}
	if !reflect.DeepEqual(im.Codings, want) {
		t.Errorf("got %+v", im.Codings)
	}
	var codes []string
	for _, p := range im.Problems {
		codes = append(codes, p.Pos.Cell()+" "+p.Code)
	}
	if want := []string{"4:4 text_differs", "E4 out_of_range", "F4 out_of_range", "G4 unknown_value"}; !slices.Equal(codes, want) {
		t.Errorf("got %q", codes)
	}
}
