package cli

import (
	"io"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/smekit/smekit/coding/locale"
)

// patience is how long work may take before a bar appears.
const patience = 500 * time.Millisecond

// progress shows on a terminal how far a long run has come, a line a stage. The zero and nil values show nothing.
type progress struct {
	mu     sync.Mutex
	out    io.Writer
	lang   string
	start  time.Time
	name   string
	bars   *mpb.Progress
	bar    *mpb.Bar
	closed bool
}

// newProgress returns a display on standard error, or one that shows nothing when that is no terminal or quiet is asked.
func (a *App) newProgress(lang string) *progress {
	if !a.ErrTerminal || a.quiet {
		return nil
	}
	return &progress{out: a.Stderr, lang: lang, start: time.Now()}
}

// stage begins the next part of the work, of total steps where known.
func (p *progress) stage(name string, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finishBar()
	p.name = name
	p.show(0, total)
}

// at tells how many of the total steps are done.
func (p *progress) at(done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.show(done, total)
}

func (p *progress) show(done, total int) {
	if p.closed || time.Since(p.start) < patience {
		return
	}
	if p.bars == nil {
		p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(40), mpb.WithRefreshRate(80*time.Millisecond))
	}
	if p.bar == nil {
		label := locale.Text(p.lang, "cli.stage."+p.name)
		p.bar = p.bars.AddBar(int64(max(total, 1)), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(label, decor.WC{W: 14, C: decor.DindentRight})),
			mpb.AppendDecorators(decor.Percentage()))
	}
	if total > 0 {
		p.bar.SetTotal(int64(total), false)
		p.bar.SetCurrent(int64(done))
	}
}

func (p *progress) finishBar() {
	if p.bar != nil {
		p.bar.SetTotal(-1, true)
		p.bar = nil
	}
}

// close takes the display away.
func (p *progress) close() {
	if p == nil {
		return
	}
	p.mu.Lock()
	p.finishBar()
	p.closed = true
	bars := p.bars
	p.mu.Unlock()
	if bars != nil {
		bars.Wait()
	}
}
