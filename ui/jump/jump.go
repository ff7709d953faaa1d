// Package jump is a box that goes to anything by its name: favourites, recent
// places, and every namespace, repository and tag that is known, ranked as fzf
// ranks. What is clearly a reference, an address or a digest is opened as it
// stands, even if it was never seen. It does not know what opening means.
package jump

import (
	"context"
	"slices"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/forms"
	"tagboat/hub/places"
	"tagboat/hub/ranking"
	"tagboat/ui/picker"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// mostHits is how many of the best places can be scrolled through.
const mostHits = 100

// Jump is the screen.
type Jump struct {
	screen.Dialog

	env   screen.Env
	names *places.Index
	open  func(places.Place) tea.Cmd
	news  func() string

	finder   *places.Finder
	picker   *picker.Picker
	hits     []hit
	matching int
	known    int // names when the hits were found
}

// hit is a place that can be chosen.
type hit struct {
	places.Hit

	note string
}

// New returns a box over the names that are known. It leaves the stack before it calls
// open. What news says, if it is given, stands beside the number of names: how
// far gathering has come.
func New(
	env screen.Env, names *places.Index, open func(places.Place) tea.Cmd, news func() string,
) *Jump {
	j := &Jump{env: env, names: names, open: open, news: news, finder: names.Finder()}
	j.picker = picker.New(env, "Go to  ", "name, words of it, or a reference")
	j.find()
	return j
}

// Init waits for nothing.
func (j *Jump) Init(context.Context) tea.Cmd { return nil }

// Title names the box.
func (j *Jump) Title() string { return "Jump" }

// Status is empty: the box itself counts.
func (j *Jump) Status() string { return "" }

// Capturing reports that letters are text here.
func (j *Jump) Capturing() bool { return true }

// Cursor stands in the text.
func (j *Jump) Cursor() *tea.Cursor { return j.picker.Cursor() }

// Resize takes the room for the box.
func (j *Jump) Resize(width, height int) { j.picker.Resize(width, height) }

// Keys are the box's keys.
func (j *Jump) Keys() help.KeyMap { return keys{j} }

type keys struct{ j *Jump }

func (k keys) ShortHelp() []key.Binding {
	p := k.j.env.Keys.Picker
	_, some := k.j.picker.Selected()
	p.Choose.SetHelp(p.Choose.Help().Key, "open")
	for _, b := range []*key.Binding{&p.Choose, &p.Copy, &p.Up, &p.Down, &p.PageUp, &p.PageDown} {
		b.SetEnabled(some)
	}
	return []key.Binding{p.Choose, p.Copy, p.Close, p.Down, p.Up, p.PageDown, p.PageUp}
}

func (k keys) FullHelp() [][]key.Binding { return [][]key.Binding{k.ShortHelp()} }

// Update types, moves, opens, copies or leaves.
func (j *Jump) Update(msg tea.Msg) tea.Cmd {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: hub.FirstLine(paste.Content)}
	}
	switch deed := j.picker.Update(msg); deed {
	case picker.Typed:
		j.find()
	case picker.Closed:
		j.env.Pop()
	case picker.Chosen, picker.Copied:
		at, ok := j.picker.Selected()
		if !ok {
			return nil
		}
		place := j.hits[at].Place
		if deed == picker.Copied {
			j.env.Copy(copied(place))
			return nil
		}
		j.env.Pop()
		return j.open(place)
	case picker.None:
	}
	return nil
}

// copied is a place's name as it may be pasted.
func copied(p places.Place) string {
	if p.Kind() == places.Namespace {
		return forms.Namespace(p.Namespace)
	}
	return forms.Reference(p.Reference)
}

// find looks for what is typed: what it says as it stands goes first where that
// is certain, names a tag or a digest, or is known, and else second.
func (j *Jump) find() {
	typed := j.picker.Typed()
	j.known, j.hits, j.matching = j.names.Known(), nil, 0
	j.picker.Problem = ""
	said := read(typed)
	if said.certain {
		j.say(said)
	} else {
		var found []places.Hit
		found, j.matching = j.finder.Find(typed, mostHits)
		for _, h := range found {
			j.hits = append(j.hits, hit{h, note(h)})
		}
		j.also(said.place)
	}
	query := ranking.Parse(typed)
	rows := make([]picker.Row, len(j.hits))
	for i, h := range j.hits {
		name := h.Place.String()
		rows[i] = picker.Row{Text: name, Note: h.note}
		if !said.certain {
			rows[i].Spans = query.Spans(name)
		}
	}
	j.picker.Show(rows)
}

// say offers what is certain, or tells what is wrong with it.
func (j *Jump) say(said saying) {
	switch {
	case said.err != nil:
		j.picker.Problem = clean.Line(hub.Sentence(said.err))
	case said.digest.IsZero():
		j.hits = []hit{{places.Hit{Place: said.place}, "as written"}}
	default:
		for _, p := range j.names.Holding(said.digest, mostHits) {
			j.hits = append(j.hits, hit{places.Hit{Place: p}, "has it"})
		}
		if len(j.hits) == 0 {
			j.picker.Problem = "No tag seen has this digest. Its repository opens it: name@sha256:…"
		}
	}
}

// also adds what the text says as it stands, where that is a place at all.
func (j *Jump) also(p places.Place) {
	if p.IsZero() {
		return
	}
	at := slices.IndexFunc(j.hits, func(h hit) bool { return h.Place == p })
	switch {
	case at >= 0:
		exact := j.hits[at]
		j.hits = slices.Insert(slices.Delete(j.hits, at, at+1), 0, exact)
	case j.names.Has(p):
		h := places.Hit{Place: p, Favourite: j.names.IsFavourite(p)}
		j.hits = slices.Insert(j.hits, 0, hit{h, note(h)})
	case p.Kind() == places.Tag: // nobody writes one and means another
		j.hits = slices.Insert(j.hits, 0, hit{places.Hit{Place: p}, "not seen"})
	default:
		j.hits = slices.Insert(j.hits, min(1, len(j.hits)), hit{places.Hit{Place: p}, "not seen"})
	}
}

func note(h places.Hit) string {
	switch {
	case h.Favourite:
		return "favourite"
	case h.Recent:
		return "recent"
	}
	return h.Place.Kind().String()
}

// View draws the box. Names that arrive while a list is shown do not move it under
// the finger; they are found by the next key.
func (j *Jump) View() string {
	if j.known != j.names.Known() && j.picker.Rows() == 0 {
		j.find()
	}
	j.picker.Note = j.says()
	return j.picker.View()
}

// says is the last line: how much is known.
func (j *Jump) says() string {
	words := text.Count(j.names.Known()) + " names known"
	switch {
	case j.picker.Typed() == "":
	case j.matching > 0:
		words = text.Count(j.matching) + " of " + words
	case len(j.hits) == 0:
		words = "none of the " + words + " has all of this"
	}
	if j.names.Full() {
		words += ", and no more are taken up"
	}
	if j.news != nil {
		if news := j.news(); news != "" {
			words += " · " + news
		}
	}
	return words
}
