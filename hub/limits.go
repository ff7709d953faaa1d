package hub

import (
	"context"
	"errors"

	"tagboat/hub/wire"
)

// ReadBudget asks for one small tag, which may be there or not, and gives what the answer leaves of
// the rate limit. Where the limit is reached it says so at once, and waits for nothing.
func (c *Client) ReadBudget(ctx context.Context) (Budget, error) {
	hello := RepositoryName{Namespace: "library", Name: "hello-world"}
	q := question{
		op: opName("ask for the rate limit"), subject: hello.String() + ":latest",
		detour: func(error) bool { return true },
	}
	_, err := one(ctx, c, q, wire.ReadTag, append(tagsPath(hello), "latest")...)
	e, failed := errors.AsType[*Error](err)
	switch {
	case failed && e.Kind == RateLimited:
		b := c.Budget()
		return Budget{Limit: b.Limit, Reset: e.Until, Known: true}, nil
	case errors.Is(err, NotFound):
		return c.Budget(), nil
	default:
		return c.Budget(), err
	}
}

// ErrNoRegistry says that the Hub is not Docker's, so that nobody asks Docker's registry for it.
var ErrNoRegistry = errors.New("the registry is Docker's, which knows Docker Hub only")

// ReadAllowance asks Docker's registry what is left of the pulls, which costs none: of the account
// where the session began with an access token, else of this address. [ErrNoRegistry] where there
// is no such registry beside this Hub.
func (c *Client) ReadAllowance(ctx context.Context) (Allowance, error) {
	if c.registry == nil || !c.docker {
		return Allowance{}, ErrNoRegistry
	}
	return c.registry.Allowance(ctx, c.asker(ctx), opName("ask for the pull limit"))
}
