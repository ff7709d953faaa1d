package ui_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

// atNginx is a story that begins at the tags of nginx, without an account.
func atNginx(s *story) {
	s.press("ctrl+o")
	s.types("nginx")
	s.press("enter")
	s.pass(4 * time.Second) // what it is was said long enough
}

func TestEveryTagTellsWhichOthersAreTheSameImage(t *testing.T) {
	tell(t, setting{width: 160, height: 40}, func(s *story) {
		atNginx(s)
		s.types("/^latest$")
		s.press("enter")
		assert.Regexp(t, `latest .* 1\.27\.3  1\.27\.3-bookworm  1\.27 `, s.selected(), "most specific first")
	})
}

func TestJumpingRoundTheTagsOfOneImage(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atNginx(s)
		seen := map[string]bool{}
		for range 20 {
			seen[strings.Fields(s.selected())[0]] = true
			s.press("=")
		}
		assert.Contains(t, seen, "latest")
		assert.Contains(t, seen, "mainline")
		assert.Len(t, seen, 10, "and no others")
	})
}

func TestCollapsingLeavesOneRowForEachImage(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.sees("latest", "mainline")
		s.types("_")
		s.sees("hidden")
		s.misses("\n  latest ", "\n  mainline ")
		s.types("_")
		s.sees("latest", "mainline")
		s.misses("hidden")
	})
}

func TestCollapsingHoldsWhilePagesArrive(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("_")
		s.types("L")
		s.pass(1e12)
		s.sees("all loaded")
		collapsed := s.line(-2)
		s.types("__")
		assert.Equal(t, collapsed, s.line(-2), "page by page is the same as all at once")
	})
}

func TestOpeningATagShowsWhatItReallyIs(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atNginx(s)
		requests := len(s.server.Requests())
		s.press("enter")
		s.sees("nginx:1.27.3", "OCI index sha256:", "sizes are compressed", "platforms together", "attestations, not shown",
			"same image: 1.27.3-bookworm  1.27", "linux/arm64/v8", "as far as the Hub says")
		assert.Len(t, s.server.Requests(), requests, "the row told all of it")

		s.press("enter")
		s.sees("linux/amd64", "SHARE", "SO FAR", "CMD [\"nginx\"]", "%")
		s.misses("#(nop)")
		s.press("enter")
		s.sees("Step 1")
		s.press("esc", "esc", "esc")
		s.sees("public ▸ library ▸ nginx", "336 of 336")
	})
}

func TestAnArtefactWithoutLayersSaysSo(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		s.press("enter")
		s.types("/museum")
		s.press("enter", "enter")
		s.types("/chart-1")
		s.press("enter", "enter")
		s.sees("an artefact of ", " kind, no image")
		s.misses("a unrecognized", "of a unrecognized")
		s.press("enter")
		s.sees("Artefacts that are not")
	})
}

func TestComparingTwoTagsTellsWhatAnUpgradeCosts(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atNginx(s)
		s.types("d")
		s.sees("Mark a tag with space")
		s.types("/^1.27. !-")
		s.press("enter", "space")
		s.types("d")
		s.sees("1.27.2 → 1.27.3", "to download", "you already have", "+ added", "- removed", "= shared")
		assert.Regexp(t, `amd64 +[\d.]+ MB to download, [\d.]+ MB you already have`, s.screen())
	})
}

func TestTheCopyMenuShowsTheVeryTextsAndRemembersTheLastChoice(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atNginx(s)
		s.types("/^latest$")
		s.press("enter")
		s.types("c")
		s.sees("docker.io/library/nginx:latest", "n  pinned as 1.27.3", "p  pinned as latest", "docker pull nginx:latest",
			"docker pull --platform linux/amd64 nginx:latest", "FROM nginx:latest", "image: nginx:latest", "digest, amd64 only",
			"FROM nginx:1.27.3@sha256:", "image: docker.io/library/nginx:1.27.3@sha256:", "[nginx:latest](https://hub.docker.com/_/nginx/tags)")
		s.press(slices.Repeat([]string{"down"}, 15)...)
		s.sees("breaks other architectures")
		s.types("n")
		assert.True(t, strings.HasPrefix(s.copied, "nginx:1.27.3@sha256:"), s.copied)
		s.copied = ""
		s.types("c")
		s.press("enter")
		assert.True(t, strings.HasPrefix(s.copied, "nginx:1.27.3@sha256:"), "the last choice is the default")

		s.types("cj")
		var object map[string]any
		require.NoError(t, json.Unmarshal([]byte(s.copied), &object))
	})
}

func TestOneKeyCopiesAgainInTheLastForm(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atNginx(s)
		s.types("/^latest$")
		s.press("enter")
		s.types("C")
		assert.True(t, strings.HasPrefix(s.copied, "nginx:1.27.3@sha256:"), "before any choice it is the first form: "+s.copied)
		s.types("cR")
		assert.True(t, strings.HasPrefix(s.copied, "FROM nginx:1.27.3@sha256:"), s.copied)
		s.copied = ""
		s.types("C")
		assert.True(t, strings.HasPrefix(s.copied, "FROM nginx:1.27.3@sha256:"), s.copied)
		s.press("enter")
		s.copied = ""
		s.types("C")
		assert.True(t, strings.HasPrefix(s.copied, "FROM nginx:1.27.3@sha256:"), "of a tag's platforms too: "+s.copied)
	})
}

func TestFiveKeysLeadFromTheNameToAPinnedLine(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.asks("nginx")
		s.types("c")
		s.types("R")
		assert.Regexp(t, `^FROM nginx:1\.27\.3@sha256:[0-9a-f]{64}$`, s.copied)
	})
}

func TestAComparisonSwapsItsSidesWithoutARequestAndCopiesItsVerdict(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		frames["compare"](s)
		s.sees("1.27.2 → 1.27.3", "smaller")
		s.types("y")
		assert.Regexp(t, `^nginx:1\.27\.2 → 1\.27\.3: amd64 44\.3 MB to download, 28\.0 MB you already have, [0-9.]+ [kM]B (smaller|larger); `, s.copied)
		s.server.Forget()
		s.types("x")
		s.sees("1.27.3 → 1.27.2")
		assert.Empty(t, s.server.Requests())
		s.types("y")
		assert.True(t, strings.HasPrefix(s.copied, "nginx:1.27.3 → 1.27.2: amd64 "), s.copied)
		s.types("x")
		s.sees("nginx ▸ 1.27.2 → 1.27.3")
	})
}

func TestThreeMarkedTagsAreNotComparedAndThatIsSaid(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.press("space", "space", "space")
		s.types("d")
		s.sees("3 are chosen, and two are compared; esc takes ranges and marks back")
	})
}

func TestManyMarkedTagsAreCopiedOneALineInListOrder(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.press("space", "space", "space")
		s.types("y")
		assert.Equal(t, "nginx:1.27.3\nnginx:1.27\nnginx:1", s.copied)
		s.sees("Sent 3 references")
		s.types("cf")
		assert.Equal(t, "nginx:1.27.3\nnginx:1.27\nnginx:1", s.copied)
	})
}

func TestTheWebPageIsOpenedWhereThereIsABrowser(t *testing.T) {
	tell(t, setting{browser: true}, func(s *story) {
		atNginx(s)
		s.types("o")
		assert.Equal(t, []string{"https://hub.docker.com/_/nginx/tags"}, s.browsed)
		s.sees("Opened https://hub.docker.com/_/nginx/tags")
	})
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.types("o")
		assert.Equal(t, "https://hub.docker.com/_/nginx/tags", s.copied)
	})
}

func TestTheWholeDigestCanBeRead(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.press("enter")
		assert.Regexp(t, "sha256:[0-9a-f]{64}", s.screen())
		s.misses("…")
		s.press("esc")
		s.types("p")
		assert.Regexp(t, "sha256:[0-9a-f]{64}", s.screen())
	})
}

func TestThePreviewNamesTheSiblingsByTheirThreeWords(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("5jp")
		s.sees("same image, so far: 1.24", "same platforms, so far: 1.24.2-signed", "same for linux/amd64, so far: 1.24.2-arm64fix")
	})
}

func TestAnyFormCanBeReadInTheCopyMenu(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		tell(t, setting{width: size[0], height: size[1]}, func(s *story) {
			atNginx(s)
			s.types("c")
			flat := strings.NewReplacer("│", "", " ", "", "\n", "").Replace(s.screen())
			assert.Regexp(t, "nginx:1.27.3@sha256:[0-9a-f]{64}", flat)
		})
	}
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.press("space", "space", "space")
		s.types("c")
		s.sees("Copy 3 as", "3 lines, the first:", "nginx:1.27.3@sha256:")
	})
}

func TestAStepOfAComparisonCanBeReadInFull(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		atNginx(s)
		s.types("/^1.27. !-")
		s.press("enter", "space")
		s.types("d")
		s.press("enter")
		s.sees("amd64, added · ", "install-packages")
	})
}

func TestALayerOfNextToNothingHasNoBar(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		atNginx(s)
		s.press("enter", "enter")
		assert.Regexp(t, `2\.1 kB +░+ +0%`, s.screen())
		s.types("s")
		s.sees("These layers have one order only")
	})
}

func TestAReloadedTagTellsAndCopiesWhatItIsNow(t *testing.T) {
	tell(t, setting{width: 120, height: 40}, func(s *story) {
		s.asks("nginx:mainline")
		s.press("enter")
		before := s.line(2)
		s.server.World().Push("library/nginx", hubtest.Build{Content: "moved", Pushed: time.Now()}.Tags("mainline")...)
		s.types("r")
		assert.NotEqual(t, before, s.line(2), "the digest over the platforms is that of the platforms")
		s.types("cp")
		_, digest, _ := strings.Cut(s.copied, "@")
		s.sees(digest)
	})
}
