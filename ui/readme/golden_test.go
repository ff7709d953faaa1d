package readme_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/golden"
)

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
	golden.Frame(s.t, filepath.Join("frames", file), strings.Join(lines, "\n"), s.size[0], "", "status: "+s.status(), "keys:   "+s.keys())
}
