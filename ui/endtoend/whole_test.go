//go:build !windows

package endtoend_test

import (
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestASignalAtAnyMomentLeavesFilesWholeAndTheSameCommandGoesOn(t *testing.T) {
	t.Parallel()
	now := time.Now()
	world := hubtest.NewWorld(now)
	world.AddUser(hubtest.User{Name: "carol", Password: "x", Tokens: []hubtest.AccessToken{{Secret: token, Scope: "repo:read"}}})
	for _, name := range []string{"one", "two", "three", "four"} {
		world.AddRepository(hubtest.Repository{
			Namespace: "carol", Name: name, Generate: func() []hubtest.Tag { return hubtest.Series(name, 400, now) },
		})
	}
	everything := slices.Sorted(slices.Values(world.References("carol")))
	server := httptest.NewServer(hubtest.New(world, hubtest.WithRateLimit(0, 0), hubtest.WithLatency(5*time.Millisecond)))
	t.Cleanup(server.Close)
	seeded := rand.New(rand.NewPCG(15, 1))
	all := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
	var slowest time.Duration
	for n := range rounds() {
		folder, moment, s := t.TempDir(), seeded.IntN(30_000), all[n%len(all)]
		out := filepath.Join(folder, "images.txt")
		begin := func() *exec.Cmd {
			cmd := exec.CommandContext(t.Context(), tagboat, "images", "carol", "--hub", server.URL, "--resume", filepath.Join(folder, "journal"))
			cmd.Env = []string{"HOME=" + folder, "TAGBOAT_USERNAME=carol", "TAGBOAT_TOKEN=" + token}
			file, err := os.OpenFile(out, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			require.NoError(t, err)
			cmd.Stdout = file
			require.NoError(t, cmd.Start())
			require.NoError(t, file.Close())
			return cmd
		}
		cmd := begin()
		awaitFile(t, filepath.Join(folder, "journal"))
		require.Eventually(t, func() bool {
			info, err := os.Stat(out)
			return err == nil && info.Size() >= int64(moment) || cmd.Process.Signal(syscall.Signal(0)) != nil || isZombie(cmd.Process.Pid)
		}, patience, time.Millisecond/4)
		began := time.Now()
		_ = cmd.Process.Signal(s)
		code := ended(t, cmd)
		slowest = max(slowest, time.Since(began))
		text, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.True(t, len(text) == 0 || strings.HasSuffix(string(text), "\n"), "%q", text[max(0, len(text)-40):])
		if code != 0 { // it may have been done before
			assert.Equal(t, 128+int(s), code)
			assert.Equal(t, 0, ended(t, begin()))
		}
		text, err = os.ReadFile(out)
		require.NoError(t, err)
		assert.Equal(t, everything, slices.Sorted(slices.Values(lines(string(text)))), "after %d bytes, %s", moment, s)
	}
	t.Logf("the slowest end took %s", slowest)
}
