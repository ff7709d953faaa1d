package freshness

import "strings"

// token is a word or a number with the separators before it.
type token struct {
	before string // separators, empty where it is glued to the token before
	text   string
	number bool
}

func (t *token) glued() bool { return t.before == "" }

// behind reports whether one certain separator stands before it.
func (t *token) behind(separator string) bool { return t.before == separator }

const separators = ".-_+/"

// split takes a name apart into words and numbers.
func split(name string) []token {
	var tokens []token
	for name != "" {
		n := len(name) - len(strings.TrimLeft(name, separators))
		t := token{before: name[:n]}
		name = name[n:]
		if name != "" && isDigit(name[0]) {
			n = len(name) - len(strings.TrimLeft(name, digits))
			t.number = true
		} else if n = strings.IndexAny(name, digits+separators); n < 0 {
			n = len(name)
		}
		t.text, name = name[:n], name[n:]
		tokens = append(tokens, t)
	}
	return tokens
}

const digits = "0123456789"

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// versionStart is the first number that counts: one that is glued to no word but a v, and does not
// belong to a word such as nanoserver-1809. A single number gives way to a whole version:
// temurin-17-lein-2.11.2. It is -1 where there is none.
func versionStart(tokens []token) int {
	first := -1
	for i := range tokens {
		if !tokens[i].number || i > 0 && !isFree(tokens, i, first < 0) {
			continue
		}
		n := dotted(tokens[i:])
		if first < 0 && (n > 1 || numberOf(tokens[i].text).isDate()) || n >= whole {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// dotted counts the numbers at the beginning that are joined by points.
func dotted(tokens []token) int {
	for i := range tokens {
		if t := &tokens[i]; i > 0 && (!t.number || !t.behind(".")) {
			return i
		}
	}
	return len(tokens)
}

// isFree reports whether a number behind another token may begin a version. Behind a number it may
// where that is a word's: p9-20200302.
func isFree(tokens []token, i int, isFirst bool) bool {
	t, before := &tokens[i], &tokens[i-1]
	switch {
	case t.glued():
		return isV(tokens, i-1)
	case before.number:
		return isFirst && !t.behind(".")
	}
	return !named[strings.ToLower(before.text)] || numberOf(t.text).isDate()
}

// isV reports whether a token is the v of v1.2.3.
func isV(tokens []token, i int) bool {
	t := &tokens[i]
	return strings.EqualFold(t.text, "v") && (i == 0 || !t.glued())
}

// named are words whose number is a part of their name, also behind a separator.
var named = set(`
	alpine debian ubuntu centos fedora rockylinux rocky almalinux oraclelinux ol ubi el rhel
	amazonlinux al
	suse sles opensuse leap bci photon wolfi busybox
	windows windowsservercore nanoserver servercore ltsc otp`)

// bases are systems of which a newer release in the same line serves as well.
var bases = set(`alpine debian ubi rockylinux almalinux oraclelinux`)

// revisions are words that count builds of one version, glued to their number or, where they are
// long, behind a separator too.
var revisions = set(`r b u p t ls sp cu rev build patch post update revision hotfix`)

const shortRevision = 2 // letters

func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}
