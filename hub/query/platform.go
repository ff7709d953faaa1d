package query

import (
	"errors"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/name"
)

// Architecture is a field that asks what rows are built for, in any of the names that people have
// for it: arch:arm64, arch:x86_64, arch:arm/v7, arch:windows/amd64. Each calls match with the
// platforms of a row until one is accepted.
func Architecture[T any](
	help string, each func(row *T, match func(hub.Platform) bool) bool,
) Field[T] {
	return Field[T]{
		Name: "arch", Kind: Words, Help: help,
		Examples: []string{"arch:arm64", "arch:arm/v7", "arch:arm64,amd64"},
		Values: []string{
			"amd64", "arm64", "arm", "arm/v6", "arm/v7", "386", "ppc64le", "s390x", "riscv64",
			"loong64", "mips64le",
		},
		Read: readArchitecture,
		Strings: func(row *T, match func(string) bool) bool {
			return each(row, func(p hub.Platform) bool { return matchArchitecture(p, match) })
		},
	}
}

// OperatingSystem is a field that asks for the system of a row's platforms.
func OperatingSystem[T any](
	help string, each func(row *T, match func(hub.Platform) bool) bool,
) Field[T] {
	return Field[T]{
		Name: "os", Kind: Words, Help: help,
		Examples: []string{"os:windows"}, Values: []string{"linux", "windows", "darwin", "freebsd"},
		Read: func(word string) (string, error) {
			os, err := name.ParseOS(word)
			if _, _, mistaken := name.ParseArchitecture(word); err != nil && mistaken == nil {
				return "", errors.New("that is an architecture: expected arch:" + word)
			}
			return os, expected(err)
		},
		Strings: func(row *T, match func(string) bool) bool {
			return each(row, func(p hub.Platform) bool {
				return !p.IsUnknown() && match(p.Normal().OS())
			})
		},
	}
}

// readArchitecture gives arm64, arm/v7, or linux/arm64 where a system is named too.
func readArchitecture(word string) (string, error) {
	first, _, slashed := strings.Cut(word, "/")
	os, noSystem := name.ParseOS(first)
	switch {
	case noSystem == nil && !slashed:
		return "", errors.New("that is an operating system: expected os:" + os)
	case noSystem == nil:
		p, err := name.ParsePlatform(word)
		return p.String(), expected(err)
	}
	architecture, variant, err := name.ParseArchitecture(word)
	if variant != "" {
		architecture += "/" + variant
	}
	return architecture, expected(err)
}

func expected(err error) error {
	unknown, ok := errors.AsType[*name.UnknownPlatformError](err)
	if !ok {
		return err
	}
	return errors.New(
		"expected " + unknown.Expects + ", as " + strings.Join(unknown.Nearest, " or "),
	)
}

// unsaid are the variants that a platform has when none is named, but for arm, where it always is.
var unsaid = map[string]string{"amd64": "v1", "arm64": "v8"}

// matchArchitecture tries a platform's architecture with and without the variant and the system.
func matchArchitecture(p hub.Platform, match func(string) bool) bool {
	if p.IsUnknown() {
		return false
	}
	p = p.Normal()
	architecture, variant := p.Architecture(), p.Variant()
	if variant == "" {
		variant = unsaid[architecture]
	}
	words := []string{architecture, p.OS() + "/" + architecture}
	if variant != "" {
		words = append(words, architecture+"/"+variant, p.OS()+"/"+architecture+"/"+variant)
	}
	return slices.ContainsFunc(words, match)
}
