package intake

import (
	"github.com/smekit/smekit/coding/dialect"
	"github.com/smekit/smekit/coding/form"
)

// consensusFile holds the rulings on the coders' codes: they are decisions of people, which no layer tells.
func consensusFile(im *dialect.Import, c Context) File {
	if len(im.Consensus) == 0 {
		return File{}
	}
	wb := form.Consensus("en", im.Consensus)
	wb.Sheets[0].Room = -1
	return File{Name: home(c.Study, "consensus", "coding/consensus.xlsx"), Workbook: &wb, Keys: keys}
}
