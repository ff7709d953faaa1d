package fields

import (
	"tagboat/hub"
	"tagboat/hub/export"
)

// Platform is one image of a tag.
type Platform struct {
	export.TagRow

	Image hub.Image
}

// Platforms are those of one platform of a tag: the tag's, with the platform's digest and size.
var Platforms = platforms()

func platforms() []Field[Platform] {
	all := make([]Field[Platform], len(Tags), len(Tags)+1)
	for i, f := range Tags {
		all[i] = Field[Platform]{
			Name: f.Name, Help: f.Help, Right: f.Right, More: f.More,
			Value: func(p *Platform) any { return f.Value(&p.TagRow) },
		}
		switch f.Name {
		case "digest":
			all[i].Value = func(p *Platform) any { return p.Image.Digest }
		case "size":
			all[i].Value = func(p *Platform) any { return p.Image.Size }
		}
	}
	return append(all, Field[Platform]{
		Name: "platform", Help: "what it is for: linux/arm64/v8",
		Value: func(p *Platform) any { return p.Image.Platform.String() },
	})
}

// Found are those of a repository that a search found, which tells less of it.
var Found = pick(Repositories, "repository", "namespace", "name", "description")

func pick[R any](all []Field[R], names ...string) (chosen []Field[R]) {
	for _, name := range names {
		for i := range all {
			if all[i].Name == name {
				chosen = append(chosen, all[i])
			}
		}
	}
	return chosen
}
