package markdown

import "strings"

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "|", `\|`,
	"$", `\$`, "!", `\!`, "://", "&#58;//", "www.", "www&#46;", "\x00", "")

// escape takes from a text all meaning that Markdown, HTML and GitHub's own notations would give it.
func escape(s string) string { return escaper.Replace(strings.ToValidUTF8(s, "\uFFFD")) }

// text escapes a paragraph: one line, and nothing at its beginning that would make it a heading, list, quotation or rule.
func text(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	out := escape(s)
	if out == "" {
		return out
	}
	marker := func(rest string) bool { return rest == "" || rest[0] == ' ' } // of a list: a blank or nothing follows
	switch c := out[0]; {
	case c == '#', c == '=', (c == '-' || c == '+') && (marker(out[1:]) || out[1] == c):
		return `\` + out
	case c >= '0' && c <= '9':
		rest := strings.TrimLeft(out, "0123456789")
		if rest != "" && (rest[0] == '.' || rest[0] == ')') && marker(rest[1:]) {
			return out[:len(out)-len(rest)] + `\` + rest
		}
	}
	return out
}

// cell escapes a table cell; its lines are broken by elements.
func cell(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = text(strings.ReplaceAll(lines[i], "\r", " "))
	}
	return strings.Join(lines, "<br>")
}
