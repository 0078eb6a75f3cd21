package cli

import (
	"slices"

	"github.com/smekit/smekit/measures/ledger"
)

// strayFile recognises the notes of a study's receipt about files that nothing is read from: no result can rest on them.
func strayFile(n ledger.Remark) bool {
	return n.Code == "file_unknown" || n.Code == "file_later" || n.Code == "file_twin"
}

// passOver tells which files that nothing is read from came or went between two runs, and gives the second run the first
// one's notes of them, so that they differ in nothing else.
func passOver(recorded, now *ledger.Ledger) []finding {
	before, after := strayFiles(recorded), strayFiles(now)
	var out []finding
	for _, f := range after {
		if !slices.Contains(before, f) {
			out = append(out, finding{"cli.verify.stray_new", []string{f}})
		}
	}
	for _, f := range before {
		if !slices.Contains(after, f) {
			out = append(out, finding{"cli.verify.stray_gone", []string{f}})
		}
	}
	if len(out) == 0 {
		return nil
	}
	const folder = "."
	receipts := slices.DeleteFunc(slices.Clone(now.Receipts), func(r ledger.Receipt) bool { return r.File == folder })
	for i, r := range recorded.Receipts {
		if r.File == folder {
			receipts = slices.Insert(receipts, min(i, len(receipts)), r)
		}
	}
	now.Receipts = receipts
	return out
}

// strayFiles are the files that a run's receipt of the study's folder tells of as not read.
func strayFiles(l *ledger.Ledger) []string {
	var out []string
	for i := range l.Receipts {
		for _, n := range l.Receipts[i].Notes {
			if strayFile(n) && len(n.Args) > 0 && l.Receipts[i].File == "." {
				out = append(out, n.Args[0])
			}
		}
	}
	return out
}
