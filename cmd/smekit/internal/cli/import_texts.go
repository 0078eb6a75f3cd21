package cli

import (
	"slices"

	"github.com/smekit/smekit/coding/intake"
)

// besides are the records of the study's other imports.
func (r *importRecords) besides(name string) []*intake.Record {
	return slices.DeleteFunc(slices.Clone(r.done), func(x *intake.Record) bool { return x.Name == name })
}
