package query

import (
	"unicode"
	"unicode/utf8"
)

// Fold appends name to dst in lower case, byte for byte in its old place: a letter whose lower case
// is longer or shorter stays as it is, and so do bytes that are not UTF-8. So a span found in a
// folded name is a span of the name.
func Fold(dst []byte, name string) []byte {
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(name[i:])
		if low := unicode.ToLower(r); r != utf8.RuneError && utf8.RuneLen(low) == size {
			dst = utf8.AppendRune(dst, low)
		} else {
			dst = append(dst, name[i:i+size]...)
		}
		i += size
	}
	return dst
}
