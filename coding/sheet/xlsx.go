package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/smekit/smekit/coding"
)

// workbook is an opened xlsx package.
type workbook struct {
	parts   parts
	limits  Limits
	sheets  []part // of each visible or hidden worksheet
	strings part
	shared  []string // the shared strings, once they are needed
	styles  []style
	from    int  // the day that serial number 0 stands for
	loaded  bool // shared is filled
	hidden  []bool
}

// part names a part of the package; empty when there is none.
type part string

// parts are the files of a package by lower-case path.
type parts map[string]*zip.File

func (p parts) file(name part) *zip.File { return p[strings.ToLower(string(name))] }

func (b *Book) openXLSX(r io.ReaderAt, size int64) error {
	raw := make([]byte, size)
	if n, err := r.ReadAt(raw, 0); int64(n) != size {
		if err == nil || err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	zr, err := zip.NewReader(bytes.NewReader(raw), size)
	if err != nil {
		return fault("truncated")
	}
	all, err := b.limits.inventory(zr)
	if err != nil {
		return err
	}
	w := &workbook{parts: all, limits: b.limits}
	main, err := w.mainPart()
	if err != nil {
		return err
	}
	relations, err := w.relations(main)
	if err != nil {
		return err
	}
	x, err := w.structure(main, relations)
	if err != nil {
		return err
	}
	for _, s := range x.WorkBook.Sheets.Sheet {
		rel, ok := relations[s.ID]
		if !ok || rel.kind != "worksheet" || w.parts.file(rel.target) == nil {
			continue
		}
		w.sheets = append(w.sheets, rel.target)
		b.infos = append(b.infos, Info{Name: s.Name, Hidden: s.State != "" && s.State != "visible"})
		w.hidden = append(w.hidden, s.State != "" && s.State != "visible")
	}
	if len(b.infos) == 0 {
		return fault("no_sheets")
	}
	for _, id := range sortedIDs(relations) {
		if relations[id].kind == "sharedStrings" {
			w.strings = relations[id].target
		}
	}
	w.setStyles(x)
	b.source = w
	return nil
}

// inventory lists the package's files; unpacked they must stay within the limit, whatever their headers say (the zip
// reader stops a file that grows beyond its header).
func (l Limits) inventory(zr *zip.Reader) (parts, error) {
	all := parts{}
	var total uint64
	for _, f := range zr.File {
		if f.Flags&1 != 0 {
			return nil, fault("password")
		}
		if total += f.UncompressedSize64; total > uint64(l.MaxUnzipped) || f.UncompressedSize64 > uint64(l.MaxUnzipped) {
			return nil, l.exceeded("", "", "unzipped", l.MaxUnzipped)
		}
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := all[name]; !twice {
			all[name] = f
		}
	}
	switch {
	case all["xl/workbook.bin"] != nil:
		return nil, fault("xlsb")
	case all["mimetype"] != nil && all["content.xml"] != nil:
		return nil, fault("ods")
	}
	return all, nil
}

// read unpacks a part.
func (w *workbook) read(name part) ([]byte, error) {
	f := w.parts.file(name)
	if f == nil {
		return nil, damaged("no " + string(name))
	}
	rc, err := f.Open()
	if err != nil {
		return nil, damaged(string(name))
	}
	defer rc.Close()
	// the header's size is a promise: grow with what really comes
	buf := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64+bytes.MinRead, f.CompressedSize64*40+4096)))
	if _, err := buf.ReadFrom(io.LimitReader(rc, w.limits.MaxUnzipped+1)); err != nil {
		return nil, damaged(string(name))
	}
	b := bytes.TrimPrefix(buf.Bytes(), []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return nil, damaged(string(name) + " is not UTF-8")
	}
	return b, nil
}

// relation is an entry of a .rels part.
type relation struct {
	kind   string // last element of its type: worksheet, sharedStrings, styles, officeDocument
	target part
}

// relations reads what a part refers to; the empty part is the package itself.
func (w *workbook) relations(of part) (map[string]relation, error) {
	folder, name := path.Split(string(of))
	b, err := w.read(part(folder + "_rels/" + name + ".rels"))
	if err != nil {
		return nil, err
	}
	out := map[string]relation{}
	for s := (scanner{b: b}); ; {
		ok, err := s.next()
		if err != nil || !ok {
			return out, err
		}
		if string(s.tag.name) != "Relationship" || s.tag.end || string(s.tag.attr("TargetMode")) == "External" {
			continue
		}
		target := strings.ReplaceAll(attrText(s.tag.attr("Target")), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		id := attrText(s.tag.attr("Id"))
		if _, twice := out[id]; !twice {
			kind := path.Base(attrText(s.tag.attr("Type")))
			out[id] = relation{kind: kind, target: part(strings.TrimPrefix(path.Clean("/"+target), "/"))}
		}
	}
}

// sortedIDs are the ids of relations in a fixed order.
func sortedIDs(m map[string]relation) []string { return slices.Sorted(maps.Keys(m)) }

// mainPart finds the workbook's part.
func (w *workbook) mainPart() (part, error) {
	if w.parts.file("_rels/.rels") == nil {
		return "", fault("not_workbook")
	}
	top, err := w.relations("")
	if err != nil {
		return "", err
	}
	for _, id := range sortedIDs(top) {
		rel := top[id]
		if rel.kind == "officeDocument" && w.parts.file(rel.target) != nil {
			if b, err := w.read(rel.target); err == nil && rootName(b) == "workbook" {
				return rel.target, nil
			}
		}
	}
	return "", fault("not_workbook")
}

func rootName(b []byte) string {
	s := scanner{b: b}
	if ok, err := s.next(); err != nil || !ok {
		return ""
	}
	return string(s.tag.name)
}

// structure has excelize open the workbook's frame: a package of the parts that say which sheets and styles there are,
// without sheets, strings or pictures. So it unpacks nothing large and writes no temporary file.
func (w *workbook) structure(main part, relations map[string]relation) (x *excelize.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			x, err = nil, damaged(string(main))
		}
	}()
	keep := []part{"[Content_Types].xml", "_rels/.rels", main}
	folder, name := path.Split(string(main))
	keep = append(keep, part(folder+"_rels/"+name+".rels"))
	for _, id := range sortedIDs(relations) {
		rel := relations[id]
		if rel.kind == "styles" && w.parts.file(rel.target) != nil {
			keep = append(keep, rel.target)
		}
	}
	var frame bytes.Buffer
	zw := zip.NewWriter(&frame)
	for _, name := range keep {
		b, err := w.read(name)
		if err != nil {
			return nil, err
		}
		if bytes.Contains(b, []byte("<!DOCTYPE")) {
			return nil, fault("doctype")
		}
		f, err := zw.CreateHeader(&zip.FileHeader{Name: string(name), Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(b); err != nil {
			return nil, err
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	limit := w.limits.MaxUnzipped
	x, err = excelize.OpenReader(&frame, excelize.Options{RawCellValue: true, UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit})
	if err != nil {
		return nil, damaged(err.Error())
	}
	if x.WorkBook == nil {
		return nil, damaged(string(main))
	}
	if p := x.WorkBook.WorkbookPr; p != nil && p.Date1904 {
		w.from = epoch1904
	}
	return x, x.Close()
}

func (w *workbook) rows(i int, yield func(Row) bool) ([]coding.ReceiptNote, error) {
	if !w.loaded {
		if err := w.loadStrings(); err != nil {
			return nil, err
		}
		w.loaded = true
	}
	b, err := w.read(w.sheets[i])
	if err != nil {
		return nil, err
	}
	ws := worksheet{book: w, count: tally{Limits: w.limits}, hidden: w.hidden[i]}
	return ws.walk(b, yield)
}
