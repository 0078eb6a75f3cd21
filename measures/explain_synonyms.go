package measures

// measureSynonyms are the words, in small letters, that people use for measures beside their ids and printed names.
var measureSynonyms = map[string][]string{
	"kappa": {"cohen_kappa", "fleiss_kappa"}, "κ": {"cohen_kappa", "fleiss_kappa"}, "卡帕": {"cohen_kappa", "fleiss_kappa"},
	"krippendorff": {"krippendorff_alpha"}, "gwet": {"gwet_ac"}, "ac1": {"gwet_ac"}, "一致性": {"krippendorff_alpha", "cohen_kappa", "fleiss_kappa", "percent_agreement"},
	"α": {"alpha"}, "cronbach": {"alpha"}, "信度": {"alpha"}, "克隆巴赫": {"alpha"}, "内部一致性": {"alpha"}, "reliability": {"alpha"},
	"ω": {"omega_total"}, "omega": {"omega_total"},
	"citc": {"item_rest_r"}, "校正题总相关": {"item_rest_r"}, "项总相关": {"item_rest_r"}, "题总相关": {"item_rest_r", "item_total_r"},
	"mean": {"survey_pomp", "composite"}, "均值": {"survey_pomp", "composite"}, "平均": {"survey_pomp", "composite"}, "平均分": {"survey_pomp", "composite"}, "平均值": {"survey_pomp", "composite"},
	"pomp": {"survey_pomp"}, "score": {"survey_pomp", "interview_q", "composite"}, "得分": {"survey_pomp", "interview_q", "composite"},
	"sd": {"survey_pomp_sd"}, "标准差": {"survey_pomp_sd"}, "median": {"survey_pomp_median"}, "中位数": {"survey_pomp_median"},
	"icc": {"icc1", "icc2", "icc"}, "icc(1)": {"icc1"}, "icc(2)": {"icc2"}, "组内相关": {"icc1", "icc2", "icc"}, "组内相关系数": {"icc1", "icc2", "icc"},
	"rwg": {"rwg_j"}, "rwg(j)": {"rwg_j"}, "组内一致性": {"rwg_j"},
	"ave": {"ave"}, "cr": {"composite_reliability"}, "组合信度": {"composite_reliability"}, "htmt": {"htmt"}, "区分效度": {"htmt", "fornell_larcker_ok"}, "收敛效度": {"ave"},
	"loading": {"loading_std"}, "载荷": {"loading_std"}, "因子载荷": {"loading_std"}, "factor loading": {"loading_std"},
	"prevalence": {"interview_prevalence", "prevalence"}, "提及率": {"interview_prevalence"}, "回收率": {"response_rate"}, "response rate": {"response_rate"},
	"respondents": {"respondents"}, "人数": {"respondents"}, "样本量": {"respondents"}, "sample size": {"respondents"},
	"difference": {"gap"}, "差异": {"gap"}, "差值": {"gap"}, "对照": {"peer_gap"}, "benchmark": {"peer_gap"}, "印证": {"triangulation"}, "隐患": {"hazard"},
	"耦合协调度": {"coordination_d"}, "协调度": {"coordination_d"}, "耦合度": {"coupling_c"}, "coupling": {"coupling_c"}, "coordination": {"coordination_d"},
	"中介效应": {"indirect"}, "间接效应": {"indirect"}, "直接效应": {"direct"}, "总效应": {"total"}, "效应量": {"cohen_d", "hedges_g", "cliff_delta"}, "effect size": {"cohen_d", "hedges_g", "cliff_delta"},
}
