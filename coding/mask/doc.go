// Package mask decides what may be quoted from interviews and what of it may be seen. A [Masker] knows who consented,
// replaces numbers, addresses and listed names in quotations, counts what it replaced, and speaks of interviewees by
// pseudonym and coarse role.
//
// It finds what has a form: phone numbers (mobile; landline with area code; 400 and 800 numbers), identity-card numbers,
// long numbers such as bank cards, e-mail addresses; in half-width or full-width digits, with spaces or hyphens between
// groups. Names of people, firms and projects it knows only from the study's lists: a name that nobody listed stays.
package mask
