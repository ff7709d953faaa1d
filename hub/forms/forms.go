// Package forms writes down a tag in every way that people paste it somewhere: references,
// commands, lines of configuration, addresses of pages, JSON. It is pure.
//
// Whatever is returned is safe to paste: references and commands are there only when
// distribution/reference reads them back as what they are meant to be, so a tag whose name is no
// tag's (foreign text) has none of them, and nothing but ASCII is ever written. A form whose digest
// is unknown is left out.
package forms

import (
	"cmp"
	"regexp"
	"strings"

	"tagboat/hub"
)

// Subject is what forms are made of.
type Subject struct {
	Repository hub.RepositoryName
	Tag        hub.Tag
	Now        string // the most specific name of the same image; "": the tag's own
	Gone       bool   // the Hub had it, and has it no more
	Elsewhere  bool   // on another Hub than Docker's, whose web pages are not known
	Past       bool   // the tag was this image, and may be another: pinned forms alone are right
	// of one of the tag's images: whose manifest and pull command are wanted; zero: no one's
	Platform hub.Platform
	// which of them, where several are for one platform; zero: there is one, or none is meant
	Manifest hub.Digest
}

// Form is one text to copy.
type Form struct {
	Letter string // names the form for a menu; the same form has the same letter for every tag
	Name   string
	Note   string // what to know before using it; mostly empty
	Text   string
}

// The letters. A pinned form has the capital of the same form without its digest.
const (
	PinnedNow        = "n"
	Pinned           = "p"
	Familiar         = "f"
	Canonical        = "c"
	PinnedFrom       = "R"
	PinnedCompose    = "O"
	PinnedKubernetes = "K"
	PinnedPull       = "U"
	PinnedMarkdown   = "M"
	From             = "r"
	Compose          = "o"
	Kubernetes       = "k"
	Pull             = "u"
	Markdown         = "m"
	PullForPlatform  = "a"
	PlatformDigest   = "d"
	TagsPage         = "w"
	LayersPage       = "l"
	JSON             = "j"
)

const (
	always   = "always this very image"
	exact    = "the most specific name of the same image, and its digest: " + always
	registry = "names the registry: not every cluster takes Docker Hub for granted"
)

// table writes each form; an empty text is none.
var table = []struct {
	letter, name, note string // "%s" stands for the platform, "%n" for the name now, "%t" for the tag
	write              func(s Subject) string
}{
	{PinnedNow, "pinned as %n", exact, Subject.pinnedNow},
	{Pinned, "pinned as %t", always, func(s Subject) string {
		return pinned(s.tag(), s.Tag.Digest)
	}},
	{Familiar, "familiar", "", func(s Subject) string { return familiar(s.tag()) }},
	{Canonical, "canonical", "", func(s Subject) string { return canonical(s.tag()) }},
	{PinnedFrom, "Dockerfile, pinned", exact, func(s Subject) string {
		return after("FROM ", s.pinnedNow())
	}},
	{PinnedCompose, "Compose, pinned", exact, func(s Subject) string {
		return after("image: ", s.pinnedNow())
	}},
	{PinnedKubernetes, "Kubernetes, pinned", exact + "; " + registry, func(s Subject) string {
		return after("image: ", s.pinnedWhole())
	}},
	{PinnedPull, "docker pull, pinned", exact, func(s Subject) string {
		return after("docker pull ", s.pinnedNow())
	}},
	{PinnedMarkdown, "Markdown, pinned", exact, func(s Subject) string {
		return s.markdown(s.pinnedNow())
	}},
	{From, "Dockerfile", "", func(s Subject) string { return after("FROM ", familiar(s.tag())) }},
	{Compose, "Compose", "", func(s Subject) string {
		return after("image: ", scalar(familiar(s.tag())))
	}},
	{Kubernetes, "Kubernetes", registry, func(s Subject) string {
		return after("image: ", scalar(canonical(s.tag())))
	}},
	{Pull, "docker pull", "", func(s Subject) string {
		return after("docker pull ", familiar(s.tag()))
	}},
	{Markdown, "Markdown", "", func(s Subject) string { return s.markdown(familiar(s.tag())) }},
	{PullForPlatform, "docker pull for %s", "", Subject.pullForPlatform},
	{PlatformDigest, "digest for %s", "breaks other architectures", Subject.platformDigest},
	{TagsPage, "web page of the tags", "", func(s Subject) string {
		return s.web(TagsURL(s.Repository))
	}},
	{
		LayersPage, "web page of the layers", "for %s",
		func(s Subject) string { return s.web(LayersURL(s.Repository, s.Tag.Name, s.manifest())) },
	},
	{JSON, "JSON", "", object},
}

// Letters are those of all forms.
func Letters() string {
	var all strings.Builder
	for _, row := range table {
		all.WriteString(row.letter)
	}
	return all.String()
}

// IsName reports whether a form has a name for some tag, in whatever letters.
func IsName(name string) bool {
	name = strings.ToLower(name)
	for _, row := range table {
		before, _, varies := strings.Cut(strings.ToLower(row.name), "%")
		if name == before || varies && strings.HasPrefix(name, before) {
			return true
		}
	}
	return false
}

// Of lists the forms that a subject has, the one that stays what it is first. JSON is always there;
// a tag that is the most specific name itself is pinned under one name.
func Of(s Subject) []Form {
	forms := make([]Form, 0, len(table))
	named := strings.NewReplacer(
		"%s", s.Platform.String(), "%n", s.now().Tag, "%t", s.Tag.Name,
	)
	for _, row := range table {
		twice := row.letter == PinnedNow && s.now() == s.tag()
		if text := row.write(s); text != "" && !twice && s.has(row.letter) {
			forms = append(
				forms,
				Form{row.letter, named.Replace(row.name), named.Replace(row.note), text},
			)
		}
	}
	return forms
}

// Text is the form of a letter; false when the subject has no such form.
func Text(s Subject, letter string) (string, bool) {
	for _, row := range table {
		if row.letter == letter {
			if !s.has(letter) {
				return "", false
			}
			text := row.write(s)
			return text, text != ""
		}
	}
	return "", false
}

// pinnedForms are the letters of those that name a digest, whatever the tag is by now.
const pinnedForms = PinnedNow + Pinned + PinnedFrom + PinnedCompose + PinnedKubernetes +
	PinnedPull + PinnedMarkdown

func (s Subject) has(letter string) bool {
	return !s.Past || strings.Contains(pinnedForms, letter)
}

// web is a page of Docker Hub, if that is where the subject is.
func (s Subject) web(page string) string {
	if s.Elsewhere {
		return ""
	}
	return page
}

func (s Subject) tag() hub.Reference {
	return hub.Reference{Repository: s.Repository, Tag: s.Tag.Name}
}

func (s Subject) now() hub.Reference {
	return hub.Reference{Repository: s.Repository, Tag: cmp.Or(s.Now, s.Tag.Name)}
}

func (s Subject) pinnedNow() string { return pinned(s.now(), s.Tag.Digest) }

// pinnedWhole is the same in full.
func (s Subject) pinnedWhole() string {
	if s.pinnedNow() == "" {
		return ""
	}
	r := s.now()
	r.Digest = s.Tag.Digest
	return canonical(r)
}

// markdown is a link to the page of the tags. It has no code in it, whose signs mean something to a
// shell.
func (s Subject) markdown(reference string) string {
	page := s.web(TagsURL(s.Repository))
	if reference == "" || page == "" {
		return ""
	}
	return "[" + reference + "](" + page + ")"
}

// image is the tag's entry for the platform; false where it cannot be told which of several is
// meant.
func (s Subject) image() (image hub.Image, ok bool) {
	for i := range s.Tag.Platforms() {
		switch {
		case i.Platform != s.Platform || !s.Manifest.IsZero() && i.Digest != s.Manifest:
		case ok && i.Digest != image.Digest:
			return hub.Image{}, false
		default:
			image, ok = i, true
		}
	}
	return image, ok
}

func (s Subject) manifest() hub.Digest {
	i, _ := s.image()
	return i.Digest
}

func (s Subject) platformDigest() string {
	d := s.manifest()
	if d.IsZero() {
		return ""
	}
	return familiar(hub.Reference{Repository: s.Repository, Digest: d})
}

func (s Subject) pullForPlatform() string {
	if _, there := s.image(); !there || !isPlain(s.Platform) {
		return ""
	}
	return after("docker pull --platform "+s.Platform.String()+" ", familiar(s.tag()))
}

// plainWord is what docker takes for a word of a platform, with no dash in front that would make it
// an option.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)

// isPlain refuses platforms that would mean something to a shell: their words are foreign text.
func isPlain(p hub.Platform) bool {
	for word := range strings.SplitSeq(p.String(), "/") {
		if !plainWord.MatchString(word) {
			return false
		}
	}
	return true
}

func after(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}

// scalar quotes what YAML would take for a number: 12:30 counts minutes there.
func scalar(text string) string {
	if text != "" && strings.Trim(text, "0123456789:._-") == "" {
		return `"` + text + `"`
	}
	return text
}
