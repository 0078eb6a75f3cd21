package coding

// Codebook is a team's list of codes. A study without one uses the framework's dimension ids.
type Codebook struct {
	Codes []Code
	Hash  string // SHA-256 of its canonical form
}

// Code is an entry of the codebook.
type Code struct {
	Pos        Pos
	ID         string
	Parent     string
	Dimension  string // the framework dimension it is evidence for; empty: its own id if that is one
	Label      Label
	Level      string // open, axial, selective
	Origin     string // deductive, inductive
	Definition string
	Include    string
	Exclude    string
	Example    string
	Active     bool
	Since      string
	Replaces   []string // codes of earlier versions that it stands for: several were merged into it; one that several replace was split
	Attrs      Attrs    `json:"-"` // extra columns; no part of what makes a codebook another one
}
