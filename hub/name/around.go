package name

import (
	"errors"
	"slices"
	"strings"
)

// mapped is one key of an image, on a line of its own: repository, and tag below it.
var mapped = lazily(`^[{\s-]*["']?(\w+)["']?: ?(.*?)[\s,]*$`)

// beneath are keys of an image that may stand between those that name it.
var beneath = strings.Fields("pullpolicy imagepullpolicy pullsecrets imagepullsecrets debug")

// set is a variable of a shell, of a file of variables or of a Dockerfile, and continued what only
// the line before gives a sense: its tag in a variable of its own, or on a line of its own.
var (
	set       = lazily(`(?i)^(?:(?:export|set|arg|env) )?\w+=`)
	continued = lazily(`(?i)^(?:(?:export|set|arg|env) )?\w*(?:tag|version|digest)=.`)
	severed   = lazily(`^(?::[\w.-]+|@sha256:.*)$`)
)

// joinMapping puts what several lines say of one image on the first of them, so that no tag on the
// next line is lost.
func joinMapping(lines []string) string {
	if len(lines) == 1 && !strings.Contains(lines[0], ":") {
		return lines[0]
	}
	if len(lines) > 1 &&
		(set().MatchString(lines[0]) && continued().MatchString(lines[1]) ||
			severed().MatchString(lines[1])) {
		return lines[0] + " " + lines[1] // which is not one reference
	}
	said, joined := map[string]bool{}, []string{}
	for i, line := range lines {
		if code, _, found := strings.Cut(" "+line, " #"); found {
			line = strings.TrimSpace(code)
		}
		found := mapped().FindStringSubmatch(line)
		switch {
		case line == "" || strings.HasPrefix(line, "- ") && i > 0:
			continue
		case found == nil:
			return orFirst(joined, lines)
		}
		key := strings.ToLower(found[1])
		isPart := slices.Contains([]string{"repository", "tag", "digest", "registry"}, key)
		switch {
		case i == 0 && isImageKey(key), isPart && !said[key]:
			if said[key] = true; found[2] != "" && found[2] != "{" {
				joined = append(joined, line)
			}
		case i == 0 || !slices.Contains(beneath, key):
			return orFirst(joined, lines)
		}
	}
	return orFirst(joined, lines)
}

func orFirst(joined, lines []string) string {
	if len(joined) == 0 || len(joined) == 1 && mapped().MatchString(lines[0]) &&
		joined[0] == lines[0] {
		return lines[0]
	}
	return strings.Join(joined, " ")
}

// prompt is what a shell writes before a command, where the command itself is known.
var prompt = lazily(`^ *(?:[(\[]?[\w.-]+@[\w.-]+[^$#%>]*[$#%>] *` +
	`|[A-Za-z]:\\[^>]*> *|[➜→] +[^ ]+ |(?:[~/][^ ]*|(?:ba|da|z|k)?sh-[\d.]+) ?[$#%] +)`)

func cutPrompt(line string) (rest string, ok bool) {
	shell := prompt().FindString(line)
	if strings.Contains(shell, "@sha") { // a digest, and a comment
		return line, false
	}
	rest = line[len(shell):]
	words := withoutPrompt(strings.Fields(rest))
	return rest, rest != line && len(words) > 0 && toolOf(words[0]) != nil
}

// cutComment takes a comment off a line of a Dockerfile, of YAML, or of a shell.
func cutComment(line string) (code string, ok bool) {
	code, _, ok = strings.Cut(line, " #")
	words := strings.Fields(code)
	if !ok || len(words) < 2 || strings.Count(code, `"`)%2 > 0 || strings.Count(code, "'")%2 > 0 {
		return line, false
	}
	first := strings.ToLower(words[0])
	key := strings.Trim(strings.TrimSuffix(first, ":"), `"'{`)
	isKey := strings.HasSuffix(first, ":") &&
		(isImageKey(key) || key == "repository" || key == "uses")
	return code, first == "from" || isKey || toolOf(withoutPrompt(words)[0]) != nil
}

// beside looks at what stands beside the part of a line that was read. A tag that is named there is
// the one that is meant, or one too many.
func beside(p Pasted, err error, rest string) (Pasted, error) {
	if err != nil || p.Reference == (Reference{}) {
		return p, err
	}
	for _, word := range strings.FieldsFunc(rest, isBetween) {
		word, _ = bare(word)
		other, err := ParseReference(small(word))
		_, isElsewhere := errors.AsType[*ElsewhereError](err)
		isHour := !strings.ContainsAny(word, letters+"/")
		isPlain := other.Tag == "" && other.Digest.IsZero() || isHour
		switch {
		case err != nil && strings.HasPrefix(small(word), p.Reference.Repository.Familiar()+":"):
			return Pasted{Certain: true}, errWords
		case isElsewhere:
			return Pasted{Certain: true}, errSeveral
		case err != nil || isPlain:
		case other.Repository != p.Reference.Repository, !p.takes(other):
			return Pasted{Certain: true}, errSeveral
		default:
			p.Reference, p.IsWord = other, false
		}
	}
	return p, nil
}

const letters = "abcdefghijklmnopqrstuvwxyz"

func isBetween(r rune) bool { return strings.ContainsRune(" ()[]<>|`", r) }

// takes reports whether what else names a tag or an image contradicts nothing that was read.
func (p Pasted) takes(other Reference) bool {
	r := p.Reference
	return (r.Tag == "" || r.Tag == other.Tag) && (r.Digest.IsZero() || r.Digest == other.Digest)
}
