package refi

import (
	"archive/zip"
	"bytes"
	"io"
	"net/url"
	"path"
	"sort"
	"strings"
)

// archive is an opened .qdpx file: its members by path.
type archive struct {
	limits   Limits
	members  map[string]*zip.File
	folded   map[string][]string // paths by their lower-case form
	unsafe   []string            // names that lead out of the archive
	base     string              // folder of the project's XML, with its slash
	project  *zip.File
	renamed  bool // the project's XML is not called project.qde
	unpacked int64
	cache    map[string][]byte
}

func openArchive(r io.ReaderAt, size int64, l Limits) (*archive, error) {
	if size <= 0 {
		return nil, fault("empty")
	}
	if size > l.MaxFile {
		return nil, exceeded("file_size", l.MaxFile)
	}
	head := make([]byte, min(size, 4))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		if err == nil || err == io.EOF {
			return nil, fault("truncated")
		}
		return nil, err
	}
	if !bytes.HasPrefix(head, []byte("PK")) {
		return nil, fault("not_zip")
	}
	zr, err := zip.NewReader(r, size)
	if err != nil && zr == nil {
		return nil, fault("truncated")
	}
	if len(zr.File) > l.MaxMembers {
		return nil, exceeded("members", int64(l.MaxMembers))
	}
	a := &archive{limits: l, members: map[string]*zip.File{}, folded: map[string][]string{}, cache: map[string][]byte{}}
	var total uint64
	for _, f := range zr.File {
		if f.Flags&1 != 0 {
			return nil, fault("password")
		}
		if total += f.UncompressedSize64; total > uint64(l.MaxUnzipped) || f.UncompressedSize64 > uint64(l.MaxUnzipped) {
			return nil, exceeded("unzipped", l.MaxUnzipped)
		}
		name, ok := memberName(f.Name)
		if !ok {
			a.unsafe = append(a.unsafe, f.Name)
			continue
		}
		if _, twice := a.members[name]; !twice && !strings.HasSuffix(name, "/") {
			a.members[name] = f
			low := strings.ToLower(name)
			a.folded[low] = append(a.folded[low], name)
		}
	}
	return a, a.findProject()
}

// memberName brings a path into the form of the index. It reports false for one that leaves the archive.
func memberName(name string) (string, bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	if strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || strings.ContainsRune(name, 0) {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return "", false
		}
	}
	folder := strings.HasSuffix(name, "/")
	if name = path.Clean(name); folder {
		name += "/"
	}
	return name, true
}

// findProject finds the project's XML: project.qde at the root, else the only .qde file (some programs name it after the
// project), the one nearest the root first.
func (a *archive) findProject() error {
	if name := a.called("project.qde"); name != "" {
		a.project = a.members[name]
		return nil
	}
	var names []string
	for name := range a.members {
		if low := strings.ToLower(name); path.Ext(low) == ".qde" && !strings.HasPrefix(low, "__macosx/") {
			names = append(names, name)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := strings.Count(names[i], "/"), strings.Count(names[j], "/"); a != b {
			return a < b
		}
		return names[i] < names[j]
	})
	switch {
	case len(names) == 0:
		return fault("no_project")
	case len(names) > 1 && strings.Count(names[0], "/") == strings.Count(names[1], "/"):
		return fault("several", strings.Join(names[:2], ", "))
	}
	a.project, a.renamed = a.members[names[0]], strings.ToLower(path.Base(names[0])) != "project.qde"
	if dir := path.Dir(names[0]); dir != "." {
		a.base = dir + "/"
	}
	return nil
}

// called is the member of a path: the one that is written so, else the only one that differs in letter case alone; empty for none.
func (a *archive) called(name string) string {
	if a.members[name] != nil {
		return name
	}
	if of := a.folded[strings.ToLower(name)]; len(of) == 1 {
		return of[0]
	}
	return ""
}

// unpack reads a member of at most limit bytes. what is said when it is larger or damaged.
func (a *archive) unpack(f *zip.File, limit int64, what string) ([]byte, error) {
	if f.UncompressedSize64 > uint64(limit) {
		return nil, exceeded(what, limit)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fault("truncated")
	}
	defer rc.Close()
	buf := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64+bytes.MinRead, f.CompressedSize64*40+4096)))
	if _, err := buf.ReadFrom(io.LimitReader(rc, limit+1)); err != nil {
		return nil, fault("truncated")
	}
	if int64(buf.Len()) > limit {
		return nil, exceeded(what, limit)
	}
	if a.unpacked += int64(buf.Len()); a.unpacked > a.limits.MaxUnzipped {
		return nil, exceeded("unzipped", a.limits.MaxUnzipped)
	}
	return buf.Bytes(), nil
}

// member reads a file of the archive once.
func (a *archive) member(name string, limit int64) ([]byte, error) {
	if b, ok := a.cache[name]; ok {
		return b, nil
	}
	b, err := a.unpack(a.members[name], limit, "unzipped")
	if err == nil {
		a.cache[name] = b
	}
	return b, err
}

// where a path leads
type where uint8

const (
	isNowhere where = iota // internal, but there is no such member
	isInside               // a member of the archive
	isOutside              // a file beside the archive or anywhere on a disk
	leaves                 // internal, but it climbs out
)

// locate finds what a path of the project's XML means. A path to the outside whose file is in the archive nevertheless is
// inside, with outer set.
func (a *archive) locate(p string) (name string, w where, outer bool) {
	p = strings.ReplaceAll(strings.TrimSpace(p), `\`, "/")
	scheme, rest := "", p
	if s, after, ok := strings.Cut(p, ":"); ok && len(s) > 1 && strings.HasPrefix(after, "/") { // one letter is a drive
		scheme, rest = strings.ToLower(s), after
	}
	switch {
	case scheme == "internal":
		return a.find(strings.TrimLeft(rest, "/"))
	case scheme == "" && !strings.HasPrefix(rest, "/") && (len(rest) < 2 || rest[1] != ':'):
		return a.find(rest)
	}
	if name, w, _ := a.find(path.Base(rest)); w == isInside {
		return name, isInside, true
	}
	return "", isOutside, true
}

func (a *archive) find(p string) (string, where, bool) {
	tries := []string{p}
	if q, err := url.PathUnescape(p); err == nil && q != p {
		tries = append(tries, q)
	}
	for _, t := range tries {
		name, ok := memberName(t)
		if !ok {
			return "", leaves, false
		}
		for _, full := range []string{a.base + "sources/" + name, a.base + name, "sources/" + name, name} {
			if at := a.called(full); at != "" && a.members[at] != a.project {
				return at, isInside, false
			}
		}
	}
	return "", isNowhere, false
}

// extension is the extension of a path without its dot, lower-case; only letters and digits are taken.
func extension(p string) string {
	ext := strings.TrimPrefix(strings.ToLower(path.Ext(strings.ReplaceAll(p, `\`, "/"))), ".")
	if len(ext) > 10 {
		return ""
	}
	for _, c := range ext {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return ""
		}
	}
	return ext
}
