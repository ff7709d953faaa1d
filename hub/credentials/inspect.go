package credentials

import (
	"encoding/base64"
	"encoding/binary"
	"regexp"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"tagboat/hub"
)

// mostPassword is more than any password or token has, in bytes.
const mostPassword = 4096

// Unfit says why a secret, or a name, is not sent: each wrong one costs a failed login. It never
// holds the text itself.
type Unfit struct{ Looks, Advice string }

func (u *Unfit) Error() string { return "it " + u.Looks + "; " + u.Advice }

// FromPipe looks at what came by a pipe, a file or a variable, as it came: one line, whose ending
// is not part of it.
func FromPipe(raw string) (hub.Secret, error) {
	line := strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r")
	if first := strings.TrimRight(line, "\r\n"); !strings.ContainsAny(first, "\r\n") {
		line = first // more line endings are no part of a password either
	}
	return inspect(line, false)
}

// Typed looks at what a person typed or pasted.
func Typed(text string) (hub.Secret, error) { return inspect(text, true) }

// inspect takes an access token out of what an editor, a shell or a file of variables left round
// it, and changes nothing in a password. What cannot be a secret of the Hub is refused.
func inspect(text string, typed bool) (hub.Secret, error) {
	plain, wide := narrow(text)
	if token, err := tokenIn(plain); err != nil || token != "" {
		return hub.NewSecret(token), err
	}
	if wide {
		return hub.Secret{}, &Unfit{
			"looks like UTF-16, which Windows PowerShell and Notepad write",
			"give it as plain UTF-8",
		}
	}
	for _, unfit := range []func(string) *Unfit{garbled, foreign} {
		if u := unfit(text); u != nil {
			return hub.Secret{}, u
		}
	}
	if u := wrapped(text); u != nil && !typed {
		return hub.Secret{}, u
	}
	return hub.NewSecret(text), nil
}

// narrow undoes UTF-16, which its byte order mark or the zero bytes between the letters betray, and
// reports whether it was that.
func narrow(text string) (string, bool) {
	order := binary.ByteOrder(binary.LittleEndian)
	body, marked := strings.CutPrefix(text, "\xff\xfe")
	if !marked {
		if body, marked = strings.CutPrefix(text, "\xfe\xff"); marked {
			order = binary.BigEndian
		}
	}
	if !marked {
		switch zeros := strings.Count(text, "\x00"); {
		case zeros == 0 || zeros < len(text)/2-1 || zeros > len(text)/2+1:
			return text, false
		case text[0] == 0:
			order = binary.BigEndian
		}
	}
	units := make([]uint16, 0, len(body)/2)
	for i := 0; i+1 < len(body); i += 2 {
		units = append(units, order.Uint16([]byte(body[i:i+2])))
	}
	return string(utf16.Decode(units)), true
}

// lazily compiles an expression when it is first needed: most runs read no secret, and every start
// would pay for all of them.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

const blanks = `[\s\x00\x{FEFF}\x{200B}\x{2060}\x{A0}]*`

var (
	tokenStart = lazily(`(?i)dckr_[a-z]{2,8}_`)
	tokenWhole = lazily(`dckr_[a-z]{2,8}_[A-Za-z0-9_-]+`)
	// tokenBefore is what may stand before a token: a variable's name, quotes, the word of a
	// header.
	tokenBefore = lazily("^" + blanks + `(?:(?:export|set|setx|env|declare -x)\s+)?(?:\$env:)?` +
		`(?:[A-Za-z_][A-Za-z0-9_.-]*\s*[:=]\s*)?` + "[\"'`“”‘’]*" + `(?i:(?:bearer|token|basic|jwt)\s+)?` + "[\"'`“”‘’]*" + blanks + "$")
	tokenAfter = lazily("^" + blanks + "[\"'`“”‘’;,]*" + blanks + "$")
)

// tokenIn is the access token in a text, whose alphabet is known; "" when there is none.
func tokenIn(text string) (string, error) {
	if !tokenStart().MatchString(text) {
		return "", nil
	}
	found := tokenWhole().FindAllStringIndex(text, 2)
	if len(found) == 1 {
		before, after := text[:found[0][0]], text[found[0][1]:]
		if tokenBefore().MatchString(before) && tokenAfter().MatchString(after) {
			return text[found[0][0]:found[0][1]], nil
		}
	}
	if len(found) == 0 {
		return "", &Unfit{"begins like an access token, but is cut off, masked or in capital letters", "copy the token anew"}
	}
	return "", &Unfit{"holds an access token among other characters", "give the token alone: dckr_pat_… and nothing beside it"}
}

// garbled is no text, or text that came out of the wrong encoding, or of a terminal.
func garbled(text string) *Unfit {
	switch {
	case text == "":
		return &Unfit{"is empty", "give the password or an access token"}
	case strings.TrimSpace(text) == "":
		return &Unfit{"is nothing but blanks", "look whether what should fill it is empty"}
	case strings.HasPrefix(text, "\ufeff"):
		return &Unfit{"begins with a byte order mark, which some editors and shells write", "save it as UTF-8 without one"}
	case !utf8.ValidString(text):
		return &Unfit{"is not UTF-8 text", "give it as UTF-8"}
	case strings.ContainsRune(text, 0):
		return &Unfit{"holds zero bytes, as text in another encoding does", "give it as plain UTF-8"}
	case strings.ContainsAny(text, "\r\n"):
		return &Unfit{"is more than one line", "give the secret alone, on one line"}
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }):
		return &Unfit{"holds control characters, as a key or a paste leaves that a terminal did not understand", "give the secret alone"}
	case len(text) > mostPassword:
		return &Unfit{"is longer than any password", "give the secret alone, not a file of something else"}
	}
	return nil
}

var foreignTokens = []struct {
	shape func() *regexp.Regexp
	name  string
}{
	{lazily(`^(gh[pousr]_|github_pat_)[A-Za-z0-9_]{20,}$`), "a token of GitHub"},
	{lazily(`^gl[a-z]{2,4}-[A-Za-z0-9_.-]{20,}$`), "a token of GitLab"},
	{lazily(`^(npm_|xox[abp]-|hf_|ya29\.)[A-Za-z0-9_.-]{20,}$`), "a token of another service"},
	{lazily(`^-----BEGIN `), "a key or a certificate"},
	{lazily(`^(\*{4,}|•{4,}|\[redacted\]|<redacted>)$`), "the mask of a secret"},
}

// foreign is a secret of something else.
func foreign(text string) *Unfit {
	text = strings.TrimSpace(text)
	if session(text) {
		return &Unfit{"looks like a short-lived token (a JWT, as a web login or a CI job's OIDC login gets)",
			"the Hub takes a password or an access token, dckr_pat_…"}
	}
	for _, f := range foreignTokens {
		if f.shape().MatchString(text) {
			return &Unfit{"looks like " + f.name, "the Hub takes a password or an access token, dckr_pat_…"}
		}
	}
	return nil
}

// session reports whether a text is a web login's token and no password. The Hub would count it as
// a failed login.
func session(text string) bool {
	text = strings.TrimSpace(text)
	if _, after, found := strings.Cut(text, " "); found && strings.EqualFold(text[:len(text)-len(after)-1], "bearer") {
		text = strings.TrimSpace(after)
	}
	return strings.HasPrefix(text, "eyJ") && strings.Count(text, ".") == 2 && !strings.Contains(text, " ")
}

var (
	variableLine = lazily(`^\s*(?:(?:export|set|setx)\s+[A-Za-z_]\w*=|\$env:[A-Za-z_]\w*\s*=|` +
		`[A-Z][A-Z0-9_]*(?:PASSWORD|TOKEN|SECRET|PASS|PWD)=)`)
	headerLine = lazily(`^(?i:authorization:.*|(?:bearer|basic)\s+\S{16,})$`)
	unexpanded = lazily(`^(?:\$\{[^}]+\}|\$\([^)]+\)|\$[A-Z][A-Z0-9_]+|%[A-Z][A-Z0-9_]+%|\$?\{\{.*\}\}|op://\S+)$`)
)

// wrapped is a secret in the clothes of a file or a shell. Nobody types these, and none is taken
// off: a password may look like much.
func wrapped(text string) *Unfit {
	switch {
	case variableLine().MatchString(text):
		return &Unfit{"looks like a line of a file of variables, NAME=value", "give the value alone"}
	case headerLine().MatchString(text):
		return &Unfit{"looks like a header of HTTP", "give the secret alone"}
	case unexpanded().MatchString(text):
		return &Unfit{"looks like the name of a variable or secret that was not filled in", "check the quotes, or the settings of the job"}
	case strings.HasPrefix(text, "{") && strings.HasSuffix(strings.TrimSpace(text), "}") && strings.Contains(text, `":`):
		return &Unfit{"looks like JSON", "give the secret alone"}
	case authEntry(text):
		return &Unfit{"looks like the auth of Docker's config.json, which is base64", "give the secret itself"}
	}
	return nil
}

func authEntry(text string) bool {
	decoded, err := base64.StdEncoding.DecodeString(text)
	return err == nil && len(decoded) > 8 && utf8.Valid(decoded) && tokenStart().Match(decoded)
}

// checkLogin is CheckName for a login, which is somebody's.
func checkLogin(name string) error {
	if strings.TrimSpace(name) == "" {
		return &Unfit{"is empty", "name the account"}
	}
	return CheckName(name)
}

// CheckName refuses a name that is a secret: what stands in a name's place is shown and written
// down.
func CheckName(name string) error {
	name = strings.TrimSpace(name)
	if tokenStart().MatchString(name) || foreign(name) != nil {
		return &Unfit{"looks like an access token, not a user name", "the token goes where the password is asked for"}
	}
	unfit := func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }
	if strings.ContainsFunc(name, unfit) {
		return &Unfit{"holds characters that no user name has", "give the name alone"}
	}
	return nil
}
