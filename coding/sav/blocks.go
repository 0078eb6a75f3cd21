package sav

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
)

// blocks unpacks the cases of a .zsav: streams of zlib one after the other, from a header of 24 bytes to a trailer that lists
// them. The list is not needed to read them.
type blocks struct {
	in      *bufio.Reader
	counted *counter
	zip     io.ReadCloser
	block   int64 // where the current stream begins in the file
	cut     bool  // the trailer is beyond the end of the file
	listed  bool  // all of it is there
	size    int64
	left    int64
	max     int64
}

// counter knows how far the file was read.
type counter struct {
	io.Reader
	at int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.at += int64(n)
	return n, err
}

func openBlocks(r io.ReaderAt, from, size int64, order binary.ByteOrder, lim Limits) (*blocks, error) {
	var head [24]byte
	if size-from < int64(len(head)) {
		return nil, fault(size, "truncated", "the header of the compressed cases")
	}
	if _, err := r.ReadAt(head[:], from); err != nil {
		return nil, err
	}
	self, trailer, length := int64(order.Uint64(head[:])), int64(order.Uint64(head[8:])), int64(order.Uint64(head[16:]))
	if self != from || trailer < from+24 {
		return nil, fault(from, "zlib")
	}
	z := &blocks{cut: trailer > size, listed: trailer <= size && length <= size-trailer, size: size, left: lim.MaxUnzipped, max: lim.MaxUnzipped, block: from + 24}
	end := min(trailer, size)
	z.counted = &counter{io.NewSectionReader(r, from+24, end-from-24), from + 24}
	z.in = bufio.NewReaderSize(z.counted, 64<<10)
	return z, nil
}

// offset is how far the file was read.
func (z *blocks) offset() int64 { return z.counted.at - int64(z.in.Buffered()) }

// Read unpacks; at the end of the file before the trailer it is errCut.
func (z *blocks) Read(b []byte) (int, error) {
	for {
		if z.zip == nil {
			if _, err := z.in.Peek(1); err != nil {
				return 0, z.ended(err)
			}
			z.block = z.offset()
			zip, err := zlib.NewReader(z.in)
			if err != nil {
				return 0, z.damage(err)
			}
			z.zip = zip
		}
		n, err := z.zip.Read(b)
		if z.left -= int64(n); z.left < 0 {
			return 0, exceeded("unzipped", z.max)
		}
		switch {
		case n > 0:
			return n, nil // an error comes again
		case errors.Is(err, io.EOF):
			z.zip = nil
		case err != nil:
			return 0, z.damage(err)
		}
	}
}

func (z *blocks) ended(err error) error {
	if err == io.EOF && z.cut {
		return errCut
	}
	return err
}

func (z *blocks) damage(err error) error {
	if z.cut && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)) {
		return errCut
	}
	var e *ReadError
	if errors.As(err, &e) {
		return e
	}
	e = fault(z.block, "zlib")
	e.Err = err
	return e
}

// close is called after the last case. What is left of its block is read for the sum at the block's end; a file that ends before
// its trailer does was cut off, though nothing of the cases is lost.
func (z *blocks) close() error {
	if z == nil {
		return nil
	}
	if _, err := io.CopyN(io.Discard, z, blockSize); err != nil && err != io.EOF && err != errCut {
		return err
	}
	if !z.listed {
		return fault(z.size, "truncated", "the list of the compressed blocks")
	}
	return nil
}
