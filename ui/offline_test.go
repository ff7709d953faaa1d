package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestWithoutANetworkAKnownListIsThereAndSaysHowOldItIs(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		s.pass(3 * time.Hour)
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.sees("450 of 450 · offline, as of 3 h ago · r tries again · e tells more", "t-00000")
		s.misses("Could not list")
		s.resize(40, 12)
		s.sees("450 of 450 · offline, as of 3 h ago")
		s.resize(80, 24)
		s.types("/t-00449")
		s.press("enter")
		s.sees("1 of 450", "t-00449")
		s.press("y")
		assert.Equal(t, "eve/many:t-00449", s.copied)
		s.server.Heal()
		s.press("esc")
		s.types("r")
		s.pass(time.Minute)
		s.sees("450 of 450", "all loaded")
		s.misses("offline")
	})
}

func TestWithoutANetworkKnownTagsAreComparedAsFarAsTheyAreKnown(t *testing.T) {
	var world *hubtest.World
	tell(t, keeps(t, 450, &world), func(s *story) {
		s.reads("450 of 450")
		s.pass(2 * time.Hour)
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.press("enter")
		s.sees("eve/many:t-00000", "linux/amd64")
		s.press("esc", "space")
		s.types("d")
		s.pass(time.Minute)
		s.sees("t-00001 → t-00000", "offline, as of 2 h ago; layers are not known", "another image, of ")
		s.types("y")
		assert.Regexp(t, "^eve/many:t-00001 → t-00000: amd64 another image, of .*; "+
			"offline, as of 2 h ago; layers are not known$", s.copied)
		s.types("x")
		s.sees("t-00000 → t-00001", "offline, as of 2 h ago")
	})
}

func TestWithoutANetworkHomeShowsTheNamespacesThatAreKnown(t *testing.T) {
	tell(t, setting{index: t.TempDir() + "/state"}, func(s *story) {
		atAcme(s)
		s.sees("300 of 300")
		s.index.Flush(s.t.Context())
		s.restart()
		for _, path := range []string{"/orgs", "/namespaces/", "/repositories"} {
			s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: path}, Do: hubtest.NoSuchHost()})
		}
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.sees("offline, as of 2 min ago · r tries again · e tells more", "globex")
		s.misses("Could not")
		for line := range strings.SplitSeq(s.screen(), "\n") {
			if strings.Contains(line, "acme ") {
				assert.Contains(t, line, "300")
			}
		}
		s.resize(40, 12)
		s.sees("of 3 · offline, as of ")
		s.server.Heal()
		s.types("r")
		s.sees("all loaded")
		s.misses("as of")
	})
}

func TestWithoutANetworkATokenOfDockersLoginShowsWhatItSawAndGoesOnLater(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, auth("alice", "dckr_pat_demo"))
	in := setting{accounts: at(home, nil), index: t.TempDir() + "/state", options: []hubtest.Option{hubtest.WithRateLimit(0, 0)}}
	tell(t, in, func(s *story) {
		s.sees("acme", "3 of 3")
		s.types("/acme")
		s.press("enter", "enter")
		s.sees("300 of 300")
		s.index.Flush(s.t.Context())
		s.pass(2 * time.Hour)
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.sees("acme", "offline, as of 2 h ago")
		s.misses("Log in to Docker Hub")
		s.types("/acme")
		s.press("enter", "enter")
		s.pass(time.Minute)
		s.sees("300 of 300", "offline, as of 2 h ago")
		s.server.Heal()
		s.types("r")
		s.pass(time.Minute)
		s.sees("300 of 300", "all loaded")
	})
}

func TestWithoutANetworkAPasswordIsOfferedWhatItSawInWords(t *testing.T) {
	home := t.TempDir()
	dockerLogin(t, home, auth("alice", "anchor"))
	in := setting{accounts: at(home, nil), index: t.TempDir() + "/state", options: []hubtest.Option{hubtest.WithRateLimit(0, 0)}}
	const offer = "What was seen by this password is known"
	tell(t, in, func(s *story) {
		s.sees("acme", "3 of 3")
		s.index.Flush(s.t.Context())
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.sees("Log in to Docker Hub", offer+": tagboat images", "--offline prints it")
		dockerLogin(t, home, auth("bob", "buoy"))
		s.restart()
		s.pass(time.Minute)
		s.sees("Log in to Docker Hub")
		s.misses(offer)
	})
}

func TestWithoutANetworkWhatOneSawIsShownToNoOther(t *testing.T) {
	home, folder := t.TempDir(), t.TempDir()+"/state"
	dockerLogin(t, home, auth("alice", "dckr_pat_demo"))
	in := setting{accounts: at(home, nil), index: folder, options: []hubtest.Option{hubtest.WithRateLimit(0, 0)}}
	tell(t, in, func(s *story) {
		s.sees("acme", "3 of 3")
		s.index.Flush(s.t.Context())
		dockerLogin(t, home, auth("alice", "dckr_pat_another"))
		s.server.Inject(hubtest.Fault{Do: hubtest.NoSuchHost()})
		s.restart()
		s.pass(time.Minute)
		s.sees("Log in to Docker Hub")
		s.misses("acme")
	})
}
