// Package generate makes the sample study from the corpus of passages beside it and a seed. It assigns speakers,
// departments, codes and answers; it writes no prose. The same seed gives the same bytes.
package generate
