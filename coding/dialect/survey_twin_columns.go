package dialect

// TwinColumns pairs the columns of two exports of one survey by their places in the files, where one has variables' names as
// headers and the other wordings, so that no header tells: LimeSurvey by code and in full, REDCap raw and with labels. It returns
// the indexes of each pair; nil where the files are not laid out alike.
func TwinColumns(a, b *Answers) [][2]int {
	if a == nil || b == nil {
		return nil
	}
	at := map[int]int{}
	for j := len(b.Columns) - 1; j >= 0; j-- {
		if c := b.Columns[j].Col; c > 0 {
			at[c] = j
		}
	}
	var out [][2]int
	seen := map[int]bool{}
	shared, mine, theirs, lone := 0, 0, 0, 0
	for i := range a.Columns {
		c := &a.Columns[i]
		if c.Col == 0 || seen[c.Col] {
			continue
		}
		seen[c.Col] = true
		j, ok := at[c.Col]
		if !ok {
			lone++
			continue
		}
		d := &b.Columns[j]
		if (c.Name == "respondent_id") != (d.Name == "respondent_id") || (c.Name == "submitted") != (d.Name == "submitted") {
			return nil
		}
		out = append(out, [2]int{i, j})
		shared += yes(nameKey(c.Header) == nameKey(d.Header))
		mine += yes(codeHeader.MatchString(c.Header))
		theirs += yes(codeHeader.MatchString(d.Header))
	}
	lone += len(at) - len(out)
	if len(out) < 3 || lone*5 > len(out) || shared*2 >= len(out) || max(mine, theirs)*3 < len(out)*2 || min(mine, theirs)*3 > len(out) {
		return nil
	}
	return out
}
