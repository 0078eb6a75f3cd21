package measures_test

import "testing"

// long marks a test that takes seconds and starts no goroutine that a quicker test does not start as well: -short leaves it out.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes a while")
	}
}
