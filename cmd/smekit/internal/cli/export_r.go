package cli

import (
	"context"
	"fmt"

	"github.com/smekit/smekit/measures"
)

// exportR writes an R script that recomputes the published estimates from the data of the replication package, with those data.
func (a *App) exportR(ctx context.Context, at place, o *exportOptions) error {
	if err := a.mayPackage(o.out, o.force); err != nil {
		return err
	}
	bar := a.newProgress(a.messageLang())
	defer bar.close()
	r, err := a.score(ctx, at, &o.run, false, a.messageLang(), bar)
	if err != nil {
		return err
	}
	p, err := replicate(ctx, r, bar)
	if err != nil {
		return err
	}
	made, err := measures.RScript(ctx, p.study, p.released, p.again)
	if err != nil {
		return err
	}
	files := make([]folderFile, len(made))
	for i, f := range made {
		files[i] = folderFile{f.Name, f.Content}
	}
	bar.close()
	if err := a.notRead(at, r.study, packaged(o.out, files)...); err != nil {
		return err
	}
	if err := a.writePackage(o.out, files, o.force); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintln(a.Stderr, a.say("cli.export.r_done", o.out))
	}
	return nil
}
