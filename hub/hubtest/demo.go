package hubtest

import "time"

// An Account is one that a person may log in with to the demo world.
type Account struct {
	Name, Secret string
	Code         string // what the second factor takes; "": not asked
	Note         string // what is there to see
}

// DemoAccounts returns the accounts of Demo. Their secrets are made up and open nothing else.
func DemoAccounts() []Account {
	return []Account{
		{Name: "alice", Secret: "anchor", Note: "300 repositories, 12,000 tags in one"},
		{Name: "bob", Secret: "harbor", Code: "123456", Note: "a second factor"},
		{Name: "alice", Secret: "dckr_pat_demo", Note: "a personal access token"},       //nolint:gosec // Made up.
		{Name: "globex", Secret: "dckr_oat_demo", Note: "an organization access token"}, //nolint:gosec // Made up.
	}
}

// Demo returns a world for showing the program and for tests that want much of everything: official images and other public
// repositories, alice with her own and two organizations, bob with a second factor. It is the same for the same time. Tags are made when
// a repository is first looked at, so that the world itself is there at once.
func Demo(now time.Time) *World {
	w := NewWorld(now)
	w.AddUser(User{
		Name: "alice", Password: "anchor", FullName: "Alice Liddell", Company: "Acme Corporation", Location: "Lisbon",
		Email: "alice@acme.example", Joined: time.Date(2016, 3, 4, 9, 12, 30, 120_000_000, time.UTC),
		Tokens: []AccessToken{{Secret: "dckr_pat_demo", Scope: "repo:read"}}, //nolint:gosec // Made up.
	})
	w.AddUser(User{
		Name: "bob", Password: "harbor", Code: "123456", FullName: "Bob Marlow", Location: "Rotterdam",
		Email: "bob@globex.example", Joined: time.Date(2019, 11, 22, 19, 1, 9, 743_310_000, time.UTC),
	})
	w.AddOrganization(Organization{
		Name: "acme", FullName: "Acme Corporation", Company: "Acme Corporation", Location: "Lisbon",
		Joined: time.Date(2017, 5, 2, 8, 0, 0, 0, time.UTC), Members: map[string]string{"alice": "Owner"},
	})
	w.AddOrganization(Organization{
		Name: "globex", FullName: "Globex Logistics", Joined: time.Date(2020, 1, 15, 10, 30, 0, 0, time.UTC),
		Members: map[string]string{"alice": "Member", "bob": "Editor"},
		Tokens:  []OrganizationToken{{Secret: "dckr_oat_demo", ListRepositories: true}}, //nolint:gosec // Made up.
	})
	for i := range officialImages {
		w.AddRepository(officialImages[i].repository(w.now))
	}
	addPublishers(w)
	addAcme(w)
	addGlobex(w)
	addPersonal(w)
	addMuseum(w)
	return w
}
