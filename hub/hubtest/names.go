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
	Manifest          = fakehub.Manifest
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

// Demo returns the world that --demo shows; see demo.World. What is in it is made once for a time:
// that takes longer than most tests do otherwise.
func Demo(now time.Time) *World {
	made, _ := demos.LoadOrStore(now.UnixNano(), sync.OnceValue(func() *World {
		return demo.World(now)
	}))
	return made.(func() *World)().Clone() //nolint:forcetypeassert // Nothing else is stored.
}

var demos sync.Map // of func() *World, by time in nanoseconds

// DemoAccounts returns the accounts of Demo.
func DemoAccounts() []Account { return demo.Accounts() }

// Series makes the tags that a pipeline leaves in a repository; see demo.Series.
func Series(repository string, n int, newest time.Time) []Tag {
	return demo.Series(repository, n, newest)
}

// DigestOf makes a digest from words: the same words, the same digest.
func DigestOf(words ...string) string { return fakehub.DigestOf(words...) }
