package cli

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// abandonedAfter is how old a file in the making is that nobody is at work on any more, whoever began it.
const abandonedAfter = time.Hour

// making matches the names of files in the making: of which machine, of which process, and what keeps two of one process
// apart. Machine and process are missing in names as they were before.
var making = regexp.MustCompile(`^\.smekit-(?:([0-9a-f]{8})-([0-9]+)-)?[A-Z2-7]{26}$`)

// thisMachine tells in names of files in the making that they are of this machine: on a shared drive the number of a process
// says nothing to the others.
var thisMachine = sync.OnceValue(func() string {
	name, err := os.Hostname()
	if err != nil {
		name = ""
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:4])
})

// makingName is a new name for a file in the making.
func makingName() string {
	return ".smekit-" + thisMachine() + "-" + strconv.Itoa(os.Getpid()) + "-" + rand.Text()
}

// swept are the folders that this process has looked through.
var swept sync.Map

// sweep removes from a folder, once in a run, what killed runs left there in the making. What cannot be removed stays.
func sweep(dir string) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return
	}
	if _, done := swept.LoadOrStore(full, true); done {
		return
	}
	entries, err := os.ReadDir(full)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !making.MatchString(e.Name()) {
			continue
		}
		if st, err := e.Info(); err == nil && abandoned(e.Name(), time.Since(st.ModTime())) {
			_ = os.Remove(filepath.Join(full, e.Name()))
		}
	}
}

// abandoned reports whether nobody is at work on a file in the making any more: its process is gone, or where that cannot be
// known, it is old.
func abandoned(name string, age time.Duration) bool {
	m := making.FindStringSubmatch(name)
	if m == nil {
		return false
	}
	if pid, err := strconv.Atoi(m[2]); err == nil && m[1] == thisMachine() && pid != os.Getpid() { // this process may have the number of an earlier one
		switch running(pid) {
		case yes:
			return false
		case no:
			return true
		}
	}
	return age > abandonedAfter
}

// known is what is known of something.
type known int

const (
	unknown known = iota
	yes
	no
)
