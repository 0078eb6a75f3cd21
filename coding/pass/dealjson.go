package pass

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// DealSchema names the layout of a deal's JSON.
const DealSchema = "smekit/deal/1"

// Limits of a deal that is read.
const (
	maxDealBytes  = 1 << 30
	maxDealUnits  = 2_000_000
	maxDealCoders = 1_000
	maxDealCodes  = 100_000
	maxSlots      = 50
)

// Layout of the JSON.
type (
	dealHead struct {
		Schema  string `json:"schema"`
		Pass    string `json:"pass"`
		Cut     string `json:"cut"`
		Longest int    `json:"longest,omitempty"`
		Seed    uint64 `json:"seed"`
		Lang    string `json:"lang"`
		Slots   int    `json:"slots"`
	}
	dealCode struct {
		ID         string   `json:"id"`
		Parent     string   `json:"parent,omitempty"`
		Dimension  string   `json:"dimension,omitempty"`
		ZH         string   `json:"zh,omitempty"`
		EN         string   `json:"en,omitempty"`
		Level      string   `json:"level,omitempty"`
		Origin     string   `json:"origin,omitempty"`
		Definition string   `json:"definition,omitempty"`
		Include    string   `json:"include,omitempty"`
		Exclude    string   `json:"exclude,omitempty"`
		Example    string   `json:"example,omitempty"`
		Active     bool     `json:"active"`
		Since      string   `json:"since,omitempty"`
		Replaces   []string `json:"replaces,omitempty"`
	}
	dealUnit struct {
		Interview string `json:"interview"`
		ID        string `json:"id"`
		Speaker   string `json:"speaker,omitempty"`
		Text      string `json:"text"`
		Period    string `json:"period,omitempty"`
		From      int    `json:"from,omitempty"`
		To        int    `json:"to,omitempty"`
		Hash      string `json:"hash"`
		Shared    bool   `json:"shared,omitempty"`
	}
	dealCoder struct {
		Name  string `json:"name"`
		Units []int  `json:"units"`
	}
	dealFile struct {
		dealHead
		Book struct {
			Version string     `json:"version"`
			Hash    string     `json:"hash"`
			Codes   []dealCode `json:"codes"`
		} `json:"book"`
		Units  []dealUnit  `json:"units"`
		Coders []dealCoder `json:"coders"`
	}
)

// Encode writes the deal as JSON (schema smekit/deal/1), a line a code, unit and coder. [DecodeDeal] reads the same deal.
// A deal that DecodeDeal would refuse is not written.
func (d *Deal) Encode(w io.Writer) error {
	if err := d.validate(); err != nil {
		return err
	}
	e := &dealEncoder{w: bufio.NewWriterSize(w, 1<<16)}
	e.enc = json.NewEncoder(&e.line)
	e.enc.SetEscapeHTML(false)
	e.raw("{\n  \"schema\": ")
	e.value(DealSchema)
	for _, f := range []struct {
		key   string
		value any
	}{{"pass", d.Pass}, {"cut", d.Cut}, {"longest", d.Longest}, {"seed", d.Seed}, {"lang", d.Lang}, {"slots", d.Slots}} {
		if f.value == 0 && f.key == "longest" {
			continue
		}
		e.raw(",\n  \"" + f.key + "\": ")
		e.value(f.value)
	}
	e.raw(",\n  \"book\": {\"version\": ")
	e.value(d.Book.Version)
	e.raw(", \"hash\": ")
	e.value(d.Book.Hash)
	e.raw(", \"codes\": [")
	for i := range d.Book.Codes {
		c := &d.Book.Codes[i]
		e.item(i, &dealCode{c.ID, c.Parent, c.Dimension, c.Label.ZH, c.Label.EN, c.Level, c.Origin, c.Definition, c.Include, c.Exclude,
			c.Example, c.Active, c.Since, c.Replaces})
	}
	e.raw("\n  ]},\n  \"units\": [")
	for i := range d.Units {
		u := dealUnit(d.Units[i])
		e.item(i, &u)
	}
	e.raw("\n  ],\n  \"coders\": [")
	for i := range d.Coders {
		c := dealCoder(d.Coders[i])
		if c.Units == nil {
			c.Units = []int{}
		}
		e.item(i, &c)
	}
	e.raw("\n  ]\n}\n")
	if e.err != nil {
		return e.err
	}
	return e.w.Flush()
}

type dealEncoder struct {
	w    *bufio.Writer
	line bytes.Buffer
	enc  *json.Encoder
	err  error
}

func (e *dealEncoder) raw(s string) {
	if e.err == nil {
		_, e.err = e.w.WriteString(s)
	}
}

func (e *dealEncoder) value(v any) {
	if e.err != nil {
		return
	}
	e.line.Reset()
	if e.err = e.enc.Encode(v); e.err == nil {
		_, e.err = e.w.Write(bytes.TrimSuffix(e.line.Bytes(), []byte("\n")))
	}
}

func (e *dealEncoder) item(i int, v any) {
	if i > 0 {
		e.raw(",")
	}
	e.raw("\n    ")
	e.value(v)
}

// DecodeDeal reads the JSON that [Deal.Encode] writes. It refuses (with a [*DealError]) what is no such JSON, another
// schema, a deal that is too large, and one that contradicts itself: a unit twice or without text, a hash that is not its
// text's, a coder twice, a unit dealt twice to one coder or not there at all, a codebook that does not have its hash.
func DecodeDeal(r io.Reader) (*Deal, error) { return decodeDeal(r, maxDealBytes) }

func decodeDeal(r io.Reader, limit int64) (*Deal, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, dealFault("too_large", strconv.FormatInt(limit, 10))
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, dealFault("not_json", "not UTF-8")
	}
	var f dealFile
	if err := json.Unmarshal(data, &f); err != nil {
		var head struct {
			Schema string `json:"schema"`
		}
		if _, typed := errors.AsType[*json.UnmarshalTypeError](err); typed && json.Unmarshal(data, &head) == nil && head.Schema != DealSchema {
			return nil, dealFault("schema", DealSchema, head.Schema)
		}
		return nil, dealFault("not_json", err.Error())
	}
	if f.Schema != DealSchema {
		return nil, dealFault("schema", DealSchema, f.Schema)
	}
	d := &Deal{Pass: f.Pass, Cut: f.Cut, Longest: f.Longest, Seed: f.Seed, Lang: f.Lang, Slots: f.Slots, Book: Book{Version: f.Book.Version, Hash: f.Book.Hash}}
	for i := range f.Book.Codes {
		c := &f.Book.Codes[i]
		k := coding.Code{ID: c.ID, Parent: c.Parent, Dimension: c.Dimension, Label: coding.Label{ZH: c.ZH, EN: c.EN}, Level: c.Level, Origin: c.Origin,
			Definition: c.Definition, Include: c.Include, Exclude: c.Exclude, Example: c.Example, Active: c.Active, Since: c.Since}
		if len(c.Replaces) > 0 {
			k.Replaces = c.Replaces
		}
		d.Book.Codes = append(d.Book.Codes, k)
	}
	for i := range f.Units {
		d.Units = append(d.Units, DealtUnit(f.Units[i]))
	}
	for i := range f.Coders {
		c := DealtCoder(f.Coders[i])
		if len(c.Units) == 0 {
			c.Units = nil
		}
		d.Coders = append(d.Coders, c)
	}
	if err := d.validate(); err != nil {
		return nil, err
	}
	return d, nil
}
