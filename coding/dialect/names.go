package dialect

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding"
)

// reserved are names that some systems refuse for files, whatever ending follows, and that of the settled layer.
var reserved = func() map[string]bool {
	m := words("con prn aux nul conin$ conout$ consensus")
	for _, port := range []string{"com", "lpt"} {
		for _, n := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"} {
			m[port+n] = true
		}
	}
	return m
}()

// isReserved reports whether a name, or what stands before its first dot, is reserved.
func isReserved(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), ".")
	return reserved[strings.TrimSpace(first)]
}

// unreserved is a name that no system refuses.
func unreserved(name string) string {
	if !isReserved(name) {
		return name
	}
	first, rest, dotted := strings.Cut(name, ".")
	if first += "_"; dotted {
		first += "." + rest
	}
	return first
}

// safeCoder makes a coder's name safe for a file's name; blanks and most marks stay.
func safeCoder(name string) string { return safePart(name, " .") }

// safePass makes the name of a pass safe for a folder's name, as a coder's; it begins with no mark.
func safePass(name string) string { return safePart(name, " ._-") }

// safeDocument makes an interview's id that a person gave safe for a file's name; blanks and most marks stay.
func safeDocument(name string) string { return safePart(name, " ._-") }

// safePart makes a name part of a path on every system: what separates or steers there becomes an underscore, trimmed goes
// from its ends. A name of which nothing is left becomes a digest.
func safePart(name, trimmed string) string {
	whole := oneLine(name)
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|;`, r), unicode.IsControl(r), r == utf8.RuneError:
			return '_'
		case unicode.Is(unicode.Cf, r): // invisible, and some turn the direction of what follows
			return -1
		}
		return r
	}, whole)
	name = strings.Trim(shorten(strings.Trim(name, trimmed), 80), trimmed)
	if name == "" && whole != "" {
		return "x" + digest(6, whole)
	}
	return unreserved(name)
}

// fileNames gives each name its safe form. Names whose forms would be one file on a system that does not tell letter case
// (Li and li), and names that one form stands for, each get a digest of the name behind it, whatever their order. What was
// changed is told in a line each.
func (b *builder) fileNames(names []string, safe func(string) string) map[string]string {
	rivals := map[string][]string{}
	for _, n := range names {
		if k := strings.ToLower(safe(n)); !slices.Contains(rivals[k], n) {
			rivals[k] = append(rivals[k], n)
		}
	}
	out := map[string]string{}
	for _, n := range names {
		if _, done := out[n]; done {
			continue
		}
		id, code := safe(n), "dialect.safe_name"
		if of := rivals[strings.ToLower(id)]; len(of) > 1 {
			id, code = id+"-"+digest(6, n), "dialect.same_file_name"
		}
		if out[n] = id; id != n {
			b.why = append(b.why, coding.ReceiptNote{Code: code, Args: []string{n, id}})
		}
	}
	return out
}

// coders gives each coder as the marks name one the name that the coder goes by in the study: what a person mapped, made safe.
// Empty means that nobody is named, - that the rows are left out.
func (b *builder) coders() map[string]string {
	of := map[string]string{}
	var names []string
	for i := range b.marks {
		raw := b.marks[i].coder
		if _, known := of[raw]; known {
			continue
		}
		name := cmp.Or(b.called[raw], raw)
		if name == "" {
			name = cmp.Or(b.opts.Coder, b.opts.Map.value("coder"))
		}
		if to, ok := b.opts.Map.coderOf(name); ok && to != "" {
			name = to
		}
		if of[raw] = oneLine(name); of[raw] != "" && of[raw] != "-" {
			names = append(names, of[raw])
		}
	}
	safe := b.fileNames(names, safeCoder)
	for raw, name := range of {
		if safe[name] != "" {
			of[raw] = safe[name]
		}
	}
	return of
}

// passes gives the pass of each mark that names one, and of the others under the empty name.
func (b *builder) passes() map[string]string {
	of := map[string]string{"": cmp.Or(oneLine(b.opts.Map.value("pass")), oneLine(b.opts.Pass), "1")}
	var names []string
	for i := range b.marks {
		raw := b.marks[i].pass
		if p := oneLine(raw); p != "" {
			of[raw] = p
		}
		names = append(names, of[raw])
	}
	safe := b.fileNames(names, safePass)
	for raw, name := range of {
		of[raw] = safe[name]
	}
	return of
}
