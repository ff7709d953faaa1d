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
	"tagboat/ui/command/sheet"
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

func images(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
	form, err := sheet.ForImages(sheet.Asked{})
	if err != nil {
		return nil, err
	}
	return export.Images(c, q, form, out)
}

func tags(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
	form, err := sheet.ForTags(sheet.Asked{})
	if err != nil {
		return nil, err
	}
	return export.Tags(c, q, form, out)
}

func repositories(c *hub.Client, q export.Request, out io.Writer) (*export.Work, error) {
	form, err := sheet.ForRepositories(sheet.Asked{})
	if err != nil {
		return nil, err
	}
	return export.Repositories(c, q, form, out)
}

func (s *setting) run(ctx context.Context, open command, q export.Request) export.Summary {
	s.t.Helper()
	work, err := open(s.client, q, io.Discard)
	require.NoError(s.t, err)
	return work.Run(ctx)
}
