package hubtest

import (
	"sync"
	"time"

	"tagboat/hub/demo"
	"tagboat/hub/fakehub"
)

//nolint:revive // The words of the fake Hub and of the demo's world, so that a test imports one package.
type (
	World             = fakehub.World
	User              = fakehub.User
	AccessToken       = fakehub.AccessToken
	Organization      = fakehub.Organization
	OrganizationToken = fakehub.OrganizationToken
	Repository        = fakehub.Repository
	Tag               = fakehub.Tag
	Image             = fakehub.Image
	Layer             = fakehub.Layer
	Build             = fakehub.Build
	Credential        = fakehub.Credential
	Account           = demo.Account
)

// The kinds of credentials; see fakehub.Credential.
const (
	None                = fakehub.None
	Basic               = fakehub.Basic
	Password            = fakehub.Password
	PersonalAccessToken = fakehub.PersonalAccessToken
	RegistryToken       = fakehub.RegistryToken
	Unknown             = fakehub.Unknown
)

// NewWorld returns an empty world in which it is now.
func NewWorld(now time.Time) *World { return fakehub.NewWorld(now) }

// Demo returns the world that --demo shows; see demo.World. Its 12,000 tags, which take longer to
// make than most stories do to tell, are made once for a time.
func Demo(now time.Time) *World {
	w := demo.World(now)
	w.Update("acme/api", func(r *Repository) {
		made, _ := giants.LoadOrStore(now.UnixNano(), sync.OnceValue(r.Generate))
		r.Generate = made.(func() []Tag) //nolint:forcetypeassert // Nothing else is stored.
	})
	return w
}

var giants sync.Map // what makes the tags of acme/api, by time in nanoseconds

// DemoAccounts returns the accounts of Demo.
func DemoAccounts() []Account { return demo.Accounts() }

// Series makes the tags that a pipeline leaves in a repository; see demo.Series.
func Series(repository string, n int, newest time.Time) []Tag {
	return demo.Series(repository, n, newest)
}
