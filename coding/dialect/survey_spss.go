package dialect

import (
	"bytes"
	"errors"
	"io"
	"math"
	"regexp"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/sav"
)

// spss is an SPSS system file: value labels, values declared missing and levels of measurement come with it.
var spss = layout{
	Name: "spss-survey", Tool: "SPSS",
	recognise: func(f *opened) (int, coding.ReceiptNote) {
		if isSystemFile(f) {
			return 100, coding.ReceiptNote{Code: "dialect.recognised_head", Args: []string{"SPSS", string(f.head[:4])}}
		}
		return 0, coding.ReceiptNote{}
	},
	read: func(f *opened, o Options) (*Import, []coding.Problem, error) { return spssPlatform().read(f, o) },
}

func isSystemFile(f *opened) bool {
	return bytes.HasPrefix(f.head, []byte("$FL2")) || bytes.HasPrefix(f.head, []byte("$FL3"))
}

// spssPlatform reads one file.
func spssPlatform() *platform {
	var r *sav.Reader
	p := &platform{name: "spss-survey", tool: "SPSS"}
	p.recognise = func(f *opened) (int, []string) { return 100 * yes(isSystemFile(f)), nil }
	p.start = func(s *survey) (err error) {
		s.receipt.Receipt = coding.Receipt{File: s.file.name, What: "responses"}
		if r, err = sav.Open(io.NewSectionReader(s.file.r, 0, s.file.size), s.file.size, s.file.name, sav.Limits{}); err != nil {
			return err
		}
		spssColumns(s, r.File())
		return nil
	}
	p.walk = func(s *survey) error {
		s.numbered = s.role("respondent_id") == nil
		row := 0
		for values, err := range r.Rows() {
			if err != nil {
				args := []string{"sheet.error.unreadable", err.Error()}
				if e := new(sav.ReadError); errors.As(err, &e) {
					args = append([]string{e.Code}, e.Args...)
				}
				s.problem(coding.Pos{File: s.file.name}, "unreadable_file", "", args...)
				break
			}
			row++
			s.receipt.Rows++
			spssRow(s, r.File(), row, values)
		}
		s.receipt.Notes = append(s.receipt.Notes, r.Notes()...)
		return nil
	}
	return p
}

var blockOfName = regexp.MustCompile(`^(.*[A-Za-z\p{Han}_.])_?\d+[a-zA-Z]?$`)

func spssColumns(s *survey, f *sav.File) {
	for i := range f.Variables {
		v := &f.Variables[i]
		q := &question{Column: Column{Col: i + 1, Header: v.Name, Name: v.Name, Question: flat(v.Label)}, na: map[string]int{}}
		if q.Question == "" {
			q.Question = v.Name
		}
		for _, l := range v.Labels {
			label := ValueLabel{v.Show(l.Value), strings.TrimSpace(l.Text)}
			if v.UserMissing(l.Value) {
				q.Absent = append(q.Absent, label)
				continue
			}
			q.Labels = append(q.Labels, label)
		}
		if m := blockOfName.FindStringSubmatch(v.Name); m != nil {
			q.block = m[1]
		}
		switch {
		case v.Width > 0 && len(v.Labels) == 0, v.Format.Dated():
			q.kind = "text"
		case v.Measure == sav.Scale && len(q.Labels) == 0 && v.Format.Decimals > 0 && personal.MatchString(q.Question):
			q.kind = "number"
		case v.Measure == sav.Nominal && v.Width == 0:
			q.kind = "choice"
		}
		s.questions = append(s.questions, q)
	}
	for _, set := range f.MultipleSets {
		for _, name := range set.Variables {
			for _, q := range s.questions {
				if strings.EqualFold(q.Name, name) && !set.Categories {
					q.block, q.part, q.option, q.kind = set.Name, q.Question, true, ""
					q.Question = set.Label
				}
			}
		}
	}
	blocks := map[string]int{}
	for _, q := range s.questions {
		blocks[q.block]++
	}
	for _, q := range s.questions {
		if blocks[q.block] < 2 || q.kind == "text" {
			q.block = ""
		}
	}
	if f.Weight != "" {
		for _, q := range s.questions {
			if strings.EqualFold(q.Name, f.Weight) {
				q.role = "weight"
			}
		}
	}
}

func spssRow(s *survey, f *sav.File, row int, values []sav.Value) {
	a := Answer{Pos: s.pos(row, 0), Values: make([]coding.Value, len(s.questions))}
	empty := true
	for i, x := range values {
		q, v := s.questions[i], &f.Variables[i]
		out := &a.Values[i]
		text := v.Show(x)
		switch {
		case q.role == "-":
			continue
		case x.Missing, v.Width > 0 && strings.TrimSpace(x.Str) == "":
			*out = coding.Value{Missing: coding.NotAnswered}
			continue
		case damaged(text):
			s.spoilt(q, a.Pos.At(q.Col), text)
			*out = coding.Value{Text: text, Missing: coding.Rejected}
		case v.UserMissing(x):
			q.na[text]++
			s.count("sav.user_missing")
			*out = coding.Value{Text: text, Missing: coding.DoesNotApply}
		case v.Width > 0 || v.Format.Dated():
			*out = coding.Value{Text: strings.TrimSpace(text)}
		case math.IsInf(x.Num, 0) || math.IsNaN(x.Num):
			*out = coding.Value{Missing: coding.NotAnswered}
			continue
		default:
			*out = coding.Value{Text: text, Num: x.Num, IsNum: true}
		}
		empty = false
	}
	if empty {
		s.receipt.Missing++
		return
	}
	s.add(a)
}
