package hub

import (
	"context"

	"tagboat/hub/paging"
	"tagboat/hub/wire"
)

type (
	// Tag is a movable name inside a repository.
	Tag = wire.Tag
	// Image is one platform of a tag.
	Image = wire.Image
)

// Tags describes the tags of a repository. Their key is the name, which both routes give; where
// there is no registry beside this Hub, there is one route.
func (c *Client) Tags(r RepositoryName, by Order) Listing[Tag] {
	l := collection[Tag]{
		op: opName("list tags of " + r.Familiar()), path: tagsPath(r), order: by.ofTags(),
		subject: r.String(),
		read:    wire.ReadTags,
		key:     func(t Tag) string { return t.Name },
		changed: Tag.Changed, newest: by == Newest || by == ByDefault,
		named: func(t Tag) string { return r.String() + ":" + t.Name },
	}
	source := listing(c, l)
	if c.registry != nil {
		source.Names = func(ctx context.Context, last string) (paging.Names[Tag], error) {
			return c.tagNames(ctx, l.op+" through the registry", r, last)
		}
	}
	return paging.New(source)
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

func tagsPath(r RepositoryName) []string {
	return []string{"v2", "namespaces", string(r.Namespace), "repositories", r.Name, "tags"}
}
