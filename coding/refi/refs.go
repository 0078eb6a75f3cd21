package refi

import "strings"

// user reads who did something. One who is not in the list of users is told once and added to it without a name.
func (r *reader) user(n *node, attr string) string {
	raw, ok := n.attr(attr)
	if !ok || strings.TrimSpace(raw) == "" {
		return ""
	}
	guid, _ := canonical(raw)
	if !r.index.has("user", guid) {
		r.index.add("user", guid)
		r.unnamed = append(r.unnamed, User{GUID: guid})
		r.problem(n, "refi_unknown_user", strings.Trim(strings.TrimSpace(raw), "{}"))
	}
	return guid
}

func (r *reader) audit(n *node) Audit {
	return Audit{CreatingUser: r.user(n, "creatingUser"), Created: r.time(n, "creationDateTime"),
		ModifyingUser: r.user(n, "modifyingUser"), Modified: r.time(n, "modifiedDateTime")}
}

// ref reads an attribute that names another element; empty if it names none. class "" means any element.
func (r *reader) ref(n *node, attr, class string, required bool) string {
	raw, ok := n.attr(attr)
	if !ok || strings.TrimSpace(raw) == "" {
		if required {
			r.problem(n, "refi_missing_attribute", attr)
		}
		return ""
	}
	guid, _ := canonical(raw)
	if r.index.has(class, guid) {
		return guid
	}
	if !r.index.lost[class+guid] { // what was left out has been told
		r.problem(n, "refi_undefined", attr, strings.Trim(strings.TrimSpace(raw), "{}"))
	}
	return ""
}

// refs reads the references of a name inside an element. A codebook's sets write guid for targetGUID.
func (r *reader) refs(n *node, name, class string) []string {
	var out []string
	for _, k := range n.all(name) {
		attr := "targetGUID"
		if _, ok := k.attr(attr); !ok {
			if _, ok := k.attr("guid"); ok {
				attr = "guid"
			}
		}
		k.guid = n.guid // problems name the element that holds the reference
		if guid := r.ref(k, attr, class, true); guid != "" {
			out = append(out, guid)
		}
	}
	return out
}

func (r *reader) notes(n *node) []string { return r.refs(n, "NoteRef", "note") }

// values reads the values of variables.
func (r *reader) values(n *node) []Value {
	var out []Value
	for _, k := range n.all("VariableValue") {
		k.guid = n.guid
		of := k.child("VariableRef")
		if of == nil {
			r.problem(k, "refi_missing_attribute", "VariableRef")
			continue
		}
		of.guid = n.guid
		v := Value{Variable: r.ref(of, "targetGUID", "variable", true)}
		if v.Variable == "" {
			continue
		}
		for _, t := range valueTypes {
			if x := k.child(t + "Value"); x != nil {
				v.Type, v.Text = t, x.text
				break
			}
		}
		if v.Type != "" && v.Type != "Text" {
			if v.Text = mendValue(v.Type, v.Text); v.Text == "" {
				v.Type = "" // an empty element: no value
			}
		}
		if !validValue(v) {
			r.problem(k, "refi_bad_value", v.Type+"Value", v.Text)
			continue
		}
		out = append(out, v)
	}
	return out
}
