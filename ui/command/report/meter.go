package report

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/clipperhouse/displaywidth"

	"tagboat/hub/export"
	"tagboat/hub/refresh"
)

// Meter shows progress as text. It is safe for concurrent use.
type Meter struct {
	W     io.Writer
	Every time.Duration // between two lines; 0: two seconds, and a tenth of one when Live
	Width int           // cells of a live line; 0: 80
	Now   func() time.Time

	// Signs is a line as the terminal can show it; nil: as it is.
	Signs func(string) string

	// Live is one line that is written over, for a terminal. It holds no control character but the
	// carriage return.
	Live bool
	// Indicator tells the terminal's own progress indicator too (OSC 9;4). It is for terminals that
	// are known to have one.
	Indicator bool

	mu    sync.Mutex
	last  time.Time
	shown int    // cells of the live line
	text  string // of it
	told  int    // hundredths shown by the indicator, plus one
}

// Show writes a line when it is time for one. It fits [export.Work.Observe].
func (m *Meter) Show(p export.Progress) {
	m.show(p.Fraction(), func() string { return Progress(p) })
}

// ShowSync is Show for what fits [refresh.Run.Observe].
func (m *Meter) ShowSync(p refresh.Progress) {
	m.show(p.Fraction(), func() string { return SyncProgress(p) })
}

func (m *Meter) show(fraction float64, words func() string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.Now()
	if since := now.Sub(m.last); since >= 0 && since < m.every() {
		return
	}
	m.last = now
	if hundredths := int(100 * fraction); m.Indicator && m.told != hundredths+1 {
		m.told = hundredths + 1
		_, _ = fmt.Fprintf(m.W, "\x1b]9;4;1;%d\a", hundredths)
	}
	text := words()
	if !m.Live {
		_, _ = fmt.Fprintln(m.W, text)
		return
	}
	m.line(text)
}

// Line writes a live line at once, whatever it is about.
func (m *Meter) Line(text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.line(text)
}

func (m *Meter) line(text string) {
	width := m.Width
	if width < 1 {
		width = 80
	}
	ellipsis := "…"
	if m.Signs != nil {
		text, ellipsis = m.Signs(text), m.Signs(ellipsis)
	}
	text = displaywidth.TruncateString(text, width-1, ellipsis)
	cells := displaywidth.String(text)
	_, _ = fmt.Fprintf(m.W, "\r%s%s", text, strings.Repeat(" ", max(m.shown-cells, 0)))
	m.shown, m.text = cells, text
}

// Say writes a line of its own, above the progress, at once.
func (m *Meter) Say(text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	below := m.shown > 0
	if below {
		_, _ = fmt.Fprintf(m.W, "\r%s\r", strings.Repeat(" ", m.shown))
	}
	m.shown, m.last = 0, time.Time{}
	_, _ = fmt.Fprintln(m.W, text)
	if below {
		m.line(m.text)
	}
}

func (m *Meter) every() time.Duration {
	switch {
	case m.Every > 0:
		return m.Every
	case m.Live:
		return 100 * time.Millisecond
	default:
		return 2 * time.Second
	}
}

// Clear takes the live line away and ends the indicator. Lines that follow stand where it stood.
func (m *Meter) Clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.told > 0 {
		_, _ = io.WriteString(m.W, "\x1b]9;4;0\a")
	}
	if m.shown > 0 {
		_, _ = fmt.Fprintf(m.W, "\r%s\r", strings.Repeat(" ", m.shown))
	}
	m.shown, m.told = 0, 0
}
