package readme_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/ui/screen"
)

func TestThePageIsReadAndItsNameCopied(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		assert.Contains(t, s.picture(), "Loading …", "before anything has come")
		assert.Equal(t, "about", s.page.Title())
		s.sees("A long text", "1.2M pulls", "7 stars", "71.9 MB stored", "public", "updated 2 d ago", "registered 3 y ago",
			"Databases, Web <servers>", `^v\d+$  release-.*`, "## Chapter one")
		s.press("y")
		assert.Equal(t, []string{"acme/manual"}, s.copied)
		assert.Len(t, s.requests(), 1)
		s.press("esc")
		assert.True(t, s.left)
	})
}

func TestThePageScrollsLikeAPager(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		top := s.picture()
		for _, there := range []struct {
			key  string
			line string
		}{
			{"j", "lines 2–25 of 99"}, {"k", "lines 1–24 of 99"}, {"down", "lines 2–25 of 99"}, {"up", "lines 1–24 of 99"},
			{"space", "lines 25–48 of 99"}, {"ctrl+d", "lines 37–60 of 99"}, {"ctrl+u", "lines 25–48 of 99"}, {"b", "lines 1–24 of 99"},
			{"pgdown", "lines 25–48 of 99"}, {"pgup", "lines 1–24 of 99"}, {"G", "lines 76–99 of 99"}, {"j", "lines 76–99 of 99"},
			{"g", "lines 1–24 of 99"}, {"k", "lines 1–24 of 99"}, {"d", "lines 13–36 of 99"}, {"u", "lines 1–24 of 99"},
		} {
			s.press(there.key)
			assert.Equal(t, there.line, s.status(), there.key)
		}
		s.wheel(tea.MouseWheelDown)
		assert.Equal(t, "lines 4–27 of 99", s.status())
		s.wheel(tea.MouseWheelUp)
		assert.Equal(t, top, s.picture())
	})
}

func TestASearchGoesFromMatchToMatchAndEndsBeforeThePageDoes(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		s.press("/")
		assert.True(t, s.capturing())
		s.types("CHAPTER Sev")
		assert.Contains(t, s.status(), "4 matches", "while it is typed")
		s.sees("## Chapter seven")
		s.press("enter")
		assert.False(t, s.capturing())
		assert.Contains(t, s.status(), "match 1 of 4")
		s.press("n")
		assert.Contains(t, s.status(), "match 2 of 4")
		s.press("n")
		s.sees("▌## Chapter seventeen")
		s.press("n", "n")
		assert.Contains(t, s.status(), "match 1 of 4", "round the end")
		s.press("N")
		assert.Contains(t, s.status(), "match 4 of 4")
		s.press("esc")
		assert.NotContains(t, s.status(), "match")
		assert.False(t, s.left)
		s.press("esc")
		assert.True(t, s.left)
	})
}

func TestASearchThatIsGivenUpGoesBackToWhereItBegan(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		s.press("j", "j", "/")
		s.types("eighteen")
		assert.NotContains(t, s.picture(), "A long text")
		s.press("esc")
		assert.Equal(t, "lines 3–26 of 99", s.status())
		assert.False(t, s.capturing())
	})
}

func TestLettersOfASearchAreNoKeysAndPastesAreTaken(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		s.types("/yGnq")
		assert.Empty(t, s.copied)
		assert.Contains(t, s.status(), "/yGnq")
		assert.Contains(t, s.status(), "no match")
		s.press("esc", "/")
		s.Update(tea.PasteMsg{Content: "chapter\ttwo\n"})
		assert.Contains(t, s.status(), "2 matches")
		cursor := s.cursor()
		require.NotNil(t, cursor)
		assert.Equal(t, 24, cursor.Y, "on the status line")
		s.press("enter")
		cursor = s.cursor()
		require.NotNil(t, cursor)
		assert.Contains(t, strings.ToLower(s.lines()[cursor.Y]), "chapter", "at the match")
	})
}

func TestWordsAreFoundAcrossTheEndOfALine(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		for _, width := range []int{40, 57, 80, 118} {
			s.resize(width, 24)
			s.settle()
			s.press("/")
			s.types("when the reader least expects that of it.")
			assert.Contains(t, s.status(), "18 match", "at %d cells", width)
			s.press("esc")
		}
	})
}

func TestAnotherWidthKeepsWhatIsReadAndTheMatch(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		s.types("/chapter twelve")
		s.press("enter", "n")
		match := "▌This is the text of chapter twelve"
		s.sees(match)
		s.resize(50, 16)
		assert.Len(t, s.lines(), 16, "the old picture stays until the new one is there")
		s.sees(match)
		assert.Contains(t, s.status(), "match 2 of 2")
		for width := 49; width > 44; width-- {
			s.resize(width, 16) // in one breath: only the last one counts
		}
		s.sees("▌This is the text of chapter twelve")
		s.press("esc")
		s.resize(120, 40)
		s.sees("chapter twelve")
	})
}

func TestWhatFailedIsTriedAgain(t *testing.T) {
	tell(t, "acme/guarded", func(s *story) {
		s.wait(2 * time.Minute)
		s.sees("takes this program for a", "r tries again", "esc goes back")
		assert.Contains(t, s.keys(), "r try again")
		s.server.Heal()
		s.server.World().AddRepository(hubtest.Repository{Namespace: "acme", Name: "guarded", README: "# Here it is\n"})
		s.press("r")
		s.sees("# Here it is")
	})
}

func TestAReloadThatFailsKeepsThePage(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		s.inject(hubtest.BotChallenge())
		s.press("pgdown", "r")
		s.wait(2 * time.Minute)
		assert.Equal(t, "lines 25–48 of 99", s.status())
		require.Error(t, s.failed)
		s.server.Heal()
		s.server.World().Update("acme/manual", func(r *hubtest.Repository) { r.README += "# News\n" })
		s.press("r")
		assert.Equal(t, "lines 25–48 of 101", s.status(), "the place is kept")
	})
}

func TestTheEndOfTheSessionAsksForANewOneAndGoesOn(t *testing.T) {
	tell(t, "acme/manual", func(s *story) {
		s.settle()
		s.logIn()
		s.server.Revoke()
		s.press("r")
		s.wait(time.Minute)
		assert.True(t, s.asksWho)
		s.sees("A long text")
		s.server.World().Update("acme/manual", func(r *hubtest.Repository) { r.Description = "Another text" })
		s.logIn()
		s.Update(screen.Resumed{})
		s.sees("Another text")
	})
}

func TestLeavingEndsTheRequest(t *testing.T) {
	tell(t, "acme/slow", func(s *story) {
		s.sees("Loading …")
		s.press("y")
		assert.Equal(t, []string{"acme/slow"}, s.copied)
		s.press("esc")
		assert.True(t, s.left)
		s.sees("Loading …")
	})
}

func TestAPageWithoutTextSaysSo(t *testing.T) {
	for _, name := range []string{"acme/silent", "acme/comment"} {
		tell(t, name, func(s *story) {
			s.sees("This repository has no page.", "esc goes back", name)
		})
	}
}

func TestNoSizeBreaksThePicture(t *testing.T) {
	tell(t, "alice/museum", func(s *story) {
		s.settle()
		s.types("/e")
		for width := 1; width < 130; width += 7 {
			s.resize(width, 1+width/4)
			s.settle()
			assert.LessOrEqual(t, len(s.lines()), 1+width/4)
			for _, line := range s.lines() {
				assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, " "))), 2*max(width, 2))
			}
		}
	})
}
