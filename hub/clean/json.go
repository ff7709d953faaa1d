package clean

import (
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// AppendJSON appends a JSON string that means s, in which whatever a terminal would obey or hide is
// escaped. encoding/json leaves DEL, the C1 controls and the characters that turn the direction of
// text as they are. Invalid UTF-8 becomes U+FFFD.
func AppendJSON(dst []byte, s string) []byte { return appendString(dst, s, isQuiet) }

// AppendASCII is AppendJSON with nothing but ASCII: what is pasted shows no letter that only looks
// like another.
func AppendASCII(dst []byte, s string) []byte {
	return appendString(dst, s, func(r rune) bool { return isQuiet(r) || r > unicode.MaxASCII })
}

func appendString(dst []byte, s string, isEscaped func(rune) bool) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case isEscaped(r):
			dst = appendEscaped(dst, r)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

// isQuiet reports whether a character draws nothing.
func isQuiet(r rune) bool {
	if r >= ' ' && r < 0x7f {
		return false
	}
	return unicode.In(
		r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector,
	)
}

func appendEscaped(dst []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	four := func(u rune) {
		dst = append(
			dst, '\\', 'u', digits[u>>12&15], digits[u>>8&15], digits[u>>4&15], digits[u&15],
		)
	}
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		four(high)
		four(low)
		return dst
	}
	four(r)
	return dst
}
