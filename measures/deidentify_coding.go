package measures

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/smekit/smekit/coding"
)

// secret puts things into an order that tells nothing to those who do not have the study: by a hash whose key is the whole
// of the study's evidence and the seed.
type secret []byte

func newSecret(s *coding.Study, seed uint64) secret {
	h := sha256.New()
	fmt.Fprintln(h, seed)
	for i := range s.Survey.Responses {
		r := &s.Survey.Responses[i]
		fmt.Fprintf(h, "%q %q %q %q\n", r.Respondent, r.Dept, r.Submitted, r.Period)
		for _, v := range r.Answers {
			fmt.Fprint(h, v.Num, v.Text, " ")
		}
	}
	for i := range s.Segments {
		fmt.Fprintf(h, "%q %q %q\n", s.Segments[i].Interview, s.Segments[i].ID, s.Segments[i].Text)
	}
	for i := range s.Codings {
		fmt.Fprintf(h, "%q %q %q\n", s.Codings[i].Coder, s.Codings[i].Segment, s.Codings[i].Memo)
	}
	return h.Sum(nil)
}

func (k secret) of(name string) string {
	h := hmac.New(sha256.New, k)
	h.Write([]byte(name))
	return hex.EncodeToString(h.Sum(nil))
}

func (k secret) shuffle(list []int, name func(int) string) {
	key := make(map[int]string, len(list))
	for _, x := range list {
		key[x] = k.of(name(x))
	}
	slices.SortFunc(list, func(a, b int) int { return cmp.Or(strings.Compare(key[a], key[b]), cmp.Compare(a, b)) })
}

// people gives the coders new names.
func (d *deidentifier) people() {
	names := map[string]bool{}
	for i := range d.study.Codings {
		names[d.study.Codings[i].Coder] = true
	}
	for _, c := range d.study.Options.AICoders {
		names[c] = true
	}
	coders := sortedKeys(names)
	order := make([]int, len(coders))
	for i := range order {
		order[i] = i
	}
	d.secret.shuffle(order, func(i int) string { return "coder " + coders[i] })
	for n, i := range order {
		d.result.Coders[coders[i]] = numbered("coder", n, len(coders))
	}
	d.out.Options.AICoders = nil
	for _, c := range d.study.Options.AICoders {
		d.out.Options.AICoders = append(d.out.Options.AICoders, d.result.Coders[c])
	}
	slices.Sort(d.out.Options.AICoders)
}

// segments gives every segment a new id inside its interview, and its text where there is consent.
func (d *deidentifier) segments() {
	d.segmentID = map[[2]string]string{}
	of := map[string][]int{}
	for i := range d.study.Segments {
		of[d.study.Segments[i].Interview] = append(of[d.study.Segments[i].Interview], i)
	}
	caseOf := map[string]string{}
	old := map[string]string{}
	for i := range d.study.Interviews {
		caseOf[d.study.Interviews[i].ID] = d.study.Interviews[i].Case
		old[d.interviewID[d.study.Interviews[i].ID]] = d.study.Interviews[i].ID
	}
	for _, next := range d.out.Interviews {
		interview := old[next.ID]
		list := of[interview]
		d.secret.shuffle(list, func(i int) string { return "segment " + interview + " " + d.study.Segments[i].ID })
		for n, i := range list {
			seg := &d.study.Segments[i]
			id := next.ID + "-" + numbered("", n, len(list))
			d.segmentID[[2]string{seg.Interview, seg.ID}] = id
			d.out.Segments = append(d.out.Segments, coding.Segment{Interview: next.ID, ID: id, Text: d.text(seg, caseOf[interview]), Period: seg.Period})
		}
	}
}

func (d *deidentifier) text(seg *coding.Segment, caseID string) string {
	words := map[string][2]string{"none": {"【无文本】", "[no text]"}, "withheld": {"【未获同意，文本不公开】", "[text withheld: no consent]"}}
	say := func(code string) string {
		if d.lang() == "en" {
			return words[code][1]
		}
		return words[code][0]
	}
	if strings.TrimSpace(seg.Text) == "" {
		return say("none")
	}
	if !d.masker.Quotable(seg.Interview) {
		d.result.Texts.Withheld++
		return say("withheld")
	}
	text, counts := d.masker.Text(seg.Text, d.lang())
	d.result.Texts.Kept++
	d.result.Texts.Masked += counts.Total()
	return d.unnamed(caseID, text)
}

// layersOf writes the coders' layers and the rulings. Codings and rulings of segments that the study does not hold (an
// excluded interview's) are none of its evidence.
func (d *deidentifier) layersOf() {
	for _, c := range d.study.Codings {
		id, ok := d.segmentID[[2]string{c.Interview, c.Segment}]
		if !ok {
			continue
		}
		next := coding.Coding{Pass: c.Pass, Coder: d.result.Coders[c.Coder], Interview: d.interviewID[c.Interview], Segment: id, Code: c.Code,
			Intensity: c.Intensity, Direction: c.Direction, Rated: c.Rated, HasDir: c.HasDir, State: c.State, HasState: c.HasState, Period: c.Period}
		for _, to := range c.LinkTo {
			if other, ok := d.segmentID[[2]string{c.Interview, to}]; ok {
				to = other
			} else if iv, seg, both := strings.Cut(to, "/"); both {
				other, ok := d.segmentID[[2]string{iv, seg}]
				if !ok {
					continue
				}
				to = d.interviewID[iv] + "/" + other
			} else if !d.isCode(to) {
				continue
			}
			next.LinkTo = append(next.LinkTo, to)
		}
		d.out.Codings = append(d.out.Codings, next)
	}
	slices.SortStableFunc(d.out.Codings, func(a, b coding.Coding) int {
		return cmp.Or(passOrder(d.layers.Passes(), a.Pass, b.Pass), strings.Compare(a.Coder, b.Coder), strings.Compare(a.Interview, b.Interview),
			strings.Compare(a.Segment, b.Segment), strings.Compare(a.Code, b.Code))
	})
	for _, r := range d.study.Consensus {
		id, ok := d.segmentID[[2]string{r.Interview, r.Segment}]
		if !ok {
			continue
		}
		d.out.Consensus = append(d.out.Consensus, coding.Ruling{Interview: d.interviewID[r.Interview], Segment: id, Code: r.Code, Accept: r.Accept,
			Intensity: r.Intensity, Direction: r.Direction, HasDir: r.HasDir, Who: d.result.Coders[r.Who]})
	}
	slices.SortStableFunc(d.out.Consensus, func(a, b coding.Ruling) int {
		return cmp.Or(strings.Compare(a.Interview, b.Interview), strings.Compare(a.Segment, b.Segment), strings.Compare(a.Code, b.Code))
	})
}

func passOrder(passes []string, a, b string) int {
	return cmp.Compare(position(passes, a), position(passes, b))
}

func (d *deidentifier) isCode(id string) bool {
	if d.study.Codebook == nil {
		return d.study.Framework.Dimension(id) != nil
	}
	return slices.ContainsFunc(d.study.Codebook.Codes, func(c coding.Code) bool { return c.ID == id })
}
