package sem_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/smekit/smekit/measures/sem"
)

func TestParse(t *testing.T) {
	s, err := sem.Parse("# a comment\nf =~ x1 + 0.5*x2 +\n  a*x3 ! another\ng =~ NA*`年 龄` + c(1, 2)*x5; y ~ b*f\n  + start(0.3)*g; y ~ c(i, j)*1\nx1 ~~ -.5*x2 + 0*x3\nx2 ~~ x1\nq | t1 + t2\nind := a * -b^2/(exp(a) - 1)\na == b\ni == 1e-3")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range s.Terms {
		got = append(got, x.Left+x.Op+x.Right)
	}
	want := []string{"f=~x1", "f=~x2", "f=~x3", "g=~年 龄", "g=~x5", "y~f", "y~g", "y~1", "x1~~x2", "x1~~x3", "q|t1", "q|t2"}
	if !slices.Equal(got, want) {
		t.Errorf("terms %v, want %v", got, want)
	}
	if s.Terms[1].Fixed[0].Value != 0.5 || s.Terms[2].Labels[0] != "a" || !s.Terms[3].Fixed[0].Free || s.Terms[4].Fixed[1].Value != 2 ||
		s.Terms[6].Start[0] != 0.3 || s.Terms[7].Labels[1] != "j" || s.Terms[8].Fixed[0].Value != -0.5 || s.Terms[9].Fixed[0].Value != 0 {
		t.Errorf("modifiers: %+v", s.Terms)
	}
	if s.Terms[2].RightAt != (sem.Place{Line: 3, Col: 5}) || len(s.Defined) != 1 || len(s.Equal) != 2 || s.Equal[1].Value != 1e-3 {
		t.Errorf("%+v, %+v, %+v", s.Terms[2], s.Defined, s.Equal)
	}
	if names := s.VariableNames(); !slices.Equal(names, []string{"x1", "x2", "x3", "年 龄", "x5", "y", "q"}) {
		t.Errorf("variables %v", names)
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                     `line 1, column 1: expected a statement such as F =~ x1 + x2 + x3, got the end of the model`,
		"f =~ x1 x2":           `line 1, column 9: expected + or the end of the line, got "x2"`,
		"f =~ x1 +":            `line 1, column 10: expected a name or a modifier, got the end of the model`,
		"f =~ x1\n\ny = f":     `line 3, column 3: expected =~, ~, ~~, |, := or == (no such operator), got "="`,
		"f x1":                 `line 1, column 3: expected =~, ~, ~~, | or :=, got "x1"`,
		"f =~ 2*":              `line 1, column 8: expected a name or a modifier, got the end of the model`,
		"f =~ 2 + x":           `line 1, column 6: expected a name, got "2"`,
		"y ~ 0":                `line 1, column 5: expected a name, got "0"`,
		"y ~ y":                `line 1, column 5: expected another name`,
		"f =~ equal(a)*x":      `line 1, column 6: expected a name, c(…) or start(…) (equal()`,
		"f =~ c(1, a)*x":       `line 1, column 6: expected numbers or labels in c(…), not both`,
		"f =~ c(1*x":           `line 1, column 9: expected , or )`,
		"f <~ x1":              `line 1, column 3: expected =~, ~, ~~, |, := or == (formative`,
		"a > 0":                `inequality`,
		"f =~ x:y":             `line 1, column 7: expected + or the end of the line, got ":"`,
		"x | a":                `line 1, column 5: expected a threshold t1, t2, …, got "a"`,
		"f =~ x1\nd := a *":    `line 2, column 9: expected a label, a number or (`,
		"f =~ x1\nd := f(a)":   `line 2, column 6: expected a label, a number, (, or one of exp, log, sqrt, abs`,
		"f =~ x1\nd := (a + b": `line 2, column 12: expected )`,
		"f =~ x1 $ x2":         `line 1, column 9: expected + or the end of the line, got "$"`,
		"a == b + 1":           `only equalities of two labels`,
	} {
		_, err := sem.Parse(text)
		var syntax *sem.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestBuildErrors(t *testing.T) {
	columns := []string{"x1", "x2", "x3", "trust"}
	for text, want := range map[string]string{
		"f =~ x1 + x22 + x3":                 `line 1, column 11: there is no column "x22" (did you mean x2?)`,
		"f =~ x1 + x2\ny ~ Turst":            `line 2, column 1: there is no column "y"`,
		"x1 ~ Turst":                         `there is no column "Turst" (did you mean trust?)`,
		"trust =~ x1 + x2 + x3":              `"trust" is a column of the table`,
		"f =~ x1 + a*x2 + x3\nd := aa*2":     `line 2, column 6: no parameter is labelled "aa" (did you mean a?)`,
		"f =~ x1 + a*x2 + x3\na := 2":        `"a" is defined already`,
		"f =~ x1 + x2 + x3\na == b":          `no parameter is labelled "a"`,
		"f =~ c(1,2)*x1 + x2 + x3":           `2 modifiers for 1 groups`,
		"f =~ x1 + x2 + x3\nx1 | t1":         `x1 has thresholds but is not an ordered variable`,
		"x1 ~~ 1*x1":                         `nothing to estimate`,
		"f =~ x1 + x2\ng =~ x3 + x1\nx1 ~ f": `repeats a relation`,
	} {
		s, err := sem.Parse(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		_, err = sem.Build(s, columns, sem.Settings{})
		var m *sem.ModelError
		if !errors.As(err, &m) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestDefaults(t *testing.T) {
	columns := []string{"x1", "x2", "x3", "x4", "x5", "x6", "y", "z", "w"}
	for text, want := range map[string]string{
		"f =~ x1 + x2 + x3":                    "x2,x3 loadings; x1,x2,x3,f variances",
		"f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6": "f~~g",
	} {
		s, _ := sem.Parse(text)
		m, err := sem.Build(s, columns, sem.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if free := map[string]int{"x2,x3 loadings; x1,x2,x3,f variances": 6, "f~~g": 13}[want]; m.Free != free {
			t.Errorf("%q: %d free parameters, want %d (%s)", text, m.Free, free, want)
		}
	}
	// Exogenous observed variables are fixed; dependent ones that predict nothing covary; a single indicator has no error.
	s, _ := sem.Parse("y ~ x1 + x2\nz ~ x1\nf =~ w")
	m, err := sem.Build(s, columns, sem.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	state := map[string]string{}
	for _, p := range m.Params {
		switch {
		case p.Exogenous:
			state[p.Left+p.Op+p.Right] = "sample"
		case p.Free >= 0:
			state[p.Left+p.Op+p.Right] = "free"
		default:
			state[p.Left+p.Op+p.Right] = "fixed"
		}
	}
	for name, want := range map[string]string{"y~x1": "free", "y~~z": "free", "x1~~x1": "sample", "x1~~x2": "sample", "f=~w": "fixed", "w~~w": "fixed", "f~~f": "free"} {
		if state[name] != want {
			t.Errorf("%s is %q, want %s", name, state[name], want)
		}
	}
	// Labels shared, set equal, or given a value.
	s, _ = sem.Parse("f =~ x1 + a*x2 + b*x3 + b*x4\na == b\nf ~~ v*f\nv == 2")
	if m, err = sem.Build(s, columns, sem.Settings{}); err != nil || m.Free != 5 {
		t.Errorf("%v: %d free, want 5 (one loading, four residuals)", err, m.Free)
	}
	for _, p := range m.Params {
		if p.Label == "v" && (p.Free >= 0 || p.Value != 2) {
			t.Errorf("v is not fixed to 2: %+v", p)
		}
	}
	if m.DF() != 10-5 {
		t.Errorf("df %d", m.DF())
	}
}

func FuzzParse(f *testing.F) {
	f.Add("f =~ x1 + c(1,NA)*x2; y ~ start(.5)*f\nd := exp(a)^2")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := sem.Parse(text)
		if err == nil {
			_, _ = sem.Build(s, append(s.VariableNames(), "z"), sem.Settings{})
		}
	})
}
