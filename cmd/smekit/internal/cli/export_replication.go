package cli

import (
	"archive/zip"
	"bytes"
	"context"
	_ "embed" // the README of a package
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/study"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/measures/ledger"
)

// replication is a package in the making.
type replication struct {
	of       *measures.Deidentified
	files    []folderFile // of the study
	parts    []form.StudyFile
	released *ledger.Ledger // the published estimates, in the package's names
	lost     []measures.Lost
	more     []string       // estimates that scoring the package shows and the published ones do not
	study    *coding.Study  // as anybody reads it from the files
	again    *ledger.Ledger // what scoring it gives, released
}

func (a *App) exportReplication(ctx context.Context, at place, o *exportOptions) error {
	if err := a.mayPackage(o.out, o.force); err != nil {
		return err
	}
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	r, err := a.score(ctx, at, &o.run, false, a.messageLang(), bar)
	if err != nil {
		return err
	}
	p, err := replicate(ctx, r, bar)
	if err != nil {
		return err
	}
	files, err := p.all()
	if err != nil {
		return err
	}
	bar.close()
	if err := a.notRead(at, r.study, packaged(o.out, files)...); err != nil {
		return err
	}
	if err := a.writePackage(o.out, files, o.force); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintln(a.Stderr, a.say("cli.export.done", o.out, strconv.Itoa(p.shown()-len(p.lost)), strconv.Itoa(p.shown())))
	}
	return nil
}

// replicate makes the package's study, reads it back as anybody would, and scores it again.
func replicate(ctx context.Context, r *released, bar *progress) (*replication, error) {
	de, err := measures.Deidentify(ctx, r.study, r.ledger)
	if err != nil {
		return nil, err
	}
	p := &replication{of: de, parts: form.Study(de.Study)}
	for i := range p.parts {
		var b bytes.Buffer
		if err := p.parts[i].Write(&b); err != nil {
			return nil, err
		}
		p.files = append(p.files, folderFile{p.parts[i].Name, b.Bytes()})
	}
	s, err := reread(ctx, p.files, r.study.Title)
	if err != nil {
		return nil, err
	}
	bar.stage("scoring", 0)
	full, err := measures.Score(ctx, s, measures.ScoreOptions{MinN: max(1, s.Options.MinN), Seed: r.ledger.Provenance.Seed, Bootstrap: replicates(r.ledger),
		Progress: func(_ string, done, total int) { bar.at(done, total) }})
	if err != nil {
		return nil, err
	}
	again := measures.Release(full, s)
	p.study, p.again = s, again
	p.lost, p.released = measures.NotReproduced(de.Rename(r.ledger), again)
	p.released.Receipts = again.Receipts
	p.released.Provenance.Inputs = again.Provenance.Inputs
	p.released.Provenance.FrameworkHash, p.released.Provenance.CodebookHash = again.Provenance.FrameworkHash, again.Provenance.CodebookHash
	known := map[string]bool{}
	for i := range p.released.Estimates {
		if !p.released.Estimates[i].Empty() {
			known[p.released.Estimates[i].ID()] = true
		}
	}
	for i := range again.Estimates {
		if e := &again.Estimates[i]; !e.Empty() && !known[e.ID()] {
			p.more = append(p.more, e.ID())
		}
	}
	return p, nil
}

// replicates is the number of the bootstrap's that a run recorded, as an option of scoring.
func replicates(l *ledger.Ledger) int {
	for _, o := range l.Provenance.Options {
		if o.Name == "bootstrap" && o.Value == "0" {
			return -1
		} else if o.Name == "bootstrap" {
			n := 0
			if _, err := fmt.Sscan(o.Value, &n); err == nil {
				return n
			}
		}
	}
	return 0
}

// reread reads the files of a package as a study. One with problems would be of no use to anybody.
func reread(ctx context.Context, files []folderFile, title coding.Label) (*coding.Study, error) {
	data, err := zipped("", files)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	s, err := study.Open(ctx, z, ".", study.Options{Name: title.Or("en")})
	if err != nil {
		return nil, err
	}
	for _, q := range s.Problems {
		if !q.Accepted {
			return nil, fmt.Errorf("the package does not read back: %s", locale.ProblemLine("en", q))
		}
	}
	return s, nil
}

// all lists the files of the package: the study, what was published of it, and what explains both.
func (p *replication) all() ([]folderFile, error) {
	files := slices.Clone(p.files)
	fw := *p.study.Framework
	fw.Items = p.study.Instrument.Items
	files = append(files, folderFile{questionnaireName, form.Questionnaire(&fw, "both")})
	book := form.Workbook{Title: "dictionary"}
	for _, lang := range locale.Languages() {
		rows := form.Dictionary(p.parts, p.study, lang)
		files = append(files, folderFile{"dictionary/dictionary-" + lang + ".md", form.DictionaryMarkdown(rows, lang)})
		book.Sheets = append(book.Sheets, form.DictionarySheet(rows, lang))
	}
	var dictionary, results, estimates, lost, more bytes.Buffer
	if err := form.Write(&dictionary, book); err != nil {
		return nil, err
	}
	if err := ledger.Encode(&results, p.released); err != nil {
		return nil, err
	}
	if err := estimate.WriteCSV(&estimates, p.released.Estimates); err != nil {
		return nil, err
	}
	w := csv.NewWriter(&lost)
	rows := [][]string{{"id", "reason", "reason_zh"}}
	for _, l := range p.lost {
		rows = append(rows, []string{l.ID, p.why(l, locale.English), p.why(l, locale.Chinese)})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	rows = [][]string{{"id"}}
	for _, id := range p.more {
		rows = append(rows, []string{id})
	}
	if err := csv.NewWriter(&more).WriteAll(rows); err != nil {
		return nil, err
	}
	files = append(files,
		folderFile{"dictionary/dictionary.xlsx", dictionary.Bytes()},
		folderFile{"results/" + resultsName, results.Bytes()},
		folderFile{"results/estimates.csv", estimates.Bytes()},
		folderFile{"results/not_reproduced.csv", lost.Bytes()},
		folderFile{"results/only_here.csv", more.Bytes()})
	slices.SortFunc(files, func(a, b folderFile) int { return strings.Compare(a.name, b.name) })
	readme, err := p.readme(files)
	if err != nil {
		return nil, err
	}
	return append(files, folderFile{"README.md", readme}), nil
}

func (p *replication) why(l measures.Lost, lang string) string {
	return locale.Text(lang, "replication.lost."+l.Reason, strings.Join(l.Fields, ", "))
}

//go:embed replication.md
var replicationREADME string

var replicationPage = template.Must(template.New("readme").Parse(replicationREADME))

// readme says what the package is, what was changed, how to run it again, and the hashes of its files.
func (p *replication) readme(files []folderFile) ([]byte, error) {
	type sized struct {
		Name, Hash string
	}
	page := struct {
		Title                         coding.Label
		Version, Framework, Flags     string
		Seed                          uint64
		Shown, Again, Lost, More      int
		Respondents, Interviews, MinN int
		Texts                         measures.TextCounts
		LeftZH, LeftEN                []string
		Files                         []sized
	}{
		Title: p.study.Title, Version: Version, Framework: p.study.Framework.ID + " " + p.study.Framework.Version, Flags: p.flags(), Seed: p.released.Provenance.Seed,
		Shown: p.shown(), Again: p.shown() - len(p.lost), Lost: len(p.lost), More: len(p.more), MinN: p.study.Options.MinN, Texts: p.of.Texts,
	}
	people := map[string]bool{}
	for i := range p.study.Survey.Responses {
		people[p.study.Survey.Responses[i].Respondent] = true
	}
	page.Respondents, page.Interviews = len(people), len(p.study.Interviews)
	for _, l := range p.of.Left {
		args := []string{l.Case, strings.Join(l.Of, ", "), fmt.Sprint(l.N)}
		page.LeftZH = append(page.LeftZH, locale.Text(locale.Chinese, "replication."+l.What, args...))
		page.LeftEN = append(page.LeftEN, locale.Text(locale.English, "replication."+l.What, args...))
	}
	for _, f := range files {
		page.Files = append(page.Files, sized{f.name, hashOf(f.content)})
	}
	var b bytes.Buffer
	err := replicationPage.Execute(&b, page)
	return b.Bytes(), err
}

// flags are those that the package's commands need beside what its study.yaml says.
func (p *replication) flags() string {
	for _, o := range p.released.Provenance.Options {
		if o.Name == "bootstrap" && o.Value != strconv.Itoa(defaultBootstrap) {
			return " --bootstrap " + o.Value
		}
	}
	return ""
}

// shown counts the published estimates.
func (p *replication) shown() int {
	n := 0
	for i := range p.released.Estimates {
		if !p.released.Estimates[i].Empty() {
			n++
		}
	}
	return n
}
