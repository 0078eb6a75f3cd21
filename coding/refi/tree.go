package refi

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// node is an element of the file, with local names only.
type node struct {
	name  string
	attrs []xml.Attr
	kids  []*node
	text  string // of an element without elements inside
	line  int
	guid  string // given by the index: the element's GUID, unique among its kind
	seal  string // of the root: the digest of the texts when the positions were written
}

// attr returns an attribute and whether it is there.
func (n *node) attr(name string) (string, bool) {
	for i := range n.attrs {
		if n.attrs[i].Name.Local == name {
			return n.attrs[i].Value, true
		}
	}
	return "", false
}

// get returns an attribute, empty if it is missing.
func (n *node) get(name string) string {
	v, _ := n.attr(name)
	return v
}

// child returns the first child of a name, nil if there is none.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// all returns the children of a name.
func (n *node) all(name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
	}
	return out
}

// within returns the children of a name inside a container (Users: User); none if the container is missing.
func (n *node) within(container, name string) []*node {
	var out []*node
	for _, c := range n.all(container) {
		out = append(out, c.all(name)...)
	}
	return out
}

// words is the text of the child of a name.
func (n *node) words(name string) string {
	if k := n.child(name); k != nil {
		return k.text
	}
	return ""
}

// parse builds the tree of an XML file. Entities other than XML's own five are refused, and so is any declaration of them.
func parse(data []byte, l Limits) (*node, error) {
	if int64(len(data)) > l.MaxXML {
		return nil, exceeded("xml", l.MaxXML)
	}
	data, err := utf8XML(data)
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		switch strings.ToLower(label) {
		case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii":
			return r, nil // utf8XML has made it UTF-8
		}
		return nil, fault("encoding", label)
	}
	var root *node
	var open []*node
	var text []*strings.Builder
	elements, seal := 0, ""
	at := func(e *ReadError) error {
		e.Line, _ = d.InputPos()
		return e
	}
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			var own *ReadError
			if errors.As(err, &own) {
				return nil, own
			}
			return nil, at(fault("damaged", syntax(err)))
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, at(fault("doctype"))
		case xml.ProcInst:
			if t.Target == "smekit" {
				seal = strings.TrimSuffix(strings.TrimPrefix(string(t.Inst), `texts="`), `"`)
			}
		case xml.StartElement:
			if elements++; elements > l.MaxElements {
				return nil, at(exceeded("elements", int64(l.MaxElements)))
			}
			if len(open) >= l.MaxDepth {
				return nil, at(exceeded("depth", int64(l.MaxDepth)))
			}
			line, _ := d.InputPos()
			n := &node{name: t.Name.Local, attrs: t.Attr, line: line}
			switch {
			case len(open) > 0:
				parent := open[len(open)-1]
				parent.kids = append(parent.kids, n)
			case root == nil:
				root = n
			default:
				return nil, at(fault("damaged", "two root elements"))
			}
			open, text = append(open, n), append(text, &strings.Builder{})
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1].name != t.Name.Local {
				return nil, at(fault("damaged", "</"+t.Name.Local+"> closes nothing"))
			}
			n := open[len(open)-1]
			if len(n.kids) == 0 {
				n.text = text[len(text)-1].String()
			}
			open, text = open[:len(open)-1], text[:len(text)-1]
		case xml.CharData:
			if len(open) > 0 && len(open[len(open)-1].kids) == 0 {
				text[len(text)-1].Write(t)
			}
		}
	}
	switch {
	case root == nil:
		return nil, fault("damaged", "no XML element")
	case len(open) > 0:
		return nil, at(fault("damaged", "<"+open[len(open)-1].name+"> is never closed"))
	}
	root.seal = seal
	return root, nil
}

// syntax words an XML error without the line, which is told apart.
func syntax(err error) string {
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		return s.Msg
	}
	return err.Error()
}

// utf8XML drops a byte order mark and turns UTF-16 into UTF-8.
func utf8XML(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return data[3:], nil
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return []byte(decodeUTF16(data)), nil
	case len(data) == 0:
		return nil, fault("empty")
	case !utf8.Valid(data[:min(len(data), 64)]) && data[0] != '<':
		return nil, fault("encoding", "?")
	}
	return data, nil
}

// decodeUTF16 decodes what begins with a UTF-16 byte order mark.
func decodeUTF16(data []byte) string {
	big := data[0] == 0xfe
	data = data[2:]
	units := make([]uint16, len(data)/2)
	for i := range units {
		a, b := uint16(data[2*i]), uint16(data[2*i+1])
		if big {
			a, b = b, a
		}
		units[i] = b<<8 | a
	}
	return string(utf16.Decode(units))
}
