package sav

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"
)

// TestCutOff cuts files at every byte: one error with its offset, and the cases before it are those of the whole file.
func TestCutOff(t *testing.T) {
	for _, name := range []string{"pspp-mixed-bytecode.sav", "pspp-mixed.zsav", "haven-none.sav", "big-endian.sav"} {
		data := fixture(t, name)
		whole, err := all(open(t, data, Limits{}))
		if err != nil {
			t.Fatal(err)
		}
		for n := range len(data) {
			r, err := Open(bytes.NewReader(data[:n]), int64(n), name, Limits{})
			var rows [][]Value
			if err == nil {
				rows, err = all(r)
			}
			var e *ReadError
			if !errors.As(err, &e) || e.File != name || strings.Contains(e.Error(), "{") {
				t.Fatalf("%s cut at %d: %v", name, n, err)
			}
			if n >= 4 && (e.Offset < 0 || e.Offset > int64(n)) {
				t.Fatalf("%s cut at %d: offset %d, %v", name, n, e.Offset, err)
			}
			if len(rows) > len(whole) {
				t.Fatalf("%s cut at %d: %d cases", name, n, len(rows))
			}
			for i := range rows {
				for j := range rows[i] {
					if !same(rows[i][j], whole[i][j]) {
						t.Fatalf("%s cut at %d: case %d is %v", name, n, i+1, rows[i])
					}
				}
			}
		}
	}
	data := fixture(t, "haven-none.sav")
	rows, err := all(open(t, data[:len(data)-1], Limits{}))
	if len(rows) != 3 || err == nil {
		t.Errorf("%d of 4 cases and %v", len(rows), err)
	}
}

// TestHostile holds that a claim in a file costs nothing.
func TestHostile(t *testing.T) {
	small := fixture(t, "oldest.sav") // header to 176, the variable A to 208, B of 8 bytes with missing values to 256, labels
	at := func(name string, off int, b ...byte) []byte {
		data := bytes.Clone(fixture(t, name))
		copy(data[off:], b)
		return data
	}
	int32s := func(all ...int32) []byte {
		var b []byte
		for _, x := range all {
			b = binary.LittleEndian.AppendUint32(b, uint32(x))
		}
		return b
	}
	head := small[:176]
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	end := int32s(999, 0)
	for _, c := range []struct {
		name, code string
		data       []byte
	}{
		{"nothing", "empty", nil},
		{"text", "not_sav", []byte("id,a,b\n1,2,3\n")},
		{"a portable file", "portable", []byte(strings.Repeat("0", 40) + "ASCII SPSS PORT FILE" + strings.Repeat(" ", 400))},
		{"a password", "encrypted", []byte("\x1c\x00\x00\x00\x00\x00\x00\x00ENCRYPTEDSAV\x15\x00\x00\x00")},
		{"layout", "layout", at("oldest.sav", 64, 7, 7, 7, 7)},
		{"compression", "compression", at("oldest.sav", 72, 9)},
		{"compressed by zlib under the other name", "compression", at("oldest.sav", 72, 2)},
		{"a width of 300", "variable", at("oldest.sav", 180, int32s(300)...)},
		{"a width below nothing", "variable", at("oldest.sav", 180, int32s(-2)...)},
		{"seven missing values", "variable", at("oldest.sav", 188, int32s(7)...)},
		{"a text without its continuation", "variable", at("oldest.sav", 180, int32s(20)...)},
		{"a label of 2 GB", "length", join(head, int32s(2, 0, 1, 0, 0, 0), []byte("X       "), int32s(math.MaxInt32))},
		{"a label of less than nothing", "length", join(head, int32s(2, 0, 1, 0, 0, 0), []byte("X       "), int32s(-5), make([]byte, 50))},
		{"2 billion labels", "truncated", join(small[:208], int32s(3, math.MaxInt32), make([]byte, 100))},
		{"labels of nobody", "labels", join(small[:208], int32s(3, 0), int32s(999, 0))},
		{"2 billion documents", "length", join(small[:208], int32s(6, math.MaxInt32))},
		{"an extension of 4 exabytes", "length", join(small[:208], int32s(7, 13, math.MaxInt32, math.MaxInt32))},
		{"an extension of less than nothing", "length", join(small[:208], int32s(7, 13, -1, 8))},
		{"a record 5", "record", join(small[:208], int32s(5))},
		{"no variable", "no_variables", join(head, end)},
		{"IBM mainframe numbers", "float", join(small[:208], int32s(7, 3, 4, 8, 1, 0, 0, 0, 2, 1, 1, 1252), end)},
		{"an unknown encoding", "encoding", join(small[:208], int32s(7, 20, 1, 7), []byte("klingon"), end)},
		{"an endless .zsav", "zlib", join([]byte("$FL3"), at("oldest.sav", 72, 2)[4:208], end, make([]byte, 24))},
	} {
		r, err := Open(bytes.NewReader(c.data), int64(len(c.data)), "h.sav", Limits{})
		if err == nil {
			_, err = all(r)
		}
		var e *ReadError
		if !errors.As(err, &e) || e.Code != "sav.error."+c.code || strings.Contains(e.Error(), "{") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	claims := bytes.Clone(small)
	binary.LittleEndian.PutUint32(claims[80:], math.MaxInt32)
	if rows, err := all(open(t, claims, Limits{})); len(rows) != 3 || err == nil || !strings.Contains(err.Error(), "3 of 2147483647 cases") {
		t.Errorf("%d cases and %v of a file that claims 2 billion", len(rows), err)
	}
}

func TestDamagedBlocks(t *testing.T) {
	data := bytes.Clone(fixture(t, "haven.zsav"))
	data[len(data)-60] ^= 0x55
	rows, err := all(open(t, data, Limits{}))
	var e *ReadError
	if !errors.As(err, &e) || e.Code != "sav.error.zlib" || e.Offset <= 0 || len(rows) > 4 {
		t.Errorf("%d cases and %v", len(rows), err)
	}
}

func TestLimits(t *testing.T) {
	data := fixture(t, "pspp-mixed.zsav")
	for code, lim := range map[string]Limits{"file_size": {MaxFile: 100}, "unzipped": {MaxUnzipped: 100}, "rows": {MaxRows: 2}, "variables": {MaxVariables: 3}, "cells": {MaxCells: 20}, "labels": {MaxLabels: 3}} {
		r, err := Open(bytes.NewReader(data), int64(len(data)), "f", lim)
		if err == nil {
			_, err = all(r)
		}
		var e *ReadError
		if !errors.As(err, &e) || e.Code != "sav.error.limit_"+code {
			t.Errorf("%s: %v", code, err)
		}
	}
}
