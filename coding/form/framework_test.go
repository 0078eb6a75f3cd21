package form

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/smekit/smekit/coding"
)

// builtin reads what the templates need of the built-in framework.
func builtin(tb testing.TB) *coding.Framework {
	raw, err := os.ReadFile("../study/framework.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	var y struct {
		Framework struct {
			TitleZH  string   `yaml:"title_zh"`
			TitleEN  string   `yaml:"title_en"`
			ScaleMin float64  `yaml:"scale_min"`
			ScaleMax float64  `yaml:"scale_max"`
			LabelsZH []string `yaml:"labels_zh"`
			LabelsEN []string `yaml:"labels_en"`
			NACodes  []string `yaml:"na_codes"`
		}
		Dimensions, Items []map[string]any
		Roles             []map[string]string
		DepartmentTypes   []map[string]string `yaml:"department_types"`
	}
	if err := yaml.Unmarshal(raw, &y); err != nil {
		tb.Fatal(err)
	}
	fw := &coding.Framework{Title: coding.Label{ZH: y.Framework.TitleZH, EN: y.Framework.TitleEN}, ScaleMin: y.Framework.ScaleMin, ScaleMax: y.Framework.ScaleMax, NACodes: y.Framework.NACodes}
	for i := range y.Framework.LabelsZH {
		fw.ScaleLabels = append(fw.ScaleLabels, coding.Label{ZH: y.Framework.LabelsZH[i], EN: y.Framework.LabelsEN[i]})
	}
	text := func(m map[string]any, k string) string { s, _ := m[k].(string); return s }
	label := func(m map[string]any, k string) coding.Label {
		return coding.Label{ZH: text(m, k+"_zh"), EN: text(m, k+"_en")}
	}
	for _, m := range y.Dimensions {
		fw.Dimensions = append(fw.Dimensions, coding.Dimension{ID: text(m, "id"), Parent: text(m, "parent"), Group: m["kind"] == "group", Label: label(m, "label"),
			Definition: label(m, "definition"), Include: label(m, "include"), Exclude: label(m, "exclude"), Example: label(m, "example")})
	}
	for _, m := range y.Items {
		reverse, _ := m["reverse"].(bool)
		fw.Items = append(fw.Items, coding.Item{ID: text(m, "id"), Dimension: text(m, "dimension"), Text: label(m, "text"), Min: fw.ScaleMin, Max: fw.ScaleMax,
			Reverse: reverse, Ask: text(m, "ask"), Core: m["status"] == "core"})
	}
	for _, m := range y.Roles {
		fw.Roles = append(fw.Roles, coding.Role{ID: m["id"], Label: coding.Label{ZH: m["zh"], EN: m["en"]}, Level: m["level"]})
	}
	for _, m := range y.DepartmentTypes {
		fw.DeptTypes = append(fw.DeptTypes, coding.DepartmentType{ID: m["id"], Label: coding.Label{ZH: m["zh"], EN: m["en"]}, Side: m["side"]})
	}
	return fw
}
