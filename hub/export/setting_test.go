package export_test

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

// setting is a client before a Hub of its own.
type setting struct {
	t      *testing.T
	world  *hubtest.World
	hub    *hubtest.Hub
	client *hub.Client
}

// account is a world in which alice belongs to so many organizations besides her own namespace.
func account(now time.Time, organizations ...string) *hubtest.World {
	w := hubtest.NewWorld(now)
	w.AddUser(
		hubtest.User{
			Name:     "alice",
			Password: "anchor-chain",
			Tokens:   []hubtest.AccessToken{{Secret: "dckr_pat_alice", Scope: "repo:read"}},
		},
	)
	for _, name := range organizations {
		w.AddOrganization(
			hubtest.Organization{Name: name, Members: map[string]string{"alice": "Owner"}},
		)
	}
	return w
}

// fill gives a repository n tags, the newest first.
func fill(w *hubtest.World, name string, n int) {
	w.Publish(name, plainTags(w.Now(), n)...)
}

func plainTags(now time.Time, n int) []hubtest.Tag {
	tags := make([]hubtest.Tag, n)
	for i := range n {
		tags[i] = plainTag("t-"+pad(i), now.Add(-time.Duration(i+1)*time.Minute))
	}
	return tags
}

func plainTag(name string, pushed time.Time) hubtest.Tag {
	return hubtest.Build{
		Content:   name,
		Platforms: []string{"linux/amd64", "linux/arm64"},
		Pushed:    pushed,
	}.Tag(
		name,
	)
}

func pad(i int) string {
	text := strconv.Itoa(i)
	return strings.Repeat("0", max(5-len(text), 0)) + text
}

func at(t *testing.T, w *hubtest.World, options ...hubtest.Option) *setting {
	t.Helper()
	usual := []hubtest.Option{hubtest.WithPath("/below/a/path"), hubtest.WithRateLimit(0, 0)}
	s := &setting{t: t, world: w, hub: hubtest.New(w, append(usual, options...)...)}
	client, err := hub.New(hub.Options{
		BaseURL: s.hub.URL(), RegistryURL: s.hub.RegistryURL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test",
	})
	require.NoError(t, err)
	s.client = client
	return s
}

// signedIn is at, with alice logged in and the log empty.
func signedIn(t *testing.T, w *hubtest.World, options ...hubtest.Option) *setting {
	t.Helper()
	s := at(t, w, options...)
	s.signIn()
	return s
}

// signIn logs alice in and empties the log.
func (s *setting) signIn() {
	s.t.Helper()
	session, err := s.client.Login(s.t.Context(), "alice", hub.NewSecret("anchor-chain"))
	require.NoError(s.t, err)
	s.client.Use(session)
	s.hub.Forget()
}

func (s *setting) images(q export.Request) ([]string, export.Summary) {
	s.t.Helper()
	return s.run(s.t.Context(), images, q)
}

func (s *setting) run(
	ctx context.Context,
	open command,
	q export.Request,
) ([]string, export.Summary) {
	s.t.Helper()
	var out bytes.Buffer
	work, err := open(s.client, q, &out)
	require.NoError(s.t, err)
	summary := work.Run(ctx)
	return lines(out.String()), summary
}

// agrees checks that a run read so much and no more, and that all counts agree.
func agrees(t *testing.T, s export.Summary, namespaces, repositories, tags int) {
	t.Helper()
	want := export.Summary{
		Noun: export.NounTags, Namespaces: namespaces, Lists: repositories, ListsOf: repositories, Rows: tags, RowsOf: tags,
		Written: s.Written, Selected: s.Selected, Earlier: s.Earlier,
	}
	assert.Equal(t, want, s)
}

// all are the references of every namespace of the account, sorted.
func (s *setting) all(namespaces ...string) []string {
	var all []string
	for _, name := range namespaces {
		all = append(all, s.world.References(name)...)
	}
	slices.Sort(all)
	return all
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func sorted(all []string) []string {
	all = slices.Clone(all)
	slices.Sort(all)
	return all
}
