package command

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/text"
)

// allCommands are the root and everything below it.
func allCommands(c *cobra.Command) (all []*cobra.Command) {
	all = []*cobra.Command{c}
	for _, child := range c.Commands() {
		all = append(all, allCommands(child)...)
	}
	return all
}

func complete(t *testing.T) *cobra.Command {
	t.Helper()
	m := Machine{Getenv: func(string) string { return "" }, Out: os.Stdout, Version: "1.2.3"}
	m.results, m.said = &output{File: m.Out}, &words{Writer: io.Discard}
	c := root(m)
	strict(c)
	return c
}

func TestHelpIsNoWiderThanTheTerminalAndSaysTheSameAtEveryWidth(t *testing.T) {
	for _, c := range allCommands(complete(t)) {
		c.InitDefaultHelpFlag()
		c.InitDefaultVersionFlag()
		whole := helpOf(c, 1000)
		for _, width := range []int{40, 59, 60, 80, 100} {
			help := helpOf(c, width)
			for line := range strings.Lines(help) {
				line = strings.TrimSuffix(line, "\n")
				isOneWord := len(strings.Fields(strings.TrimSuffix(line, " \\"))) < 2 ||
					len(shellWords(line)) < 2 || strings.HasPrefix(strings.TrimSpace(line), "--") && width < leastHelp
				assert.True(t, text.Width(line) <= width || isOneWord, "%s at %d: %q", c.CommandPath(), width, line)
			}
			assert.Equal(t, plainWords(whole), plainWords(help), "%s at %d", c.CommandPath(), width)
		}
		for _, title := range []string{"\nExamples:\n", "\nUsage:\n"} {
			assert.Equal(t, 1, strings.Count(whole, title), c.CommandPath())
		}
	}
}

func shellWords(line string) []string {
	return argument.FindAllString(strings.TrimSuffix(line, " \\"), -1)
}

// plainWords are the words without what only breaks lines; where comments stand changes.
func plainWords(help string) map[string]int {
	count := map[string]int{}
	for word := range strings.FieldsSeq(help) {
		if word != "#" && word != `\` {
			count[word]++
		}
	}
	return count
}

func TestEveryFlagStandsInOneGroupAndEveryGroupNamesFlagsThatThereAre(t *testing.T) {
	met := map[string]bool{}
	for _, c := range allCommands(complete(t)) {
		help := helpOf(c, 100)
		for name := range groups {
			if c.Flags().Lookup(name) != nil || c.InheritedFlags().Lookup(name) != nil {
				met[name] = true
				assert.GreaterOrEqual(t, strings.Count(help, "      --"+name), 1, c.CommandPath())
			}
		}
	}
	for name := range groups {
		assert.True(t, met[name], "no command has --%s", name)
	}
}

func TestALineOfAShellIsBrokenWhereItCanBePasted(t *testing.T) {
	const line = "tagboat images myorg --filter 'arch:arm64 pushed:<7d !rc' --digests >> images.txt"
	broken := continued(line, 40, "  ")
	require.Contains(t, broken, " \\\n")
	assert.Contains(t, broken, "'arch:arm64 pushed:<7d !rc'")
	assert.Equal(t, line, strings.TrimSpace(strings.ReplaceAll(broken, " \\\n      ", " ")))
}
