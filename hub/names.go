package hub

import "tagboat/hub/name"

type (
	// Namespace is the user or organization that owns repositories.
	Namespace = name.Namespace
	// RepositoryName is a namespace and a name in it.
	RepositoryName = name.Repository
	// Reference names an image: a repository with a tag, a digest, or both.
	Reference = name.Reference
	// Digest is the immovable name of what a tag points at.
	Digest = name.Digest
	// Platform is an operating system and an architecture with its variant.
	Platform = name.Platform
	// Pasted is what a text names that somebody pasted.
	Pasted = name.Pasted
)

// maxName is the longest name that is kept of an account, a namespace or a repository.
const maxName = name.Longest

// NewPlatform names a platform. An empty os or architecture reads as "unknown".
func NewPlatform(os, architecture, variant, osVersion string) Platform {
	return name.NewPlatform(os, architecture, variant, osVersion)
}

// ParsePlatform reads what people call a platform: linux/arm64, arm/v7, x86_64, windows.
func ParsePlatform(s string) (Platform, error) { return name.ParsePlatform(s) }

// ParseDigest reads "sha256:" and 64 lower-case hexadecimal digits.
func ParseDigest(s string) (Digest, error) { return name.ParseDigest(s) }

// ReadPasted reads whatever people paste: see [name.Read].
func ReadPasted(text string) (Pasted, error) { return name.Read(text) }

// FirstLine is the first line of a text that was pasted, without what cannot be seen.
func FirstLine(text string) string { return name.FirstLine(text) }

// ParseReference reads whatever names a repository, a tag or a digest: see [name.Read]. What docker itself reads is taken to the letter.
func ParseReference(s string) (Reference, error) { return name.ReadReference(s) }

// ParseRepositoryName reads whatever names a repository; a tag or digest beside it is an error.
func ParseRepositoryName(s string) (RepositoryName, error) { return name.ReadRepository(s) }
