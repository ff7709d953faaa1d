package demo

import (
	"strings"
	"time"

	"tagboat/hub/fakehub"
)

// Media types of what is no image.
const (
	mediaHelm  = "application/vnd.cncf.helm.config.v1+json"
	mediaModel = "application/vnd.docker.ai.model.config.v0.1+json"
)

// addMuseum adds alice/museum: one tag, or a few, for each thing that the Hub was ever seen to
// send.
func addMuseum(w *fakehub.World) {
	w.AddRepository(fakehub.Repository{
		Namespace: "alice", Name: "museum", Type: "image", Stars: 7, Pulls: 3_041_772_019,
		Collaborators: 1, Description: hostileDescription,
		README: hostileReadme, Updated: w.Now().Add(-3 * time.Hour),
		Modified: w.Now().Add(-3 * time.Hour), Registered: w.Now().AddDate(-5, -2, -9),
		MediaTypes:   []string{fakehub.MediaIndex, mediaHelm, "application/octet-stream"},
		ContentTypes: []string{"image", "helm", "unrecognized"},
		Categories:   []string{"Developer tools", "Data science"}, Storage: 498_723_114_800,
		Immutable: []string{`v\d+.*`, "release-.*"},
		Generate:  func() []fakehub.Tag { return museumTags(w.Now().Add(-3 * time.Hour)) },
	})
}

func museumTags(pushed time.Time) []fakehub.Tag {
	b := fakehub.Build{Content: "museum", Pushed: pushed, Pulled: pushed.Add(time.Hour),
		By:   "alice",
		Size: 41_000_000, Stack: []string{"debian:12", "frames 4"}, Attested: true}
	build := func(content string, platforms ...string) fakehub.Build {
		c := b
		c.Content, c.Platforms = content, platforms
		c.Pushed = pushed.Add(-time.Duration(fakehub.Dice(200, content)) * time.Hour)
		return c
	}
	signed, halfNew, bare := b, b, b
	signed.Index = "signed"
	halfNew.Own = map[string]string{"linux/arm64": "museum 4.0.1"}
	bare.Attested = false
	tags := b.Tags("4.0.0", "4.0", "4", "latest", "release-4")
	tags = append(tags, signed.Tag("4.0.0-signed"), halfNew.Tag("4.0.0-arm64fix"),
		bare.Tag("4.0.0-unattested"))
	tags = append(tags, build("arm", "linux/arm/v5", "linux/arm/v6", "linux/arm/v7",
		"linux/arm64/v8").Tag("arm-only"),
		build("wide", append(platformSets["many"], "linux/mips64le", "linux/loong64",
			"linux/arm/v6")...).Tag("every-platform"),
		build("single", "linux/amd64").Tag("single-platform"),
		build(strings.Repeat("long", 2)).Tag("x"+strings.Repeat("-very-long-tag-name", 7)[:127]),
		build("case").Tag("UPPER.Case_and-marks"))
	windows := build("windows", "windows/amd64@10.0.26100.2314", "windows/amd64@10.0.20348.2849",
		"windows/amd64@10.0.17763.6532")
	windows.Stack, windows.Size, windows.Attested = []string{"windows/servercore:ltsc2022",
		"frames 4"}, 1_910_000_000, false
	tags = append(tags, windows.Tag("windows"))
	helm := artefact("chart", mediaHelm, "helm", 48_211, pushed.Add(-50*time.Hour))
	helm.Name = "chart-1.4.0"
	tags = append(tags, helm)
	return append(append(tags, brokenTags(build)...), cosignTags(&tags[0], pushed)...)
}

// brokenTags lack something that a client may want to lean on.
func brokenTags(build func(content string, platforms ...string) fakehub.Build) []fakehub.Tag {
	var tags []fakehub.Tag
	add := func(name string, change func(t *fakehub.Tag)) {
		t := build("broken " + name).Tag(name)
		change(&t)
		tags = append(tags, t)
	}
	add("no-digest", func(t *fakehub.Tag) { t.Digest = "" })
	add("no-digest-either", func(t *fakehub.Tag) { t.Digest = "" })
	add("no-digests-at-all", func(t *fakehub.Tag) {
		t.Digest = ""
		for i := range t.Images {
			t.Images[i].Digest = ""
		}
	})
	add("images-empty", func(t *fakehub.Tag) { t.Images, t.FullSize = nil, 78_914_007 })
	add("images-null", func(t *fakehub.Tag) { t.Shape = fakehub.ImagesNull })
	add("images-missing", func(t *fakehub.Tag) {
		t.Shape, t.MediaType,
			t.ContentType = fakehub.ImagesMissing, "", ""
	})
	add("no-dates", func(t *fakehub.Tag) {
		t.Updated, t.Pulled = time.Time{}, time.Time{}
		for i := range t.Images {
			t.Images[i].Pushed, t.Images[i].Pulled = time.Time{}, time.Time{}
		}
	})
	add("os-empty", func(t *fakehub.Tag) { // an attestation whose "os" is "" and not "unknown"
		last := &t.Images[len(t.Images)-1]
		last.OS, last.Architecture = "", "unknown"
	})
	add("sizes-disagree", func(t *fakehub.Tag) { t.FullSize = t.Images[0].Size + 4096 })
	add("never-pulled", func(t *fakehub.Tag) {
		t.Pulled = time.Time{}
		for i := range t.Images {
			t.Images[i].Pushed, t.Images[i].Pulled = time.Time{}, time.Time{}
		}
	})
	add("size-zero", func(t *fakehub.Tag) { t.Images[0].Size = 0 })
	add("inactive", func(t *fakehub.Tag) { t.Inactive, t.Images[0].Inactive = true, true })
	add("md5-digest", func(t *fakehub.Tag) { t.Digest = "md5:d41d8cd98f00b204e9800998ecf8427e" })
	return tags
}

// cosignTags sit beside the tag that they sign.
func cosignTags(signed *fakehub.Tag, pushed time.Time) []fakehub.Tag {
	tags := make([]fakehub.Tag, 0, 3)
	for n, kind := range []string{".sig", ".att", ".sbom"} {
		t := artefact(signed.Digest+kind, "application/vnd.oci.image.config.v1+json",
			"unrecognized", 2_300,
			pushed.Add(time.Duration(n+1)*time.Minute))
		t.Name = strings.ReplaceAll(signed.Digest, ":", "-") + kind
		tags = append(tags, t)
	}
	return tags
}

// addPersonal adds the rest of alice's and bob's own repositories.
func addPersonal(w *fakehub.World) {
	for _, p := range []struct {
		namespace, name, description string
		private, inactive            bool
		tags                         int
	}{
		{"alice", "dotfiles", "My shell, everywhere", false, false, 23},
		{"alice", "blog", "Static site and the little server in front of it", false, false, 64},
		{"alice", "homelab-dns", "CoreDNS with my zones and a block list", false, false, 31},
		{"alice", "field_notes", "Notes, private", true, false, 12},
		{"alice", "edge.sensor", "Reads a BME280, for every Raspberry Pi since the first", false,
			false, 17},
		{"alice", "weather-bot", "Tells the family when to take an umbrella ☔ 傘", false, false,
			140},
		{"alice", "empty-shelf", "Created and never pushed to", false, true, 0},
		{"bob", "tidewatch", "Tide tables for the Nieuwe Waterweg", false, false, 44},
		{"bob", "knots", "An illustrated manual", false, false, 9},
		{"bob", "ledger", "Private accounts", true, false, 15},
	} {
		r := teamRepository(w, p.namespace, p.name, p.description)
		r.Private, r.Inactive = p.private, p.inactive
		full, pushed := r.Namespace+"/"+r.Name, r.Updated
		r.Generate = func() []fakehub.Tag { return Series(full, p.tags, pushed) }
		if p.inactive {
			r.Updated, r.Modified, r.Type, r.Pulls, r.Storage, r.Generate = time.Time{},
				time.Time{}, "image", 0, 0, nil
			r.MediaTypes, r.ContentTypes = nil, nil
		}
		w.AddRepository(r)
	}
}
