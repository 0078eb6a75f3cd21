package sav

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"math"
)

// bias is added to a whole number to make its code.
const bias = 100

// blockSize is how much of the packed cases a stream of zlib holds.
const blockSize = 0x3ff000

// caseWriter packs cases.
type caseWriter struct {
	out      *sink
	kind     Compression
	codes    [8]byte
	n        int    // codes so far
	literals []byte // that belong to them
	buf      []byte // on the way out

	held    bool
	memory  bytes.Buffer // what is held
	entries []entry      // of a .zsav
}

// entry is a stream in the list at the end of a .zsav: bytes before and after packing.
type entry struct{ unpacked, packed int }

// write packs one case; number says which 8 bytes are numbers.
func (c *caseWriter) write(b []byte, number []bool) {
	if c.kind == None {
		c.put(b)
		return
	}
	for i, num := range number {
		part := b[8*i : 8*i+8]
		code := byte(253)
		if num {
			x := math.Float64frombits(binary.LittleEndian.Uint64(part))
			if x == -math.MaxFloat64 {
				code = 255
			} else if x >= 1-bias && x <= 251-bias && x == math.Trunc(x) {
				code = byte(int(x) + bias)
			}
		} else if string(part) == "        " {
			code = 254
		}
		if c.codes[c.n] = code; code == 253 {
			c.literals = append(c.literals, part...)
		}
		if c.n++; c.n == 8 {
			c.flushCodes()
		}
	}
}

func (c *caseWriter) flushCodes() {
	c.put(c.codes[:])
	c.put(c.literals)
	c.n, c.literals = 0, c.literals[:0]
}

// put gathers what goes out, in blocks.
func (c *caseWriter) put(b []byte) {
	for len(b) > 0 {
		n := min(len(b), blockSize-len(c.buf))
		c.buf = append(c.buf, b[:n]...)
		if b = b[n:]; len(c.buf) == blockSize || c.kind != ZLib && len(c.buf) >= 1<<16 {
			c.flush()
		}
	}
}

func (c *caseWriter) flush() {
	switch {
	case len(c.buf) == 0:
	case c.kind == ZLib:
		before := c.memory.Len()
		z := zlib.NewWriter(&c.memory)
		z.Write(c.buf) // into memory: no error
		z.Close()
		c.entries = append(c.entries, entry{len(c.buf), c.memory.Len() - before})
	case c.held:
		c.memory.Write(c.buf)
	default:
		c.out.write(c.buf)
	}
	c.buf = c.buf[:0]
}

// end packs what is left: the codes that do not fill 8, behind an end mark.
func (c *caseWriter) end() {
	if c.n > 0 {
		c.codes[c.n] = 252
		for c.n++; c.n < 8; c.n++ {
			c.codes[c.n] = 0
		}
		c.flushCodes()
	}
	c.flush()
}

// release writes what was held, and around the blocks of a .zsav where they are.
func (c *caseWriter) release() {
	if c.kind != ZLib {
		c.out.write(c.memory.Bytes())
		return
	}
	var head, tail record
	start := c.out.at
	head.long(start)
	head.long(start + 24 + int64(c.memory.Len()))
	head.long(24 + 24*int64(len(c.entries)))
	c.out.write(head)
	c.out.write(c.memory.Bytes())
	tail.long(-bias)
	tail.long(0)
	tail.ints(blockSize, len(c.entries))
	from, to := start, start+24
	for _, e := range c.entries {
		tail.long(from)
		tail.long(to)
		tail.ints(e.unpacked, e.packed)
		from, to = from+int64(e.unpacked), to+int64(e.packed)
	}
	c.out.write(tail)
}
