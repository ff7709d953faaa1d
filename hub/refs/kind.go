package refs

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"tagboat/hub/refs/source"
)

// named are the names of files that are read whatever they hold; the first that fits is the kind.
var named = sync.OnceValue(func() []pattern {
	return []pattern{
		{regexp.MustCompile(`(?i)^(?:.*[./_-])?(?:docker|container)file$`), source.Dockerfile},
		{regexp.MustCompile(`(?i)^(?:docker|container)file[._-].+$`), source.Dockerfile},
		{regexp.MustCompile(`^(?:.*[._-])?compose(?:[._-].+)?\.ya?ml$`), source.Compose},
		{regexp.MustCompile(`^\.gitlab-ci(?:[._-].+)?\.ya?ml$|^.+\.gitlab-ci\.ya?ml$`), source.GitLab},
		{regexp.MustCompile(`^(?:kustomization\.ya?ml|Kustomization)$`), source.Kustomize},
		{regexp.MustCompile(`^action\.ya?ml$`), source.Workflow},
		{regexp.MustCompile(`^\.?devcontainer\.json$`), source.Devcontainer},
		{regexp.MustCompile(`^(?:.*[._-])?values(?:[._-].+)?\.ya?ml$`), source.Helm},
	}
})

type pattern struct {
	name *regexp.Regexp
	kind source.Kind
}

var (
	pipelines = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|/)\.gitlab/ci/.+\.ya?ml$`)
	})
	workflows = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|/)\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml$`)
	})
	notDockerfile = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)[._-](?:dockerignore|md|sh|py|go|js|ts|json|ya?ml|toml|j2|tmpl|tpl|erb|orig|bak|swp)$|~$`)
	})
)

// KindOf is what a file is by its path, in slashes, or Unread. YAML and JSON of another name may be
// told by what they hold.
func KindOf(file string) source.Kind {
	switch {
	case workflows().MatchString(file):
		return source.Workflow
	case pipelines().MatchString(file):
		return source.GitLab
	}
	base := path.Base(file)
	for _, p := range named() {
		isOther := p.kind == source.Dockerfile && notDockerfile().MatchString(base)
		if !isOther && p.name.MatchString(base) {
			return p.kind
		}
	}
	return source.Unread
}

// isTold reports whether a file may be recognized by what it holds.
func isTold(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}
