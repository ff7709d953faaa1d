package compare

import (
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/comparison"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// headline says for each platform what an upgrade costs.
func (p *page) headline(width int) []string {
	const margin, apart = "  ", "  "
	var lines []string
	for _, line := range p.env.Theme.Wrap(
		theme.Strong, clean.Line(p.old+" → "+p.new), width-2*len(margin),
	) {
		lines = append(lines, margin+line)
	}
	if offline := p.offline(); offline != "" {
		for _, line := range p.env.Theme.Wrap(theme.Warn, offline, width-2*len(margin)) {
			lines = append(lines, margin+line)
		}
	}
	names := 0
	for _, d := range p.found.diffs {
		names = max(names, text.Width(d.Platform.Short()))
	}
	for _, d := range p.found.diffs {
		name := text.Pad(clean.Line(d.Platform.Short()), names) + apart
		for _, line := range p.env.Theme.Wrap(
			theme.Plain, p.cost(d), width-names-2*len(margin)-len(apart),
		) {
			lines = append(lines, margin+name+line)
			name = text.Pad("", names) + apart
		}
	}
	if len(p.found.diffs) > 0 {
		changed := p.found.diffs[0].Settings
		for i, setting := range changed {
			line := clean.Line(Changed(setting))
			if last := mostSettings - 1; i == last && len(changed) > mostSettings {
				line = text.Count(len(changed)-last) + " further settings changed"
			} else if i > last {
				break
			}
			lines = append(lines, margin+p.env.Theme.Paint(
				theme.Dim, text.Truncate(line, width-2*len(margin)),
			))
		}
	}
	return append(lines, "")
}

// mostSettings is how many lines tell of settings above the layers.
const mostSettings = 3

// verdict is the comparison on one line.
func (p *page) verdict() string {
	var parts []string
	for _, d := range p.found.diffs {
		parts = append(parts, d.Platform.Short()+" "+p.cost(d))
	}
	if len(p.found.diffs) > 0 {
		for _, setting := range p.found.diffs[0].Settings {
			parts = append(parts, Changed(setting))
		}
	}
	if offline := p.offline(); offline != "" {
		parts = append(parts, offline)
	}
	from := hub.Reference{Repository: p.repository, Tag: p.old}.Familiar()
	return clean.Line(from + " → " + p.new + ": " + strings.Join(parts, "; "))
}

// offline says how old the sides are where the Hub could not be reached; empty else.
func (p *page) offline() string {
	if p.found.asOf.IsZero() {
		return ""
	}
	return "offline, " + p.env.Clock().AsOf(p.found.asOf, p.env.Now()) + "; layers are not known"
}

func (p *page) cost(d comparison.Diff) string {
	if p.found.asOf.IsZero() {
		return Cost(d)
	}
	return OfflineCost(d)
}

// OfflineCost is what is known without layers: whether it is the same image, and how large.
func OfflineCost(d comparison.Diff) string {
	switch {
	case d.Same || d.Side == comparison.OldOnly:
		return Cost(d)
	case d.Side == comparison.NewOnly:
		return "only the new tag has it, of " + text.Size(d.New.Size)
	default:
		return "another image, of " + text.Size(d.New.Size) + " after " + text.Size(d.Old.Size)
	}
}

// Changed says in words what became of a setting.
func Changed(s comparison.Setting) string {
	switch {
	case s.Old == "":
		return s.Name + " is new: " + s.New
	case s.New == "":
		return s.Name + " is gone: " + s.Old
	default:
		return s.Name + ": " + s.Old + " → " + s.New
	}
}

// net says by how much the new image is larger or smaller, after a comma.
func net(d comparison.Diff) string {
	switch n, known := d.Net(); {
	case !known || n == 0:
		return ""
	case n < 0:
		return ", " + text.Size(-n) + " smaller"
	default:
		return ", " + text.Size(n) + " larger"
	}
}

// Cost says in words what going from the old image to the new one costs.
func Cost(d comparison.Diff) string {
	switch {
	case d.Side == comparison.OldOnly:
		return "gone: only the old tag has it"
	case d.Same:
		return "the very same image: nothing to download"
	case !d.Known:
		return "unknown: the Hub does not tell all its layers"
	case d.Side == comparison.NewOnly:
		return bytes(d.Download) + " to download: only the new tag has it"
	default:
		return bytes(d.Download) + " to download, " + bytes(d.Have) + " you already have" + net(d)
	}
}

// bytes says zero where it is known to be zero.
func bytes(n int64) string {
	if n == 0 {
		return "0 B"
	}
	return text.Size(n)
}
