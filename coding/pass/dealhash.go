package pass

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/sheet"
)

// TextHash identifies a text by its content: the first 16 hexadecimal digits of the SHA-256 of the text folded as ids are
// (width, zero-width marks) and without blanks, line ends and control characters, none of which survives every office
// program. Texts that differ in nothing else have the same hash.
func TextHash(text string) string {
	folded := sheet.Fold(text)
	buf := make([]byte, 0, len(folded))
	for _, r := range folded {
		if r >= 0x3000 || visible(r) { // from here on no blanks but those that are folded
			buf = utf8.AppendRune(buf, r)
		}
	}
	sum := sha256.Sum256(buf)
	return hex.EncodeToString(sum[:8])
}

func visible(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsControl(r) }

// isBlank reports whether nothing of a text counts.
func isBlank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return visible(r) && sheet.Fold(string(r)) != "" }) < 0
}

// canon feeds values into a hash so that no two sequences of values look alike: each is led by its length.
type canon struct{ buf []byte }

func (c *canon) text(values ...string) {
	for _, s := range values {
		c.number(len(s))
		c.buf = append(c.buf, s...)
	}
}

func (c *canon) number(n int) {
	for u := uint64(n); ; u >>= 7 {
		if u < 0x80 {
			c.buf = append(c.buf, byte(u))
			return
		}
		c.buf = append(c.buf, byte(u)|0x80)
	}
}

func (c *canon) flag(b bool) {
	if b {
		c.number(1)
	} else {
		c.number(0)
	}
}

func (c *canon) sum() string {
	sum := sha256.Sum256(c.buf)
	return hex.EncodeToString(sum[:])
}
