package readme

import (
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const (
	gutter    = 1   // cells on either side; the left one shows where a match is
	mostWidth = 100 // cells; longer lines are hard to read
)

// compose sets a repository's page for so many cells.
func compose(detail *hub.RepositoryDetail, cells int, now time.Time) page {
	w := &writer{width: max(min(cells-2*gutter, mostWidth), 1)}
	w.head(detail, now)
	w.skip()
	w.put(theme.Dim, strings.Repeat("─", w.width))
	w.end()
	w.skip()
	w.body(detail.FullDescription)
	return w.finish()
}

// head tells what the Hub knows of the repository.
func (w *writer) head(detail *hub.RepositoryDetail, now time.Time) {
	w.wrap(theme.Strong, clean.Line(detail.Name.Familiar()))
	w.wrap(theme.Plain, clean.Line(detail.Description))
	w.skip()
	w.facts(
		text.Short(detail.Pulls)+" pulls", text.Short(detail.Stars)+" stars",
		stored(detail.Storage), visibility(detail),
	)
	w.facts(since("updated", detail.Updated, now), since("registered", detail.Registered, now))
	if len(detail.Categories) > 0 {
		w.facts("categories: " + clean.Line(strings.Join(detail.Categories, ", ")))
	}
	w.facts("immutable tags: " + immutable(detail.ImmutableTags))
	if may := rights(detail.Permissions); may != "" {
		w.facts("you may " + may)
	}
}

// facts adds what is known side by side; a line is broken between two of them.
func (w *writer) facts(facts ...string) {
	line := ""
	for _, fact := range facts {
		longer := line + " · " + fact
		switch {
		case fact == "":
		case line == "":
			line = fact
		case text.Width(longer) <= w.width:
			line = longer
		default:
			w.wrap(theme.Dim, line)
			line = fact
		}
	}
	w.wrap(theme.Dim, line)
}

// since says how long ago a thing was done, if that is known.
func since(deed string, then hub.Timestamp, now time.Time) string {
	if then.IsZero() {
		return ""
	}
	return deed + " " + text.Age(then.Time(), now)
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
		return "administer it"
	case p.Write:
		return "push to it"
	}
	return ""
}

// body adds the README, or says that there is none.
func (w *writer) body(source string) {
	source = clean.Text(source)
	before := w.page.len()
	rest := ""
	if len(source) > mostMarkdown {
		source, rest = strings.ToValidUTF8(
			source[:mostMarkdown], "",
		), "The page goes on; this is its beginning."
	}
	if err := w.markdown(source); err != nil {
		w.wrap(theme.Plain, source)
	}
	if w.page.len() == before {
		w.wrap(theme.Strong, "This repository has no page.")
		w.wrap(theme.Dim, "Its owners have written nothing about it. esc goes back.")
	}
	w.skip()
	w.wrap(theme.Dim, rest)
}
