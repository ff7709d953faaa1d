package tags

import (
	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// Told draws what its row tells of a tag; nothing is asked for it.
func Told(env screen.Env, of tag.Subject, width int) []string {
	row := &of.Tag
	wrap := func(role theme.Role, s string) []string { return env.Theme.Wrap(role, s, width) }
	lines := wrap(theme.Strong, clean.Line(row.Name))
	if row.NamesOnly {
		return append(lines, wrap(theme.Dim, "The registry knows only the name.")...)
	}
	lines = append(lines, wrap(theme.Dim, row.Digest.String())...)
	lines = append(
		append(lines, ""),
		wrap(theme.Plain, "pushed "+tag.Age(row.Pushed, env)+tag.By(row.UpdatedBy))...,
	)
	source := ", as far as the Hub says"
	if of.PullsKnown {
		source = ", as far as is known; " + env.Keys.List.Anew.Help().Key + " reads it anew"
	}
	lines = append(lines, wrap(theme.Plain, "last pulled "+tag.Age(row.Pulled, env)+source)...)
	if same := of.Siblings(); len(same) > 0 {
		lines = append(lines, "")
		for _, s := range same {
			lines = append(lines, wrap(theme.Plain, s)...)
		}
	}
	lines = append(lines, "")
	for image := range row.Platforms() {
		lines = append(lines, platformLine(env, image, width))
	}
	if n := row.Attestations(); n > 0 {
		lines = append(lines, wrap(theme.Dim, text.Count(n)+" attestations")...)
	}
	return append(lines, wrap(theme.Dim, "sizes are compressed")...)
}

func platformLine(env screen.Env, image hub.Image, width int) string {
	const sizeWidth = 9
	name := image.Platform.String()
	if version := image.Platform.OSVersion(); version != "" {
		name += " " + version
	}
	return text.Pad(clean.Line(name), max(width-sizeWidth-1, 1)) + " " + env.Theme.Paint(
		theme.Dim, text.PadLeft(text.Size(image.Size), sizeWidth),
	)
}
