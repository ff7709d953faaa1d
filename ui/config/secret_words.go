package config

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tagboat/ui/config/document"
)

// secretAmong reports whether the words of a command line hold a secret: behind a flag or a
// variable that is called as secrets are, behind a name and a colon, or in a header.
func secretAmong(words []document.Value) bool {
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].Text
		}
		flag, given, isSet := strings.Cut(w.Text, "=")
		if !isSet && strings.HasPrefix(flag, "-") {
			given = next
		}
		isFlag := strings.HasPrefix(flag, "-") || isSet && !strings.ContainsAny(flag, " {}/?")
		if isFlag && isGiven(flag, given) || headers().MatchString(w.Text) {
			return true
		}
		if !isSet && isLogin(words[0].Text, flag, given) || isSet && isLogin("", flag, given) {
			return true
		}
	}
	return false
}

// isGiven reports whether a secret stands behind the name of a flag or a variable, and not where
// one is to be found.
func isGiven(name, given string) bool {
	parts := strings.Split(strings.ReplaceAll(strings.ToLower(name), "_", "-"), "-")
	elsewhere := slices.Contains([]string{
		"file", "stdin", "path", "helper", "env", "id", "type", "name", "url", "server", "realm", "credentials",
	}, parts[len(parts)-1])
	isPlace := given == "" || given == "true" || given == "false" ||
		strings.HasPrefix(given, "{{") || strings.ContainsAny(given[:1], "-/.@~") || strings.Contains(given, "=")
	return isSecretName(name) && !elsewhere && !isPlace
}

// headers are those of requests that hold secrets.
var headers = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^((proxy-)?authorization|(set-)?cookie|` +
		`[a-z-]*(token|secret|password|api-?key))[ \t]*:[ \t]*[^\s{]`)
})

// logins are flags behind which a name and a password stand.
var logins = []string{
	"-u", "-U", "--user", "--username", "--proxy-user", "--creds", "--src-creds", "--dest-creds", "--auth",
}

// isLogin reports whether a name and a password stand behind a flag. Engines have a user and a
// group there.
func isLogin(program, flag, given string) bool {
	name, password, isPair := strings.Cut(given, ":")
	engines := []string{"docker", "podman", "nerdctl", "kubectl", "chroot"}
	isEngine := slices.Contains(engines, path.Base(program))
	return isPair && slices.Contains(logins, flag) && !isEngine &&
		name != "" && password != "" && !isNumber(password) && !strings.ContainsAny(given, "{/")
}

func isNumber(text string) bool { return strings.Trim(text, "0123456789") == "" }
