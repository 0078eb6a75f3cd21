package measures_test

import (
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/measures"
	"github.com/smekit/smekit/measures/ledger"
)

// TestReleaseReceipts: no released receipt counts the people of a department, or names one.
func TestReleaseReceipts(t *testing.T) {
	note := func(code string, args ...string) ledger.Remark { return ledger.Remark{Code: code, Args: args} }
	full := &ledger.Ledger{Receipts: []ledger.Receipt{
		{File: "responses.xlsx", What: "responses", Rows: 40, Used: 39, Notes: []ledger.Remark{
			note("by_name", "大数据中心", "D08", "3"), note("by_name", "水务局", "D07", "7"), note("respelled", "d08", "D08", "1"), note("department_from_values", "D09", "2"),
			note("labels_read", "25"), note("decision_excluded", "王伟", "1"), note("decision_excluded", "responses.xlsx!responses!A7", "1")}},
		{File: "G-01.txt", What: "transcript", Notes: []ledger.Remark{note("transcript_speakers", "王伟 (12), 李娜 (3)"), note("transcript_not_speakers", "王伟电话")}},
		{File: "decisions.xlsx", What: "decisions", Notes: []ledger.Remark{note("decision_used", "王伟", "exclude", "1")}},
		{File: "coding.xlsx", What: "coding", Notes: []ledger.Remark{note("by_name", "改革前", "before", "3")}},
	}}
	released := measures.Release(full, &coding.Study{})
	var all []string
	for _, r := range released.Receipts {
		for _, n := range r.Notes {
			all = append(all, strings.Join(append([]string{n.Code}, n.Args...), " "))
		}
	}
	want := "names_read|labels_read 25|decision_excluded … 1|decision_excluded responses.xlsx!responses!A7 1|transcript_speakers_left_out|decision_used … exclude 1|by_name 改革前 before 3"
	if got := strings.Join(all, "|"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if released.Receipts[0].Rows != 40 || released.Receipts[0].Used != 39 {
		t.Errorf("%+v", released.Receipts[0])
	}
	if full.Receipts[0].Notes[0].Code != "by_name" {
		t.Error("the full ledger was changed")
	}
}
