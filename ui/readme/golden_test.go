package readme_test

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
)

var update = flag.Bool("update", false, "write the golden frames anew")

// frames are the pictures that the screen can show, each by the repository and
// the keys that lead to it.
var frames = map[string]struct {
	name string
	play func(s *story)
}{
	"page":    {"acme/api", func(*story) {}},
	"long":    {"acme/manual", func(s *story) { s.press("pgdown") }},
	"search":  {"acme/manual", func(s *story) { s.types("/chapter six"); s.press("enter", "n") }},
	"typing":  {"acme/manual", func(s *story) { s.types("/zebra") }},
	"hostile": {"alice/museum", func(*story) {}},
	"empty":   {"acme/silent", func(*story) {}},
	"loading": {"acme/slow", func(*story) {}},
	"failed":  {"acme/guarded", func(s *story) { s.wait(2 * time.Minute) }},
	"missing": {"acme/nowhere", func(s *story) { s.wait(2 * time.Minute) }},
}

func TestEveryFrameIsAsItWasMeant(t *testing.T) {
	for name, frame := range frames {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
			file := fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1])
			t.Run(file, func(t *testing.T) {
				sized(t, frame.name, size[0], size[1], func(s *story) {
					s.settle()
					frame.play(s)
					s.isGolden(file)
				})
			})
		}
	}
}

// isGolden compares the picture, and below it status and keys, with the golden
// one, and holds it against its area.
func (s *story) isGolden(file string) {
	s.t.Helper()
	lines := s.lines()
	assert.LessOrEqual(s.t, len(lines), s.size[1])
	for i, line := range lines {
		assert.LessOrEqual(s.t, ansi.StringWidth(line), s.size[0], "line %d: %s", i, line)
		lines[i] = strings.TrimRight(line, " ")
	}
	picture := strings.Join(append(lines, "", "status: "+s.status(), "keys:   "+s.keys()), "\n") + "\n"
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
