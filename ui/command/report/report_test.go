package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
	"tagboat/ui/command/report"
	"tagboat/ui/golden"
)

// mixed has public and private repositories, and an organization with an access token.
func mixed(t *testing.T) *setting {
	t.Helper()
	w := world()
	w.AddOrganization(hubtest.Organization{Name: "globex", Members: map[string]string{"alice": "Owner"}})
	w.AddUser(hubtest.User{Name: "alice", Password: password, Tokens: []hubtest.AccessToken{
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
	acme, web := []string{"acme"}, []string{"acme/web"}
	return []struct {
		name, user, secret string
		open               command
		q                  export.Request
		faults             []hubtest.Fault
		outcome            export.Outcome
	}{
		{"a password", "alice", password, images, export.Request{}, nil, export.Complete},
		{"a token that may read", "alice", "dckr_pat_read", images, export.Request{}, nil, export.Complete},
		{"a token for what is public", "alice", "dckr_pat_public", images, export.Request{}, nil, export.Complete},
		{"a token for what is public, repositories", "alice", "dckr_pat_public", repositories, export.Request{}, nil, export.Complete},
		{"a token for what is public, one repository", "alice", "dckr_pat_public", images, export.Request{Targets: web}, nil, export.Complete},
		{"a token that does not tell its scope", "alice", "dckr_pat_silent", images, export.Request{}, nil, export.Complete},
		{"an organization's token", "acme", "dckr_oat_lists", images, export.Request{}, nil, export.Complete},
		{"an organization's token that lists nothing", "acme", "dckr_oat_blind", repositories, export.Request{}, nil, export.Complete},
		{"an organization's token, one repository", "acme", "dckr_oat_lists", tags, export.Request{Targets: web}, nil, export.Complete},
		{"nobody, a namespace", "", "", repositories, export.Request{Targets: acme}, nil, export.Complete},
		{"nobody, a repository", "", "", tags, export.Request{Targets: web}, nil, export.Complete},
		{"nobody, a namespace, names from the registry", "", "", images, export.Request{Targets: acme}, nil, export.Complete},
		{"nobody, a repository, names from the registry", "", "", tags, export.Request{Targets: []string{"acme/deep"}}, nil, export.Complete},
		{"nobody, no namespace", "", "", images, export.Request{}, nil, export.LoginNeeded},
		{"tags counted and not handed out", "alice", password, images, export.Request{Targets: acme}, onTags(more(7)), export.Partial},
		{"fewer tags counted than handed out", "alice", password, images, export.Request{Targets: acme}, onTags(more(-7)), export.Partial},
		{"tags not counted", "alice", password, images, export.Request{Targets: acme}, onTags(hubtest.Count(func(int) int { return -1 })), export.Partial},
		{"tags that cannot be read", "alice", password, tags, export.Request{Targets: web}, []hubtest.Fault{{
			Match: hubtest.Match{Path: "/acme/repositories/web/tags", Page: 2}, Do: hubtest.Set("name", 5),
		}}, export.Partial},
		{"repositories counted and not handed out", "alice", password, images, export.Request{}, on("/namespaces/acme/repositories", more(2)), export.Partial},
		{"organizations counted and not handed out", "alice", password, repositories, export.Request{}, on("/user/orgs", more(1)), export.Partial},
		{"organizations that cannot be read, told by the other route", "alice", password, repositories, export.Request{},
			on("/user/orgs", hubtest.Set("orgname", 5)), export.Complete},
		{"organizations that cannot be read", "alice", password, repositories, export.Request{}, append(
			on("/user/orgs", hubtest.Set("orgname", 5)), on("/repositories/namespaces", hubtest.Forbidden("no"))...), export.Partial},
		{"a repository that cannot be read", "alice", password, images, export.Request{Targets: acme}, onTags(hubtest.Forbidden("no")), export.Partial},
		{"a namespace with nothing", "alice", password, images, export.Request{Targets: []string{"globex"}}, nil, export.Partial},
		{"a namespace that is not there, asked for its repositories", "alice", password, repositories,
			export.Request{Targets: []string{"nobody", "acme"}}, nil, export.Partial},
		{"at most so many", "alice", password, images, export.Request{Targets: acme, Limit: 5}, nil, export.Complete},
		{"at most so many, by a narrow token", "alice", "dckr_pat_public", images, export.Request{Targets: acme, Limit: 5}, nil, export.Complete},
		{"a filter", "alice", password, images, export.Request{Targets: acme, Filter: "t-0001"}, nil, export.Complete},
		{"a filter, by a narrow token", "alice", "dckr_pat_public", images, export.Request{Targets: acme, Filter: "t-0001"}, nil, export.Complete},
		{"a platform, and tags without any", "alice", password, images, export.Request{Targets: acme, Platform: "arm64"},
			onTags(hubtest.Set("images", []any{})), export.Complete},
		{"pins, and tags without a digest", "alice", password, tags, export.Request{Targets: web, Digests: true}, append(
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
			summary := s.run(t.Context(), c.open, c.q)
			text := told(summary)
			if c.q.Limit > 0 {
				text = strings.Replace(readAhead.ReplaceAllString(text, "N $2"), "N repository", "N repositories", 1) // how far is chance
			}
			fmt.Fprintf(&all, "%s\n%s\n", c.name, text)
			assert.Equal(t, c.outcome, summary.Outcome(), c.name)
		})
	}
	golden.Text(t, "proof.txt", all.String())
}

func TestTheProofTellsOfDoubtOfChangesAndOfAnEnd(t *testing.T) {
	web := export.Summary{Noun: "tags", Lists: 1, ListsOf: 1, Rows: 250, RowsOf: 250, Written: 250}
	var all strings.Builder
	add := func(name string, change func(*export.Summary)) {
		s := web
		change(&s)
		fmt.Fprintf(&all, "%s\n%s\n", name, told(s))
	}
	add("a pipe whose reader may have lines twice", func(s *export.Summary) { s.Doubt = 3 })
	add("a file that may have a line twice", func(s *export.Summary) { s.Doubt, s.DoubtIn = 1, "/tmp/\x1b[31mred\nout" })
	add("doubt, nobody, a namespace", func(s *export.Summary) {
		s.Doubt, s.Namespaces, s.Hidden = 2, 1, export.HiddenFromStrangers
	})
	add("a list that changed", func(s *export.Summary) {
		s.Misses = []export.Miss{{List: "acme/web", Noun: "tags", Rows: 250, Count: 250, Why: export.KeptChanging}}
	})
	add("interrupted", func(s *export.Summary) { s.Err, s.RowsOf = context.Canceled, 900 })
	add("ended early, one reference not pinned", func(s *export.Summary) {
		s.Err, s.Unpinned = &os.PathError{Op: "write", Path: "/dev/stdout", Err: errors.New("no space")}, 1
	})
	golden.Text(t, "ends.txt", all.String())

	closed := web
	closed.Err = export.ErrClosed
	assert.Equal(t, "\t\n", told(closed), "nobody reads it")
}

func TestAMissIsALineThatSaysWhy(t *testing.T) {
	const tags, repositories = export.NounTags, export.NounRepositories
	for want, m := range map[string]export.Miss{
		"acme/web: 249 of 249 tags. Some that an earlier run wrote are no longer there.": {
			List: "acme/web", Noun: tags, Rows: 249, Count: 249, Why: export.Vanished,
		},
		"acme/api: 1 of 3 tags. 2 could not be read and are left out.": {
			List: "acme/api", Noun: tags, Rows: 1, Count: 3, Why: export.Malformed, Number: 2,
		},
		"acme/cron: 100 tags. The Hub gave no total to compare with.": {
			List: "acme/cron", Noun: tags, Rows: 100, Count: -1, Why: export.Uncounted,
		},
		"acme: 7 of 9 repositories. Not read to the end: the run stopped (no connection). Tags of those that are missing here are missing too.": {
			List: "acme", Noun: repositories, Rows: 7, Count: 9, Why: export.Stopped, Err: hub.NoNetwork, Within: true,
		},
		"acme/web: 7 of 9 tags. Not read to the end: interrupted.":     {List: "acme/web", Noun: tags, Rows: 7, Count: 9, Why: export.Stopped},
		"acme/web: 7 of 9 tags. Not read to the end: the run stopped.": {List: "acme/web", Noun: tags, Rows: 7, Count: 9, Why: export.Stopped, Err: errors.New("full")},
		"acme/web: 9 of 7 tags. The Hub's total is another.":           {List: "acme/web", Noun: tags, Rows: 9, Count: 7, Why: export.OtherCount},
		"acme/web: 1,250 of 1,257 tags. The Hub counts 7 more than it hands out.": {
			List: "acme/web", Noun: tags, Rows: 1250, Count: 1257, Why: export.Withheld, Number: 7,
		},
		"acme/web: 9 of 9 tags. The list changed while it was read, and what moved was read again.": {
			List: "acme/web", Noun: tags, Rows: 9, Count: 9, Why: export.Moved,
		},
	} {
		assert.Equal(t, want, report.Miss(m))
	}
}

func TestThePlanIsToldInASentence(t *testing.T) {
	plan := &export.Plan{
		Noun: export.NounTags, Namespaces: 4, Repositories: 300, Rows: -1, Requests: 304, AtLeast: true,
		Budget: hub.Budget{Limit: 180, Remaining: 176, Known: true}, Time: 62800 * time.Millisecond,
	}
	assert.Equal(t, "4 namespaces with 300 repositories: at least 304 requests. At 180 a minute, of which 176 are left in this one,"+
		" that takes at least about 1 min 3 s.", report.Cost(plan))
	plan = &export.Plan{
		Noun: export.NounTags, Repositories: 1, Rows: 12_000, Requests: 121,
		Budget: hub.Budget{Limit: 180, Remaining: 175, Known: true}, Time: 1600 * time.Millisecond,
	}
	assert.Equal(t, "1 repository and 12,000 tags: 121 requests. At 180 a minute, of which 175 are left in this one, that takes about 2 s.",
		report.Cost(plan))
	plan.Budget.Known = false
	assert.Contains(t, report.Cost(plan), "At 180 a minute that takes about 2 s.")
}

func told(s export.Summary) string {
	var text bytes.Buffer
	report.Print(&text, s)
	return strings.ReplaceAll("\t"+strings.TrimSuffix(text.String(), "\n"), "\n", "\n\t") + "\n"
}
