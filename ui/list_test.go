package ui_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
	"tagboat/keymap"
)

func TestALiveRangeCountsAndActs(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.asks("nginx")
		s.types("vjj")
		s.sees("3 in the range")
		s.types("y")
		assert.Len(t, strings.Split(s.copied, "\n"), 3)
		s.sees("Sent 3 references")
		s.types("k")
		s.sees("2 in the range")
		s.types("d")
		s.sees("to download")
		s.press("esc", "esc")
		s.misses("marked", "in the range")
		s.press("g", "space")
		s.types("jjvk")
		s.sees("2 in the range · 3 marked")
		s.press("v", "v", "k", "k")
		s.sees("3 in the range · 4 marked")
		s.types("cf")
		assert.Len(t, strings.Split(s.copied, "\n"), 4)
		assert.Equal(t, "nginx:1.27.3", strings.Split(s.copied, "\n")[0], "in the order of the list")
	})
}

func TestALiveRangeStaysWithItsRows(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.asks("nginx")
		s.types("jvj")
		s.types("y")
		before := s.copied
		s.server.World().Push("library/nginx", hubtest.Build{Content: "new", Pushed: time.Now()}.Tags("brand-new", "newer")...)
		s.types("r")
		s.sees("338 of 338", "2 in the range")
		s.types("y")
		assert.Equal(t, before, s.copied)
	})
}

func TestAPreviewThatWasClosedTooSoonIsAskedForAgain(t *testing.T) {
	tell(t, setting{width: 160, height: 40}, func(s *story) {
		atAcme(s)
		s.server.Forget()
		s.types("ppp")
		s.pass(10 * time.Second)
		assert.Equal(t, 1, previews(s), "the open preview asks once")
		s.types("pp")
		s.pass(10 * time.Second)
		assert.Equal(t, 1, previews(s), "what has come is still there")
	})
}

func TestAPreviewThatFailedIsAskedForAgainByAReload(t *testing.T) {
	tell(t, setting{width: 160, height: 40}, func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/repositories/api"}, Do: hubtest.NotFound()})
		s.types("p")
		s.pass(time.Second)
		s.server.Heal()
		s.server.Forget()
		s.types("r")
		s.pass(time.Second)
		assert.Equal(t, 1, previews(s))
	})
}

// previews counts the requests for one repository's own page.
func previews(s *story) int {
	n := 0
	for _, r := range s.server.Requests() {
		if strings.Contains(r.Path, "/namespaces/acme/repositories/") && !strings.Contains(r.Path, "/tags") {
			n++
		}
	}
	return n
}

func TestTheHelpNamesEveryKeyThatWorksEverywhere(t *testing.T) {
	tell(t, setting{width: 200, height: 60}, func(s *story) {
		s.asks("nginx")
		s.types("?")
		keys := keymap.New()
		keys.Global.Suspend.SetEnabled(false) // there is no job control here
		for _, b := range keys.Everywhere() {
			if !b.Enabled() {
				continue
			}
			assert.Regexp(t, regexp.QuoteMeta(b.Help().Key)+" +"+regexp.QuoteMeta(b.Help().Desc), s.screen())
		}
	})
}
