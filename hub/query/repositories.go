package query

import (
	"math"
	"slices"
	"strings"
	"time"

	"tagboat/hub"
)

// Repositories is the schema of a namespace's repositories, for whoever does not ask which are
// outdated.
func Repositories() Schema[hub.Repository] { return RepositoriesAt(time.Time{}) }

// RepositoriesAt is the schema of a namespace's repositories as somebody looks at them at a moment.
func RepositoriesAt(now time.Time) Schema[hub.Repository] {
	return Schema[hub.Repository]{
		Name:    func(r *hub.Repository) string { return r.Name.Name },
		Letters: isNameLetter,
		Fields:  append(repositoryFields(), seenFields(now)...),
		Orders:  append(repositoryOrders(), seenOrders()...),
	}
}

func repositoryFields() []Field[hub.Repository] {
	return []Field[hub.Repository]{
		{
			Name: "private", Kind: Flag, Help: "yes or no",
			Examples: []string{"private:", "private:no"}, Values: []string{"yes", "no"},
			Flag: func(r *hub.Repository) bool { return r.Private },
		},
		{
			Name: "stars", Kind: Number, Help: "how many stars it has",
			Examples: []string{"stars:>100"}, Number: repositoryStars,
		},
		{
			Name: "pulls", Kind: Number, Help: "how often it was pulled",
			Examples: []string{"pulls:>1M", "pulls:<10k"}, Number: repositoryPulls,
		},
		{
			Name: "daily", Kind: Number,
			Help:     "how often it is pulled a day, by what was seen of it",
			Examples: []string{"daily:>1k"}, Number: repositoryDaily,
		},
		{
			Name: "size", Kind: Size, Help: "bytes that the Hub stores for it",
			Examples: []string{"size:>10GB"}, Number: repositorySize,
		},
		{
			Name: "updated", Kind: Age, Help: "how long ago something was last pushed to it",
			Examples: []string{"updated:<30d"}, Number: repositoryUpdated,
		},
		{
			Name: "type", Kind: Words, Help: "what it holds: image, plugin, or a kind of content",
			Examples: []string{"type:image"},
			Values:   []string{"image", "plugin", "helm", "model", "artifact"},
			Strings:  eachType,
		},
	}
}

func repositoryOrders() []Order[hub.Repository] {
	name := func(r *hub.Repository) string { return r.Name.Familiar() }
	return []Order[hub.Repository]{
		{Letter: 'a', Name: "name", Help: "from a to z", Text: name, Key: Fold},
		{
			Letter: 'p', Name: "pulls", Help: "most pulled first", Descending: true,
			Number: repositoryPulls,
		},
		{
			Letter: 'd', Name: "daily", Help: "most pulled a day first", Descending: true,
			Number: repositoryDaily,
		},
		{
			Letter: 't', Name: "stars", Help: "most stars first", Descending: true,
			Number: repositoryStars,
		},
		{
			Letter: 'u', Name: "updated", Help: "last updated first", Descending: true,
			Number: repositoryUpdated,
		},
		{
			Letter: 's', Name: "size", Help: "largest first", Descending: true,
			Number: repositorySize,
		},
	}
}

func repositoryStars(r *hub.Repository) (int64, bool) { return r.Stars, true }
func repositorySize(r *hub.Repository) (int64, bool)  { return r.Storage, r.Storage > 0 }
func repositoryPulls(r *hub.Repository) (int64, bool) { return r.Pulls, true }

func repositoryDaily(r *hub.Repository) (int64, bool) {
	if r.PullsPerDay == nil {
		return 0, false
	}
	return int64(math.Round(*r.PullsPerDay)), true
}

func repositoryUpdated(r *hub.Repository) (int64, bool) {
	return int64(r.Updated), !r.Updated.IsZero()
}

func eachType(r *hub.Repository, match func(string) bool) bool {
	if match(r.Type.String()) {
		return true
	}
	return slices.ContainsFunc(r.ContentTypes, match)
}

// Memberships is the schema of the namespaces of an account.
func Memberships() Schema[hub.Membership] {
	name := func(m *hub.Membership) string { return string(m.Namespace) }
	return Schema[hub.Membership]{
		Name: name, Letters: isNameLetter,
		Fields: []Field[hub.Membership]{
			{
				Name: "role", Kind: Words, Help: "what the account may do there",
				Examples: []string{"role:owner"}, Values: []string{"owner", "editor", "member"},
				Strings: func(m *hub.Membership, match func(string) bool) bool {
					return match(strings.ToLower(m.Role.String()))
				},
			},
			{
				Name: "personal", Kind: Flag,
				Help:     "the account's own namespace, not an organization",
				Examples: []string{"personal:no"}, Values: []string{"yes", "no"},
				Flag: func(m *hub.Membership) bool { return m.Personal },
			},
			{
				Name: "called", Kind: Text, Help: "a part of the full name",
				Examples: []string{"called:acme"},
				Strings: func(m *hub.Membership, match func(string) bool) bool {
					return match(m.FullName)
				},
			},
		},
		Orders: []Order[hub.Membership]{
			{Letter: 'a', Name: "name", Help: "from a to z", Text: name, Key: Fold},
		},
	}
}
