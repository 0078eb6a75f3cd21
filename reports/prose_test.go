package reports

import (
	"regexp"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding/locale"
	"github.com/smekit/smekit/measures/estimate"
	"github.com/smekit/smekit/reports/document"
)

// proseOf joins the paragraphs of a section in a language.
func proseOf(d *document.Document, key, lang string) string {
	var out []string
	for _, b := range section(d, key).Blocks {
		if b.Paragraph != nil {
			out = append(out, b.Paragraph.Text.In(lang))
		}
	}
	return strings.Join(out, "\n")
}

func TestProseSaysWhatWasDone(t *testing.T) {
	d := thesisDocument(t, secondCoder(thesisStudy()), thesisLedger())
	holds(t, proseOf(d, "methods", "en"),
		"combines coded interviews with a staff survey in one case (Alpha).", "The interviews number 2.", "between 2024-03-01 and 2024-03-05",
		"Of the interviewees, one consented to be quoted; the words of the other 1", "2 people in one pass",
		"gathered into categories, and these into main categories (Strauss & Corbin, 1990)", "Krippendorff’s α (Krippendorff, 2019) of 2 codes in pass 1 has a median of .70, from .50 (overtime) to .90",
		"κ (Cohen, 1960)", "answered by 31 people", "9 items on 3 dimensions with answers from 1 to 3", "Reverse items (3)", "(Cohen et al., 1999)",
		"α (Cronbach, 1951) of 3 dimensions has a median of .75, from .70 (trust in peers) to .80", "(Yuan & Bentler, 2000), with full information on missing answers (Enders & Bandalos, 2001)",
		"χ²(8) = 20.00, CFI = .900", "rwg(J)", "compared by role of the respondents.", "(Holm, 1979)", "from 1000 bootstrap samples of departments (percentiles, seed 7)", "0.25, 95% CI [0.15, 0.35]",
		"computed with smekit 9.9, with random numbers from seed 7")
	holds(t, proseOf(d, "methods", "zh"), "Krippendorff α（Krippendorff，2019）中位数为0.70", "95%置信区间[0.15, 0.35]", "（Fornell和Larcker，1981）")
	for _, b := range section(d, "methods").Blocks {
		for _, id := range b.Paragraph.Cites {
			if _, ok := d.Ledger.Find(id); !ok {
				t.Errorf("cites the unknown %s", id)
			}
		}
	}
}

// The list of references holds what the text and the tables cite, and nothing else, in every profile.
func TestReferencesAreThoseCited(t *testing.T) {
	author := regexp.MustCompile(`^[A-Z][A-Za-z-]+`)
	for _, profile := range []string{"thesis", "review", "pass"} {
		s := secondCoder(thesisStudy())
		d := build(t, s, thesisLedger(), Options{Profile: profile})
		var said strings.Builder
		for _, sec := range d.Sections {
			if sec.Key == "references" {
				continue
			}
			for _, b := range sec.Blocks {
				if b.Paragraph != nil {
					said.WriteString(b.Paragraph.Text.EN + "\n")
				}
			}
		}
		for _, x := range d.Tables() {
			for _, n := range x.Notes {
				said.WriteString(n.Text.EN + "\n")
			}
			for _, g := range x.Groups {
				for _, r := range g.Rows {
					for _, c := range r.Cells {
						said.WriteString(c.Text.EN + "\n")
					}
				}
			}
		}
		text := said.String()
		if section(d, "references") == nil {
			t.Errorf("%s: no references", profile)
			continue
		}
		list := section(d, "references").Blocks[0].List
		listed := map[string]bool{}
		for _, p := range list {
			year := p.Text.EN[strings.Index(p.Text.EN, "(")+1:][:4]
			name := author.FindString(p.Text.EN)
			listed[name+year] = true
			if !regexp.MustCompile(name + `[^;()]{0,40}[ (,]+` + year).MatchString(text) {
				t.Errorf("%s: %s (%s) is listed and not cited", profile, name, year)
			}
		}
		for _, m := range regexp.MustCompile(`\(([A-Z][A-Za-z]+)[^();]*, (\d{4})\)`).FindAllStringSubmatch(text, -1) {
			if !listed[m[1]+m[2]] {
				t.Errorf("%s: %s is cited and not listed", profile, m[0])
			}
		}
		for i := 1; i < len(list); i++ {
			if list[i-1].Text.EN > list[i].Text.EN {
				t.Errorf("%s: %q before %q", profile, list[i-1].Text.EN, list[i].Text.EN)
			}
		}
	}
}

func TestWorksAreWhole(t *testing.T) {
	for key, w := range works {
		if !strings.Contains(w.entry.EN, "("+w.year+"). ") || !strings.Contains(w.entry.ZH, ", "+w.year+". ") || w.by.EN == "" || w.by.ZH == "" || !strings.HasSuffix(key, w.year) {
			t.Errorf("%s: %+v", key, w)
		}
	}
}

// Every sentence of the catalogue stands in both languages, with the same places.
func TestProseInBothLanguages(t *testing.T) {
	place := regexp.MustCompile(`\{\d\}`)
	marks := make([]string, 8)
	for i := range marks {
		marks[i] = "{" + string(rune('0'+i)) + "}"
	}
	for _, prefix := range []string{"prose.", "thesis."} {
		codes := locale.Codes(prefix)
		if len(codes) < 60 {
			t.Fatalf("%d codes of %s", len(codes), prefix)
		}
		for _, code := range codes {
			en, zh := locale.Text(locale.English, code, marks...), locale.Text(locale.Chinese, code, marks...)
			if en == "" || zh == "" {
				t.Errorf("%s: %q, %q", code, en, zh)
			}
			places := func(s string) map[string]bool {
				out := map[string]bool{}
				for _, m := range place.FindAllString(s, -1) {
					out[m] = true
				}
				return out
			}
			a, b := places(en), places(zh)
			for m := range b {
				if !a[m] && !strings.HasSuffix(code, "_one") {
					t.Errorf("%s: %s in Chinese alone", code, m)
				}
			}
			for m := range a {
				if !b[m] {
					t.Errorf("%s: %s in English alone", code, m)
				}
			}
		}
	}
}

func TestProseOfNothing(t *testing.T) {
	s := smallStudy()
	s.Interviews, s.Segments, s.Codings = nil, nil, nil
	l := smallLedger("")
	d := thesisDocument(t, s, l)
	if got := proseOf(d, "methods", "en"); got != "There is nothing to report on methods yet: the study holds no interviews and no survey answers." {
		t.Errorf("%q", got)
	}
	if section(d, "references") != nil {
		t.Error("references of nothing")
	}
}

func TestSpan(t *testing.T) {
	if _, ok := span(nil); ok {
		t.Error("a span of nothing")
	}
	var vs []valued
	for _, v := range []float64{.5, .1, .9, .3} {
		e := estimate.New("x", "y", "")
		e.Value = v
		vs = append(vs, valued{"d", &e})
	}
	if s, ok := span(vs); !ok || s.low.e.Value != .1 || s.high.e.Value != .9 || s.median != .4 || s.n != 4 {
		t.Errorf("%+v", s)
	}
}
