package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tagboat/hub"
)

// Asked is what became of a question to a server.
type Asked struct {
	About, Server string
	Unasked       string // why nobody was asked; empty: somebody was
	Took          time.Duration
	Says          string // what the answer tells besides
	Err           error
	Wrong         error         // why there is no such address
	Within        time.Duration // how long it was waited for
	Now           time.Time     // for what does not tell its own
}

const checkServer = "Check the address of the Hub. A proxy or a sign-in page of the network may be answering in its place."

// Finding is whether the server was reached, and else which refusal it is.
func (a Asked) Finding() Finding {
	switch {
	case a.Unasked != "":
		return unasked(a.About, "%s, not asked: %s", a.Server, a.Unasked)
	case a.Wrong != nil:
		return look(a.About, "Give the address as https://HOST or https://HOST/PATH.", "%s", a.Wrong)
	case errors.Is(a.Err, context.DeadlineExceeded):
		return look(a.About, "Try again. If it stays, check the network, and whether a proxy is needed: HTTPS_PROXY.",
			"%s: timed out, no answer within %s", a.Server, span(a.Within))
	case a.Err != nil:
		says, do := refusal(a.Err, a.Now)
		return look(a.About, do, "%s: %s", a.Server, says)
	}
	says := fmt.Sprintf(
		"%s answered after %d ms", a.Server, a.Took.Round(time.Millisecond).Milliseconds(),
	)
	if a.Says != "" {
		says += ", " + a.Says
	}
	return fine(a.About, "%s", says)
}

// refusal is the kind of a failure with what it was told by, and what to do.
func refusal(err error, now time.Time) (says, do string) {
	kind, status, cause, quoted := "failed", "", "", ""
	for _, f := range hub.Report(err, now) {
		switch f.About {
		case "kind":
			kind = f.Says
		case "status":
			status = f.Says
		case "cause":
			cause = f.Says
		case "what": // where the Hub's own words tell more, they stand in it
			_, quoted, _ = strings.Cut(f.Says, "The Hub says: ")
		}
	}
	says, do = kind, hub.Advice(err)
	if isNoHub(err, status) {
		says, do = "what answers there is no Hub", checkServer
	}
	var told []string
	if status != "" {
		told = append(told, "status "+status)
	}
	if cause != "" && cause != says {
		told = append(told, cause)
	}
	if quoted != "" {
		told = append(told, "it says: "+strings.TrimSuffix(quoted, "."))
	}
	if len(told) > 0 {
		says += " (" + strings.Join(told, "; ") + ")"
	}
	return says, do
}

// isNoHub reports whether an answer came that is not as a Hub writes its own: a page where JSON
// belongs, and another service's 404. One behind which the Hub is out of order has another status.
func isNoHub(err error, status string) bool {
	isSuccess := strings.HasPrefix(status, "2")
	switch hub.KindOf(err) {
	case hub.NotTheHub:
		return true
	case hub.Unavailable, hub.Unreadable:
		return isSuccess
	case hub.Refused:
		return status == strconv.Itoa(http.StatusNotFound)
	default:
		return false
	}
}

// Proxy is the way to the network that the environment names, without a name or a password.
type Proxy struct {
	Unasked  string
	Variable string // that names one; empty: none does
	Address  string // its scheme and host
	Login    bool   // a name or a password stands in it
	Skipped  bool   // the Hub is an exception
	Err      error  // why it cannot be read, which quotes nothing
}

// Finding is which way requests go.
func (p Proxy) Finding() Finding {
	const about = "proxy"
	switch {
	case p.Unasked != "":
		return unasked(about, "%s", p.Unasked)
	case p.Err != nil:
		return look(about, "Correct the variable, or unset it. Until then nothing is sent.", "%s", p.Err)
	case p.Variable == "":
		return fine(about, "none")
	}
	says := p.Variable + " names " + p.Address
	if p.Login {
		says += " with a login"
	}
	if p.Skipped {
		says += "; not for the Hub, which is an exception"
	}
	return fine(about, "%s", says)
}

// Certificates are the authorities that are believed.
type Certificates struct {
	Unasked string
	Names   []string // "SSL_CERT_FILE (PATH)"
	Err     error
}

// Finding is who is believed.
func (c Certificates) Finding() Finding {
	const about = "certificates"
	switch {
	case c.Unasked != "":
		return unasked(about, "%s", c.Unasked)
	case c.Err != nil:
		return look(about, "Name a file or folder of certificates in PEM form, or unset the variable. Until then nothing is sent.", "%s", c.Err)
	case len(c.Names) == 0:
		return fine(about, "the system's")
	default:
		return fine(about, "those of %s", strings.Join(c.Names, " and "))
	}
}
