package refi

import (
	"regexp"
	"strings"
)

// What the standard has no place for (the id of a segment, a rating, a period) is kept in descriptions and notes as a line
// that people can read and other programs carry along:
//
//	smekit: intensity=2; direction=-1; period=before
//
// The passes of one coder are users of their own, "Wang (pass 2)"; the first pass bears the bare name.

const markHead = "smekit: "

var (
	markKey   = regexp.MustCompile(`^[a-z_]+$`)
	escape    = strings.NewReplacer("%", "%25", ";", "%3B", "\n", "%0A", "\r", "%0D")
	unescape  = strings.NewReplacer("%3B", ";", "%0A", "\n", "%0D", "\r", "%25", "%")
	passUser  = regexp.MustCompile(`^(.+) \(pass ([^()]+)\)$`)
	firstPass = "1"
)

// ConsensusUser is the user whose codings are the settled layer of a study.
const ConsensusUser = "consensus (smekit)"

// Mark writes fields, given as pairs of a name and a value, as such a line; empty values are left out. Without any it is
// empty.
func Mark(pairs ...string) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			parts = append(parts, pairs[i]+"="+escape.Replace(pairs[i+1]))
		}
	}
	if parts == nil {
		return ""
	}
	return markHead + strings.Join(parts, "; ")
}

// Marked takes such lines out of a text. Fields is nil where there are none.
func Marked(text string) (rest string, fields map[string]string) {
	if !strings.Contains(text, markHead) {
		return text, nil
	}
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		found := unmark(strings.TrimSpace(line))
		if found == nil {
			lines = append(lines, line)
			continue
		}
		if fields == nil {
			fields = map[string]string{}
		}
		for k, v := range found {
			fields[k] = v
		}
	}
	if fields == nil {
		return text, nil
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), fields
}

// unmark reads one line; nil when it is none of ours.
func unmark(line string) map[string]string {
	body, ok := strings.CutPrefix(line, markHead)
	if !ok {
		return nil
	}
	out := map[string]string{}
	for _, part := range strings.Split(body, "; ") {
		k, v, ok := strings.Cut(part, "=")
		if !ok || !markKey.MatchString(k) {
			return nil
		}
		out[k] = unescape.Replace(v)
	}
	return out
}

// UserName is the name of the user that stands for a coder in a pass.
func UserName(coder, pass string) string {
	if pass == firstPass && !passUser.MatchString(coder) || pass == "" {
		return coder
	}
	return coder + " (pass " + pass + ")"
}

// CoderOf is the coder and the pass that a user's name stands for; the pass is empty where the name tells none.
func CoderOf(user string) (coder, pass string) {
	if m := passUser.FindStringSubmatch(user); m != nil {
		return m[1], strings.TrimSpace(m[2])
	}
	return user, ""
}
