package sheet

// loadStrings reads the table of texts that cells refer to by number.
func (w *workbook) loadStrings() error {
	if w.strings == "" {
		return nil
	}
	if w.parts.file(w.strings) == nil {
		return nil // cells that refer to it are reported where they stand
	}
	b, err := w.read(w.strings)
	if err != nil {
		return err
	}
	s := scanner{b: b}
	var buf richText
	for {
		ok, err := s.next()
		if err != nil {
			return err
		}
		if !ok {
			return damaged(string(w.strings) + " is cut short")
		}
		switch {
		case s.tag.end && string(s.tag.name) == "sst", s.tag.empty && string(s.tag.name) == "sst":
			return nil
		case s.tag.end || string(s.tag.name) != "si":
		case s.tag.empty:
			w.shared = append(w.shared, "")
		default:
			text, err := buf.read(&s, "si", w.limits)
			if err != nil {
				return err
			}
			w.shared = append(w.shared, text)
		}
	}
}

// richText joins the runs of a text; its buffer is reused.
type richText struct{ all []byte }

// read reads to the end of the element (si, is) whose start tag was just read. Phonetic runs (rPh) are left out.
func (t *richText) read(s *scanner, element string, lim Limits) (string, error) {
	t.all = t.all[:0]
	for {
		ok, err := s.next()
		switch {
		case err != nil:
			return "", err
		case !ok:
			return "", damaged("a text is cut short")
		case s.tag.end:
			if string(s.tag.name) == element {
				return unescapeControls(t.all), nil
			}
			continue
		}
		switch string(s.tag.name) {
		case "t":
			if s.tag.empty {
				continue
			}
			text, err := s.text()
			if err != nil {
				return "", err
			}
			if t.all = append(t.all, text...); len(t.all) > lim.MaxCellBytes {
				return "", lim.exceeded("", "", "cell_length", int64(lim.MaxCellBytes))
			}
		case "rPh", "rPr", "phoneticPr", "extLst":
			if err := s.skip(); err != nil {
				return "", err
			}
		}
	}
}

// unescapeControls makes a text of a cell's characters: _x000D_ stands for the character of that UTF-16 unit, _x005F_ for the
// underscore that keeps such a sequence literal; CRLF and CR become LF.
func unescapeControls(b []byte) string {
	plain := true
	for i := 0; i+6 < len(b); i++ {
		if b[i] == '_' && b[i+1] == 'x' && b[i+6] == '_' {
			plain = false
			break
		}
	}
	if plain && !hasByte(b, '\r') {
		return toValid(b)
	}
	return controls(b)
}
