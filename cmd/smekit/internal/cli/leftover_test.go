package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// TestSweep holds that what a killed run left in the making goes with the next file that is written into the folder, and that what
// others are making stays.
func TestSweep(t *testing.T) {
	done := exec.Command(os.Args[0], "-test.run=^$")
	if err := done.Run(); err != nil {
		t.Fatal(err)
	}
	const tail = "-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	of := func(machine string, pid int) string { return ".smekit-" + machine + "-" + strconv.Itoa(pid) + tail }
	gone, parent := done.ProcessState.Pid(), os.Getppid()
	other := "00000000"
	if other == thisMachine() {
		other = "11111111"
	}
	knows := runtime.GOOS != "windows" // whether a process runs
	const long = 2 * time.Hour
	dir := t.TempDir()
	stays := map[string]bool{}
	for _, f := range []struct {
		name  string
		age   time.Duration
		stays bool
	}{
		{of(thisMachine(), gone), 0, !knows},
		{of(thisMachine(), gone) + "x", long, true},
		{of(thisMachine(), parent), long, knows},
		{of(thisMachine(), os.Getpid()), 0, true},
		{of(other, gone), 0, true},
		{of(other, parent), long, false},
		{".smekit" + tail, 0, true},
		{".smekit-BBCDEFGHIJKLMNOPQRSTUVWXYZ", long, false},
		{".smekit.lock", long, true},
		{".smekit.files", long, true},
		{".smekit-notes", long, true},
		{"cases.xlsx", long, true},
	} {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
		then := time.Now().Add(-f.age)
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
		stays[f.name] = f.stays
	}
	if err := os.Mkdir(filepath.Join(dir, ".smekit-CBCDEFGHIJKLMNOPQRSTUVWXYZ"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(filepath.Join(dir, "new.txt"), []byte("whole")); err != nil {
		t.Fatal(err)
	}
	for name, want := range stays {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: stays is %v, want %v", name, err == nil, want)
		}
	}
	if name := makingName(); !making.MatchString(name) || abandoned(name, 0) || !abandoned(name, long) {
		t.Errorf("%s is not known again", name)
	}
}
