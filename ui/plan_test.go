package ui_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// attic is a namespace with something of each kind: an image with two names, of which one is new;
// one that was pulled just now; one that nobody pulled; and a repository whose releases are locked.
func attic(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	w.AddUser(hubtest.User{Name: "eve", Password: "apple"})
	image := func(n int) []hubtest.Image {
		return []hubtest.Image{{
			OS: "linux", Architecture: "amd64", Size: 50_000_000,
			Digest: fmt.Sprintf("sha256:%064x", n),
		}}
	}
	tag := func(name string, n, pushed, pulled int) hubtest.Tag {
		t := hubtest.Tag{
			Name: name, Digest: image(n)[0].Digest, Images: image(n), FullSize: 50_000_000,
			Updated: now.AddDate(0, 0, -pushed),
		}
		if pulled > 0 {
			t.Pulled = now.AddDate(0, 0, -pulled)
		}
		return t
	}
	for _, name := range []string{"api", "web"} {
		w.AddRepository(hubtest.Repository{Namespace: "eve", Name: name})
	}
	w.Publish("eve/api", tag("new", 1, 3, 1), tag("also-new", 2, 3, 1), tag("twin", 2, 400, 300),
		tag("used", 3, 400, 2), tag("unused", 4, 400, 0), tag("old", 5, 400, 300))
	w.Publish("eve/web", tag("1.0", 6, 500, 400), tag("snapshot", 7, 500, 400))
	w.Update("eve/web", func(r *hubtest.Repository) { r.Immutable = []string{`^\d+\.\d+$`} })
	return w
}

// atRules has the box for the rules of a plan of eve before it.
func atRules(s *story) {
	s.logIn("eve", "apple")
	s.types("/eve")
	s.press("enter", "X")
}

func atPlan(s *story, rules string) {
	atRules(s)
	s.types(rules)
	s.press("enter")
	s.pass(time.Second)
}

func TestAPlanSaysWhatCouldGoAndWhy(t *testing.T) {
	tell(t, setting{world: attic, width: 140, height: 30}, func(s *story) {
		atPlan(s, "--older 90d")
		s.sees("what could go of eve", "2 tags go of 2 repositories, 2 images with them; 6 stay",
			"Frees at least 0 B, at most 100.0 MB", "Rules: --older 90d", "Nothing is deleted",
			"8 of 8 · all of 2 repositories")
		s.misses("so far")
		for row, why := range map[string]string{
			"goes .* old ": "pushed 400 days ago, pulled 300 days ago", "stays .* twin ": "same image as also-new, which stays",
			"stays .* used ": "pulled 2 days ago", "stays .* unused ": "never known to be pulled",
			"stays .* 1.0 ": "locked by an immutability rule", "goes .* snapshot ": "pushed 500 days ago",
		} {
			assert.Regexp(s.t, row+".*"+why, s.screen())
		}
		assert.Contains(s.t, s.selected(), "goes", "what could go comes first")
		s.types("/goes:no reason:locked")
		s.press("enter", "y")
		assert.Equal(s.t, "eve/web:1.0", s.copied)
		s.press("enter")
		s.sees("▸ web:1.0", "PLATFORM")
	})
}

func TestThereIsNoPlanWithoutARule(t *testing.T) {
	tell(t, setting{world: attic, width: 120, height: 30}, func(s *story) {
		atRules(s)
		s.sees("What could go of eve", "There is no default rule", "--keep-per minor")
		s.pass(time.Second)
		s.server.Forget()
		s.press("enter")
		for rules, says := range map[string]string{
			"--never latest":       "no rule says what may go",
			"--older":              "flag needs an argument: --older",
			"--older soon":         "expected an age of at most 100 years, as 90d",
			"--keep 0":             "a number of tags, from 1",
			"--keep-per year":      "expected major, minor or patch",
			"--frob":               "unknown flag: --frob",
			"90d":                  `"90d" is no rule; each begins with --`,
			"--match 'a":           "a quote ' is not closed",
			"--unpulled --keep 3":  "--unpulled says how --older judges",
			"--match nosuch:thing": "nosuch",
			"--help":               "rules stand below",
		} {
			s.press("ctrl+u")
			s.types(rules)
			s.press("enter")
			s.pass(time.Second)
			s.sees("What could go of eve", says)
		}
		assert.Empty(s.t, s.server.Requests(), "nobody is asked before a rule is understood")
		s.press("ctrl+u")
		s.types("--keep 1")
		s.sees("Could go: not among the newest of the repository", "a request for each hundred")
	})
}

func TestThePlanOfOneRepositoryHasItsTagsAlone(t *testing.T) {
	tell(t, setting{world: attic, width: 120, height: 30}, func(s *story) {
		s.logIn("eve", "apple")
		s.press("ctrl+o")
		s.types("eve/web")
		s.press("enter")
		s.pass(time.Second)
		s.press("X")
		s.types("--older 90d --unpulled")
		s.press("enter")
		s.pass(time.Second)
		s.sees("what could go of eve/web", "1 tag goes, 1 image with it; 1 stays", "2 of 2")
		s.misses("REPOSITORY")
	})
}

func TestTheRulesOfAPlanAreThereToBeChanged(t *testing.T) {
	tell(t, setting{world: attic, width: 140, height: 30}, func(s *story) {
		atPlan(s, "--older 90d --unpulled")
		s.sees("3 tags go")
		s.press("X")
		s.sees("What could go of eve", "Rules  --older 90d --unpulled")
		s.types(" --never old")
		s.press("enter")
		s.pass(time.Second)
		s.sees("2 tags go", "Rules: --older 90d --never old --unpulled")
		s.press("esc")
		s.sees("3 tags go")
		s.press("esc", "X")
		s.sees("Rules  --older 90d --unpulled --never old")
	})
}

func TestOfWhatCannotBeReadNothingGoesAndItIsNamed(t *testing.T) {
	tell(t, setting{world: attic, width: 140, height: 30}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/repositories/api/tags"}, Do: hubtest.Forbidden("no")})
		atPlan(s, "--older 90d")
		s.sees("1 tag goes of 1 repository", "1 of 2 repositories could not be read: eve/api", "2 of ")
		s.misses(" old ")
		s.server.Heal()
		s.press("r")
		s.pass(time.Second)
		s.sees("2 tags go of 2 repositories", "all of 2 repositories")
	})
}

func TestWhereLocksAreNotToldTheTagsStay(t *testing.T) {
	tell(t, setting{world: attic, width: 160, height: 30}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/namespaces/eve/repositories/web", Nth: 2}, Do: hubtest.Forbidden("no")})
		atPlan(s, "--match snapshot")
		s.sees("Nothing goes by these rules", "Not complete, and what is not known stays: immutability rules of eve/web")
		assert.Regexp(s.t, "stays .* snapshot .*cannot be known: the immutability rules were not told", s.screen())
	})
}

func TestManifestsThatMayNotBeSeenKeepNoTagFromBeingJudged(t *testing.T) {
	tell(t, setting{world: attic, width: 160, height: 30}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/manifests"}, Do: hubtest.Forbidden("no")})
		atPlan(s, "--older 90d --untagged")
		s.sees("2 tags go of 2 repositories", "Not complete, and what is not known stays: untagged manifests of eve/api, eve/web")
	})
}

func TestAPlanThatIsReadAgainCountsWhatIsThereNow(t *testing.T) {
	tell(t, setting{world: attic, width: 140, height: 30}, func(s *story) {
		atPlan(s, "--older 90d")
		s.sees("2 tags go of 2 repositories, 2 images with them; 6 stay")
		s.server.World().Remove("eve/web")
		s.server.World().Delete("eve/api", "used")
		s.press("r")
		s.pass(time.Second)
		s.sees("1 tag goes of 1 repository, 1 image with it; 4 stay", "5 of 5")
	})
}

func TestTheCountsAreOfTheReadingThatIsUnderWay(t *testing.T) {
	tell(t, setting{world: many, width: 120, height: 30, options: []hubtest.Option{hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.press("ctrl+o")
		s.types("eve/")
		s.press("enter")
		s.pass(10 * time.Second)
		s.press("X")
		s.types("--keep 1 --match nothing-is-called-so")
		s.press("enter")
		s.pass(5 * time.Minute)
		s.sees("Nothing goes by these rules; 60 stay", "all of 60 repositories")
		s.press("r")
		s.pass(4 * time.Second)
		s.press("L")
		s.pass(4 * time.Second)
		s.misses("; 60 stay")
		s.press("r")
		s.pass(5 * time.Minute)
		s.press("L")
		s.pass(5 * time.Minute)
		s.sees("Nothing goes by these rules; 60 stay", "all of 60 repositories")
		s.types("/reason:zzz")
		s.press("enter", "X")
		s.sees("What could go of eve", "Rules  --keep 1 --match nothing-is-called-so")
	})
}

func TestInASmallWindowItIsSaidThatAPlanIsNotComplete(t *testing.T) {
	tell(t, setting{world: attic, width: 40, height: 12}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/manifests"}, Do: hubtest.Forbidden("no")})
		atPlan(s, "--older 90d --untagged")
		s.sees("Not complete")
	})
}

func TestAPlanIsPausedAndGoesOn(t *testing.T) {
	tell(t, setting{world: many, width: 120, height: 30, options: []hubtest.Option{hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.press("ctrl+o")
		s.types("eve/")
		s.press("enter")
		s.pass(10 * time.Second)
		s.press("X")
		s.types("--keep 1")
		s.press("enter")
		s.pass(4 * time.Second)
		s.sees("so far", "of 60 repositories", "L pauses")
		s.press("L")
		s.pass(10 * time.Second)
		s.server.Forget()
		s.pass(time.Minute)
		assert.Empty(s.t, s.server.Requests(), "nothing is read while it is paused")
		s.sees("so far")
		s.press("L")
		s.pass(5 * time.Minute)
		s.sees("Nothing goes by these rules; 60 stay", "60 of 60 · all of 60 repositories")
	})
}

func TestALeftPlanAsksNoMore(t *testing.T) {
	tell(t, setting{world: many, options: []hubtest.Option{hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.press("ctrl+o")
		s.types("eve/")
		s.press("enter")
		s.pass(10 * time.Second)
		s.press("X")
		s.types("--keep 1")
		s.press("enter")
		s.pass(3 * time.Second)
		s.press("esc")
		s.pass(3 * time.Second)
		s.server.Forget()
		s.pass(time.Minute)
		assert.Empty(s.t, s.server.Requests())
	})
}

func TestAStrangersWordsInRulesDrawNothing(t *testing.T) {
	tell(t, setting{world: attic, width: 120, height: 30}, func(s *story) {
		atRules(s)
		s.pastes("--match 'a\x1b[31mb\u202ec'\nrm")
		for _, r := range "\x1b\u202e" {
			assert.NotContains(s.t, s.screen(), string(r))
		}
		s.sees("What could go of eve")
	})
}
