package compare
import ("testing";"time";"fmt")
func TestZZ(t *testing.T) {
 for _, tb := range [][][]float64{{{20,30,25,15,10},{22,18,30,20,10},{10,30,20,25,15}}, {{40,50},{60,30},{20,70},{35,45}}, {{10,20,30},{15,25,10},{30,10,12},{8,12,20}}, {{100,120,80},{90,110,130},{70,60,140}}, {{5,8,3,2,6},{7,2,4,9,1},{3,6,8,2,4},{2,3,5,7,6}}} {
  s := time.Now(); 
  cells := compactTable(tb); if len(cells) > len(cells[0]) {cells=transpose(cells)}
  n := newNetwork(cells)
	n.node(0, n.rows)
	for s := range n.columns[1:] {
		for i := 0; i < len(n.stages[s].nodes); i++ {
			n.each(s, i, func(int, float64) {}) 
		}
		fmt.Println(s, n.steps, len(n.stages[s+1].nodes), time.Since(s0(t)))
	}
  n2 := newNetwork(cells)
  p, err := n2.p()
  fmt.Println(p, err, n2.paths, time.Since(s))
 }
}
var t0 = time.Now()
func s0(*testing.T) time.Time { return t0 }
