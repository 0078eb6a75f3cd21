package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/coding/pass"
	"github.com/smekit/smekit/coding/study"
)

// Names inside a pass's folder.
const (
	dealName      = "deal.json"
	dealtName     = "dealt"
	returnedName  = "returned"
	collectedName = "collected.json"
	collectedList = "collected.csv"
	queueName     = "queue.xlsx"
)

// inPass is the slash-separated path of something in a pass's folder, inside the study.
func inPass(name string, elem ...string) string {
	return path.Join(append([]string{passesName, name}, elem...)...)
}

// team is a study with the deals of its passes.
type team struct {
	place
	study *coding.Study
	deals []*pass.Deal // in order of work
}

// openTeam reads a study's folder and the deals in it. Problems of the study stop unless keepGoing.
func (a *App) openTeam(ctx context.Context, at place, keepGoing bool, bar *progress) (*team, error) {
	return a.openTeamWith(ctx, at, study.Options{}, keepGoing, bar)
}

func (a *App) openTeamWith(ctx context.Context, at place, o study.Options, keepGoing bool, bar *progress) (*team, error) {
	if at.root != "." {
		return nil, usagef("%s", a.say("cli.pass.folder", at.root))
	}
	s, err := at.openWith(ctx, o, bar)
	if err != nil {
		return nil, err
	}
	if err := a.stopAtProblems(s.Problems, keepGoing, bar); err != nil {
		return nil, err
	}
	t := &team{place: at, study: s}
	t.deals, err = readDeals(at.dir)
	return t, err
}

// stopAtProblems lists a study's problems; they end the command unless it is to go on.
func (a *App) stopAtProblems(problems []coding.Problem, keepGoing bool, bar *progress) error {
	open := a.listProblems(problems, bar)
	if open == 0 || keepGoing {
		return nil
	}
	return &problemsError{a.say("cli.nothing_written", countProblems(a.messageLang(), open))}
}

// listProblems prints problems that nobody accepted on standard error, and counts them.
func (a *App) listProblems(problems []coding.Problem, bar *progress) int {
	open := 0
	for _, p := range problems {
		if !p.Accepted {
			if open == 0 {
				bar.close()
			}
			open++
			fmt.Fprintln(a.Stderr, locale.ProblemLine(a.messageLang(), p))
		}
	}
	return open
}

// readDeals reads the deals of a study's passes, earliest first.
func readDeals(dir string) ([]*pass.Deal, error) {
	entries, err := os.ReadDir(filepath.Join(dir, passesName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	byName := map[string]*pass.Deal{}
	var names []string
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		d, err := readDeal(dir, e.Name())
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		byName[e.Name()] = d
		names = append(names, e.Name())
	}
	pass.SortPasses(names)
	deals := make([]*pass.Deal, len(names))
	for i, n := range names {
		deals[i] = byName[n]
	}
	return deals, nil
}

// passCodes are the codes that each pass of a study was dealt with.
func passCodes(dir string) (map[string][]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, passesName, "*", dealName))
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		name, codes, err := pass.DealCodes(bufio.NewReader(f))
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out[name] = codes
	}
	return out, nil
}

func readDeal(dir, name string) (*pass.Deal, error) {
	file := inPass(name, dealName)
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, err := pass.DecodeDeal(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if d.Pass != name {
		return nil, fmt.Errorf("%s: the deal of pass %q", file, d.Pass)
	}
	return d, nil
}

// reported is what the report of a pass rests on beside the study.
type reported struct {
	name  string // of the pass; empty: none is coded
	deals []*pass.Deal
	files []pass.Reconciliation // of what came back for it
}

// passOf finds the pass that a report is about: the one named, else the last that is coded.
func (a *App) passOf(at place, s *coding.Study, name string) (reported, error) {
	var r reported
	t := &team{place: at, study: s}
	if len(s.Codings) == 0 && name == "" {
		return r, nil
	}
	var err error
	if r.name, err = a.coded(t, name); err != nil || at.root != "." {
		return r, err
	}
	if r.deals, err = readDeals(at.dir); err != nil {
		return r, err
	}
	c, err := readCollected(at.dir, r.name)
	if err != nil || c == nil {
		return r, err
	}
	r.files = c.Files
	return r, nil
}

// readCollected reads what was collected of a pass so far; nil where nothing was.
func readCollected(dir, name string) (*pass.Collection, error) {
	file := inPass(name, collectedName)
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := pass.DecodeCollected(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return c, nil
}

// passes are the names of the passes that were dealt or coded, in order of work.
func (t *team) passes() []string {
	seen := map[string]bool{}
	var names []string
	add := func(n string) {
		if !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	for _, d := range t.deals {
		add(d.Pass)
	}
	for i := range t.study.Codings {
		add(t.study.Codings[i].Pass)
	}
	pass.SortPasses(names)
	return names
}

// next is the name of a new pass: one above the highest number.
func (t *team) next() string {
	n := 0
	for _, p := range t.passes() {
		if k, err := strconv.Atoi(p); err == nil {
			n = max(n, k)
		}
	}
	return strconv.Itoa(n + 1)
}

// dealt is the deal of a pass, that of the last one where the name is empty.
func (a *App) dealt(t *team, name string) (*pass.Deal, error) {
	if name == "" && len(t.deals) > 0 {
		return t.deals[len(t.deals)-1], nil
	}
	for _, d := range t.deals {
		if d.Pass == name {
			return d, nil
		}
	}
	if name == "" {
		return nil, errors.New(a.say("cli.pass.no_deal"))
	}
	return nil, usagef("%s", a.say("cli.pass.not_dealt", name, joined(dealNames(t.deals))))
}

func dealNames(deals []*pass.Deal) []string {
	names := make([]string, len(deals))
	for i, d := range deals {
		names[i] = d.Pass
	}
	return names
}

// coded is a pass that somebody coded: the name given, else the last one.
func (a *App) coded(t *team, name string) (string, error) {
	passes := pass.NewLayers(t.study).Passes()
	if len(passes) == 0 {
		return "", errors.New(a.say("cli.pass.nothing_coded"))
	}
	if name == "" {
		return passes[len(passes)-1], nil
	}
	for _, p := range passes {
		if p == name {
			return p, nil
		}
	}
	return "", usagef("%s", a.say("cli.pass.not_coded", name, joined(passes)))
}

// joined lists names in a message.
func joined(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, ", ")
}
