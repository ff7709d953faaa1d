package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

func TestManifestsWithoutATagAreListed(t *testing.T) {
	tell(t, setting{width: 120, height: 30}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types("/acme")
		s.press("enter", "enter")
		s.asks("acme/api")
		s.press("U")
		s.pass(time.Minute)
		s.sees("untagged", "No tag points at these. Their size is unknown", "The oldest was pushed", "all loaded")
		s.press("y")
		assert.Regexp(s.t, `^acme/api@sha256:[0-9a-f]{64}$`, s.copied)
	})
}

func TestWhatManifestsOfANamespaceCostIsSaidFirst(t *testing.T) {
	tell(t, setting{width: 120, height: 30, options: []hubtest.Option{hubtest.WithRateLimit(0, 0)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types("/acme")
		s.press("enter", "U")
		s.pass(time.Minute)
		s.sees("of 300 repositories", "L loads the rest: at least ")
		s.server.Forget()
		s.types("GjG")
		s.pass(time.Minute)
		assert.Empty(s.t, s.server.Requests())
		s.press("L")
		s.pass(10 * time.Minute)
		s.sees("all of 300 repositories")
	})
}

func TestWhoMayNotSeeManifestsIsToldSoAfterAFewRequests(t *testing.T) {
	tell(t, setting{width: 120, height: 30}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("ctrl+o")
		s.types("grafana/")
		s.press("enter", "U")
		s.pass(time.Minute)
		s.sees("only to those whose repository it is")
		asked := 0
		for _, r := range s.server.Requests() {
			if strings.HasSuffix(r.Path, "/manifests") {
				asked++
			}
		}
		assert.Less(s.t, asked, 12)
	})
}

func TestTheFilterForManifestsWithoutATagSaysWhereTheyAre(t *testing.T) {
	tell(t, setting{world: smallCompany}, func(s *story) {
		atAllTags(s)
		s.pass(time.Second)
		s.types("/untagged:yes")
		s.press("enter")
		s.sees("U lists the manifests that no tag points at")
	})
}
