package redact

import (
	"fmt"
	"log/slog"
	"strings"
)

const redacted = "[redacted]"

// Kind is what sort of secret a person typed, seen by its prefix (Hub API notes, "Choice of
// route").
type Kind uint8

// The kinds of secret.
const (
	Password Kind = iota
	PersonalAccessToken
	OrganizationAccessToken
)

func (k Kind) String() string {
	switch k {
	case PersonalAccessToken:
		return "personal access token"
	case OrganizationAccessToken:
		return "organization access token"
	default:
		return "password"
	}
}

const (
	personalPrefix     = "dckr_pat_"
	organizationPrefix = "dckr_oat_"
)

// Secret is a password, a token or a code. It prints as [redacted] in every verb of fmt, in JSON
// and in slog. The text hides in a closure, because fmt and every dumper of structures print
// unexported fields without asking their methods.
type Secret struct{ reveal func() string }

// NewSecret wraps s; nothing is trimmed.
func NewSecret(s string) Secret { return Secret{func() string { return s }} }

// Reveal is the text itself: for the request that carries it and for nothing else.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsZero reports whether there is no text.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// Kind tells an access token from a password.
func (s Secret) Kind() Kind {
	switch text := s.Reveal(); {
	case strings.HasPrefix(text, personalPrefix):
		return PersonalAccessToken
	case strings.HasPrefix(text, organizationPrefix):
		return OrganizationAccessToken
	}
	return Password
}

// Format prints [redacted] whatever the verb.
func (Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// MarshalText is for JSON and the like.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// LogValue is for slog.
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
