package query

import (
	"bytes"
	"strings"
)

// otherNames are what else people call an architecture; the Hub knows the names on the right.
var otherNames = map[string]string{"x86_64": "amd64", "x64": "amd64", "aarch64": "arm64", "x86": "386", "i386": "386"}

// wordMatcher accepts a value that is one of the folded words or, for text, has one as a part.
func wordMatcher(words []string, part bool) func(string) bool {
	if part {
		needles := make([][]byte, len(words))
		for i, w := range words {
			needles[i] = []byte(w)
		}
		return func(value string) bool {
			var room [64]byte
			folded := Fold(room[:0], value)
			for _, n := range needles {
				if bytes.Contains(folded, n) {
					return true
				}
			}
			return false
		}
	}
	whole := words
	for _, w := range words {
		if known, ok := otherNames[w]; ok {
			whole = append(whole, known)
		}
	}
	return func(value string) bool {
		for _, w := range whole {
			if strings.EqualFold(w, value) {
				return true
			}
		}
		return false
	}
}
