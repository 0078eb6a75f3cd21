// Package sampledata embeds the sample study: three districts, their departments, interviews coded by three coders over
// two passes, a survey over two periods, ties, benchmarks and decisions, with the mess of real files. Everything in it is
// invented: no district, person, firm or sentence in it is real.
//
// Package generate makes it from a hand-written corpus of passages and a seed; a test holds the embedded files to be what
// the generator writes.
package sampledata
