package name

// Names come from the Hub and go to the clipboard, into commands and into files. One that no
// reference can have (a blank, a line break, a command in brackets) names nothing that could be
// pulled: its row is malformed, and counted as that.

const longestTag = 128

// IsTag reports whether b can be a tag: 128 letters, digits, _ . - of which the first is neither .
// nor - (reference grammar).
func IsTag(b []byte) bool {
	if len(b) == 0 || len(b) > longestTag || b[0] == '.' || b[0] == '-' {
		return false
	}
	for _, c := range b {
		if !isLower(c) && (c < 'A' || c > 'Z') && c != '_' && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

// IsPath reports whether b can be a namespace or a repository: lower-case letters and digits with
// one . or _, two __ or any number of
// - between them (reference grammar); at most 255 in all.
func IsPath(b []byte) bool {
	if len(b) == 0 || len(b) > Longest {
		return false
	}
	for i := 0; i < len(b); {
		if !isLower(b[i]) {
			return false
		}
		for i < len(b) && isLower(b[i]) {
			i++
		}
		if i == len(b) {
			return true
		}
		between := i
		for i < len(b) && b[i] == b[between] {
			i++
		}
		if !isSeparator(b[between], i-between) {
			return false
		}
	}
	return false
}

func isSeparator(c byte, times int) bool {
	switch c {
	case '-':
		return true
	case '_':
		return times <= 2
	default:
		return c == '.' && times == 1
	}
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// IsPlatformWord reports whether s can be a part of a platform as docker's --platform takes it, or
// nothing.
func IsPlatformWord(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !isLower(c) && (c < 'A' || c > 'Z') && c != '_' && c != '.' && c != '-' {
			return false
		}
	}
	return true
}
