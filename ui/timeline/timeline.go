// Package timeline is what a tag was, from when to when, as far as somebody looked: the images, and
// the times in which nobody did.
package timeline

import (
	"context"
	"errors"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/hub/index/past"
	"tagboat/hub/places"
	"tagboat/ui/copyas"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/task"
)

// Timeline is the list, and what the registry says of its images.
type Timeline struct {
	*listing.List[row]

	env screen.Env
	ctx context.Context //nolint:containedctx // the screen's own, given by Init
	of  hub.Reference   // the tag

	held   []past.Held
	asking task.Slot[error]
	asked  row
	begun  tea.Cmd // of the row that Enter asks about in this turn
	there  map[hub.Digest]answer
}

// answer is what the registry said of an image.
type answer uint8

const (
	unasked answer = iota
	isThere
	isGone
)

// New tells what a tag was. It asks this machine alone.
func New(env screen.Env, tag hub.Reference) screen.Screen {
	t := &Timeline{env: env, of: tag, there: map[hub.Digest]answer{}}
	fetch := func(ctx context.Context) ([]row, any, error) {
		held := env.Index.PastNow(ctx, env.Hub).History(tag.Repository, tag.Tag)
		return rowsOf(tag.Tag, held), held, nil
	}
	number := func(r row) string { return strconv.Itoa(r.number) }
	t.List = listing.New(env, listing.Config[row]{
		Name:      listName,
		Title:     "what " + tag.Tag + " was",
		Noun:      "past images",
		Listing:   hub.WholeAbout("look up what "+tag.Familiar()+" was", fetch, number),
		Schema:    schema(),
		Columns:   t.columns(),
		Empty:     t.whyEmpty(),
		Of:        places.Of(tag),
		Open:      t.ask,
		OpenDoes:  "ask the registry",
		Reference: func(r row) string { return r.pinned(tag) },
		Preview:   listing.Preview[row]{Known: t.known},
		About:     func(about any) { t.held, _ = about.([]past.Held) },
		Above:     t.above,
		Actions: []listing.Action[row]{
			{Key: &env.Keys.Tag.CopyAs, Do: func(chosen []row) tea.Cmd {
				if subjects := t.subjects(chosen); len(subjects) > 0 {
					env.Push(copyas.New(env, subjects))
				}
				return nil
			}},
		},
	})
	return t
}

// Init asks for what was seen.
func (t *Timeline) Init(ctx context.Context) tea.Cmd {
	t.ctx = ctx
	return t.List.Init(ctx)
}

// Return takes up what was under way.
func (t *Timeline) Return(ctx context.Context) tea.Cmd {
	t.ctx = ctx
	return t.List.Return(ctx)
}

// Waiting reports whether the registry is asked, or the rows are on their way.
func (t *Timeline) Waiting() bool { return t.asking.Busy() || t.List.Waiting() }

// Update takes keys, the mouse, and answers.
func (t *Timeline) Update(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok && !t.Capturing() && t.hasNothing(press) {
		return nil
	}
	if p, ok := t.asking.Take(msg); ok {
		if !p.Done {
			t.answered(p.Value)
		}
		return p.Next
	}
	cmd := t.List.Update(msg)
	cmd, t.begun = tea.Batch(cmd, t.begun), nil
	return cmd
}

// hasNothing says of a row without an image why nothing can be done with it.
func (t *Timeline) hasNothing(press tea.KeyPressMsg) bool {
	r, ok := t.Current()
	keys := t.env.Keys
	switch {
	case !ok || !r.digest.IsZero() ||
		!key.Matches(press, keys.List.Open, keys.List.Copy, keys.Tag.CopyAs):
		return false
	case r.kind == unseen:
		t.env.Toast("Nobody looked in that time; an image stands above or below")
	default:
		t.env.Toast(clean.Line(t.of.Tag) + " was not there in that time")
	}
	return true
}

// ask asks the registry whether an image is still there, which pulls nothing.
func (t *Timeline) ask(r row) {
	client, of := t.env.Hub, t.of.Repository
	if !client.Docker() {
		t.env.Toast("Nobody can be asked: the registry is Docker's, which knows Docker Hub only")
		return
	}
	t.asked = r
	t.env.Toast("Asking the registry for " + r.digest.Short() + " …")
	t.begun = t.asking.Start(t.ctx, func(ctx context.Context, deliver func(error) bool) error {
		deliver(client.Manifest(ctx, of, r.digest))
		return nil
	})
}

func (t *Timeline) answered(err error) {
	d, image := t.asked.digest, t.asked.digest.Short()
	if v := t.asked.version; v != "" {
		image = v + ", " + image + ","
	}
	switch {
	case err == nil:
		t.there[d] = isThere
		t.env.Toast("The registry still has " + clean.Line(image) + " and it can be pulled by its digest")
	case errors.Is(err, hub.NotFound):
		t.there[d] = isGone
		t.env.Toast("The registry has " + clean.Line(image) + " no more, or does not show it")
	case hub.KindOf(err) == hub.SessionEnded:
		t.env.Authenticate(hub.EndedSession(err))
	default:
		if e, ok := errors.AsType[*hub.Error](err); ok {
			short := *e
			short.Op = "ask the registry" // the image is in sight, and the cause is to be
			err = &short
		}
		t.env.Fail(err)
	}
}

// subjects are the images of rows, for the forms in which they can be copied.
func (t *Timeline) subjects(chosen []row) (all []forms.Subject) {
	for _, r := range chosen {
		if !r.digest.IsZero() {
			all = append(all, r.subject(t.of))
		}
	}
	return all
}

// whyEmpty says why nothing may be known, and what to do.
func (t *Timeline) whyEmpty() string {
	if t.env.Index == nil {
		why := "What a tag was is known from lists that were kept, and this run keeps none"
		if t.env.Unkept != "" {
			why += ": " + t.env.Unkept
		}
		return why + "."
	}
	who := "without an account"
	if s := t.env.Hub.Session(); s != nil {
		who = "as " + s.Username
	}
	return "No whole list of tags with this one in it was read here " + who + ". " +
		t.env.Keys.List.LoadAll.Help().Key + " in that list reads it; from then on each reading is remembered."
}
