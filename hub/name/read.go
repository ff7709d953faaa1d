package name

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// longest is how many bytes of a line are looked at.
const longest = 2048

// Pasted is what a text names: one of a namespace, a reference, or a digest alone.
type Pasted struct {
	Namespace Namespace
	Reference Reference
	Digest    Digest // without its repository

	// Certain reports whether the text can be nothing else than what it was read as: an address, a
	// digest, a command, a line of a file. It is set beside an error too.
	Certain bool
	// IsWord reports whether it is a word alone, which may also be the name of a namespace: only
	// the Hub knows.
	IsWord bool
}

var (
	errEmpty = errors.New(
		"there is no name: write nginx, grafana/grafana, or grafana/ for a namespace",
	)
	errTooLong = fmt.Errorf(
		"a text of more than %d bytes is not read: paste the reference alone", longest,
	)
	errHidden = errors.New(
		"there are control characters in it: type the name instead of pasting it",
	)
	errLetters = errors.New("names on Docker Hub have no other letters than a to z: type the name instead of pasting it")
	errCutOff  = errors.New("the name is cut off: paste all of it")
	errSlash   = errors.New(
		"before the slash stands a namespace, as in grafana/ or grafana/grafana",
	)
	errNoTag    = errors.New("after the colon stands a tag, as in nginx:1.27")
	errLastDot  = errors.New("a dot at the end is taken for the end of a sentence: look for this tag in the list of its repository")
	errWords    = errors.New("not one reference: paste the reference alone, as namespace/name:tag")
	errRegistry = errors.New("that is the registry alone: write namespace/name after it")
	errAlone    = errors.New(
		"a digest alone does not tell its repository: write name@sha256:…, as in nginx@sha256:…",
	)
)

// Read reads whatever people paste: references, addresses of pages and of the API, digests,
// commands that name an image, lines of Dockerfiles and of YAML, with what stands around them.
// Capitals in names are made small. Of several lines only the first is read, as [FirstLine] has it.
// Where the text names a tag, the result has that tag, or there is an error.
func Read(text string) (Pasted, error) {
	line := FirstLine(text)
	switch {
	case line == "":
		return Pasted{}, errEmpty
	case len(line) > longest:
		return Pasted{}, errTooLong
	case strings.ContainsFunc(line, isHidden):
		return Pasted{}, errHidden
	}
	p, err := readLine(line)
	if err == nil && strings.HasSuffix(p.Reference.Tag, ".") {
		err = errLastDot
	}
	if err != nil {
		return Pasted{Certain: p.Certain}, err
	}
	return p, nil
}

// ReadReference reads what names a repository, a tag or an image. A text that docker itself reads
// as a reference is taken to the letter, with a dot at its end.
func ReadReference(text string) (Reference, error) {
	p, err := Read(text)
	if exact, ok := toTheLetter(text, p, err); ok {
		return exact, nil
	}
	switch {
	case err != nil:
		return Reference{}, err
	case !p.Digest.IsZero():
		return Reference{}, errAlone
	case p.Namespace != "":
		return Reference{}, fmt.Errorf("%s is a namespace: write %[1]s/name", p.Namespace)
	}
	return p.Reference, nil
}

// toTheLetter is what docker reads, where a dot at the end was taken for the end of a sentence or
// of what was cut off.
func toTheLetter(text string, p Pasted, err error) (Reference, bool) {
	if err != nil && !errors.Is(err, errCutOff) || err == nil && p.Reference.Tag == "" {
		return Reference{}, false
	}
	exact, unread := ParseReference(strings.TrimSpace(text))
	return exact, unread == nil && (err != nil || exact.Repository == p.Reference.Repository)
}

// ReadRepository reads what names a repository. A tag or a digest beside it is an error.
func ReadRepository(text string) (Repository, error) {
	r, err := ReadReference(text)
	switch {
	case err != nil:
		return Repository{}, err
	case r.Tag != "":
		return Repository{}, fmt.Errorf("%s names one tag; the repository is %s", r, r.Repository.Familiar())
	case !r.Digest.IsZero():
		return Repository{}, fmt.Errorf("%s names one image; the repository is %s", r, r.Repository.Familiar())
	}
	return r.Repository, nil
}

// FirstLine is the first line of a text that holds something: lines that a backslash continues, and
// those that say more of the same image (repository: and below it tag:), are joined, blanks of all
// kinds are one blank, and what cannot be seen at all is left out.
func FirstLine(text string) string {
	text = strings.NewReplacer(
		"\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n",
	).Replace(text)
	text = strings.ReplaceAll(text, "\\\n", " ")
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Map(func(r rune) rune {
			if isInvisible(r) {
				return -1
			}
			return r
		}, strings.ToValidUTF8(line, "\ufffd"))
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
		if len(lines) == mostLines {
			break
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return joinMapping(lines)
}

// mostLines is how many lines are looked at for what belongs to the first.
const mostLines = 16

// isInvisible reports characters of no width that pages and editors put between letters.
func isInvisible(r rune) bool {
	switch r {
	case '\ufeff', '\u200b', '\u200c', '\u200d', '\u2060', '\u00ad', '\u180e', '\u200e', '\u200f':
		return true
	}
	return r >= 0xfe00 && r <= 0xfe0f
}

// isHidden reports what changes how a text looks, and what no text has.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError
}

// bare is a word without quotes, brackets and the marks of a sentence around it; a second dot at
// the end shows that the word is cut off.
func bare(text string) (word string, whole bool) {
	const (
		both   = "\"'`“”‘’«»„‚‟‹›＂"
		before = both + "([{<（「『《〈【［"
		after  = both + ")]}>,;!?）」』》〉】］。，、；！？؟،"
	)
	for word = text; ; {
		next := strings.TrimRight(strings.TrimLeft(word, before), after)
		if inner, isStarred := strings.CutPrefix(next, "*"); isStarred { // 1.* is no tag 1
			next = strings.TrimRight(inner, "*")
		}
		if strings.HasSuffix(next, "/*") { // all of a namespace
			next = strings.TrimSuffix(next, "*")
		}
		if strings.HasSuffix(next, "..") || strings.Contains(next, "…") {
			return next, false
		}
		if next = strings.TrimSuffix(next, "."); next == word {
			return word, true
		}
		word = next
	}
}

// lazily compiles an expression when it is first needed: few runs read what somebody pasted, and
// every start would pay for all of them.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// placeholder is what stands for something that only its own program knows.
var placeholder = lazily(`\$\{[^}]*\}?|\$\([^)]*\)?|\$\w+|\{\{.*|\{\w*\}|<[^>\s]+>|%[A-Za-z_]{3,}%`)

// readWord reads a text without blanks.
func readWord(text string) (Pasted, error) {
	word, whole := bare(text)
	variable := ""
	if !isPlain(text) {
		variable = placeholder().FindString(text)
	}
	isOpen := strings.ContainsAny(word, "$<>{}*")
	switch {
	case word == "":
		return Pasted{}, errEmpty
	case !whole:
		return Pasted{}, errCutOff
	case variable != "" && (isOpen || variable[0] == '%'):
		return Pasted{Certain: true}, fmt.Errorf("what %s stands for is not known here: write the name itself", variable)
	case isOpen:
		return Pasted{}, errReference
	case strings.ContainsFunc(word, isForeign) && !strings.Contains(word, "//"):
		return Pasted{}, errLetters
	}
	if d, ok, err := readDigest(word); ok {
		return Pasted{Digest: d, Certain: err == nil}, err
	}
	if u, ok, err := address(word); ok {
		if err != nil {
			return Pasted{Certain: true}, err
		}
		p, err := readAddress(u)
		p.Certain = true
		return p, err
	}
	if rest, ok, err := cutScheme(word); ok {
		if err != nil {
			return Pasted{Certain: true}, err
		}
		p, err := readName(rest)
		p.Certain, p.IsWord = true, false
		return p, err
	}
	if key, value, ok := keyed(word); ok {
		return readKeyed(key, value)
	}
	return readName(word)
}

func isForeign(r rune) bool { return r >= utf8.RuneSelf }

var hexadecimal = lazily(`^[0-9a-f]+$`)

// readDigest reads sha256:…, sha256-… and 64 digits alone.
func readDigest(word string) (d Digest, ok bool, err error) {
	text := strings.TrimPrefix(strings.ToLower(word), "@")
	digits, named := strings.CutPrefix(text, "sha256:")
	if !named {
		digits, named = strings.CutPrefix(text, "sha256-")
	}
	switch {
	case strings.HasPrefix(text, "sha256-") && len(digits) > 64 && !hexadecimal().MatchString(digits):
		return Digest{}, true, errors.New("that is the tag of a signature or an attestation: write name:sha256-…")
	case !named && strings.HasPrefix(text, "sha512:"):
		return Digest{}, true, errOtherDigest
	case !named && (len(digits) != 64 || !hexadecimal().MatchString(digits)):
		return Digest{}, false, nil
	case len(digits) != 64 || !hexadecimal().MatchString(digits):
		return Digest{}, true, fmt.Errorf("a digest is sha256: and 64 hexadecimal digits, not %d", len(digits))
	}
	d, err = ParseDigest(digestPrefix + digits)
	return d, true, err
}
