package ledger_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(ledger.JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("results.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("results.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, text []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return schema(t).Validate(v)
}

func whole() *ledger.Ledger {
	full := estimate.New("score", "survey_pomp", "dim=ME.REL;source=survey")
	full.Value, full.SE, full.Low, full.High, full.DF1, full.P, full.N, full.People = 64.2, 1.5, 61, 67.4, 20, .01, 40, 38
	full.Method = "mean"
	full.Basis = estimate.Basis{Parents: []string{"score.x()"}, Source: "responses", Filter: "case=G", Columns: []string{"ME_REL_1"}}
	none := estimate.New("score", "composite", "dim=M").Because(estimate.NoteTooFew.Says(3, 5))
	infinite := estimate.New("compare", "welch_t", "")
	infinite.Statistic, infinite.DF1, infinite.DF2 = math.Inf(1), 2, 24.5
	return &ledger.Ledger{
		Provenance: ledger.Provenance{Tool: "smekit", Version: "0.1.0", FrameworkID: "sme", FrameworkHash: strings.Repeat("a", 64), Seed: 1,
			Inputs: []ledger.File{{Path: "cases.xlsx", SHA256: strings.Repeat("0", 64), Size: 10}}, Options: []ledger.Option{{Name: "min_n", Value: "5", From: "default"}}},
		Receipts: []ledger.Receipt{{File: "cases.xlsx", Sheet: "cases", What: "cases", Rows: 3, Used: 1, Missing: 1, Excluded: []ledger.Count{{Reason: "decision", Count: 1}},
			Notes: []ledger.Remark{{Code: "sheet.merged", Args: []string{"2"}}}}},
		Warnings:  []estimate.Note{estimate.NoteConstant.Says()},
		Estimates: []estimate.Estimate{full, none, infinite},
		Released:  true, Primary: 2, Secondary: 1,
	}
}

func TestResultsFollowTheirSchema(t *testing.T) {
	for name, l := range map[string]*ledger.Ledger{"empty": {}, "whole": whole()} {
		var b bytes.Buffer
		if err := ledger.Encode(&b, l); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, b.Bytes()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the schema forbids is found, or the test above would show nothing.
func TestSchemaRefuses(t *testing.T) {
	var b bytes.Buffer
	if err := ledger.Encode(&b, whole()); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{`smekit/results/1`, `smekit/results/2`},
		{`"estimate":64.2`, `"estimate":"64.2"`},
		{`"n":40`, `"n":-1`},
		{`"family":"score","id"`, `"id"`},
		{`"from":"default"`, `"from":"elsewhere"`},
		{`"method":"mean"`, `"methods":"mean"`},
		{strings.Repeat("0", 64), "0"},
	} {
		if !strings.Contains(b.String(), c[0]) {
			t.Fatalf("the file does not hold %s", c[0])
		}
		if validate(t, []byte(strings.Replace(b.String(), c[0], c[1], 1))) == nil {
			t.Errorf("%s was taken", c[1])
		}
	}
}
