package ui_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/hub/places"
	"tagboat/ui/clipboard"
)

// kept is what stands in places.json.
func sessionSaved(t *testing.T, folder string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, "places.json"))
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	return string(content)
}

// logsOut logs the account out by the menu.
func (s *story) logsOut() {
	s.press("ctrl+a")
	s.types("xy")
}

func TestAfterALogoutNothingOfTheAccountIsKeptAgain(t *testing.T) {
	folder := t.TempDir()
	tell(t, setting{places: folder}, func(s *story) {
		atAcme(s)
		s.types("*")
		s.settle()
		require.Contains(t, sessionSaved(t, folder), "acme")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/logout"}, Do: hubtest.Latency(5 * time.Second)})
		s.logsOut()
		s.sees("Log in to Docker Hub", "Logged out alice")
		s.press("enter") // which opened a repository a moment ago
		s.pass(time.Minute)
		assert.NotContains(t, sessionSaved(t, folder), "acme")
		assert.NotContains(t, sessionSaved(t, folder), "alice")
		assert.Contains(t, lastPath(s), "/logout")
	})
}

func lastPath(s *story) string {
	all := s.server.Requests()
	return all[len(all)-1].Path
}

func TestAVisitOfTheSameBreathAsTheLogoutIsNotKept(t *testing.T) {
	folder := t.TempDir()
	tell(t, setting{places: folder}, func(s *story) {
		atAcme(s)
		s.press("ctrl+a")
		s.breath("x", "y", "enter", "ctrl+k", "a", "c", "m", "e", "enter")
		s.pass(time.Minute)
		assert.NotContains(t, sessionSaved(t, folder), "alice")
	})
}

func TestWhatTheFormerAccountSawIsFoundByNobody(t *testing.T) {
	tell(t, setting{places: t.TempDir()}, func(s *story) {
		atAcme(s)
		s.press("enter")
		s.pass(10 * time.Second)
		s.logsOut()
		s.press("ctrl+k")
		s.sees("0 names known")
		s.types("acme")
		s.misses("acme/api")
		s.press("esc", "ctrl+o")
		for _, key := range []string{"-", "[", "]"} {
			s.asks("nginx")
			s.press("esc")
			s.press(key)
			s.misses("acme")
			s.press("esc")
		}
		assert.NotContains(t, s.app.View().WindowTitle, "acme")
	})
}

func TestALoginAsSomebodyElseShowsNothingOfWhatIsOpen(t *testing.T) {
	tell(t, setting{options: []hubtest.Option{hubtest.WithTokenLife(time.Hour, time.Minute)}}, func(s *story) {
		atAcme(s)
		s.pass(2 * time.Hour)
		s.press("enter")
		s.sees("The session has ended", "alice")
		s.press("shift+tab")
		for range len("alice") {
			s.press("backspace")
		}
		s.types("bob")
		s.press("tab")
		s.types("harbor")
		s.press("enter")
		s.types("123456")
		s.sees("bob", "globex")
		s.misses("acme", "336 of 336")
		s.press("esc")
		s.misses("acme")
	})
}

func TestAnAnswerForAnAccountThatLeftIsNotShown(t *testing.T) {
	tell(t, setting{copying: func(ctx context.Context) { <-ctx.Done() }}, func(s *story) {
		atAcme(s)
		s.types("y")
		s.logsOut()
		s.pass(clipboard.Bound + time.Second)
		s.misses("acme", "clipboard")
	})
}

func TestAChoiceOfAnAccountIsOvertakenByTheNext(t *testing.T) {
	accounts := at(t.TempDir(), nil)
	tell(t, setting{accounts: accounts}, func(s *story) {
		s.types("alice")
		s.press("tab")
		s.types("dckr_pat_demo")
		s.press("tab", "space", "enter")
		s.sees("acme")
		s.pass(time.Hour) // the token has to be renewed
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/auth/token"}, Do: hubtest.Latency(5 * time.Second)})
		s.press("ctrl+a")
		s.types("1")
		s.press("ctrl+a")
		s.types("p")
		s.sees("Nobody is logged in")
		s.pass(time.Minute)
		s.sees("Nobody is logged in")
		s.misses("acme")
	})
}

func TestALogoutIsDoneEvenIfTheProgramEndsInTheSameBreath(t *testing.T) {
	folder := t.TempDir()
	tell(t, setting{places: folder, accounts: at(folder, nil)}, func(s *story) {
		s.types("alice")
		s.press("tab")
		s.types("anchor")
		s.press("tab", "space", "enter", "down", "enter")
		s.sees("acme")
		require.Contains(t, sessionSaved(t, folder), "acme")
		s.press("ctrl+a")
		s.breath("x", "y", "ctrl+c")
		s.app.Finish(time.Second)
		assert.NotContains(t, sessionSaved(t, folder), "acme")
		for path, content := range files(t, filepath.Join(folder, "state")) {
			assert.NotContains(t, content, "eyJ", path)
		}
	})
}

func TestGatheringLetsThePersonGoFirst(t *testing.T) {
	tell(t, setting{options: []hubtest.Option{hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(3500 * time.Millisecond)
		s.sees("acme")
		s.press("down", "enter")
		s.pass(2 * time.Second)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(20 * time.Second)})
		s.press("enter")
		s.pass(2 * time.Second)
		s.server.Forget()
		s.pass(15 * time.Second)
		assert.Empty(t, s.server.Requests(), "nothing is gathered while a page is awaited")
		s.pass(time.Minute)
		s.press("ctrl+k")
		s.types("globex")
		s.sees("globex/")
	})
}

func TestWhatIsKeptOfAnotherStayIsNeverTakenUp(t *testing.T) {
	folder := t.TempDir()
	tell(t, setting{places: folder}, func(s *story) {
		atAcme(s)
		s.types("*")
		s.pass(time.Second)
		other := places.NewStore(folder, time.Now) // tagboat logout, in another window
		require.NoError(t, other.Forget(s.t.Context(), places.OwnerOf("", "alice")))
		s.press("enter")
		s.pass(time.Second)
		s.sees("logged out elsewhere")
		assert.NotContains(t, sessionSaved(t, folder), "acme")
		s.press("esc", "enter")
		s.pass(time.Second)
		s.misses("logged out elsewhere")
	})
}
