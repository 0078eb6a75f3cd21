//go:build !unix

package cli

// running does not know here: files in the making go by their age alone.
func running(int) known { return unknown }
