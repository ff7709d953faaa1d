package news

import (
	"fmt"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/index/past"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// roles are how kinds are painted.
var roles = map[past.Kind]theme.Role{
	past.Appeared: theme.Good, past.Moved: theme.Warn, past.Vanished: theme.Bad,
}

func (r *row) reference() hub.Reference {
	return hub.Reference{Repository: r.Repository, Tag: r.Tag}
}

// listName is what a person calls the list where it is set.
const listName = "news"

// Settable are the words in which the list is set.
func Settable() config.ListNames { return listing.Settable(listName, columns(), schema()) }

func columns() listing.Columns[row] {
	return listing.Columns[row]{
		{
			Name: "reference", Title: "REFERENCE", Spoken: "%s", Foreign: true, Orders: []string{"reference"},
			Least: 16, Enough: 24, Most: 72, Cell: reference,
		},
		{Name: "what", Title: "WHAT", Spoken: "%s", Orders: []string{"what"}, Rank: 1, Least: 8, Cell: what},
		{Name: "change", Title: "CHANGE", Spoken: "%s", Rank: 2, Least: 27, Most: 44, Cell: change},
		{
			Name: "when", Title: "BETWEEN", Spoken: "between %s", Orders: []string{"newest"}, Rank: 3, Least: 16,
			Enough: 20, Most: 25, Cell: when,
		},
	}
}

func reference(r *row, _ listing.Place) (string, theme.Role) {
	return r.reference().Familiar(), theme.Plain
}

func what(r *row, _ listing.Place) (string, theme.Role) { return r.Kind.String(), roles[r.Kind] }

func change(r *row, _ listing.Place) (string, theme.Role) { return r.Change(), theme.Plain }

func when(r *row, at listing.Place) (string, theme.Role) {
	from := r.From
	if from.IsZero() {
		from = r.By
	}
	return at.Period(from, r.By), theme.Dim
}

func schema() query.Schema[row] {
	kinds := make([]string, len(past.Kinds))
	for i, k := range past.Kinds {
		kinds[i] = k.String()
	}
	name := func(r *row) string { return r.reference().Familiar() }
	return query.Schema[row]{
		Name:    name,
		Letters: query.IsPathLetter,
		Fields: []query.Field[row]{
			{
				Name: "what", Kind: query.Words, Help: "what became of it",
				Examples: []string{"what:moved,vanished"}, Values: kinds, Closed: true,
				Strings: func(r *row, match func(string) bool) bool {
					return match(r.Kind.String())
				},
			},
			{
				Name: "seen", Kind: query.Age, Help: "how long ago it was seen to be so first",
				Examples: []string{"seen:<7d"},
				Number:   func(r *row) (int64, bool) { return r.By.UnixMicro(), true },
			},
			{
				Name: "digest", Kind: query.Digest, Help: "what it was or is starts so",
				Examples: []string{"digest:sha256:ab"}, Values: []string{"sha256:"},
				Digests: func(r *row, match func(hub.Digest) bool) bool {
					return match(r.Before) || match(r.After)
				},
			},
		},
		Orders: []query.Order[row]{
			{
				Letter: 'n', Name: "newest", Help: "what was seen last first",
				Number: func(r *row) (int64, bool) { return int64(r.number), true },
			},
			{Letter: 'r', Name: "reference", Help: "A to Z", Text: name, Key: query.Fold},
			{
				Letter: 'w', Name: "what", Help: "vanished, moved, appeared", Descending: true,
				Number: func(r *row) (int64, bool) { return int64(r.Kind), true },
			},
		},
	}
}

// above says whose news these are, since when, and of how much nothing can be told.
func (n *News) above(width int) []string {
	const margin = "  "
	paint := n.env.Theme.Paint
	var lines []string
	tell := func(role theme.Role, s string) {
		for _, line := range n.env.Theme.Wrap(role, clean.Line(s), width-2*len(margin)) {
			lines = append(lines, margin+line)
		}
	}
	tell(theme.Strong, "News "+n.asks.words()+", "+n.asks.sinceWords())
	counts := map[past.Kind]int{}
	for _, e := range n.told.Events {
		counts[e.Kind]++
	}
	var parts []string
	for _, k := range past.Kinds {
		if counts[k] > 0 {
			parts = append(parts, paint(roles[k], fmt.Sprintf("%s %s", text.Count(counts[k]), k)))
		}
	}
	if len(parts) > 0 {
		lines = append(lines, text.Truncate(margin+strings.Join(parts, " · "), width))
	}
	if untold := Untold(n.told); untold != "" && n.asks.since != 0 {
		tell(theme.Dim, untold+"; tagboat sync reads them")
	}
	return append(lines, "")
}

// Untold says of how many lists nothing can be told; "" where that is none.
func Untold(n past.News) string {
	var parts []string
	say := func(some int, what string) {
		if some > 0 {
			verb := " were "
			if some == 1 {
				verb = " was "
			}
			parts = append(parts, text.Count(some)+" of "+text.Count(n.Lists)+verb+what)
		}
	}
	say(n.Stale, "not read again since")
	say(n.Late, "read first after that")
	if len(parts) == 0 {
		return ""
	}
	return "lists: " + strings.Join(parts, ", ")
}

// whyEmpty says why there is no news.
func (n *News) whyEmpty(of Of) string {
	further := n.env.Keys.Search.Narrow.Help().Key + " looks further back, or at more."
	switch {
	case of.None:
		return "There is no favourite; " + n.env.Keys.Global.Favourite.Help().Key + " marks one. " + further
	case n.env.Index == nil && n.env.Unkept != "":
		return "What is new is known from lists that were kept, and this run keeps none: " + n.env.Unkept + "."
	case n.env.Index == nil:
		return "What is new is known from lists that were kept, and this run keeps none."
	case n.told.Lists == 0:
		who := "without an account"
		if s := n.env.Hub.Session(); s != nil {
			who = "as " + s.Username
		}
		return "None of these lists was read to its end here " + who + "; what is read from now on is compared the next time."
	}
	return "Nothing appeared, moved or vanished. " + further
}

// known tells of an event in sentences.
func (n *News) known(r *row, width int) (lines []string) {
	now := n.env.Now()
	tell := func(role theme.Role, s string) {
		lines = append(lines, n.env.Theme.Wrap(role, clean.Line(s), width)...)
	}
	tell(theme.Strong, r.reference().Familiar())
	tell(roles[r.Kind], r.Kind.String())
	from := r.From
	if from.IsZero() {
		from = r.By
	}
	tell(theme.Plain, n.env.Clock().Between(from, r.By, now)+", when nobody looked")
	if r.Changes > 1 {
		tell(theme.Plain, "It changed "+text.Count(r.Changes)+" times, as far as was seen.")
	}
	side := func(title, version string, d hub.Digest) {
		if d.IsZero() {
			return
		}
		lines = append(lines, "")
		tell(theme.Plain, strings.TrimSpace(title+" "+version))
		tell(theme.Dim, d.String())
	}
	side("before:", r.Was, r.Before)
	side("after:", r.Is, r.After)
	return lines
}
