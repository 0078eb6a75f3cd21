package pass

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smekit/smekit/coding/sheet"
)

// DealError says why a deal cannot be made or read. Code and Args are put into words by the message catalogue; the method
// Error speaks English.
type DealError struct {
	Code string
	Args []string
}

// dealEnglish holds the words of each code; {0}, {1} stand for Args.
var dealEnglish = map[string]string{
	"deal.error.not_json":          "not the JSON of a deal: {0}",
	"deal.error.schema":            `expected a deal of schema {0}, got "{1}"`,
	"deal.error.too_large":         "larger than {0}",
	"deal.error.unit":              "unit {0}: {1}",
	"deal.error.coder":             `coder "{0}": {1}`,
	"deal.error.book":              "the codebook does not have the hash that the deal gives: it was changed by hand",
	"deal.error.value":             `{0}: "{1}" is not allowed`,
	"deal.error.no_coders":         "name at least one coder",
	"deal.error.coder_name":        `"{0}" cannot be a coder's name: a file bears it (at most 60 characters, none of / \ : * ? " < > | , nor their full-width forms, such as the comma ，; no control character; no dot at either end; not a name that Windows reserves)`,
	"deal.error.option_unit":       `--unit: expected turn, paragraph or sentence, got "{0}"`,
	"deal.error.option_overlap_by": `--overlap-by: expected interview or unit, got "{0}"`,
	"deal.error.option_shuffle":    `--shuffle: expected interview or unit, got "{0}"`,
	"deal.error.option_lang":       `--lang: expected zh, en or both, got "{0}"`,
	"deal.error.option_slots":      "--slots: expected 1 to {1}, got {0}",
	"deal.error.coder_twice":       `"{0}" and "{1}" are the same coder's name (letter case and width do not count)`,
	"deal.error.pass":              `"{0}" cannot be a pass's name: a folder bears it`,
	"deal.error.share":             "the planned overlap is a share from 0 to 1, got {0}",
	"deal.error.share_and_list":    "give the planned overlap as a share or as a list, not both",
	"deal.error.by":                `"{0}" is no attribute of the interviews to stratify by (case, role, dept, period, or a column of the interviews sheet)`,
	"deal.error.interview":         `there is no interview "{0}"`,
	"deal.error.overlap_item":      `"{0}" of the planned overlap is neither an interview nor INTERVIEW/SEGMENT of this deal`,
	"deal.error.no_codes":          "there is no active code to code with",
	"deal.error.no_units":          "no interview has text to code: put transcripts into interviews/, or coded segments into coding/",
}

// Error writes what is wrong.
func (e *DealError) Error() string {
	text := dealEnglish[e.Code]
	if text == "" {
		text = e.Code
	}
	for i, a := range e.Args {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", a)
	}
	return text
}

func dealFault(code string, args ...string) *DealError {
	return &DealError{Code: "deal.error." + code, Args: args}
}

func formatSeed(seed uint64) string { return strconv.FormatUint(seed, 10) }

// checkCoders says what is wrong with a list of coders' names.
func checkCoders(names []string) error {
	seen := make(map[string]string, len(names))
	for _, n := range names {
		if !fileName(n) {
			return dealFault("coder_name", n)
		}
		k := nameKey(n)
		if other, twice := seen[k]; twice {
			return dealFault("coder_twice", other, n)
		}
		seen[k] = n
	}
	return nil
}

// reservedNames are no names of files on Windows, whatever follows a dot.
var reservedNames = []string{"con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// fileName reports whether a name can be that of a file or folder on every system, and reads the same when a cell holds it.
func fileName(name string) bool {
	if name == "" || !utf8.ValidString(name) || utf8.RuneCountInString(name) > 60 || name != strings.TrimSpace(name) || sheet.Fold(name) == "" ||
		strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.HasPrefix(name, "~$") || strings.ContainsAny(sheet.Fold(name), `/\:*?"<>|,`) {
		return false
	}
	for _, r := range name {
		if r < 0x20 || r == 0x7f || r == '\ufeff' || r == '\u200b' || r == '\ufffd' || (r >= '\u202a' && r <= '\u202e') {
			return false
		}
	}
	stem, _, _ := strings.Cut(nameKey(name), ".")
	return !slices.Contains(reservedNames, strings.TrimSpace(stem))
}

// validate says what is wrong with a deal, nil when nothing is.
func (d *Deal) validate() error {
	switch {
	case !fileName(d.Pass):
		return dealFault("pass", d.Pass)
	case !slices.Contains([]string{"", "turn", "paragraph", "sentence"}, d.Cut):
		return dealFault("value", "cut", d.Cut)
	case !slices.Contains([]string{"zh", "en", "both"}, d.Lang):
		return dealFault("value", "lang", d.Lang)
	case d.Longest < 0:
		return dealFault("value", "longest", strconv.Itoa(d.Longest))
	case d.Slots < 1 || d.Slots > maxSlots:
		return dealFault("value", "slots", strconv.Itoa(d.Slots))
	case len(d.Units) > maxDealUnits:
		return dealFault("too_large", strconv.Itoa(maxDealUnits)+" units")
	case len(d.Coders) > maxDealCoders:
		return dealFault("too_large", strconv.Itoa(maxDealCoders)+" coders")
	case len(d.Book.Codes) > maxDealCodes:
		return dealFault("too_large", strconv.Itoa(maxDealCodes)+" codes")
	case d.Book.Hash != hashOfCodes(d.Book.Codes):
		return dealFault("book")
	}
	seen := make(map[unitKey]bool, len(d.Units))
	for i := range d.Units {
		u := &d.Units[i]
		k := unitKey{u.Interview, u.ID}
		what := ""
		switch {
		case u.Interview == "" || u.ID == "":
			what = "it has no id"
		case seen[k]:
			what = "it stands twice"
		case !utf8.ValidString(u.Interview + u.ID + u.Speaker + u.Text + u.Period):
			what = "its text is not UTF-8"
		case u.From < 0 || u.To < 0 || (u.To > 0 && u.From >= u.To) || (u.To == 0 && u.From != 0):
			what = "it has no such place in the transcript"
		case u.Hash != TextHash(u.Text):
			what = "its text does not have the hash that the deal gives: it was changed by hand"
		}
		if what != "" {
			return dealFault("unit", strconv.Itoa(i+1)+" ("+u.Interview+"/"+u.ID+")", what)
		}
		seen[k] = true
	}
	if len(d.Coders) == 0 {
		return dealFault("no_coders")
	}
	coderNames := make([]string, len(d.Coders))
	mark := make([]int, len(d.Units)) // the last coder, counted from 1, who was given the unit
	for k := range d.Coders {
		coderNames[k] = d.Coders[k].Name
		for _, i := range d.Coders[k].Units {
			switch {
			case i < 0 || i >= len(d.Units):
				return dealFault("coder", d.Coders[k].Name, "unit "+strconv.Itoa(i)+" is not there")
			case mark[i] == k+1:
				return dealFault("coder", d.Coders[k].Name, "unit "+strconv.Itoa(i)+" was dealt twice")
			}
			mark[i] = k + 1
		}
	}
	return checkCoders(coderNames)
}
