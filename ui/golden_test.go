package ui_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
	"tagboat/ui/golden"
	"tagboat/ui/theme"
)

// frames are all the pictures that the program can show, each by the keys that
// lead to it.
var frames = map[string]func(s *story){
	"login": func(*story) {},
	"login-refused": func(s *story) {
		s.logIn("alice", "wrong")
	},
	"second-factor": func(s *story) {
		s.logIn("bob", "harbor")
		s.types("12")
	},
	"second-factor-refused": func(s *story) {
		s.logIn("bob", "harbor")
		s.types("000000")
	},
	"home": func(s *story) { s.logIn("alice", "anchor") },
	"home-lived-in": func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute) // for the gathering
		s.asks("nginx")
		s.types("i*")
		s.asks("acme/api")
		s.asks("grafana/")
		s.server.Forget()
		s.press("esc", "esc", "esc", "esc", "2", "j")
	},
	"home-views": func(s *story) {
		s.logIn("alice", "anchor")
		s.asks("nginx")
		s.types("*")
		s.press("esc", "esc")
		aView(s)
		atViews(s)
		s.fades()
	},
	"save-view": func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("/arch:arm64 pushed:<1y")
		s.press("enter", "s", "s")
		s.types("Sarm64 this year")
	},
	"save-view-again": func(s *story) {
		s.logIn("alice", "anchor")
		aView(s)
		s.types("Sarm64 of this year")
		s.press("enter")
	},
	"home-nobody": func(s *story) { s.press("ctrl+o", "esc") },
	"home-failed": func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/v2/user/orgs"}, Do: hubtest.ServerError()})
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
	},
	"repositories": func(s *story) {
		atAcme(s)
		s.types("3j")
	},
	"all-tags": func(s *story) {
		s.logIn("alice", "anchor")
		atAllTagsOfTheDemo(s)
		s.pass(time.Minute)
		s.types("/repo:api !pr")
		s.press("enter", "space", "space")
	},
	"tags": func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("/alpine")
		s.press("enter", "space", "space")
	},
	"filter": func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("/24 alpine size:<huge")
	},
	"sort": func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("s")
	},
	"preview": func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("5jp")
	},
	"tag": func(s *story) {
		atNginx(s)
		s.press("enter")
	},
	"layers": func(s *story) {
		atNginx(s)
		s.press("enter", "enter")
	},
	"step": func(s *story) {
		atNginx(s)
		s.press("enter", "enter")
		s.types("Gk")
		s.press("enter")
	},
	"compare": func(s *story) {
		atNginx(s)
		s.types("/^1.27. !-")
		s.press("enter", "space")
		s.types("d")
	},
	"actions": func(s *story) {
		atNginx(s)
		s.types(":size")
	},
	"copy-as": func(s *story) {
		atNginx(s)
		s.types("c")
		s.press("down", "down", "down")
	},
	"copy-many": func(s *story) {
		atNginx(s)
		s.press("space", "space", "space")
		s.types("c")
	},
	"completing": func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("/p")
		s.press("tab", "tab")
	},
	"help": func(s *story) {
		atAcme(s)
		s.types("?")
	},
	"filter-help": func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("/?")
	},
	"prompt": func(s *story) {
		s.press("ctrl+o")
		s.types("nginx")
	},
	"prompt-unknown": func(s *story) {
		s.press("ctrl+o")
		s.types("nothing-of-the-kind")
		s.press("enter")
	},
	"loading": func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Hang()})
		s.press("enter")
	},
	"failed": func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.BotChallenge()})
		s.press("enter")
		s.pass(2 * time.Minute)
	},
	"failed-later": func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 7}, Do: hubtest.ServerError()})
		openAPI(s)
		s.pass(2 * time.Minute)
	},
	"nothing-found": func(s *story) {
		atAcme(s)
		s.types("/zebra")
		s.press("enter")
	},
	"anonymous-cap": func(s *story) {
		s.press("ctrl+o")
		s.types("bitnami/")
		s.press("enter")
		s.types("G")
	},
	"what-failed": func(s *story) {
		atAcme(s)
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Forbidden("not for you")})
		s.press("enter", "e")
	},
	"by-name": func(s *story) { s.asks("nginx:1.26.2-alpine") },
	"not-there": func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute) // for the gathering
		s.asks("acme/api:1.24.99")
	},
	"named": func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		s.asks("acme/api")
		s.types("/1.2.0")
		s.pass(time.Second)
		s.press("enter")
	},
	"storage": func(s *story) {
		atAcme(s)
		s.types("Z")
		s.pass(time.Second)
	},
	"rules": func(s *story) {
		atAcme(s)
		s.types("X--older 90d --keep 10")
	},
	"plan": func(s *story) {
		s.logIn("alice", "anchor")
		s.press("ctrl+o")
		s.types("acme/etl")
		s.press("enter")
		s.pass(time.Second)
		s.types("X--older 40d --unpulled --keep-per minor")
		s.press("enter")
		s.pass(5 * time.Minute)
	},
	"session-ended": func(s *story) {
		atAcme(s)
		s.server.Revoke()
		s.press("enter")
		s.pass(time.Second)
	},
}

// mainFrames are the screens where most of the time is spent.
var mainFrames = []string{"home-lived-in", "repositories", "tags", "tag", "preview", "layers", "compare"}

func TestEveryFrameIsAsItWasMeant(t *testing.T) {
	for name, play := range frames {
		sizes := [][2]int{{80, 24}, {120, 40}, {40, 12}}
		if slices.Contains(mainFrames, name) {
			sizes = append(sizes, [2]int{200, 50})
		}
		for _, size := range sizes {
			file := fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1])
			t.Run(file, func(t *testing.T) {
				tell(t, setting{demo: true, width: size[0], height: size[1]}, func(s *story) {
					play(s)
					s.isGolden(file)
				})
			})
		}
	}
}

// roled leads to the pictures of which it is held who paints what: each kind of row, float and
// failure once.
func roled() map[string]func(s *story) {
	plays := map[string]func(s *story){
		"jump": func(s *story) {
			atAcme(s)
			s.press("ctrl+k")
			s.types("led ap")
			s.press("down")
		},
		"actions": func(s *story) {
			atAcme(s)
			s.types(":cop")
		},
		"page": func(s *story) {
			atNginx(s)
			s.types("i")
		},
		"search": searchFrames["search-preview"], "search-down": searchFrames["search-down"],
	}
	for _, name := range []string{
		"login-refused", "second-factor", "home", "home-lived-in", "home-failed", "repositories", "tags", "filter", "completing", "preview", "tag", "layers", "compare",
		"copy-as", "help", "what-failed", "filter-help", "prompt-unknown", "loading", "failed", "failed-later", "nothing-found", "anonymous-cap", "session-ended",
		"by-name", "not-there", "storage", "rules", "plan",
	} {
		plays[name] = frames[name]
	}
	return plays
}

func TestEveryRoleIsWhereItWasMeant(t *testing.T) {
	for name, play := range roled() {
		t.Run(name, func(t *testing.T) {
			tell(t, setting{demo: true, theme: theme.Telling()}, func(s *story) {
				play(s)
				golden.Roles(t, filepath.Join("roles", name+".txt"), s.app.View().Content)
			})
		})
	}
	for _, name := range mainFrames {
		for _, size := range [][2]int{{40, 12}, {120, 40}, {200, 50}} {
			file := fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1])
			t.Run(file, func(t *testing.T) {
				in := setting{demo: true, theme: theme.Telling(), width: size[0], height: size[1]}
				tell(t, in, func(s *story) {
					frames[name](s)
					golden.Roles(t, filepath.Join("roles", file), s.app.View().Content)
				})
			})
		}
	}
}

// isGolden compares the picture with the golden one, and holds it against the
// window: no line is wider, and there are as many as it is high.
func (s *story) isGolden(file string) {
	s.send(nil) // which tells what is left of the limit by now
	s.t.Helper()
	assert.Equal(s.t, s.size[1], strings.Count(s.screen(), "\n")+1)
	golden.Frame(s.t, filepath.Join("frames", file), s.screen(), s.size[0])
}
