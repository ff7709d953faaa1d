package text

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Unbroken is a width in cells, or more, in which running text is not broken into lines: of a
// screen that is told and not drawn.
const Unbroken = 4000

// Room is how many cells running text takes of a width: no more than can be read with ease.
func Room(width, most int) int {
	if width >= Unbroken {
		return width
	}
	return min(width, most)
}

// units are those that are written short beside a number, and how they are said of one and more.
var units = map[string][2]string{
	"s": {"second", "seconds"}, "ms": {"millisecond", "milliseconds"},
	"min": {"minute", "minutes"}, "h": {"hour", "hours"}, "d": {"day", "days"},
	"w": {"week", "weeks"}, "mo": {"month", "months"}, "y": {"year", "years"},
	"B": {"byte", "bytes"}, "kB": {"kilobyte", "kilobytes"}, "MB": {"megabyte", "megabytes"},
	"GB": {"gigabyte", "gigabytes"}, "TB": {"terabyte", "terabytes"}, "PB": {"petabyte", "petabytes"},
}

// scales are what stands for many noughts behind a number.
var scales = map[string]string{"K": "thousand", "M": "million", "B": "billion", "T": "trillion"}

var amounts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(\d[\d.,]*)(?:([KMBT])| (s|ms|min|h|d|w|mo|y|B|kB|MB|GB|TB|PB))\b`)
})

// between are ranges of numbers, of which the dash is said.
var between = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\d)–(\d)`) })

// spans are times from one to another.
var spans = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(` – (\d)`) })

// InWords says the amounts in a text of ours that are written short: "3 w ago" is "3 weeks ago",
// "71.9 MB" is "71.9 megabytes", "1.2K" is "1.2 thousand". What is Unknown is empty.
func InWords(s string) string {
	s = strings.TrimSpace(s)
	if s == Unknown {
		return ""
	}
	s = spans().ReplaceAllString(s, " to $1")
	return amounts().ReplaceAllStringFunc(s, func(amount string) string {
		m := amounts().FindStringSubmatch(amount)
		if m[2] != "" {
			return m[1] + " " + scales[m[2]]
		}
		unit := units[m[3]]
		if m[1] == "1" {
			return m[1] + " " + unit[0]
		}
		return m[1] + " " + unit[1]
	})
}

// said are signs of ours that a voice would spell or pass over, and what is said for them.
var said = strings.NewReplacer(
	" · ", ", ", "…", "", "–", "-", "—", "-", " → ", " to ", "→", " to ", "▸", "", " ▲", "", " ▼", "",
	"•", "-", "×", " times ", "“", `"`, "”", `"`, "„", `"`,
)

// isDrawn tells the signs that lines, frames and bars are drawn with, and the dots of Braille.
func isDrawn(r rune) bool {
	return r >= '\u2500' && r <= '\u259f' || r >= '\u2800' && r <= '\u28ff'
}

// Plain is a text of ours without styles and without signs that a voice would spell.
func Plain(s string) string {
	s = said.Replace(between().ReplaceAllString(ansi.Strip(s), "$1 to $2"))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || isDrawn(r)
	}), " ")
}

// Sentence is a text of ours as a sentence to be said: with a capital where it begins with a word
// and not with a name such as acme/api, and with its stop. Nothing stays nothing.
func Sentence(s string) string {
	s = Plain(s)
	if s == "" {
		return ""
	}
	first, _, _ := strings.Cut(s, " ")
	isSign := func(r rune) bool { return !unicode.IsLetter(r) }
	if !strings.ContainsFunc(strings.TrimRight(first, ".,:;"), isSign) {
		_, size := utf8.DecodeRuneInString(s)
		s = strings.ToUpper(s[:size]) + s[size:]
	}
	if strings.ContainsRune(".!?:", rune(s[len(s)-1])) {
		return s
	}
	return s + "."
}

// Sentences are lines as they are drawn, each as a sentence. Those that hold nothing are left out.
func Sentences(lines ...string) []string {
	var all []string
	for _, line := range lines {
		if s := Sentence(line); s != "" {
			all = append(all, s)
		}
	}
	return all
}
