package repositories

import (
	"context"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/listing"
	"tagboat/ui/markdown"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// preview shows what the row tells, and after a pause the beginning of the repository's own page.
func preview(env screen.Env) listing.Preview[hub.Repository] {
	return listing.Preview[hub.Repository]{
		Known: func(r *hub.Repository, width int) []string { return known(env, r, width) },
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

func known(env screen.Env, r *hub.Repository, width int) []string {
	lines := env.Theme.Wrap(theme.Strong, clean.Line(r.Name.Familiar()), width)
	lines = append(lines, env.Theme.Wrap(theme.Plain, clean.Line(r.Description), width)...)
	now, clock := env.Now(), env.Clock()
	facts := []string{
		text.Short(r.Pulls) + " pulls · " + text.Short(r.Stars) + " stars · " +
			text.Size(r.Storage) + " stored",
		"updated " + clock.When(r.Updated.Time(), now) +
			" · since " + clock.When(r.Registered.Time(), now),
		clean.Line(strings.Join(r.Categories, ", ")),
	}
	lines = append(lines, "")
	for _, fact := range facts {
		if fact != "" {
			lines = append(lines, env.Theme.Wrap(theme.Dim, fact, width)...)
		}
	}
	return lines
}
