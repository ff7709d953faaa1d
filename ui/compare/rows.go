package compare

import (
	"strconv"

	"tagboat/hub"
	"tagboat/hub/comparison"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// row is one layer that came, went or stayed.
type row struct {
	key      string
	platform hub.Platform
	change   Change
	layer    hub.Layer
}

// roles are how what became of a layer is painted.
var roles = [...]theme.Role{Added: theme.Warn, Removed: theme.Dim, Shared: theme.Good}

func rowsOf(diffs []comparison.Diff) []row {
	var rows []row
	for i := range diffs {
		for change, layer := range Layers(&diffs[i]) {
			rows = append(rows, row{
				key: strconv.Itoa(len(rows)), platform: diffs[i].Platform, change: change,
				layer: layer,
			})
		}
	}
	return rows
}

func schema() query.Schema[row] {
	return query.Schema[row]{
		Name: func(r *row) string { return r.layer.Step() }, Fields: fields(),
	}
}

// listName is what a person calls the list where it is set.
const listName = "comparison"

// Settable are the words in which the list is set.
func Settable() config.ListNames { return listing.Settable(listName, columns(), schema()) }

func columns() listing.Columns[row] {
	return listing.Columns[row]{
		{Name: "step", Title: "STEP", Spoken: "%s", Foreign: true, Least: 16, Most: 132, Cell: step},
		{Name: "platform", Title: "PLATFORM", Spoken: "%s", Rank: 3, Least: 12, Most: 16, Cell: platform},
		{Name: "change", Title: "CHANGE", Spoken: "%s", Rank: 1, Least: 9, Cell: changed},
		{Name: "size", Title: "SIZE", Spoken: "%s", Rank: 2, Least: 9, Right: true, Cell: size},
		{Name: "digest", Title: "DIGEST", Rank: 4, Least: 12, Cell: digest},
	}
}

func step(r *row, _ listing.Place) (string, theme.Role) { return r.layer.Step(), theme.Plain }

func platform(r *row, _ listing.Place) (string, theme.Role) { return r.platform.Short(), theme.Dim }

func changed(r *row, _ listing.Place) (string, theme.Role) {
	return r.change.Signed(), roles[r.change]
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
		Values:   changes[:],
		Strings: func(r *row, match func(string) bool) bool {
			return match(r.change.String())
		},
	}, {
		Name: "size", Kind: query.Size, Help: "compressed bytes", Examples: []string{"size:>1MB"},
		Number: func(r *row) (int64, bool) { return r.layer.Size, r.layer.Size > 0 },
	}}
}
