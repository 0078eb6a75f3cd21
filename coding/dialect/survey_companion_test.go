package dialect

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestChoiceAndWhatIsWrittenBesideIt(t *testing.T) {
	im := openSurvey(t, "sm.csv", csvOf("Respondent ID,Collector ID,Start Date,End Date,IP Address,您的部门是？,,请评价,",
		",,,,,Response,其他（请注明）,我信任其他部门,信息及时",
		"1,4,05/13/2024 03:01:00 PM,05/13/2024 03:08:00 PM,1.1.1.1,审批局,,同意,一般", "2,4,05/13/2024 03:01:00 PM,05/13/2024 03:08:00 PM,1.1.1.1,,档案馆,不同意,一般", "3,4,05/13/2024 03:01:00 PM,05/13/2024 03:08:00 PM,1.1.1.1,住建局,,非常同意,同意"), Options{})
	if got := strings.Join(answersOf(t, im, "department"), "|"); got != "审批局||住建局" {
		t.Errorf("department %s", got)
	}
	if c := columnOf(t, im, "Q1_other"); c.Kind != "text" || answersOf(t, im, "Q1_other")[1] != "档案馆" {
		t.Errorf("other %+v", c)
	}
}

func TestFieldInAGroupOfKobo(t *testing.T) {
	im := openSurvey(t, "k.csv", csvOf("about/dept,about/age,rating/trust,rating/share,_id,_uuid,_submission_time,_index", "d01,30,4,5,1,u1,2024-05-01T01:01:10,1", "d02,40,2,3,2,u2,2024-05-01T01:01:10,2", "d01,50,1,1,3,u3,2024-05-01T01:01:10,3"), Options{})
	same(t, "department", answersOf(t, im, "department"), "d01 d02 d01")
	for wording, field := range map[string]string{"工号": "respondent_id", "科室名称": "department", "所在科室": "department", "所在部门": "department", "单位科室": "department", "您所在的科室：": "department", "您工号的用途": ""} {
		if got := fieldOfWording(wording); got != field {
			t.Errorf("%s is %q", wording, got)
		}
	}
}

func redcapPair() (raw, labels []byte) {
	return csvOf("record_id,redcap_data_access_group,dept,ways___1,ways____99,t1,t2,note,survey_complete", "1,a,2,1,0,3,5,,0", "2,a,1,0,1,5,4,好，谢谢,2", "3,a,2,1,0,1,2,,2", "4,a,1,1,0,4,3,,1"),
		csvOf("Record ID,Data Access Group,您的部门,协调方式 (choice=会议),协调方式 (choice=不清楚),我信任其他部门,信息及时,意见,Complete?", "1,a,住建局,Checked,Unchecked,一般,非常同意,,Incomplete", "2,a,审批局,Unchecked,Checked,非常同意,同意,好，谢谢,Complete",
			"3,a,住建局,Checked,Unchecked,非常不同意,不同意,,Complete", "4,a,审批局,Checked,Unchecked,同意,一般,,Unverified")
}

func TestRawAndLabelsOfREDCap(t *testing.T) {
	raw, labels := redcapPair()
	alone := openSurvey(t, "l.csv", labels, Options{})
	if alone.Layout != "redcap-survey" || alone.Receipt.Used != 4 || columnOf(t, alone, "Q2_1").Labels[0].Text != "会议" {
		t.Errorf("%s, %+v", alone.Layout, alone.Survey)
	}
	same(t, "department", answersOf(t, alone, "department"), "住建局 审批局 住建局 审批局")
	if got := surveyNotes(alone, "survey_unfinished"); !slices.Equal(got, []string{"1"}) {
		t.Errorf("unfinished %v", got)
	}
	for name, im := range map[string]*Import{
		"raw":    openSurvey(t, "r.csv", raw, Options{Together: []Source{sourceOf("l.csv", labels)}}),
		"labels": openSurvey(t, "l.csv", labels, Options{Together: []Source{sourceOf("r.csv", raw)}}),
	} {
		if len(im.Problems) != 0 {
			t.Errorf("%s: problems %+v", name, im.Problems)
		}
		same(t, name, answersOf(t, im, "department"), "住建局 审批局 住建局 审批局")
		same(t, name, answersOf(t, im, "t1"), "3 5 1 4")
		same(t, name, answersOf(t, im, "ways_-99"), "0 1 0 0")
		if c := columnOf(t, im, "t1"); c.Question != "我信任其他部门" || joinLabels(c.Labels) == "" {
			t.Errorf("%s: %+v", name, c)
		}
		if c := columnOf(t, im, "ways_1"); joinLabels(c.Labels) != "1=会议" {
			t.Errorf("%s: %+v", name, c)
		}
		if got := answersOf(t, im, "note")[1]; got != "好，谢谢" {
			t.Errorf("%s: note %s", name, got)
		}
	}
	torn := bytes.Replace(labels, []byte("2,a,审批局,Unchecked"), []byte("2,a,审批局,Checked"), 1)
	if im := openSurvey(t, "r.csv", raw, Options{Together: []Source{sourceOf("l.csv", torn)}}); !slices.Equal(told(im, "dialect.survey_pair_differs"), []string{"D3"}) {
		t.Errorf("problems %+v", im.Problems)
	}
	a, b := openSurvey(t, "r.csv", raw, Options{}), alone
	if len(TwinColumns(a.Survey, b.Survey)) < 6 || TwinColumns(a.Survey, a.Survey) != nil || TwinColumns(nil, b.Survey) != nil {
		t.Error("the columns of the two are not told to be one another's")
	}
}

func TestCodesAndFullTextOfLimeSurvey(t *testing.T) {
	code := csvOf(`id,submitdate,lastpage,startlanguage,G1Q1,Q1[SQ001],Q1[SQ002],Q2[SQ001],Q2[other],Q3,interviewtime,groupTime12,Q1Time`,
		`1,2024-05-01 10:00:00,3,zh,dep_b,A2,A3,Y,,,101.25,50.1,20.2`, `2,2024-05-02 10:00:00,3,zh,dep_a,A4,A1,,,"意见，①",101.25,50.1,20.2`, `3,2024-05-03 10:00:00,3,zh,dep_b,A5,A5,Y,走动,"意见，①",101.25,50.1,20.2`, `4,,1,zh,dep_a,A1,A2,Y,,,101.25,50.1,20.2`)
	full := csvOf(`Response ID,Date submitted,Last page,Start language,您的部门,请评价 [我信任其他部门],请评价 [信息及时],协调方式 [会议],协调方式 [Other],意见,Total time,Group time: G1,Question time: Q1`,
		`1,2024-05-01 10:00:00,3,zh,住建局,不同意,一般,Yes,,,101.25,50.1,20.2`, `2,2024-05-02 10:00:00,3,zh,审批局,同意,非常不同意,No,,"意见，①",101.25,50.1,20.2`, `3,2024-05-03 10:00:00,3,zh,住建局,非常同意,非常同意,Yes,走动,"意见，①",101.25,50.1,20.2`, `4,,1,zh,审批局,非常不同意,不同意,Yes,,,101.25,50.1,20.2`)
	alone := openSurvey(t, "c.csv", code, Options{})
	if c := columnOf(t, alone, "Q3"); c.Kind != "text" || c.Attribute() != "Q3 (text)" {
		t.Errorf("a free text %+v is called %s", c, c.Attribute())
	}
	for _, im := range []*Import{alone, openSurvey(t, "f.csv", full, Options{})} {
		for _, c := range im.Survey.Columns {
			if c.Kind != "field" && strings.Contains(strings.ToLower(c.Header), "time") {
				t.Errorf("a timing is a question: %s", c.Header)
			}
		}
	}
	im := openSurvey(t, "c.csv", code, Options{Together: []Source{sourceOf("f.csv", full)}})
	if len(im.Problems) != 0 {
		t.Errorf("problems %+v", im.Problems)
	}
	same(t, "department", answersOf(t, im, "department"), "住建局 审批局 住建局 审批局")
	same(t, "trust", answersOf(t, im, "Q1_SQ001"), "2 4 5 1")
	if c := columnOf(t, im, "Q1_SQ001"); c.Question != "请评价" || c.Labels[0].Text != "非常不同意" || im.Instrument[0].Text.ZH != "我信任其他部门" {
		t.Errorf("%+v, %+v", c, im.Instrument)
	}
	if c := columnOf(t, im, "Q3"); c.Question != "意见" || c.Kind != "text" {
		t.Errorf("%+v", c)
	}
}
