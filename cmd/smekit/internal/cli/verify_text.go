package cli

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/reports/table"
)

const (
	shownLines = 20 // of a list, without --all
	shortHash  = 12 // characters of a hash that people are shown
)

func count(n int) string { return strconv.Itoa(n) }

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// writeVerification prints what verify found as text or json.
func (a *App) writeVerification(v *verification, o verifyOptions) error {
	if o.format == "json" {
		e := json.NewEncoder(a.Stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(v)
	}
	w := bufio.NewWriter(a.Stdout)
	p := &verifyPrinter{w, a.messageLang(), o.all}
	p.print(v)
	return w.Flush()
}

// MarshalJSON writes a finding as its code, arguments and English sentence.
func (f finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Code string   `json:"code"`
		Args []string `json:"args,omitempty"`
		Text string   `json:"text"`
	}{strings.TrimPrefix(f.code, "cli.verify."), f.args, locale.Text(locale.English, f.code, f.args...)})
}

type verifyPrinter struct {
	w    io.StringWriter // buffered: an error stays with it
	lang string
	all  bool
}

func (p *verifyPrinter) say(code string, args ...string) string {
	return locale.Text(p.lang, "cli.verify."+code, args...)
}

func (p *verifyPrinter) line(s string) { p.w.WriteString(s + "\n") }

// section prints lines under a heading, cut unless all are asked for.
func (p *verifyPrinter) section(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.line("")
	p.line(heading)
	rest := 0
	if len(lines) > shownLines && !p.all {
		rest = len(lines) - shownLines
		lines = lines[:shownLines]
	}
	for _, l := range lines {
		p.line("  " + l)
	}
	if rest > 0 {
		p.line("  " + p.say("more", count(rest)))
	}
}

func (p *verifyPrinter) findings(fs []finding) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = locale.Text(p.lang, f.code, f.args...)
	}
	return out
}

func (p *verifyPrinter) print(v *verification) {
	p.line(p.headline(v))
	p.section(p.say("why"), p.findings(v.Why))
	e := &v.Estimates
	p.section(p.say("estimates", count(e.count()), count(e.Recorded), count(len(e.Changed)), count(len(e.Added)), count(len(e.Removed))), p.estimates(e))
	var lines []string
	for _, x := range v.Warnings {
		if x.Now == "" {
			lines = append(lines, p.say("gone", x.Recorded))
		} else {
			lines = append(lines, p.say("added", x.Now))
		}
	}
	p.section(p.say("warnings"), lines)
	lines = nil
	for _, x := range v.Tables {
		name := locale.Text(p.lang, "report."+x.Kind+"_n", count(x.Number))
		title := table.Text{ZH: x.TitleZH, EN: x.TitleEN}.In(p.lang)
		lines = append(lines, x.Profile+": "+name+" "+title+" ("+count(len(x.Estimates))+")")
	}
	p.section(p.say("tables"), lines)
	lines = nil
	for _, f := range v.Files {
		lines = append(lines, f.Path+": "+p.state(f))
	}
	p.section(p.say("files"), lines)
	p.section(p.say("unchecked"), p.findings(v.Unchecked))
	p.section(p.say("remarks"), p.findings(v.Remarks))
}

// headline says in a line how it came out.
func (p *verifyPrinter) headline(v *verification) string {
	results := v.results()
	switch {
	case v.Study == "" && v.Same:
		return p.say("same_results", v.Report, v.Against, count(v.Estimates.Now))
	case v.Study == "":
		return p.say("other_results", v.Report, v.Against)
	case v.Same && v.filesTotal == 0:
		return p.say("same_estimates", v.Report, v.Study, count(v.Estimates.Now))
	case v.Same:
		return p.say("same", v.Report, v.Study, count(v.Estimates.Now), count(v.filesTotal))
	case v.edited || results == 0 && p.onlyDisk(v):
		return p.say("tampered", v.Report, v.Study)
	case results == 0:
		return p.say("same_numbers", v.Report, v.Study, count(v.Estimates.Now))
	}
	return p.say("differs", v.Report, v.Study)
}

// onlyDisk reports whether files on disk are all that differs.
func (p *verifyPrinter) onlyDisk(v *verification) bool {
	if v.causes() > 0 {
		return false
	}
	for _, f := range v.Files {
		if f.Now == fileChanged || f.Now == fileMissing {
			return false
		}
	}
	return true
}

// estimates are a line each, first those whose number is another.
func (p *verifyPrinter) estimates(e *estimateChanges) []string {
	var lines []string
	other := slices.Clone(e.Changed)
	slices.SortStableFunc(other, func(x, y estimateChange) int { return cmp.Compare(x.minor(), y.minor()) })
	for _, x := range other {
		fields := make([]string, len(x.Fields))
		for i, f := range x.Fields {
			fields[i] = f.Field + " " + orDash(f.Recorded) + " → " + orDash(f.Now)
		}
		lines = append(lines, x.ID+": "+strings.Join(fields, "; "))
	}
	for _, id := range e.Added {
		lines = append(lines, p.say("added", id))
	}
	for _, id := range e.Removed {
		lines = append(lines, p.say("gone", id))
	}
	return lines
}

// minor is 0 where the number itself differs, else 1.
func (c *estimateChange) minor() int {
	if c.Fields[0].Field == "estimate" {
		return 0
	}
	return 1
}

// state says what became of a file.
func (p *verifyPrinter) state(f fileChange) string {
	var parts []string
	if f.Disk != fileSame {
		parts = append(parts, p.say("disk_"+f.Disk))
	}
	if f.Now != fileSame {
		parts = append(parts, p.say("now_"+f.Now))
	}
	return strings.Join(parts, p.say("join"))
}
