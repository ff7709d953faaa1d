package registry

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/session"
	"tagboat/hub/transport"
)

// Allowance is how many images the registry lets be pulled.
type Allowance struct {
	Limited   bool // the registry names a limit
	Limit     int
	Remaining int
	Window    time.Duration // in any such span; 0: it does not say
	// Account is who the numbers are of; "": of this address, without an account.
	Account string
	// NotYours says that somebody is logged in, and not by a token that the registry takes.
	NotYours bool
	// Source is what the registry counts by: an address or an account's number. Foreign text.
	Source string
}

// Words says it in words for a person.
func (a Allowance) Words() string {
	who := "without an account"
	switch {
	case a.Account != "":
		who = "as " + a.Account
	case a.NotYours:
		who += "; log in with a token to see yours"
	}
	switch {
	case !a.Limited:
		return "none, " + who
	case a.Window <= 0:
		return fmt.Sprintf("%d of %d left, %s", a.Remaining, a.Limit, who)
	}
	return fmt.Sprintf("%d of %d left in any %s, %s", a.Remaining, a.Limit, span(a.Window), who)
}

func span(d time.Duration) string {
	switch hours := d / time.Hour; {
	case d == time.Hour:
		return "hour"
	case hours > 0 && d%time.Hour == 0:
		return fmt.Sprintf("%d hours", hours)
	default:
		return d.String()
	}
}

// preview is the repository whose manifest tells the limits and costs no pull, and only on Docker's
// registry (Hub API notes, "Facts added in November 2026").
const preview = "ratelimitpreview/test"

// Allowance asks what is left of the pulls: of the session's account where it began with an access
// token, else of nobody's, by this address.
func (r *Registry) Allowance(
	ctx context.Context, s *session.Session, op string,
) (Allowance, error) {
	address, err := transport.URLUnder(
		r.Address, nil, "v2", "ratelimitpreview", "test", "manifests", "latest",
	)
	if err != nil {
		return Allowance{}, &errs.Error{Op: op, Kind: errs.Refused, Message: err.Error()}
	}
	var found Allowance
	used := false
	take := func(h http.Header) { found, _ = readAllowance(h) }
	q := transport.Query{
		Op: op, Address: address, Limiter: r.Limiter, Elsewhere: true, Head: true,
		Accept: manifestTypes,
		Read: func(a transport.Answer) error {
			take(a.Header)
			return nil
		},
		Refused: func(a transport.Answer) {
			if a.Status == http.StatusTooManyRequests {
				take(a.Header)
				used = found.Limited
			}
		},
		Detour: func(error) bool { return true }, // the answer is the refusal
	}
	token, err := r.ask(ctx, s, q, "repository:"+preview+":pull")
	if err != nil && !used {
		return Allowance{}, err
	}
	if token.signed {
		found.Account = s.Username
	}
	found.NotYours = s != nil && !token.signed
	return found, nil
}

// readAllowance reads "ratelimit-limit: 100;w=21600" and its kin; there is none without them.
func readAllowance(h http.Header) (Allowance, bool) {
	limit, window, ok1 := quota(h.Get("Ratelimit-Limit"))
	left, _, ok2 := quota(h.Get("Ratelimit-Remaining"))
	if !ok1 || !ok2 {
		return Allowance{}, false
	}
	source := h.Get("Docker-Ratelimit-Source")
	return Allowance{
		Limited: true, Limit: limit, Remaining: min(left, limit), Window: window,
		Source: source[:min(len(source), maxParameter)],
	}, true
}

func quota(text string) (n int, window time.Duration, ok bool) {
	const longest = 366 * 24 * 60 * 60
	number, rest, _ := strings.Cut(text, ";")
	count, err := strconv.ParseInt(strings.TrimSpace(number), 10, 32)
	if seconds, found := strings.CutPrefix(strings.TrimSpace(rest), "w="); found {
		if s, err := strconv.ParseInt(seconds, 10, 32); err == nil && s > 0 && s <= longest {
			window = time.Duration(s) * time.Second
		}
	}
	return int(count), window, err == nil && count >= 0
}
