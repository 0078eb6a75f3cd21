package sav

import (
	"io"
	"iter"
	"strconv"

	"github.com/smekit/smekit/coding"
)

// Reader is an opened file. It is not safe for concurrent use.
type Reader struct {
	r    io.ReaderAt
	size int64
	name string
	*assembly
}

// Open reads the dictionary of a system file of the given size. The name is used in messages alone. The cases are read from
// r later, by [Reader.Rows]. The error is a [*ReadError].
func Open(r io.ReaderAt, size int64, name string, lim Limits) (*Reader, error) {
	lim = lim.filled()
	switch {
	case size > lim.MaxFile:
		return nil, named(exceeded("file_size", lim.MaxFile), name)
	case size <= 0:
		return nil, named(fault(-1, "empty"), name)
	}
	d, err := readDictionary(newScanner(r, size), lim)
	if err != nil {
		return nil, named(err, name)
	}
	a, err := assemble(d, lim)
	if err != nil {
		return nil, named(err, name)
	}
	return &Reader{r: r, size: size, name: name, assembly: a}, nil
}

// File is the dictionary. It belongs to the reader.
func (r *Reader) File() *File { return r.file }

// Notes tells what was understood without being asked, in a fixed order: `sav.encoding` (name) unless it is UTF-8,
// `sav.encoding_guessed` (name) where the file names none, `sav.encoding_damaged` (texts with bytes that the encoding does not know; the
// cases' once they have been read), `sav.odd_records` (how many parts of the dictionary contradict the rest and were left aside).
func (r *Reader) Notes() []coding.ReceiptNote {
	var out []coding.ReceiptNote
	say := func(code, arg string) {
		out = append(out, coding.ReceiptNote{Code: "sav." + code, Args: []string{arg}})
	}
	switch {
	case r.set.name == "UTF-8":
	case r.guessed:
		say("encoding_guessed", r.set.name)
	default:
		say("encoding", r.set.name)
	}
	if r.set.bad > 0 {
		say("encoding_damaged", strconv.Itoa(r.set.bad))
	}
	if r.odd > 0 {
		say("odd_records", strconv.Itoa(r.odd))
	}
	return out
}

// Rows walks the cases in order; the slice, a value for each variable, is reused for the next. It may be called more than
// once. An error (a [*ReadError]) is the last thing it yields; the cases before it are whole.
func (r *Reader) Rows() iter.Seq2[[]Value, error] {
	return func(yield func([]Value, error) bool) {
		if err := r.rows(func(row []Value) bool { return yield(row, nil) }); err != nil {
			yield(nil, named(err, r.name))
		}
	}
}
