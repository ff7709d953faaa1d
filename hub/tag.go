package hub

import (
	"context"

	"tagboat/hub/paging"
	"tagboat/hub/wire"
)

type (
	// Tag is a movable name inside a repository.
	Tag = wire.Tag
	// RepositoryTag is a tag with the repository that it is in.
	RepositoryTag = wire.RepositoryTag
	// Image is one platform of a tag.
	Image = wire.Image
)

// Tags describes the tags of a repository. Their key is the name, which both routes give; where
// there is no registry beside this Hub, there is one route.
func (c *Client) Tags(r RepositoryName, by Order) Listing[Tag] {
	source := listing(c, tagsOf(r, by))
	if c.registry != nil {
		source.Names = func(ctx context.Context, last string) (paging.Names[Tag], error) {
			return c.tagNames(ctx, source.Op+" through the registry", r, last)
		}
	}
	return paging.New(source)
}

// NewestTags describes the tags of a repository, newest first, with so many on a page, 100 at most:
// a look at what has changed costs a small page.
func (c *Client) NewestTags(r RepositoryName, perPage int) Listing[Tag] {
	l := tagsOf(r, Newest)
	l.size = perPage
	return paging.New(listing(c, l))
}

// TagsNamed describes those tags of a repository whose names hold a text, newest first, as the Hub
// understands that: the parameter is undocumented, and recorded of the Hub's own page only (Hub API
// notes, "Tags"). Whether it minds capitals is unknown, and a Hub that does not know it sends all
// tags. So the rows prove nothing: look at their names, and take none that is missing for gone.
func (c *Client) TagsNamed(r RepositoryName, text string) Listing[Tag] {
	l := tagsOf(r, Newest)
	l.name = text
	return paging.New(listing(c, l))
}

func tagsOf(r RepositoryName, by Order) collection[Tag] {
	return collection[Tag]{
		op: opName("list tags of " + r.Familiar()), path: tagsPath(r), order: by.ofTags(),
		subject: r.String(),
		read:    wire.ReadTags,
		key:     func(t Tag) string { return t.Name },
		changed: Tag.Changed, newest: by == Newest || by == ByDefault,
		named: func(t Tag) string { return r.String() + ":" + t.Name },
	}
}

// tagNames asks the registry for the names after last.
func (c *Client) tagNames(
	ctx context.Context, op string, r RepositoryName, last string,
) (paging.Names[Tag], error) {
	found, err := c.registry.Tags(ctx, c.asker(ctx), op, r, last)
	if err != nil {
		return paging.Names[Tag]{}, err
	}
	tags := make([]Tag, len(found.Tags))
	for i, name := range found.Tags {
		tags[i] = Tag{Name: name, NamesOnly: true}
	}
	return paging.Names[Tag]{Rows: tags, Malformed: found.Malformed, Next: found.Next}, nil
}

// Tag asks for one tag.
func (c *Client) Tag(ctx context.Context, r RepositoryName, tag string) (Tag, error) {
	q := question{
		op:      opName("read tag " + Reference{Repository: r, Tag: tag}.Familiar()),
		subject: r.String() + ":" + tag,
	}
	return one(ctx, c, q, wire.ReadTag, append(tagsPath(r), tag)...)
}

// Manifest asks the registry whether an image is in a repository, whatever tag points at it or
// none: [NotFound] says that it is not. Where there is no registry beside this Hub nobody can tell.
func (c *Client) Manifest(ctx context.Context, r RepositoryName, d Digest) error {
	op := opName("look for " + Reference{Repository: r, Digest: d}.Familiar() + " in the registry")
	if c.registry == nil {
		return &Error{Op: op, Kind: Refused, Message: "there is no registry beside this Hub"}
	}
	return c.registry.Manifest(ctx, c.asker(ctx), op, r, d)
}

func tagsPath(r RepositoryName) []string {
	return []string{"v2", "namespaces", string(r.Namespace), "repositories", r.Name, "tags"}
}
