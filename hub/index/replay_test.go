package index_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index/past"
)

// replay lives through a record, and looks at the list on some of its days.
type replay struct {
	*setting

	dice   *rand.Rand
	left   record
	images map[string]string // of the tags that are there
	looks  []sight
}

// sight is what was to be seen when somebody looked.
type sight struct {
	began, ended time.Time
	images       map[string]string
}

func (p *replay) look(day time.Time) {
	for len(p.left) > 0 && !p.left[0].day.After(day) {
		c := p.left[0]
		p.left = p.left[1:]
		if c.day.After(p.clock.Now()) {
			p.clock.now.Store(c.day.UnixNano())
		}
		if c.image == "" {
			p.world.Delete(api.String(), c.tag)
			delete(p.images, c.tag)
			continue
		}
		p.clock.pass(time.Second)
		p.world.Push(api.String(), hubtest.Build{
			Content: c.image, Index: c.image, Pushed: p.clock.Now(), By: "alice",
		}.Tag(c.tag))
		p.images[c.tag] = c.image
	}
	p.clock.now.Store(max(day.UnixNano(), p.clock.now.Load()))
	s := sight{began: p.clock.Now(), images: maps.Clone(p.images)}
	r := p.run()
	if p.dice.IntN(3) == 0 {
		for _, err := range r.index.FreshTags(r.client, api, hub.Newest).All(p.t.Context()) {
			require.NoError(p.t, err)
		}
	} else {
		_, v, _ := r.read()
		require.Equal(p.t, hub.Complete, v.State)
	}
	r.index.Close(p.t.Context())
	s.ended = p.clock.Now()
	p.looks = append(p.looks, s)
	p.clock.pass(time.Minute)
}

// expected is what looks saw of a tag, the newest first, as a history tells it.
func (p *replay) expected(tag string) (held []past.Held, images []string) {
	for _, s := range p.looks {
		image := s.images[tag]
		if n := len(held); n > 0 && images[n-1] == image {
			held[n-1].Last = s.began
			held[n-1].Looks++
			continue
		} else if n > 0 {
			held[n-1].By = s.began
		} else if image == "" {
			continue
		}
		held = append(held, past.Held{First: s.began, Last: s.began, Looks: 1})
		images = append(images, image)
	}
	for i, j := 0, len(held)-1; i < j; i, j = i+1, j-1 {
		held[i], held[j] = held[j], held[i]
		images[i], images[j] = images[j], images[i]
	}
	return held, images
}

// became is what happened to a tag between two looks, as news tell it.
func (p *replay) became(tag string, since int) (kind past.Kind, changes int) {
	for i := since + 1; i < len(p.looks); i++ {
		if p.looks[i].images[tag] != p.looks[i-1].images[tag] {
			changes++
		}
	}
	_, was := p.looks[since].images[tag]
	_, is := p.looks[len(p.looks)-1].images[tag]
	switch {
	case !is:
		return past.Vanished, changes
	case !was:
		return past.Appeared, changes
	}
	return past.Moved, changes
}

func (p *replay) tags() map[string]bool {
	all := map[string]bool{}
	for _, s := range p.looks {
		for tag := range s.images {
			all[tag] = true
		}
	}
	return all
}

// holdsHistories compares every history with what was to be seen.
func (p *replay) holdsHistories() {
	p.t.Helper()
	r := p.run()
	const while = time.Minute // an answer takes a moment, and a list has many
	for tag := range p.tags() {
		want, images := p.expected(tag)
		held := r.index.Past(p.t.Context(), r.client).History(api, tag)
		require.Len(p.t, held, len(want), tag)
		for i, h := range held {
			if images[i] == "" {
				require.True(p.t, h.Digest.IsZero(), tag)
			} else {
				digest := hubtest.Build{Content: images[i], Index: images[i]}.Tag(tag).Digest
				require.Equal(p.t, digest, h.Digest.String(), tag)
			}
			require.WithinDuration(p.t, want[i].First, h.First, while, "%s, %d", tag, i)
			require.WithinDuration(p.t, want[i].Last, h.Last, while, "%s, %d", tag, i)
			require.WithinDuration(p.t, want[i].By, h.By, while, "%s, %d", tag, i)
			require.Equal(p.t, want[i].Looks, h.Looks, "%s, %d", tag, i)
		}
	}
}

// holdsNews compares the news since some looks with what was to be seen.
func (p *replay) holdsNews() {
	p.t.Helper()
	r := p.run()
	for since := 0; since < len(p.looks); since += 1 + p.dice.IntN(6) {
		news, known := r.index.Past(p.t.Context(), r.client).News(p.looks[since].ended.Add(time.Second), past.Scope{})
		require.True(p.t, known)
		told := map[string]past.Event{}
		for _, e := range news.Events {
			told[e.Tag] = e
		}
		for tag := range p.tags() {
			kind, changes := p.became(tag, since)
			require.Equal(p.t, changes, told[tag].Changes, "%s since look %d: %+v", tag, since, told[tag])
			if changes > 0 {
				require.Equal(p.t, kind, told[tag].Kind, "%s since look %d", tag, since)
			}
		}
	}
}

func TestHistoryAndNewsSayWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	records := map[string]func(t *testing.T) record{
		"invented 1": func(*testing.T) record { return invented(1) },
		"invented 2": func(*testing.T) record { return invented(2) },
	}
	if folder := os.Getenv("TAGBOAT_OFFICIAL"); folder != "" {
		for _, image := range []string{"nginx", "traefik", "redis", "haproxy"} {
			records[image] = func(t *testing.T) record { return official(t, folder, image) }
		}
	}
	for name, read := range records {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t)
			looks := 40
			if testing.Short() && !strings.HasPrefix(name, "invented") {
				looks = 12
			}
			p := &replay{
				setting: at(t, 0, hubtest.WithRateLimit(0, 0)), dice: rand.New(rand.NewPCG(18, uint64(len(name)))),
				left: r, images: map[string]string{},
			}
			first, last := r[0].day, r[len(r)-1].day
			p.clock.now.Store(first.Add(-time.Hour).UnixNano())
			days := int(last.Sub(first).Hours() / 24)
			for day := first; !day.After(last.AddDate(0, 0, 30)); day = day.AddDate(0, 0, 1+p.dice.IntN(2*days/looks)) {
				p.look(day)
			}
			p.holdsHistories()
			p.holdsNews()
			t.Logf("%d looks, %d tags, %d changes", len(p.looks), len(p.tags()), len(r))
			assert.Greater(t, len(p.looks), 5)
		})
	}
}
