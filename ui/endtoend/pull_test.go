//go:build linux

package endtoend_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// Engines, as shell scripts: one that can be interrupted, one that cannot, and
// one that is soon done. Each says which pull this is: what was written before
// stands there still.
const (
	counts       = `n=$(cat "$0.n" 2>/dev/null); n=$((n+1)); echo $n >"$0.n"` + "\n"
	layers       = `i=0; while :; do i=$((i+1)); echo "pull $n, layer $i"; sleep 0.02; done` + "\n"
	politeEngine = "#!/bin/sh\n" + counts + layers
	stubborn     = "#!/bin/sh\ntrap '' INT TERM\n" + counts + layers
	quickEngine  = "#!/bin/sh\n" + counts + `echo "pull $n, $2"` + "\n"
)

// atTheTags opens a list of tags on what takes itself for Docker Hub, with a
// container engine beside it.
func atTheTags(t *testing.T, engine string) *terminal {
	t.Helper()
	world := hubtest.NewWorld(time.Now())
	world.AddRepository(hubtest.Repository{
		Namespace: "carol", Name: "app", Generate: func() []hubtest.Tag { return hubtest.Series("app", 30, time.Now()) },
	})
	folder := t.TempDir()
	writeProgram(t, filepath.Join(folder, "docker"), engine)
	environment := append(asDockerHub(t, hubtest.New(world)), "PATH="+folder+":"+os.Getenv("PATH"))
	term := open(t, 100, 30, environment, tagboat)
	term.waitFor("Log in to Docker Hub")
	term.press("ctrl+o")
	term.waitFor("Open by name")
	term.enter("carol/app\r")
	term.waitFor("PLATFORMS")
	term.waitForSelection("MB")
	return term
}

func TestAPullThatIsInterruptedLeavesTheProgramRunning(t *testing.T) {
	t.Parallel()
	seeded := rand.New(rand.NewPCG(13, 1))
	term := atTheTags(t, politeEngine)
	for n := range rounds() {
		term.press("P")
		term.waitWritten(fmt.Sprintf("pull %d, layer %d", n+1, 1+seeded.IntN(20)))
		term.press("ctrl+c")
		term.waitFor("Pull failed")
		term.waitFor("PLATFORMS")
		term.press("j")
	}
	term.press("q")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestAPullThatCannotBeInterruptedIsEndedByTheSecondTime(t *testing.T) {
	t.Parallel()
	term := atTheTags(t, stubborn)
	term.press("P")
	term.waitWritten("pull 1, layer 3")
	term.press("ctrl+c")
	term.waitWritten("Press ctrl+c again to end it at once.")
	term.press("ctrl+c")
	term.waitFor("Pull failed")
	term.press("ctrl+c")
	assert.Equal(t, 0, term.exit())
	term.requireRestored()
}

func TestAPullThatIsDoneIsShownUntilEnterOrCtrlC(t *testing.T) {
	t.Parallel()
	term := atTheTags(t, quickEngine)
	toldPull, told := regexp.MustCompile(`Pulled \S+`), ""
	for n, key := range []string{"enter", "ctrl+c", "enter"} {
		term.press("P")
		term.waitUntil("the pull is done", func() bool { return strings.Count(term.screen(), "Enter goes back to tagboat.") == n+1 })
		term.press(key)
		term.waitFor("PLATFORMS")
		term.waitUntil("this pull is told", func() bool {
			latest := toldPull.FindString(term.screen())
			if latest == "" || latest == told {
				return false
			}
			told = latest
			return true
		})
		term.press("j") // to another tag, of which something else will be told
	}
	term.press("P")
	term.waitUntil("the pull is done", func() bool { return strings.Count(term.screen(), "Enter goes back to tagboat.") == 4 })
	require.NoError(t, term.process.Signal(syscall.SIGTERM))
	assert.Equal(t, 143, term.exit())
	term.requireRestored()
}

func TestASignalDuringAPullEndsBothAndRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{politeEngine, stubborn} {
		for s, code := range map[syscall.Signal]int{syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
			term := atTheTags(t, engine)
			term.press("P")
			term.waitWritten("pull 1, layer 3")
			require.NoError(t, term.process.Signal(s))
			assert.Equal(t, code, term.exit())
			term.requireRestored()
		}
	}
}
