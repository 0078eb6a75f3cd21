package docx

// pager follows the height of what is written, so that the contents can name pages before a program has laid them out. It
// is an estimate; Word computes the numbers when the contents are updated.
type pager struct {
	page   int
	y      float64 // points used
	height float64 // of the text on a page
	repeat float64 // of the header rows that a table repeats on each page
}

func (p *pager) next() { p.page++; p.y = p.repeat }

// turn begins a page of another height, unless nothing stands on this one.
func (p *pager) turn(height float64) {
	if p.y > 0 {
		p.next()
	}
	p.height = height
}

// ask begins a page where the height is not left on this one.
func (p *pager) ask(height float64) {
	if p.y > p.repeat && p.y+min(height, p.height) > p.height+.5 {
		p.next()
	}
}

// skip uses a height that is not broken.
func (p *pager) skip(height float64) {
	p.ask(height)
	p.y += height
}

// lines uses lines of a paragraph, with space before and after.
func (p *pager) lines(n int, height, before, after float64) {
	if p.y > 0 {
		p.y += before
	}
	for range n {
		p.skip(height)
	}
	p.y += after
}
