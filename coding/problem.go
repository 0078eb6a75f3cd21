package coding

// Problem rejects a cell, a row or a sheet; reading goes on, so that one run shows them all. The words stand in
// coding/locale under Code, in which {0}, {1}, … stand for Args.
type Problem struct {
	Pos        Pos
	Code       string   // "out_of_range"
	Args       []string // what was expected, what was found
	Suggestion string   // what the writer probably meant, empty when there is no good guess
	Accepted   bool     // answered by the decisions sheet: listed, but it no longer blocks
}
