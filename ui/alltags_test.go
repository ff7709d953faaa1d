package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest"
)

// smallCompany has acme with four repositories of 250 tags each, and alice as its owner.
func smallCompany(now time.Time) *hubtest.World {
	w := hubtest.NewWorld(now)
	w.AddUser(hubtest.User{Name: "alice", Password: "anchor"})
	w.AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
	for i, name := range []string{"api", "billing-api", "web", "worker"} {
		w.Publish("acme/"+name, hubtest.Series("acme/"+name, 250, now.Add(-time.Duration(i+1)*time.Hour))...)
	}
	return w
}

// atAllTags has the tags of all repositories of acme before it.
func atAllTags(s *story) {
	s.logIn("alice", "anchor")
	s.types("/acme")
	s.press("enter", "T")
}

func TestAllTagsOfANamespaceAreOneList(t *testing.T) {
	tell(t, setting{world: smallCompany, width: 120, height: 30}, func(s *story) {
		atAllTags(s)
		s.pass(time.Second)
		s.sees("acme, all tags", "REPOSITORY", "TAG", "1,000 of 1,000 · all of 4 repositories")
		assert.Contains(s.t, s.selected(), "api  ")
		s.types("/repo:^api$ alpine")
		s.press("enter")
		assert.NotContains(s.t, strings.Join(s.rows(), "\n"), "billing")
		s.press("y")
		assert.Regexp(s.t, `^acme/api:.*alpine`, s.copied)
		s.press("enter")
		s.sees("PLATFORM", "acme, all tags ▸ api:")
		s.press("esc", "esc")
		s.types("sr")
		s.types("G")
		assert.Contains(s.t, s.selected(), "worker")
	})
}

func TestAllTagsAreReadFromRepositoriesToo(t *testing.T) {
	tell(t, setting{world: smallCompany}, func(s *story) {
		s.logIn("alice", "anchor")
		s.types("/acme")
		s.press("enter", "enter", "T")
		s.pass(time.Second)
		s.sees("acme ▸ acme, all tags", "1,000 of 1,000")
	})
}

// wideCompany has 300 repositories of a tag each: as many lists as the demo's acme, and few rows.
func wideCompany(now time.Time) *hubtest.World {
	w := smallCompany(now)
	for i := range 296 {
		name := fmt.Sprintf("acme/service-%03d", i)
		w.Publish(name, hubtest.Tag{Name: "latest", Updated: now.Add(-time.Duration(i+10) * time.Hour)})
	}
	return w
}

func TestWhatAllTagsCostIsSaidBeforeTheyAreRead(t *testing.T) {
	tell(t, setting{world: wideCompany, options: []hubtest.Option{hubtest.WithRateLimit(0, 0)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Forget()
		atAllTagsOfTheDemo(s)
		s.pass(time.Minute)
		assert.Len(s.t, s.tagPages(), 7, "beside three pages of repositories")
		s.resize(140, 24)
		s.sees("of at least ", " of 300 repositories · L loads the rest: at least ")
		s.press("L")
		s.pass(5 * time.Minute)
		s.sees("all of 300 repositories")
		s.misses("at least")
	})
}

func atAllTagsOfTheDemo(s *story) {
	s.types("/acme")
	s.press("enter", "T")
}

func TestReadingIsPausedAndGoesOn(t *testing.T) {
	tell(t, setting{world: wideCompany, options: []hubtest.Option{hubtest.WithRateLimit(0, 0), hubtest.WithLatency(time.Second)}}, func(s *story) {
		s.logIn("alice", "anchor")
		s.pass(time.Minute)
		atAllTagsOfTheDemo(s)
		s.pass(time.Minute)
		s.press("L")
		s.pass(10 * time.Second)
		s.sees("L pauses")
		s.press("L")
		s.sees("Paused; L goes on")
		s.pass(time.Minute)
		s.server.Forget()
		s.types("GggGj")
		s.pass(time.Minute)
		assert.Empty(s.t, s.server.Requests(), "nothing is read while it is paused")
		s.press("L")
		s.pass(10 * time.Minute)
		s.sees("all of 300 repositories")
	})
}

func TestReadingGoesOnAfterALimit(t *testing.T) {
	tell(t, setting{world: wideCompany, width: 120, height: 30}, func(s *story) {
		s.logIn("alice", "anchor")
		atAllTagsOfTheDemo(s)
		s.pass(time.Minute)
		s.press("L")
		s.pass(20 * time.Minute)
		s.sees("all of 300 repositories")
		s.misses("at least")
	})
}

func TestARepositoryThatCannotBeReadIsNamedUnderTheOthers(t *testing.T) {
	tell(t, setting{world: smallCompany, width: 120, height: 30}, func(s *story) {
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/web/tags"}, Do: hubtest.Forbidden("no")})
		atAllTags(s)
		s.pass(time.Minute)
		s.sees("750 of at least 750 · 3 of 4 repositories · 1 could not be read", "1 of 4 repositories could not be read: acme/web", "r goes on")
		s.server.Heal()
		s.press("r")
		s.pass(time.Minute)
		s.sees("1,000 of 1,000 · all of 4 repositories")
	})
}

func TestTagsOfTwoRepositoriesAreNotCompared(t *testing.T) {
	tell(t, setting{world: smallCompany}, func(s *story) {
		atAllTags(s)
		s.pass(time.Second)
		s.types(" Gd")
		s.sees("Two tags of one repository are compared; these are in api and ")
		s.press("esc")
		s.types("g jd")
		s.sees("acme, all tags ▸ api:", " → ", "STEP")
	})
}

func TestWhatIsKnownOfAllTagsIsThereWithoutTheHub(t *testing.T) {
	tell(t, setting{world: smallCompany, index: t.TempDir(), width: 120, height: 30}, func(s *story) {
		atAllTags(s)
		s.pass(time.Second)
		s.press("esc")
		s.server.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/v2/namespaces"}, Do: hubtest.NetworkUnreachable()})
		s.press("T")
		s.pass(time.Minute)
		s.sees("1,000 of 1,000", "offline, as of ")
		s.types("/repo:web latest")
		s.press("enter")
		assert.Contains(s.t, s.selected(), "web")
	})
}
