package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/sampledata"
)

func (a *App) demoCommand() *cobra.Command {
	o := reportOptions{profile: "review", formats: "all"}
	c := &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Write the embedded sample study (invented) into DIR and report on it",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "smekit-demo"
			if len(args) > 0 {
				dir = args[0]
			}
			if err := a.copySample(dir, o.force); err != nil {
				return err
			}
			at := place{dir, "."}
			o.out = at.reportDir()
			r, _, err := a.runReport(c.Context(), at, o)
			if err != nil {
				return err
			}
			if err := writeSummary(a.Stdout, r, a.messageLang()); err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.Stdout, a.say("cli.open_first", filepath.Join(o.out, "review.html")))
			return err
		},
	}
	c.Flags().BoolVar(&o.force, "force", false, "replace files in DIR that somebody changed")
	a.langFlag(c, &o.lang)
	o.run.flags(c)
	return c
}

// copySample writes the sample study; a file that is there already and differs needs force. Nothing is written unless all
// may be.
func (a *App) copySample(dir string, force bool) error {
	study := sampledata.Study()
	var files []folderFile
	err := fs.WalkDir(study, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(study, path)
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(path))
		old, err := os.ReadFile(target)
		switch {
		case err == nil && string(old) == string(b):
			return nil
		case err == nil && !force:
			return errors.New(a.say("cli.not_sample", target))
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		}
		files = append(files, folderFile{target, b})
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := writeFile(f.name, f.content); err != nil {
			return err
		}
	}
	return nil
}
