package refresh_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/hub/refresh"
)

const latency = 100 * time.Millisecond

// setting is a Hub, and a folder in which several runs keep what they saw. Everything is in a
// bubble: its clock is everybody's.
type setting struct {
	t      *testing.T
	world  *hubtest.World
	hub    *hubtest.Hub
	folder string
}

// at has acme with so many repositories of 150 tags, of which alice is a member, and grafana, of
// which she is none.
func at(t *testing.T, repositories int, options ...hubtest.Option) *setting {
	t.Helper()
	w := hubtest.NewWorld(time.Now())
	w.AddUser(hubtest.User{
		Name: "alice", Password: "anchor-chain",
		Tokens: []hubtest.AccessToken{{Secret: "dckr_pat_alice", Scope: "repo:read"}},
	})
	w.AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
	s := &setting{t: t, world: w, folder: t.TempDir() + "/state"}
	for i := range repositories {
		s.publish(fmt.Sprintf("acme/r-%03d", i), 150)
	}
	s.publish("grafana/grafana", 3)
	s.publish("grafana/loki", 3)
	usual := []hubtest.Option{hubtest.WithRateLimit(0, 0), hubtest.WithLatency(latency)}
	s.hub = hubtest.New(w, append(usual, options...)...)
	time.Sleep(time.Hour)
	return s
}

func (s *setting) publish(name string, n int) {
	tags := make([]hubtest.Tag, n)
	for i := range tags {
		tags[i] = built(fmt.Sprintf("t-%03d", i), time.Now().Add(-time.Duration(i+1)*time.Minute))
	}
	s.world.Publish(name, tags...)
}

func built(name string, pushed time.Time) hubtest.Tag {
	return hubtest.Build{
		Content: name + pushed.String(), Platforms: []string{"linux/amd64"}, Pushed: pushed,
	}.Tag(name)
}

func (s *setting) push(name, tag string) { s.world.Push(name, built(tag, time.Now())) }

// program is one run of a program.
type program struct {
	*setting

	client *hub.Client
	index  *index.Index
}

// run is one without an account.
func (s *setting) run() *program {
	s.t.Helper()
	client, err := hub.New(hub.Options{
		BaseURL: s.hub.URL(), RegistryURL: s.hub.RegistryURL(), Transport: s.hub.Transport(),
		UserAgent: "tagboat/test", Sparing: true,
	})
	require.NoError(s.t, err)
	p := &program{s, client, index.New(index.Options{Folder: s.folder, Now: time.Now})}
	s.t.Cleanup(func() { p.index.Close(context.Background()) })
	return p
}

// as logs alice in.
func (s *setting) as(secret string) *program {
	s.t.Helper()
	p := s.run()
	session, err := p.client.Login(s.t.Context(), "alice", hub.NewSecret(secret))
	require.NoError(s.t, err)
	p.client.Use(session)
	return p
}

// syncs brings lists up to date, and gives what was asked for.
func (p *program) syncs(targets ...string) (refresh.Summary, []string) {
	p.t.Helper()
	return p.does(p.t.Context(), refresh.Request{Targets: targets, Began: time.Now()})
}

func (p *program) does(
	ctx context.Context, q refresh.Request, change ...func(*refresh.Run),
) (refresh.Summary, []string) {
	p.t.Helper()
	before := len(p.hub.Requests())
	work, err := refresh.New(p.client, p.index, q)
	require.NoError(p.t, err)
	for _, change := range change {
		change(work)
	}
	summary := work.Do(ctx)
	return summary, p.asked(before)
}

// asked are the lists that were asked for since so many requests, once for each request.
func (s *setting) asked(before int) (paths []string) {
	for _, r := range s.hub.Requests()[before:] {
		paths = append(paths, strings.TrimPrefix(r.Path, "/v2/"))
	}
	return paths
}
