package sheet

import (
	"fmt"
	"strconv"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
)

// Limits are what is left of requests and pulls. Requests and Pulls are nil where they could not be
// asked.
type Limits struct {
	Hub          string
	Account      string // ""; none
	Requests     *hub.Budget
	Pulls        *hub.Allowance
	PullsUnasked string // why not, where that is no failure
}

// Append writes them as text for a person, or as one object of JSON.
func (l *Limits) Append(dst []byte, asJSON bool) []byte {
	if asJSON {
		return l.appendJSON(dst)
	}
	fact := func(name, value string) {
		dst = fmt.Appendf(dst, "%-10s  %s\n", name, clean.Line(value))
	}
	who := "without an account, by this address"
	if l.Account != "" {
		who = "as " + l.Account
	}
	fact("hub", l.Hub)
	requests := unread
	if l.Requests != nil {
		requests = l.Requests.Words() + ", " + who
	}
	fact("requests", requests)
	switch {
	case l.Pulls != nil:
		fact("pulls", l.Pulls.Words())
	case l.PullsUnasked != "":
		fact("pulls", "not asked: "+l.PullsUnasked)
	default:
		fact("pulls", unread)
	}
	return dst
}

const unread = "could not be read"

func (l *Limits) appendJSON(dst []byte) []byte {
	dst = clean.AppendJSON(append(dst, `{"hub":`...), l.Hub)
	dst = appendKnown(append(dst, `,"account":`...), l.Account)
	dst = appendRequests(append(dst, `,"requests":`...), l.Requests)
	dst = appendPulls(append(dst, `,"pulls":`...), l.Pulls)
	return append(dst, "}\n"...)
}

func appendRequests(dst []byte, b *hub.Budget) []byte {
	if b == nil {
		return append(dst, "null"...)
	}
	reset := ""
	if b.Known {
		reset = b.Reset.UTC().Format(time.RFC3339)
	}
	dst = appendCounted(dst, b.Known, b.Limit, b.Remaining)
	return append(appendKnown(append(dst, `,"reset":`...), reset), '}')
}

func appendPulls(dst []byte, a *hub.Allowance) []byte {
	if a == nil {
		return append(dst, "null"...)
	}
	dst = appendCounted(dst, a.Limited, a.Limit, a.Remaining)
	dst = appendBytes(append(dst, `,"window":`...), int64(a.Window/time.Second), a.Window > 0)
	dst = appendKnown(append(dst, `,"account":`...), a.Account)
	return append(appendKnown(append(dst, `,"source":`...), a.Source), '}')
}

// appendCounted writes null for numbers that nobody tells.
func appendCounted(dst []byte, limited bool, limit, remaining int) []byte {
	dst = strconv.AppendBool(append(dst, `{"limited":`...), limited)
	dst = appendBytes(append(dst, `,"limit":`...), int64(limit), limited && limit > 0)
	return appendBytes(append(dst, `,"remaining":`...), int64(remaining), limited)
}
