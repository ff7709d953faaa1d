package frame

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAPullThatFailedSaysSoFirst(t *testing.T) {
	toast := Toast{Text: "Pull failed, exit status 1: registry.example/very/long/reference/indeed:1.27.3"}
	for cells, want := range map[int][]string{
		78: {toast.Text},
		60: {"Pull failed, exit status 1:", "registry.example/very/long/reference/indeed:1.27.3"},
		38: {"Pull failed, exit status 1:", "registry.example/very/long/reference/i", "ndeed:1.27.3"},
	} {
		assert.Equal(t, want, toast.lines(cells))
	}
	toast = Toast{Text: "It failed. Try again in a minute.", Briefs: []string{"It failed."}}
	shown, fits := toast.in(20)
	assert.Equal(t, "It failed.", shown)
	assert.True(t, fits)
	toast = Toast{Text: strings.Repeat("one two ", 100)}
	assert.Equal(t, []string{"one two", "one two", "one two o…"}, toast.lines(10))
}

func TestAToastShortensADigestBeforeItTakesAnotherLine(t *testing.T) {
	digest := "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	toast := func(reference string) Toast {
		return Toast{
			Text:   "Sent " + reference + " to the terminal's clipboard",
			Briefs: []string{"Sent " + reference + " to the terminal", "Sent " + reference},
		}
	}
	nginx, alpine := toast("FROM nginx:1.27.3@"+digest), toast("acme/backend:1.24.2-alpine@"+digest)
	for _, c := range []struct {
		toast Toast
		cells int
		want  string
	}{
		{nginx, 200, nginx.Text},
		{nginx, 78, "Sent FROM nginx:1.27.3@sha256:01234567… to the terminal's clipboard"},
		{nginx, 66, "Sent FROM nginx:1.27.3@sha256:01234567… to the terminal"},
		{nginx, 38, "Sent FROM nginx:1.27.3@sha256:0123…"},
		{alpine, 50, "Sent acme/backend:1.24.2-alpine@sha256:01234567…"},
	} {
		shown, fits := c.toast.in(c.cells)
		assert.Equal(t, c.want, shown)
		assert.True(t, fits)
	}
	_, fits := alpine.in(38)
	assert.False(t, fits)
	assert.Equal(t, []string{
		"Sent", "acme/backend:1.24.2-alpine@sha256:0123", "… to the terminal's clipboard",
	}, alpine.lines(38))
}
