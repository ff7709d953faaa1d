package sheet

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/comparison"
	"tagboat/ui/compare"
	"tagboat/ui/text"
)

// Comparison is what it costs to go from one tag to another.
type Comparison struct {
	Old, New hub.Reference
	Diffs    []comparison.Diff // at least one; a person is told the settings of the first
	Layers   bool              // those of each platform are written too
	Offline  bool              // layers are not known
	Width    int               // cells of the terminal; 0: no bound
	Charset  text.Charset      // of the terminal
}

// ComparisonFormats are the names of the ways to write a comparison.
var ComparisonFormats = []string{"text", "json", "markdown"}

// ForComparison is how a comparison is written: as text for a person, as one JSON object, or in
// Markdown for a pull request. The error is for whoever typed the format.
func ForComparison(format string) (func(*Comparison) ([]byte, error), error) {
	switch format {
	case "text":
		return (*Comparison).text, nil
	case "json":
		return (*Comparison).json, nil
	case "markdown":
		return (*Comparison).markdown, nil
	}
	return nil, wrong(fmt.Sprintf("there is no format %q; expected text, json or markdown", format))
}

// verdict is a line of what it costs on one platform, which only the first of them names.
type verdict struct{ platform, cost string }

// verdicts are all of them, whole: on a terminal they are broken between words.
func (c *Comparison) verdicts() (all []verdict) {
	const apart, least = 2, 16 // cells
	names := len("platform")
	for _, d := range c.Diffs {
		names = max(names, text.Width(clean.Line(d.Platform.Short())))
	}
	room := c.Width - names - apart
	for _, d := range c.Diffs {
		platform, cost := d.Platform.Short(), c.cost(d)
		if room >= least {
			cost = ansi.Wordwrap(cost, room, "")
		}
		for line := range strings.SplitSeq(cost, "\n") {
			all = append(all, verdict{platform, line})
			platform = ""
		}
	}
	return all
}

func (c *Comparison) cost(d comparison.Diff) string {
	if c.Offline {
		return compare.OfflineCost(d)
	}
	return compare.Cost(d)
}

func (c *Comparison) text() ([]byte, error) {
	dst := fmt.Appendf(nil, "%s %s %s\n\n", c.Old, c.Charset.Signs("→"), c.New)
	columns := []Column[verdict]{
		{Name: "platform", Value: func(v *verdict) any { return v.platform }},
		{Name: "cost", Told: true, Value: func(v *verdict) any { return v.cost }},
	}
	dst, err := tabled(dst, columns, c.verdicts(), Asked{Charset: c.Charset})
	settings := c.Diffs[0].Settings
	if len(settings) > 0 {
		platform := clean.Line(c.Diffs[0].Platform.Short())
		dst = fmt.Appendf(dst, "\n%s runs with other settings:\n", platform)
	}
	for _, setting := range settings {
		dst = fmt.Appendf(dst, "%s\n", clean.Line(c.changed(setting)))
	}
	if err == nil && c.Layers {
		dst, err = c.layers(dst)
	}
	return dst, err
}

// changed says what became of a setting, whose values are foreign and stay as they are.
func (c *Comparison) changed(s comparison.Setting) string {
	const arrow = " → "
	return strings.Replace(
		compare.Changed(s), s.Old+arrow+s.New, s.Old+c.Charset.Signs(arrow)+s.New, 1,
	)
}

// changedLayer is a layer, and what became of it.
type changedLayer struct {
	change compare.Change
	layer  hub.Layer
}

func layersOf(d *comparison.Diff) (all []changedLayer) {
	for change, layer := range compare.Layers(d) {
		all = append(all, changedLayer{change, layer})
	}
	return all
}

// layers appends a table of each platform's.
func (c *Comparison) layers(dst []byte) ([]byte, error) {
	columns := []Column[changedLayer]{
		{Name: "change", Value: func(l *changedLayer) any { return l.change.Signed() }},
		{
			Name: "size", Right: true, Told: true,
			Value: func(l *changedLayer) any { return text.Size(l.layer.Size) },
		},
		{Name: "digest", Value: func(l *changedLayer) any { return l.layer.Digest.Short() }},
		{Name: "instruction", Value: func(l *changedLayer) any { return l.layer.Step() }},
	}
	asked := Asked{Width: c.Width, Charset: c.Charset}
	for i := range c.Diffs {
		rows := layersOf(&c.Diffs[i])
		if len(rows) == 0 {
			continue
		}
		dst = fmt.Appendf(dst, "\n%s\n", clean.Line(c.Diffs[i].Platform.Short()))
		var err error
		if dst, err = tabled(dst, columns, rows, asked); err != nil {
			return dst, err
		}
	}
	return dst, nil
}
