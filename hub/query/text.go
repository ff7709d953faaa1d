package query

import (
	"bytes"
	"strings"
)

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
	return func(value string) bool {
		for _, w := range words {
			if strings.EqualFold(w, value) {
				return true
			}
		}
		return false
	}
}
