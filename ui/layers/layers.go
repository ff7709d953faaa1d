// Package layers is how one platform of a tag was built: a row for each step.
package layers

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/listing"
	"tagboat/ui/manual"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// row is one step with its place in the whole.
type row struct {
	number     int
	layer      hub.Layer
	whole      int64 // compressed bytes of all layers
	cumulative int64 // compressed bytes up to this one
}

// New lists the layers of one platform of a tag, base first.
func New(env screen.Env, repository hub.RepositoryName, tag string, image hub.Image) screen.Screen {
	client := env.Hub
	fetch := func(ctx context.Context) ([]row, error) {
		all, err := client.Layers(ctx, repository, tag)
		if err != nil {
			return nil, err
		}
		return rowsOf(all, image), nil
	}
	platform, title := image.Platform.String(), image.Platform.Short()
	if image.Platform.IsUnknown() {
		platform, title = "this artefact", "artefact"
	}
	key := func(r row) string { return strconv.Itoa(r.number) }
	return listing.New(env, listing.Config[row]{
		Name:      listName,
		Title:     title,
		Noun:      "layers",
		Listing:   hub.Whole("read layers of "+repository.Familiar()+":"+tag, fetch, key),
		Schema:    schema(),
		Columns:   columns(),
		Empty:     "The Hub tells no layers of " + platform + ". Artefacts that are not images have none.",
		Open:      func(r row) { Read(env, r.layer, "Step "+strconv.Itoa(r.number)) },
		Reference: func(r row) string { return Copied(r.layer) },
		Of:        places.Of(hub.Reference{Repository: repository, Tag: tag}),
		Above: func(width int) []string {
			line := platform + " · " + text.Size(image.Size) + " compressed"
			return []string{
				"  " + env.Theme.Paint(theme.Dim, text.Truncate(clean.Line(line), width-2)), "",
			}
		},
	})
}

func rowsOf(all []hub.ImageLayers, image hub.Image) []row {
	layers := layersOf(all, image)
	rows, whole := make([]row, len(layers)), int64(0)
	for _, layer := range layers {
		whole += layer.Size
	}
	sum := int64(0)
	for i, layer := range layers {
		sum += layer.Size
		rows[i] = row{number: i + 1, layer: layer, whole: whole, cumulative: sum}
	}
	return rows
}

// layersOf are those of the very image, or of its platform where one of the two digests is unknown:
// a tag that was pushed anew meanwhile has the layers of another image.
func layersOf(all []hub.ImageLayers, image hub.Image) []hub.Layer {
	var layers []hub.Layer
	for _, candidate := range all {
		isUnsure := candidate.Digest.IsZero() || image.Digest.IsZero()
		switch {
		case candidate.Platform != image.Platform:
		case candidate.Digest == image.Digest && !isUnsure:
			return candidate.Layers
		case isUnsure && layers == nil:
			layers = candidate.Layers
		}
	}
	return layers
}

// Read shows the whole instruction of a step, which is called so.
func Read(env screen.Env, layer hub.Layer, called string) {
	if !layer.Digest.IsZero() {
		called += " · " + layer.Digest.Short()
	}
	env.Push(manual.Text(env, called, layer.Instruction))
}

// Copied is the digest of a layer, or the instruction of a step without one.
func Copied(l hub.Layer) string {
	if !l.Digest.IsZero() {
		return l.Digest.String()
	}
	return clean.Line(l.Step())
}

func schema() query.Schema[row] {
	return query.Schema[row]{Name: func(r *row) string { return r.layer.Step() }}
}

// listName is what a person calls the list where it is set.
const listName = "layers"

// Settable are the words in which the list is set.
func Settable() config.ListNames { return listing.Settable(listName, columns(), schema()) }

func columns() listing.Columns[row] {
	return listing.Columns[row]{
		{Name: "step", Title: "STEP", Spoken: "%s", Foreign: true, Least: 16, Enough: 100, Most: 132, Cell: step},
		{Name: "size", Title: "SIZE", Spoken: "%s", Rank: 1, Least: 9, Right: true, Cell: size},
		{Name: "share", Title: "SHARE", Rank: 2, Least: 14, Most: 44, Cell: share},
		{Name: "so-far", Title: "SO FAR", Rank: 3, Least: 9, Right: true, Cell: soFar},
		{Name: "digest", Title: "DIGEST", Rank: 4, Least: 12, Cell: digest},
	}
}

// role dims what wrote no file.
func role(r *row) theme.Role {
	if r.layer.IsEmpty() {
		return theme.Dim
	}
	return theme.Plain
}

func step(r *row, _ listing.Place) (string, theme.Role) { return r.layer.Step(), role(r) }

func size(r *row, _ listing.Place) (string, theme.Role) {
	if r.layer.IsEmpty() {
		return "", theme.Dim
	}
	return text.Size(r.layer.Size), theme.Plain
}

// share draws a layer's part of the whole as a bar and in percent.
func share(r *row, at listing.Place) (string, theme.Role) {
	if r.whole == 0 || r.layer.Size == 0 {
		return "", theme.Dim
	}
	const percentWidth = 4
	part := float64(r.layer.Size) / float64(r.whole)
	room := at.Width - percentWidth - 1
	filled := int(part*float64(room) + 0.5)
	bar := strings.Repeat("█", filled) + strings.Repeat("░", max(room-filled, 0))
	return bar + " " + text.PadLeft(fmt.Sprintf("%.0f%%", part*100), percentWidth), theme.Accent
}

func soFar(r *row, _ listing.Place) (string, theme.Role) {
	return text.Size(r.cumulative), theme.Dim
}

func digest(r *row, _ listing.Place) (string, theme.Role) {
	return r.layer.Digest.Short(), theme.Dim
}
