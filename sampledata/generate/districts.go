package generate

// district is one of the three invented cases with its leanings: the level of each construct after the reform on 0–100,
// by the longest matching id prefix.
type district struct {
	id, nameZH, nameEN string
	departments        []department
	level              map[string]float64
	leaderGap          map[string]float64 // points that leaders see more of a construct
}

// department of a district; size is the number of people who may answer in one period.
type department struct {
	id, kind, side, nameZH string
	size                   int
	survey                 bool
}

func districts() []district {
	return []district{
		{
			id: "G", nameZH: "示例甲区", nameEN: "District A (invented)",
			departments: []department{
				{"D01", "approval_bureau", "approval", "行政审批局", 34, true},
				{"D02", "service_centre", "approval", "政务服务中心", 26, true},
				{"D03", "market_regulation", "supervision", "市场监督管理局", 27, true},
				{"D04", "housing", "supervision", "住房和城乡建设局", 22, true},
				{"D05", "natural_resources", "supervision", "自然资源局", 19, true},
				{"D06", "health", "supervision", "卫生健康局", 16, true},
				{"D07", "emergency", "supervision", "应急管理局", 14, true},
				{"D08", "data", "support", "数据管理局", 11, true},
			},
			level: map[string]float64{"S.SEP": 80, "S.IGR": 71, "S.LINE": 62, "S.TK": 55, "ME.SUB": 73, "ME.REL": 69, "ME.STR": 67,
				"ME.INS": 59, "ME.TEC": 65, "MC.TGT": 67, "MC.FUN": 68, "MC.INS": 62, "E.SYN": 70, "E.EFF": 74, "E.BEN": 76, "E.FAIL": 31,
				"PN": 60, "PA": 63, "O": 65, "D": 60},
			leaderGap: map[string]float64{"MC.TGT": 9, "E": 7, "ME.INS": 8},
		},
		{
			id: "L", nameZH: "示例乙县", nameEN: "County B (invented)",
			departments: []department{
				{"D01", "approval_bureau", "approval", "行政审批服务局", 29, true},
				{"D02", "market_regulation", "supervision", "市场监督管理局", 25, true},
				{"D03", "housing", "supervision", "住房和城乡建设局", 21, true},
				{"D04", "natural_resources", "supervision", "自然资源和规划局", 20, true},
				{"D05", "transport", "supervision", "交通运输局", 15, true},
				{"D06", "ecology", "supervision", "生态环境分局", 13, true},
				{"D07", "agriculture", "supervision", "农业农村局", 16, true},
				{"D08", "government_office", "support", "政府办公室", 9, false},
			},
			level: map[string]float64{"S.SEP": 70, "S.IGR": 64, "S.LINE": 77, "S.TK": 70, "ME.SUB": 57, "ME.REL": 61, "ME.STR": 50,
				"ME.INS": 43, "ME.TEC": 33, "MC.TGT": 53, "MC.FUN": 48, "MC.INS": 46, "E.SYN": 52, "E.EFF": 54, "E.BEN": 58, "E.FAIL": 53,
				"PN": 48, "PA": 50, "O": 50, "D": 50},
			leaderGap: map[string]float64{"MC.TGT": 12, "E": 9, "ME": 4},
		},
		{
			id: "Q", nameZH: "示例丙区", nameEN: "District C (invented)",
			departments: []department{
				{"D01", "approval_bureau", "approval", "行政审批局", 28, true},
				{"D02", "service_centre", "approval", "政务服务中心", 18, true},
				{"D03", "market_regulation", "supervision", "市场监督管理局", 24, true},
				{"D04", "housing", "supervision", "住房和城乡建设局", 20, true},
				{"D05", "health", "supervision", "卫生健康局", 15, true},
				{"D06", "hrss", "supervision", "人力资源和社会保障局", 14, true},
				{"D07", "water", "supervision", "水务局", 12, true},
				{"D08", "data", "support", "大数据中心", 3, true},
			},
			level: map[string]float64{"S.SEP": 76, "S.IGR": 60, "S.LINE": 66, "S.TK": 63, "ME.SUB": 61, "ME.REL": 77, "ME.STR": 47,
				"ME.INS": 36, "ME.TEC": 45, "MC.TGT": 47, "MC.FUN": 33, "MC.INS": 28, "E.SYN": 33, "E.EFF": 42, "E.BEN": 47, "E.FAIL": 67,
				"PN": 38, "PA": 44, "O": 44, "D": 50},
			leaderGap: map[string]float64{"MC.TGT": 34, "E": 12, "MC": 8},
		},
	}
}

// reform is the change from before to after, by the longest matching id prefix.
var reform = map[string]float64{"S.SEP": 32, "S.IGR": 12, "S": 0, "ME.TEC": 16, "ME.REL": 3, "ME": 10, "MC.FUN": 10, "MC": 6,
	"E.EFF": 18, "E.BEN": 14, "E.FAIL": -6, "E": 9, "PN": 7, "PA": 8}

// byPrefix returns the entry of the longest key that is dim or a dotted prefix of it.
func byPrefix(table map[string]float64, dim string) float64 {
	for {
		if v, ok := table[dim]; ok {
			return v
		}
		cut := len(dim) - 1
		for cut >= 0 && dim[cut] != '.' {
			cut--
		}
		if cut < 0 {
			return 0
		}
		dim = dim[:cut]
	}
}
