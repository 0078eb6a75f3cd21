package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// exportOptions are the flags of export.
type exportOptions struct {
	out, lang       string
	format          string // of a file on standard output
	replication, r  bool
	force, unmasked bool
	run             runOptions
}

// exportKind is something that a study can be exported as.
type exportKind struct {
	name string
	raw  bool // it holds texts of interviews, which --unmasked lets out as they are
	run  func(a *App, ctx context.Context, at place, o *exportOptions) error
}

// kind is what the flags ask for; without a flag of its own a kind goes by the ending of -o.
func (o *exportOptions) kind() (exportKind, error) {
	switch {
	case o.replication && o.r:
		return exportKind{}, usagef("--replication and --r: expected one of them")
	case o.replication:
		return exportKind{name: "--replication", run: (*App).exportReplication}, nil
	case o.r:
		return exportKind{name: "--r", run: (*App).exportR}, nil
	}
	return o.fileKind()
}

func (a *App) exportCommand() *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export [STUDY] -o FILE",
		Short: "Write a study for others: REFI-QDA, SPSS, a replication package, an R script",
		Long: `Write a study for others. The ending of FILE says what is written:

.qdpx  a REFI-QDA project for other coding programs: codes in their tree, interviews and documents with their segments, the
       codings of every coder and pass ("NAME (pass 2)" is a user of its own), the settled layer as the user
       "consensus (smekit)" where there is something to settle, cases and attributes, memos as notes. Ratings, periods, states
       and rulings are notes too. smekit import makes the interview side of a study of it again, rulings and all; survey,
       ties, benchmarks, decisions, study.yaml and its lists of names to mask have no place in the format. Texts are masked,
       and left out without consent; --unmasked writes them as they are, with speakers, departments and the other columns
       of the interviews. Ids and the names of coders stay in either case.
.qdc   the codebook alone
.sav   the survey for SPSS: a row a respondent with the answers as given, labels, missing values, and the score of each
       dimension; .zsav is the same, smaller. It holds the answers of single persons: it is for analysis, not for publication.

--replication writes a de-identified study into FILE.zip or the folder FILE: people, interviews and coders bear new ids, texts are
masked, and nothing in it separates a group of people that the tables hide. Scoring the package gives the published
estimates again; those that it cannot give are listed in it.

--r writes an R script with the same de-identified data: "Rscript analysis.R" in its folder recomputes the published estimates and
compares them, number by number. It needs R alone; lavaan, psych, irr, multilevel and lme4 are used where they are installed.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if o.out == "" {
				return usagef("-o: name the file to write")
			}
			k, err := o.kind()
			switch {
			case err != nil:
				return err
			case o.out == "-" && (o.replication || o.r):
				return usagef("-o -: %s is more than one file; name a folder or a .zip", k.name)
			case o.unmasked && !k.raw:
				return usagef("--unmasked: %s never holds texts that are not masked", k.name)
			}
			at, err := a.locate(args)
			if err != nil {
				return err
			}
			o.run.out = o.out
			return k.run(a, c.Context(), at, &o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.out, "output", "o", "", "write to `FILE`; - is standard output")
	f.StringVar(&o.format, "format", "", "qdpx, qdc, sav or zsav, where FILE does not say")
	f.BoolVar(&o.replication, "replication", false, "a de-identified replication package (.zip, or a folder)")
	f.BoolVar(&o.r, "r", false, "an R script that recomputes the estimates")
	f.BoolVar(&o.force, "force", false, "replace what is there")
	f.BoolVar(&o.unmasked, "unmasked", false, "texts of interviews as they are, where the kind holds any")
	a.langFlag(c, &o.lang)
	o.run.flags(c)
	return c
}

// writePackage puts files into a zip, inside a folder of its name, or into a folder that is empty so far. Zips have no times: the
// same files give the same bytes.
func (a *App) writePackage(out string, files []folderFile, force bool) error {
	if err := a.mayPackage(out, force); err != nil {
		return err
	}
	if strings.EqualFold(filepath.Ext(out), ".zip") {
		top := strings.TrimSuffix(filepath.Base(out), filepath.Ext(out))
		data, err := zipped(top, files)
		if err != nil {
			return err
		}
		return writeFile(out, data)
	}
	for _, f := range files {
		if err := writeFile(filepath.Join(out, filepath.FromSlash(f.name)), f.content); err != nil {
			return err
		}
	}
	return nil
}

// mayPackage refuses a package over what is there already, unless forced; asked before the work, nobody waits for it.
func (a *App) mayPackage(out string, force bool) error {
	if strings.EqualFold(filepath.Ext(out), ".zip") {
		if _, err := os.Stat(out); err == nil && !force {
			return errors.New(a.say("cli.exists", out))
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	entries, err := os.ReadDir(out)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case len(entries) > 0 && !force:
		return errors.New(a.say("cli.export.not_empty", out))
	}
	return nil
}

// zipTime is the earliest that a zip can say.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func zipped(top string, files []folderFile) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: path.Join(top, f.name), Method: zip.Deflate, Modified: zipTime}
		h.SetMode(0o644)
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
