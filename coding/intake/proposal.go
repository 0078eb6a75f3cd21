package intake

import (
	"slices"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/form"
)

// proposalLang is the language of the proposal that stands in the study, so that questions are added to its sheet; where there is
// none, that of what is written.
func (c *Context) proposalLang() string {
	data, err := c.Read(ProposalName)
	if err != nil {
		return c.Lang
	}
	if lang, _ := form.ReadProposal(data); lang != "" {
		return lang
	}
	return c.Lang
}

// Waiting lists the questions of a proposal that are neither items of the study nor stand in its questionnaire; both are bytes of
// workbooks.
func Waiting(proposal, questionnaire []byte, s *coding.Study) []string {
	_, ids := form.ReadProposal(proposal)
	_, listed := form.ReadProposal(questionnaire)
	return slices.DeleteFunc(ids, func(id string) bool { return s.Instrument.Item(id) != nil || slices.Contains(listed, id) })
}
