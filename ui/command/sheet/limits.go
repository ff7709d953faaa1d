package sheet

import (
	"fmt"
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
		return append(limits.append(dst, l), '\n')
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

// limits are what Limits is in JSON.
var limits = &object[Limits]{members: []Column[Limits]{
	{Name: "hub", Help: "the address that was asked", Value: func(l *Limits) any { return l.Hub }},
	{
		Name: "account", Help: "whose they are; null without an account",
		Value: func(l *Limits) any { return known(l.Account) },
	},
	{
		Name: "requests", Help: "of the Hub, in a minute; null where they could not be asked",
		Value: func(l *Limits) any { return one[hub.Budget]{requests, l.Requests, true} },
	},
	{
		Name: "pulls", Help: "of Docker's registry; null where they could not be asked",
		Value: func(l *Limits) any { return one[hub.Allowance]{pulls, l.Pulls, true} },
	},
}}

// How numbers are told of requests and of pulls alike.
const (
	limitedHelp   = "whether a limit is told"
	limitHelp     = "how many there are in all; null where no limit is told"
	remainingHelp = "how many are left; null where no limit is told"
)

var requests = &object[hub.Budget]{members: []Column[hub.Budget]{
	{Name: "limited", Help: limitedHelp, Value: func(b *hub.Budget) any { return b.Known }},
	{
		Name: "limit", Help: limitHelp,
		Value: func(b *hub.Budget) any { return numberIf(int64(b.Limit), b.Known && b.Limit > 0) },
	},
	{
		Name: "remaining", Help: remainingHelp,
		Value: func(b *hub.Budget) any { return numberIf(int64(b.Remaining), b.Known) },
	},
	{
		Name: "reset", Help: "when there are all of them again; null where no limit is told",
		Value: func(b *hub.Budget) any {
			if !b.Known {
				return hub.Timestamp(0)
			}
			return hub.TimestampOf(b.Reset.Truncate(time.Second))
		},
	},
}}

var pulls = &object[hub.Allowance]{members: []Column[hub.Allowance]{
	{Name: "limited", Help: limitedHelp, Value: func(a *hub.Allowance) any { return a.Limited }},
	{
		Name: "limit", Help: limitHelp,
		Value: func(a *hub.Allowance) any {
			return numberIf(int64(a.Limit), a.Limited && a.Limit > 0)
		},
	},
	{
		Name: "remaining", Help: remainingHelp,
		Value: func(a *hub.Allowance) any { return numberIf(int64(a.Remaining), a.Limited) },
	},
	{
		Name: "window", Help: "the seconds that the limit is for; null where none are told",
		Value: func(a *hub.Allowance) any {
			return numberIf(int64(a.Window/time.Second), a.Window > 0)
		},
	},
	{
		Name: "account", Help: "whose pulls they are; null where they are this address's",
		Value: func(a *hub.Allowance) any { return known(a.Account) },
	},
	{
		Name: "source", Help: "by whom the registry counts, as it tells it; null where it does not",
		Value: func(a *hub.Allowance) any { return known(a.Source) },
	},
}}
