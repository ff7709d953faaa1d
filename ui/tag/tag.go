// Package tag is what a tag really is: its index, its platforms, and which
// other tags are the same.
package tag

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/query"
	"tagboat/hub/siblings"
	"tagboat/ui/copyas"
	"tagboat/ui/layers"
	"tagboat/ui/listing"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
	"tagboat/ui/timeline"
)

// Subject is a tag with what its repository's list knows about it.
type Subject struct {
	Repository hub.RepositoryName
	Tag        hub.Tag
	Index      *siblings.Index
	SoFar      bool // the list has not loaded every tag
	Abroad     bool // the list is not that of its repository, and the crumbs do not tell that
	// KnownAt is when the tag was known; zero where the Hub told of it since.
	KnownAt    time.Time
	IsGone     bool // the list has it no more
	PullsKnown bool // its pulls are as they were when the list was read earlier
}

func (s Subject) title() string {
	if s.Abroad {
		return s.Repository.Name + ":" + s.Tag.Name
	}
	return s.Tag.Name
}

// Forms is the subject for the copy menu, as one platform sees it; the digest tells which image is
// meant where several are for that platform.
func (s Subject) Forms(platform hub.Platform, manifest hub.Digest) forms.Subject {
	return forms.Subject{
		Repository: s.Repository, Tag: s.Tag, Now: s.Index.Representative(s.Tag.Name),
		Platform: platform, Manifest: manifest, Gone: s.IsGone,
	}
}

// Mine is the platform of a tag's that a pull on this machine takes, or no platform.
func (s Subject) Mine(machine hub.Platform) hub.Platform {
	var all []hub.Platform
	for image := range s.Tag.Platforms() {
		all = append(all, image.Platform)
	}
	if at := machine.Choose(all); at >= 0 {
		return all[at]
	}
	return hub.Platform{}
}

// New shows a tag; nothing is asked for what its row already told.
func New(env screen.Env, s Subject) screen.Screen {
	d := &details{env: env, subject: s}
	return listing.New(env, listing.Config[hub.Image]{
		Name:    listName,
		Title:   s.title(),
		Noun:    "platforms",
		Listing: d.platforms(),
		Schema:  schema(),
		Columns: columns(),
		Empty: "The Hub names no platforms of this tag. It may have been pushed a moment ago; " +
			env.Keys.List.Reload.Help().Key + " asks again.",
		Open: func(i hub.Image) { env.Push(layers.New(env, s.Repository, s.Tag.Name, i)) },
		Reference: func(hub.Image) string {
			return forms.Reference(hub.Reference{Repository: s.Repository, Tag: s.Tag.Name})
		},
		Of:    places.Of(hub.Reference{Repository: s.Repository, Tag: s.Tag.Name}),
		Above: d.above,
		About: func(about any) { d.subject, _ = about.(Subject) },
		Row: func(i hub.Image) own.Row {
			return own.OfPlatform(export.TagRow{Repository: s.Repository, Tag: d.subject.Tag}, i)
		},
		Actions: []listing.Action[hub.Image]{
			{Key: &env.Keys.Tag.CopyAs, Do: func(chosen []hub.Image) tea.Cmd {
				env.Push(copyas.New(env, d.forms(chosen)))
				return nil
			}, Offers: func(chosen []hub.Image) []screen.Offer {
				return copyas.Offers(env, d.forms(chosen)[0], func() []forms.Subject {
					return d.forms(chosen)
				})
			}},
			{Key: &env.Keys.Tag.CopyAgain, Do: func(chosen []hub.Image) tea.Cmd {
				copyas.Again(env, d.forms(chosen))
				return nil
			}},
			{Key: &env.Keys.Tag.History, Whole: true, Do: func([]hub.Image) tea.Cmd {
				of := hub.Reference{Repository: s.Repository, Tag: s.Tag.Name}
				env.Push(timeline.New(env, of))
				return nil
			}},
			{Key: &env.Keys.Tag.Web, Do: func(chosen []hub.Image) tea.Cmd {
				env.Browse(forms.LayersURL(s.Repository, s.Tag.Name, chosen[0].Digest))
				return nil
			}},
			{Key: &env.Keys.Tag.Pull, Do: func([]hub.Image) tea.Cmd {
				env.Pull(hub.Reference{Repository: s.Repository, Tag: s.Tag.Name})
				return nil
			}, Can: func() bool { return env.NoPull() == "" }},
		},
	})
}

// details are the lines above the platforms.
type details struct {
	env     screen.Env
	subject Subject
}

// forms are made of the first of the chosen platforms.
func (d *details) forms(chosen []hub.Image) []forms.Subject {
	return []forms.Subject{d.subject.Forms(chosen[0].Platform, chosen[0].Digest)}
}

// platforms are those of the row the first time, and the Hub's newest word
// when asked again, each with the tag that they are of.
func (d *details) platforms() hub.Listing[hub.Image] {
	s, client := d.subject, d.env.Hub
	fetch := func(ctx context.Context) ([]hub.Image, any, error) {
		tag, err := d.env.Index.ReadTag(ctx, client, s.Repository, s.Tag.Name)
		now := Subject{Repository: s.Repository, Tag: tag, Index: s.Index, SoFar: s.SoFar}
		return imagesOf(tag), now, err
	}
	key := func(i hub.Image) string {
		return i.Platform.String() + i.Platform.OSVersion() + i.Digest.String()
	}
	listing := hub.WholeAbout("read tag "+s.Tag.Name, fetch, key)
	if s.Tag.NamesOnly {
		return listing
	}
	images := imagesOf(s.Tag)
	return listing.Primed(hub.Page[hub.Image]{
		Number: 1, Rows: images, Count: len(images), Last: true, About: s,
	})
}

// imagesOf are a tag's platforms or, of an artefact, which is built for none, all that it holds.
func imagesOf(tag hub.Tag) []hub.Image {
	if images := slices.Collect(tag.Platforms()); len(images) > 0 {
		return images
	}
	return tag.Images
}

func (d *details) above(width int) []string {
	const margin = "  "
	t, now := &d.subject.Tag, d.env.Now()
	var lines []string
	tell := func(role theme.Role, s string) {
		for _, line := range d.env.Theme.Wrap(role, clean.Line(s), width-2*len(margin)) {
			lines = append(lines, margin+line)
		}
	}
	tell(theme.Strong, hub.Reference{Repository: d.subject.Repository, Tag: t.Name}.Familiar())
	tell(theme.Plain, strings.TrimSpace(kind(t)+" "+t.Digest.String()))
	again := d.env.Keys.List.Reload.Help().Key + " asks the Hub"
	switch {
	case d.subject.IsGone:
		tell(theme.Warn, "gone, or not visible any more; this is what was known of it")
	case !d.subject.KnownAt.IsZero():
		tell(theme.Warn, d.env.Clock().AsOf(d.subject.KnownAt, now)+"; "+again)
	}
	pulls := ", as far as the Hub says"
	if d.subject.PullsKnown && !d.subject.IsGone {
		pulls = ", as far as is known"
		if d.subject.KnownAt.IsZero() {
			pulls += "; " + again
		}
	}
	tell(theme.Dim, "pushed "+Age(t.Pushed, d.env)+By(t.UpdatedBy)+" · last pulled "+
		Age(t.Pulled, d.env)+pulls)
	tell(theme.Dim, totals(t))
	for _, same := range d.subject.Siblings() {
		tell(theme.Plain, same)
	}
	return append(lines, "")
}

// Siblings names the tags that are the same, a line for each of the three words
// for how much.
func (s Subject) Siblings() []string {
	var lines []string
	for level := siblings.SameImage; level <= siblings.SameForMine; level++ {
		names := s.Index.Of(s.Tag.Name).At(level)
		if len(names) == 0 {
			continue
		}
		word := s.Index.Word(level)
		if s.SoFar {
			word += ", so far"
		}
		lines = append(lines, clean.Line(word+": "+strings.Join(names, "  ")))
	}
	return lines
}

// kind names what the digest is of.
func kind(t *hub.Tag) string {
	switch media := t.MediaType.String(); {
	case strings.Contains(media, "image.index"):
		return "OCI index"
	case strings.Contains(media, "manifest.list"):
		return "Docker manifest list"
	case t.Digest.IsZero():
		return "The Hub does not tell the digest."
	default:
		return "manifest"
	}
}

// totals says what the sizes below are, and what they add up to.
func totals(t *hub.Tag) string {
	var sum int64
	n := 0
	for image := range t.Platforms() {
		sum += image.Size
		n++
	}
	switch {
	case n == 0 && t.ContentType.String() != "" && t.ContentType.String() != "image":
		return "an artefact of " + article(t.ContentType.String()) + " kind, no image; sizes are compressed"
	case n == 0:
		return "sizes are compressed"
	}
	s := "sizes are compressed; " + text.Count(n) + " platforms together " + text.Size(sum)
	if n == 1 {
		s = "sizes are compressed"
	}
	if a := t.Attestations(); a > 0 {
		s += " · " + text.Count(a) + " attestations, not shown"
	}
	return s
}

// article puts the right one before a word.
func article(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

func onPlatform(i *hub.Image, match func(hub.Platform) bool) bool { return match(i.Platform) }

func schema() query.Schema[hub.Image] {
	return query.Schema[hub.Image]{
		Name:    func(i *hub.Image) string { return i.Platform.String() },
		Letters: query.IsPathLetter,
		Fields: []query.Field[hub.Image]{
			query.Architecture("for this architecture", onPlatform),
			query.OperatingSystem("for this operating system", onPlatform),
		},
		Orders: []query.Order[hub.Image]{
			{Letter: 'a', Name: "platform", Help: "from a to z", Text: func(i *hub.Image) string {
				return i.Platform.String()
			}, Key: query.Fold},
			{Letter: 's', Name: "size", Help: "largest first", Descending: true, Number: func(i *hub.Image) (int64, bool) {
				return i.Size, i.Size > 0
			}},
		},
	}
}
