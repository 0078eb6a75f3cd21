package agreement

import "github.com/smekit/smekit/measures/estimate"

// holsti is 2M/(N₁ + N₂): M agreements, N_j units that coder j coded [Holsti1969]. It lies below percent agreement when
// one coder skipped units.
func holsti(matches, codesA, codesB int) estimate.Estimate {
	e := estimate.New(Family, "holsti", "")
	e.Method = "2M/(N1+N2), Holsti 1969"
	e.Value = 2 * float64(matches) / float64(codesA+codesB)
	return e
}

// mutual is 相互同意度, the mutual agreement that Chinese content analyses print [Holsti1969, Wang1991]:
//
//	K = 2M/(N₁ + N₂)
//
// with M what both coders decided alike and N_j what coder j decided. In a plain table these are units, and K is holsti's
// number; in the table of a code's presence and in a table of sets they are codes given, and a unit that neither gave a
// code says nothing. what says which. Not estimable where neither decided anything.
func mutual(matches, codesA, codesB int, what string) estimate.Estimate {
	e := estimate.New(Family, "mutual_agreement", "")
	e.Method = "K = 2M/(N1+N2), M " + what
	if codesA+codesB == 0 {
		return e.Because(noteNothingGiven.Says())
	}
	e.Value = 2 * float64(matches) / float64(codesA+codesB)
	return e
}

// composite is 信度, the reliability that Chinese content analyses print beside the mutual agreement [Holsti1969, Wang1991]:
//
//	R = n·K̄ / (1 + (n − 1)·K̄)
//
// with n coders and K̄ the mean of the mutual agreement over their pairs. It rises with the number of coders at the same
// agreement, as the Spearman–Brown formula does: it speaks of what n coders find together, not of how well two of them
// agree. N is the number of units with two codes or more. Pairs whose K is not estimable are left out of the mean, with a note.
func composite(pairs []estimate.Estimate, coders, units int) estimate.Estimate {
	e := estimate.New(Family, "composite_reliability_holsti", "")
	e.Method = "R = nK/(1+(n-1)K), n coders, K the mean of mutual_agreement over the pairs"
	e.N = units
	if coders < 2 {
		return e.Because(noteFewCoders.Says())
	}
	sum, all, used := 0.0, 0, 0
	for _, p := range pairs {
		if p.Measure != "mutual_agreement" {
			continue
		}
		all++
		if !p.Empty() {
			used++
			sum += p.Value
		}
	}
	if used == 0 {
		return e.Because(noteNoPair.Says())
	}
	e.Value = spearmanBrown(sum/float64(used), coders)
	if used < all {
		e = e.With(notePairsOut.Says(all-used, all))
	}
	return e
}

func spearmanBrown(k float64, coders int) float64 {
	n := float64(coders)
	return n * k / (1 + (n-1)*k)
}
