package sheet

import (
	"fmt"
	"strings"

	"tagboat/hub/clean"
	"tagboat/hub/comparison"
	"tagboat/ui/compare"
	"tagboat/ui/text"
)

// markdown is a comparison in GitHub's Markdown. Foreign text stands in code alone, where it is no
// link, no mention, no HTML and no mark; layers are the table of the text, in a block of code.
func (c *Comparison) markdown() ([]byte, error) {
	dst := fmt.Appendf(nil, "**%s → %s**\n\n| platform | cost |\n| --- | --- |\n",
		code(c.Old.Familiar()), code(c.New.Familiar()))
	for _, d := range c.Diffs {
		dst = fmt.Appendf(dst, "| %s | %s |\n", cell(code(d.Platform.Short())), cell(c.cost(d)))
	}
	settings := c.Diffs[0].Settings
	if len(settings) > 0 {
		platform := code(c.Diffs[0].Platform.Short())
		dst = fmt.Appendf(dst, "\n%s runs with other settings:\n\n", platform)
	}
	for _, s := range settings {
		marked := comparison.Setting{Name: code(s.Name), Old: code(s.Old), New: code(s.New)}
		dst = fmt.Appendf(dst, "- %s\n", compare.Changed(marked))
	}
	if !c.Layers {
		return dst, nil
	}
	unbound := *c
	unbound.Width, unbound.Charset = 0, text.Unicode
	layers, err := unbound.layers(nil)
	if err != nil {
		return nil, err
	}
	fence := strings.Repeat("`", max(longestRun(string(layers))+1, len("```")))
	return fmt.Appendf(dst, "\n<details>\n<summary>Layers</summary>\n\n%stext\n%s\n%[1]s\n\n</details>\n",
		fence, strings.Trim(string(layers), "\n")), nil
}

// code writes a text as code within a line; nothing stays nothing.
func code(s string) string {
	s = clean.Line(s)
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(s)+1)
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' {
		s = " " + s + " " // of which GitHub takes one away at each end
	}
	return fence + s + fence
}

// longestRun is how many backticks stand side by side at most.
func longestRun(s string) (longest int) {
	run := 0
	for _, r := range s {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

// cell keeps a text within its cell of a table: a bar parts cells even in code, and does so behind
// two backslashes too.
func cell(s string) string { return strings.NewReplacer(`\`, `\\`, "|", `\|`).Replace(s) }
