// Package compare is what it costs to go from one tag to another: the bytes to
// download, and the layers that make the difference.
package compare

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/comparison"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/layers"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// row is one layer that came, went or stayed.
type row struct {
	key      string
	platform hub.Platform
	change   change
	layer    hub.Layer
}

type change uint8

const (
	added change = iota
	removed
	shared
)

var changes = map[change]struct {
	word string
	role theme.Role
}{
	added:   {"+ added", theme.Warn},
	removed: {"- removed", theme.Dim},
	shared:  {"= shared", theme.Good},
}

// page is what was found out, for the lines above the rows.
type page struct {
	env        screen.Env
	repository hub.RepositoryName
	old, new   string
	found      comparedSides
	list       screen.Screen
}

// New compares two tags of one repository, the first being the older one.
func New(env screen.Env, repository hub.RepositoryName, old, updated string) screen.Screen {
	return compared(env, repository, old, updated, nil)
}

// sides are the images of both tags, once they have come.
type sides struct{ before, after []hub.ImageLayers }

// compared is the screen, with what is known of both sides already; nil is nothing.
func compared(
	env screen.Env, repository hub.RepositoryName, old, updated string, known *sides,
) screen.Screen {
	p, client := &page{env: env, repository: repository, old: old, new: updated}, env.Hub
	fetch := func(ctx context.Context) ([]row, any, error) {
		before, err := client.Layers(ctx, repository, old)
		if err != nil {
			return nil, nil, err
		}
		after, err := client.Layers(ctx, repository, updated)
		if err != nil {
			return nil, nil, err
		}
		rows, found := found(env, sides{before, after})
		return rows, found, nil
	}
	both := hub.WholeAbout("compare "+old+" with "+updated, fetch, func(r row) string {
		return r.key
	})
	if known != nil {
		rows, found := found(env, *known)
		both = both.Primed(hub.Page[row]{
			Number: 1, Rows: rows, Count: len(rows), Last: true, About: found,
		})
	}
	p.list = listing.New(env, listing.Config[row]{
		Title:   old + " → " + updated,
		Noun:    "layers",
		Listing: both,
		Schema: query.Schema[row]{
			Name: func(r *row) string { return r.layer.Step() }, Fields: fields(),
		},
		Columns: columns(),
		Empty:   "The Hub tells no layers of either tag.",
		Open: func(r row) {
			layers.Read(env, r.layer, r.platform.Short()+", "+changes[r.change].word[len("+ "):])
		},
		Reference: func(row) string { return p.verdict() },
		Of:        places.Of(hub.Reference{Repository: repository, Tag: updated}),
		Above:     p.headline,
		About:     func(about any) { p.found, _ = about.(comparedSides) },
		Actions:   []listing.Action[row]{{Key: env.Keys.Tag.Swap, Do: p.swap}},
	})
	return p.list
}

// comparedSides are both sides and what they come to.
type comparedSides struct {
	sides

	diffs []comparison.Diff
}

func found(env screen.Env, s sides) ([]row, comparedSides) {
	diffs := mineFirst(comparison.Compare(s.before, s.after), env.Platform)
	return rowsOf(diffs), comparedSides{s, diffs}
}

// swap shows what it costs to go the other way; nothing is asked for.
func (p *page) swap([]row) tea.Cmd {
	turned := &sides{p.found.after, p.found.before}
	p.env.Pop()
	p.env.Push(compared(p.env, p.repository, p.new, p.old, turned))
	return nil
}

// mineFirst puts the platform that a pull on this machine takes before the others.
func mineFirst(diffs []comparison.Diff, machine hub.Platform) []comparison.Diff {
	all := make([]hub.Platform, len(diffs))
	for i := range diffs {
		all[i] = diffs[i].Platform
	}
	if at := machine.Choose(all); at >= 0 {
		mine := diffs[at]
		diffs = slices.Insert(slices.Delete(diffs, at, at+1), 0, mine)
	}
	return diffs
}

func rowsOf(diffs []comparison.Diff) []row {
	var rows []row
	for i := range diffs {
		d := &diffs[i]
		for c, steps := range [][]hub.Layer{added: d.Added, removed: d.Removed, shared: d.Shared} {
			for _, layer := range steps {
				rows = append(
					rows,
					row{
						key: strconv.Itoa(len(rows)), platform: d.Platform, change: change(c),
						layer: layer,
					},
				)
			}
		}
	}
	return rows
}

// headline says for each platform what an upgrade costs.
func (p *page) headline(width int) []string {
	const margin, apart = "  ", "  "
	var lines []string
	for _, line := range p.env.Theme.Wrap(
		theme.Strong, clean.Line(p.old+" → "+p.new), width-2*len(margin),
	) {
		lines = append(lines, margin+line)
	}
	names := 0
	for _, d := range p.found.diffs {
		names = max(names, text.Width(d.Platform.Short()))
	}
	for _, d := range p.found.diffs {
		name := text.Pad(clean.Line(d.Platform.Short()), names) + apart
		for _, line := range p.env.Theme.Wrap(
			theme.Plain, Cost(d), width-names-2*len(margin)-len(apart),
		) {
			lines = append(lines, margin+name+line)
			name = text.Pad("", names) + apart
		}
	}
	if len(p.found.diffs) > 0 {
		changed := p.found.diffs[0].Settings
		for i, setting := range changed {
			line := clean.Line(Changed(setting))
			if last := mostSettings - 1; i == last && len(changed) > mostSettings {
				line = text.Count(len(changed)-last) + " further settings changed"
			} else if i > last {
				break
			}
			lines = append(lines, margin+p.env.Theme.Paint(
				theme.Dim, text.Truncate(line, width-2*len(margin)),
			))
		}
	}
	return append(lines, "")
}

// mostSettings is how many lines tell of settings above the layers.
const mostSettings = 3

// verdict is the comparison on one line.
func (p *page) verdict() string {
	var parts []string
	for _, d := range p.found.diffs {
		parts = append(parts, d.Platform.Short()+" "+Cost(d))
	}
	if len(p.found.diffs) > 0 {
		for _, setting := range p.found.diffs[0].Settings {
			parts = append(parts, Changed(setting))
		}
	}
	from := hub.Reference{Repository: p.repository, Tag: p.old}.Familiar()
	return clean.Line(from + " → " + p.new + ": " + strings.Join(parts, "; "))
}

// Changed says in words what became of a setting.
func Changed(s comparison.Setting) string {
	switch {
	case s.Old == "":
		return s.Name + " is new: " + s.New
	case s.New == "":
		return s.Name + " is gone: " + s.Old
	default:
		return s.Name + ": " + s.Old + " → " + s.New
	}
}

// net says by how much the new image is larger or smaller, after a comma.
func net(d comparison.Diff) string {
	switch n, known := d.Net(); {
	case !known || n == 0:
		return ""
	case n < 0:
		return ", " + text.Size(-n) + " smaller"
	default:
		return ", " + text.Size(n) + " larger"
	}
}

// Cost says in words what going from the old image to the new one costs.
func Cost(d comparison.Diff) string {
	switch {
	case d.Side == comparison.OldOnly:
		return "gone: only the old tag has it"
	case d.Same:
		return "the very same image: nothing to download"
	case !d.Known:
		return "unknown: the Hub does not tell all its layers"
	case d.Side == comparison.NewOnly:
		return bytes(d.Download) + " to download: only the new tag has it"
	default:
		return bytes(d.Download) + " to download, " + bytes(d.Have) + " you already have" + net(d)
	}
}

// bytes says zero where it is known to be zero.
func bytes(n int64) string {
	if n == 0 {
		return "0 B"
	}
	return text.Size(n)
}

func columns() listing.Columns[row] {
	return listing.Columns[row]{
		{Name: "step", Title: "STEP", Least: 16, Most: 200, Cell: step},
		{Name: "platform", Title: "PLATFORM", Rank: 3, Least: 12, Most: 16, Cell: platform},
		{Name: "change", Title: "CHANGE", Rank: 1, Least: 9, Cell: changed},
		{Name: "size", Title: "SIZE", Rank: 2, Least: 9, Right: true, Cell: size},
		{Name: "digest", Title: "DIGEST", Rank: 4, Least: 12, Cell: digest},
	}
}

func step(r *row, _ listing.Place) (string, theme.Role) { return r.layer.Step(), theme.Plain }

func platform(r *row, _ listing.Place) (string, theme.Role) { return r.platform.Short(), theme.Dim }

func changed(r *row, _ listing.Place) (string, theme.Role) {
	return changes[r.change].word, changes[r.change].role
}

func size(r *row, _ listing.Place) (string, theme.Role) {
	return text.Size(r.layer.Size), theme.Plain
}

func digest(r *row, _ listing.Place) (string, theme.Role) {
	return r.layer.Digest.Short(), theme.Dim
}

func fields() []query.Field[row] {
	built := query.Architecture("layers of this architecture", func(r *row, match func(hub.Platform) bool) bool { return match(r.platform) })
	return []query.Field[row]{built, {
		Name: "change", Kind: query.Words, Help: "added, removed or shared",
		Examples: []string{"change:added"},
		Values:   []string{"added", "removed", "shared"},
		Strings: func(r *row, match func(string) bool) bool {
			return match(changes[r.change].word[2:])
		},
	}, {
		Name: "size", Kind: query.Size, Help: "compressed bytes", Examples: []string{"size:>1MB"},
		Number: func(r *row) (int64, bool) { return r.layer.Size, r.layer.Size > 0 },
	}}
}
