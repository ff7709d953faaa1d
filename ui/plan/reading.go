package plan

import (
	"context"
	"io"
	"sync"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/ui/screen"
)

const (
	noun = "repositories"
	// flight is how many repositories are judged at a time; the client bounds the requests.
	flight = 8
)

// judged is what the plan of one repository comes to.
type judged struct {
	name   string
	sum    export.StaleSum
	misses []export.Miss // what is not known for sure
}

// listed describes the plan of a namespace, or of one repository: each repository is read whole
// and judged by itself, and its rows come together.
func listed(env screen.Env, of subject, rules asked) hub.Listing[row] {
	r := reading{env, rules}
	if of.repository.Name == "" {
		heads := env.Index.Repositories(env.Hub, of.namespace, hub.Newest)
		return joined(of, r, heads, func(r hub.Repository) hub.RepositoryName { return r.Name })
	}
	one := hub.Whole("name "+of.String(), func(context.Context) ([]hub.RepositoryName, error) {
		return []hub.RepositoryName{of.repository}, nil
	}, hub.RepositoryName.String)
	return joined(of, r, one, func(r hub.RepositoryName) hub.RepositoryName { return r })
}

func joined[H any](
	of subject, r reading, heads hub.Listing[H], name func(H) hub.RepositoryName,
) hub.Listing[row] {
	return hub.Join(hub.Joined[H, row]{
		Op: "plan what could go of " + of.String(), InFlight: flight, Heads: heads, Noun: noun,
		Name: func(head H) string { return name(head).Familiar() },
		Key:  func(r row) string { return r.Key() },
		Open: func(head H) hub.Part[row] { return r.part(name(head)) },
	})
}

// reading judges repositories by rules.
type reading struct {
	env   screen.Env
	rules asked
}

// perPage is how many rows come at a time: what takes them holds no key up.
const perPage = 100

// part is judged when its first page is asked for, and comes in pages that cost nothing.
func (j reading) part(of hub.RepositoryName) hub.Part[row] {
	var once sync.Mutex
	var rows []row
	page := func(ctx context.Context, n int, _ hub.Urgency) (p hub.Page[row], err error) {
		once.Lock()
		defer once.Unlock()
		if n == 1 {
			if rows, p.About, err = j.judge(ctx, of); err != nil {
				return p, err
			}
		}
		from, to := min((n-1)*perPage, len(rows)), min(n*perPage, len(rows))
		p.Number, p.Count, p.Rows, p.Last = n, len(rows), rows[from:to], to == len(rows)
		return p, nil
	}
	source := hub.Source[row]{
		Op: "judge the tags of " + of.Familiar(), Key: func(r row) string { return r.Key() }, Page: page,
	}
	return hub.PartOf(hub.ListingOf(source), func(r row) (row, bool) { return r, true })
}

// judge reads a repository and judges what it has. What is not known for sure of it has its rows
// stay; what the next repository would meet too is an error.
func (j reading) judge(ctx context.Context, of hub.RepositoryName) ([]row, any, error) {
	var all collected
	request := export.Request{
		Targets: []string{of.String()}, Index: j.env.Index, Now: j.env.Now(),
	}
	work, err := export.Stale(j.env.Hub, request, j.rules.StaleRequest,
		export.Form[export.StaleRow]{Sheet: &all}, io.Discard)
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // It says itself what is wrong.
	}
	summary := work.Run(ctx)
	if summary.Err != nil {
		return nil, nil, summary.Err
	}
	for _, miss := range summary.Misses {
		if miss.Err != nil && (miss.Noun == export.NounTags || export.IsEverywhere(miss.Err)) {
			return nil, nil, miss.Err
		}
	}
	return all.rows, judged{of.Familiar(), *summary.Stale, summary.Misses}, nil
}

// collected are the rows of a plan.
type collected struct{ rows []row }

func (*collected) Head(dst []byte) []byte { return dst }

func (c *collected) Append(dst []byte, rows []export.StaleRow) ([]byte, error) {
	for i := range rows {
		r := &rows[i]
		c.rows = append(c.rows, row{
			hub.RepositoryTag{Repository: r.Repository, Tag: r.Tag}, fate{r.Goes, r.Kind, r.Reason},
		})
	}
	return dst, nil
}

func (*collected) Foot(dst []byte) []byte { return dst }
