package index_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
)

// names are those that whoever asks knows behind a mark, each as it is written, in their order.
func (r *run) names(after index.Mark) (all []string, upTo index.Mark) {
	r.t.Helper()
	require.NoError(r.t, r.index.Names(r.t.Context(), r.client, after, func(n index.Names) bool {
		for _, ns := range n.Namespaces {
			all = append(all, string(ns)+"/")
		}
		for _, name := range n.Repositories {
			all = append(all, name.String())
		}
		for _, of := range n.Tags {
			for tag := range strings.Lines(string(of.Names)) {
				all = append(all, of.Repository.String()+":"+strings.TrimSuffix(tag, "\n"))
			}
		}
		upTo = n.UpTo
		return true
	}))
	return all, upTo
}

func TestNamesAreThoseThatAreThereAndLaterOnesComeAlone(t *testing.T) {
	s := at(t, 3)
	r := s.run()
	none, mark := r.names(index.Mark{})
	assert.Empty(t, none, "there is no file")
	r.read()
	s.world.Delete(api.String(), "t-00001")
	s.push("fresh")
	for _, err := range r.index.Tags(r.client, api).Unattended().All(t.Context()) {
		require.NoError(t, err)
	}
	for _, err := range r.index.Repositories(r.client, "acme", hub.Newest).All(t.Context()) {
		require.NoError(t, err)
	}
	r.index.Flush(t.Context())
	all, mark := r.names(mark)
	assert.Equal(t, []string{"acme/", "acme/api", "acme/api:fresh", "acme/api:t-00000", "acme/api:t-00002"}, all)
	again, mark := r.names(mark)
	assert.Equal(t, []string{"acme/"}, again)
	s.push("second", "third")
	other := s.run() // another process
	other.read()
	all, mark = r.names(mark)
	assert.Equal(t, []string{"acme/", "acme/api:third", "acme/api:second"}, all)

	r.index.Close(t.Context())
	other.index.Close(t.Context())
	require.NoError(t, os.Remove(s.path()))
	r = s.run()
	r.read()
	all, _ = r.names(mark)
	assert.Len(t, all, 1+5, "the file was begun anew: its numbers say nothing")
}

func TestNamesThatWereOnlyHeardOfAreAmongThem(t *testing.T) {
	s := at(t, 2)
	r := s.run()
	r.read()
	s.do("insert into heard select id, 'heard-of' from list where repository='api'")
	all, mark := r.names(index.Mark{})
	assert.Contains(t, all, "acme/api:heard-of")
	all, _ = r.names(mark)
	assert.Contains(t, all, "acme/api:heard-of", "they have no numbers")
}

func TestNamesAreThoseOfWhoeverAsks(t *testing.T) {
	s := at(t, 40)
	s.world.Update(api.String(), func(r *hubtest.Repository) { r.Private = true })
	alice := s.run().as("anchor-chain")
	alice.read()
	all, _ := alice.names(index.Mark{})
	assert.Len(t, all, 1+40)
	for who, r := range map[string]*run{"nobody": s.run(), "a token": s.run().as("dckr_pat_narrow")} {
		none, _ := r.names(index.Mark{})
		assert.Empty(t, none, who)
		tags, seen := r.index.Digest(t.Context(), r.client, s.truthAs(alice)[0].Digest)
		assert.Empty(t, tags, who)
		assert.Zero(t, seen, who)
	}
	require.NoError(t, alice.index.Forget(t.Context(), s.hub.URL(), "alice"))
	none, _ := alice.names(index.Mark{})
	assert.Empty(t, none)
}

// truthAs is what the Hub shows somebody.
func (s *setting) truthAs(r *run) (tags []hub.Tag) {
	s.t.Helper()
	for t, err := range r.client.Tags(api, hub.Newest).All(s.t.Context()) {
		require.NoError(s.t, err)
		tags = append(tags, t)
	}
	return tags
}

func TestNamesComeInPartsOfWhichNoneIsForced(t *testing.T) {
	s := at(t, 2)
	r := s.run()
	r.read()
	s.do("insert into tag (list, name, size, reading, since) with recursive n(i) as (select 1 union all select i+1 from n where i<12000)" +
		" select list.id, 'more-'||i, 0, 1, 0 from n, list where repository='api'")
	var parts []int
	last := index.Mark{}
	require.NoError(t, r.index.Names(t.Context(), r.client, index.Mark{}, func(n index.Names) bool {
		count := len(n.Namespaces) + len(n.Repositories)
		for _, of := range n.Tags {
			count += strings.Count(string(of.Names), "\n")
		}
		parts, last = append(parts, count), n.UpTo
		return true
	}))
	assert.Equal(t, []int{5001, 5000, 2002}, parts)
	assert.NotZero(t, last)
	for want, goesOn := range map[error]bool{nil: false, context.Canceled: true} {
		ctx, leave := context.WithCancel(t.Context())
		handed := 0
		require.ErrorIs(t, r.index.Names(ctx, r.client, index.Mark{}, func(n index.Names) bool {
			handed++
			assert.Zero(t, n.UpTo)
			if goesOn {
				leave()
			}
			return goesOn
		}), want)
		assert.Equal(t, 1, handed)
		leave()
	}
	assert.Empty(t, r.index.Notices(), "it is no fault of the file")
}

func TestOfADamagedFileNoNamesComeAndItIsSaid(t *testing.T) {
	s := at(t, 1500)
	s.run().read()
	s.closeAll()
	content, err := os.ReadFile(s.path())
	require.NoError(t, err)
	for at := len(content) / 4; at < len(content); at++ {
		content[at] = 7
	}
	require.NoError(t, os.WriteFile(s.path(), content, 0o600))
	r := s.run()
	_, _ = r.names(index.Mark{})
	assert.NotEmpty(t, r.index.Notices())
	again, _ := r.names(index.Mark{})
	assert.Empty(t, again, "this run goes on without")
}

func TestADigestIsAnsweredWithWhatWasUntilTheLastLook(t *testing.T) {
	s := at(t, 3)
	r := s.run()
	tags, _, _ := r.read()
	old := tags[slices.IndexFunc(tags, func(t hub.Tag) bool { return t.Name == "t-00001" })].Digest
	s.clock.pass(2 * time.Hour)
	last := s.clock.Now()
	s.push("a") // a second later
	r.read()
	s.clock.pass(48 * time.Hour)
	s.push("t-00001")
	r.read()
	all, seen := r.index.Digest(t.Context(), r.client, old)
	require.Len(t, all, 1, fmt.Sprint(all))
	assert.Equal(t, "t-00001", all[0].Tag)
	assert.WithinDuration(t, last, all[0].Until, time.Minute, "between then and the look that saw another nobody looked")
	assert.Equal(t, 4, seen.Tags)
}
