package command

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/ui/command/report"
)

func TestACommandSaysWhatItWaitsForWhereItIsRead(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "err"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	synctest.Test(t, func(_ *testing.T) {
		m := Machine{Err: file, said: &words{Writer: file}, Now: time.Now}
		c := connection{events: make(chan hub.Event, 16)}
		stop := c.narrate(m, &report.Meter{W: file, Now: time.Now})
		for _, e := range []hub.Event{
			{Kind: hub.Slow, For: 15 * time.Second}, {Kind: hub.Resumed}, {Kind: hub.BudgetChanged},
			{Kind: hub.Waiting, Until: time.Now().Add(time.Minute)}, {Kind: hub.Waiting, Until: time.Now().Add(time.Second)},
			{Kind: hub.Spacing, Until: time.Now().Add(7 * time.Second)},
			{Kind: hub.Retrying, Attempt: 2, Of: 4, Until: time.Now().Add(time.Second), Err: &hub.Error{Kind: hub.NoNetwork}},
			{Kind: hub.Retrying, Attempt: 4, Of: 6, Until: time.Now().Add(6 * time.Second), Err: &hub.Error{Kind: hub.NoNetwork}},
		} {
			c.events <- e
			synctest.Wait()
		}
		stop()
		stop = c.narrate(m, nil) // a file is no terminal
		c.events <- hub.Event{Kind: hub.Slow, For: time.Minute}
		synctest.Wait()
		stop()
	})
	said, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	assert.Equal(t, "no answer for 15 s, still waiting\nthe Hub asks for a pause, going on in 1 min\n"+
		"few requests are left this minute, going on in 7 s\nretrying, 4 of 6\n", string(said))
}
