package own

import (
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"tagboat/hub/clean"
)

// mostOfWord is how many bytes one value may have: a reference with its digest has at most 600.
const mostOfWord = 1 << 10

// starters begin what programs take for something else than a word: an option, the name of a file
// of options, a command of an editor.
var starters = map[bool]string{false: "-+@", true: "-+@/"}[runtime.GOOS == "windows"]

// spot is where a value is put.
type spot struct {
	before string // what stands there already
	alone  bool   // it is all that the template can come to
}

// begins reports whether a value would be the beginning of a word there, or go on with what its
// beginning means to programs.
func (s spot) begins() bool {
	word := s.before
	if i := strings.LastIndexFunc(word, isStrange); i >= 0 {
		_, n := utf8.DecodeRuneInString(word[i:])
		word = word[i+n:]
	}
	return strings.Trim(word, starters) == ""
}

// isStrange reports whether a character may end a word where more than one program reads it.
func isStrange(r rune) bool { return !plain().MatchString(string(r)) }

// word reports why a value is not one clean word, which may be put into an argument. Within other
// words it may begin with anything; beside other text, which may be in any language, it holds
// nothing that is a sign in one.
func word(value string, at spot) error {
	switch {
	case value == "":
		return refuse("a value is empty")
	case len(value) > mostOfWord:
		return refuse("%s is too long", quoted(value))
	case !utf8.ValidString(value):
		return refuse("%s is no text", quoted(value))
	case strings.ContainsFunc(value, unicode.IsSpace):
		return refuse("%s is more than one word", quoted(value))
	case clean.Line(value) != value:
		return refuse("%s holds what cannot be seen", quoted(value))
	case at.begins() && strings.ContainsRune(starters, rune(value[0])),
		value[0] == '@' && strings.HasSuffix(at.before, "="): // programs read such a file
		return refuse("%s begins with %c, which means something to programs", quoted(value), value[0])
	case !at.alone && !plain().MatchString(value):
		return refuse(
			"%s would be read otherwise beside other text: alone in its argument it can be given",
			quoted(value),
		)
	case slices.Contains(strings.FieldsFunc(value, isSeparator), ".."):
		return refuse("%s leads out of its folder", quoted(value))
	}
	return nil
}

func isSeparator(r rune) bool { return r == '/' || r == '\\' || r == '=' || r == ':' }

// plain is a value that no shell reads otherwise than it stands.
var plain = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9._:/@,=+-]+$`)
})

// wordOfShell is word for what a shell reads again, here or at the other end of a connection.
func wordOfShell(value string, at spot) error {
	if !plain().MatchString(value) && word(value, spot{at.before, true}) == nil {
		return refuse("%s would be read otherwise by a shell", quoted(value))
	}
	return word(value, at)
}

// shells read arguments as commands.
var shells = []string{
	"sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "fish", "csh", "tcsh", "busybox", "nu",
	"cmd", "powershell", "pwsh", "ssh", "eval", "xargs", "parallel", "watch", "rbash", "rksh",
	"script", "su", "runuser", "tmux", "screen", "zellij", "expect", "at", "batch", "make",
}

// isShell reports whether a word of a command names one of them.
func isShell(word string) bool {
	base := strings.ToLower(word[strings.LastIndexAny(word, `/\`)+1:])
	return slices.Contains(shells, strings.TrimSuffix(base, ".exe"))
}

// line reports why a value cannot be part of a line that is copied.
func line(value string, _ spot) error {
	if value == "" || clean.Line(value) != value {
		return refuse("%s holds what a paste would not show", quoted(value))
	}
	return nil
}

// mostQuoted is how many characters of a text are told of what is wrong with it.
const mostQuoted = 60

func quoted(text string) string {
	text = clean.Line(text)
	if utf8.RuneCountInString(text) > mostQuoted {
		text = string([]rune(text)[:mostQuoted]) + "…"
	}
	return "“" + text + "”"
}
