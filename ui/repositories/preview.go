package repositories

import (
	"context"
	"strings"

	"charm.land/lipgloss/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// preview shows what the row tells, and after a pause the beginning of the repository's own page.
func preview(env screen.Env) listing.Preview[hub.Repository] {
	client := env.Hub
	return listing.Preview[hub.Repository]{
		Known: func(r *hub.Repository, width int) []string { return known(env, r, width) },
		Fetch: func(ctx context.Context, r hub.Repository) (func(int) []string, error) {
			detail, err := client.Repository(ctx, r.Name)
			if err != nil {
				return nil, err
			}
			page := clean.Text(detail.FullDescription)
			return func(width int) []string {
				return strings.Split(lipgloss.Wrap(page, width, ""), "\n")
			}, nil
		},
	}
}

func known(env screen.Env, r *hub.Repository, width int) []string {
	lines := env.Theme.Wrap(theme.Strong, clean.Line(r.Name.Familiar()), width)
	lines = append(lines, env.Theme.Wrap(theme.Plain, clean.Line(r.Description), width)...)
	now := env.Now()
	facts := []string{
		text.Short(r.Pulls) + " pulls · " + text.Short(r.Stars) + " stars · " +
			text.Size(r.Storage) + " stored",
		"updated " + text.Age(r.Updated.Time(), now) +
			" · since " + text.Age(r.Registered.Time(), now),
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
