package session

import (
	"strings"

	"tagboat/hub/redact"
)

// Sight is how much of what is private is shown to a session.
type Sight uint8

// The sights. The Hub leaves out what may not be seen and does not say so (Hub API notes, "What
// PAT- and OAT-issued tokens may not do").
const (
	SeesAccount Sight = iota // all that the account may see
	SeesGiven                // what a token was given, which it does not tell
	SeesPublic               // public repositories only
)

// Sight reports how much the session is shown; nil sees what is public. An organization's access
// token covers at most 50 repositories (Hub API notes, "Facts added"). A personal one tells its
// scope, of which each includes the lower ones; where it does not, what it was given is unknown.
func (s *Session) Sight() Sight {
	if s == nil {
		return SeesPublic
	}
	token, _ := s.life.current()
	public := false
	scopes := strings.ReplaceAll(readClaims(token.Reveal()).scope, ",", " ")
	for scope := range strings.FieldsSeq(scopes) {
		switch scope {
		case "repo:read", "repo:write", "repo:admin":
			if s.Kind != redact.OrganizationAccessToken {
				return SeesAccount
			}
		case "repo:public_read":
			public = true
		}
	}
	switch {
	case public:
		return SeesPublic
	case s.Kind == redact.Password:
		return SeesAccount
	default:
		return SeesGiven
	}
}
