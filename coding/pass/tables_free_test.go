package pass_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smekit/smekit/coding"
	"github.com/smekit/smekit/coding/pass"
)

// Ann and Ben mark freely in 100 characters. Worked by hand: five distinct stretches, of which they share the first (under
// ids of their own); the second and third overlap with other ends and are two units.
func TestFreelyMarkedStretchesAreUnits(t *testing.T) {
	s := study(in("I1", marked("ann", "a1", "X", 0, 10)), in("I1", marked("ann", "a2", "X", 20, 30)), in("I1", marked("ann", "a3", "Y", 40, 50)),
		in("I1", marked("ben", "b1", "X", 0, 10)), in("I1", marked("ben", "b2", "X", 22, 30)), in("I1", marked("ben", "b3", "Y", 60, 70)),
		in("I2", marked("ann", "a4", "X", 0, 10))) // Ben has no row in I2, and did not read it
	for _, id := range []string{"I1", "I2"} {
		s.Transcripts = append(s.Transcripts, coding.Transcript{Interview: id, Text: strings.Repeat("字", 100)})
	}
	l := pass.NewLayers(s)
	table := l.Tables()[0]
	if got := fmt.Sprint(l.MarkedFreely("1"), table.Free); got != "[ann ben] [true true]" {
		t.Error(got)
	}
	x, y := table.Binary("X"), table.Binary("Y")
	if got := fmt.Sprint(x.Both, x.Cells); got != "5 [[1 1] [1 0] [0 0] [0 1] [0 0]]" {
		t.Errorf("X: %s of %v", got, x.Units)
	}
	if got := fmt.Sprint(y.Both, y.Cells); got != "5 [[0 0] [0 0] [1 0] [0 0] [0 1]]" {
		t.Errorf("Y: %s of %v", got, y.Units)
	}
	if all, alone := table.Twins([]int{0, 1}); all != 5 || alone != 4 {
		t.Errorf("%d stretches, %d alone", all, alone)
	}
	if all, alone := table.Twins([]int{0}); all != 0 || alone != 0 {
		t.Errorf("of one coder: %d stretches, %d alone", all, alone)
	}
}

// Units that were there before the coding stay as they are: who has no row did not review.
func TestUnitsAreNotStretches(t *testing.T) {
	s := study(given("1", "ann", "s1", "X", 0, 9), given("1", "ben", "s1", "X", 0, 9), given("1", "ann", "s2", "X", 0, 9))
	table := pass.NewLayers(s).Tables()[0]
	if b := table.Binary("X"); b.Both != 1 || table.Free != nil || table.Units[1].Passed != nil {
		t.Errorf("%+v", table)
	}
	if all, _ := table.Twins([]int{0, 1}); all != 0 {
		t.Errorf("%d stretches", all)
	}
}
