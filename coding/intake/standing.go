package intake

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/smekit/smekit/coding"
)

// Texts are the study's transcripts, by interview, that the import leaves as they are, so that the places in its rows have to be
// places in these. The others are those that its earlier state wrote, and that it may bring up to date.
func (c Context) Texts() (map[string]string, error) {
	out := map[string]string{}
	for i := range c.Study.Transcripts {
		t := &c.Study.Transcripts[i]
		var old []byte
		if c.Earlier.file(t.Pos.File) != nil {
			var err error
			if old, err = c.Read(t.Pos.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
		if !c.ownText(t.Pos.File, old) {
			out[t.Interview] = t.Text
		}
	}
	return out, nil
}

// ownText reports whether the earlier state of the import wrote a text that nobody edited since and that nothing else counts on:
// no other import, and no coder whose places in it came by another way.
func (c *Context) ownText(path string, old []byte) bool {
	was := c.Earlier.file(path)
	if was == nil || was.Stood || was.SHA256 != hashOf(old) || c.othersNeed(func(r *Record) bool { return r.file(path) != nil }) {
		return false
	}
	i := slices.IndexFunc(c.Study.Transcripts, func(t coding.Transcript) bool { return t.Pos.File == path })
	if i < 0 {
		return true
	}
	id := c.Study.Transcripts[i].Interview
	return !slices.ContainsFunc(c.Study.Codings, func(x coding.Coding) bool {
		return x.Interview == id && x.To > 0 && c.Earlier.file(x.Pos.File) == nil
	})
}
