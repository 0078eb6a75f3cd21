package sem

import "math"

// expr is an arithmetic expression over labels: a number, a label, or an operation on parts.
type expr struct {
	op    byte // 'n' number, 'l' label, 'm' unary minus, + - * / ^, 'e' exp, 'g' log, 's' sqrt, 'a' abs
	x     float64
	label string
	at    Place
	parts []expr
}

var functions = map[string]byte{"exp": 'e', "log": 'g', "sqrt": 's', "abs": 'a'}

// expression reads sums of products of powers, with the usual precedence; ^ binds to the right and above the sign.
func (p *parser) expression() (expr, error) { return p.chain("+-", p.product) }

func (p *parser) product() (expr, error) { return p.chain("*/", p.unary) }

func (p *parser) chain(ops string, part func() (expr, error)) (expr, error) {
	e, err := part()
	for err == nil {
		t := p.here()
		if t.kind != tokOp || len(t.text) != 1 || (t.text[0] != ops[0] && t.text[0] != ops[1]) {
			return e, nil
		}
		p.at++
		var right expr
		right, err = part()
		e = expr{op: t.text[0], at: t.place(), parts: []expr{e, right}}
	}
	return e, err
}

func (p *parser) unary() (expr, error) {
	if p.depth++; p.depth > maxDepth {
		return expr{}, p.wants("at most 1,000 nested parts of an expression")
	}
	defer func() { p.depth-- }()
	t := p.here()
	if p.is("-") || p.is("+") {
		p.at++
		e, err := p.unary()
		if t.text == "-" {
			e = expr{op: 'm', at: t.place(), parts: []expr{e}}
		}
		return e, err
	}
	base, err := p.atom()
	if err != nil || !p.is("^") {
		return base, err
	}
	p.at++
	power, err := p.unary()
	return expr{op: '^', at: t.place(), parts: []expr{base, power}}, err
}

func (p *parser) atom() (expr, error) {
	t := p.here()
	switch {
	case t.kind == tokNumber:
		x, _, err := p.signed()
		return expr{op: 'n', x: x, at: t.place()}, err
	case p.is("("):
		p.at++
		return p.closed()
	case t.kind == tokName && p.ahead(1).kind == tokOp && p.ahead(1).text == "(":
		f, ok := functions[t.text]
		if !ok {
			return expr{}, p.wants("a label, a number, (, or one of exp, log, sqrt, abs")
		}
		p.at += 2
		arg, err := p.closed()
		return expr{op: f, at: t.place(), parts: []expr{arg}}, err
	case t.kind == tokName:
		p.at++
		return expr{op: 'l', label: t.text, at: t.place()}, nil
	}
	return expr{}, p.wants("a label, a number or (")
}

func (p *parser) closed() (expr, error) {
	e, err := p.expression()
	if err == nil && !p.is(")") {
		err = p.wants(")")
	}
	p.at++
	return e, err
}

// labels calls fn for every label of the expression.
func (e expr) labels(fn func(label string, at Place)) {
	if e.op == 'l' {
		fn(e.label, e.at)
	}
	for _, part := range e.parts {
		part.labels(fn)
	}
}

// eval is the value of the expression and, where derivatives of the labels are given, its gradient over n parameters
// (forward differentiation).
func (e expr) eval(n int, label func(string) (float64, []float64)) (float64, []float64) {
	switch e.op {
	case 'n':
		return e.x, make([]float64, n)
	case 'l':
		return label(e.label)
	}
	a, da := e.parts[0].eval(n, label)
	if len(e.parts) == 1 {
		var f, slope float64
		switch e.op {
		case 'm':
			f, slope = -a, -1
		case 'e':
			f, slope = math.Exp(a), math.Exp(a)
		case 'g':
			f, slope = math.Log(a), 1/a
		case 's':
			f, slope = math.Sqrt(a), 0.5/math.Sqrt(a)
		case 'a':
			f, slope = math.Abs(a), math.Copysign(1, a)
		}
		return f, combine(n, slope, da, 0, nil)
	}
	b, db := e.parts[1].eval(n, label)
	switch e.op {
	case '+':
		return a + b, combine(n, 1, da, 1, db)
	case '-':
		return a - b, combine(n, 1, da, -1, db)
	case '*':
		return a * b, combine(n, b, da, a, db)
	case '/':
		return a / b, combine(n, 1/b, da, -a/(b*b), db)
	}
	f := math.Pow(a, b)
	slopeB := 0.0
	for _, d := range db {
		if d != 0 {
			slopeB = f * math.Log(a)
			break
		}
	}
	return f, combine(n, b*math.Pow(a, b-1), da, slopeB, db)
}

func combine(n int, x float64, a []float64, y float64, b []float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		if a != nil {
			out[i] += x * a[i]
		}
		if b != nil {
			out[i] += y * b[i]
		}
	}
	return out
}
