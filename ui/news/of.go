package news

import (
	"math"
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/index/past"
	"tagboat/hub/places"
)

// Of is whose news are meant.
type Of struct {
	past.Scope

	None bool                            // nobody's
	tags map[hub.RepositoryName][]string // of these repositories, these tags alone
}

// OfFavourites are the favourites: namespaces, repositories, and single tags.
func OfFavourites(favourites []places.Place) Of {
	of := Of{tags: map[hub.RepositoryName][]string{}, None: len(favourites) == 0}
	var whole []hub.RepositoryName
	for _, p := range favourites {
		r := p.Reference.Repository
		switch p.Kind() {
		case places.Namespace:
			of.Namespaces = append(of.Namespaces, p.Namespace)
		case places.Repository:
			whole = append(whole, r)
			of.Repositories = append(of.Repositories, r)
		case places.Tag:
			of.tags[r] = append(of.tags[r], p.Reference.Tag)
			of.Repositories = append(of.Repositories, r)
		}
	}
	for r := range of.tags {
		if slices.Contains(whole, r) || slices.Contains(of.Namespaces, r.Namespace) {
			delete(of.tags, r)
		}
	}
	return of
}

// Holds reports whether an event of the scope is meant.
func (o Of) Holds(e past.Event) bool {
	tags, single := o.tags[e.Repository]
	return !single || slices.Contains(tags, e.Tag)
}

type whose uint8

const (
	everything whose = iota
	favourites
	namespace
	repository
)

// ever is since the first look.
const ever = time.Duration(math.MaxInt64)

// question is whose news are told, and since when.
type question struct {
	of         whose
	namespace  hub.Namespace      // that it was opened from; "": none
	repository hub.RepositoryName // the same
	since      time.Duration      // before now; 0: since somebody looked
}

func namespaceOf(p places.Place) hub.Namespace {
	if p.Namespace != "" {
		return p.Namespace
	}
	return p.Reference.Repository.Namespace
}

func (q question) meant(marked []places.Place) Of {
	switch q.of {
	case favourites:
		return OfFavourites(marked)
	case namespace:
		return Of{Scope: past.Scope{Namespaces: []hub.Namespace{q.namespace}}}
	case repository:
		return Of{Scope: past.Scope{Repositories: []hub.RepositoryName{q.repository}}}
	default:
		return Of{}
	}
}

// words says whose news they are.
func (q question) words() string {
	switch q.of {
	case favourites:
		return "of the favourites"
	case namespace:
		return "of " + string(q.namespace)
	case repository:
		return "of " + q.repository.Familiar()
	default:
		return "of everything known"
	}
}

const day = 24 * time.Hour

// spans are the times since when news can be told.
var spans = []struct {
	letter, words string
	since         time.Duration
}{
	{"l", "since you looked at each list", 0},
	{"d", "of the last 24 hours", day},
	{"w", "of the last 7 days", 7 * day},
	{"m", "of the last 30 days", 30 * day},
	{"a", "since the first look", ever},
}

func (q question) sinceWords() string {
	for _, s := range spans {
		if s.since == q.since {
			return s.words
		}
	}
	return ""
}

// choice is another question.
type choice struct {
	question

	letter, name string
}

// choices are the questions that differ from this one in a single thing.
func (q question) choices(from places.Place) (all []choice) {
	add := func(letter string, of whose) {
		other := q
		other.of = of
		other.namespace, other.repository = namespaceOf(from), from.Reference.Repository
		all = append(all, choice{other, letter, other.words()})
	}
	add("e", everything)
	add("f", favourites)
	if n := namespaceOf(from); n != "" {
		add("n", namespace)
	}
	if from.Reference.Repository.Name != "" {
		add("r", repository)
	}
	for _, s := range spans {
		other := q
		other.since = s.since
		all = append(all, choice{other, s.letter, s.words})
	}
	return all
}
