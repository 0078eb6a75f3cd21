package figure

import (
	"math"

	"github.com/smekit/smekit/reports/table"
)

// Network shows nodes and how strongly they are joined.
type Network struct {
	Nodes    []NetNode
	Edges    []NetEdge
	Groups   []table.Text
	Directed bool

	Size, Weight table.Text    // optional: what the sizes and weights are
	Number       *table.Format // of the weights; nil: counts where all are whole numbers, else coefficients
}

// NetNode is a node; Group is an index into Groups, -1 for none.
type NetNode struct {
	Key   string
	Label table.Text
	Group int
	Size  Cell
}

// NetEdge joins two nodes, in a directed network the first to the second.
type NetEdge struct {
	From, To string
	Weight   Cell
}

// Structure shows a path model: boxes in columns and the coefficients of the arrows between them.
type Structure struct {
	Columns []StructureColumn
	Arrows  []StructureArrow
	Number  *table.Format // of the coefficients; nil: two decimals
}

// StructureColumn is a column of boxes.
type StructureColumn struct {
	Title table.Text
	Nodes []StructureNode
}

// StructureNode is a variable. Note stands below its name, such as the explained variance, whose estimate is ID.
type StructureNode struct {
	Key   string
	Label table.Text
	Note  table.Text
	ID    string
}

// StructureArrow is a path with its coefficient; Stars mark its significance, a weak path is dashed.
type StructureArrow struct {
	From, To string
	Cell     Cell
	Stars    string
	Weak     bool
}

var (
	wordGroup  = table.Text{ZH: "组", EN: "Group"}
	wordJoined = table.Text{ZH: "相连", EN: "Joined to"}
	wordSize   = table.Text{ZH: "大小", EN: "Size"}
	wordWeight = table.Text{ZH: "强度", EN: "Weight"}
	wordCoef   = table.Text{ZH: "系数", EN: "Coefficient"}
	wordNote   = table.Text{ZH: "说明", EN: "Note"}
)

// SizeName is what the sizes of the nodes are.
func (n *Network) SizeName() table.Text { return named(n.Size, wordSize) }

// WeightName is what the weights of the edges are.
func (n *Network) WeightName() table.Text { return named(n.Weight, wordWeight) }

func named(t, otherwise table.Text) table.Text {
	if t.Empty() {
		return otherwise
	}
	return t
}

func (n *Network) format() table.Format {
	if n.Number != nil {
		return *n.Number
	}
	for _, e := range n.Edges {
		if v := e.Weight.Value; v != math.Trunc(v) && !math.IsNaN(v) {
			return table.Coef
		}
	}
	return table.Whole
}

// SizeFormat is the number format of the nodes' sizes: counts where all are whole numbers, else one decimal.
func (n *Network) SizeFormat() table.Format {
	for _, x := range n.Nodes {
		if v := x.Size.Value; v != math.Trunc(v) && !math.IsNaN(v) {
			return table.Score
		}
	}
	return table.Whole
}

var blank = table.Cell{Kind: table.Blank, Tint: -1}

// data lists the nodes with their sizes, and after them the edges with their weights.
func (n *Network) data(t *table.Table, f table.Format) {
	to := wordJoined
	if n.Directed {
		to = wordLeads
	}
	t.Columns = []table.Column{{Key: "group", Label: wordGroup, Stub: true}, {Key: "node", Label: wordNode, Stub: true}, {Key: "to", Label: to, Stub: true},
		{Key: "size", Label: n.SizeName(), Format: n.SizeFormat()}, {Key: "weight", Label: n.WeightName(), Format: f}}
	labels, groups := map[string]table.Text{}, map[string]table.Cell{}
	var nodes, edges table.Group
	for _, x := range n.Nodes {
		group := blank
		if x.Group >= 0 && x.Group < len(n.Groups) {
			group = table.Txt(n.Groups[x.Group])
		}
		labels[x.Key], groups[x.Key] = x.Label, group
		nodes.Rows = append(nodes.Rows, table.Row{Key: x.Key, Cells: []table.Cell{group, table.Txt(x.Label), blank, x.Size.cell(), blank}})
	}
	for _, e := range n.Edges {
		_, from := groups[e.From]
		_, known := groups[e.To]
		if from && known {
			edges.Rows = append(edges.Rows, table.Row{Key: e.From + "-" + e.To, Cells: []table.Cell{groups[e.From], table.Txt(labels[e.From]), table.Txt(labels[e.To]), blank, e.Weight.cell()}})
		}
	}
	t.Groups = []table.Group{nodes, edges}
}

// data lists the arrows with their coefficients, and before them the boxes that have a note.
func (s *Structure) data(t *table.Table, f table.Format) {
	t.Columns = []table.Column{{Key: "part", Label: wordColumn, Stub: true}, {Key: "node", Label: wordNode, Stub: true}, {Key: "to", Label: wordLeads, Stub: true},
		{Key: "coefficient", Label: wordCoef, Format: f}, {Key: "note", Label: wordNote}}
	type place struct{ part, label table.Text }
	at := map[string]place{}
	var nodes, arrows table.Group
	for _, c := range s.Columns {
		for _, n := range c.Nodes {
			at[n.Key] = place{c.Title, n.Label}
			note := table.Txt(n.Note)
			note.ID = n.ID
			nodes.Rows = append(nodes.Rows, table.Row{Key: n.Key, Cells: []table.Cell{table.Txt(c.Title), table.Txt(n.Label), blank, blank, note}})
		}
	}
	for _, a := range s.Arrows {
		from, ok := at[a.From]
		to, known := at[a.To]
		if ok && known {
			arrows.Rows = append(arrows.Rows, table.Row{Key: a.From + "-" + a.To, Cells: []table.Cell{table.Txt(from.part), table.Txt(from.label), table.Txt(to.label), a.Cell.cell(), table.Txt(table.Same(a.Stars))}})
		}
	}
	t.Groups = []table.Group{nodes, arrows}
}
