// Package locale owns the languages of smekit: the message catalogue (problems, receipts, notes and labels in Chinese and
// English) and the way numbers read in each (English after APA 7, Chinese after Chinese journals).
//
// The catalogue is the embedded files messages/*.yaml. Each holds entries
//
//	code: {en: expected {0}, zh: 应为{0}}
//
// in which {0}, {1}, … stand for arguments. The code's first part says what an entry is for: problem.* a [coding.Problem],
// receipt.* a note of a receipt, reason.* why a row was left out, note.* a note of an estimate (Chinese alone: the English
// sentence is registered with the estimate), what.* a kind of sheet. Everything else is a label.
package locale
