package query

import (
	"math"
	"strconv"
	"strings"

	"tagboat/hub"
)

// digestPrefix is the start of a digest: a whole one, or some of its hexadecimal digits.
type digestPrefix struct {
	hex   string // without "sha256:"; empty: every known digest
	whole hub.Digest
}

const (
	digestAlgorithm = "sha256:"
	digestDigits    = 64
)

func readDigestPrefix(text string) (digestPrefix, bool) {
	text = strings.ToLower(text)
	if text != "" && text[0] == digestAlgorithm[0] && strings.HasPrefix(digestAlgorithm, text) {
		return digestPrefix{}, true
	}
	p := digestPrefix{hex: strings.TrimPrefix(text, digestAlgorithm)}
	if p.hex == "" || len(p.hex) > digestDigits || strings.Trim(p.hex, "0123456789abcdef") != "" {
		return p, false
	}
	if len(p.hex) == digestDigits {
		p.whole, _ = hub.ParseDigest(digestAlgorithm + p.hex)
	}
	return p, true
}

// startsAny reports whether a digest starts as one of the prefixes. A whole digest is compared as
// bytes; writing one out takes some hundred nanoseconds.
func startsAny(d hub.Digest, prefixes []digestPrefix) bool {
	if d.IsZero() {
		return false
	}
	text := ""
	for i := range prefixes {
		p := &prefixes[i]
		if p.hex == "" || p.whole == d {
			return true
		}
		if !p.whole.IsZero() {
			continue
		}
		if text == "" {
			text = d.String()[len(digestAlgorithm):]
		}
		if strings.HasPrefix(text, p.hex) {
			return true
		}
	}
	return false
}

// Fingerprint is the first four bytes of a known digest as a number, for lists that search many
// digests.
func Fingerprint(d hub.Digest) uint32 {
	first, err := strconv.ParseUint(d.Short()[:fingerprintDigits], 16, 32)
	if err != nil {
		return 0
	}
	return uint32(first)
}

const fingerprintDigits = 8

// FingerprintRange are the fingerprints, both ends included, of the digests that a prefix finds.
type FingerprintRange struct {
	Low, High uint32
	Sure      bool // the fingerprint is enough; otherwise the whole digest must be asked
}

func (p digestPrefix) fingerprints() FingerprintRange {
	if p.hex == "" {
		return FingerprintRange{High: math.MaxUint32, Sure: true}
	}
	digits := p.hex[:min(len(p.hex), fingerprintDigits)]
	number, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return FingerprintRange{High: math.MaxUint32}
	}
	open := 4 * (fingerprintDigits - len(digits))
	low := uint32(number) << open
	return FingerprintRange{low, low | (1<<open - 1), len(p.hex) <= fingerprintDigits}
}
