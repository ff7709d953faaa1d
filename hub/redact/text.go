package redact

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxMessage is the longest text in bytes that an error repeats of what others say.
const MaxMessage = 300

var tokenShape = regexp.MustCompile(
	`dckr_[a-zA-Z]{2,8}_[A-Za-z0-9_-]*|eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){0,2}`,
)

// Text takes out the given secrets, and whatever has the shape of a token.
func Text(text string, secrets ...Secret) string {
	for _, s := range secrets {
		if plain := s.Reveal(); len(plain) > 3 || plain != "" && text == plain {
			text = strings.ReplaceAll(text, plain, redacted)
		}
	}
	return tokenShape.ReplaceAllString(text, redacted)
}

// placed is what stands where a secret is sent: behind the name of a scheme, in front of a host, or
// as the value of a field or parameter that is called so.
var placed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(\b(?:bearer|basic)\s+)[^\s",;]+` +
		`|(://)[^\s/@]+@` +
		`|(["']?\b(?:password|passwd|secret|token|access_token|refresh_token|code|jwt|authorization)["']?\s*[:=]\s*)(?:(?:bearer|basic)\s+)?("[^"]*"?|'[^']*'?|[^\s&,;"']+)`)
})

// Everywhere takes out whatever has the shape of a token, and whatever stands where a secret is
// sent, of words that will be shown to others.
func Everywhere(text string) string {
	return Text(placed().ReplaceAllString(text, "${1}${2}${3}"+redacted))
}

// Line cuts text to at most n bytes, on a character, in one line of valid UTF-8.
func Line(text string, n int) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	if len(text) <= n {
		return text
	}
	cut := n - len("…")
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// Message is a line of at most MaxMessage bytes without the secrets: the form in which an error
// holds foreign text, and in which it names what was tried. Somebody will paste a token where a
// name belongs.
func Message(text string, secrets ...Secret) string {
	return Line(Text(text, secrets...), MaxMessage)
}
