package dialect

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/refi"
)

// codesOf makes a project's codes of paths, with GUIDs of the given team.
func codesOf(team string, paths ...string) []refi.Code {
	var out []refi.Code
	for _, p := range paths {
		at := &out
		path := strings.Split(p, ">")
		for i, name := range path {
			k := slices.IndexFunc(*at, func(c refi.Code) bool { return c.Name == name })
			if k < 0 {
				k = len(*at)
				*at = append(*at, refi.Code{GUID: refi.GUID(team, "code", strings.Join(path[:i+1], ">")), Name: name})
			}
			at = &(*at)[k].Codes
		}
	}
	return out
}

func openCodes(t *testing.T, codes []refi.Code, o Options) *Import {
	t.Helper()
	var b bytes.Buffer
	if err := refi.WriteCodebook(&b, &refi.Codebook{Origin: "P", Codes: codes}); err != nil {
		t.Fatal(err)
	}
	return openFile(t, "x.qdc", b.Bytes(), o)
}

// after is a study's codebook after further imports.
func after(have []coding.Code, im *Import) []coding.Code {
	have = slices.Clone(have)
	for _, c := range im.Codes {
		if !slices.ContainsFunc(have, func(h coding.Code) bool { return h.ID == c.ID }) {
			c.Pos.File = "codebook.xlsx"
			have = append(have, c)
		}
	}
	return have
}

func idsOf(codes []coding.Code) string {
	var out []string
	for _, c := range codes {
		out = append(out, c.Parent+"/"+c.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// Different paths are different codes, whatever the order in which projects come, and one path is one code.
func TestCodesAreTheirPaths(t *testing.T) {
	projects := map[string][]refi.Code{"d": codesOf("d", "Trust"), "e": codesOf("e", "Gov>Trust"), "f": codesOf("f", "Firm>Trust"), "a": codesOf("a", "Gov>Trust", "Firm>Trust")}
	for _, order := range []string{"daef", "efad", "adfe", "edfa", "fdea"} {
		var have []coding.Code
		at := map[string]string{}
		for _, p := range order {
			im := openCodes(t, projects[string(p)], Options{Codes: have})
			have = after(have, im)
			for _, pair := range Propose(im).Codes {
				if was := at[pair.From]; was != "" && was != pair.To {
					t.Errorf("%s: %s became %s and %s", order, pair.From, was, pair.To)
				}
				at[pair.From] = pair.To
			}
		}
		if at["Trust"] == at["Gov > Trust"] || at["Trust"] == at["Firm > Trust"] || at["Gov > Trust"] == at["Firm > Trust"] || len(have) != 5 {
			t.Errorf("%s: %v, %s", order, at, idsOf(have))
		}
	}
}

// A bare name in a table is the code of that name where there is one, said where its id is made of the name; of several, it is asked,
// and the coding is kept.
func TestBareNames(t *testing.T) {
	have := after(nil, openCodes(t, codesOf("a", "Gov>Trust", "Firm>Trust", "Gov>Power"), Options{}))
	im := openFile(t, "x.csv", []byte("document,text,code,coder\nI1,one,Trust,W\nI1,two,Power,W\n"), Options{Codes: have})
	if len(im.Codings) != 2 || im.Codings[0].Code != "Trust" || im.Codings[1].Code != "Power" || len(im.Problems) != 1 || im.Problems[0].Code != "dialect.several_codes" ||
		im.Problems[0].Args[1] != "Gov > Trust, Firm > Trust" {
		t.Errorf("%+v %+v", im.Codings, im.Problems)
	}
	if got := noted(im, "dialect.codes_bare"); len(got) != 1 || got[0][0] != "Power = Gov > Power" {
		t.Errorf("%v", got)
	}
}

// Two codes of one file that differ in letter case are two; those of two files are one, which is said.
func TestCodesThatDifferInCase(t *testing.T) {
	im := openCodes(t, codesOf("a", "A1", "a1"), Options{})
	if len(im.Codes) != 2 || strings.EqualFold(im.Codes[0].ID, im.Codes[1].ID) {
		t.Fatalf("%+v", im.Codes)
	}
	have := after(nil, im)
	if im = openCodes(t, codesOf("b", "a1", "A1"), Options{Codes: have}); len(after(have, im)) != 2 || len(noted(im, "dialect.codes_cased")) != 0 {
		t.Errorf("%+v", im.Codes)
	}
	have = after(nil, openCodes(t, codesOf("a", "Trust"), Options{}))
	if im = openCodes(t, codesOf("b", "TRUST"), Options{Codes: have}); len(after(have, im)) != 1 || len(noted(im, "dialect.codes_cased")) != 1 {
		t.Errorf("%+v", im.Codes)
	}
	if im = openCodes(t, codesOf("b", "TRUST", "Trust"), Options{Codes: have}); len(after(have, im)) != 2 {
		t.Errorf("%+v", im.Codes)
	}
}

// Two codes of one file that are one of the framework are told with both names; what the framework does not word is no difference.
func TestCodesOfTheFramework(t *testing.T) {
	have := []coding.Code{{ID: "ME.REL", Parent: "ME", Dimension: "ME.REL", Label: coding.Label{ZH: "关系嵌入"}, Level: "selective", Definition: "as it is", Active: true}}
	im := openCodes(t, []refi.Code{{GUID: guid("code", "1"), Name: "ME.REL", Description: refi.Mark(refi.FieldCode, "ME.REL", refi.FieldLevel, "axial")}, {GUID: guid("code", "2"), Name: "关系嵌入"}}, Options{Codes: have})
	if got := noted(im, "dialect.codes_joint"); len(got) != 1 || got[0][0] != "ME.REL + 关系嵌入 = ME.REL" {
		t.Errorf("%v", got)
	}
	if len(noted(im, "dialect.codes_differ"))+len(noted(im, "dialect.framework_worded")) != 0 {
		t.Errorf("%+v", im.Receipt.Notes)
	}
	have[0].Pos.File = "codebook.xlsx"
	im = openCodes(t, []refi.Code{{GUID: guid("code", "1"), Name: "ME.REL", Description: refi.Mark(refi.FieldCode, "ME.REL", refi.FieldLevel, "axial")}}, Options{Codes: have})
	if len(noted(im, "dialect.codes_differ")) != 1 {
		t.Errorf("%+v", im.Receipt.Notes)
	}
}

// A code with a known GUID was renamed, and a new one that bears its old name is another.
func TestRenamedCodes(t *testing.T) {
	have := after(nil, openCodes(t, codesOf("a", "X"), Options{}))
	renamed := codesOf("a", "X")
	renamed[0].Name = "Xnew"
	im := openCodes(t, append(renamed, codesOf("b", "X")...), Options{Codes: have})
	if got := noted(im, "dialect.codes_renamed"); len(got) != 1 || got[0][0] != "Xnew = X" || len(after(have, im)) != 2 {
		t.Errorf("%v, %+v", got, im.Codes)
	}
}
