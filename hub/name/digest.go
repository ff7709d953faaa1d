package name

import (
	"encoding/hex"
	"errors"
)

const (
	digestPrefix = "sha256:"
	digestLength = len(digestPrefix) + 64
	shortDigest  = 12
)

var errDigest = errors.New("a digest is sha256: and 64 hexadecimal digits in lower case")

// Digest is the immovable name of a manifest or an index. Only sha256 can be held, in 32 bytes; the
// zero value is "unknown".
type Digest struct{ sum [32]byte }

// ParseDigest reads "sha256:" and 64 lower-case hexadecimal digits, not all of them zero.
func ParseDigest(s string) (Digest, error) {
	d, ok := DigestOf(s)
	if !ok || d.IsZero() {
		return Digest{}, errDigest
	}
	return d, nil
}

// DigestOf is ParseDigest without an error to make, for decoders.
func DigestOf[S string | []byte](s S) (Digest, bool) {
	var d Digest
	if len(s) != digestLength || string(s[:len(digestPrefix)]) != digestPrefix {
		return Digest{}, false
	}
	for i := range d.sum {
		high, low := nibble(s[len(digestPrefix)+2*i]), nibble(s[len(digestPrefix)+2*i+1])
		if high > 15 || low > 15 {
			return Digest{}, false
		}
		d.sum[i] = high<<4 | low
	}
	return d, true
}

func nibble(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return 0xff
}

// String is "sha256:…", or "" when the digest is unknown.
func (d Digest) String() string {
	if d.IsZero() {
		return ""
	}
	text := make([]byte, digestLength)
	copy(text, digestPrefix)
	hex.Encode(text[len(digestPrefix):], d.sum[:])
	return string(text)
}

// Sum is the digest's own 32 bytes, all zero when it is unknown.
func (d Digest) Sum() [32]byte { return d.sum }

// DigestOfSum is the digest with these 32 bytes; all zero is unknown.
func DigestOfSum(sum [32]byte) Digest { return Digest{sum} }

// Short is the first twelve hexadecimal digits, as docker shows them, or "".
func (d Digest) Short() string {
	if d.IsZero() {
		return ""
	}
	return hex.EncodeToString(d.sum[:shortDigest/2])
}

// IsZero reports whether the digest is unknown.
func (d Digest) IsZero() bool { return d == Digest{} }
