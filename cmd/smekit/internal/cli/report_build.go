package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/smekit/smekit/coding/mask"
	"github.com/smekit/smekit/measures/ledger"
	"github.com/smekit/smekit/reports"
	"github.com/smekit/smekit/reports/document"
)

// reportPlan is what a report is made of beside the study: from the flags of report, or from the record of a run that is
// done again.
type reportPlan struct {
	profiles []string       // none: scores alone
	formats  []format       // none: the documents alone
	lang     string         // empty: the study's
	together bool           // both languages in one file
	pass     string         // empty: the last one
	recorded *ledger.Ledger // of a run done again; see passOver
	stray    []finding      // what passOver found
	diagonal string         // of the thesis's correlations; empty: alpha
	since    *attached
	earlier  *ledger.Ledger // what since holds; nil without it, and where it is lost
	template *attached
	from     map[string]string // where the other options came from; missing: default
	version  string            // that the documents name; empty: this one
	run      *runOptions
}

// builtReport is a report that nobody wrote yet.
type builtReport struct {
	*released
	docs  []*document.Document
	files []folderFile // all but results.json, in the order in which it lists them
}

// team tells whether the profiles show the agreement of the coders by every denominator, and how new codes level off.
func (p *reportPlan) team() bool {
	return slices.Contains(p.profiles, "pass") || slices.Contains(p.profiles, "thesis")
}

// buildReport scores a study, builds the documents of a plan, and makes their files.
func (a *App) buildReport(ctx context.Context, at place, p *reportPlan, bar *progress) (*builtReport, error) {
	r, err := a.score(ctx, at, p.run, p.team(), a.messageLang(), bar)
	if err != nil {
		return nil, err
	}
	if p.version != "" {
		r.ledger.Provenance.Version = p.version
	}
	if p.recorded != nil {
		p.stray = passOver(p.recorded, r.ledger)
	}
	b := &builtReport{released: r}
	if len(p.profiles) == 0 {
		return b, nil
	}
	of, err := a.passOf(at, r.study, p.pass)
	if err != nil {
		return nil, err
	}
	langs, err := p.record(r, of.name)
	if err != nil {
		return nil, err
	}
	bar.stage("writing", len(p.profiles)*(1+len(p.formats)*len(langs)))
	var steps atomic.Int64
	step := func() { bar.at(int(steps.Add(1)), 0) }
	for _, profile := range p.profiles {
		doc, err := reports.Build(r.study, r.ledger, mask.New(r.study), reports.Options{Profile: profile, Since: p.earlier, Pass: of.name, Diagonal: p.diagonal, Deals: of.deals, Reconciliations: of.files})
		if err != nil {
			return nil, err
		}
		b.docs = append(b.docs, doc)
		step()
		more, err := writeAll(ctx, doc, planWriting(p, profile, langs, b.files), step)
		if err != nil {
			return nil, err
		}
		b.files = append(b.files, more...)
	}
	return b, nil
}

// record puts what the documents are made with among the options of the run, all that doing it again needs, and returns
// the languages.
func (p *reportPlan) record(r *released, pass string) ([]string, error) {
	lang, from := r.study.Options.Lang, "default"
	if _, ok := r.study.Options.Given["lang"]; ok {
		from = "study"
	}
	if p.lang != "" {
		lang, from = p.lang, "flag"
	}
	langs := languages(lang)
	if p.together && len(langs) < 2 {
		return nil, usagef("--together: the report is in one language (%s); it needs --lang both", langs[0])
	}
	origin := func(name string) string {
		if f := p.from[name]; f != "" {
			return f
		}
		return "default"
	}
	names := make([]string, len(p.formats))
	for i, f := range p.formats {
		names[i] = f.name
	}
	options := []ledger.Option{
		{Name: "formats", Value: strings.Join(names, ","), From: origin("formats")},
		{Name: "lang", Value: lang, From: from},
		{Name: "profile", Value: strings.Join(p.profiles, ","), From: origin("profile")},
		{Name: "together", Value: strconv.FormatBool(p.together), From: origin("together")},
	}
	if pass != "" && p.team() {
		options = append(options, ledger.Option{Name: "pass", Value: pass, From: origin("pass")})
	}
	if slices.Contains(p.profiles, "thesis") {
		diagonal := p.diagonal
		if diagonal == "" {
			diagonal = reports.DiagonalAlpha
		}
		options = append(options, ledger.Option{Name: "diagonal", Value: diagonal, From: origin("diagonal")})
	}
	options = append(options, p.since.options("since")...)
	options = append(options, p.template.options("template")...)
	record(r.ledger, options...)
	return langs, nil
}

// results lists the files in the provenance of the run and encodes its results.json.
func (b *builtReport) results() ([]byte, error) {
	b.ledger.Provenance.Files = nil
	for _, f := range b.files {
		b.ledger.Provenance.Files = append(b.ledger.Provenance.Files, ledger.File{Path: f.name, SHA256: hashOf(f.content), Size: int64(len(f.content))})
	}
	var out bytes.Buffer
	out.Grow(512 * len(b.ledger.Estimates)) // about what a line takes
	if err := ledger.Encode(&out, b.ledger); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// writing is one file to be made of a document.
type writing struct {
	format format
	name   string
	how    writeOptions
}

// planWriting lists the files of a plan's formats, one a language where the format has such and the languages are not put
// together, without those that are made already. results.json is not among them: it names the others.
func planWriting(p *reportPlan, profile string, langs []string, made []folderFile) []writing {
	taken := map[string]bool{resultsName: true}
	for _, f := range made {
		taken[f.name] = true
	}
	var plan []writing
	add := func(f format, name string, langs []string) {
		if !taken[name] {
			taken[name] = true
			plan = append(plan, writing{f, name, writeOptions{langs, p.template}})
		}
	}
	for _, f := range p.formats {
		if f.name == wordFormat && p.template.lost() {
			continue
		}
		name := strings.ReplaceAll(f.file, "{profile}", profile)
		if p.together {
			name = strings.ReplaceAll(name, "-{lang}", "")
		}
		if !strings.Contains(name, "{lang}") {
			add(f, name, langs)
			continue
		}
		for _, l := range langs {
			add(f, strings.ReplaceAll(name, "{lang}", l), []string{l})
		}
	}
	return plan
}

// atOnce is how many files of a document are made at a time: each costs memory.
const atOnce = 2

// writeAll makes the files of a plan, in its order.
func writeAll(ctx context.Context, doc *document.Document, plan []writing, step func()) ([]folderFile, error) {
	files, errs := make([]folderFile, len(plan)), make([]error, len(plan))
	slots := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i, p := range plan {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if errs[i] = ctx.Err(); errs[i] != nil {
				return
			}
			var buf bytes.Buffer
			if err := p.format.write(&buf, doc, p.how); err != nil {
				errs[i] = fmt.Errorf("%s: %w", p.name, err)
				return
			}
			files[i] = folderFile{p.name, buf.Bytes()}
			step()
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
