// Package pin finds what a reference is at this moment: the most specific tag that is the same
// image, and its digest, in one request or two. What a tag is called is package freshness's rule.
package pin

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tagboat/hub"
	"tagboat/hub/freshness"
)

// Pinner pins references for one platform, or by their index. It asks each question once, and is
// safe for concurrent use.
type Pinner struct {
	Client   *hub.Client
	Platform hub.Platform // zero: the index

	mu    sync.Mutex
	asked map[question]func() ([]hub.Tag, error)
}

// question is a page of tags: the newest, or the newest of those whose names hold a text.
type question struct {
	repository hub.RepositoryName
	holding    string
}

const perPage = 100

// Pin is the reference with the most specific tag that is the same image and with its digest; of
// what is not among the hundred tags that were looked at none is named. A digest that is there
// already stays, and is an error where the tag is another image now.
func (p *Pinner) Pin(ctx context.Context, r hub.Reference) (hub.Reference, error) {
	tags, err := p.page(ctx, question{r.Repository, holding(r.Tag)})
	if err != nil {
		return r, err
	}
	at := slices.IndexFunc(tags, func(t hub.Tag) bool { return t.Name == r.Tag })
	if at < 0 {
		tag, err := p.Client.Tag(ctx, r.Repository, r.Tag)
		if err != nil {
			return r, err
		}
		tags, at = append(slices.Clip(tags), tag), len(tags)
	}
	tag := &tags[at]
	if !r.Digest.IsZero() && !tag.Has(r.Digest) {
		return r, fmt.Errorf("%s is another image now: %s", r.Familiar(), tag.Digest)
	}
	pinned, known := freshness.New(tags, freshness.Scope{}).Pin(r.Tag, p.Platform)
	switch {
	case known && r.Digest.IsZero():
		r.Tag, r.Digest = pinned.Tag, pinned.Digest
	case known:
		r.Tag = pinned.Tag
	case tag.Digest.IsZero() || p.Platform.IsUnknown():
		return r, fmt.Errorf("the Hub tells no digest of %s", r.Familiar())
	default:
		return r, fmt.Errorf("%s is not built for %s; there are %s", r.Familiar(), p.Platform, built(tag))
	}
	return r, nil
}

func built(t *hub.Tag) string {
	var names []string
	for i := range t.Platforms() {
		names = append(names, i.Platform.String())
	}
	return strings.Join(names, ", ")
}

// someVersion is a version of two numbers or more, with what stands before it.
var someVersion = regexp.MustCompile(`^v?\d+(\.\d+)+`)

// holding is what the names of more specific versions hold too; "" where nothing tells, and the
// newest tags are looked at: those of one image were pushed together.
func holding(tag string) string { return someVersion.FindString(tag) }

// page asks once.
func (p *Pinner) page(ctx context.Context, q question) ([]hub.Tag, error) {
	p.mu.Lock()
	if p.asked == nil {
		p.asked = map[question]func() ([]hub.Tag, error){}
	}
	ask := p.asked[q]
	if ask == nil {
		list := p.Client.NewestTags(q.repository, perPage)
		if q.holding != "" {
			list = p.Client.TagsNamed(q.repository, q.holding)
		}
		ask = sync.OnceValues(func() ([]hub.Tag, error) {
			page, err := list.Page(ctx, 1)
			return page.Rows, err
		})
		p.asked[q] = ask
	}
	p.mu.Unlock()
	return ask()
}
