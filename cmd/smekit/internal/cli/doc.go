// Package cli is the door of smekit: one file per command, flags into an options struct, a run function on writers. It is
// the only package that touches the disk: it opens inputs as an fs.FS, locks, writes and atomically replaces files. One
// function maps errors to the exit status.
package cli
