package linear_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
	"tagboat/ui/golden"
	"tagboat/ui/text"
)

// stories are conversations, each by the lines that are typed.
var stories = map[string]struct {
	in   setting
	play func(s *talk)
}{
	"login": {play: func(s *talk) { s.types("alice", "anchor") }},
	"login-refused": {play: func(s *talk) {
		s.types("alice", "wrong", ".", "alice", "anchor", "limits")
	}},
	"second-factor": {play: func(s *talk) {
		s.types("bob", "harbor", "12", "000000", "123456")
	}},
	"without-an-account": {in: setting{noDemo: true}, play: func(s *talk) { s.types("", ".", "open nginx", "2") }},
	"doctor": {play: func(s *talk) {
		s.in()
		s.types("doctor")
	}},
	"lists": {play: func(s *talk) {
		s.in()
		s.types("2", "more", "more", "filter api", "back", "sort", "2", "sort name", "top", "bottom", "down", "where", "again")
	}},
	"all-tags": {in: setting{world: company}, play: func(s *talk) {
		s.in()
		s.types("2", "all tags", "more", "filter repo:^api$ alpine", "copy", "back", "load all", "back")
	}},
	"tags": {play: func(s *talk) {
		s.in()
		s.types("open acme/api", "more", "sort version", "filter 24 alpine", "filter size:>huge", "back", "mark 1 3-4", "copy", "back", "y", "copy 2", "copy 999")
	}},
	"copy-as": {play: func(s *talk) {
		s.in()
		s.types("open acme/api:1.24", "copy as", "more", "R", "copy again", "copy as", "back", "copy digest", "copy as familiar")
	}},
	"one-tag": {play: func(s *talk) {
		s.in()
		s.types("open nginx:1.27.3", "1", "copy", "1", "1", "find run", "back", "back", "back", "back")
	}},
	"compare": {play: func(s *talk) {
		s.in()
		s.types("open nginx", "mark 1 20", "compare", "swap", "filter added", "back", "back")
	}},
	"page": {play: func(s *talk) {
		s.in()
		s.types("open acme/api", "page", "more", "more", "find run", "find nowhere", "back")
	}},
	"search": {play: func(s *talk) {
		s.in()
		s.types("search redis", "1", "back", "search nosuchthingatall", "back", "search")
	}},
	"accounts": {play: func(s *talk) {
		s.in()
		s.types("account", "x", "n", "account", "x", "y")
	}},
	"not-understood": {play: func(s *talk) {
		s.in()
		s.types("", "frobnicate", "0", "99", "#2", "p", "preview", "pull", "jump", "palette", "?", "co", "stop", "é", "mark 9")
	}},
	"a-failing-page": {play: func(s *talk) {
		s.in()
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.ServerError()})
		s.types("open acme/api")
		s.pass(2 * time.Minute)
		s.types("failure", "back")
		s.server.Heal()
		s.types("reload")
		s.pass(time.Minute)
		s.types("where")
	}},
	"a-limit": {play: func(s *talk) {
		s.in()
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 50*time.Second)})
		s.types("open acme/api")
		s.pass(time.Minute)
	}},
	"an-ended-session": {play: func(s *talk) {
		s.in()
		s.types("2")
		s.server.Revoke()
		s.types("open acme/api")
		s.pass(10 * time.Second)
		s.types("", "anchor", "more")
	}},
	"references": {play: func(s *talk) {
		s.in()
		s.types("check the references", "where", "1", "back")
	}},
	"views": {play: func(s *talk) {
		s.in()
		s.types("open acme/", "filter sandbox private:yes", "save view", "", "-x", "sort by size", "back", "filter chaos",
			"save view", "SORT by size", "y", "back", "back", "favourite 1", "r", "chaos",
			"view chaos", "back", "back", "delete the view chaos", "y", "where")
	}},
	"what-was": {in: setting{index: true, scripted: true}, play: func(s *talk) {
		s.in()
		s.types("open acme/ledger-worker", "all")
		s.pass(48 * time.Hour)
		s.server.World().Push("acme/ledger-worker", hubtest.Tag{Name: "latest"})
		s.types("reload", "mark all", "back", "back", "news", "more", "1", "back", "back", "open acme/ledger-worker:latest", "history")
	}},
	"storage": {play: func(s *talk) {
		s.in()
		s.types("open acme/", "storage", "more", "1", "back", "copy")
	}},
	"plan": {in: setting{world: company}, play: func(s *talk) {
		s.in()
		s.types("open acme/", "what could go", "", "keep 3", "--older", "--keep 3")
		s.pass(time.Minute)
		s.types("filter goes:no", "1", "back", "other rules", "--keep 2 --never latest")
		s.pass(time.Minute)
		s.types("where")
	}},
	"nothing-there": {in: setting{world: empty, noDemo: true}, play: func(s *talk) {
		s.types("", "open eve/", "back", "open eve/none", "back", "open nosuch/thing", "open x y z", "open ")
	}},
	"the-input-ends": {play: func(s *talk) {
		s.types("alice")
		s.ends()
	}},
	"in-40-columns": {in: setting{width: 40}, play: func(s *talk) {
		s.in()
		s.types("open nginx", "1", "help")
	}},
	"in-ascii": {in: setting{charset: text.ASCII, world: accented, noDemo: true}, play: func(s *talk) {
		s.types("", "open eve/repo", "where")
	}},
	"a-script": {in: setting{scripted: true}, play: func(s *talk) {
		s.types("alice", "anchor", "open acme/api", "sort version", "copy 1", "copy as", "2", "quit")
	}},
	"a-script-that-is-refused": {in: setting{scripted: true}, play: func(s *talk) {
		s.types("alice", "wrong", "open acme/api", "more")
	}},
	"a-tool-takes-copies": {in: setting{tool: true}, play: func(s *talk) {
		s.in()
		s.types("open nginx", "copy 3", "mark 1 2", "copy")
	}},
	"another-hub": {in: setting{server: "hub.example", noDemo: true}, play: func(s *talk) {
		s.types("alice", "anchor", "where")
	}},
}

// attempt is when a request was tried once more, which is never the same.
var attempt = regexp.MustCompile(`((?i)attempt \d: )[\d:.]+`)

// in logs in, and forgets what was told of that.
func (s *talk) in() {
	s.types("alice", "anchor")
	s.hears()
}

func empty(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	w.AddRepository(hubtest.Repository{Namespace: "eve", Name: "none"})
	return w
}

func accented(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	w.AddRepository(hubtest.Repository{Namespace: "eve", Name: "repo", Description: "Café — 東京"})
	w.Push("eve/repo", hubtest.Tag{Name: "1.0"})
	return w
}

func TestEveryStoryIsToldAsItWasMeant(t *testing.T) {
	for name, story := range stories {
		t.Run(name, func(t *testing.T) {
			hold(t, story.in, func(s *talk) {
				story.play(s)
				said := s.transcript.String()
				isProse(t, said)
				assert.NotContains(t, said, "harbor")
				assert.Empty(t, s.raw, "control sequences")
				golden.Text(t, name+".txt", attempt.ReplaceAllString(strings.TrimRight(said, " ")+"\n", "${1}00:00:00.000"))
			})
		})
	}
}

// company has acme with three repositories, and alice as its owner.
func company(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor"})
	w.AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
	for i, name := range []string{"api", "billing-api", "web"} {
		w.Publish("acme/"+name, hubtest.Series("acme/"+name, 120, now.Add(-time.Duration(i+1)*time.Hour))...)
	}
	return w
}
