package docx

// Template is what lends a document its look: a file of the user's ([ReadTemplate]), the built-in one for official
// documents ([GBT9704]), or, as the zero value, nothing: the own look.
type Template struct {
	official bool
	file     *reference
}

// GBT9704 is the look of Chinese official documents after GB/T 9704—2012.
func GBT9704() Template { return Template{official: true} }

// begin makes the package that a document is written into, and says how it looks.
func (t Template) begin(lang string) (look, *pack) {
	p := newPack()
	switch {
	case t.file != nil:
		return t.file.lend(p, lang), p
	case t.official:
		l := official(lang)
		p.install(l)
		return l, p
	}
	l := own(lang)
	p.heavyHeads = lang == ""
	p.install(l)
	return l, p
}
