package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tagboat/hub/fakehub"
)

// A family is a repository whose tags follow from its versions: what the maintainers of official
// images do. Words are separated by blanks; a name with a namespace is not an official image's.
type family struct {
	name, description, category string

	// millions of pulls; mb, the compressed size of the plain variant on linux/amd64
	stars, millions, mb int
	age                 int    // of the newest build, in hours
	platforms           string // a key of platformSets

	// versions, newest first: "1.27:3" stands for 1.27.3 down to 1.27.0, "24.04" for itself,
	// "~8.0-rc1" for one that is not latest.
	versions string
	// variants: suffixes that are siblings, the base, the size in per cent:
	// "|-bookworm@debian:12%100".
	variants string
	// channels: "mainline=1.27".
	channels string
}

var platformSets = map[string][]string{
	"few": {"linux/amd64", "linux/arm64/v8"},
	"many": {"linux/amd64", "linux/arm/v5", "linux/arm/v7", "linux/arm64/v8", "linux/386",
		"linux/ppc64le", "linux/riscv64", "linux/s390x"},
	"six": {"linux/amd64", "linux/arm/v6", "linux/arm/v7", "linux/arm64/v8", "linux/ppc64le",
		"linux/s390x"},
	"amd": {"linux/amd64"},
	"wide": {
		"linux/amd64", "linux/arm/v7", "linux/arm64/v8", "linux/386", "linux/ppc64le",
		"linux/s390x",
		"windows/amd64@10.0.26100.2314", "windows/amd64@10.0.20348.2849",
		"windows/amd64@10.0.17763.6532",
	},
}

// A release is one version of a family with all the names that it goes by; "" stands for latest.
type release struct {
	version string
	names   []string
	age     time.Duration
}

func (f *family) releases() []release {
	channel := map[string][]string{}
	for pair := range strings.FieldsSeq(f.channels) {
		name, minor, _ := strings.Cut(pair, "=")
		channel[minor] = append(channel[minor], name)
	}
	var all []release
	seen := map[string]bool{}
	alias := func(r *release, name string) {
		if !seen[name] {
			seen[name] = true
			r.names = append(r.names, name)
		}
	}
	for n, spec := range strings.Fields(f.versions) {
		minor, last, patched := strings.Cut(spec, ":")
		minor, early := strings.CutPrefix(minor, "~")
		most, _ := strconv.Atoi(last)
		for patch := most; patch >= 0; patch-- {
			r := release{version: minor, age: time.Duration(f.age+n*70) * time.Hour}
			if patched {
				r.version = minor + "." + strconv.Itoa(patch)
			}
			r.names = append(r.names, r.version)
			if patch < most {
				r.age += time.Duration(n*30+(most-patch)*27) * 24 * time.Hour
			} else {
				if patched {
					alias(&r, minor)
					alias(&r, strings.SplitN(minor, ".", 2)[0])
				}
				for _, name := range channel[minor] {
					alias(&r, name)
				}
				if !early {
					alias(&r, "")
				}
			}
			all = append(all, r)
		}
	}
	return all
}

// tags builds every variant of every release.
func (f *family) tags(now time.Time) []fakehub.Tag {
	by, _, published := strings.Cut(f.name, "/")
	if !published {
		by = "officialimages"
	}
	var tags []fakehub.Tag
	for _, r := range f.releases() {
		for n, variant := range strings.Fields(f.variants) {
			suffixes, rest, _ := strings.Cut(variant, "@")
			stack, percent, _ := strings.Cut(rest, "%")
			share, _ := strconv.ParseInt(percent, 10, 64)
			platforms := f.on(stack)
			if len(platforms) == 0 {
				continue
			}
			minutes := n*11 + int(fakehub.Dice(500, f.name, r.version))
			b := fakehub.Build{
				Content: f.name + r.version + variant, Platforms: platforms,
				Attested: f.name != "hello-world" && r.age < 400*24*time.Hour,
				Size: int64(f.mb)*10_000*share +
					fakehub.Dice(int64(f.mb)*9_000+1, f.name, r.version),
				Stack:  []string{stack, f.name + " " + r.version},
				Pushed: now.Add(-r.age - time.Duration(minutes)*time.Minute),
				By:     by,
			}
			if r.age < 120*24*time.Hour || fakehub.Dice(3, b.Content) == 0 {
				b.Pulled = now.Add(-time.Duration(fakehub.Dice(int64(26*time.Hour), b.Content)))
			}
			tags = append(tags, b.Tags(variantNames(r.names, suffixes)...)...)
		}
	}
	return tags
}

// on leaves the platforms out that a variant's base does not have.
func (f *family) on(stack string) []string {
	var on []string
	for _, p := range platformSets[f.platforms] {
		windows := strings.HasPrefix(p, "windows")
		alpine := strings.HasPrefix(stack, "alpine")
		if windows && alpine || strings.HasPrefix(stack, "windows") && !windows ||
			p == "linux/arm/v5" && alpine {
			continue
		}
		on = append(on, p)
	}
	return on
}

// variantNames joins names and suffixes: 1.27 and -alpine to 1.27-alpine, latest and -alpine to
// alpine.
func variantNames(names []string, suffixes string) []string {
	var all []string
	for suffix := range strings.SplitSeq(suffixes, "|") {
		for _, name := range names {
			switch {
			case name != "":
				all = append(all, name+suffix)
			case suffix == "":
				all = append(all, "latest")
			default:
				all = append(all, suffix[1:])
			}
		}
	}
	return all
}

func (f *family) repository(now time.Time) fakehub.Repository {
	updated := now.Add(-time.Duration(f.age) * time.Hour)
	return fakehub.Repository{
		Namespace: "library", Name: f.name, Description: f.description, README: f.readme(),
		Type: "image", Stars: f.stars,
		Pulls:   int64(f.millions)*1_000_000 + fakehub.Dice(1_000_000, "pulls", f.name),
		Updated: updated, Modified: updated,
		Registered: time.Date(2014, 6, 5, 19, 14, 45, int(fakehub.Dice(1e9, f.name)),
			time.UTC).AddDate(0, int(fakehub.Dice(40, f.name)), 0),
		MediaTypes:   []string{fakehub.MediaImage, fakehub.MediaIndex},
		ContentTypes: []string{"image"}, Categories: []string{f.category},
		Storage: int64(f.mb) * 9_000_000 * 40, Badge: "official",
		Generate: func() []fakehub.Tag { return f.tags(now) },
	}
}

func (f *family) readme() string {
	return fmt.Sprintf(officialReadme, f.name, f.description, f.mb)
}
