package linear_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
	"tagboat/ui/linear"
)

func hostile(now time.Time) *hubtest.World {
	const evil = "\x1b]0;owned\x07\x1b[2Jevil\u202e\u0085\r\n> quit\n1: fake\x9b31m"
	w := hubtest.NewWorld(now)
	w.AddRepository(hubtest.Repository{Namespace: "eve", Name: "repo", Description: evil, README: "# " + evil + "\n\n" + evil})
	w.Push("eve/repo", hubtest.Tag{Name: "1.0" + evil})
	w.Push("eve/repo", hubtest.Tag{Name: "2.0"})
	return w
}

func TestWhateverAHubSaysIsToldInLinesOfItsOwnWithoutControlCharacters(t *testing.T) {
	for _, width := range []int{0, 40} {
		hold(t, setting{world: hostile, width: width}, func(s *talk) {
			s.types("", "open eve/", "1", "1", "copy", "copy as", "back", "go eve/repo", "page", "more", "back", "search evil", "1", "where")
			said := s.hears()
			isProse(t, said)
			assert.Contains(t, said, "evil")
			for line := range strings.Lines(said) {
				assert.False(t, strings.HasPrefix(line, "1: fake"), "a stranger's line: %s", line)
			}
			assert.Empty(t, s.raw)
		})
	}
}

func TestTheSameScriptTellsTheSameBytes(t *testing.T) {
	const script = "alice|anchor|open acme/api|filter alpine|sort size|more|copy|copy as|3|back|back|search redis|1|1|1|back|page|limits|all|where"
	var told [2]string
	for i := range told {
		hold(t, setting{scripted: true}, func(s *talk) {
			for line := range strings.SplitSeq(script, "|") {
				s.types(line)
			}
			s.ends()
			assert.True(t, s.quit)
			told[i] = s.hears()
		})
	}
	assert.Equal(t, told[0], told[1])
	assert.Contains(t, told[0], "12,000 of 12,000 tags", "all was waited for")
	assert.NotContains(t, told[0], "loading", "each line has come to rest before the next")
}

func TestTheEndOfTheInputConsentsToNothing(t *testing.T) {
	for name, before := range map[string][]string{
		"at the name": nil, "at the secret": {"alice"}, "at the code": {"bob", "harbor"},
		"at a question": {"alice", "anchor", "account", "x"}, "at a name to open": {""},
	} {
		for _, scripted := range []bool{false, true} {
			hold(t, setting{scripted: scripted}, func(s *talk) {
				s.types(before...)
				s.server.Forget()
				s.ends()
				assert.True(t, s.quit, name)
				assert.NoError(t, s.c.Err(), name)
				for _, r := range s.server.Requests() {
					assert.NotEqual(t, "POST", r.Method, "%s: %s", name, r.Path)
				}
			})
		}
	}
}

func TestASecretIsNeitherShownNorTold(t *testing.T) {
	hold(t, setting{noDemo: true}, func(s *talk) {
		s.types("alice")
		assert.True(t, s.hidden)
		s.types("anchor-not")
		assert.True(t, s.hidden, "it is asked for again")
		s.types("anchor")
		assert.False(t, s.hidden)
		s.types("where", "help")
		assert.NotContains(t, s.hears(), "anchor")
	})
}

func TestATokenInTheNamesPlaceIsNeitherSentNorToldAgain(t *testing.T) {
	hold(t, setting{noDemo: true, scripted: true}, func(s *talk) {
		s.server.Forget()
		s.types("dckr_pat_" + strings.Repeat("a", 27))
		said := s.hears()
		assert.NotContains(t, said, "dckr_pat_")
		assert.Contains(t, said, "looks like an access token")
		assert.Empty(t, s.server.Requests())
	})
}

func TestProgressIsToldNowAndThenAndNothingWhileALineIsAwaited(t *testing.T) {
	hold(t, setting{}, func(s *talk) {
		s.in()
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(10 * time.Second)})

		s.types("open acme/api")
		s.pass(2 * time.Second)
		assert.NotContains(t, s.hears(), "oading", "not at once")
		s.pass(6 * time.Second)
		assert.Equal(t, 1, strings.Count(s.hears(), "oading"), "and not twice in the same words")
		s.pass(4 * time.Second)
		assert.Contains(t, s.hears(), "1: main")
		s.pass(time.Minute)
		assert.Empty(t, s.hears(), "rows have come, and nobody has asked")
	})
}

func TestARowThatHasMovedIsNotOpenedForAnother(t *testing.T) {
	hold(t, setting{}, func(s *talk) {
		s.in()
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Nth: 2}, Do: hubtest.Latency(5 * time.Second)})
		s.types("open acme/api", "sort oldest") // the first page is told, more are on their way
		s.hears()
		s.pass(time.Minute) // and with them others that are older
		s.types("1")
		said := s.hears()
		assert.Contains(t, said, "have moved")
		assert.NotContains(t, said, "Here: alice, acme, api, ")
		s.types("1")
		assert.Contains(t, s.hears(), "Here: alice, acme, api, ")
	})
}

func TestALineThatWasTypedBeforeAQuestionIsNoAnswerToIt(t *testing.T) {
	hold(t, setting{}, func(s *talk) {
		s.in()
		s.server.Revoke()
		s.take(linear.Line{Text: "open acme/api", Asked: s.c.Asked()})
		s.take(linear.Line{Text: "more", Asked: s.c.Asked()})
		s.server.Forget()
		s.pass(time.Minute)
		said := s.hears()
		assert.Contains(t, said, "The session has ended.")
		assert.Contains(t, said, "Not taken")
		for _, r := range s.server.Requests() {
			assert.NotContains(t, r.Path, "login")
		}
		s.types("anchor")
		assert.Contains(t, s.hears(), "Here: alice, acme, api.")
	})
}

func TestAScriptWhoseSessionEndsSendsNoLineAsAPassword(t *testing.T) {
	hold(t, setting{scripted: true}, func(s *talk) {
		s.in()
		s.server.Revoke()
		s.server.Forget()
		s.types("open acme/api", "more", "1")
		s.pass(time.Minute)
		assert.ErrorIs(t, s.c.Err(), linear.ErrEnded)
		assert.True(t, s.quit)
		for _, r := range s.server.Requests() {
			assert.NotContains(t, r.Path, "login")
		}
	})
}

func TestARowIsCopiedAndMarkedByItsNumberWhateverIsMarked(t *testing.T) {
	hold(t, setting{tool: true}, func(s *talk) {
		s.in()
		s.types("open nginx", "mark 1 2", "copy 9")
		assert.Equal(t, []string{"nginx:mainline-bookworm"}, s.copied)
		s.types("mark 1-3 2")
		assert.Contains(t, s.hears(), "3 marked")
		s.types("unmark 2 9")
		assert.Contains(t, s.hears(), "2 marked")
		s.types("copy")
		assert.Equal(t, "nginx:1.27.3\nnginx:1", s.copied[1])
		s.types("compare 4 20")
		assert.Contains(t, s.hears(), "are chosen, and two are compared")
		s.types("back", "compare 4 20")
		assert.Contains(t, s.hears(), "to mainline")
	})
}

func TestAScriptsLineThatIsNoCommandIsNotRepeated(t *testing.T) {
	hold(t, setting{scripted: true}, func(s *talk) {
		s.types("", "correct-horse-battery", "hunter2 of mine")
		assert.NotContains(t, s.hears(), "hunter2")
	})
}

func TestWhoAsksForHelpAtTheFormSendsNothing(t *testing.T) {
	hold(t, setting{noDemo: true}, func(s *talk) {
		s.server.Forget()
		s.types("help")
		assert.Contains(t, s.hears(), "A dot alone leaves a question.")
		s.types(".")
		assert.Contains(t, s.hears(), "Open:", "on without an account")
		s.types("back", "account", "back")
		for _, r := range s.server.Requests() {
			assert.NotContains(t, r.Path, "login")
		}
		s.types("account", "quit")
		assert.True(t, s.quit)
	})
}

func TestWhatIsCopiedIsPrintedOnOneLineHoweverNarrowTheTerminalIs(t *testing.T) {
	hold(t, setting{width: 40}, func(s *talk) {
		s.in()
		s.types("open nginx", "copy as", "R")
		assert.Regexp(t, `(?m)^FROM nginx:1\.27\.3@sha256:[0-9a-f]{64}$`, s.hears())
	})
}

func TestNoLineIsTooMuch(t *testing.T) {
	hold(t, setting{scripted: true}, func(s *talk) {
		s.types("", strings.Repeat("x", 100_000), "open "+strings.Repeat("y", 100_000), "filter "+strings.Repeat("z ", 10_000), "mark 1-999999999999", "mark "+strings.Repeat("1 ", 1000))
		isProse(t, s.hears())
	})
}

func FuzzNoLineBreaksTheConversation(f *testing.F) {
	for _, typed := range []string{"1", "more", "filter a:b", "open nginx", "mark 1-3", "copy as", "\x1b[A", "sort", ".", "?", "y", "copy 0x1", "-1", "#", "back y", "search \x00", "find \xff"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		hold(t, setting{scripted: true, noDemo: true}, func(s *talk) {
			s.types("alice", "anchor", "open nginx")
			s.hears()
			s.types(typed, typed)
			said := s.hears()
			if said != "" {
				isProse(t, said)
			}
			assert.Empty(t, s.raw, "%q", typed)
		})
	})
}
