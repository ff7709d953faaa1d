package tags

import (
	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// known draws what the row itself tells of a tag; nothing is asked for it.
func known(env screen.Env, t *hub.Tag, width int) []string {
	paint, now := env.Theme.Paint, env.Now()
	lines := env.Theme.Wrap(theme.Strong, clean.Line(t.Name), width)
	if t.NamesOnly {
		return append(lines, env.Theme.Wrap(theme.Dim, "The registry knows only the name.", width)...)
	}
	if !t.Digest.IsZero() {
		lines = append(lines, paint(theme.Dim, text.Truncate(t.Digest.String(), width)))
	}
	lines = append(lines, "", text.Truncate("pushed "+tag.Age(t.Pushed, now)+tag.By(t.UpdatedBy), width))
	lines = append(lines, text.Truncate("last pulled "+tag.Age(t.Pulled, now)+", as far as the Hub says", width), "")
	for image := range t.Platforms() {
		lines = append(lines, platformLine(env, image, width))
	}
	if n := t.Attestations(); n > 0 {
		lines = append(lines, paint(theme.Dim, text.Count(n)+" attestations"))
	}
	return append(lines, paint(theme.Dim, "sizes are compressed"))
}

func platformLine(env screen.Env, image hub.Image, width int) string {
	const sizeWidth = 9
	name := image.Platform.String()
	if version := image.Platform.OSVersion(); version != "" {
		name += " " + version
	}
	return text.Pad(clean.Line(name), max(width-sizeWidth-1, 1)) + " " + env.Theme.Paint(theme.Dim, text.PadLeft(text.Size(image.Size), sizeWidth))
}
