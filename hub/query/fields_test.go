package query_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
)

func TestFieldsOfATagFindWhatTheySay(t *testing.T) {
	tag := shipped(t)
	for _, text := range []string{
		"arch:amd64", "arch:AMD64", "arch:arm", "arch:arm/v7", "arch:arm64,arm", "arch:x86_64", "!arch:arm64", "arch:x64", "arch:armhf", "arch:linux/amd64", "arch:amd64/v1",
		"os:linux", "os:windows", "OS:windows", "os:win", "!os:macos", "!os:darwin",
		"size:<100MB", "size:100MB", "size:<=72MB", "size:=72000000", "size:>68MiB", "size:<0.1GB", "size:<1kB,>70MB", "!size:>1GB",
		"pushed:<7d", "pushed:7d", "pushed:>48h", "pushed:<1w", "pushed:<1mo", "pushed:<1y", "!pushed:<1h",
		"pulled:>90d", "pulled:<1y", "!pulled:<90d",
		"digest:sha256:ab", "digest:ab", "digest:AB", "digest:sha256:", "digest:sha", "digest:03", "digest:04", "sha256:ab", "!digest:ff",
		"digest:" + tag.Digest.String(), "digest:ff,ab",
		"by:alice", "by:ci", "by:bob,alice", "!by:bob", "status:active", "status:Active,inactive", "!status:inactive",
		"arch:arm os:windows 1.27 !rc",
	} {
		filter := parse(text)
		assert.Empty(t, filter.Problems(), text)
		assert.True(t, filter.Match(tag), text)
		assert.False(t, parse("!"+text).Match(tag) && text[0] != '!' && !hasSpace(text), "!%s", text)
	}
	for _, text := range []string{
		"arch:arm64", "arch:arm/v6", "arch:windows/arm64", "arch:amd64/v2", "!arch:amd64", "os:darwin",
		"size:>100MB", "size:1MB", "pushed:>7d", "pushed:1d", "pulled:<90d", "digest:ff", "digest:b", "by:bob", "status:inactive",
		"digest:" + digest(t, 0xff).String(), "1.27 arch:arm64",
	} {
		filter := parse(text)
		assert.Empty(t, filter.Problems(), text)
		assert.False(t, filter.Match(tag), text)
	}
}

func hasSpace(text string) bool {
	for _, r := range text {
		if r == ' ' {
			return true
		}
	}
	return false
}

func TestWhatIsNotKnownMatchesNoComparison(t *testing.T) {
	bare := &hub.Tag{Name: "1.27", NamesOnly: true}
	for _, text := range []string{
		"size:<1GB", "size:>1kB", "pushed:<9999y", "pushed:>1h", "pulled:>90d", "digest:sha256:", "arch:amd64", "os:linux", "status:active", "by:a",
	} {
		assert.False(t, parse(text).Match(bare), text)
		assert.True(t, parse("!"+text).Match(bare), "!%s", text)
	}
}

func TestAnEmptyPushReadsAsTheUpdate(t *testing.T) {
	tag := &hub.Tag{Updated: ago(2 * day)}
	assert.True(t, parse("pushed:<3d").Match(tag))
	assert.False(t, parse("pushed:<1d").Match(tag))
}

func TestFieldsOfARepositoryFindWhatTheySay(t *testing.T) {
	api := &hub.Repository{
		Name: hub.RepositoryName{Namespace: "acme", Name: "api"}, Private: true, Stars: 101, Pulls: 1_500_000,
		Updated: ago(10 * day), Type: hub.NewSymbol("image"), ContentTypes: []string{"helm"},
	}
	match := func(text string) bool {
		filter := query.Parse(query.Repositories(), text, now)
		assert.Empty(t, filter.Problems(), text)
		return filter.Match(api)
	}
	for _, text := range []string{
		"api", "^api$", "private:", "private:yes", "private:TRUE", "!private:no", "private:yes,no", "stars:>100", "stars:101", "stars:>=101",
		"pulls:>1M", "pulls:1.5m", "pulls:<1B", "pulls:>1k", "updated:<30d", "type:image", "type:helm", "private: stars:>100 api",
	} {
		assert.True(t, match(text), text)
	}
	for _, text := range []string{"private:no", "!private:", "stars:<101", "stars:100", "pulls:<1M", "updated:>30d", "type:plugin"} {
		assert.False(t, match(text), text)
	}
}

func TestWhatIsNotKnownOfARepositoryIsNeitherManyNorFew(t *testing.T) {
	match := func(text string, row hub.Repository) bool {
		filter := query.Parse(query.RepositoriesAt(now), text, now)
		assert.Empty(t, filter.Problems(), text)
		return filter.Match(&row)
	}
	unknown := hub.Repository{Updated: ago(10 * day)}
	for _, text := range []string{
		"tags:0", "tags:<5", "tags:>5", "pulled:>1d", "pulled:<1d", "locked:yes", "locked:no", "status:stale", "status:outdated", "status:inactive",
	} {
		assert.False(t, match(text, unknown), text)
	}
	assert.True(t, match("locked:unknown status:active", unknown))
	tags := int64(1200)
	known := hub.Repository{
		Inactive: true, Updated: ago(400 * day),
		Seen: hub.Seen{Tags: &tags, Pulled: ago(200 * day), AllPulls: ago(day), Locks: &hub.ImmutableTags{}},
	}
	for _, text := range []string{
		"tags:>1k", "tags:1200", "pulled:>6mo", "locked:no", "status:stale", "status:outdated", "status:inactive", "status:active,stale",
	} {
		assert.True(t, match(text, known), text)
	}
	assert.False(t, match("status:active", known))
	known.Seen.Locks.Enabled = true
	assert.True(t, match("locked:yes", known))
	known.Seen.AllPulls = 0
	assert.False(t, match("status:stale", known), "not all of its tags were seen")
	known.Modified = ago(day)
	assert.False(t, match("status:outdated", known), "somebody touched it")
}

func TestFieldsOfAMembershipFindWhatTheySay(t *testing.T) {
	acme := &hub.Membership{Namespace: "acme", FullName: "Acme Rockets", Role: hub.NewSymbol("Owner")}
	for text, want := range map[string]bool{
		"acm": true, "role:owner": true, "role:member": false, "personal:": false, "personal:no": true, "called:rocket": true,
	} {
		assert.Equal(t, want, query.Parse(query.Memberships(), text, now).Match(acme), text)
	}
}

func TestEveryFieldAndOrderIsExplainedOnce(t *testing.T) {
	checkSchema(t, query.Tags())
	checkSchema(t, query.Repositories())
	checkSchema(t, query.Memberships())
}

func checkSchema[T any](t *testing.T, schema query.Schema[T]) {
	t.Helper()
	for _, f := range schema.Fields {
		assert.NotEmpty(t, f.Help, f.Name)
		assert.NotEmpty(t, f.Examples, f.Name)
		for _, example := range f.Examples {
			assert.Empty(t, query.Parse(schema, example, now).Problems(), example)
		}
		for _, value := range f.Values {
			assert.Empty(t, query.Parse(schema, f.Name+":"+value, now).Problems(), value)
		}
	}
	letters, names := map[rune]bool{}, map[string]bool{}
	for _, o := range schema.Orders {
		assert.NotEmpty(t, o.Help, o.Name)
		assert.False(t, letters[o.Letter] || names[o.Name], o.Name)
		letters[o.Letter], names[o.Name] = true, true
		found, ok := schema.OrderOf(o.Letter)
		assert.True(t, ok)
		assert.Equal(t, o.Name, found.Name)
	}
	_, ok := schema.Field("nosuch")
	assert.False(t, ok)
}

func TestAWordThatAFieldCannotHaveIsAProblem(t *testing.T) {
	filter := parse("status:foo")
	require.Len(t, filter.Problems(), 1)
	assert.Equal(t, query.Problem{Start: 7, End: 10, Message: "expected active or inactive"}, filter.Problems()[0])
	assert.True(t, filter.IsZero(), "what cannot be read filters nothing")
	assert.Empty(t, parse("status:Inactive").Problems(), "capitals do not matter")
}
