package foreground_test

import (
	"bytes"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/foreground"
)

// drawn is what a program has written.
type drawn struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (d *drawn) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.Write(p)
}

func (d *drawn) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.String()
}

type back struct{ err error }

// counter shows how often it has had the terminal back.
type counter int

func (counter) Init() tea.Cmd { return nil }

func (c counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.ExecCommand:
		return c, tea.Exec(msg, func(err error) tea.Msg { return back{err} })
	case back:
		return c + 1, nil
	}
	return c, nil
}

func (c counter) View() tea.View { return tea.NewView(fmt.Sprintf("back %d times", c)) }

func TestHoweverShortItWasAwayThePictureComesBack(t *testing.T) {
	t.Parallel()
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, os.Interrupt) // package signal begins outside of any bubble
	signal.Stop(heard)
	nothing := func() tea.ExecCommand { return foreground.NewPause(func() error { return nil }) }
	noWords := func() tea.ExecCommand { return foreground.New(t.Context(), nil, "", nil) }
	for name, away := range map[string]func() tea.ExecCommand{"a pause": nothing, "a command": noWords} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var out drawn
				p := tea.NewProgram(counter(0), tea.WithInput(nil), tea.WithOutput(&out), tea.WithoutSignals(),
					tea.WithContext(t.Context()), tea.WithWindowSize(40, 4))
				ended := make(chan error, 1)
				go func() { _, err := p.Run(); ended <- err }()
				for n := range 200 {
					time.Sleep(time.Second)
					require.Contains(t, out.String(), strconv.Itoa(n), "drawn after it was away %d times", n)
					p.Send(away())
				}
				time.Sleep(time.Second)
				p.Quit()
				assert.NoError(t, <-ended)
			})
		})
	}
}
