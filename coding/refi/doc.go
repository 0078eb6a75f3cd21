// Package refi reads and writes the exchange files of qualitative data analysis programs: codebooks (.qdc) and projects (.qdpx)
// of the REFI-QDA standard [REFI2019]. It owns the format: its elements, its identifiers, where its texts lie, and how its
// positions are counted.
//
// [ReadProject] and [ReadCodebook] give plain structs with everything the standard names: users, codes in their tree, variables
// and values, cases, sources with their texts, selections with the codings of several coders, notes, links, sets and graphs.
// What is wrong with one element is one [coding.Problem] with the element's GUID and line, and the rest is read; what stops the
// reading is a [*ReadError]. [WriteProject] and [WriteCodebook] write what the published schema allows, in its order, and the
// same project always as the same bytes. What was read can be written and read again without loss.
//
// # Positions
//
// A selection of a text goes from Start to End: code points counted from 0, End exclusive, in the source's Text, which has no
// byte order mark and ends its lines with a line feed. Programs count differently: a byte order mark or not, a line end as one
// character or two, characters beyond U+FFFF as one or two. The name of a selection often holds the beginning of what was
// selected; the reader tries each way of counting on each source and keeps the one that fits the names best, the standard's
// where nothing speaks for another. A note of the receipt says where it was another. Where the names of a project hold text, a
// selection whose text is not what its name says is a problem.
//
// # What is refused
//
// A path that leaves the archive, an archive's member with such a name, an XML document type declaration, and whatever exceeds
// [Limits]. Nothing is unpacked to disk.
//
// Source: [REFI2019] Rotterdam Exchange Format Initiative, REFI-QDA: Exchange of processed data between qualitative data
// analysis software packages, version 1.5, 2019, https://www.qdasoftware.org.
package refi
