package intake

// Settings is the study.yaml of a study that an import makes: the language (zh, en or both), and where to read about the rest.
func Settings(lang string) []byte {
	zh := "# 研究设置。各项设置及说明见 smekit new 生成的 study.yaml。\n"
	en := "# Settings of the study. The study.yaml that smekit new writes explains them all.\n"
	switch lang {
	case "zh":
		en = ""
	case "en":
		zh = ""
	}
	return []byte(zh + en + "lang: " + lang + "\n")
}
