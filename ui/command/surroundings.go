package command

import (
	"cmp"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// What other terminal programs honour of the environment, and this one does too. Whatever is
// printed by commands has no colours, so CLICOLOR and its kin concern the screen alone, and Bubble
// Tea reads them there, as it reads COLORTERM.

// look is the theme for what the environment tells of the terminal, until the terminal itself
// answers.
func look(m Machine) *theme.Theme {
	t := theme.New()
	switch dark, known := background(m.Getenv("COLORFGBG")); {
	case known:
		t.Guess(dark)
	case m.Getenv("TERM") == "linux": // which tells nobody, and is black
		t.Guess(true)
	default:
		t.Unsure()
	}
	return t
}

// background reads COLORFGBG, which rxvt, Konsole and others set: the numbers of two of the sixteen
// colours, the background's last.
func background(colours string) (dark, known bool) {
	at := strings.LastIndexByte(colours, ';')
	n, err := strconv.Atoi(colours[at+1:])
	if at < 0 || err != nil || n < 0 || n > 15 {
		return false, false
	}
	const white, grey = 7, 8
	return n < white || n == grey, true
}

// colours is how many colours there are to be. Bubble Tea takes NO_COLOR for a yes or a no; what
// was agreed on is that any text in it means no colours (no-color.org), and it knows no CLICOLOR=0.
func colours(m Machine) []tea.ProgramOption {
	off := m.Getenv("CLICOLOR") == "0" && m.Getenv("CLICOLOR_FORCE") == ""
	if m.Getenv("NO_COLOR") == "" && !off {
		return nil
	}
	return []tea.ProgramOption{tea.WithColorProfile(colorprofile.ASCII)}
}

// drawn is what the terminal can show, and the keys, spelled in that.
func drawn(m Machine, c config.Config) (keymap.Map, text.Charset) {
	found, set := keys(c), charset(m)
	switch {
	case c.Glyphs == "unicode" && set == text.ASCII:
		set = text.Unicode
	case c.Glyphs == "ascii":
		set = text.ASCII
	}
	if set != text.Unicode {
		found = found.Spelled()
	}
	return found, set
}

// charset is what the terminal can show, as the locale says. Without one it is Unicode: containers
// and machines at the other end of an SSH connection mostly have none, and terminals know UTF-8.
func charset(m Machine) text.Charset {
	if m.OS == "windows" {
		return text.Unicode
	}
	locale := cmp.Or(m.Getenv("LC_ALL"), m.Getenv("LC_CTYPE"), m.Getenv("LANG"))
	plain := strings.ToLower(strings.ReplaceAll(locale, "-", ""))
	switch {
	case locale != "" && !strings.Contains(plain, "utf8"):
		return text.ASCII
	case m.Getenv("TERM") == "linux":
		return text.Console
	default:
		return text.Unicode
	}
}
