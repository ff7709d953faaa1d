package query

import (
	"strings"

	"tagboat/hub"
)

// IsNoise reports whether a tag is one that people seldom look for: one that holds a signature, an
// attestation or a bill of materials of another image, or one that the Hub calls inactive.
func IsNoise(t *hub.Tag) bool {
	return IsSignature(t.Name) || t.Status.String() == "inactive"
}

// IsSignature reports whether a tag's name is made from another image's digest: sha256-<64
// hexadecimal digits>, alone (the referrers of an image, as the OCI distribution specification
// names them) or followed by .sig, .att or .sbom (cosign).
func IsSignature(name string) bool {
	rest, ok := strings.CutPrefix(name, "sha256-")
	if !ok || len(rest) < 64 {
		return false
	}
	for i := range 64 {
		if c := rest[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	switch rest[64:] {
	case "", ".sig", ".att", ".sbom":
		return true
	}
	return false
}
