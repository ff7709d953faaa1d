package report_test

import (
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

const password = "anchor-chain"

// setting is a client before a Hub of its own.
type setting struct {
	t      *testing.T
	hub    *hubtest.Hub
	client *hub.Client
}

// world has alice, who belongs to acme besides her own namespace.
func world() *hubtest.World {
	w := hubtest.NewWorld(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	w.AddUser(hubtest.User{Name: "alice", Password: password})
	w.AddOrganization(
		hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}},
	)
	return w
}

// fill gives a repository n tags, the newest first.
func fill(w *hubtest.World, name string, n int) {
	tags := make([]hubtest.Tag, n)
	for i := range n {
		tag := fmt.Sprintf("t-%05d", i)
		pushed := w.Now().Add(-time.Duration(i+1) * time.Minute)
		tags[i] = hubtest.Build{
			Content:   tag,
			Platforms: []string{"linux/amd64", "linux/arm64"},
			Pushed:    pushed,
		}.Tag(
			tag,
		)
	}
	w.Publish(name, tags...)
}

func at(t *testing.T, w *hubtest.World, options ...hubtest.Option) *setting {
	t.Helper()
	usual := []hubtest.Option{hubtest.WithPath("/below/a/path"), hubtest.WithRateLimit(0, 0)}
	s := &setting{t: t, hub: hubtest.New(w, append(usual, options...)...)}
	client, err := hub.New(hub.Options{
		BaseURL: s.hub.URL(), RegistryURL: s.hub.RegistryURL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test",
	})
	require.NoError(t, err)
	s.client = client
	return s
}

// as logs in; an empty name is nobody.
func (s *setting) as(name, secret string) {
	s.t.Helper()
	if name == "" {
		return
	}
	session, err := s.client.Login(s.t.Context(), name, hub.NewSecret(secret))
	require.NoError(s.t, err)
	s.client.Use(session)
}

type command func(*hub.Client, export.Request, io.Writer) (*export.Work, error)

// lines are rows as their references, one a line.
type lines[R any] struct{ of func(row *R) string }

func (lines[R]) Head(dst []byte) []byte { return dst }

func (l lines[R]) Append(dst []byte, rows []R) ([]byte, error) {
	for i := range rows {
		dst = append(append(dst, l.of(&rows[i])...), '\n')
	}
	return dst, nil
}

func (lines[R]) Foot(dst []byte) []byte { return dst }

var tagLines = export.Form[export.TagRow]{
	Sheet: lines[export.TagRow]{(*export.TagRow).Reference}, NamesOnly: true,
}

func images(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
	return export.Images(c, q, tagLines, out)
}

func tags(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
	return export.Tags(c, q, tagLines, out)
}

func repositories(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
	name := lines[hub.Repository]{func(r *hub.Repository) string { return r.Name.String() }}
	return export.Repositories(c, q, export.Form[hub.Repository]{Sheet: name, NamesOnly: true}, out)
}

func (s *setting) run(ctx context.Context, open command, q export.Request) export.Summary {
	s.t.Helper()
	work, err := open(s.client, q, io.Discard)
	require.NoError(s.t, err)
	return work.Run(ctx)
}
