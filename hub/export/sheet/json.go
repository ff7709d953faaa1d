package sheet

import (
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"tagboat/hub"
)

func appendObject[R any](dst []byte, columns []Column[R], row *R) []byte {
	dst = append(dst, '{')
	for i := range columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, columns[i].Name)
		dst = append(dst, ':')
		dst = appendValue(dst, columns[i].Value(row))
	}
	return append(dst, '}')
}

// appendValue writes null for what is unknown.
func appendValue(dst []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return appendString(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case bool:
		return strconv.AppendBool(dst, v)
	case hub.Digest:
		return appendKnown(dst, v.String())
	case hub.Timestamp:
		return appendKnown(dst, moment(v).String())
	case []string:
		return appendArray(dst, v, appendString)
	case Images:
		return appendArray(dst, v, appendImage)
	default:
		return appendString(dst, plain(v))
	}
}

func appendArray[E any](dst []byte, all []E, one func([]byte, E) []byte) []byte {
	dst = append(dst, '[')
	for i := range all {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = one(dst, all[i])
	}
	return append(dst, ']')
}

func appendImage(dst []byte, i Image) []byte {
	dst = appendString(append(dst, `{"platform":`...), i.Platform)
	dst = appendKnown(append(dst, `,"digest":`...), i.Digest.String())
	dst = strconv.AppendInt(append(dst, `,"size":`...), i.Size, 10)
	if i.Layers != nil {
		dst = appendArray(append(dst, `,"layers":`...), i.Layers, appendLayer)
	}
	return append(dst, '}')
}

func appendLayer(dst []byte, l Layer) []byte {
	dst = appendKnown(append(dst, `{"digest":`...), l.Digest.String())
	dst = strconv.AppendInt(append(dst, `,"size":`...), l.Size, 10)
	dst = appendString(append(dst, `,"instruction":`...), l.Instruction)
	return append(dst, '}')
}

func appendKnown(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, "null"...)
	}
	return appendString(dst, s)
}

// appendString writes a JSON string that means s, and in which whatever a terminal would obey or
// hide is escaped. encoding/json leaves DEL, the C1 controls and the characters that turn the
// direction of text as they are.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case isQuiet(r):
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
		r,
		unicode.Cc,
		unicode.Cf,
		unicode.Zl,
		unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point,
		unicode.Variation_Selector,
	)
}

func appendEscaped(dst []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	four := func(u rune) {
		dst = append(
			dst,
			'\\',
			'u',
			digits[u>>12&15],
			digits[u>>8&15],
			digits[u>>4&15],
			digits[u&15],
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
