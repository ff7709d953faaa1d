package name

import (
	"cmp"
	"unique"
)

const unknown = "unknown"

type platform struct{ os, architecture, variant, osVersion string }

// Platform is what an image runs on: operating system, architecture, variant and, for Windows, the
// version of the operating system. It takes eight bytes: equal platforms share one copy and compare
// equal. The zero value is unknown/unknown.
type Platform struct{ handle unique.Handle[platform] }

// NewPlatform names a platform. An empty os or architecture reads as "unknown".
func NewPlatform(os, architecture, variant, osVersion string) Platform {
	p := platform{cmp.Or(os, unknown), cmp.Or(architecture, unknown), variant, osVersion}
	if p == (platform{os: unknown, architecture: unknown}) {
		return Platform{}
	}
	return Platform{unique.Make(p)}
}

func (p Platform) value() platform {
	if p == (Platform{}) {
		return platform{os: unknown, architecture: unknown}
	}
	return p.handle.Value()
}

// OS is the operating system: linux, windows, unknown.
func (p Platform) OS() string { return p.value().os }

// Architecture is the processor in Go's words: amd64, arm64, arm, 386.
func (p Platform) Architecture() string { return p.value().architecture }

// Variant is the variant of the processor (v6, v7), often empty.
func (p Platform) Variant() string { return p.value().variant }

// OSVersion is the build of Windows; empty elsewhere.
func (p Platform) OSVersion() string { return p.value().osVersion }

// String is os/architecture[/variant], as docker's --platform takes it.
func (p Platform) String() string {
	v := p.value()
	return v.os + "/" + v.machine()
}

// Short leaves "linux/" out, because nearly every image runs on it.
func (p Platform) Short() string {
	switch v := p.value(); {
	case v.os != "linux":
		return p.String()
	case v.architecture == "arm64" && v.variant == "v8":
		return v.architecture
	default:
		return v.machine()
	}
}

// IsUnknown reports whether it is unknown/unknown, under which buildx stores attestations beside
// the images (Hub API notes, "Quirks of tags").
func (p Platform) IsUnknown() bool {
	v := p.value()
	return v.os == unknown && v.architecture == unknown
}

func (v platform) machine() string {
	if v.variant == "" {
		return v.architecture
	}
	return v.architecture + "/" + v.variant
}

// Compare puts linux before windows before the rest, amd64 and arm64 first, and attestations last,
// so that a row reads the same whatever order the Hub gave.
func (p Platform) Compare(other Platform) int {
	if p == other {
		return 0
	}
	x, y := p.value(), other.value()
	return cmp.Or(
		cmp.Compare(x.rank(), y.rank()),
		cmp.Compare(x.os, y.os),
		cmp.Compare(x.architecture, y.architecture),
		cmp.Compare(x.variant, y.variant),
		cmp.Compare(x.osVersion, y.osVersion),
	)
}

func (v platform) rank() int {
	rank := 0
	switch v.os {
	case "linux":
	case "windows":
		rank = 10
	case unknown:
		rank = 30
	default:
		rank = 20
	}
	switch v.architecture {
	case "amd64":
	case "arm64":
		rank++
	case unknown:
		rank += 3
	default:
		rank += 2
	}
	return rank
}
