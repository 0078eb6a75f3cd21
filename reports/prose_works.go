package reports

import (
	"slices"
	"strings"

	"github.com/smekit/smekit/reports/document"
	"github.com/smekit/smekit/reports/table"
)

// work is a publication that the text may cite.
type work struct {
	by    table.Text // how the text cites it: authors, without the year
	year  string
	entry table.Text // en: APA 7; zh: GB/T 7714, author and date
	own   bool       // Chinese, listed first in Chinese
}

// works are the publications by key.
var works = map[string]work{
	"bagozzi1988": {by: table.Text{EN: "Bagozzi & Yi", ZH: "Bagozzi和Yi"}, year: "1988", entry: table.Text{
		EN: "Bagozzi, R. P., & Yi, Y. (1988). On the evaluation of structural equation models. Journal of the Academy of Marketing Science, 16(1), 74–94.",
		ZH: "BAGOZZI R P, YI Y, 1988. On the evaluation of structural equation models[J]. Journal of the Academy of Marketing Science, 16(1): 74-94."}},
	"bliese2000": {by: table.Same("Bliese"), year: "2000", entry: table.Text{
		EN: "Bliese, P. D. (2000). Within-group agreement, non-independence, and reliability: Implications for data aggregation and analysis. In K. J. Klein & S. W. J. Kozlowski (Eds.), Multilevel theory, research, and methods in organizations: Foundations, extensions, and new directions (pp. 349–381). Jossey-Bass.",
		ZH: "BLIESE P D, 2000. Within-group agreement, non-independence, and reliability: Implications for data aggregation and analysis[M]//KLEIN K J, KOZLOWSKI S W J. Multilevel theory, research, and methods in organizations: Foundations, extensions, and new directions. San Francisco: Jossey-Bass: 349-381."}},
	"cameron2015": {by: table.Text{EN: "Cameron & Miller", ZH: "Cameron和Miller"}, year: "2015", entry: table.Text{
		EN: "Cameron, A. C., & Miller, D. L. (2015). A practitioner’s guide to cluster-robust inference. Journal of Human Resources, 50(2), 317–372.",
		ZH: "CAMERON A C, MILLER D L, 2015. A practitioner’s guide to cluster-robust inference[J]. Journal of Human Resources, 50(2): 317-372."}},
	"cliff1993": {by: table.Same("Cliff"), year: "1993", entry: table.Text{
		EN: "Cliff, N. (1993). Dominance statistics: Ordinal analyses to answer ordinal questions. Psychological Bulletin, 114(3), 494–509.",
		ZH: "CLIFF N, 1993. Dominance statistics: Ordinal analyses to answer ordinal questions[J]. Psychological Bulletin, 114(3): 494-509."}},
	"cohen1960": {by: table.Same("Cohen"), year: "1960", entry: table.Text{
		EN: "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement, 20(1), 37–46.",
		ZH: "COHEN J, 1960. A coefficient of agreement for nominal scales[J]. Educational and Psychological Measurement, 20(1): 37-46."}},
	"cohen1999": {by: table.Text{EN: "Cohen et al.", ZH: "Cohen等"}, year: "1999", entry: table.Text{
		EN: "Cohen, P., Cohen, J., Aiken, L. S., & West, S. G. (1999). The problem of units and the circumstance for POMP. Multivariate Behavioral Research, 34(3), 315–346.",
		ZH: "COHEN P, COHEN J, AIKEN L S, et al., 1999. The problem of units and the circumstance for POMP[J]. Multivariate Behavioral Research, 34(3): 315-346."}},
	"cronbach1951": {by: table.Same("Cronbach"), year: "1951", entry: table.Text{
		EN: "Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16(3), 297–334.",
		ZH: "CRONBACH L J, 1951. Coefficient alpha and the internal structure of tests[J]. Psychometrika, 16(3): 297-334."}},
	"enders2001": {by: table.Text{EN: "Enders & Bandalos", ZH: "Enders和Bandalos"}, year: "2001", entry: table.Text{
		EN: "Enders, C. K., & Bandalos, D. L. (2001). The relative performance of full information maximum likelihood estimation for missing data in structural equation models. Structural Equation Modeling, 8(3), 430–457.",
		ZH: "ENDERS C K, BANDALOS D L, 2001. The relative performance of full information maximum likelihood estimation for missing data in structural equation models[J]. Structural Equation Modeling, 8(3): 430-457."}},
	"fleiss1971": {by: table.Same("Fleiss"), year: "1971", entry: table.Text{
		EN: "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), 378–382.",
		ZH: "FLEISS J L, 1971. Measuring nominal scale agreement among many raters[J]. Psychological Bulletin, 76(5): 378-382."}},
	"fornell1981": {by: table.Text{EN: "Fornell & Larcker", ZH: "Fornell和Larcker"}, year: "1981", entry: table.Text{
		EN: "Fornell, C., & Larcker, D. F. (1981). Evaluating structural equation models with unobservable variables and measurement error. Journal of Marketing Research, 18(1), 39–50.",
		ZH: "FORNELL C, LARCKER D F, 1981. Evaluating structural equation models with unobservable variables and measurement error[J]. Journal of Marketing Research, 18(1): 39-50."}},
	"guest2020": {by: table.Text{EN: "Guest et al.", ZH: "Guest等"}, year: "2020", entry: table.Text{
		EN: "Guest, G., Namey, E., & Chen, M. (2020). A simple method to assess and report thematic saturation in qualitative research. PLOS ONE, 15(5), Article e0232076.",
		ZH: "GUEST G, NAMEY E, CHEN M, 2020. A simple method to assess and report thematic saturation in qualitative research[J]. PLOS ONE, 15(5): e0232076."}},
	"gwet2008": {by: table.Same("Gwet"), year: "2008", entry: table.Text{
		EN: "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.",
		ZH: "GWET K L, 2008. Computing inter-rater reliability and its variance in the presence of high agreement[J]. British Journal of Mathematical and Statistical Psychology, 61(1): 29-48."}},
	"henseler2015": {by: table.Text{EN: "Henseler et al.", ZH: "Henseler等"}, year: "2015", entry: table.Text{
		EN: "Henseler, J., Ringle, C. M., & Sarstedt, M. (2015). A new criterion for assessing discriminant validity in variance-based structural equation modeling. Journal of the Academy of Marketing Science, 43(1), 115–135.",
		ZH: "HENSELER J, RINGLE C M, SARSTEDT M, 2015. A new criterion for assessing discriminant validity in variance-based structural equation modeling[J]. Journal of the Academy of Marketing Science, 43(1): 115-135."}},
	"holm1979": {by: table.Same("Holm"), year: "1979", entry: table.Text{
		EN: "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics, 6(2), 65–70.",
		ZH: "HOLM S, 1979. A simple sequentially rejective multiple test procedure[J]. Scandinavian Journal of Statistics, 6(2): 65-70."}},
	"holsti1969": {by: table.Same("Holsti"), year: "1969", entry: table.Text{
		EN: "Holsti, O. R. (1969). Content analysis for the social sciences and humanities. Addison-Wesley.",
		ZH: "HOLSTI O R, 1969. Content analysis for the social sciences and humanities[M]. Reading, MA: Addison-Wesley."}},
	"hu1999": {by: table.Text{EN: "Hu & Bentler", ZH: "Hu和Bentler"}, year: "1999", entry: table.Text{
		EN: "Hu, L.-T., & Bentler, P. M. (1999). Cutoff criteria for fit indexes in covariance structure analysis: Conventional criteria versus new alternatives. Structural Equation Modeling, 6(1), 1–55.",
		ZH: "HU L T, BENTLER P M, 1999. Cutoff criteria for fit indexes in covariance structure analysis: Conventional criteria versus new alternatives[J]. Structural Equation Modeling, 6(1): 1-55."}},
	"james1984": {by: table.Text{EN: "James et al.", ZH: "James等"}, year: "1984", entry: table.Text{
		EN: "James, L. R., Demaree, R. G., & Wolf, G. (1984). Estimating within-group interrater reliability with and without response bias. Journal of Applied Psychology, 69(1), 85–98.",
		ZH: "JAMES L R, DEMAREE R G, WOLF G, 1984. Estimating within-group interrater reliability with and without response bias[J]. Journal of Applied Psychology, 69(1): 85-98."}},
	"krippendorff2019": {by: table.Same("Krippendorff"), year: "2019", entry: table.Text{
		EN: "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). SAGE.",
		ZH: "KRIPPENDORFF K, 2019. Content analysis: An introduction to its methodology[M]. 4th ed. Thousand Oaks: SAGE."}},
	"landis1977": {by: table.Text{EN: "Landis & Koch", ZH: "Landis和Koch"}, year: "1977", entry: table.Text{
		EN: "Landis, J. R., & Koch, G. G. (1977). The measurement of observer agreement for categorical data. Biometrics, 33(1), 159–174.",
		ZH: "LANDIS J R, KOCH G G, 1977. The measurement of observer agreement for categorical data[J]. Biometrics, 33(1): 159-174."}},
	"mcdonald1999": {by: table.Same("McDonald"), year: "1999", entry: table.Text{
		EN: "McDonald, R. P. (1999). Test theory: A unified treatment. Lawrence Erlbaum Associates.",
		ZH: "MCDONALD R P, 1999. Test theory: A unified treatment[M]. Mahwah: Lawrence Erlbaum Associates."}},
	"nunnally1978": {by: table.Same("Nunnally"), year: "1978", entry: table.Text{
		EN: "Nunnally, J. C. (1978). Psychometric theory (2nd ed.). McGraw-Hill.",
		ZH: "NUNNALLY J C, 1978. Psychometric theory[M]. 2nd ed. New York: McGraw-Hill."}},
	"passonneau2006": {by: table.Same("Passonneau"), year: "2006", entry: table.Text{
		EN: "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation. In Proceedings of the Fifth International Conference on Language Resources and Evaluation (LREC’06) (pp. 831–836). European Language Resources Association.",
		ZH: "PASSONNEAU R, 2006. Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation[C]//Proceedings of the Fifth International Conference on Language Resources and Evaluation (LREC’06). Genoa: European Language Resources Association: 831-836."}},
	"podsakoff2003": {by: table.Text{EN: "Podsakoff et al.", ZH: "Podsakoff等"}, year: "2003", entry: table.Text{
		EN: "Podsakoff, P. M., MacKenzie, S. B., Lee, J.-Y., & Podsakoff, N. P. (2003). Common method biases in behavioral research: A critical review of the literature and recommended remedies. Journal of Applied Psychology, 88(5), 879–903.",
		ZH: "PODSAKOFF P M, MACKENZIE S B, LEE J Y, et al., 2003. Common method biases in behavioral research: A critical review of the literature and recommended remedies[J]. Journal of Applied Psychology, 88(5): 879-903."}},
	"preacher2008": {by: table.Text{EN: "Preacher & Hayes", ZH: "Preacher和Hayes"}, year: "2008", entry: table.Text{
		EN: "Preacher, K. J., & Hayes, A. F. (2008). Asymptotic and resampling strategies for assessing and comparing indirect effects in multiple mediator models. Behavior Research Methods, 40(3), 879–891.",
		ZH: "PREACHER K J, HAYES A F, 2008. Asymptotic and resampling strategies for assessing and comparing indirect effects in multiple mediator models[J]. Behavior Research Methods, 40(3): 879-891."}},
	"satorra2001": {by: table.Text{EN: "Satorra & Bentler", ZH: "Satorra和Bentler"}, year: "2001", entry: table.Text{
		EN: "Satorra, A., & Bentler, P. M. (2001). A scaled difference chi-square test statistic for moment structure analysis. Psychometrika, 66(4), 507–514.",
		ZH: "SATORRA A, BENTLER P M, 2001. A scaled difference chi-square test statistic for moment structure analysis[J]. Psychometrika, 66(4): 507-514."}},
	"strauss1990": {by: table.Text{EN: "Strauss & Corbin", ZH: "Strauss和Corbin"}, year: "1990", entry: table.Text{
		EN: "Strauss, A., & Corbin, J. (1990). Basics of qualitative research: Grounded theory procedures and techniques. SAGE.",
		ZH: "STRAUSS A, CORBIN J, 1990. Basics of qualitative research: Grounded theory procedures and techniques[M]. Newbury Park: SAGE."}},
	"wang2021": {by: table.Text{EN: "Wang et al.", ZH: "王淑佳等"}, year: "2021", own: true, entry: table.Text{
		EN: "Wang, S., Kong, W., Ren, L., Zhi, D., & Dai, B. (2021). Research on misuses and modification of coupling coordination degree model in China. Journal of Natural Resources, 36(3), 793–810.",
		ZH: "王淑佳, 孔伟, 任亮, 等, 2021. 国内耦合协调度模型的误区及修正[J]. 自然资源学报, 36(3): 793-810."}},
	"yuan2000": {by: table.Text{EN: "Yuan & Bentler", ZH: "Yuan和Bentler"}, year: "2000", entry: table.Text{
		EN: "Yuan, K.-H., & Bentler, P. M. (2000). Three likelihood-based methods for mean and covariance structure analysis with nonnormal missing data. Sociological Methodology, 30(1), 165–200.",
		ZH: "YUAN K H, BENTLER P M, 2000. Three likelihood-based methods for mean and covariance structure analysis with nonnormal missing data[J]. Sociological Methodology, 30(1): 165-200."}},
}

// use puts a work on the list of those cited.
func (p *prose) use(key string) {
	if !slices.Contains(p.cited, key) {
		p.cited = append(p.cited, key)
	}
}

// cite is how a sentence cites a work: (Krippendorff, 2019), （Krippendorff，2019）.
func (p *prose) cite(key string) table.Text {
	p.use(key)
	w := works[key]
	return table.Text{EN: "(" + w.by.EN + ", " + w.year + ")", ZH: "（" + w.by.ZH + "，" + w.year + "）"}
}

// references lists the works cited, in each language in its own order: English by author, Chinese works before the others.
func (p *prose) references() []document.Paragraph {
	en, zh := slices.Clone(p.cited), slices.Clone(p.cited)
	slices.SortFunc(en, func(a, b string) int { return strings.Compare(works[a].entry.EN, works[b].entry.EN) })
	slices.SortFunc(zh, func(a, b string) int {
		if x, y := works[a].own, works[b].own; x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(works[a].entry.ZH, works[b].entry.ZH)
	})
	var out []document.Paragraph
	for i := range en {
		out = append(out, document.Paragraph{Text: table.Text{EN: works[en[i]].entry.EN, ZH: works[zh[i]].entry.ZH}})
	}
	return out
}
