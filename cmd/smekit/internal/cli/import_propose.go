package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/intake"
)

// writeProposal writes what was found in a file as a map for a person to edit, and nothing else.
func (m *importer) writeProposal(im *dialect.Import, s *coding.Study, source string) error {
	name := path.Join(importsName, intake.NameFor(im.File, nil, nil)+".map.xlsx")
	if _, err := os.Stat(m.full(name)); err == nil && !m.force {
		return errors.New(m.say("cli.exists", m.full(name)))
	}
	wb := intake.MapBook(im, s, m.writtenLang())
	if wb == nil {
		return m.problems(im.Problems)
	}
	var b bytes.Buffer
	if err := form.Write(&b, *wb); err != nil {
		return err
	}
	if err := writeFile(m.full(name), b.Bytes()); err != nil {
		return err
	}
	if err := intake.Report(m.Stdout, m.messageLang(), im, nil); err != nil {
		return err
	}
	if !m.quiet {
		fmt.Fprintln(m.Stderr, m.say("import.proposed", quoted(m.full(name)), quoted(source), quoted(m.at.dir)))
	}
	m.list(im.Problems, nil) // what is open is what the map is for
	return nil
}
