package study

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/smekit/smekit/coding"
)

// Options of a reading.
type Options struct {
	// Name is the title of a study that gives none: the name of its folder. Empty, the name is taken from the root where
	// that has one: the workbook's name without its ending, or the last part of the folder's path.
	Name string
	// Progress is called when a file has been read: its path, how many are done, and how many there are. It is called
	// from one goroutine at a time.
	Progress func(file string, done, total int)
	// PassCodes are the codes that a pass was dealt with, by the name of the pass. What its coders gave stays under these,
	// whatever became of the codes since, so that the agreement of a pass does not change with the codebook.
	PassCodes map[string][]string
	// EarlierCodes leaves codes of earlier versions of the codebook as they were given: those that are retired, and those
	// that others replace. Else a code that exactly one code replaces is read as that one, and a retired code without such
	// an heir is a problem.
	EarlierCodes bool
	// SkipCoding leaves the files of the coders' layers unread, and with them the consensus, which names what was coded. Which
	// decisions match nothing is not known then, and not reported. A study in one workbook is read whole.
	SkipCoding bool
}

// Open reads a study from a file system: a folder (root is its path, "." for the whole file system) or a single workbook
// (root is the path of the file). Files are named as in the documentation of the package; study.yaml may rename them.
//
// Every problem of every file is in the study's Problems, by file, sheet, row and column, and one reading finds them all; what was
// understood without being asked is in its Receipts, of which there is one a sheet. The error tells what stops a
// reading: no such root, a file that the file system does not give, a context that is done.
func Open(ctx context.Context, fsys fs.FS, root string, opts Options) (*coding.Study, error) {
	if root == "" {
		root = "."
	}
	root = path.Clean(root)
	info, err := fs.Stat(fsys, root)
	if err != nil {
		return nil, fmt.Errorf("study: %w", err)
	}
	rd := &reader{ctx: ctx, fsys: fsys, root: root, out: &coding.Study{}, dec: newDecisions(), earlierCodes: opts.EarlierCodes, passCodes: indexCodes(opts.PassCodes), name: studyName(opts.Name, root, info.IsDir())}
	if info.IsDir() {
		err = rd.folder(opts)
	} else {
		rd.root = path.Dir(root)
		err = rd.workbook(path.Base(root), opts)
	}
	if err != nil {
		return nil, fmt.Errorf("study: %w", err)
	}
	return rd.out, nil
}

// folder reads a study that is a folder.
func (rd *reader) folder(opts Options) error {
	l, err := survey(rd.fsys, rd.root, nil)
	if err != nil {
		return err
	}
	rd.set = newSettings(newPart("study.yaml", "", "study"))
	rd.set.flat = true
	if own := l.of("settings"); len(own) > 0 {
		src, err := load(rd.fsys, rd.root, own[0])
		if err != nil {
			return err
		}
		rd.inputs = append(rd.inputs, src.input)
		rd.set.part.receipt.File = own[0].path
		rd.set.readYAML(src.data)
		rd.parts = append(rd.parts, rd.set.part)
	}
	if rd.set.framework != "" && !strings.EqualFold(rd.set.framework, "builtin") {
		rd.set.files["framework"] = []string{rd.set.framework}
		rd.set.filesPos["framework"] = rd.set.options.Given["framework"]
	}
	if l, err = survey(rd.fsys, rd.root, rd.set.files); err != nil {
		return err
	}
	if err := rd.exportsByContent(l); err != nil {
		return err
	}
	rd.missingFiles(l)
	rd.leftAside(l)
	rd.coderFiles = l.of("coding")
	if opts.SkipCoding {
		rd.uncoded = true
		l.files = slices.DeleteFunc(l.files, func(f place) bool { return f.group == "coding" || f.group == "consensus" })
	}
	done := progress(opts, len(l.files))
	if len(l.of("settings")) > 0 {
		done(l.of("settings")[0].path)
	}
	for _, group := range []string{"decisions", "framework", "cases", "documents", "codebook", "instrument"} {
		for _, f := range l.of(group) {
			if err := rd.ctx.Err(); err != nil {
				return err
			}
			src, err := load(rd.fsys, rd.root, f)
			if err != nil {
				return err
			}
			rd.inputs = append(rd.inputs, src.input)
			if group != "framework" || !isYAML(f.path) {
				src.open(kindsOf(group, f.path), false)
			}
			rd.parts = append(rd.parts, src.parts...)
			rd.sources = append(rd.sources, src)
		}
	}
	rd.small()
	for _, src := range rd.sources {
		src.close()
		done(src.path)
	}
	for _, f := range l.of("transcript") {
		src, err := load(rd.fsys, rd.root, f)
		if err != nil {
			return err
		}
		rd.inputs = append(rd.inputs, src.input)
		rd.readTranscript(src)
		src.close()
		done(f.path)
	}
	var large []place
	for _, group := range []string{"coding", "consensus", "responses", "ties", "benchmarks"} {
		large = append(large, l.of(group)...)
	}
	if err := rd.sideBySide(large, done); err != nil {
		return err
	}
	return rd.finish()
}

// workbook reads a study that is one workbook.
func (rd *reader) workbook(name string, opts Options) error {
	src, err := load(rd.fsys, rd.root, place{path: name})
	if err != nil {
		return err
	}
	rd.inputs = append(rd.inputs, src.input)
	kinds := []*kind{kindSettings, kindFrameworkSettings, kindDimensions, kindHazards, kindCoupling, kindRoles, kindDepartmentTypes, kindCodebook,
		kindCases, kindDepartments, kindInterviews, kindRespondents, kindDocuments, kindCoding, kindConsensus, kindItems, kindInstrument, kindResponses, kindValues, kindTies, kindBenchmarks, kindDecisions}
	src.open(kinds, true)
	rd.parts = append(rd.parts, src.parts...)
	rd.sources = []*source{src}
	rd.set = newSettings(newPart(name, "", "study"))
	rd.each(kindSettings, func(src *source, of sheetOf) {
		p := newPart(src.path, of.name, kindSettings.name)
		rows := readPairs(p, kindSettings, src.grid(of))
		rd.set.part = p
		rd.set.readRows(rows)
		rd.parts = append(rd.parts, p)
	})
	done := progress(opts, 1)
	rd.small()
	rd.parts = append(rd.parts, rd.readValues(src)...)
	for _, of := range src.sheets {
		if err := rd.ctx.Err(); err != nil {
			return err
		}
		rd.parts = append(rd.parts, rd.large(src, of)...)
	}
	src.close()
	done(name)
	return rd.finish()
}

func isYAML(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), ".yaml") || strings.HasSuffix(strings.ToLower(name), ".yml")
}

func progress(opts Options, total int) func(string) {
	n := 0
	return func(file string) {
		n++
		if opts.Progress != nil {
			opts.Progress(file, n, total)
		}
	}
}

// missingFiles reports files that study.yaml names and that are not there.
func (rd *reader) missingFiles(l *layout) {
	for _, group := range fileKeys {
		for _, name := range rd.set.files[group] {
			clean := path.Clean(strings.ReplaceAll(name, "\\", "/"))
			if !slices.ContainsFunc(l.files, func(f place) bool { return f.path == clean }) {
				var all []string
				for _, f := range l.files {
					all = append(all, f.path)
				}
				suggest := ""
				if i := nearest(clean, all); i >= 0 {
					suggest = all[i]
				}
				rd.set.report(rd.set.filesPos[group], "missing_file", suggest, name)
			}
		}
	}
}

// each calls f for every sheet of a kind in the files that are read one after the other.
func (rd *reader) each(k *kind, f func(*source, sheetOf)) {
	for _, src := range rd.sources {
		for _, of := range src.sheets {
			if of.kind == k {
				f(src, of)
			}
		}
	}
}

// sheets reads every sheet of a kind; it reports whether there is one.
func (rd *reader) sheets(k *kind, each func(*row)) bool {
	any := false
	rd.each(k, func(src *source, of sheetOf) {
		any = true
		rd.read(rd.newPart(src.path, of.name, k.name), k, src.grid(of), each)
	})
	return any
}

// small reads what everything else refers to: decisions, framework, cases, codebook, instrument.
func (rd *reader) small() {
	rd.sheets(kindDecisions, rd.dec.read)
	rd.readFramework()
	rd.lists()
	seen := map[string]coding.Pos{}
	rd.openCases = !rd.sheets(kindCases, rd.readCase(seen))
	rd.openDepts = !rd.sheets(kindDepartments, rd.readDepartment(seen))
	rd.openTalks = !rd.sheets(kindInterviews, rd.readInterview(seen))
	rd.sheets(kindRespondents, rd.readRespondent(seen))
	rd.sheets(kindDocuments, rd.readDocument(seen))
	at := len(rd.parts)
	rd.each(kindCodebook, func(*source, sheetOf) { rd.out.Codebook = &coding.Codebook{} })
	rd.sheets(kindCodebook, rd.readCode(seen))
	rd.finishCodes(rd.parts[at:])
	rd.recodes()
	rd.readInstrument()
	rd.checkSettings()
}

// sideBySide reads the large files, two at a time, and keeps their parts in the files' order. A study without lists of
// cases or departments is read one file after the other, because then the order makes the lists.
func (rd *reader) sideBySide(files []place, done func(string)) error {
	workers := 2
	if rd.openCases || rd.openDepts {
		workers = 1
	}
	type result struct {
		parts []*part
		input coding.Input
		err   error
	}
	results := make([]result, len(files))
	prefixes, err := rd.rowPrefixes(files)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan int)
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range next {
				r := &results[i]
				if r.err = rd.ctx.Err(); r.err != nil {
					continue
				}
				src, err := load(rd.fsys, rd.root, files[i])
				if err != nil {
					r.err = err
					continue
				}
				r.input = src.input
				if !rd.openExport(src, prefixes[src.path]) {
					src.open(kindsOf(src.group, src.path), false)
				}
				r.parts = append(src.parts, rd.readValues(src)...)
				for _, of := range src.sheets {
					r.parts = append(r.parts, rd.large(src, of)...)
				}
				src.close()
				mu.Lock()
				done(files[i].path)
				mu.Unlock()
			}
		}()
	}
	for i := range files {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, r := range results {
		if r.err != nil {
			return r.err
		}
		rd.inputs = append(rd.inputs, r.input)
		rd.parts = append(rd.parts, r.parts...)
	}
	return rd.ctx.Err()
}

// large reads one sheet of evidence; other kinds of sheets give nothing.
func (rd *reader) large(src *source, of sheetOf) []*part {
	p := newPart(src.path, of.name, of.kind.name)
	var each func(*row)
	switch of.kind {
	case kindCoding:
		each = rd.readCoding(src)
	case kindConsensus:
		each = rd.readRuling()
	case kindTies:
		each = rd.readTie
	case kindBenchmarks:
		each = rd.readBenchmark
	case kindResponses:
		s := &surveyReader{rd: rd, items: rd.out.Instrument.Items, faulty: rd.faulty, values: src.values}
		names := s.names()
		var g *grid
		switch {
		case src.export != nil:
			src.items = itemFinder(s.items)
			g = exportGrid(src)
		case src.sav != nil:
			g = savGrid(src, names)
			p.values = savValues(src.sav, names, s.items)
		default:
			g = src.grid(of)
		}
		g.begin = s.begin
		rd.dec.attach(g)
		readGrid(p, names, g, rd.untilDone(s.read))
		for _, v := range p.values { // of an SPSS file, which shows them in its cells
			for i, a := range p.answered {
				a.valued = a.valued || s.items[i].ID == v.Column && !v.Missing
			}
		}
		if src.export != nil {
			p.exported(src, g)
		}
		return []*part{p}
	default:
		return nil
	}
	rd.read(p, of.kind, src.grid(of), rd.untilDone(each))
	return []*part{p}
}

// untilDone lets rows pass unread once the context is done; Open then returns its error.
func (rd *reader) untilDone(each func(*row)) func(*row) {
	n, stopped := 0, false
	return func(r *row) {
		if n++; n%1024 == 0 && rd.ctx.Err() != nil {
			stopped = true
		}
		if !stopped {
			each(r)
		}
	}
}

// finish joins what was read, applies the decisions, and orders everything.
func (rd *reader) finish() error {
	if err := rd.ctx.Err(); err != nil {
		return err
	}
	slices.SortFunc(rd.inputs, func(a, b coding.Input) int { return strings.Compare(a.Path, b.Path) })
	rd.periodSynonyms()
	slices.SortFunc(rd.out.Transcripts, func(a, b coding.Transcript) int { return strings.Compare(a.Interview, b.Interview) })
	rd.apart()
	rd.compareTexts()
	rd.join()
	rd.markPrograms()
	rd.oneCase()
	rd.takeOrders()
	rd.checkCopies()
	rd.checkReversal()
	rd.checkEvidence()
	var all []problem
	for _, p := range rd.parts {
		all = append(all, p.problems...)
	}
	rd.dec.accept(all)
	if unmatched := rd.dec.settle(rd.out); !rd.uncoded {
		all = append(all, unmatched...)
	}
	for _, p := range sortProblems(all) {
		rd.out.Problems = append(rd.out.Problems, p.Problem)
	}
	for _, p := range rd.parts {
		p.finish()
		rd.out.Receipts = append(rd.out.Receipts, p.receipt)
	}
	rd.out.Inputs = rd.inputs
	rd.out.Title = rd.title()
	rd.out.Options = rd.set.options
	return nil
}
