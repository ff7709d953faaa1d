package fields

import (
	"strings"

	"tagboat/hub/check"
	"tagboat/hub/freshness"
)

// briefReference has of a digest what docker shows.
func briefReference(r *check.Result) string {
	if d := r.Found.Reference.Digest; !d.IsZero() {
		name, _, _ := strings.Cut(r.Found.Text, "@")
		return name + "@" + d.Short() + "…"
	}
	return r.Found.Text
}

func newer(l freshness.Level) func(r *check.Result) any {
	return func(r *check.Result) any {
		step, _ := r.Answer.At(l)
		return step.Tag
	}
}

// References are those of a reference in a file.
var References = []Field[check.Result]{
	{
		Name: "position", Help: "file:line:column",
		Value: func(r *check.Result) any { return r.Position() },
	},
	{
		Name: "verdict", Help: "current, newer, moved, gone, floating, elsewhere or unknown",
		Words: spelled(check.Verdicts),
		Value: func(r *check.Result) any { return string(r.Verdict) },
	},
	{
		Name: "reference", Help: "as it would be pulled",
		Value: func(r *check.Result) any { return r.Found.Text }, Brief: briefReference,
	},
	{
		Name: "says", Help: "the rest, in words", Told: true,
		Value: func(r *check.Result) any { return r.Says() },
	},
	{Name: "prerelease", Help: "the newest pre-release", Value: newer(freshness.PreRelease)},
	{Name: "patch", Help: "the newest patch", Value: newer(freshness.Patch)},
	{Name: "minor", Help: "the newest minor version", Value: newer(freshness.Minor)},
	{Name: "major", Help: "the newest major version", Value: newer(freshness.Major)},
	{Name: "base", Help: "the same version on a newer base", Value: newer(freshness.Base)},
	{
		Name: "now", Help: "the version that a word is",
		Value: func(r *check.Result) any { return r.Answer.Now },
	},
	{
		Name: "digest", Help: "what the tag is now",
		Value: func(r *check.Result) any { return r.Answer.Digest },
		Brief: func(r *check.Result) string { return r.Answer.Digest.Short() },
	},
	{
		Name: "was", Help: "the tags that are the pinned digest now",
		Value: func(r *check.Result) any { return append([]string{}, r.Answer.Was...) },
	},
	{Name: "file", Help: "its path", Value: func(r *check.Result) any { return r.Path }},
	{
		Name: "line", Help: "from 1", Right: true,
		Value: func(r *check.Result) any { return int64(r.Found.Line) },
	},
	{
		Name: "column", Help: "from 1, in characters", Right: true,
		Value: func(r *check.Result) any { return int64(r.Found.Column) },
	},
	{
		Name: "context", Help: "where in the file: FROM, services.web.image",
		Value: func(r *check.Result) any { return r.Found.Context },
	},
	{
		Name: "repository", Help: "namespace/name", More: true,
		Value: func(r *check.Result) any {
			if r.Found.Reference.Repository.Name == "" {
				return ""
			}
			return r.Found.Reference.Repository.String()
		},
	},
	{
		Name: "tag", Help: "its tag; latest where none is written", More: true,
		Value: func(r *check.Result) any {
			if r.Found.Reference.Repository.Name == "" {
				return ""
			}
			return r.Reference().Tag
		},
	},
}
