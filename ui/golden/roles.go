package golden

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/stretchr/testify/assert"

	"tagboat/ui/theme"
)

// letters stand for the roles in a file.
var letters = map[theme.Role]rune{
	theme.Plain: '.', theme.Dim: 'd', theme.Strong: 's', theme.Accent: 'a', theme.Good: 'g',
	theme.Warn: 'w', theme.Bad: 'b',
	theme.Match: 'm', theme.Heading: 'h', theme.Code: 'c', theme.Emphasis: 'e', theme.Struck: 'x',
	theme.Veiled: 'v',
}

const legend = `. plain  d dim  s strong  a accent  g good  w warn  b bad  m match
h heading  c code  e emphasis  x struck  v veiled; capital, or #: the selected row
`

// Roles holds against a file which role paints each cell of a picture that was painted by
// [theme.Telling]: a letter for each cell that shows something. So a change of role is seen, and a
// change of colour is not.
func Roles(tb testing.TB, file, picture string) {
	tb.Helper()
	lines := strings.Split(picture, "\n")
	width := 0
	for _, line := range lines {
		width = max(width, ansi.StringWidth(line))
	}
	screen := vt.NewEmulator(width+1, len(lines))
	_, err := screen.WriteString(strings.Join(lines, "\r\n"))
	assert.NoError(tb, err)
	var b strings.Builder
	b.WriteString(legend)
	for y := range lines {
		row := make([]rune, 0, width)
		for x := range width {
			letter, known := letterAt(screen, x, y)
			assert.True(tb, known, "line %d, cell %d has a colour that is no role's", y, x)
			row = append(row, letter)
		}
		b.WriteString("\n" + strings.TrimRight(string(row), " "))
	}
	Text(tb, file, b.String()+"\n")
}

func letterAt(screen *vt.Emulator, x, y int) (letter rune, known bool) {
	cell := screen.CellAt(x, y)
	if cell == nil {
		return ' ', true
	}
	role, known := theme.RoleOf(cell.Style.Fg)
	letter = letters[role]
	switch {
	case cell.Style.Bg != nil && role == theme.Plain:
		return '#', known
	case cell.Style.Bg != nil:
		return unicode.ToUpper(letter), known
	case strings.TrimSpace(cell.Content) == "":
		return ' ', known
	default:
		return letter, known
	}
}
