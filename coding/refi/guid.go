package refi

import (
	"crypto/sha1"
	"encoding/hex"
	"strings"
)

// space is the name space of the identifiers made here, itself a name-based identifier.
var space = [16]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// GUID makes an identifier from a project's seed, a kind (code, user, source, …) and an id that is stable within the kind: the
// same three give the same GUID, so that the same study gives the same bytes. It is a name-based UUID of version 5 (RFC 9562).
func GUID(seed, kind, id string) string {
	h := sha1.New()
	h.Write(space[:])
	for _, s := range []string{"smekit", seed, kind, id} {
		h.Write([]byte(s))
		h.Write([]byte{0}) // keeps ("a", "bc") apart from ("ab", "c")
	}
	var u [16]byte
	copy(u[:], h.Sum(nil))
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return dashed(hex.EncodeToString(u[:]))
}

// dashed puts the dashes into 32 hexadecimal digits.
func dashed(h string) string {
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// bareGUID brings an identifier into the form used here: lower-case, without braces. It reports false for what is no GUID.
func bareGUID(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) > 2 && s[0] == '{' && s[len(s)-1] == '}' {
		s = s[1 : len(s)-1]
	}
	if len(s) == 32 && isHex(s) {
		return dashed(s), true
	}
	return s, isGUID(s)
}

// isGUID reports whether s is 36 characters of a lower-case GUID.
func isGUID(s string) bool {
	return len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' &&
		isHex(s[:8]+s[9:13]+s[14:18]+s[19:23]+s[24:])
}

func isHex(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
