package form

import (
	"strings"

	"github.com/smekit/smekit/coding"
)

// Framework is a framework as framework.yaml.
func Framework(f *coding.Framework) []byte {
	var m, head, bands mapping
	head.text("id", f.ID)
	head.text("version", f.Version)
	head.label("title", f.Title)
	head.label("source_note", f.Source)
	head.number("scale_min", f.ScaleMin)
	head.number("scale_max", f.ScaleMax)
	var zh, en []string
	for _, l := range f.ScaleLabels {
		if l.ZH != "" {
			zh = append(zh, l.ZH)
		}
		if l.EN != "" {
			en = append(en, l.EN)
		}
	}
	head.list("labels_zh", zh)
	head.list("labels_en", en)
	head.list("na_codes", f.NACodes)
	m.put("framework", &head.node)
	bands.number("low", f.Bands.Low)
	bands.number("high", f.Bands.High)
	bands.number("margin", f.Bands.Margin)
	bands.number("gap", f.Bands.Gap)
	bands.number("min_interviews", float64(f.Bands.MinInterviews))
	m.put("bands", &bands.node)
	m.text("weights", f.Weights)
	m.table("dimensions", each(f.Dimensions, dimensionRow))
	m.table("items", each(f.Items, itemRow))
	m.table("hazards", each(f.Hazards, func(h *coding.Hazard, r *mapping) {
		r.text("id", h.ID)
		r.text("code", h.Code)
		r.label("label", h.Label)
		r.label("reading", h.Reading)
		r.list("high", h.High)
		r.list("low", h.Low)
		r.list("either", h.Either)
		r.list("items", h.Items)
		r.label("note", h.Note)
	}))
	m.table("coupling", each(f.Coupling, func(c *coding.CouplingSet, r *mapping) {
		r.text("id", c.ID)
		r.label("label", c.Label)
		r.list("systems", c.Systems)
		r.label("note", c.Note)
	}))
	m.table("roles", each(f.Roles, func(x *coding.Role, r *mapping) {
		r.text("id", x.ID)
		r.text("zh", x.Label.ZH)
		r.text("en", x.Label.EN)
		r.text("level", x.Level)
	}))
	m.table("department_types", each(f.DeptTypes, func(d *coding.DepartmentType, r *mapping) {
		r.text("id", d.ID)
		r.text("zh", d.Label.ZH)
		r.text("en", d.Label.EN)
		r.text("side", d.Side)
	}))
	return m.bytes()
}

func each[T any](list []T, write func(*T, *mapping)) []*mapping {
	var out []*mapping
	for i := range list {
		r := &mapping{}
		write(&list[i], r)
		out = append(out, r)
	}
	return out
}

func dimensionRow(d *coding.Dimension, r *mapping) {
	r.text("id", d.ID)
	r.text("parent", d.Parent)
	kind, status := "leaf", "observed"
	if d.Group {
		kind = "group"
	}
	if d.Proposed {
		status = "proposed"
	}
	r.text("kind", kind)
	r.text("status", status)
	if d.AlsoProposed {
		r.truth("also_proposed", true)
	}
	r.text("basis", d.Basis)
	r.number("polarity", float64(d.Polarity))
	r.list("sources", d.Sources)
	r.label("label", d.Label)
	r.label("definition", d.Definition)
	r.label("include", d.Include)
	r.label("exclude", d.Exclude)
	r.label("example", d.Example)
	r.label("basis_note", d.BasisNote)
}

func itemRow(it *coding.Item, r *mapping) {
	r.text("item", it.ID)
	r.text("dimension", it.Dimension)
	r.label("text", it.Text)
	r.number("min", it.Min)
	r.number("max", it.Max)
	r.truth("reverse", it.Reverse)
	r.text("labels", pointLabels(it.Labels))
	r.text("na_codes", strings.Join(it.NACodes, ";"))
	r.text("ask", it.Ask)
	status := "extended"
	if it.Core {
		status = "core"
	}
	r.text("status", status)
}
