package config

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"tagboat/ui/config/document"
)

// secretWords are those in the names of secrets.
var secretWords = []string{
	"password", "passwd", "passphrase", "passcode", "pass", "pwd", "token", "secret", "secrets",
	"pat", "oat", "credential", "credentials", "apikey", "auth", "authorization", "bearer", "jwt",
	"otp", "totp", "cookie",
}

// isSecretName reports whether a key is one that people call a secret by.
func isSecretName(name string) bool {
	parts := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for i, part := range parts {
		parts[i] = strings.ToLower(part)
	}
	whole := strings.Join(parts, "")
	return slices.ContainsFunc(secretWords, func(word string) bool {
		// of the long ones a part is enough: dockerPassword, authtoken
		return slices.Contains(parts, word) || len(word) > len("auth") && strings.Contains(whole, word)
	}) || strings.Contains(whole, "apikey")
}

// shapes are how tokens look, and where secrets stand in addresses and headers.
var shapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`dckr_[A-Za-z]{2,8}_|eyJ[A-Za-z0-9_-]{8,}|gh[a-z]_[A-Za-z0-9]{20,}|` +
		`github_pat_|glpat-|AKIA[0-9A-Z]{12,}|://[^\s/]*:[^\s/]*@|` +
		`(?i:authorization:\s*(?:bearer|basic)\s+)[A-Za-z0-9+/=._-]{8,}|-----BEGIN [A-Z ]*PRIVATE`)
})

// isSecret reports whether a text holds what looks like a secret.
func isSecret(text string) bool { return shapes().MatchString(text) }

// secretIn reports whether a value holds one, at any depth.
func secretIn(v document.Value) bool {
	return isSecret(v.Text) || slices.ContainsFunc(v.Items, secretIn) || secretAmong(v.Items)
}
