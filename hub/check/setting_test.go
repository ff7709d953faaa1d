package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/hubtest"
	"tagboat/hub/index"
	"tagboat/hub/refs"
)

// setting is a client before a Hub of its own.
type setting struct {
	*testing.T

	world  *hubtest.World
	hub    *hubtest.Hub
	client *hub.Client
	index  *index.Index
}

// before runs what in a bubble, before a Hub with no registry beside it.
func before(t *testing.T, what func(s *setting), options ...hubtest.Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := hubtest.NewWorld(time.Now())
		w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain"})
		s := &setting{T: t, world: w, hub: hubtest.New(w, options...)}
		client, err := hub.New(hub.Options{
			BaseURL: s.hub.URL(), Transport: s.hub.Transport(), UserAgent: "tagboat/test",
		})
		require.NoError(t, err)
		s.client = client
		what(s)
	})
}

// publish gives acme/api tags.
func (s *setting) publish(names ...string) { publish(s.world, "acme/api", names) }

// publish makes a repository of tags, the newest first, a minute apart. Names with = between them
// are one build.
func publish(w *hubtest.World, repository string, names []string) {
	var tags []hubtest.Tag
	for i, same := range names {
		built := hubtest.Build{
			Content: repository + same, Pushed: w.Now().Add(-time.Duration(i+1) * time.Minute),
		}
		tags = append(tags, built.Tags(strings.Split(same, "=")...)...)
	}
	w.Publish(repository, tags...)
}

// long gives acme/api n tags of the versions 1.0.0 on, the newest first, behind others.
func (s *setting) long(n int, names ...string) {
	publish(s.world, "acme/api", append(names, versions(n)...))
}

func versions(n int) (names []string) {
	for i := n - 1; i >= 0; i-- {
		names = append(names, fmt.Sprintf("1.%d.%d", i/10, i%10))
	}
	return names
}

// manyFiles are 40 files with 120 references to 30 repositories, of which 20 have one page.
func manyFiles(w *hubtest.World) (files []refs.File) {
	for i := range 30 {
		n := 60
		if i >= 20 {
			n = 1250
		}
		publish(w, fmt.Sprintf("acme/r-%02d", i), versions(n))
	}
	for i := range 40 {
		var all []string
		for j := range 3 {
			all = append(all, fmt.Sprintf("acme/r-%02d:1.%d.%d", (i*3+j)%30, 5-j, 9))
		}
		files = append(files, dockerfile(fmt.Sprintf("f-%02d", i), all...))
	}
	return files
}

func (s *setting) signIn() {
	s.Helper()
	session, err := s.client.Login(s.Context(), "alice", hub.NewSecret("anchor-chain"))
	require.NoError(s, err)
	s.client.Use(session)
	s.hub.Forget()
}

// dockerfile is a file with a FROM a line.
func dockerfile(path string, references ...string) refs.File {
	var text strings.Builder
	for _, r := range references {
		fmt.Fprintf(&text, "FROM %s\n", r)
	}
	return refs.Read(path+"/Dockerfile", []byte(text.String()))
}

// run checks the references of one file, and gives the verdicts in words.
func (s *setting) run(q check.Request, references ...string) (check.Report, []string) {
	s.Helper()
	if len(references) > 0 {
		q.Files = append(q.Files, dockerfile("a", references...))
	}
	q.Index = s.index
	report, err := check.New(s.client, q).Run(s.Context(), nil)
	require.NoError(s, err)
	return report, told(report)
}

func told(report check.Report) (all []string) {
	for _, r := range report.Results {
		words := []string{string(r.Verdict)}
		for _, step := range r.Answer.Newer {
			words = append(words, step.Level.String(), step.Tag)
		}
		text := strings.Join(words, " ")
		if r.Answer.Now != "" {
			text += " = " + r.Answer.Now
		}
		if r.Why != "" {
			text += ": " + r.Why
		}
		all = append(all, text)
	}
	return all
}

// asks holds how many requests came since the last time.
func (s *setting) asks(want int, why string) {
	s.Helper()
	assert.Len(s, s.hub.Requests(), want, why)
	s.hub.Forget()
}
