package index_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
)

var api = hub.RepositoryName{Namespace: "acme", Name: "api"}

// clock is everybody's, and stands still unless it is moved.
type clock struct{ now atomic.Int64 }

func (c *clock) Now() time.Time       { return time.Unix(0, c.now.Load()).UTC() }
func (c *clock) pass(d time.Duration) { c.now.Add(int64(d)) }

// setting is a Hub, and a folder in which several runs of a program keep what they saw.
type setting struct {
	t      *testing.T
	clock  *clock
	world  *hubtest.World
	hub    *hubtest.Hub
	folder string
	pushes int
	flight int
	runs   []*run
}

func at(t *testing.T, tags int, options ...hubtest.Option) *setting {
	t.Helper()
	s := &setting{t: t, clock: new(clock), folder: t.TempDir() + "/state"}
	s.clock.now.Store(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC).UnixNano())
	s.world = hubtest.NewWorld(s.clock.Now())
	s.world.AddUser(hubtest.User{
		Name: "alice", Password: "anchor-chain",
		Tokens: []hubtest.AccessToken{
			{Secret: "dckr_pat_alice", Scope: "repo:read"},
			{Secret: "dckr_pat_narrow", Scope: "repo:public_read"},
		},
	})
	s.world.AddOrganization(hubtest.Organization{Name: "acme", FullName: "Acme", Members: map[string]string{"alice": "Owner"}})
	s.hub = hubtest.New(s.world, append(
		[]hubtest.Option{hubtest.WithClock(s.clock.Now), hubtest.WithDepth(0, 0, 0)}, options...,
	)...)
	all := make([]hubtest.Tag, tags)
	for i := range all {
		all[i] = s.built(fmt.Sprintf("t-%05d", i), s.clock.Now().Add(-time.Duration(i+1)*time.Minute))
	}
	s.world.Publish(api.String(), all...)
	s.clock.pass(time.Hour)
	return s
}

func (s *setting) built(name string, pushed time.Time) hubtest.Tag {
	s.pushes++
	return hubtest.Build{
		Content: fmt.Sprint(name, s.pushes), Index: strconv.Itoa(s.pushes),
		Platforms: []string{"linux/amd64", "linux/arm64"},
		Pushed:    pushed, Pulled: pushed, By: "alice",
	}.Tag(name)
}

// push makes or moves a tag, a second after whatever was before.
func (s *setting) push(names ...string) {
	for _, name := range names {
		s.clock.pass(time.Second)
		s.world.Push(api.String(), s.built(name, s.clock.Now()))
	}
	s.clock.pass(time.Second)
}

// run is one run of a program.
type run struct {
	*setting

	index  *index.Index
	client *hub.Client
}

func (s *setting) run(change ...func(*index.Options)) *run {
	s.t.Helper()
	o := index.Options{Folder: s.folder, Now: s.clock.Now, Patience: time.Hour}
	for _, change := range change {
		change(&o)
	}
	client, err := hub.New(hub.Options{
		BaseURL: s.hub.URL(), RegistryURL: s.hub.RegistryURL(), Transport: s.hub.Transport(),
		UserAgent: "tagboat/test", Now: s.clock.Now, Flight: s.flight,
	})
	require.NoError(s.t, err)
	r := &run{s, index.New(o), client}
	s.runs = append(s.runs, r)
	s.t.Cleanup(func() { r.index.Close(context.Background()) })
	return r
}

// as has alice log in.
func (r *run) as(secret string) *run {
	r.t.Helper()
	session, err := r.client.Login(r.t.Context(), "alice", hub.NewSecret(secret))
	require.NoError(r.t, err)
	r.client.Use(session)
	return r
}

// read reads the tags of the repository, and gives what it cost.
func (r *run) read() (tags []hub.Tag, v hub.Verdict, asked []hubtest.Request) {
	r.t.Helper()
	before := len(r.hub.Requests())
	reader := r.index.Tags(r.client, api).Reader()
	for p, err := range reader.Pages(r.t.Context(), 0) {
		require.NoError(r.t, err)
		tags = append(tags, p.Rows...)
	}
	r.index.Flush(r.t.Context())
	require.Empty(r.t, r.index.Notices())
	return tags, reader.Verdict(), r.hub.Requests()[before:]
}

// truth is what the Hub has.
func (s *setting) truth() []hub.Tag {
	s.t.Helper()
	client, err := hub.New(hub.Options{BaseURL: s.hub.URL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test", Now: s.clock.Now})
	require.NoError(s.t, err)
	var all []hub.Tag
	for t, err := range client.Tags(api, hub.Newest).All(s.t.Context()) {
		require.NoError(s.t, err)
		all = append(all, t)
	}
	return all
}

func byName(tags []hub.Tag) []hub.Tag {
	return slices.SortedFunc(slices.Values(tags), func(a, b hub.Tag) int { return strings.Compare(a.Name, b.Name) })
}

// holds says that a list was verified, and is what the Hub has.
func (s *setting) holds(tags []hub.Tag, v hub.Verdict) {
	s.t.Helper()
	require.Equal(s.t, hub.Complete, v.State, v.String())
	assert.Equal(s.t, byName(s.truth()), byName(tags))
}

// readOn is read where something may be said.
func (r *run) readOn() (tags []hub.Tag, v hub.Verdict, said []string) {
	r.t.Helper()
	reader := r.index.Tags(r.client, api).Reader()
	for p, err := range reader.Pages(r.t.Context(), 0) {
		require.NoError(r.t, err)
		tags = append(tags, p.Rows...)
	}
	r.index.Flush(r.t.Context())
	return tags, reader.Verdict(), r.index.Notices()
}
