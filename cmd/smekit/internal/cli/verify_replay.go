package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/smekit/smekit/measures/ledger"
)

// planReplay makes the plan of a recorded run. What came from flags is given again; what came from the study or from a
// default is left to them, so that a study.yaml changed since shows. It also says what of the run was not found.
func planReplay(l *ledger.Ledger, at place, folder string, o verifyOptions) (*reportPlan, []finding, error) {
	p := &reportPlan{from: map[string]string{}, version: l.Provenance.Version, run: &runOptions{given: map[string]bool{}, bootstrap: defaultBootstrap}}
	var err error
	number := func(name, s string) int {
		n, e := strconv.Atoi(s)
		if e != nil && err == nil {
			err = fmt.Errorf("option %s: %w", name, e)
		}
		return n
	}
	var since, template attached
	for _, x := range l.Provenance.Options {
		flag := x.From == "flag"
		p.from[x.Name] = x.From
		switch x.Name {
		case "min_n":
			p.run.minN, p.run.given["min-n"] = number(x.Name, x.Value), flag
		case "seed":
			p.run.given["seed"] = flag
			p.run.seed = l.Provenance.Seed
		case "bootstrap":
			if flag {
				p.run.bootstrap, p.run.given["bootstrap"] = number(x.Name, x.Value), true
			}
		case "keep_going":
			p.run.keepGoing, p.run.given["keep-going"] = x.Value == "true", flag
		case "lang":
			if flag {
				p.lang = x.Value
			}
		case "together":
			p.together = x.Value == "true"
		case "pass":
			if flag {
				p.pass = x.Value
			}
		case "diagonal":
			p.diagonal = x.Value
		case "profile":
			p.profiles, err = chooseProfiles(x.Value)
		case "formats":
			p.formats, err = chooseFormats(x.Value)
		case "since":
			since.name = x.Value
		case "since_sha256":
			since.hash = x.Value
		case "template":
			template.name = x.Value
		case "template_sha256":
			template.hash = x.Value
		}
		if err != nil {
			return nil, nil, err
		}
	}
	switch {
	case o.since != "" && since.name == "":
		return nil, nil, usagef("--since: the run used no earlier results")
	case o.template != "" && template.hash == "":
		return nil, nil, usagef("--template: the run used no template of its own")
	}
	var lost []finding
	if since.name != "" {
		p.since = &since
		if f, err := since.find(o.since, "since", at, folder); err != nil {
			return nil, nil, err
		} else if f != nil {
			lost = append(lost, *f)
		}
		if p.earlier, err = since.results(); err != nil {
			return nil, nil, err
		}
	}
	if template.name != "" {
		p.template = &template
		if f, err := template.find(o.template, "template", at, folder); err != nil {
			return nil, nil, err
		} else if f != nil {
			lost = append(lost, *f)
		}
	}
	return p, lost, nil
}

// find reads a recorded file from the path told, else by its name from the study's and the report's folders. A finding
// says that it is lost: not there, or not the file any more that the run used.
func (x *attached) find(told, option string, at place, folder string) (*finding, error) {
	if x.hash == "" {
		return nil, nil
	}
	name := filepath.FromSlash(x.name)
	paths := []string{filepath.Join(at.dir, name), filepath.Join(folder, name), filepath.Join(folder, "..", name), name}
	if told != "" {
		paths = []string{told}
	}
	lost := finding{"cli.verify.lost", []string{option, x.name, x.hash[:min(shortHash, len(x.hash))]}}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		switch {
		case told != "" && err != nil:
			return nil, err
		case err != nil:
			continue
		case hashOf(b) == x.hash:
			x.content = b
			return nil, nil
		}
		lost.code = "cli.verify.replaced"
	}
	return &lost, nil
}

// replay does a recorded run again and compares its results and files with what the record and the folder hold.
func (a *App) replay(ctx context.Context, rec *recordedRun, at place, o verifyOptions) (*verification, error) {
	p, lost, err := planReplay(rec.ledger, at, rec.folder, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", rec.file, err)
	}
	b, err := a.buildAgain(ctx, at, p, rec.ledger)
	if err != nil {
		return nil, err
	}
	v := compareResults(rec, studyPath(at), b.ledger)
	v.Remarks = p.stray
	v.Report, v.Study, v.Unchecked = rec.folder, studyPath(at), append(v.Unchecked, lost...)
	if v.tables(b); len(p.profiles) == 0 {
		if len(rec.ledger.Provenance.Files) > 0 {
			v.Unchecked = append(v.Unchecked, finding{"cli.verify.no_options", nil})
		}
	} else if err := v.compareFiles(rec, b); err != nil {
		return nil, err
	}
	v.Version = versionChange{rec.ledger.Provenance.Version, Version}
	v.conclude()
	return v, nil
}

// rerun does the run of a published results.json again on a study, and compares the results.
func (a *App) rerun(ctx context.Context, published *recordedRun, at place, o verifyOptions) (*verification, error) {
	p, lost, err := planReplay(published.ledger, at, published.folder, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", published.file, err)
	}
	p.formats, p.version = nil, ""
	b, err := a.buildAgain(ctx, at, p, published.ledger)
	if err != nil {
		return nil, err
	}
	v := compareResults(published, studyPath(at), b.ledger)
	v.Remarks = p.stray
	v.Unchecked = append(v.Unchecked, lost...)
	v.tables(b)
	return v, nil
}

// buildAgain builds a report. Where the study has problems now, it says which inputs are not those of the record.
func (a *App) buildAgain(ctx context.Context, at place, p *reportPlan, l *ledger.Ledger) (*builtReport, error) {
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	p.recorded = l
	b, err := a.buildReport(ctx, at, p, bar)
	var found *problemsError
	if !errors.As(err, &found) {
		return b, err
	}
	bar.close()
	for _, in := range l.Provenance.Inputs {
		switch hash, err := hashOfFile(filepath.Join(at.dir, filepath.FromSlash(in.Path))); {
		case errors.Is(err, os.ErrNotExist):
			fmt.Fprintln(a.Stderr, a.say("cli.verify.input_missing", in.Path))
		case err == nil && hash != in.SHA256:
			fmt.Fprintln(a.Stderr, a.say("cli.verify.input_changed", in.Path, in.SHA256[:min(shortHash, len(in.SHA256))], hash[:shortHash]))
		}
	}
	return nil, &problemsError{a.say("cli.verify.problems", studyPath(at))}
}

func studyPath(at place) string {
	if at.root == "." {
		return at.dir
	}
	return filepath.Join(at.dir, at.root)
}
