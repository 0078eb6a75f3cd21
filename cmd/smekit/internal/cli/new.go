package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
)

func (a *App) newCommand() *cobra.Command {
	var (
		lang  string
		force bool
	)
	c := &cobra.Command{
		Use:   "new DIR",
		Short: "A new study from templates: workbooks with drop-downs, and the questionnaire to print",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			written := lang
			if written == "" {
				written = "both"
			}
			return a.newStudy(args[0], written, force, a.messageLang())
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace files in DIR")
	a.langFlag(c, &lang)
	return c
}

// newStudy writes the templates of an empty study; nothing is written when any file is there already.
func (a *App) newStudy(dir, lang string, force bool, message string) error {
	fw := study.Framework()
	var files []folderFile
	for _, f := range form.Templates(fw, lang) {
		var buf bytes.Buffer
		if err := form.Write(&buf, f.Workbook); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		files = append(files, folderFile{f.Name, buf.Bytes()})
	}
	files = append(files, folderFile{"study.yaml", form.StudyYAML(lang)}, folderFile{questionnaireName, form.Questionnaire(fw, lang)})
	for _, f := range files {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.name)))
		if err == nil && !force {
			return errors.New(a.say("cli.exists", filepath.Join(dir, filepath.FromSlash(f.name))))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "interviews"), 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(f.name)), f.content); err != nil {
			return err
		}
	}
	if !a.quiet {
		fmt.Fprintln(a.Stderr, locale.Text(message, "cli.new_done", quoted(dir)))
	}
	return nil
}

// questionnaireName is the printable questionnaire that new writes beside the workbooks; it is nothing to be read back.
const questionnaireName = "questionnaire.html"

// quoted is a path as it can be pasted into a shell.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t()&;'") {
		return `"` + path + `"`
	}
	return path
}
