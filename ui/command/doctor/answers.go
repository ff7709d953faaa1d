package doctor

import (
	"regexp"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tagboat/ui/clipboard"
)

// Answers are what a terminal answered to Questions.
type Answers struct {
	Unasked    string        // why it was not asked; empty: it was
	Whole      bool          // it answered the last question, and so all that it ever will
	Took       time.Duration // until then
	Within     time.Duration // how long it was waited for
	Name       string        // by its own word; foreign text
	Device     string        // the numbers of what it is
	Background string        // #rrggbb; empty: not told
	IsDark     bool
	Keyboard   bool // it tells each key apart
}

// Questions are what a terminal is asked: its background, its keyboard, its name, and, last of all,
// what it is, which every terminal answers, and in the order of the questions. One that takes no
// operating system command might show some of them as text: it is asked the last alone.
func Questions(getenv func(string) string, os string) string {
	if !clipboard.TakesSequences(getenv("TERM"), os) {
		return ansi.RequestPrimaryDeviceAttributes
	}
	asked := ansi.RequestBackgroundColor + ansi.RequestKittyKeyboard
	if getenv("TERM_PROGRAM") != "Apple_Terminal" { // which says its name there
		asked += ansi.RequestNameVersion
	}
	return asked + ansi.RequestPrimaryDeviceAttributes
}

type answered struct{ device, kitty, background, version *regexp.Regexp }

// patterns are those of answers, built where somebody asks.
var patterns = sync.OnceValue(func() (p answered) {
	p.device = regexp.MustCompile(`\x1b\[\?([0-9;]*)c`)
	p.kitty = regexp.MustCompile(`\x1b\[\?[0-9]+u`)
	p.background = regexp.MustCompile(
		`\x1b\]11;(rgba?:[0-9a-fA-F]{1,4}(?:/[0-9a-fA-F]{1,4}){2,3}|#[0-9a-fA-F]{3,12})(?:\x07|\x1b\\)`,
	)
	p.version = regexp.MustCompile(`\x1bP>\|([^\x07\x1b]{1,100})(?:\x07|\x1b\\)`)
	return p
})

// IsAnswered reports whether the last of the questions is answered.
func IsAnswered(come []byte) bool { return patterns().device.Match(come) }

// Read takes what came from the terminal, among which may be what a person typed.
func (a *Answers) Read(come []byte) {
	if found := patterns().device.FindSubmatch(come); found != nil {
		a.Whole, a.Device = true, strings.Trim(string(found[1]), ";")
	}
	a.Keyboard = patterns().kitty.Match(come)
	if found := patterns().version.FindSubmatch(come); found != nil {
		a.Name = string(found[1])
	}
	if found := patterns().background.FindSubmatch(come); found != nil {
		if colour := ansi.XParseColor(string(found[1])); colour != nil {
			a.Background = hex(colour.RGBA())
			a.IsDark = tea.BackgroundColorMsg{Color: colour}.IsDark()
		}
	}
}

func hex(r, g, b, _ uint32) string {
	const digits = "0123456789abcdef"
	text := []byte{'#'}
	for _, part := range []uint32{r, g, b} {
		text = append(text, digits[part>>12&0xf], digits[part>>8&0xf])
	}
	return string(text)
}
