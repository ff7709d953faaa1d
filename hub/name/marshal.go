package name

import (
	"errors"
	"strings"
)

var errPlatform = errors.New(
	"a platform is os/architecture[/variant], or os(version)/architecture[/variant]",
)

// MarshalText is "sha256:…", or nothing where the digest is unknown.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Digest) UnmarshalText(text []byte) (err error) {
	*d = Digest{}
	if len(text) > 0 {
		*d, err = ParseDigest(string(text))
	}
	return err
}

// MarshalText is os/architecture[/variant], the version of the operating system behind its name:
// windows(10.0.20348.2849)/amd64.
func (p Platform) MarshalText() ([]byte, error) {
	v := p.value()
	if v.osVersion != "" {
		v.os += "(" + v.osVersion + ")"
	}
	return []byte(v.os + "/" + v.machine()), nil
}

// UnmarshalText reads what MarshalText wrote, to the letter; what people call a platform is read by
// [ParsePlatform].
func (p *Platform) UnmarshalText(text []byte) error {
	os, machine, found := strings.Cut(string(text), "/")
	architecture, variant, _ := strings.Cut(machine, "/")
	version := ""
	if name, rest, versioned := strings.Cut(os, "("); versioned {
		os, version = name, strings.TrimSuffix(rest, ")")
	}
	for _, word := range []string{os, version, architecture, variant} {
		found = found && IsPlatformWord(word)
	}
	if !found || os == "" || architecture == "" {
		return errPlatform
	}
	*p = NewPlatform(os, architecture, variant, version)
	return nil
}

// MarshalText is namespace/name.
func (r Repository) MarshalText() ([]byte, error) {
	if r == (Repository{}) {
		return nil, nil
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads namespace/name.
func (r *Repository) UnmarshalText(text []byte) (err error) {
	namespace, name, _ := strings.Cut(string(text), "/")
	switch {
	case len(text) == 0:
		*r = Repository{}
	case IsPath([]byte(namespace)) && IsPath([]byte(name)):
		*r = Repository{Namespace: Namespace(namespace), Name: name}
	default:
		_, err = ParseRepository(string(text))
		if err == nil {
			err = errors.New("a repository is namespace/name")
		}
	}
	return err
}

// MarshalText is the canonical form: docker.io/library/nginx:1.27@sha256:….
func (r Reference) MarshalText() ([]byte, error) {
	if r == (Reference{}) {
		return nil, nil
	}
	return []byte(r.Canonical()), nil
}

// UnmarshalText reads what docker reads as a reference.
func (r *Reference) UnmarshalText(text []byte) (err error) {
	*r = Reference{}
	if len(text) > 0 {
		*r, err = ParseReference(string(text))
	}
	return err
}
