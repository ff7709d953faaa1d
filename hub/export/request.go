package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/index"
	"tagboat/hub/query"
)

// Request is what a person asks for, as typed. The zero value of a field is its default.
type Request struct {
	Targets   []string // namespaces and repositories; see each command
	Filter    string   // the list's own language, see package query
	Sort      string   // an order of the list, reversed by a - before it
	Platform  string   // os/architecture[/variant], or an architecture alone for linux
	Limit     int      // rows in all; 0: no limit
	Digests   bool     // pin each reference
	Full      bool     // canonical references
	Unordered bool     // write what comes first; means nothing with Sort
	Resume    string   // file of the journal; "": none
	// Index keeps what is read; of lists that it knows the newest rows are enough where they prove
	// the rest. nil keeps nothing.
	Index *index.Index
	Fresh bool // every list is read whole
	// Delta asks for no tags where the date of their repository has not moved since the list was
	// verified, a week ago at most. It proves nothing of those.
	Delta bool
	// Offline has the lists as they were known; nothing is asked. nil: the Hub is.
	Offline *index.Offline
	Now     time.Time
}

// ParseSort reads the name of an order; a - before it turns it round.
func ParseSort[T any](
	schema query.Schema[T],
	text string,
) (order query.Order[T], reversed bool, err error) {
	if text == "" {
		return order, false, nil
	}
	name, reversed := strings.CutPrefix(text, "-")
	order, ok := schema.Order(name)
	if !ok {
		names := make([]string, len(schema.Orders))
		for i, o := range schema.Orders {
			names[i] = o.Name
		}
		return order, false, &UsageError{fmt.Sprintf(
			"there is no order %q; expected one of %s, with a - before it to turn it round",
			text, strings.Join(names, ", "))}
	}
	return order, reversed, nil
}

// ParseFilter reads a filter. On screen a term that cannot be read filters nothing; in a script it
// is an error, and so are terms that exclude one another.
func ParseFilter[T any](
	schema query.Schema[T],
	text string,
	now time.Time,
) (query.Filter[T], error) {
	f := query.Parse(schema, text, now)
	problems := f.Problems()
	if len(problems) == 0 {
		return f, nil
	}
	p := problems[0]
	wrong := "cannot be read"
	if p.Together {
		wrong = "can find nothing"
	}
	return f, &UsageError{fmt.Sprintf("the filter %s at %q: %s",
		wrong, text[p.Start:min(p.End, len(text))], p.Message)}
}

// ParsePlatform reads what people call a platform: linux/arm64, arm/v7, x86_64, windows.
func ParsePlatform(text string) (hub.Platform, error) {
	p, err := hub.ParsePlatform(text)
	return p, usage(err)
}

// target is a namespace to be read: all of it, or some repositories.
type target struct {
	namespace hub.Namespace
	all       bool
	names     []string // sorted; when not all
	named     bool     // by the person; else it is one of the account's
}

// parseTargets reads namespaces and repositories, as people paste them: a word alone is a
// namespace. A namespace that is named takes in its repositories.
func parseTargets(args []string) ([]target, error) {
	var targets []target
	for _, arg := range args {
		r, isAll, err := ParseTarget(arg)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(targets, func(s target) bool { return s.namespace == r.Namespace })
		if at < 0 {
			at = len(targets)
			targets = append(targets, target{namespace: r.Namespace})
		}
		s := &targets[at]
		switch {
		case isAll:
			s.all, s.names = true, nil
		case !s.all && !slices.Contains(s.names, r.Name):
			s.names = append(s.names, r.Name)
			slices.Sort(s.names)
		}
	}
	return targets, nil
}

// ParseTarget reads a repository, or a namespace, of which all is meant: a word alone is one.
// Errors are usage errors.
func ParseTarget(arg string) (r hub.RepositoryName, isAll bool, err error) {
	p, err := hub.ReadPasted(arg)
	switch {
	case err != nil:
	case p.IsWord:
		return hub.RepositoryName{Namespace: hub.Namespace(p.Reference.Repository.Name)}, true, nil
	case p.Namespace != "":
		return hub.RepositoryName{Namespace: p.Namespace}, true, nil
	default:
		r, err = hub.ParseRepositoryName(arg)
	}
	if err != nil {
		return r, false, &UsageError{fmt.Sprintf(
			"%q: %v; expected names such as myorg or myorg/api", clean.Line(arg), err)}
	}
	return r, false, nil
}

// prepared is a request that was understood.
type prepared[T any] struct {
	schema   query.Schema[T]
	choose   chooser[T]
	choice   choice[T]
	order    query.Order[T]
	reversed bool
}

// asksForMoving reports whether it takes something that moves without a push to find or to order
// rows: when a tag was last pulled, and its status, which tells that.
func (p *prepared[T]) asksForMoving() bool {
	moving := func(name string) bool { return name == "pulled" || name == "status" }
	return moving(p.order.Name) || slices.ContainsFunc(p.choice.fields, moving)
}

func prepare[T any](
	q Request, schema query.Schema[T], choose chooser[T],
) (prepared[T], error) {
	p := prepared[T]{schema: schema, choose: choose}
	if q.Limit < 0 {
		return p, &UsageError{"the limit is a number of rows, from 1; without one there is none"}
	}
	if q.Resume != "" && q.Limit > 0 {
		return p, &UsageError{"a run with a limit cannot be resumed: give one or the other"}
	}
	var err error
	if p.choice, err = choose(q.Filter, q.Now); err != nil {
		return p, err
	}
	p.order, p.reversed, err = ParseSort(schema, q.Sort)
	return p, err
}
