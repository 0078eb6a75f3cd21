package coding

// Label is a text in the two languages of the project. Either may be empty.
type Label struct{ ZH, EN string }

// Or returns the text in the language ("zh" or "en"), or the other one if it is missing.
func (l Label) Or(lang string) string {
	if (lang == "zh" && l.ZH != "") || l.EN == "" {
		return l.ZH
	}
	return l.EN
}
