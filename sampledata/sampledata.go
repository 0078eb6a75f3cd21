package sampledata

import (
	"embed"
	"io/fs"
)

//go:embed all:study
var files embed.FS

// Study returns the files of the sample study, study.yaml at the root.
func Study() fs.FS {
	sub, err := fs.Sub(files, "study")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
