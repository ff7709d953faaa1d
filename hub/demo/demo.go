package demo

import (
	"time"

	"tagboat/hub/fakehub"
)

// An Account is one that a person may log in with to the demo world.
type Account struct {
	Name, Secret string
	Code         string // what the second factor takes; "": not asked
	Note         string // what is there to see
}

const (
	personalToken     = "dckr_pat_demo" //nolint:gosec // Made up.
	organizationToken = "dckr_oat_demo" //nolint:gosec // Made up.
)

// Accounts returns the accounts of the world. Their secrets are made up and open nothing else.
func Accounts() []Account {
	return []Account{
		{Name: "alice", Secret: "anchor", Note: "300 repositories, 12,000 tags in one"},
		{Name: "bob", Secret: "harbor", Code: "123456", Note: "a second factor"},
		{Name: "alice", Secret: personalToken, Note: "a personal access token"},
		{Name: "globex", Secret: organizationToken, Note: "an organization access token"},
	}
}

// World returns a world for showing the program and for tests that want much of everything:
// official images and other public repositories, alice with her own and two organizations, bob with
// a second factor. It is the same for the same time. Tags are made when a repository is first
// looked at, so that the world itself is there at once.
func World(now time.Time) *fakehub.World {
	w := fakehub.NewWorld(now)
	w.AddUser(fakehub.User{
		Name: "alice", Password: "anchor", FullName: "Alice Liddell", Company: "Acme Corporation",
		Location: "Lisbon", Email: "alice@acme.example",
		Joined: time.Date(2016, 3, 4, 9, 12, 30, 120_000_000, time.UTC),
		Tokens: []fakehub.AccessToken{{Secret: personalToken, Scope: "repo:read"}},
	})
	w.AddUser(fakehub.User{
		Name: "bob", Password: "harbor", Code: "123456", FullName: "Bob Marlow",
		Location: "Rotterdam", Email: "bob@globex.example",
		Joined: time.Date(2019, 11, 22, 19, 1, 9, 743_310_000, time.UTC),
	})
	w.AddOrganization(fakehub.Organization{
		Name: "acme", FullName: "Acme Corporation", Company: "Acme Corporation", Location: "Lisbon",
		Joined:  time.Date(2017, 5, 2, 8, 0, 0, 0, time.UTC),
		Members: map[string]string{"alice": "Owner"},
	})
	w.AddOrganization(fakehub.Organization{
		Name: "globex", FullName: "Globex Logistics",
		Joined:  time.Date(2020, 1, 15, 10, 30, 0, 0, time.UTC),
		Members: map[string]string{"alice": "Member", "bob": "Editor"},
		Tokens:  []fakehub.OrganizationToken{{Secret: organizationToken, ListRepositories: true}},
	})
	for i := range officialImages {
		w.AddRepository(officialImages[i].repository(w.Now()))
	}
	addPublishers(w)
	addAcme(w)
	addGlobex(w)
	addPersonal(w)
	addMuseum(w)
	return w
}
