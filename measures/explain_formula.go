package measures

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/smekit/smekit/measures/estimate"
)

// Formula is an expression in named terms that gives an estimate's value: `k/(k-1)*(1-v/t)`. It knows + - * / ^,
// brackets, numbers, and the functions sqrt, abs, min and max.
type Formula struct {
	Expression string  `json:"expression"`
	Terms      []Term  `json:"terms"`
	Filled     string  `json:"filled"` // with the terms' numbers, rounded for people
	Value      float64 `json:"value"`  // what the expression gives
	Rounded    bool    `json:"rounded,omitempty"`
}

// Term is a number of a formula.
type Term struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	ID    string  `json:"id,omitempty"` // the estimate that holds it
	Words         // what it is
}

// formula starts an expression; [Formula.with] gives it its numbers.
func formula(expression string) *Formula { return &Formula{Expression: expression} }

func (f *Formula) with(name string, value float64, code string, args ...string) *Formula {
	f.Terms = append(f.Terms, Term{Name: name, Value: value, Words: Words{code, args}})
	return f
}

// of adds a term that is an estimate of the ledger.
func (f *Formula) of(name string, e estimate.Estimate) *Formula {
	f.Terms = append(f.Terms, Term{Name: name, Value: e.Value, ID: e.ID(), Words: Words{Code: "estimate"}})
	return f
}

// Evaluate computes the expression.
func (f *Formula) Evaluate() (float64, error) {
	values := map[string]float64{}
	for _, t := range f.Terms {
		values[t.Name] = t.Value
	}
	p := &arithmetic{text: f.Expression, values: values}
	x := p.sum()
	if p.err == nil && p.at < len(p.text) {
		p.fail("unexpected %q", p.text[p.at:])
	}
	return x, p.err
}

// arithmetic evaluates an expression by descent.
type arithmetic struct {
	text   string
	at     int
	values map[string]float64
	err    error
}

func (p *arithmetic) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("%s: "+format, append([]any{p.text}, args...)...)
	}
	p.at = len(p.text)
}

// next is the next byte that is no blank, 0 at the end.
func (p *arithmetic) next() byte {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *arithmetic) sum() float64 {
	x := p.product()
	for {
		switch p.next() {
		case '+':
			p.at++
			x += p.product()
		case '-':
			p.at++
			x -= p.product()
		default:
			return x
		}
	}
}

func (p *arithmetic) product() float64 {
	x := p.power()
	for {
		switch p.next() {
		case '*':
			p.at++
			x *= p.power()
		case '/':
			p.at++
			x /= p.power()
		default:
			return x
		}
	}
}

func (p *arithmetic) power() float64 {
	if p.next() == '-' {
		p.at++
		return -p.power()
	}
	x := p.atom()
	if p.next() == '^' {
		p.at++
		return math.Pow(x, p.power())
	}
	return x
}

func (p *arithmetic) atom() float64 {
	c := p.next()
	switch {
	case c == '(':
		x := p.list()
		if len(x) == 1 {
			return x[0]
		}
	case c >= '0' && c <= '9':
		from := p.at
		for p.at < len(p.text) && (p.text[p.at] >= '0' && p.text[p.at] <= '9' || p.text[p.at] == '.') {
			p.at++
		}
		x, err := strconv.ParseFloat(p.text[from:p.at], 64)
		if err == nil {
			return x
		}
	case letter(c):
		name := p.name()
		if p.next() == '(' {
			return p.call(name, p.list())
		}
		if x, ok := p.values[name]; ok {
			return x
		}
		p.fail("no number for %s", name)
		return math.NaN()
	}
	p.fail("expected a number at %d", p.at)
	return math.NaN()
}

func (p *arithmetic) name() string {
	from := p.at
	for p.at < len(p.text) && (letter(p.text[p.at]) || p.text[p.at] >= '0' && p.text[p.at] <= '9') {
		p.at++
	}
	return p.text[from:p.at]
}

// list reads what stands in brackets.
func (p *arithmetic) list() []float64 {
	p.at++
	xs := []float64{p.sum()}
	for p.next() == ',' {
		p.at++
		xs = append(xs, p.sum())
	}
	if p.next() != ')' {
		p.fail("a bracket is open")
		return xs
	}
	p.at++
	return xs
}

func (p *arithmetic) call(name string, xs []float64) float64 {
	switch {
	case name == "sqrt" && len(xs) == 1:
		return math.Sqrt(xs[0])
	case name == "abs" && len(xs) == 1:
		return math.Abs(xs[0])
	case name == "min" || name == "max":
		x := xs[0]
		for _, y := range xs[1:] {
			if name == "min" {
				x = math.Min(x, y)
			} else {
				x = math.Max(x, y)
			}
		}
		return x
	}
	p.fail("%s is not known", name)
	return math.NaN()
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

// fill writes the expression with its numbers: × and − as signs, numbers with six digits, negative ones in brackets.
func (f *Formula) fill() {
	values := map[string]float64{}
	for _, t := range f.Terms {
		values[t.Name] = t.Value
	}
	var b strings.Builder
	p := &arithmetic{text: f.Expression}
	for p.at < len(p.text) {
		c := p.text[p.at]
		if letter(c) {
			name := p.name()
			x, known := values[name]
			switch {
			case known && x < 0:
				b.WriteString("(" + shortNumber(x) + ")")
			case known:
				b.WriteString(shortNumber(x))
			case name == "sqrt":
				b.WriteString("√")
			default:
				b.WriteString(name)
			}
			continue
		}
		p.at++
		switch c {
		case ' ':
		case '*':
			b.WriteString(" × ")
		case '-':
			b.WriteString(" − ")
		case '+':
			b.WriteString(" + ")
		case '/':
			b.WriteString(" / ")
		case ',':
			b.WriteString(", ")
		default:
			b.WriteByte(c)
		}
	}
	f.Filled = strings.TrimSpace(strings.NewReplacer("^2", "²", "( − ", "(−").Replace(b.String()))
}

// shortNumber writes a number with six significant digits, whole numbers whole.
func shortNumber(x float64) string {
	s := strconv.FormatFloat(x, 'g', 6, 64)
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		s = strconv.FormatFloat(x, 'f', -1, 64)
	} else if y, err := strconv.ParseFloat(s, 64); err == nil && math.Abs(y) >= 1e-4 && math.Abs(y) < 1e15 {
		s = strconv.FormatFloat(y, 'f', -1, 64)
	}
	return strings.ReplaceAll(s, "-", "−")
}

// settle evaluates the formula against the value it explains: the same to nine digits, or to three where its numbers were
// recorded rounded. It reports false for a formula that does not give the value.
func (f *Formula) settle(value float64) bool {
	x, err := f.Evaluate()
	if err != nil || !estimate.Has(x) {
		return false
	}
	f.Value = x
	off := math.Abs(x-value) / math.Max(math.Abs(value), 1e-3)
	f.Rounded = off > 1e-9 && math.Abs(x-value) > 1e-12
	f.fill()
	return off < 1e-3
}
