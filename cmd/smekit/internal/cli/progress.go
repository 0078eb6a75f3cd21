package cli

import (
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/smekit/smekit/coding/locale"
)

// patience is how long work may take before a bar appears.
const patience = 500 * time.Millisecond

// stages of a run, with the share of the bar that each fills.
var stages = []struct {
	name  string
	share int64
}{{"reading", 40}, {"scoring", 25}, {"writing", 35}}

// progress shows on a terminal how far a long run has come: one bar, with the name of the stage. A nil progress shows
// nothing.
type progress struct {
	mu    sync.Mutex
	out   io.Writer
	lang  string
	name  atomic.Value // string: the bar's own goroutine reads it
	from  int64        // where the stage begins on the bar, in percent
	share int64
	total int // steps of the stage
	done  int64
	timer *time.Timer
	bars  *mpb.Progress
	bar   *mpb.Bar
}

// newProgress returns a display on standard error, nil when that is no terminal or quiet is asked.
func (a *App) newProgress(lang string) *progress {
	if !a.ErrTerminal || a.quiet {
		return nil
	}
	p := &progress{out: a.Stderr, lang: lang}
	p.timer = time.AfterFunc(patience, p.appear)
	return p
}

// appear draws the bar.
func (p *progress) appear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer == nil {
		return
	}
	p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(46), mpb.WithRefreshRate(80*time.Millisecond))
	p.bar = p.bars.New(100, mpb.BarStyle().Lbound("[").Filler("=").Tip(">").Padding(" ").Rbound("]"), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string { return p.label() }, decor.WC{W: 10, C: decor.DindentRight})),
		mpb.AppendDecorators(decor.Percentage()))
	p.bar.SetCurrent(p.done)
}

func (p *progress) label() string {
	name, ok := p.name.Load().(string)
	if !ok {
		return ""
	}
	return locale.Text(p.lang, "cli.stage."+name)
}

// stage begins the next part of the work, of total steps where that is known.
func (p *progress) stage(name string, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.from = 0
	for _, s := range stages {
		if s.name == name {
			p.share = s.share
			break
		}
		p.from += s.share
	}
	p.name.Store(name)
	p.total = total
	p.move(0)
}

// at tells how many steps of the stage are done; a total above 0 replaces the one the stage began with.
func (p *progress) at(done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if total > 0 {
		p.total = total
	}
	p.move(done)
}

// move sets the bar; it never reaches its end before close, which takes it away.
func (p *progress) move(done int) {
	p.done = p.from
	if p.total > 0 {
		p.done += p.share * int64(min(done, p.total)) / int64(p.total)
	}
	p.done = min(p.done, 99)
	if p.bar != nil {
		p.bar.SetCurrent(p.done)
	}
}

// close takes the display away.
func (p *progress) close() {
	if p == nil {
		return
	}
	p.mu.Lock()
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
	bars, bar := p.bars, p.bar
	p.bars, p.bar = nil, nil
	p.mu.Unlock()
	if bars != nil {
		bar.Abort(true)
		bars.Wait()
	}
}
