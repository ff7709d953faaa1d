package compare

import (
	"slices"
	"strconv"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/hub/query"
	"tagboat/ui/listing"
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

func columns() listing.Columns[row] {
	return listing.Columns[row]{
		{Name: "step", Title: "STEP", Least: 16, Most: 132, Cell: step},
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
