package sem

import (
	"math"
	"strconv"
)

// Parse reads a model in lavaan's syntax [Rosseel2012]:
//
//	f =~ x1 + x2 + x3     a latent variable and its indicators
//	y ~ f + z             a regression; y ~ 1 is an intercept
//	x1 ~~ x2              a (residual) covariance, or variance
//	x1 | t1 + t2          thresholds
//	ind := a*b            a defined parameter
//	a == b                two labels are equal, or a label has a value
//
// A term may be modified: 0.5*x fixes, NA*x frees, a*x labels (equal labels are equal parameters), start(0.5)*x starts
// there, and c(…) gives one of these for each group. Statements end at the line or at ;, comments start with # or !.
// A model has at most 10,000 relations, an expression at most 1,000 nested parts. An error is a [SyntaxError] with its place.
func Parse(text string) (*Syntax, error) {
	p := &parser{tokens: scan(text), out: &Syntax{}}
	for {
		for p.here().kind == tokBreak {
			p.at++
		}
		if p.here().kind == tokEnd {
			break
		}
		if err := p.statement(); err != nil {
			return nil, err
		}
		if len(p.out.Defined)+len(p.out.Equal) > maxTerms {
			return nil, p.wants("at most 10,000 definitions")
		}
		if t := p.here(); t.kind != tokBreak && t.kind != tokEnd {
			return nil, p.wants("+ or the end of the line")
		}
	}
	if len(p.out.Terms) == 0 {
		return nil, p.wants("a statement such as F =~ x1 + x2 + x3")
	}
	return p.out, nil
}

// Sizes of a model, far above what anyone fits, so that a wrong file is refused at once.
const (
	maxTerms    = 10000
	maxDepth    = 1000
	maxLatent   = 100
	maxObserved = 500
)

type parser struct {
	tokens []token
	at     int
	depth  int // of an expression
	out    *Syntax
}

func (p *parser) here() token { return p.tokens[min(p.at, len(p.tokens)-1)] }

func (p *parser) ahead(n int) token { return p.tokens[min(p.at+n, len(p.tokens)-1)] }

func (p *parser) is(op string) bool { t := p.here(); return t.kind == tokOp && t.text == op }

func (t token) place() Place { return Place{t.line, t.col} }

func (p *parser) wants(what string) error { return wanted(p.here(), what) }

func wanted(t token, what string) error {
	return &SyntaxError{Place: t.place(), Got: t.text, Want: what}
}

// statement reads left operator right.
func (p *parser) statement() error {
	first := p.here()
	var left []token
	for {
		t := p.here()
		if t.kind != tokName {
			return p.wants("a name")
		}
		left = append(left, t)
		p.at++
		if !p.is("+") {
			break
		}
		p.at++
	}
	op := p.here()
	if op.kind != tokOp {
		return p.wants("=~, ~, ~~, | or :=")
	}
	p.at++
	switch op.text {
	case ":=", "==":
		if len(left) > 1 {
			return wanted(op, "a single name before "+op.text)
		}
		if op.text == "==" {
			return p.equality(first)
		}
		e, err := p.expression()
		p.out.Defined = append(p.out.Defined, Definition{first.text, first.place(), e})
		return err
	case Loads, Regresses, Covaries, Cuts:
		return p.terms(left, op.text)
	case "<~", "~*~", "<", ">", ":", "%", "=":
		return wanted(op, "=~, ~, ~~, |, := or == ("+refusal(op.text)+")")
	}
	return wanted(op, "=~, ~, ~~, | or :=")
}

func refusal(op string) string {
	switch op {
	case "<~":
		return "formative composites are not available"
	case "~*~":
		return "scaling factors are set by themselves"
	case "<", ">":
		return "inequality constraints are not available"
	case ":":
		return "blocks and interactions are not available; add a column of products"
	}
	return "no such operator"
}

func (p *parser) equality(a token) error {
	e := Equality{A: a.text, At: a.place()}
	if x, ok, err := p.signed(); err != nil || ok {
		e.Value = x
		p.out.Equal = append(p.out.Equal, e)
		return err
	}
	t := p.here()
	if t.kind != tokName {
		return p.wants("a label or a number (only equalities of two labels, or of a label and a number, are available)")
	}
	p.at++
	if n := p.here(); n.kind == tokOp {
		return p.wants("the end of the line (only equalities of two labels, or of a label and a number, are available)")
	}
	e.B = t.text
	p.out.Equal = append(p.out.Equal, e)
	return nil
}

// signed reads a number with an optional sign, if one stands here.
func (p *parser) signed() (x float64, ok bool, err error) {
	sign, skip := 1.0, 0
	if p.is("-") || p.is("+") {
		skip = 1
		if p.is("-") {
			sign = -1
		}
	}
	t := p.ahead(skip)
	if t.kind != tokNumber {
		return 0, false, nil
	}
	p.at += skip + 1
	x, perr := strconv.ParseFloat(t.text, 64)
	if perr != nil || math.IsInf(x, 0) {
		return 0, false, wanted(t, "a number")
	}
	return sign * x, true, nil
}

func (p *parser) terms(left []token, op string) error {
	for {
		proto := Term{Op: op}
		right, err := p.term(&proto)
		if err != nil {
			return err
		}
		switch number := right.kind == tokNumber; {
		case number && (op != Regresses || right.text != "1"):
			return wanted(right, "a name")
		case op == Cuts && !isThreshold(right.text):
			return wanted(right, "a threshold t1, t2, …")
		}
		for _, l := range left {
			if l.text == right.text && op != Covaries {
				return wanted(right, "another name than that on the left")
			}
			if len(p.out.Terms) == maxTerms {
				return wanted(right, "at most 10,000 relations in a model")
			}
			t := proto
			t.Left, t.LeftAt, t.Right, t.RightAt = l.text, l.place(), right.text, right.place()
			p.add(t)
		}
		if !p.is("+") {
			return nil
		}
		p.at++
	}
}

// add appends a term; a second mention of the same pair adds its modifiers to the first.
func (p *parser) add(t Term) {
	for i := range p.out.Terms {
		o := &p.out.Terms[i]
		same := o.Left == t.Left && o.Right == t.Right
		if o.Op != t.Op || !(same || t.Op == Covaries && o.Left == t.Right && o.Right == t.Left) {
			continue
		}
		if t.Fixed != nil {
			o.Fixed = t.Fixed
		}
		if t.Start != nil {
			o.Start = t.Start
		}
		if t.Labels != nil {
			o.Labels = t.Labels
		}
		return
	}
	p.out.Terms = append(p.out.Terms, t)
}

func isThreshold(s string) bool {
	n, err := strconv.Atoi(trimT(s))
	return err == nil && n > 0
}

func trimT(s string) string {
	if len(s) > 1 && s[0] == 't' {
		return s[1:]
	}
	return ""
}

// term reads modifiers, each followed by *, and a name (or the 1 of an intercept).
func (p *parser) term(t *Term) (token, error) {
	for {
		first := p.here()
		switch next := p.ahead(1); {
		case first.kind == tokName && next.kind == tokOp && next.text == "(":
			if err := p.call(t); err != nil {
				return first, err
			}
		case first.kind == tokName && !(next.kind == tokOp && next.text == "*"):
			p.at++
			return first, nil
		case first.kind == tokName:
			if err := t.modify(first); err != nil {
				return first, err
			}
			p.at++
		default:
			x, ok, err := p.signed()
			if err != nil {
				return first, err
			}
			if !ok {
				return first, p.wants("a name or a modifier")
			}
			if !p.is("*") {
				return first, nil // the 1 of an intercept, or an error that the caller tells
			}
			t.Fixed = []Fix{{Value: x}}
		}
		if !p.is("*") {
			return p.here(), p.wants("*")
		}
		p.at++
	}
}

// modify takes a word before *: NA frees, any other is a label.
func (t *Term) modify(w token) error {
	if w.text == "NA" {
		t.Fixed = []Fix{{Free: true}}
	} else {
		t.Labels = []string{w.text}
	}
	return nil
}

// call reads c(…), start(…) or label(…)-like modifiers.
func (p *parser) call(t *Term) error {
	name := p.here()
	switch name.text {
	case "c", "start":
	default:
		return wanted(name, "a name, c(…) or start(…) (equal(), lower(), upper() and other functions are not available: give equal parameters one label)")
	}
	p.at += 2
	var fixes []Fix
	var labels []string
	numbers, words := false, false
	for {
		x, ok, err := p.signed()
		w := p.here()
		switch {
		case err != nil:
			return err
		case ok:
			fixes, labels = append(fixes, Fix{Value: x}), append(labels, "")
			numbers = true
		case w.kind == tokName && w.text == "NA":
			p.at++
			fixes, labels = append(fixes, Fix{Free: true}), append(labels, "")
			numbers = true
		case w.kind == tokName && name.text == "c":
			p.at++
			fixes, labels = append(fixes, Fix{Free: true}), append(labels, w.text)
			words = true
		default:
			return p.wants("a number, a label or NA")
		}
		if p.is(")") {
			p.at++
			break
		}
		if !p.is(",") {
			return p.wants(", or )")
		}
		p.at++
	}
	switch {
	case numbers && words:
		return wanted(name, "numbers or labels in c(…), not both")
	case name.text == "start":
		t.Start = nil
		for _, f := range fixes {
			if f.Free {
				return wanted(name, "numbers in start(…)")
			}
			t.Start = append(t.Start, f.Value)
		}
	case words:
		t.Labels = labels
	default:
		t.Fixed = fixes
	}
	return nil
}
