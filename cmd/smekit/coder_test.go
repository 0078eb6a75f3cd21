package main

import (
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// fill types into a workbook as a person would: `fill FILE TABLE.csv`. The table's first column names the rows, by
// INTERVIEW/SEGMENT or as #1, #2 … from the top; the others name the cells.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill FILE TABLE.csv")
	}
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[1]))).ReadAll()
	ts.Check(err)
	ts.Check(onSheet(ts.MkAbs(args[0]), func(s *typist) error {
		for _, r := range rows[1:] {
			row := s.rowOf(r[0])
			if row == 0 {
				return fmt.Errorf("no row %s", r[0])
			}
			for i, v := range r[1:] {
				if err := s.put(row, rows[0][i+1], v); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// autocode codes a whole workbook: `autocode FILE SEED`. What a unit gets depends on its text; every fifth or so also on
// the seed, so that two coders differ there. Every tenth is read and gets nothing.
func autocode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: autocode FILE SEED")
	}
	ts.Check(onSheet(ts.MkAbs(args[0]), func(s *typist) error {
		codes, err := s.codes()
		if err != nil {
			return err
		}
		for row := s.first; row <= s.last; row++ {
			text := s.cells[row-1][s.columns["text"]]
			n := hash(text)
			if hash(text+args[1])%5 == 0 {
				n = hash(text + args[1] + "?")
			}
			if n%10 == 0 {
				if err := s.put(row, "reviewed", "是"); err != nil {
					return err
				}
				continue
			}
			for _, cell := range [][2]string{{"code", codes[n%uint32(len(codes))]}, {"intensity", fmt.Sprint(1 + n%3)}, {"direction", "1"}} {
				if err := s.put(row, cell[0], cell[1]); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// typist works in the sheet whose header has a segment_id.
type typist struct {
	file    *excelize.File
	sheet   string
	cells   [][]string
	columns map[string]int
	first   int // row of the first unit
	last    int
	ids     map[string]int // rows by INTERVIEW/SEGMENT
}

func onSheet(path string, work func(*typist) error) error {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := &typist{file: f}
	for _, name := range f.GetSheetList() {
		cells, err := f.GetRows(name)
		if err != nil {
			return err
		}
		for i, r := range cells {
			if i < 5 && s.sheet == "" && slices.Contains(r, "segment_id") {
				s.sheet, s.cells, s.columns, s.first, s.ids = name, cells, map[string]int{}, i+2, map[string]int{}
				for j, h := range r {
					s.columns[h] = j
				}
			}
		}
	}
	if s.sheet == "" {
		return fmt.Errorf("%s: no sheet with segment_id", path)
	}
	for i := s.first - 1; i < len(s.cells); i++ {
		if r := s.cells[i]; s.columns["segment_id"] < len(r) && r[s.columns["segment_id"]] != "" {
			s.ids[r[s.columns["interview_id"]]+"/"+r[s.columns["segment_id"]]] = i + 1
			s.last = i + 1
		}
	}
	if err := work(s); err != nil {
		return err
	}
	return f.Save()
}

func (s *typist) rowOf(name string) int {
	var nth int
	if _, err := fmt.Sscanf(name, "#%d", &nth); err == nil {
		return s.first + nth - 1
	}
	return s.ids[name]
}

func (s *typist) put(row int, column, value string) error {
	col, ok := s.columns[column]
	if !ok {
		return fmt.Errorf("no column %s", column)
	}
	cell, err := excelize.CoordinatesToCellName(col+1, row)
	if err != nil {
		return err
	}
	return s.file.SetCellValue(s.sheet, cell, value)
}

// codes are the ids in the codebook's sheet.
func (s *typist) codes() ([]string, error) {
	cells, err := s.file.GetRows("codes")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range cells {
		if len(r) > 0 && strings.Contains(r[0], ".") && !strings.ContainsAny(r[0], " ，。") {
			out = append(out, r[0])
		}
	}
	if len(out) == 0 {
		return nil, os.ErrNotExist
	}
	return out, nil
}
