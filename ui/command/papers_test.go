package command_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	linkOfMarkdown = regexp.MustCompile(`\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"`)
	headingOf      = regexp.MustCompile(`(?m)^#{1,6} (.+)$`)
	fenced         = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
)

// anchors are the names by which the headings of a text are led to.
func anchors(text string) (names []string) {
	for _, found := range headingOf.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
		name := strings.Map(func(r rune) rune {
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
				return unicode.ToLower(r)
			case r == ' ':
				return '-'
			}
			return -1
		}, found[1])
		names = append(names, name)
	}
	return names
}

func TestTheLinksOfThePapersLeadSomewhere(t *testing.T) {
	const root = "../.."
	papers, err := filepath.Glob(root + "/.github/*.md")
	require.NoError(t, err)
	followed := 0
	for _, paper := range append(papers, root+"/README.md") {
		text, err := os.ReadFile(paper)
		require.NoError(t, err)
		for _, found := range linkOfMarkdown.FindAllStringSubmatch(fenced.ReplaceAllString(string(text), ""), -1) {
			to := found[1] + found[2]
			if strings.Contains(to, "://") {
				continue
			}
			followed++
			path, anchor, _ := strings.Cut(to, "#")
			there := paper
			if path != "" {
				there = filepath.Join(filepath.Dir(paper), path)
			}
			goal, err := os.ReadFile(there)
			if assert.NoErrorf(t, err, "%s leads to %s", paper, to) && anchor != "" {
				assert.Containsf(t, anchors(string(goal)), anchor, "%s leads to %s", paper, to)
			}
		}
	}
	assert.Greater(t, followed, 30)
}
