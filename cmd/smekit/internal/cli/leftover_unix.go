//go:build unix

package cli

import (
	"errors"
	"syscall"
)

// running tells whether there is a process of a number.
func running(pid int) known {
	if pid <= 0 {
		return unknown
	}
	switch err := syscall.Kill(pid, 0); {
	case err == nil, errors.Is(err, syscall.EPERM):
		return yes
	case errors.Is(err, syscall.ESRCH):
		return no
	}
	return unknown
}
