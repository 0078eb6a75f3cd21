package intake

import (
	"maps"
	"slices"
)

// Resume is the earlier record with what a killed run is known to have written: of each file that stands as that run was to
// leave it, its rows. hash gives the hash of a file of the study, empty where there is none.
func Resume(earlier, pending *Record, hash func(path string) string) *Record {
	if pending == nil {
		return earlier
	}
	out := *pending
	out.Files = nil
	files := map[string]Written{}
	if earlier != nil {
		for _, w := range earlier.Files {
			files[w.Path] = w
		}
	}
	for _, w := range pending.Files {
		if hash(w.Path) == w.SHA256 {
			files[w.Path] = w
		}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		out.Files = append(out.Files, files[path])
	}
	return &out
}
