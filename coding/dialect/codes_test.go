package dialect

import (
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
)

// A code that the study has keeps the study's id and what the file says of it, and the differences are told.
func TestCodesInOtherWords(t *testing.T) {
	have := []coding.Code{{ID: "ME", Definition: "Embedding", Active: true},
		{ID: "ME.REL", Parent: "ME", Pos: coding.Pos{File: "codebook.xlsx"}, Dimension: "ME.REL", Label: coding.Label{ZH: "关系嵌入", EN: "Trust"}, Definition: "as the framework has it", Example: "We meet.", Active: true}}
	im := openFile(t, "x.csv", []byte("Code,Memo\nME,Embedding\nTrust,as the team has it\nNew,\n"), Options{As: "maxqda", Codes: have})
	if got := im.Codes[1]; got.ID != "ME.REL" || got.Definition != "as the team has it" || got.Example != "We meet." || got.Parent != "ME" || got.Label.ZH != "关系嵌入" || got.Pos.Row != 3 || !got.Active {
		t.Errorf("%+v", got)
	}
	if len(im.Codes) != 3 || len(im.Restated) != 1 || im.Restated[0].Code != "ME.REL" || im.Restated[0].Pos.Row != 3 || !slices.Equal(im.Restated[0].Fields, []string{"definition"}) {
		t.Errorf("%+v", im.Restated)
	}
	if !slices.ContainsFunc(im.Receipt.Notes, func(n coding.ReceiptNote) bool {
		return n.Code == "dialect.codes_differ" && n.Args[0] == "ME.REL: definition"
	}) {
		t.Errorf("%+v", im.Receipt.Notes)
	}
	if have[1].Definition != "as the framework has it" {
		t.Error("the study's own code was changed")
	}
	im = openFile(t, "x.csv", []byte("Code,Memo\nNew,\nNew > Trust,\n"), Options{As: "maxqda", Codes: have})
	if len(im.Restated) != 1 || im.Codes[1].Parent != "New" || im.Codes[1].Definition != "as the framework has it" || strings.Join(im.Restated[0].Fields, ",") != "parent" {
		t.Errorf("%+v %+v", im.Codes, im.Restated)
	}
	// rows that use a code say nothing about it
	im = openFile(t, "x.csv", []byte("document,text,code,coder\nI1,one,Other > Trust,W\n"), Options{Codes: have})
	if len(im.Restated) != 0 || im.Codes[0].Parent != "ME" {
		t.Errorf("%+v %+v", im.Codes, im.Restated)
	}
}

// Columns that a codebook has no place for are said to be left out, and what is proposed, confirmed, reads the same.
func TestColumnsOfACodebook(t *testing.T) {
	for name, data := range map[string]string{"maxqda-codebook": "Color,Code,Memo\nred,Trust,Ties\n", "nvivo-codebook": "Name,Description,Files,References\nTrust,Ties,2,5\n",
		"atlas-codebook": "Code,Comment,Code Groups,Grounded\nTrust,Ties,A,5\n", "taguette-codebook": "tag,description,number of highlights\nTrust,Ties,3\n"} {
		im := openFile(t, "x.csv", []byte(data), Options{})
		if im.Layout != name {
			t.Fatalf("%s read as %s", name, im.Layout)
		}
		left := 0
		for _, c := range im.Receipt.Columns {
			if c.Field == "-" {
				left++
			} else if c.Field != "code" && c.Field != "definition" {
				t.Errorf("%s: column %s is said to be %q", name, c.Header, c.Field)
			}
		}
		if left == 0 {
			t.Errorf("%s: %+v", name, im.Receipt)
		}
		m := Propose(im)
		again := openFile(t, "x.csv", []byte(data), Options{Map: &m})
		if again.Layout != name || len(again.Codes) != 1 || again.Codes[0].Definition != "Ties" || !slices.Equal(again.Receipt.Columns, im.Receipt.Columns) {
			t.Errorf("%s with its own map: %s", name, dump(again))
		}
	}
	im := openFile(t, "x.csv", []byte("Code,Memo,Color\nTrust,Ties,red\n"), Options{As: "maxqda", Map: &Map{Columns: []Pair{{From: "Color", To: "memo"}}}})
	if c := im.Receipt.Columns[2]; c.Field != "-" {
		t.Errorf("a memo of a code is said to be kept: %+v", c)
	}
}

// A paragraph loses the head that it begins with, and nothing else that looks like one.
func TestHeadsOfParagraphs(t *testing.T) {
	for range 20 {
		c := describedCode("Ties.\n\nInclude: 包含：meetings\n\nmore\n\n不包含：Example: none\n\nExample: We meet.\n\nInclude: nothing", map[string]string{"code": "x", "replaces": "a|b%7Cc"})
		if c.Definition != "Ties." || c.Include != "包含：meetings\n\nmore" || c.Exclude != "Example: none" || c.Example != "We meet.\n\nInclude: nothing" || strings.Join(c.Replaces, " ") != "a b|c" {
			t.Fatalf("%+v", c)
		}
	}
}
