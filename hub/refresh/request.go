package refresh

import (
	"context"
	"errors"
	"time"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/index"
	"tagboat/hub/statefile"
)

// What a Summary's error matches, beside those of the hub.
var (
	// ErrNothing means that nothing was named, and there is nothing else to do.
	ErrNothing = errors.New("nobody is logged in, and nothing is known yet without an account: " +
		"log in, or name a namespace or a repository")
	// ErrUnkept means that the index keeps nothing more; its notices say why.
	ErrUnkept = errors.New("lists cannot be kept any more, so the others were not read")
)

// Name is the name of a list: the tags of a repository, or where that is empty the repositories of
// the namespace, or where both are the namespaces of the account.
type Name struct {
	Namespace  hub.Namespace
	Repository string
}

func (n Name) String() string {
	switch {
	case n.Namespace == "":
		return "the account"
	case n.Repository == "":
		return string(n.Namespace)
	}
	return string(n.Namespace) + "/" + n.Repository
}

func (n Name) noun() string {
	switch {
	case n.Namespace == "":
		return export.NounNamespaces
	case n.Repository == "":
		return export.NounRepositories
	}
	return export.NounTags
}

// Request is what is to be brought up to date.
type Request struct {
	// Targets are namespaces, with the tags of all their repositories, and repositories, as typed.
	// Without any it is those of the account's namespaces, and all lists that are known of whoever
	// asks.
	Targets []string
	// Began is when the run began, before it waited for another: what was verified since is left
	// out.
	Began time.Time
	// MaxAge is how old what is left out may be, before that.
	MaxAge time.Duration
}

// New understands a request. Errors are usage errors.
func New(c *hub.Client, x *index.Index, q Request) (*Run, error) {
	r := &Run{client: c, index: x, since: q.Began.Add(-q.MaxAge)}
	for _, arg := range q.Targets {
		target, _, err := export.ParseTarget(arg)
		if err != nil {
			return nil, err
		}
		r.targets = append(r.targets, Name{target.Namespace, target.Name})
	}
	return r, nil
}

// InTurn waits until no other run works on the index in a folder, for as long as ctx lasts. waiting
// hears that there is another. A process that was killed is none.
func InTurn(ctx context.Context, folder string, waiting func()) (release func(), err error) {
	return statefile.LockInTurn(ctx, folder, "sync.lock", waiting)
}
