package coding

// Transcript is the text of an interview or document, from which units are cut and into which stretches of text point.
type Transcript struct {
	Pos       Pos // the file
	Interview string
	Text      string // lines end in \n; positions in it count code points from 0
	Turns     []Turn // in order; empty where the text tells no speakers
}

// Turn is what one speaker says before another does: the code points From up to To of the transcript's text, without the
// speaker's name.
type Turn struct {
	Speaker  string
	From, To int
}
