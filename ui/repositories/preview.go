package repositories

import (
	"context"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/listing"
	"tagboat/ui/markdown"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// preview shows what the row tells, and after a pause the beginning of the repository's own page.
func (s *repositories) preview() listing.Preview[hub.Repository] {
	env := s.env
	return listing.Preview[hub.Repository]{
		Known: func(r *hub.Repository, width int) []string { return s.known(r, width) },
		Recall: func(ctx context.Context, r hub.Repository) func(int) []string {
			pulls := env.Index.Past(ctx, env.Hub).Pulls(r.Name)
			return pace(env.Theme, pulls, env.Now(), env.Clock)
		},
		Fetch: func(ctx context.Context, r hub.Repository) (func(int) []string, error) {
			detail, err := env.Index.ReadRepository(ctx, env.Hub, r.Name)
			if err != nil {
				return nil, err
			}
			return beginning(env.Theme, detail.FullDescription), nil
		},
	}
}

// mostShown is how many bytes of a page are read for a preview: more than fits into any window, and
// so few that they can be drawn while a key waits.
const mostShown = 4000

// beginning draws how a repository's page begins, anew for another width only.
func beginning(look *theme.Theme, page string) func(width int) []string {
	if len(page) > mostShown {
		page = page[:mostShown]
		if end := strings.LastIndexByte(page, '\n'); end > 0 {
			page = page[:end]
		}
	}
	document := markdown.Parse(page)
	var lines []theme.Line
	drawn := 0
	return func(width int) []string {
		if width != drawn {
			lines, _ = document.Draw(context.Background(), width) // an error is the context's
			drawn = width
		}
		painted := make([]string, len(lines))
		for i, line := range lines {
			for _, span := range line {
				painted[i] += look.Paint(span.Role, span.Text)
			}
		}
		return painted
	}
}

func (s *repositories) known(r *hub.Repository, width int) []string {
	env := s.env
	lines := env.Theme.Wrap(theme.Strong, clean.Line(r.Name.Familiar()), width)
	lines = append(lines, env.Theme.Wrap(theme.Plain, clean.Line(r.Description), width)...)
	now, clock := env.Now(), env.Clock()
	facts := []string{
		text.Short(r.Pulls) + " pulls · " + text.Short(r.Stars) + " stars · " +
			text.Size(r.Storage) + " stored",
		"updated " + clock.When(r.Updated.Time(), now) +
			" · since " + clock.When(r.Registered.Time(), now),
		s.seen(r),
		rules(r.Seen.Locks),
		clean.Line(strings.Join(r.Categories, ", ")),
	}
	for _, sign := range signs() {
		if slices.Contains(statusOf(r, now), sign[0]) {
			facts = append(facts, sign[0]+": "+sign[1])
		}
	}
	lines = append(lines, "")
	for _, fact := range facts {
		if fact != "" {
			lines = append(lines, env.Theme.Wrap(theme.Dim, fact, width)...)
		}
	}
	return lines
}

// seen tells what the list itself does not, as far as somebody looked.
func (s *repositories) seen(r *hub.Repository) string {
	now, clock, seen := s.env.Now(), s.env.Clock(), r.Seen
	count := "tags not counted"
	if seen.Tags != nil {
		count = text.Count(int(*seen.Tags)) + " tags, counted " + clock.When(seen.Counted.Time(), now)
		if *seen.Tags == 1 {
			count = strings.Replace(count, "tags", "tag", 1)
		}
	}
	pulled := " · last pull unknown"
	if !seen.Pulled.IsZero() {
		pulled = " · last pulled " + clock.When(seen.Pulled.Time(), now) + ", as far as is known"
	}
	share := ""
	if r.Storage > 0 && s.sum.bytes > 0 {
		share = " · " + percent(r.Storage, s.sum.bytes) + " of the namespace's bytes" + s.soFar()
	}
	return count + pulled + share
}

// rules tells which tags cannot be moved; nothing where nobody asked.
func rules(locks *hub.ImmutableTags) string {
	switch {
	case locks == nil:
		return ""
	case !locks.Enabled:
		return "immutable tags: none"
	case len(locks.Rules) == 0:
		return "immutable tags: all"
	}
	return "immutable tags: " + clean.Line(strings.Join(locks.Rules, "  "))
}
