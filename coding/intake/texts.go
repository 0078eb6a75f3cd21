package intake

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
)

// text is a file that is written whole.
func (p *Plan) text(f File, c Context) error {
	out := Output{Path: f.Name, Outcome: Created, Content: f.Text}
	was := c.Earlier.file(f.Name)
	old, err := c.Read(f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case bytes.Equal(old, f.Text), was == nil && bytes.Equal(old, append(slices.Clone(f.Text), '\n')): // a line end at its end is no other text
		out.Outcome, out.Content = Unchanged, nil
	case c.ownText(f.Name, old):
		out.Outcome = Extended
	default:
		out.Outcome, out.Content = Kept, nil
	}
	p.Outputs = append(p.Outputs, out)
	switch w := (Written{Path: f.Name, SHA256: hashOf(f.Text)}); {
	case out.Outcome == Unchanged:
		w.SHA256 = hashOf(old)
		w.Stood = was == nil || was.Stood
		p.Record.Files = append(p.Record.Files, w)
	case out.Outcome != Kept:
		p.Record.Files = append(p.Record.Files, w)
	case was != nil:
		p.Record.Files = append(p.Record.Files, *was)
	default: // another's, in which this import has places
		p.Record.Files = append(p.Record.Files, Written{Path: f.Name, SHA256: hashOf(old), Stood: true})
	}
	return nil
}

// withoutText is a text that an earlier state of the file brought and that it has no more. It is removed where nobody edited it
// since and no other import counts on it; else it stays, and the record keeps it.
func (p *Plan) withoutText(w *Written, c Context) error {
	if w.Stood || c.badName(w.Path) {
		return nil
	}
	old, err := c.Read(w.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case c.othersNeed(func(r *Record) bool { return r.file(w.Path) != nil }):
	case hashOf(old) == w.SHA256:
		p.Outputs = append(p.Outputs, Output{Path: w.Path, Outcome: Removed})
		return nil
	default:
		p.Outputs = append(p.Outputs, Output{Path: w.Path, Outcome: Kept})
	}
	p.Record.Files = append(p.Record.Files, *w)
	return nil
}
