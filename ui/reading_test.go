package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/ui/clipboard"
)

// smallAndUsual are windows in which a box is read.
var smallAndUsual = [][2]int{{40, 12}, {80, 24}}

// scripted is a world with one image of two steps, of which the second one is this.
func scripted(instruction string) func(now time.Time) *hubtest.World {
	return func(now time.Time) *hubtest.World {
		w := hubtest.NewWorld(now)
		digest := "sha256:" + strings.Repeat("a", 64)
		w.AddRepository(hubtest.Repository{Namespace: "eve", Name: "repo"})
		w.Push("eve/repo", hubtest.Tag{Name: "1.0", Updated: now, Images: []hubtest.Image{{
			OS: "linux", Architecture: "amd64", Digest: digest, Size: 4096, Layers: []hubtest.Layer{
				{Instruction: `CMD ["sh"]`}, {Digest: digest, Size: 4096, Instruction: instruction},
			},
		}}})
		return w
	}
}

// readsStep opens the second step of a scripted world.
func readsStep(s *story) {
	s.asks("eve/repo:1.0")
	s.press("enter", "enter")
	s.types("G")
	s.press("enter")
}

func TestHelpIsSearchedAndTheSearchIsLeftBeforeTheBox(t *testing.T) {
	for _, size := range smallAndUsual {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			atAcme(s)
			s.types("?")
			assert.Contains(t, s.line(-1), "/ search")
			s.misses("mouse for the terminal")
			s.types("/MOUSE")
			s.sees("mouse for the terminal", "/MOUSE")
			assert.Contains(t, s.line(-2), "1 match")
			assert.Contains(t, s.line(-1), "enter keep   esc clear")
			s.press("enter")
			assert.Contains(t, s.line(-2), "match 1 of 1")
			assert.Contains(t, s.line(-1), "n next match")
			assert.Contains(t, s.line(-1), "esc end the search", "the way out stays where there is little room")
			assert.Equal(t, size[0] > 40, strings.Contains(s.line(-1), "N previous match"))
			s.press("esc")
			s.sees("Keys that", "300 of 300")
			assert.Contains(t, s.line(-1), "/ search")
			s.press("esc")
			s.misses("Keys that")
			s.sees("300 of 300")
		})
	}
}

func TestASearchInHelpGoesRoundItsMatches(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.types("?/place")
		assert.Contains(t, s.line(-2), "3 matches")
		s.press("enter")
		for _, there := range []struct{ key, match string }{
			{"n", "match 2 of 3"}, {"n", "match 3 of 3"}, {"n", "match 1 of 3"}, {"N", "match 3 of 3"},
		} {
			s.press(there.key)
			assert.Contains(t, s.line(-2), there.match)
			s.sees("place")
		}
	})
}

func TestASearchThatIsGivenUpLeavesHelpWhereItWas(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		s.types("?j")
		before := s.screen()
		s.types("/later")
		assert.NotEqual(t, before, s.screen())
		s.press("esc")
		assert.Equal(t, before, s.screen())
	})
}

func TestLettersOfASearchInABoxAreNoKeysAndPastesAreTaken(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.press("enter", "enter")
		s.types("Gk")
		s.press("enter")
		s.types("/q?yhn:")
		s.sees("Step 11", "/q?yhn:", "no match")
		assert.Empty(t, s.copied)
		s.press("esc")
		s.types("/")
		s.pastes("docker\n")
		assert.Contains(t, s.line(-2), "1 match")
		s.press("enter")
		s.types("q")
		s.misses("Step 11")
		assert.False(t, s.quit)
	})
}

func TestLettersOfAnotherScriptAreTextInASearchAndPlacesOfKeysInABox(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atAcme(s)
		cyrillic := tea.KeyPressMsg{Code: 'т', BaseCode: 'n', Text: "т"}
		s.types("?/place")
		s.send(cyrillic)
		s.sees("/placeт")
		s.press("backspace", "enter")
		s.send(cyrillic)
		assert.Contains(t, s.line(-2), "match 2 of 3")
	})
}

func TestTheCursorStandsInTheSearchOfABox(t *testing.T) {
	for _, size := range smallAndUsual {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			atAcme(s)
			s.types("?")
			assert.Contains(t, s.underCursor(), "page", "the first line")
			s.types("/pa")
			cursor := s.app.View().Cursor
			require.NotNil(t, cursor)
			assert.Equal(t, tea.Position{X: strings.Index(s.line(-2), "/pa") + len("/pa"), Y: size[1] - 2}, cursor.Position)
			s.press("enter")
			assert.Contains(t, s.underCursor(), "pa", "the match")
		})
	}
}

func TestAMatchInABoxIsSeenWithoutColours(t *testing.T) {
	tell(t, setting{width: 40, height: 12}, func(s *story) {
		atNginx(s)
		s.press("enter", "enter")
		s.types("Gk")
		s.press("enter")
		s.types("/entrypoint.sh")
		var b strings.Builder
		_, err := (&colorprofile.Writer{Forward: &b, Profile: colorprofile.ASCII}).WriteString(s.app.View().Content)
		require.NoError(t, err)
		assert.Regexp(t, `\x1b\[1;4(;4)?mentrypoint\.sh\x1b\[`, b.String())
		for line := range strings.SplitSeq(s.screen(), "\n") {
			assert.LessOrEqual(t, ansi.StringWidth(line), 40)
		}
	})
}

func TestTheInstructionOfAStepIsCopiedFromItsText(t *testing.T) {
	for _, size := range smallAndUsual {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			atNginx(s)
			s.press("enter", "enter")
			s.types("Gk")
			s.press("enter")
			assert.Contains(t, s.line(-1), "y copy")
			s.types("y")
			assert.Equal(t, `ENTRYPOINT ["docker-entrypoint.sh"]`, s.copied)
			s.sees("Sent ENTRYPOINT")
			s.press("esc")
			s.types("?y")
			assert.Equal(t, `ENTRYPOINT ["docker-entrypoint.sh"]`, s.copied, "help is not copied")
		})
	}
}

func TestTheInstructionOfAComparedStepIsCopiedAndNotItsDigest(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.types("/^1.27. !-")
		s.press("enter", "space")
		s.types("d")
		s.press("enter")
		s.sees("amd64, added · ", "install-packages")
		s.types("/install")
		s.press("enter")
		s.types("y")
		assert.Contains(t, s.copied, "install-packages")
		assert.NotContains(t, s.copied, "sha256:")
	})
}

func TestAnInstructionOfManyLinesIsCopiedAsOne(t *testing.T) {
	tell(t, setting{world: scripted("RUN <<EOF\n\treboot\x1b[2J\u202e\r\nEOF\n")}, func(s *story) {
		readsStep(s)
		s.sees("│  RUN <<EOF")
		s.types("y")
		assert.Equal(t, "RUN <<EOF reboot EOF", s.copied)
	})
}

func TestALongInstructionIsCopiedWholeAndCalledByItsBeginning(t *testing.T) {
	long := "RUN " + strings.Repeat("install-packages curl; ", 40) + "true"
	tell(t, setting{world: scripted(long)}, func(s *story) {
		readsStep(s)
		s.types("y")
		assert.Equal(t, long, s.copied)
		s.sees("Sent RUN install-packages cu… to the terminal's clipboard")
	})
}

func TestAnInstructionThatReachesNoClipboardIsShownToSelect(t *testing.T) {
	tell(t, setting{board: clipboard.Print}, func(s *story) {
		atNginx(s)
		s.press("enter", "enter")
		s.types("Gk")
		s.press("enter")
		s.types("y")
		s.sees("select and copy", `ENTRYPOINT ["docker-entrypoint.sh"]`)
		s.press("esc")
		s.sees("Step 11")
	})
}

func TestAStepWithoutAnInstructionHasNothingToSearchOrCopy(t *testing.T) {
	tell(t, setting{world: scripted("")}, func(s *story) {
		readsStep(s)
		s.sees("╭─ Step 2 · aaaaaaaaaaaa ─╮")
		before := s.screen()
		s.types("/y")
		assert.Equal(t, before, s.screen())
		assert.Empty(t, s.copied)
		assert.Equal(t, "esc close", strings.TrimSpace(s.line(-1)))
	})
}
