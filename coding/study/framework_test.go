package study

import (
	"testing"

	"github.com/smekit/smekit/coding"
)

func TestBuiltinFramework(t *testing.T) {
	f, problems := ParseFramework("framework.yaml", BuiltinFramework())
	for _, p := range problems {
		t.Errorf("%v %s %v %s", p.Pos, p.Code, p.Args, p.Suggestion)
	}
	if len(f.Dimensions) != 46 || len(f.Items) != 85 || len(f.Hazards) != 7 || len(f.Coupling) != 2 || len(f.Roles) != 6 || len(f.DeptTypes) != 22 {
		t.Errorf("dimensions %d items %d hazards %d coupling %d roles %d types %d", len(f.Dimensions), len(f.Items), len(f.Hazards), len(f.Coupling), len(f.Roles), len(f.DeptTypes))
	}
	d := f.Dimension("ME.SUB")
	if d == nil || d.Pos.Row == 0 || d.Parent != "ME" || d.Polarity != 1 || !d.AlsoProposed || d.Label != (coding.Label{ZH: "主体嵌入", EN: "Subject (main-body) embedding"}) {
		t.Errorf("ME.SUB: %+v", d)
	}
}
