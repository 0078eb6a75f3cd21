package docx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smekit/smekit/reports/internal/fixture"
)

// An office program opens the file in every look, shows the text, and leaves no page empty.
func TestOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("SMEKIT_REQUIRE_TOOLS") == "1" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed")
	}
	d := fixture.Review()
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "pdf", "--outdir", dir}
	all := looks(t)
	for name, o := range all {
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, write(t, d, o), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for name := range all {
		pdf := filepath.Join(dir, name+".pdf")
		if b, err := os.ReadFile(pdf); err != nil || !strings.HasPrefix(string(b), "%PDF-") {
			t.Fatalf("no pdf of %s: %v", name, err)
		}
		text, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
		if err != nil {
			t.Log("pdftotext is not installed")
			continue
		}
		pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
		for i, p := range pages {
			if len(strings.Trim(p, "0123456789—- \n")) < 4 {
				t.Errorf("%s: page %d of %d is empty: %q", name, i+1, len(pages), p)
			}
		}
		if s := string(text); !strings.Contains(s, "72.4") || !strings.Contains(s, "n<5") {
			t.Errorf("%s lacks numbers", name)
		}
	}
}
