package freshness_test

import (
	"fmt"
	"testing"

	"tagboat/hub"
	"tagboat/hub/freshness"
)

// shelf is a repository of n tags, five to an image.
func shelf(n int) []hub.Tag {
	var tags []hub.Tag
	for i := 0; len(tags) < n; i++ {
		version := fmt.Sprintf("%d.%d.%d", i/1000, i/10%100, i%10)
		for _, flavour := range []string{"", "-alpine", "-alpine3.20", "-bookworm", "-slim-bookworm"} {
			tags = append(tags, image(version+flavour, version, amd64, arm64)...)
		}
	}
	return tags
}

// BenchmarkHundredReferences indexes 25,000 tags and asks of 100 of them.
func BenchmarkHundredReferences(b *testing.B) {
	tags := shelf(25_000)
	b.Run("index", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			freshness.New(tags, everything)
		}
	})
	l := freshness.New(tags, everything)
	for name, q := range map[string]freshness.Question{
		"answers": {}, "for-platform": {Platforms: []hub.Platform{arm64}}, "for-none": {Platforms: []hub.Platform{windows}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range 100 {
					q.Tag = tags[i*7].Name
					l.Answer(q)
				}
			}
		})
	}
}
