package ui_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

var update = flag.Bool("update", false, "write the golden frames anew")

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
	"namespaces": func(s *story) { s.logIn("alice", "anchor") },
	"repositories": func(s *story) {
		atAcme(s)
		s.types("3j")
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
	"session-ended": func(s *story) {
		atAcme(s)
		s.server.Revoke()
		s.press("enter")
	},
}

func TestEveryFrameIsAsItWasMeant(t *testing.T) {
	for name, play := range frames {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
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

// isGolden compares the picture with the golden one, and holds it against the
// window: no line is wider, and there are as many as it is high.
func (s *story) isGolden(file string) {
	s.t.Helper()
	picture := s.screen()
	lines := strings.Split(picture, "\n")
	window := s.size
	assert.Len(s.t, lines, window[1])
	for i, line := range lines {
		assert.LessOrEqual(s.t, ansi.StringWidth(line), window[0], "line %d: %s", i, line)
		lines[i] = strings.TrimRight(line, " ")
	}
	picture = strings.Join(lines, "\n") + "\n"
	path := filepath.Join("testdata", "frames", file)
	if *update {
		require.NoError(s.t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(s.t, os.WriteFile(path, []byte(picture), 0o644))
		return
	}
	golden, err := os.ReadFile(path)
	require.NoError(s.t, err)
	assert.Equal(s.t, string(golden), picture)
}
