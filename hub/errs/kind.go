package errs

// Kind is what sort of failure an error is. A Kind is itself an error, so errors.Is(err,
// errs.NotFound) asks for it.
type Kind uint8

// The kinds of failure. Each has its own sentence and its own advice.
const (
	_                  Kind = iota
	BadCredentials          // the name and the secret do not belong together
	SecondFactorNeeded      // the Hub wants a code; the error is a challenge
	// CodeRefused: the code was wrong or too old; the same Challenge may be answered again.
	CodeRefused
	LockedOut           // too many failed logins; Until says for how long
	TokenNotAllowed     // not with a session that an access token began
	SSORequired         // the organization enforces single sign-on
	SessionEnded        // the session is over: log in again
	Forbidden           // not permitted, or not visible without an account
	NotFound            // does not exist, or is not visible to this account
	DepthCapped         // the Hub pages no deeper without an account
	RateLimited         // too many requests; Until says when to come back
	AbuseLimited        // the limiter in front of everything; Until says when to come back
	BotChallenge        // a page meant for browsers: the Hub takes us for a robot
	Unavailable         // 5xx, or HTML where JSON belongs
	Unreadable          // JSON that is cut off or not what it should be
	Refused             // 400 and whatever else is no success
	Elsewhere           // the answer points to another host, where we do not go
	NoNetwork           // no connection, or it broke off
	DNS                 // the name of the host was not found
	TLS                 // no secure connection
	Proxy               // the proxy refused or cannot be reached
	TimedOut            // no answer in time
	NoSearch            // this Hub has no search, or none that could answer this
	VanishedSinceListed // 404 on something listed a moment ago; also matches NotFound
	NoManifests         // this Hub has no list of manifests
	// NotTheHub: the answer to a login is not one of the Hub's own: it tells nothing about the
	// secret.
	NotTheHub
)

// Error is the kind in a few words.
func (k Kind) Error() string {
	if w, ok := vocabulary[k]; ok {
		return w.short
	}
	return "failed"
}
