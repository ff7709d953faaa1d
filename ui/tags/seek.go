package tags

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/index"
	spelling "tagboat/hub/name"
	"tagboat/ui/listing"
)

const (
	mostStems   = 3 // requests for names that are near to one
	mostNearest = 3 // names that are told
)

// seek asks for what a reference names beyond its repository: by one request for a tag, and of the
// registry, which pulls nothing, for a digest. It is nil for a repository alone.
func seek(
	kept *index.Index, client *hub.Client, wanted hub.Reference,
) func(context.Context) (listing.Sought[hub.Tag], error) {
	switch {
	case wanted.Tag != "":
		return func(ctx context.Context) (listing.Sought[hub.Tag], error) {
			return seekTag(ctx, kept, client, wanted)
		}
	case !wanted.Digest.IsZero() && client.Docker():
		return func(ctx context.Context) (listing.Sought[hub.Tag], error) {
			return seekDigest(ctx, client, wanted), nil
		}
	}
	return nil
}

// seekTag asks for a tag and, where there is none, for the nearest ones. Where the repository is
// not there either, its list says so.
func seekTag(
	ctx context.Context, kept *index.Index, client *hub.Client, wanted hub.Reference,
) (listing.Sought[hub.Tag], error) {
	where := wanted.Repository.Familiar()
	row, err := kept.ReadTag(ctx, client, wanted.Repository, wanted.Tag)
	found := listing.Sought[hub.Tag]{Rows: []hub.Tag{row}}
	switch {
	case err == nil && !wanted.Digest.IsZero() && !holds(row, wanted.Digest):
		found.Missing, found.Says = true, where+":"+wanted.Tag+" is another image by now."
		fallthrough
	case err == nil:
		return found, nil
	case !errors.Is(err, hub.NotFound):
		return found, err
	}
	near, err := nearest(ctx, kept, client, wanted)
	if errors.Is(err, hub.NotFound) {
		return listing.Sought[hub.Tag]{}, nil
	}
	found = listing.Sought[hub.Tag]{
		Rows: near, Missing: true,
		Says: where + " has no tag " + wanted.Tag + " that can be seen.",
	}
	if len(near) > 0 {
		names := make([]string, len(near))
		for i := range near {
			names[i] = near[i].Name
		}
		found.Says += " The nearest: " + strings.Join(names, ", ")
	}
	return found, nil
}

func holds(row hub.Tag, d hub.Digest) bool {
	return row.Digest == d ||
		slices.ContainsFunc(row.Images, func(i hub.Image) bool { return i.Digest == d })
}

// seekDigest asks whether an image is there at all, before pages are looked through for its tags.
// Where nobody can tell, they are.
func seekDigest(
	ctx context.Context, client *hub.Client, wanted hub.Reference,
) listing.Sought[hub.Tag] {
	err := client.Manifest(ctx, wanted.Repository, wanted.Digest)
	switch where := wanted.Repository.Familiar(); {
	case errors.Is(err, hub.NotFound):
		return listing.Sought[hub.Tag]{
			Says:    "The registry has no image " + wanted.Digest.Short() + "… in " + where + ".",
			Missing: true,
		}
	case err == nil:
		return listing.Sought[hub.Tag]{
			Says: "The image is in " + where + ": it can be pulled by its digest, whether a tag points at it or not.",
		}
	}
	return listing.Sought[hub.Tag]{}
}

// nearest are the tags whose names are nearest to one that is not there: of those that hold it, or
// what is left of it when its end is cut off, those with the fewest letters to change.
func nearest(
	ctx context.Context, kept *index.Index, client *hub.Client, wanted hub.Reference,
) ([]hub.Tag, error) {
	stem := strings.ToLower(wanted.Tag)
	for range mostStems {
		page, err := kept.TagsNamed(client, wanted.Repository, stem).Page(ctx, 1)
		if err != nil {
			return nil, err
		}
		if len(page.Rows) > 0 {
			slices.SortStableFunc(page.Rows, func(a, b hub.Tag) int {
				return spelling.Distance(wanted.Tag, a.Name) - spelling.Distance(wanted.Tag, b.Name)
			})
			return page.Rows[:min(len(page.Rows), mostNearest)], nil
		}
		cut := strings.LastIndexAny(stem, ".-_")
		if cut <= 0 {
			cut = len(stem) / 2
		}
		if stem = stem[:cut]; stem == "" {
			break
		}
	}
	return nil, nil
}
