package errs

import (
	"strings"
	"time"
)

// words are what a kind says: Short for logs, Why as the second half of a sentence, What as the
// advice. {until} becomes a time of day.
type words struct{ short, why, what string }

var vocabulary = map[Kind]words{
	BadCredentials: {"wrong credentials",
		"the name and the password or access token do not belong together",
		"Check both and try again. After a few failures Docker Hub locks the account for a while."},
	SecondFactorNeeded: {"a second factor is needed",
		"the account wants a code from its authenticator",
		"Enter the six digits that the authenticator shows now."},
	CodeRefused: {"the code was refused",
		"the code is wrong or too old",
		"Wait for the next code and enter it. If it is refused again, check the clock of the device that shows the codes."},
	LockedOut: {"locked out after failed logins",
		"there were too many failed logins, and Docker Hub has locked the account until {until}",
		"Before that even the right password is refused."},
	TokenNotAllowed: {"not allowed with an access token",
		"Docker Hub does not allow this with an access token",
		"Log in with the account's password, or with a token that has more rights."},
	SSORequired: {"single sign-on is required",
		"the organization enforces single sign-on and refuses passwords",
		"Make a personal access token on hub.docker.com and log in with it."},
	SessionEnded: {"the session has ended",
		"the session has ended, or the Hub no longer accepts it",
		"Log in again; the list goes on from where it was."},
	Forbidden: {"forbidden",
		"this account may not see or do that",
		"Log in with an account that may, or ask the owner for the right."},
	NotFound: {"not found",
		"it does not exist, or it is not visible to you",
		"Check the name. If it is private, log in with an account that may see it."},
	DepthCapped: {"no deeper without an account",
		"without an account Docker Hub shows only the first pages",
		"Log in to see the rest; a free account is enough. What is loaded stays."},
	RateLimited: {"the rate limit is reached",
		"the Hub's rate limit is reached until {until}",
		"Wait until {until}, then go on. Others behind the same address use up the same limit; an account has its own."},
	AbuseLimited: {"too many requests from this address",
		"Docker Hub has had too many requests from this address and pauses it until {until}",
		"Wait until {until}, then go on. Behind a shared address, others may be the cause."},
	BotChallenge: {"challenged as a robot",
		"Docker Hub takes this program for a robot and shows it a page made for browsers",
		"Wait some minutes, log in, or try from another network. Names of tags may still be had through the registry."},
	Unavailable: {"the Hub is not available",
		"the Hub does not work properly at the moment",
		"Wait a minute and try again. www.dockerstatus.com tells about outages."},
	Unreadable: {"an unreadable answer",
		"the answer is cut off or is not what it should be",
		"Try again. If it stays, a proxy may be changing the answers, or the Hub has changed."},
	Refused: {"refused",
		"the Hub refused the request",
		"Trying again will not help; check what was asked for."},
	Elsewhere: {"the answer leads elsewhere",
		"the answer leads to another host, and the session is not carried there",
		"Check the address of the Hub. A proxy or a sign-in page of the network may be answering in its place."},
	NoNetwork: {"no connection",
		"the connection could not be made, or it broke off",
		"Check the network and try again."},
	DNS: {"the host was not found",
		"the name of the host was not found",
		"Check the network, the DNS settings and the address of the Hub."},
	TLS: {"no secure connection",
		"no secure connection could be made",
		"Check the address of the Hub and this computer's clock."},
	Proxy: {"the proxy refused",
		"the proxy refused or cannot be reached",
		"Check HTTPS_PROXY and NO_PROXY, and the proxy's name and password."},
	TimedOut: {"timed out",
		"no answer came in time",
		"Try again. Very large repositories can be slow to answer."},
	NoSearch: {"no search",
		"this Hub has no search, or none that can answer this",
		"Open a repository by its name; if the search was narrowed, search for the words alone."},
	NoManifests: {"no list of manifests",
		"the repository is there, and the Hub has no list of its manifests, or shows it to nobody but its owners",
		"Tags are listed all the same. Which manifests have no tag cannot be told here."},
	VanishedSinceListed: {"gone since it was listed",
		"it was listed a moment ago, and now the Hub says that it does not exist",
		"It may have been deleted since, or the Hub may be blocking requests from here. Wait a minute, then reload."},
	NotTheHub: {"an answer that is not the Hub's own",
		"the answer is not one of the Hub's own, so it tells nothing about the password or access token",
		"A proxy or a sign-in page of the network may be answering in the Hub's place. Check the connection, then try again."},
}

// quoting are the kinds for which the Hub's own words tell more than ours.
var quoting = map[Kind]bool{
	Refused: true, Forbidden: true, TokenNotAllowed: true, SSORequired: true, Unavailable: true,
}

// Sentence says what was tried and why it failed, as one or two sentences. It may quote the Hub's
// words, which are foreign text.
func (e *Error) Sentence() string {
	why, _ := e.explain()
	if why == "" {
		why = "it failed"
	}
	if e.Op != "" {
		why = "Could not " + e.Op + ": " + why
	} else {
		why = strings.ToUpper(why[:1]) + why[1:]
	}
	if quoting[e.Kind] && e.Message != "" {
		return why + ". The Hub says: " + strings.TrimRight(e.Message, ". \n") + "."
	}
	return why + "."
}

// Advice says what to do now.
func (e *Error) Advice() string {
	_, advice := e.explain()
	return advice
}

// dated puts the time in, or an honest guess where nobody named one.
func (e *Error) dated(text string) string {
	when := "a minute from now"
	if !e.Until.IsZero() {
		when = e.Until.Local().Format(time.TimeOnly)
	}
	return strings.ReplaceAll(text, "{until}", when)
}
