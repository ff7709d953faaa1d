package ui_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
)

// earlier is a setting in which an earlier run has read so many tags, and this one begins at home.
func earlier(t *testing.T, tags int, world **hubtest.World, play func(s *story, folder string)) {
	t.Helper()
	in := keeps(t, tags, world)
	in.open = ""
	tell(t, in, func(s *story) {
		s.asks("eve/many")
		s.reads("all loaded")
		s.restart()
		s.press("ctrl+o")
		play(s, in.index)
	})
}

func TestWhateverWasSeenInEarlierRunsIsJumpedToWithoutTheHub(t *testing.T) {
	var world *hubtest.World
	earlier(t, 900, &world, func(s *story, _ string) {
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.press("ctrl+k")
		s.sees("902 names known")
		s.misses("being read", "eve/many:t-")
		s.types("many 00899")
		s.sees("1 of 902 names known", "eve/many:t-00899")
		s.press("ctrl+u")
		s.types("t-00")
		s.sees("best 100 of 900 · 902 names known")
		s.press("ctrl+u")
		s.types("t-00899")
		s.press("enter")
		s.pass(time.Minute)
		s.sees("eve ▸ many", "900 of 900")
		assert.Contains(t, s.selected(), "t-00899")
		s.press("ctrl+k")
		s.sees("902 names known")
		s.types("many 00899")
		s.sees("1 of 902 names known") // what both runs have seen stands there once
	})
}

func TestNamesThatAnotherProcessKeptAreThereWhenTheJumpIsOpenedAgain(t *testing.T) {
	var world *hubtest.World
	earlier(t, 30, &world, func(s *story, folder string) {
		s.press("ctrl+k")
		s.sees("32 names known")
		s.press("esc")
		world.Push("eve/many", tagOf("fresh", 1, time.Now().Add(time.Minute)))
		other := index.New(index.Options{Folder: folder, Now: time.Now, Patience: time.Hour})
		for _, err := range other.Tags(s.client, hub.RepositoryName{Namespace: "eve", Name: "many"}).All(s.t.Context()) {
			require.NoError(t, err)
		}
		other.Close(s.t.Context())
		s.press("ctrl+k")
		s.sees("33 names known")
	})
}

func TestWhoTypesWhileNamesAreReadSeesThemAll(t *testing.T) {
	var world *hubtest.World
	earlier(t, 12_000, &world, func(s *story, _ string) {
		s.breath("ctrl+k", "t", "-", "1", "1", "9")
		s.sees("best 100 of 336 · 12,002 names known", "t-11900")
		s.press("ctrl+u", "esc")
		s.restart()
		s.press("ctrl+o")
		s.breath("ctrl+k", "t", "-", "1", "1", "9", "enter") // before anything was read
		s.pass(time.Minute)
		s.misses("panic")
	})
}

func TestANarrowTokenAndNobodyJumpToNothingThatThePasswordSaw(t *testing.T) {
	tell(t, secretive(t), func(s *story) {
		s.logIn("walter", "wide-open")
		s.asks("walter/secret")
		s.reads("120 of 120")
		s.restart()
		s.logIn("walter", "dckr_pat_narrow")
		s.press("ctrl+k")
		s.types("hidden")
		s.misses("hidden-")
		s.press("esc")
		s.restart()
		s.logIn("walter", "wide-open")
		s.press("ctrl+k")
		s.types("hidden")
		s.sees("best 100 of 120", "walter/secret:hidden-000")
		s.press("esc")
		s.logsOut()
		s.press("ctrl+o", "ctrl+k")
		s.types("hidden")
		s.misses("hidden-")
	})
}

func TestALogoutWhileNamesAreReadLeavesNoneOfThem(t *testing.T) {
	tell(t, secretive(t), func(s *story) {
		s.logIn("walter", "wide-open")
		s.asks("walter/secret")
		s.reads("120 of 120")
		s.restart()
		s.logIn("walter", "wide-open")
		s.send(press("ctrl+k"))
		synctest.Wait()
		var names tea.Msg // are on their way
		for len(s.messages) > 0 {
			if msg := <-s.messages; strings.Contains(fmt.Sprintf("%T", msg), "index.Names") {
				names = msg
			} else {
				s.take(msg)
			}
			synctest.Wait()
		}
		require.NotNil(s.t, names)
		s.press("esc")
		s.logsOut()
		s.press("ctrl+o")
		s.take(names)
		s.press("ctrl+k")
		s.types("hidden")
		s.misses("hidden-")
	})
}

func TestAPastedDigestIsAnsweredWithTheTagsThatItIsAndWas(t *testing.T) {
	var world *hubtest.World
	in := keeps(t, 20, &world)
	tell(t, in, func(s *story) {
		s.pass(72 * time.Hour)
		s.types("r")
		s.sees("20 of 20", "all loaded")
		old := world.Tags("eve/many")[7]
		require.Equal(t, "t-00007", old.Name)
		seen := time.Now()
		s.pass(48 * time.Hour)
		world.Push("eve/many", tagOf("t-00007", 2, time.Now()))
		s.types("r")
		s.sees("20 of 20", "all loaded")
		s.index.Flush(s.t.Context())
		s.restart()
		s.press("ctrl+k")
		s.pastes(old.Digest)
		s.sees("eve/many:t-00007", "was it until "+seen.Local().Format("2 January"), "looked for in 20 tags known, and what they were")
		s.press("ctrl+u")
		s.pastes("foo/bar@" + old.Digest)
		s.sees("foo/bar@sha256:", "as written", "eve/many:t-00007", "was it until")
		s.press("ctrl+u")
		s.pastes(world.Tags("eve/many")[3].Digest)
		s.sees("is it")
		s.misses("was it")
		s.press("ctrl+u")
		s.send(tea.PasteMsg{Content: old.Digest})
		s.breath("enter") // before it was looked up
		s.pass(time.Minute)
		assert.Contains(t, s.selected(), "t-00007")
		s.press("ctrl+k")
		s.pastes("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
		s.sees("No tag seen has this digest, or had it.")
		s.press("enter")
		s.sees("No tag seen has this digest, or had it.")
	})
}

func TestADamagedIndexOffersNoNamesAndTheJumpGoesOn(t *testing.T) {
	var world *hubtest.World
	in := keeps(t, 2_000, &world)
	tell(t, in, func(s *story) {
		s.reads("2,000 of 2,000")
		s.index.Close(s.t.Context())
		content, err := os.ReadFile(in.index + "/index.db")
		require.NoError(t, err)
		for at := len(content) / 4; at < len(content); at++ {
			content[at] = 7
		}
		require.NoError(t, os.WriteFile(in.index+"/index.db", content, 0o600))
		s.press("ctrl+k")
		s.types("t-01999")
		synctest.Wait()
		s.sees("eve/many:t-01999")
		s.misses("being read")
	})
}
