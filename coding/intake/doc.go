// Package intake takes what an export of another program holds ([dialect.Import]) into a study: it owns which files of the
// study the records go to, how rows are found again, what became of each, and the record that an import leaves behind.
//
// [Arrange] tells which files belong together: exports of one survey by number and by text. [Files] lists the workbooks and
// texts of an import, each under a name inside the study that no other file has, be it in other letters. [Make] merges them
// into what stands in the study, in memory: nothing of a person's is overwritten, rows are found by their keys, and of the rows
// that an earlier import of the same file wrote ([Record]) those that nobody edited since are brought up to date; what another
// import counts on is not removed. [Find] tells whether a file was imported before. [Report] words the receipt. Nothing here
// reads or writes a disk.
//
// The record of an import, imports/NAME.json, is schema smekit/import/1: the sources with their hashes, what they were
// recognised as, the options, the receipts, and for every file that was written its hash and the keys and hashes of its
// rows. It holds no time, so that the same import gives the same bytes.
package intake
