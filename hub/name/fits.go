package name

import "github.com/containerd/platforms"

// Matcher returns the question whether an image's platform is this one: no more and no less, except
// that a variant which goes without saying may be unsaid (arm64 is arm64/v8, arm is arm/v7), that
// other spellings count (x86_64), and that a build of Windows fits as containerd has it: one that
// is not named fits any. Attestations are no platform, and nothing is one of them.
func (p Platform) Matcher() func(Platform) bool {
	matcher := platforms.OnlyStrict(p.spec())
	return func(of Platform) bool { return !of.IsUnknown() && matcher.Match(of.spec()) }
}

// Fits reports whether it is the wanted platform; see [Platform.Matcher], which is faster for many.
func (p Platform) Fits(wanted Platform) bool { return wanted.Matcher()(p) }

// IsSame reports whether two are one platform in two spellings or, of Windows, in two updates of
// one build: each fits the other.
func (p Platform) IsSame(other Platform) bool { return p.Fits(other) && other.Fits(p) }

// Choose is the place of the platform that a pull on this machine takes among those of a tag, as
// containerd chooses: the best of those that run there, which may be a lesser one (386 on amd64,
// arm/v6 on arm/v7). It is -1 when none does.
func (p Platform) Choose(all []Platform) int {
	best, matcher := -1, platforms.Only(p.spec())
	for i, of := range all {
		if of.IsUnknown() || !matcher.Match(of.spec()) {
			continue
		}
		if best < 0 || matcher.Less(of.spec(), all[best].spec()) {
			best = i
		}
	}
	return best
}

// spec is the platform in containerd's type. An os is always named: containerd takes an empty one
// for that of this machine.
func (p Platform) spec() platforms.Platform {
	v := p.value()
	return platforms.Platform{
		OS: v.os, Architecture: v.architecture, Variant: v.variant, OSVersion: v.osVersion,
	}
}

// Normal is the platform in the words of Go, with the variant that goes without saying left out,
// but for arm, where containerd always names it.
func (p Platform) Normal() Platform {
	s := platforms.Normalize(p.spec())
	return NewPlatform(s.OS, s.Architecture, s.Variant, s.OSVersion)
}
