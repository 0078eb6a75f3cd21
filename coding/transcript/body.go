package transcript

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// body reads the text of a WordprocessingML document, token by token. Entities are those of XML alone; a document type is
// refused.
type body struct {
	xml       *xml.Decoder
	limit     int64 // code points
	size      int64
	blocks    []block
	deletions int // stretches that were deleted with changes tracked
	boxes     int // text boxes
}

// block is a paragraph of the body, with its line breaks, or a table.
type block struct {
	text  string
	table [][]string // rows of cells; nil in a paragraph
}

// paragraph is one being read. A deleted paragraph mark joins it to the next.
type paragraph struct {
	text strings.Builder
	open bool // the paragraph before ended with a deleted mark: this one goes on with it
}

const wordML = "wordprocessingml/"

// passed are elements whose content is no text of the body.
var passed = []string{"sectPr", "instrText", "delInstrText", "delText", "tblPr", "tblGrid", "trPr", "tcPr", "rt", "object", "sdtPr", "sdtEndPr", "hdr", "ftr", "footnote", "endnote", "comment"}

// read reads the whole part.
func (w *body) read() error {
	root := true
	for {
		tok, err := w.xml.Token()
		if err == io.EOF {
			if root {
				return fault("not_word")
			}
			return nil
		}
		if err != nil {
			return broken(err)
		}
		switch tok := tok.(type) {
		case xml.Directive:
			return fault("doctype")
		case xml.StartElement:
			if root && (tok.Name.Local != "document" || !strings.Contains(tok.Name.Space, wordML)) {
				return fault("not_word")
			}
			root = false
			if tok.Name.Local == "body" {
				if err := w.flow(func(b block) { w.blocks = append(w.blocks, b) }); err != nil {
					return err
				}
			}
		}
	}
}

// broken makes an error of the XML reader's.
func broken(err error) error {
	var e *ReadError
	if errors.As(err, &e) {
		return err
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		return fault("truncated")
	}
	return fault("damaged", err.Error())
}

// deepest bounds how deep tables may stand in tables.
const deepest = 64

// flow reads paragraphs and tables up to the end of the element that holds them.
func (w *body) flow(add func(block)) error { return w.flowIn(0, add) }

func (w *body) flowIn(tables int, add func(block)) error {
	if tables > deepest {
		return fault("damaged", "tables in tables")
	}
	p := &paragraph{}
	depth := 0
	for {
		tok, err := w.xml.Token()
		if err != nil {
			if err == io.EOF {
				err = fault("truncated")
			}
			return broken(err)
		}
		switch tok := tok.(type) {
		case xml.Directive:
			return fault("doctype")
		case xml.EndElement:
			if depth == 0 {
				if p.open {
					add(block{text: p.text.String()})
				}
				return nil
			}
			depth--
		case xml.StartElement:
			word := strings.Contains(tok.Name.Space, wordML)
			switch {
			case word && tok.Name.Local == "p":
				gone, err := w.inline(p)
				if err != nil {
					return err
				}
				if err := w.write(p, ""); err != nil {
					return err
				}
				if p.open = gone; !gone {
					add(block{text: p.text.String()})
					p.text.Reset()
				}
			case word && tok.Name.Local == "tbl":
				b, err := w.table(tables + 1)
				if err != nil {
					return err
				}
				if len(b.table) > 0 {
					add(b)
				}
			case word && (tok.Name.Local == "del" || tok.Name.Local == "moveFrom"):
				w.deletions++
				if err := w.xml.Skip(); err != nil {
					return broken(err)
				}
			case word && slices.Contains(passed, tok.Name.Local), tok.Name.Local == "Fallback":
				if err := w.xml.Skip(); err != nil {
					return broken(err)
				}
			default: // content controls and other wrappers
				depth++
			}
		}
	}
}

// inline reads the text of a paragraph up to its end; gone says that the mark at its end was deleted.
func (w *body) inline(p *paragraph) (gone bool, err error) {
	depth := 0
	said := false // inside an element of text
	hidden := -1  // depth of the run that is hidden
	for {
		tok, err := w.xml.Token()
		if err != nil {
			if err == io.EOF {
				err = fault("truncated")
			}
			return false, broken(err)
		}
		switch tok := tok.(type) {
		case xml.Directive:
			return false, fault("doctype")
		case xml.CharData:
			if said && hidden < 0 {
				if err := w.write(p, plain(strings.ToValidUTF8(string(tok), "\uFFFD"))); err != nil {
					return false, err
				}
			}
		case xml.EndElement:
			if depth == 0 {
				return gone, nil
			}
			depth--
			said = false
			if depth < hidden {
				hidden = -1
			}
		case xml.StartElement:
			if !strings.Contains(tok.Name.Space, wordML) {
				if tok.Name.Local == "Fallback" {
					if err := w.xml.Skip(); err != nil {
						return false, broken(err)
					}
					continue
				}
				depth++
				continue
			}
			skip := false
			put := ""
			switch name := tok.Name.Local; name {
			case "t":
				said = true
			case "tab", "ptab":
				put = "\t"
			case "br", "cr":
				put = "\n"
			case "noBreakHyphen":
				put = "-"
			case "pPr":
				if gone, err = w.paragraphMark(); err != nil {
					return false, err
				}
				continue
			case "rPr":
				vanish, err := w.hiddenRun()
				if err != nil {
					return false, err
				}
				if vanish && hidden < 0 {
					hidden = depth
				}
				continue
			case "del", "moveFrom":
				w.deletions++
				skip = true
			case "txbxContent":
				w.boxes++
				skip = true
			default:
				skip = slices.Contains(passed, name)
			}
			if skip {
				if err := w.xml.Skip(); err != nil {
					return false, broken(err)
				}
				continue
			}
			if put != "" && hidden < 0 {
				if err := w.write(p, put); err != nil {
					return false, err
				}
			}
			depth++
		}
	}
}

// write adds to a paragraph; its end is the empty text, and counts as a character.
func (w *body) write(p *paragraph, s string) error {
	if w.size += int64(max(1, utf8.RuneCountInString(s))); w.size > w.limit {
		return exceeded("text", w.limit)
	}
	p.text.WriteString(s)
	return nil
}

// paragraphMark reads the properties of a paragraph: whether its mark was deleted, so that it runs into the next.
func (w *body) paragraphMark() (gone bool, err error) {
	err = w.properties(func(path []string, _ xml.StartElement) {
		if len(path) == 2 && path[0] == "rPr" && (path[1] == "del" || path[1] == "moveFrom") {
			gone = true
		}
	})
	return gone, err
}

// hiddenRun reads the properties of a run: whether its text is hidden.
func (w *body) hiddenRun() (hidden bool, err error) {
	err = w.properties(func(path []string, e xml.StartElement) {
		if len(path) == 1 && path[0] == "vanish" {
			v := attribute(e, "val")
			hidden = v != "0" && v != "false" && v != "off"
		}
	})
	return hidden, err
}

// properties walks the elements of a property list up to its end; path are the local names from the list down.
func (w *body) properties(each func(path []string, e xml.StartElement)) error {
	var path []string
	for {
		tok, err := w.xml.Token()
		if err != nil {
			if err == io.EOF {
				err = fault("truncated")
			}
			return broken(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if len(path) < 3 {
				path = append(path, tok.Name.Local)
				each(path, tok)
			} else if err := w.xml.Skip(); err != nil {
				return broken(err)
			}
		case xml.EndElement:
			if len(path) == 0 {
				return nil
			}
			path = path[:len(path)-1]
		}
	}
}

// table reads rows of cells up to the table's end. Tables inside a cell are lines of it.
func (w *body) table(tables int) (block, error) {
	var b block
	depth := 0
	for {
		tok, err := w.xml.Token()
		if err != nil {
			if err == io.EOF {
				err = fault("truncated")
			}
			return b, broken(err)
		}
		switch tok := tok.(type) {
		case xml.Directive:
			return b, fault("doctype")
		case xml.EndElement:
			if depth == 0 {
				return b, nil
			}
			depth--
		case xml.StartElement:
			name := tok.Name.Local
			if !strings.Contains(tok.Name.Space, wordML) {
				name = ""
			}
			switch {
			case name == "tc" && len(b.table) > 0:
				var cell []string
				err := w.flowIn(tables, func(in block) { cell = append(cell, in.lines()...) })
				if err != nil {
					return b, err
				}
				last := &b.table[len(b.table)-1]
				*last = append(*last, strings.Join(cell, "\n"))
			case name == "del" || name == "moveFrom" || slices.Contains(passed, name):
				if err := w.xml.Skip(); err != nil {
					return b, broken(err)
				}
			default:
				if name == "tr" {
					b.table = append(b.table, nil)
				}
				depth++
			}
		}
	}
}

// lines are the lines of a block: of a table, a row each when its cells are of one line.
func (b block) lines() []string {
	if b.table == nil {
		return strings.Split(b.text, "\n")
	}
	var out []string
	for _, row := range b.table {
		if slices.ContainsFunc(row, func(c string) bool { return strings.Contains(c, "\n") }) {
			for _, c := range row {
				out = append(out, strings.Split(c, "\n")...)
			}
		} else {
			out = append(out, strings.Join(row, "\t"))
		}
	}
	return out
}

// arrange makes lines of the blocks. The rows of a table of speakers are turns; what follows such a table is none of them.
func (w *body) arrange() []line {
	var lines []line
	after := false
	for _, b := range w.blocks {
		if rows := speakerRows(b.table); rows != nil {
			lines = append(lines, rowLines(rows)...)
			after = true
			continue
		}
		for _, s := range b.lines() {
			lines = append(lines, line{text: s, told: after && strings.TrimSpace(s) != ""})
			after = after && strings.TrimSpace(s) == ""
		}
	}
	return lines
}

// speakerRows takes a table of two columns as speaker and text, when its first column passes for names; nil otherwise. A
// first row that says speaker and text is left out.
func speakerRows(table [][]string) []Row {
	var rows []Row
	var heads []head
	for i, cells := range table {
		for len(cells) > 2 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) != 2 {
			return nil
		}
		name := strings.TrimRight(strings.TrimSpace(strings.Join(strings.Fields(cells[0]), " ")), ":： ")
		if i == 0 && columnTitle(keyOf(cells[1])) {
			continue
		}
		rows = append(rows, Row{name, cells[1]})
		if name == "" {
			continue
		}
		h, ok := parseHead([]rune(name + "："))
		if !ok {
			return nil
		}
		h.key = keyOf(h.name)
		rows[len(rows)-1].Speaker = h.name
		heads = append(heads, h)
	}
	j := newJury(heads)
	for _, h := range heads {
		if !j.speaks(h) {
			return nil
		}
	}
	if len(heads) < 2 {
		return nil
	}
	return rows
}

func columnTitle(key string) bool {
	switch key {
	case "text", "内容", "文本", "原文", "发言", "发言内容", "访谈内容", "讲话", "话语", "transcript", "content", "speech", "utterance":
		return true
	}
	return false
}

// notes tell what was passed over.
func (w *body) notes() []coding.ReceiptNote {
	var out []coding.ReceiptNote
	if w.deletions > 0 {
		out = append(out, coding.ReceiptNote{Code: "transcript_deletions", Args: []string{strconv.Itoa(w.deletions)}})
	}
	if w.boxes > 0 {
		out = append(out, coding.ReceiptNote{Code: "transcript_textboxes", Args: []string{strconv.Itoa(w.boxes)}})
	}
	return out
}
