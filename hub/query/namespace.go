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
	tags := Tags()
	s := Schema[hub.RepositoryTag]{
		Name:    func(t *hub.RepositoryTag) string { return t.Name },
		Letters: tags.Letters,
		Keep:    func() Keeper[hub.RepositoryTag] { return new(compact.RepositoryTags) },
	}
	for _, start := range tags.Groups {
		s.Groups = append(s.Groups, func() func(*hub.RepositoryTag) uint32 {
			group := start()
			return func(t *hub.RepositoryTag) uint32 { return group(&t.Tag) }
		})
	}
	s.Groups = append(s.Groups,
		groupBy(func(t *hub.RepositoryTag) hub.RepositoryName { return t.Repository }),
		groupBy((*hub.RepositoryTag).IsUntagged))
	s.Fields = append(s.Fields, repositoryField(len(tags.Groups)+1))
	for _, field := range tags.Fields {
		s.Fields = append(s.Fields, inRepository(field))
	}
	s.Fields = append(s.Fields, untaggedField(len(tags.Groups)+2))
	for _, order := range tags.Orders {
		s.Orders = append(s.Orders, orderInRepository(order))
	}
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

// inRepository is a field of a tag that is told with its repository.
func inRepository(f Field[hub.Tag]) Field[hub.RepositoryTag] {
	lifted := Field[hub.RepositoryTag]{
		Name: f.Name, Help: f.Help, Examples: f.Examples, Values: f.Values, Kind: f.Kind,
		Closed: f.Closed, Read: f.Read, Group: f.Group,
	}
	if f.Strings != nil {
		lifted.Strings = func(t *hub.RepositoryTag, match func(string) bool) bool {
			return f.Strings(&t.Tag, match)
		}
	}
	if f.Digests != nil {
		lifted.Digests = func(t *hub.RepositoryTag, match func(hub.Digest) bool) bool {
			return f.Digests(&t.Tag, match)
		}
	}
	if f.Number != nil {
		lifted.Number = func(t *hub.RepositoryTag) (int64, bool) { return f.Number(&t.Tag) }
	}
	if f.Flag != nil {
		lifted.Flag = func(t *hub.RepositoryTag) bool { return f.Flag(&t.Tag) }
	}
	return lifted
}

func orderInRepository(o Order[hub.Tag]) Order[hub.RepositoryTag] {
	lifted := Order[hub.RepositoryTag]{
		Letter: o.Letter, Name: o.Name, Help: o.Help, Descending: o.Descending, Key: o.Key,
	}
	if o.Number != nil {
		lifted.Number = func(t *hub.RepositoryTag) (int64, bool) { return o.Number(&t.Tag) }
	}
	if o.Text != nil {
		lifted.Text = func(t *hub.RepositoryTag) string { return o.Text(&t.Tag) }
	}
	return lifted
}
