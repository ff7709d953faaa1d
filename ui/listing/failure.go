package listing

import (
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/theme"
)

const (
	mostLines   = 5 // lines about a failure below the rows
	leastHeight = 7 // lines of the whole list, for there to be any
	margin      = 2 // cells on either side of them
)

// Failure is why there are not more rows, or what is missing of them, else why a preview did not
// come; nil where nothing failed.
func (l *List[T]) Failure() error {
	if l.loader.Failure != nil {
		return l.loader.Failure
	}
	return l.preview.failure
}

// explainFailure says in words below the rows why there are not more, or takes that back. Without a
// network all that is known is there, and the status line says the rest.
func (l *List[T]) explainFailure() {
	l.view.Below = nil
	if l.loader.Failure != nil && !l.isOffline() && l.height >= leastHeight {
		what, way := l.failureLines(l.view.Width()-2*margin, min(l.height/2, mostLines))
		l.view.Below = slices.Concat(what, way)
	}
}

// failureLines say what failed and why, and the way out, in at most so many lines. Where room is
// short the advice is left out, then the reason, each whole: the first sentence and the keys stay.
func (l *List[T]) failureLines(width, most int) (what, way []string) {
	reason := clean.Line(hub.Sentence(l.loader.Failure))
	advice := clean.Line(hub.Advice(l.loader.Failure))
	first, _, _ := strings.Cut(reason, ": ")
	keys := l.typedFirst() + strings.Join(l.waysOut(), " · ")
	wrap := l.env.Theme.Wrap
	more := keys + " · " + l.env.Keys.Global.Failure.Help().Key + " tells more"
	for _, say := range [][3]string{
		{reason, advice, more}, {reason, advice, keys}, {reason, "", keys}, {first + ".", "", keys},
		{first + ".", "", l.waysOut()[0]},
	} {
		what = wrap(theme.Bad, say[0], width)
		way = append(wrap(theme.Dim, say[1], width), wrap(theme.Plain, say[2], width)...)
		if len(what)+len(way) <= most {
			break
		}
	}
	return what, way
}

// waysOut are the keys that lead out of a failure, and where they lead.
func (l *List[T]) waysOut() []string {
	var ways []string
	if l.needsAccount() {
		ways = append(ways, l.env.Keys.Global.Account.Help().Key+" logs in and goes on")
	}
	if l.canReadByName() {
		words := " lists the names alone, from the registry"
		if l.loader.IsByName() {
			words = " asks the registry again"
		}
		ways = append(ways, l.env.Keys.List.ByName.Help().Key+words)
	}
	if len(ways) == 0 || !l.isCapped() {
		ways = slices.Insert(ways, 0, l.retry())
	}
	return ways
}

// wayOn is the first of them in few words.
func (l *List[T]) wayOn() string {
	if l.needsAccount() {
		return l.env.Keys.Global.Account.Help().Key + " logs in"
	}
	return l.waysOut()[0]
}

// isCapped reports whether the Hub shows no more pages than there are, however often it is asked.
func (l *List[T]) isCapped() bool { return hub.KindOf(l.loader.Failure) == hub.DepthCapped }

// canReadByName reports whether the names could be had from the registry now.
func (l *List[T]) canReadByName() bool {
	kind := hub.KindOf(l.loader.Failure)
	return l.config.Listing.HasRegistry() && (l.isCapped() || kind == hub.BotChallenge ||
		l.loader.Failure != nil && l.loader.IsByName())
}

// needsAccount reports whether an account would lead on from here.
func (l *List[T]) needsAccount() bool {
	return l.isCapped() && l.env.Hub.Session() == nil
}
