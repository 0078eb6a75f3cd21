package pass

// BookComparison is how one version of the codebook became another, and the codings that it makes stale.
type BookComparison struct {
	From, To string // passes whose codebooks these are, or the names of the versions; To empty: the study's codebook of today
	Pass     string // the pass whose codings may be stale; empty: every pass
	Changes  BookChanges
	Guessed  []InferredMerge // what probably became of codes that went without a successor
	Stale    []StaleUnit
}

// ComparePasses compares the codebooks of two passes, and that of the later one with today's, as far as deals tell them;
// nothing where no earlier version is known. What a coder coded again in the later pass is not stale any more.
func ComparePasses(l *Layers, deals []*Deal, from, to string) []BookComparison {
	var out []BookComparison
	today := BookOf(l.study)
	later, dealt := BookOfPass(deals, to)
	if earlier, ok := BookOfPass(deals, from); ok && from != "" {
		c := BookComparison{From: from, To: to, Pass: from}
		now := later
		if !dealt {
			now, c.To = today, ""
		}
		c.Changes = CompareBooks(earlier, now)
		c.Guessed = InferMerges(l, from, to, earlier, now)
		type unit struct{ coder, interview, segment string }
		again := map[unit]bool{}
		for i := range l.study.Codings {
			if k := &l.study.Codings[i]; k.Pass == to {
				again[unit{k.Coder, k.Interview, k.Segment}] = true
			}
		}
		for _, s := range Stale(l.study, c.Changes, from) {
			if !again[unit{s.Coder, s.Interview, s.Segment}] {
				c.Stale = append(c.Stale, s)
			}
		}
		out = append(out, c)
	}
	if dealt {
		changes := CompareBooks(later, today)
		out = append(out, BookComparison{From: to, Pass: to, Changes: changes, Stale: Stale(l.study, changes, to)})
	}
	return out
}

// CompareVersions compares two versions of the codebook by their names. Codings of every pass may be stale; merges are
// guessed from units coded in the two passes given, where these are two.
func CompareVersions(l *Layers, oldName, newName string, old, new Book, from, to string) BookComparison {
	c := BookComparison{From: oldName, To: newName, Changes: CompareBooks(old, new)}
	if from != "" && to != "" && from != to {
		c.Guessed = InferMerges(l, from, to, old, new)
	}
	c.Stale = Stale(l.study, c.Changes, "")
	return c
}
