package refi

// Limits bound what a file may make the reader do. A zero field means its default.
type Limits struct {
	MaxFile     int64 // bytes of the file, 4 GiB
	MaxMembers  int   // files in the archive, 100,000
	MaxUnzipped int64 // bytes unpacked in all, 2 GiB
	MaxXML      int64 // bytes of the project's XML or of a codebook, 256 MiB
	MaxElements int   // elements of it, 4,000,000
	MaxDepth    int   // elements inside one another, 250
	MaxText     int64 // bytes of one source's text, 64 MiB
	MaxTexts    int64 // bytes of the texts of all sources, counted each time a file is referred to, 256 MiB
	MaxMedia    int64 // bytes of all media (PDF, pictures, sound) that are kept, 512 MiB; more is kept by name only
}

func (l Limits) filled() Limits {
	fill(&l.MaxFile, 4<<30)
	fill(&l.MaxMembers, 100_000)
	fill(&l.MaxUnzipped, 2<<30)
	fill(&l.MaxXML, 256<<20)
	fill(&l.MaxElements, 4_000_000)
	fill(&l.MaxDepth, 250)
	fill(&l.MaxText, 64<<20)
	fill(&l.MaxTexts, 256<<20)
	fill(&l.MaxMedia, 512<<20)
	return l
}

func fill[T int | int64](v *T, def T) {
	if *v <= 0 {
		*v = def
	}
}
