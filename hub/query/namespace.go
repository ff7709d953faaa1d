package query

import (
	"errors"
	"strings"

	"tagboat/hub"
	"tagboat/hub/compact"
)

// NamespaceTags is the schema of the tags of several repositories: that of [Tags], and which
// repository a tag is in. Words are looked for in the names of the tags.
func NamespaceTags() Schema[hub.RepositoryTag] {
	s := Lift(Tags(), func(t *hub.RepositoryTag) *hub.Tag { return &t.Tag })
	s.Keep = func() Keeper[hub.RepositoryTag] { return new(compact.RepositoryTags) }
	s.Groups = append(s.Groups,
		GroupBy(func(t *hub.RepositoryTag) hub.RepositoryName { return t.Repository }),
		GroupBy((*hub.RepositoryTag).IsUntagged))
	s.Fields = append(
		append([]Field[hub.RepositoryTag]{repositoryField(len(s.Groups) - 1)}, s.Fields...),
		untaggedField(len(s.Groups)))
	s.Orders = append(s.Orders, Order[hub.RepositoryTag]{
		Letter: 'r', Name: "repository", Help: "by repository, from a to z", Key: Fold,
		Text: func(t *hub.RepositoryTag) string { return t.Repository.Name },
	})
	return s
}

// repositoryField looks for a part of a repository's name, of which ^ is the start and $ the end.
func repositoryField(group int) Field[hub.RepositoryTag] {
	return Field[hub.RepositoryTag]{
		Name: "repo", Kind: Text, Help: "a part of the repository's name; ^ is its start, $ its end",
		Examples: []string{"repo:api", "repo:^api$"}, Read: repositoryPart, Group: group,
		Strings: func(t *hub.RepositoryTag, match func(string) bool) bool {
			return match("^" + t.Repository.Name + "$")
		},
	}
}

func repositoryPart(word string) (string, error) {
	name := strings.TrimSuffix(strings.TrimPrefix(word, "^"), "$")
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !isNameLetter(r) }) {
		return "", errors.New("expected a part of a repository's name, as in repo:api or repo:^api$")
	}
	return word, nil
}

func untaggedField(group int) Field[hub.RepositoryTag] {
	return Field[hub.RepositoryTag]{
		Name: "untagged", Kind: Flag, Help: "manifests that no tag points at: yes or no",
		Examples: []string{"untagged:yes"}, Values: []string{"yes", "no"}, Group: group,
		Flag: (*hub.RepositoryTag).IsUntagged,
	}
}
