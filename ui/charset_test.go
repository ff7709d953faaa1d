package ui_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/clipboard"
	"tagboat/ui/golden"
	"tagboat/ui/text"
)

func TestEverySignOfEveryFrameHasOneOfASCII(t *testing.T) {
	plays := maps.Clone(frames)
	maps.Copy(plays, searchFrames)
	maps.Copy(plays, roled())
	for name, play := range plays {
		for _, size := range [][2]int{{120, 40}, {40, 12}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				tell(t, setting{demo: true, width: size[0], height: size[1]}, func(s *story) {
					play(s)
					standsIn(t, s.screen(), ansi.Strip(text.ASCII.Draw(s.app.View().Content)))
				})
			})
		}
	}
}

// standsIn holds a picture against what is shown of it where there is only ASCII.
func standsIn(t *testing.T, picture, shown string) {
	t.Helper()
	before, after := []rune(picture), []rune(shown)
	require.Len(t, after, len(before))
	for i, r := range after {
		assert.Less(t, r, rune(unicode.MaxASCII))
		if r == '?' {
			assert.Equal(t, "?", string(before[i]), "it has no sign that stands in for it")
		}
	}
}

func TestATerminalWithoutUnicodeIsShownNone(t *testing.T) {
	for _, name := range []string{"login", "second-factor", "tags", "filter", "help", "copy-as", "layers", "compare", "loading"} {
		for charset, called := range map[text.Charset]string{text.ASCII: "ascii", text.Console: "console"} {
			if charset == text.Console && name != "help" {
				continue
			}
			t.Run(called+" "+name, func(t *testing.T) {
				tell(t, setting{demo: true, charset: charset}, func(s *story) {
					frames[name](s)
					view := s.app.View()
					for _, r := range view.Content + view.WindowTitle {
						assert.Less(t, r, rune(unicode.MaxASCII))
					}
					golden.Frame(t, filepath.Join("frames", called, name+".txt"), s.screen(), s.size[0])
				})
			})
		}
	}
}

func TestForeignTextKeepsItsCellsWithoutUnicode(t *testing.T) {
	pictures := map[text.Charset]string{}
	for _, charset := range []text.Charset{text.Unicode, text.ASCII} {
		tell(t, setting{charset: charset, width: 120, height: 40}, func(s *story) {
			s.asks("nginx")
			s.types("/最新版 é🚢")
			pictures[charset] = s.screen()
		})
	}
	assert.Contains(t, pictures[text.ASCII], "/?????? e??")
	assert.Equal(t, text.ASCII.Draw(pictures[text.Unicode]), pictures[text.ASCII])
}

func TestNoSignIsShownAsAnotherWhereATextIsToBeSelected(t *testing.T) {
	for instruction, onScreen := range map[string]bool{"RUN echo a > b": true, "RUN echo a → é": false} {
		tell(t, setting{world: scripted(instruction), charset: text.ASCII, board: clipboard.Print}, func(s *story) {
			readsStep(s)
			s.types("y")
			assert.Equal(t, onScreen, strings.Contains(s.screen(), "select and copy"), "else it is written as it is")
		})
	}
}
