package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// shelves are a namespace of which every byte is told here: api has an image with two names, which
// web has as well; one that nobody gave a size; and an attestation.
func shelves(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	digest := func(n int) string { return fmt.Sprintf("sha256:%02x%062x", n, n) }
	on := func(architecture string, n int, size int64) hubtest.Image {
		os := "linux"
		if architecture == "unknown" {
			os = architecture
		}
		return hubtest.Image{OS: os, Architecture: architecture, Digest: digest(n), Size: size}
	}
	tag := func(name string, index, days int, images ...hubtest.Image) hubtest.Tag {
		return hubtest.Tag{
			Name: name, Digest: digest(index), Images: images, Updated: now.AddDate(0, 0, -days),
		}
	}
	for _, name := range []string{"api", "web", "new"} {
		w.AddRepository(hubtest.Repository{Namespace: "eve", Name: name})
	}
	shared := []hubtest.Image{on("amd64", 1, 200_000_000), on("arm64", 2, 100_000_000)}
	w.Publish("eve/api", tag("1.27.3", 10, 3, shared...), tag("latest", 10, 3, shared...),
		tag("old", 11, 400, on("amd64", 3, 50_000_000), on("unknown", 4, 1_000_000)))
	w.Publish("eve/web", tag("2", 12, 40, on("amd64", 1, 200_000_000)),
		tag("broken", 13, 40, on("s390x", 5, 0)))
	w.Update("eve/api", func(r *hubtest.Repository) { r.Storage = 900_000_000 })
	w.Update("eve/web", func(r *hubtest.Repository) { r.Storage = 300_000_000 })
	return w
}

// many is a namespace of sixty repositories of one tag.
func many(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	for i := range 60 {
		name := fmt.Sprintf("r%02d", i)
		w.AddRepository(hubtest.Repository{Namespace: "eve", Name: name})
		w.Push("eve/"+name, hubtest.Tag{Name: "latest"})
	}
	return w
}

func atShelves(s *story) {
	s.press("ctrl+o")
	s.types("eve/")
	s.press("enter")
	s.types("Z")
	s.pass(time.Second)
}

func TestWhereTheBytesOfANamespaceAreAndWhichTagsTheseAre(t *testing.T) {
	tell(t, setting{world: shelves, width: 100, height: 50}, func(s *story) {
		atShelves(s)
		s.sees("eve, storage", "as the Hub counts: at least 1.2 GB in 3 repositories; of 1 it does not say",
			"each manifest once: at least 351.0 MB, 1 of them of unknown size, of 5 manifests in 5 tags",
			"200.0 MB of what repositories have is in another of them as well, and counted once",
			"all of 3 repositories")
		for _, row := range []string{
			"amd64 250.0 MB 71% 2 manifests", "arm64 100.0 MB 28% 1 manifest", "s390x — 1 manifest",
			"attestations 1.0 MB <1% 1 manifest", "in the last 7 days 300.0 MB 85% 2 manifests",
			"before, in the last 3 months — 1 manifest", "more than a year ago 51.0 MB 14% 2 manifests",
			"api 351.0 MB 100% 3 tags, Hub: 900.0 MB",
			"web 200.0 MB+ 56% 2 tags, Hub: 300.0 MB",
			"new 0 B 0 tags, Hub: unknown", "api:1.27.3 300.0 MB 85% 2 manifests, 1 more name",
		} {
			assert.Contains(t, withoutBars(s.screen()), row)
		}
		s.press("enter")
		s.sees("filter: arch:amd64", "4 of 5", "1.27.3", "old", "web")
		s.misses("broken")
		s.press("esc", "esc")
		s.types("6j") // past the oldest push
		assert.Contains(t, s.selected(), "more than a year ago")
		s.press("enter")
		s.sees("pushed:>=365d", "1 of 5", "old")
		s.press("esc", "esc")
		s.types("j")
		s.press("enter")
		s.sees("filter: repo:^api$", "3 of 5")
		s.press("esc", "esc")
		s.types("3j")
		assert.Contains(t, s.selected(), "api:1.27.3")
		s.press("enter")
		s.sees("2 of 5", "1.27.3", "latest")
		s.press("esc", "esc")
		s.types("g3j")
		assert.Contains(t, s.selected(), "attestations")
		s.press("enter")
		s.sees("No filter finds attestations", "eve, storage")
	})
}

// withoutBars is a picture with a blank for each run of blanks and bars.
func withoutBars(picture string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(picture, "█", " ")), " ")
}

func TestTheSummaryIsCopiedAsATableForAMessage(t *testing.T) {
	tell(t, setting{world: shelves, width: 100, height: 50}, func(s *story) {
		atShelves(s)
		s.types("y")
		for _, line := range []string{
			"## Storage of eve\n", "\n* As the Hub counts: at least 1.2 GB in 3 repositories",
			", all of 3 repositories.\n", "\n| platform | size | part | |\n| --- | ---: | ---: | --- |\n",
			"\n| s390x | of unknown size |  | 1 manifest |\n",
		} {
			assert.Contains(t, s.copied, line)
		}
		s.sees("Sent the storage of eve")
	})
}

func TestALargeNamespaceIsReadWhenSomebodyAsksAndCanBePaused(t *testing.T) {
	tell(t, setting{world: many, width: 120, height: 50}, func(s *story) {
		atShelves(s)
		s.sees("9 of 60 repositories read", "L reads the rest: at least 51 requests", "not read")
		assert.Len(t, s.server.Requests(), 11, "as many as any list reads by itself")

		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Latency(2 * time.Second)})
		s.types("L")
		s.pass(5 * time.Second)
		s.sees("L pauses")
		s.types("L")
		s.sees("Paused; L goes on")
		s.pass(time.Minute)
		s.sees("L reads the rest")
		before := len(s.server.Requests())
		s.pass(time.Minute)
		assert.Len(t, s.server.Requests(), before, "it stands still")
		s.server.Heal()
		s.types("L")
		s.pass(time.Minute)
		s.sees("all of 60 repositories", "60 tags")
		s.misses("not read")
	})
}

func TestReadingGoesOnAfterALimitAndAfterSomebodyWasElsewhere(t *testing.T) {
	tell(t, setting{world: many, width: 120, height: 50}, func(s *story) {
		atShelves(s)
		s.server.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/tags", Times: 1},
			Do:    hubtest.TooMany(hubtest.RetryAfterSeconds, 40*time.Second),
		})
		s.types("L")
		s.pass(20 * time.Second)
		s.types("T")
		s.pass(time.Second)
		s.press("esc")
		s.pass(2 * time.Minute)
		s.sees("eve, storage", "all of 60 repositories")
	})
}

func TestARepositoryThatMayNotBeReadIsNamedAndTheOthersAreThere(t *testing.T) {
	tell(t, setting{world: shelves, width: 100, height: 50}, func(s *story) {
		s.server.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/web/tags"}, Do: hubtest.Forbidden("not for you"),
		})
		atShelves(s)
		s.sees("2 of 3 repositories read", "1 could not be read", "eve/web", "r goes on", "amd64")
		s.server.Heal()
		s.types("r")
		s.pass(time.Second)
		s.sees("all of 3 repositories", "web", "2 tags")
		s.misses("could not be read")
	})
}

func TestWhatIsKnownOfTheStorageIsThereWithoutARequest(t *testing.T) {
	tell(t, setting{world: shelves, width: 100, height: 50, index: t.TempDir()}, func(s *story) {
		atShelves(s)
		s.index.Flush(s.t.Context())
		s.server.World().Delete("eve/api", "old")
		s.restart()
		s.server.Inject(hubtest.Fault{Do: hubtest.Latency(10 * time.Second)})
		s.press("ctrl+o")
		s.types("eve/")
		s.press("enter")
		s.types("Z")
		s.sees("as of", "each manifest once: at least 351.0 MB", "reading")
		s.server.Heal()
		s.pass(time.Minute)
		s.sees("each manifest once: at least 300.0 MB", "all of 3 repositories")
		s.misses("more than a year ago", "as of")
	})
}

func TestANamespaceOfNothingSaysSo(t *testing.T) {
	tell(t, setting{world: shelves}, func(s *story) {
		s.press("ctrl+o")
		s.types("nobody/")
		s.press("enter")
		s.types("Z")
		s.pass(time.Second)
		s.sees("There is no namespace nobody, or nothing was pushed to it that you can see.")
		s.types("y")
		s.press("enter", "j", "G")
		s.sees("nobody, storage")
	})
}
