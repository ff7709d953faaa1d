package frame

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAPullThatFailedSaysSoFirst(t *testing.T) {
	toast := Toast{Text: "Pull failed, exit status 1: registry.example/very/long/reference/indeed:1.27.3"}
	for _, cells := range []int{78, 60, 38} {
		shown := toast.in(cells)
		assert.LessOrEqual(t, len([]rune(shown)), cells)
		assert.True(t, strings.HasPrefix(shown, "Pull failed, exit status 1: reg"), shown)
		assert.True(t, strings.HasSuffix(shown, ".3"), shown)
	}
	toast = Toast{Text: "It failed. Try again in a minute.", Briefs: []string{"It failed."}}
	assert.Equal(t, "It failed.", toast.in(20))
}

func TestAToastShortensADigestBeforeTheNameAndTheTag(t *testing.T) {
	digest := "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	toast := func(reference string) Toast {
		return Toast{
			Text:   "Sent " + reference + " to the terminal's clipboard",
			Briefs: []string{"Sent " + reference + " to the terminal"},
		}
	}
	nginx, alpine := "FROM nginx:1.27.3@"+digest, "acme/backend:1.24.2-alpine@"+digest
	for want, shown := range map[string]string{
		"Sent FROM nginx:1.27.3@sha256:01234567… to the terminal's clipboard":    toast(nginx).in(78),
		"Sent acme/backend:1.24.2-alpine@sha256:01234567… to the terminal":       toast(alpine).in(66),
		"Sent acme/backend:1.24.2-alpine@sha256:0123… to the terminal":           toast(alpine).in(60),
		"Sent ac…nd:1.24.2-alpine@sha256:0123… to the terminal":                  toast(alpine).in(53),
		"Copied FROM nginx:1.27.3@sha256:0123…":                                  Toast{Text: "Copied " + nginx}.in(38),
		"Copied ac…nd:1.24…lpine@sha256:0123…":                                   Toast{Text: "Copied " + alpine}.in(36),
		"Sent " + nginx + " to the terminal's clipboard":                         toast(nginx).in(200),
		"Copied ac…nd:1.24.2-alpine@sha256:0123… and " + "acme/b:1@sha256:0123…": Toast{Text: "Copied " + alpine + " and acme/b:1@" + digest}.in(65),
	} {
		assert.Equal(t, want, shown)
	}
}
