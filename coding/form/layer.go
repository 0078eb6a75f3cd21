package form

// LayerRow is a unit as a coder left it: reviewed, with the codes given. A unit without codes was reviewed and got none.
type LayerRow struct {
	Interview, ID, Speaker, Text, Period, Memo, LinkTo string
	From, To                                           int // code points of the transcript; To 0: not given
	Codes                                              []LayerCode
}

// LayerCode is a code with its rating.
type LayerCode struct {
	Code      string
	Intensity int // 1–3, 0 none
	Direction int
	HasDir    bool
	State     string // "", mentioned, absent
}

// rating is what one row of a coding sheet can say of all its codes.
type rating struct {
	intensity, direction int
	hasDir               bool
	state                string
}

func (c *LayerCode) rating() rating {
	r := rating{intensity: c.Intensity, hasDir: c.HasDir, state: c.State}
	if r.hasDir {
		r.direction = c.Direction
	}
	return r
}

// Layer is a coder's codings as a coding sheet of a study, with that many code columns (at least 1). A unit whose codes
// are rated alike takes as few rows as the columns allow; one whose codes are rated differently takes a row a code; one
// without codes a row with an empty code. The columns start and end are there when a row says where its text stands.
func Layer(lang string, rows []LayerRow, slots int) Workbook {
	t := &templates{lang: lang}
	slots = max(1, slots)
	places := false
	for i := range rows {
		places = places || rows[i].To > 0
	}
	s := Sheet{Name: "coding", Frozen: 2, Filter: true, Room: -1}
	add := func(field, zh string, width float64, set ...func(*Column)) {
		c := Column{Header: t.header(zh, field), Width: width}
		for _, f := range set {
			f(&c)
		}
		s.Columns = append(s.Columns, c)
	}
	for _, f := range CoderFields(slots) {
		switch {
		case f.Name == "reviewed", f.Slot > 1 && f.Name != "code":
		case f.Name == "code":
			add(f.Field, f.ZH, 16, group(1), required)
		case f.Name == "intensity" || f.Name == "direction":
			if slots == 1 {
				add(f.Field, f.ZH, 9, group(2), whole(-1, 3))
			}
		case f.Name == "state":
			if slots == 1 {
				add(f.Field, f.ZH, 11, group(2))
			}
		default:
			if f.Name == "period" && slots > 1 { // after the last code
				add("intensity", "强度", 9, group(2), whole(-1, 3))
				add("direction", "方向", 9, group(2), whole(-1, 3))
				add("state", "状态", 11, group(2))
			}
			add(f.Field, f.ZH, layerWidths[f.Name], layerSet(f.Name)...)
		}
	}
	if places {
		add("start", "起始", 9, group(3), whole(0, 0))
		add("end", "结束", 9, group(3), whole(0, 0))
	}
	last := ""
	for i := range rows {
		r := &rows[i]
		line := i > 0 && r.Interview != last
		last = r.Interview
		for _, codes := range r.split(slots) {
			s.Rows = append(s.Rows, r.cells(t, codes, slots, places))
			s.Looks = append(s.Looks, RowLook{Line: line})
			line = false
		}
	}
	return Workbook{Title: t.pick("编码", "coding"), Sheets: []Sheet{s}}
}

var layerWidths = map[string]float64{"interview_id": 12, "segment_id": 12, "speaker": 10, "text": 70, "period": 10, "link_to": 14, "memo": 30}

func layerSet(field string) []func(*Column) {
	switch field {
	case "interview_id", "segment_id":
		return []func(*Column){required}
	case "text":
		return []func(*Column){wrapped}
	case "memo":
		return []func(*Column){wrapped, group(3)}
	case "period", "link_to":
		return []func(*Column){group(3)}
	}
	return nil
}

// split puts the codes of a unit into rows.
func (r *LayerRow) split(slots int) [][]LayerCode {
	if len(r.Codes) == 0 {
		return [][]LayerCode{nil}
	}
	for i := range r.Codes {
		if r.Codes[i].rating() != r.Codes[0].rating() {
			slots = 1
		}
	}
	var out [][]LayerCode
	for from := 0; from < len(r.Codes); from += slots {
		out = append(out, r.Codes[from:min(from+slots, len(r.Codes))])
	}
	return out
}

func (r *LayerRow) cells(t *templates, codes []LayerCode, slots int, places bool) []any {
	out := []any{r.Interview, r.ID, blankless(r.Speaker), blankless(r.Text)}
	for k := range slots {
		if k < len(codes) {
			out = append(out, codes[k].Code)
		} else {
			out = append(out, nil)
		}
	}
	var intensity, direction, state any
	if len(codes) > 0 {
		c := codes[0].rating()
		if c.intensity != 0 {
			intensity = c.intensity
		}
		if c.hasDir {
			direction = c.direction
		}
		switch c.state {
		case "mentioned":
			state = t.word("state", 0)
		case "absent":
			state = t.word("state", 1)
		}
	}
	out = append(out, intensity, direction, state, blankless(r.Period), blankless(r.LinkTo), blankless(r.Memo))
	if places {
		if r.To > 0 {
			out = append(out, r.From, r.To)
		} else {
			out = append(out, nil, nil)
		}
	}
	return out
}

// blankless leaves an empty text's cell empty.
func blankless(s string) any {
	if s == "" {
		return nil
	}
	return s
}
