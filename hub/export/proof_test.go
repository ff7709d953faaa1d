package export_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

var update = flag.Bool("update", false, "write the golden texts anew")

// mixed has public and private repositories, and an organization with an access token.
func mixed(t *testing.T) *setting {
	t.Helper()
	w := account(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), "globex")
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor-chain", Tokens: []hubtest.AccessToken{
		{Secret: "dckr_pat_read", Scope: "repo:read"},
		{Secret: "dckr_pat_public", Scope: "repo:public_read"},
		{Secret: "dckr_pat_silent"},
	}})
	w.AddOrganization(hubtest.Organization{
		Name: "acme", Members: map[string]string{"alice": "Owner"},
		Tokens: []hubtest.OrganizationToken{{Secret: "dckr_oat_lists", ListRepositories: true, Covers: []string{"secret"}}, {Secret: "dckr_oat_blind"}},
	})
	for _, name := range []string{"acme/secret", "acme/hidden"} {
		fill(w, name, 2)
		w.Update(name, func(r *hubtest.Repository) { r.Private = true })
	}
	fill(w, "acme/web", 120)
	fill(w, "acme/deep", 1500)
	return at(t, w)
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

func onTags(do hubtest.Action) []hubtest.Fault { return on("/acme/repositories/web/tags", do) }

func on(path string, do hubtest.Action) []hubtest.Fault {
	return []hubtest.Fault{{Match: hubtest.Match{Path: path}, Do: do}}
}

func more(n int) hubtest.Action { return hubtest.Count(func(count int) int { return count + n }) }

// proofs are the ways in which a run may end, and who was asking.
func proofs() []struct {
	name, user, secret string
	open               command
	q                  export.Request
	faults             []hubtest.Fault
	outcome            export.Outcome
} {
	const password = "anchor-chain"
	acme, web := []string{"acme"}, []string{"acme/web"}
	return []struct {
		name, user, secret string
		open               command
		q                  export.Request
		faults             []hubtest.Fault
		outcome            export.Outcome
	}{
		{"a password", "alice", password, export.Images, export.Request{}, nil, export.Complete},
		{"a token that may read", "alice", "dckr_pat_read", export.Images, export.Request{}, nil, export.Complete},
		{"a token for what is public", "alice", "dckr_pat_public", export.Images, export.Request{}, nil, export.Complete},
		{"a token for what is public, repositories", "alice", "dckr_pat_public", export.Repositories, export.Request{}, nil, export.Complete},
		{"a token for what is public, one repository", "alice", "dckr_pat_public", export.Images, export.Request{Targets: web}, nil, export.Complete},
		{"a token that does not tell its scope", "alice", "dckr_pat_silent", export.Images, export.Request{}, nil, export.Complete},
		{"an organization's token", "acme", "dckr_oat_lists", export.Images, export.Request{}, nil, export.Complete},
		{"an organization's token that lists nothing", "acme", "dckr_oat_blind", export.Repositories, export.Request{}, nil, export.Complete},
		{"an organization's token, one repository", "acme", "dckr_oat_lists", export.Tags, export.Request{Targets: web}, nil, export.Complete},
		{"nobody, a namespace", "", "", export.Repositories, export.Request{Targets: acme}, nil, export.Complete},
		{"nobody, a repository", "", "", export.Tags, export.Request{Targets: web}, nil, export.Complete},
		{"nobody, a namespace, names from the registry", "", "", export.Images, export.Request{Targets: acme}, nil, export.Complete},
		{"nobody, a repository, names from the registry", "", "", export.Tags, export.Request{Targets: []string{"acme/deep"}}, nil, export.Complete},
		{"nobody, no namespace", "", "", export.Images, export.Request{}, nil, export.LoginNeeded},
		{"tags counted and not handed out", "alice", password, export.Images, export.Request{Targets: acme}, onTags(more(7)), export.Partial},
		{"fewer tags counted than handed out", "alice", password, export.Images, export.Request{Targets: acme}, onTags(more(-7)), export.Partial},
		{"tags not counted", "alice", password, export.Images, export.Request{Targets: acme}, onTags(hubtest.Count(func(int) int { return -1 })), export.Partial},
		{"tags that cannot be read", "alice", password, export.Tags, export.Request{Targets: web}, []hubtest.Fault{{
			Match: hubtest.Match{Path: "/acme/repositories/web/tags", Page: 2}, Do: hubtest.Set("name", 5),
		}}, export.Partial},
		{"repositories counted and not handed out", "alice", password, export.Images, export.Request{}, on("/namespaces/acme/repositories", more(2)), export.Partial},
		{"organizations counted and not handed out", "alice", password, export.Repositories, export.Request{}, on("/user/orgs", more(1)), export.Partial},
		{"organizations that cannot be read, told by the other route", "alice", password, export.Repositories, export.Request{},
			on("/user/orgs", hubtest.Set("orgname", 5)), export.Complete},
		{"organizations that cannot be read", "alice", password, export.Repositories, export.Request{}, append(
			on("/user/orgs", hubtest.Set("orgname", 5)), on("/repositories/namespaces", hubtest.Forbidden("no"))...), export.Partial},
		{"a repository that cannot be read", "alice", password, export.Images, export.Request{Targets: acme}, onTags(hubtest.Forbidden("no")), export.Partial},
		{"a namespace with nothing", "alice", password, export.Images, export.Request{Targets: []string{"globex"}}, nil, export.Partial},
		{"a namespace that is not there, asked for its repositories", "alice", password, export.Repositories,
			export.Request{Targets: []string{"nobody", "acme"}}, nil, export.Partial},
		{"at most so many", "alice", password, export.Images, export.Request{Targets: acme, Limit: 5}, nil, export.Complete},
		{"at most so many, by a narrow token", "alice", "dckr_pat_public", export.Images, export.Request{Targets: acme, Limit: 5}, nil, export.Complete},
		{"a filter", "alice", password, export.Images, export.Request{Targets: acme, Filter: "t-0001"}, nil, export.Complete},
		{"a filter, by a narrow token", "alice", "dckr_pat_public", export.Images, export.Request{Targets: acme, Filter: "t-0001"}, nil, export.Complete},
		{"a platform, and tags without any", "alice", password, export.Images, export.Request{Targets: acme, Platform: "arm64"},
			onTags(hubtest.Set("images", []any{})), export.Complete},
		{"pins, and tags without a digest", "alice", password, export.Tags, export.Request{Targets: web, Digests: true}, append(
			onTags(hubtest.Unset("digest")), onTags(hubtest.Set("images", []any{}))...), export.Partial},
	}
}

func TestTheProofSaysNoMoreThanWhatIsKnown(t *testing.T) {
	var all strings.Builder
	readAhead := regexp.MustCompile(`[\d,]+( of [\d,]+)? (repositories|repository|tags?)`)
	for _, c := range proofs() {
		synctest.Test(t, func(t *testing.T) {
			s := mixed(t)
			s.as(c.user, c.secret)
			s.hub.Inject(c.faults...)
			_, summary := s.run(t.Context(), c.open, c.q)
			text := report(summary)
			if c.q.Limit > 0 {
				text = strings.Replace(readAhead.ReplaceAllString(text, "N $2"), "N repository", "N repositories", 1) // how far is chance
			}
			fmt.Fprintf(&all, "%s\n%s\n", c.name, text)
			assert.Equal(t, c.outcome, summary.Outcome(), c.name)
		})
	}
	golden(t, "proof.txt", all.String())
}

func TestTheProofTellsOfDoubtOfChangesAndOfAnEnd(t *testing.T) {
	web := export.Summary{Noun: "tags", Lists: 1, ListsOf: 1, Rows: 250, RowsOf: 250, Written: 250}
	var all strings.Builder
	add := func(name string, change func(*export.Summary)) {
		s := web
		change(&s)
		fmt.Fprintf(&all, "%s\n%s\n", name, report(s))
	}
	add("a pipe whose reader may have lines twice", func(s *export.Summary) { s.Doubt = 3 })
	add("a file that may have a line twice", func(s *export.Summary) { s.Doubt, s.DoubtIn = 1, "/tmp/\x1b[31mred\nout" })
	add("doubt, nobody, a namespace", func(s *export.Summary) {
		s.Doubt, s.Namespaces, s.Listed = 2, 1, true
	})
	add("a list that changed", func(s *export.Summary) {
		s.Misses = []export.Miss{{List: "acme/web", Noun: "tags", Rows: 250, Count: 250, Changed: true, Why: "The list kept changing while it was read."}}
	})
	add("interrupted", func(s *export.Summary) { s.Err, s.RowsOf = context.Canceled, 900 })
	golden(t, "ends.txt", all.String())
}

func report(s export.Summary) string {
	var text bytes.Buffer
	s.Report(&text)
	return strings.ReplaceAll("\t"+strings.TrimSuffix(text.String(), "\n"), "\n", "\n\t") + "\n"
}

func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}
