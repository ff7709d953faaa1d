package siblings_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/siblings"
)

// ofOneImage is an index of tags with these names and one digest.
func ofOneImage(names ...string) *siblings.Index {
	x := siblings.New(hub.Platform{})
	page := make([]hub.Tag, len(names))
	for i, name := range names {
		page[i] = hub.Tag{Name: name, Digest: digest("a")}
	}
	x.Add(page)
	return x
}

func TestWhatPeopleAskForStandsFirstAndHashesLast(t *testing.T) {
	x := ofOneImage(
		"sha-9f3ac21", "main", "1.27", "1.27.3", "latest", "9f3ac21", "1.27.3-bookworm", "stable",
		"1.27.3-5debcaef1f82", "20240101", "deadbeef",
	)
	level, names := x.Of("main").Asked()
	assert.Equal(t, siblings.SameImage, level)
	assert.Equal(t, []string{
		"latest", "1.27.3", "1.27.3-bookworm", "1.27", "20240101",
		"deadbeef", "stable", "1.27.3-5debcaef1f82", "9f3ac21", "sha-9f3ac21",
	}, names, "neither a date nor a word is a hash")
	_, names = x.Of("latest").Asked()
	assert.Equal(t, "1.27.3", names[0], "no tag is its own sibling")
}

func TestOfACrowdOnlyTheFirstAreLookedAtAndLatestIsStillTheFirst(t *testing.T) {
	names := []string{"latest"}
	for i := range 5000 {
		names = append(names, fmt.Sprintf("1.%d", i))
	}
	_, asked := ofOneImage(names...).Of("1.7").Asked()
	assert.Equal(t, []string{"latest", "1.4999"}, asked[:2])
	assert.Len(t, asked, 257)
	level, none := ofOneImage("alone").Of("alone").Asked()
	assert.Zero(t, level)
	assert.Empty(t, none)
}
