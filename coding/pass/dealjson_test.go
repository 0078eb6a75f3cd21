package pass_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
	"pgregory.net/rapid"
)

func TestDealJSON(t *testing.T) {
	s := dealable(3, 2)
	s.Codebook = &coding.Codebook{Codes: []coding.Code{{ID: "x", Active: true, Definition: "甲 <b> & \"乙\"\n丙", Replaces: []string{"y", "z"}, Since: "2024-06", Label: coding.Label{EN: "X"}}, {ID: "y"}}}
	d, _ := mustDeal(t, s, pass.DealOptions{Pass: "第一轮", Coders: []string{"刘", "陈"}, Overlap: .5, Seed: math.MaxUint64, Cut: "sentence"})
	data := encodeDeal(t, d)
	back, err := pass.DecodeDeal(bytes.NewReader(data))
	if err != nil || !reflect.DeepEqual(d, back) || !bytes.Equal(data, encodeDeal(t, back)) || d.Hash() != back.Hash() {
		t.Fatalf("the round trip: %v\n%s", err, data)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if strings.Count(line, `"interview":`) > 1 || strings.Contains(line, `\u003c`) {
			t.Errorf("line %d: %s", i+1, line)
		}
	}
	text := string(data)
	for _, c := range []struct{ name, from, to, code string }{
		{"another schema", "smekit/deal/1", "smekit/deal/2", "schema"},
		{"another schema, other types", `"schema": "smekit/deal/1",`, `"schema": "smekit/deal/2", "units": 3, "slots": 1.5,`, "schema"},
		{"no JSON", "{", "[", "not_json"},
		{"more after it", "\n}\n", "\n}\n{}", "not_json"},
		{"text edited", "I01的第1段话。", "I01的第1段话！", "unit"},
		{"id twice", `"id":"I01-S0002"`, `"id":"I01-S0001"`, "unit"},
		{"no id", `"id":"I01-S0002"`, `"id":""`, "unit"},
		{"a place that ends before it begins", `"from":10`, `"from":1000`, "unit"},
		{"unit out of range", `"name":"刘","units":[`, `"name":"刘","units":[999,`, "coder"},
		{"unit below range", `"name":"刘","units":[`, `"name":"刘","units":[-1,`, "coder"},
		{"unit twice", `"name":"刘","units":[`, fmt.Sprintf(`"name":"刘","units":[%d,`, d.Coders[0].Units[0]), "coder"},
		{"coder twice", `"name":"刘"`, `"name":"陈"`, "coder_twice"},
		{"name that leaves the folder", `"name":"刘"`, `"name":"../刘"`, "coder_name"},
		{"pass that leaves the folder", `"pass": "第一轮"`, `"pass": "../x"`, "pass"},
		{"codebook edited", `"since":"2024-06"`, `"since":"2024-07"`, "book"},
		{"slots", `"slots": 3`, `"slots": 0`, "value"},
		{"cut", `"cut": "sentence"`, `"cut": "word"`, "value"},
		{"not UTF-8", "甲", "\xb0\xa1", "not_json"},
	} {
		broken := strings.Replace(text, c.from, c.to, 1)
		if broken == text {
			t.Fatalf("%s: nothing to replace in\n%s", c.name, text)
		}
		_, err := pass.DecodeDeal(strings.NewReader(broken))
		if e, is := errors.AsType[*pass.DealError](err); !is || e.Code != "deal.error."+c.code {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	d.Units[0].Text += "x"
	if err := d.Encode(io.Discard); err == nil {
		t.Error("a deal that contradicts itself is not written")
	}
}

// Whatever the bytes: an error, or a deal that reads back as it was written.
func TestDecodeDealOfAnything(t *testing.T) {
	d, _ := mustDeal(t, dealable(2, 1), pass.DealOptions{Coders: []string{"A", "B"}, Overlap: .5})
	good := encodeDeal(t, d)
	rapid.Check(t, func(t *rapid.T) {
		data := slices.Clone(good)
		for range rapid.IntRange(0, 3).Draw(t, "edits") {
			at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
			data[at] = rapid.SampledFrom([]byte(`0123456789",:{}[]-aA.\ `)).Draw(t, "byte")
		}
		got, err := pass.DecodeDeal(bytes.NewReader(data))
		if err != nil {
			return
		}
		back, err := pass.DecodeDeal(bytes.NewReader(encodeDeal(t, got)))
		if err != nil || !reflect.DeepEqual(got, back) {
			t.Fatalf("%v\n%s", err, data)
		}
	})
}
