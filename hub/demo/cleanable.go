package demo

import (
	"strconv"
	"strings"
	"time"

	"tagboat/hub/fakehub"
)

// acmeRules are the immutability rules of a few of acme's repositories, which are RE2, but for the
// one of preview that somebody wrote for another kind of expression. Those of base-jre were all
// taken away.
var acmeRules = map[string][]string{
	"api":           {`^\d+\.\d+\.\d+$`},
	"base-alpine":   {`^\d+\.\d+\.\d+(-alpine)?$`, `^latest$`},
	"base-jre":      {},
	"grafana":       {`^before-`},
	"payments-api":  {`^\d+\.\d+\.\d+$`, `^\d+\.\d+$`},
	"preview":       {`^(?!pr-).*$`},
	"secrets-agent": {`.*`},
}

// nightly are rebuilt every night under the same name, which leaves yesterday's behind.
var nightly = map[string]int{"base-debian": 240, "base-alpine": 190, "base-jre": 60, "api": 430}

// leftBehind makes the manifests that a repository keeps without a tag, because a name went on to
// the next build: none in one of five repositories, hundreds in those that are rebuilt every night.
// Of some the Hub does not tell when they were pushed.
func leftBehind(full string, newest time.Time) []fakehub.Manifest {
	_, name, _ := strings.Cut(full, "/")
	n, every := nightly[name], 24*time.Hour
	if n == 0 {
		n = int(fakehub.Dice(60, "left", full))
		every *= time.Duration(1 + fakehub.Dice(25, "left every", full))
		if fakehub.Dice(5, "leaves", full) == 0 {
			n = 0
		}
	}
	all := make([]fakehub.Manifest, n)
	for i := range all {
		word := strconv.Itoa(i)
		newest = newest.Add(-every/2 - time.Duration(fakehub.Dice(int64(every), full, word)))
		all[i] = fakehub.Manifest{Digest: fakehub.DigestOf("left", full, word), Pushed: newest}
		if i%37 == 36 {
			all[i].Pushed = time.Time{}
		}
	}
	return all
}

// platformsOf are manifests that no tag points at and that an index does: whether the Hub lists
// those is not known, and a tag is broken by whoever deletes them.
func platformsOf(t fakehub.Tag) []fakehub.Manifest {
	all := make([]fakehub.Manifest, len(t.Images))
	for i := range t.Images {
		all[i] = fakehub.Manifest{Digest: t.Images[i].Digest, Pushed: t.Images[i].Pushed}
	}
	return all
}

// acmeOld are tags that a person put beside those of the pipeline, and that somebody will ask about
// who pays for the storage.
var acmeOld = map[string][]oldTag{
	"backup": {{names: "restore-drill", age: 270, idle: -1, mb: 5_600}},
	"build-rust": {
		{names: "cache-2024 cache-2024-q4 cache", age: 410, idle: 1, mb: 2_870},
		{names: "cache-2023", age: 790, idle: 700, mb: 1_950},
		{names: "nightly-2023-11-02", age: 760, idle: -1, mb: 910},
	},
	"etl": {
		{names: "full-history", age: 520, idle: -1, mb: 2_400},
		{names: "snapshot-2024-12-31 year-end-2024", age: 330, idle: 290, mb: 1_140},
		{names: "snapshot-2023-12-31 year-end-2023", age: 695, idle: 660, mb: 980},
	},
	"grafana": {
		{names: "before-migration", age: 640, idle: 610, mb: 410},
		{names: "try-plugins try-plugins-2 final final-final", age: 450, idle: 440, mb: 1_320},
	},
	"ci-runner": {{names: "gpu gpu-cuda12", age: 210, idle: 9, mb: 11_200}},
	"toolbox":   {{names: "kitchen-sink", age: 900, idle: -1, mb: 305}},
}

// oldTag is one build with all its names; days since it was pushed and pulled, -1: never.
type oldTag struct {
	names         string
	age, idle, mb int
}

func (o oldTag) tags(full string, now time.Time) []fakehub.Tag {
	days := func(n int) time.Time { return now.Add(-time.Duration(n) * 24 * time.Hour) }
	b := fakehub.Build{
		Content: full + " " + o.names, Platforms: platformSets["amd"], By: "olga",
		Size: int64(o.mb) * 1_000_000, Pushed: days(o.age),
		Stack: []string{"debian:12", "by hand " + full},
	}
	if o.idle >= 0 {
		b.Pulled = days(o.idle)
	}
	return b.Tags(strings.Fields(o.names)...)
}

// acmeRepository is one of acme's, with what is worth cleaning in it.
func acmeRepository(w *fakehub.World, name, description string) fakehub.Repository {
	r := teamRepository(w, "acme", name, description)
	full, newest, made := r.Namespace+"/"+r.Name, r.Updated, r.Generate
	r.Immutable = acmeRules[name]
	r.GenerateUntagged = func() []fakehub.Manifest { return leftBehind(full, newest) }
	if name == "otel-collector" {
		r.GenerateUntagged = func() []fakehub.Manifest { return platformsOf(made()[0]) }
	}
	if old := acmeOld[name]; old != nil {
		r.Generate = func() []fakehub.Tag {
			tags := made()
			for _, o := range old {
				tags = append(tags, o.tags(full, w.Now())...)
			}
			return tags
		}
	}
	return r
}
