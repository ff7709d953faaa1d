package siblings_test

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"tagboat/hub"
	"tagboat/hub/siblings"
)

var (
	amd64   = hub.NewPlatform("linux", "amd64", "", "")
	arm64   = hub.NewPlatform("linux", "arm64", "v8", "")
	armv7   = hub.NewPlatform("linux", "arm", "v7", "")
	unknown = hub.Platform{}
)

// digest makes one from a word; "" is the unknown digest.
func digest(word string) hub.Digest {
	if word == "" {
		return hub.Digest{}
	}
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(word))))
	if err != nil {
		panic(err)
	}
	return d
}

func on(p hub.Platform, word string) hub.Image { return hub.Image{Platform: p, Digest: digest(word)} }

func tag(name, index string, images ...hub.Image) hub.Tag {
	return hub.Tag{Name: name, Digest: digest(index), Images: images}
}

// tags gives several names to one image.
func tags(names, index string, images ...hub.Image) []hub.Tag {
	var all []hub.Tag
	for name := range strings.FieldsSeq(names) {
		all = append(all, tag(name, index, images...))
	}
	return all
}

func index(all ...hub.Tag) *siblings.Index {
	x := siblings.New(amd64)
	x.Add(all)
	return x
}

// told writes a group down as a screen might.
func told(x *siblings.Index, name string) string {
	var b strings.Builder
	before := siblings.Level(0)
	for level, other := range x.Of(name).All() {
		if level != before {
			fmt.Fprintf(&b, " [%s]", x.Word(level))
			before = level
		}
		b.WriteString(" " + other)
	}
	return strings.TrimSpace(b.String())
}
