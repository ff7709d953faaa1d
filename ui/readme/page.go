package readme

import (
	"context"
	"slices"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/markdown"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	gutter    = 1   // cells on either side; the left one shows where a match is
	mostWidth = 100 // cells; longer lines are hard to read
)

// page is what is shown of a repository.
type page struct {
	detail *hub.RepositoryDetail
	readme *markdown.Document
	back   string // which key leaves the page
	clock  text.Clock
}

// draw sets the page for a width of so many cells.
func (p page) draw(ctx context.Context, width int, now time.Time) ([]theme.Line, error) {
	cells := max(text.Room(width-2*gutter, mostWidth), 1)
	lines, err := p.body(ctx, cells)
	return append(p.head(cells, now), lines...), err
}

// body is the README, or says that there is none.
func (p page) body(ctx context.Context, cells int) ([]theme.Line, error) {
	lines, err := p.readme.Draw(ctx, cells)
	tell := func(role theme.Role, s string) {
		lines = append(lines, theme.Lines(role, s, cells)...)
	}
	switch {
	case len(lines) == 0:
		tell(theme.Strong, "This repository has no page.")
		tell(theme.Dim, "Its owners have written nothing about it. "+p.back+".")
	case p.readme.Cut:
		lines = append(lines, nil)
		tell(theme.Dim, "The page goes on; this is its beginning.")
	}
	return lines, err
}

// head tells what the Hub knows of the repository, in lines of at most so many cells.
func (p page) head(cells int, now time.Time) []theme.Line {
	detail := p.detail
	since := func(deed string, then hub.Timestamp) string {
		if then.IsZero() {
			return ""
		}
		return deed + " " + p.clock.When(then.Time(), now)
	}
	about := [][]theme.Line{
		theme.Lines(theme.Strong, clean.Line(detail.Name.Familiar()), cells),
		theme.Lines(theme.Plain, clean.Line(detail.Description), cells),
		{nil},
		facts(
			cells, text.Short(detail.Pulls)+" pulls", text.Short(detail.Stars)+" stars",
			stored(detail.Storage), visibility(detail),
		),
		facts(
			cells, since("updated", detail.Updated),
			since("registered", detail.Registered),
		),
		facts(cells, categories(detail)),
		facts(cells, "immutable tags: "+immutable(detail.ImmutableTags)),
		facts(cells, rights(detail.Permissions)),
		{nil, {{Role: theme.Dim, Text: strings.Repeat("─", cells)}}, nil},
	}
	return slices.Concat(about...)
}

// facts are what is known, side by side; a line is broken between two of them.
func facts(cells int, facts ...string) (lines []theme.Line) {
	line := ""
	for _, fact := range facts {
		longer := line + " · " + fact
		switch {
		case fact == "":
		case line == "":
			line = fact
		case text.Width(longer) <= cells:
			line = longer
		default:
			lines = append(lines, theme.Lines(theme.Dim, line, cells)...)
			line = fact
		}
	}
	return append(lines, theme.Lines(theme.Dim, line, cells)...)
}

func stored(bytes int64) string {
	if bytes <= 0 {
		return ""
	}
	return text.Size(bytes) + " stored"
}

func visibility(detail *hub.RepositoryDetail) string {
	word := "public"
	if detail.Private {
		word = "private"
	}
	if detail.Inactive {
		word += ", inactive"
	}
	return word
}

func categories(detail *hub.RepositoryDetail) string {
	if len(detail.Categories) == 0 {
		return ""
	}
	return "categories: " + clean.Line(strings.Join(detail.Categories, ", "))
}

// immutable names the rules; without a rule of its own every tag is meant.
func immutable(tags hub.ImmutableTags) string {
	switch {
	case !tags.Enabled:
		return "none"
	case len(tags.Rules) == 0:
		return "all"
	}
	return clean.Line(strings.Join(tags.Rules, "  "))
}

// rights are told to those who have more of them than everybody.
func rights(p hub.Permissions) string {
	switch {
	case p.Admin:
		return "you may administer it"
	case p.Write:
		return "you may push to it"
	}
	return ""
}
