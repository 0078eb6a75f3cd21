package refi

import "testing"

// Values that another program would write otherwise once it has read them as a type are not of the type.
func TestTypeOf(t *testing.T) {
	for _, c := range []struct {
		want   string
		values []string
	}{
		{"Text", nil}, {"Integer", []string{"0", "-7", "123456"}}, {"Text", []string{"007"}}, {"Text", []string{"+7"}}, {"Text", []string{"7", ""}}, {"Text", []string{"7", "seven"}},
		{"Float", []string{"7", "1.5"}}, {"Float", []string{"-0.25"}}, {"Text", []string{".5"}}, {"Text", []string{"1e3"}}, {"Boolean", []string{"true", "false"}}, {"Integer", []string{"1", "0"}},
		{"Text", []string{"True"}}, {"Date", []string{"2024-02-29"}}, {"Text", []string{"2023-02-29"}}, {"Text", []string{"2024-02-29Z"}}, {"DateTime", []string{"2024-02-01T10:00:00Z"}},
		{"Text", []string{"2024-02-29", "2024-02-01T10:00:00Z"}}, {"Text", []string{"-0"}}, {"Text", []string{"县级"}},
	} {
		if got := TypeOf(c.values); got != c.want {
			t.Errorf("%q is %s, expected %s", c.values, got, c.want)
		}
	}
	if Fits("", "") || Fits("Number", "1") || !Fits("Text", "007") {
		t.Error("a type that there is not")
	}
}
