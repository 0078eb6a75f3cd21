package pass

// SealSchema names the layout of a sealed workbook's hidden sheet.
const SealSchema = "smekit/seal/1"

// Hash identifies a deal, 64 hexadecimal digits: the SHA-256 of its pass, cut, codebook, units with the hashes of their
// texts, and coders with what each was given.
func (d *Deal) Hash() string {
	var c canon
	c.text(DealSchema, d.Pass, d.Cut, d.Lang, d.Book.Version, d.Book.Hash)
	c.number(d.Slots)
	c.text(formatSeed(d.Seed))
	c.number(len(d.Units))
	for i := range d.Units {
		u := &d.Units[i]
		c.text(u.Interview, u.ID, u.Speaker, u.Period, u.Hash)
		c.number(u.From)
		c.number(u.To)
		c.flag(u.Shared)
	}
	for i := range d.Coders {
		c.text(d.Coders[i].Name)
		c.number(len(d.Coders[i].Units))
		for _, u := range d.Coders[i].Units {
			c.number(u)
		}
	}
	return c.sum()
}

// Coder returns the coder's index in Coders, or -1. Letter case, width and blanks at the ends do not count.
func (d *Deal) Coder(name string) int {
	k := nameKey(name)
	for i := range d.Coders {
		if nameKey(d.Coders[i].Name) == k {
			return i
		}
	}
	return -1
}

// Seal is what a coder's workbook carries in its hidden sheet, so that what comes back can be checked: rows key, value
// (schema, pass, coder, codebook_version, codebook_hash, deal_hash), then for each unit dealt to the coder, in the coder's
// order, a row unit, interview, segment, hash of the text. Nil for a name that is not among the deal's coders.
func (d *Deal) Seal(coder string) [][]string {
	k := d.Coder(coder)
	if k < 0 {
		return nil
	}
	mine := d.Coders[k].Units
	rows := make([][]string, 0, len(mine)+6)
	rows = append(rows, []string{"schema", SealSchema}, []string{"pass", d.Pass}, []string{"coder", d.Coders[k].Name},
		[]string{"codebook_version", d.Book.Version}, []string{"codebook_hash", d.Book.Hash}, []string{"deal_hash", d.Hash()})
	for _, i := range mine {
		u := &d.Units[i]
		rows = append(rows, []string{"unit", u.Interview, u.ID, u.Hash})
	}
	return rows
}
