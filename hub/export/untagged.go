package export

import (
	"context"
	"errors"

	"tagboat/hub"
	"tagboat/hub/query"
)

// NounUntagged is what a miss is about where the manifests that no tag points at are not known.
const NounUntagged = "untagged manifests"

// leftovers adds the manifests of a list's repository that no tag points at, and reports whether
// these are all. Where they were not read to the end none is added: that is a miss, and says
// nothing against the tags.
func (j *judge) leftovers(ctx context.Context, l *list[hub.Tag], t *counter) bool {
	if absent := j.absent.Load(); absent != nil {
		t.miss(Miss{List: l.name, Noun: NounUntagged, Count: -1, Err: absent})
		return false
	}
	reader := j.client.Manifests(l.repository).Unattended().Reader()
	rows, moved, err := untaggedOf(ctx, reader, l)
	if gone, ok := errors.AsType[*hub.Error](err); ok && gone.Kind == hub.NoManifests {
		j.absent.CompareAndSwap(nil, gone)
	}
	miss, _ := Judge(l.name, NounUntagged, reader.Verdict(), err, causeOf(ctx))
	if miss.Why == Uncounted && moved { // that nobody counts them is as it should be
		miss.Why = KeptChanging
	}
	miss.Rows = 0
	if miss.Why != Uncounted {
		t.miss(miss)
		return false
	}
	for i := range rows {
		l.kept.Append(&rows[i].Tag)
	}
	return true
}

// untaggedOf reads manifests to the end, and gives those without a tag. That something has a tag
// and is not among the list's means that it was pushed since: what it is made of may look as if
// nothing held it. Where a tag's own digest is not known, nothing without a tag goes anyway.
func untaggedOf(
	ctx context.Context, reader *hub.Reader[hub.Manifest], l *list[hub.Tag],
) (rows []hub.RepositoryTag, moved bool, err error) {
	held := heldBy(l.kept)
	for page, err := range reader.Pages(ctx, 0) {
		if err != nil {
			return nil, false, err
		}
		for i := range page.Rows {
			m := &page.Rows[i]
			switch {
			case m.IsUntagged():
				rows = append(rows, hub.Untagged(*m, l.repository))
			case !held[m.Digest]:
				moved = true
			}
		}
	}
	return rows, moved, nil
}

// heldBy are the digests of tags and of their platforms.
func heldBy(tags query.Keeper[hub.Tag]) map[hub.Digest]bool {
	held := make(map[hub.Digest]bool, tags.Len())
	for n := range tags.Len() {
		row := tags.Row(n)
		held[row.Digest] = true
		for i := range row.Images {
			held[row.Images[i].Digest] = true
		}
	}
	return held
}
