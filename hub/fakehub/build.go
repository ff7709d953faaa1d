package fakehub

import (
	"strings"
	"time"
)

// A Build is one result of building: tags made from the same Build are siblings, they share every
// digest.
type Build struct {
	Content string            // what was built; digests are made from it
	Index   string            // mixed into the index's digest only: the platforms stay
	Own     map[string]string // content of single platforms, where it differs from Content
	// Platforms are words such as "linux/arm/v7" and "windows/amd64@10.0.20348.2849"; nil:
	// linux/amd64 and linux/arm64.
	Platforms []string
	Size      int64    // compressed bytes of the first platform; 0: 25 MB
	Stack     []string // shared layers, see Image
	Attested  bool     // each platform gets an attestation beside it
	Pushed    time.Time
	Pulled    time.Time // zero: never
	By        string
}

// Tag gives the build a name.
func (b Build) Tag(name string) Tag {
	platforms := b.Platforms
	if len(platforms) == 0 {
		platforms = []string{"linux/amd64", "linux/arm64"}
	}
	t := Tag{
		Name: name, Updated: b.Pushed, Pulled: b.Pulled, UpdatedBy: b.By, MediaType: MediaIndex,
		ContentType: "image", Images: make([]Image, 0, 2*len(platforms)),
	}
	var all strings.Builder
	for n, p := range platforms {
		i := b.image(p)
		i.Pushed = b.Pushed.Add(-time.Duration(20+7*(len(platforms)-n)) * time.Second)
		t.Images = append(t.Images, i)
		all.WriteString(i.Digest)
		if b.Attested {
			a := Image{
				OS: "unknown", Architecture: "unknown", Layerless: true,
				Digest: DigestOf("attestation", b.Index, i.Digest),
				Size:   18_000 + Dice(9_000_000, i.Digest), Pushed: i.Pushed, Pulled: i.Pulled,
			}
			t.Images = append(t.Images, a)
			all.WriteString(a.Digest)
		}
	}
	t.Digest = DigestOf("index", b.Index, all.String())
	if len(t.Images) == 1 {
		t.Digest, t.MediaType = t.Images[0].Digest, MediaImage
	}
	return t
}

// Tags gives the build several names.
func (b Build) Tags(names ...string) []Tag {
	tags := make([]Tag, len(names))
	for i, name := range names {
		tags[i] = b.Tag(name)
	}
	return tags
}

func (b Build) image(platform string) Image {
	content := b.Content
	if own, ok := b.Own[platform]; ok {
		content = own
	}
	words, version, _ := strings.Cut(platform, "@")
	os, rest, _ := strings.Cut(words, "/")
	architecture, variant, _ := strings.Cut(rest, "/")
	size := b.Size
	if size == 0 {
		size = 25_000_000
	}
	// Two platforms of one build differ by a few per cent, as real ones do.
	size += size * (Dice(90, "size", platform) - 50) / 1000
	i := Image{
		OS: os, Architecture: architecture, Variant: variant, OSVersion: version, Stack: b.Stack,
		Pulled: b.Pulled, Digest: DigestOf("manifest", content, platform),
		Size: size + Dice(40_000, content, platform),
	}
	if os == "linux" && architecture == "amd64" && b.Size > 0 {
		i.Size = b.Size + Dice(40_000, content, platform)
	}
	return i
}
