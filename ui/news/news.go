// Package news is what became of lists: what appeared, moved and vanished since a person had them
// before them, or since a moment. It is a list like any other, for which nobody is asked.
package news

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/fields"
	"tagboat/hub/forms"
	"tagboat/hub/index/past"
	"tagboat/hub/places"
	"tagboat/ui/copyas"
	"tagboat/ui/listing"
	"tagboat/ui/menu"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/tags"
	"tagboat/ui/timeline"
)

// row is one event, and the place that it has among all.
type row struct {
	past.Event

	number int
}

// News is the list, and what it is of.
type News struct {
	*listing.List[row]

	env  screen.Env
	ctx  context.Context //nolint:containedctx // the screen's own, given by Init
	from places.Place    // where it was opened
	asks question
	told past.News
	seen tea.Cmd // tells of what came in this turn
	kept *kept
}

// kept are the news that a person has before them since they asked: once seen they are none any
// more, and stay there.
type kept struct {
	mu     sync.Mutex
	events []past.Event
}

// add keeps events, and gives them with those that were kept before, the newest first.
func (k *kept) add(events []past.Event) []past.Event {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, old := range k.events {
		isOld := func(e past.Event) bool {
			return e.Repository == old.Repository && e.Tag == old.Tag
		}
		if !slices.ContainsFunc(events, isOld) {
			events = append(events, old)
		}
	}
	slices.SortStableFunc(events, func(a, b past.Event) int { return b.By.Compare(a.By) })
	k.events = slices.Clone(events)
	return events
}

// New tells of the namespace of a place; of none, of everything that is known.
func New(env screen.Env, from places.Place) screen.Screen {
	n := namespaceOf(from)
	asks := question{of: everything}
	if n != "" {
		asks = question{of: namespace, namespace: n, repository: from.Reference.Repository}
	}
	return newNews(env, from, asks, new(kept))
}

func newNews(env screen.Env, from places.Place, asks question, kept *kept) *News {
	n := &News{env: env, from: from, asks: asks, kept: kept}
	of := asks.meant(env.Names.Favourites())
	fetch := func(ctx context.Context) ([]row, any, error) {
		var found past.News
		if !of.None {
			found = asks.answer(ctx, env, of)
		}
		if asks.since == 0 {
			found.Events = kept.add(found.Events)
		}
		others := func(e past.Event) bool { return !of.Holds(e) }
		found.Events = slices.DeleteFunc(found.Events, others)
		rows := make([]row, len(found.Events))
		for i, e := range found.Events {
			rows[i] = row{e, i}
		}
		return rows, found, nil
	}
	number := func(r row) string { return strconv.Itoa(r.number) }
	n.List = listing.New(env, listing.Config[row]{
		Name:      listName,
		Title:     "what is new",
		Noun:      "changes",
		Listing:   hub.WholeAbout("look up what is new", fetch, number),
		Schema:    schema(),
		Columns:   columns(),
		WhyEmpty:  func() string { return n.whyEmpty(of) },
		Open:      n.open,
		Reference: func(r row) string { return forms.Reference(r.reference()) },
		PlaceOf:   func(r *row) places.Place { return places.Of(r.reference()) },
		Preview:   listing.Preview[row]{Known: n.known},
		About:     n.arrived,
		Above:     n.above,
		Actions: []listing.Action[row]{
			{Key: &env.Keys.Search.Narrow, Does: "of whom, since when", Whole: true,
				Do: func([]row) tea.Cmd {
					n.choose()
					return nil
				}},
			{Key: &env.Keys.Tag.History, Do: n.history},
			{Key: &env.Keys.Tag.CopyAs, Do: n.copyAs},
		},
		Row: func(r row) own.Row {
			return own.Of(fields.News, r.Event, forms.Reference(r.reference()))
		},
	})
	return n
}

// TellsNews says what screen this is.
func (n *News) TellsNews() {}

// Init asks for what is new.
func (n *News) Init(ctx context.Context) tea.Cmd {
	n.ctx = ctx
	return n.List.Init(ctx)
}

// Return takes up what was under way.
func (n *News) Return(ctx context.Context) tea.Cmd {
	n.ctx = ctx
	return n.List.Return(ctx)
}

// Update takes keys, the mouse, and answers.
func (n *News) Update(msg tea.Msg) tea.Cmd {
	press, isKey := msg.(tea.KeyPressMsg)
	if isKey && !n.Capturing() && key.Matches(press, n.env.Keys.Global.News) {
		n.choose()
		return nil
	}
	cmd := n.List.Update(msg)
	cmd, n.seen = tea.Batch(cmd, n.seen), nil
	return cmd
}

// arrived remembers that a person has the news before them.
func (n *News) arrived(about any) {
	n.told, _ = about.(past.News)
	if n.asks.since != 0 || len(n.told.Events) == 0 {
		return
	}
	n.env.Index.Past(n.ctx, n.env.Hub).SetShown(n.told)
	read := screen.Read{}
	for _, e := range n.told.Events {
		read.Lists = append(read.Lists, screen.ListOf(e))
	}
	n.seen = func() tea.Msg { return read }
}

// open shows a tag among those of its repository; of one that vanished these alone.
func (n *News) open(r row) {
	reference := r.reference()
	if r.Kind == past.Vanished {
		reference.Tag = ""
	}
	n.env.Push(tags.New(n.env, reference))
}

func (n *News) history(chosen []row) tea.Cmd {
	if chosen[0].Tag == "" {
		n.env.Toast("A repository has no history of images; those of its tags have one")
		return nil
	}
	n.env.Push(timeline.New(n.env, chosen[0].reference()))
	return nil
}

// copyAs offers the forms of what tags are, or were before they vanished.
func (n *News) copyAs(chosen []row) tea.Cmd {
	var subjects []forms.Subject
	for _, r := range chosen {
		if r.Tag == "" {
			continue
		}
		s := forms.Subject{
			Repository: r.Repository, Tag: hub.Tag{Name: r.Tag, Digest: r.After}, Now: r.Is,
		}
		if r.Kind == past.Vanished {
			s.Tag.Digest, s.Gone = r.Before, true
		}
		subjects = append(subjects, s)
	}
	if len(subjects) == 0 {
		n.env.Toast("A repository is copied as it stands: " + n.env.Keys.List.Copy.Help().Key)
		return nil
	}
	n.env.Push(copyas.New(n.env, subjects))
	return nil
}

// choose offers of whom news are told, and since when; what is chosen takes the place of this
// screen.
func (n *News) choose() {
	choices := n.asks.choices(n.from)
	items, start := make([]menu.Item, len(choices)), 0
	for i, c := range choices {
		items[i] = menu.Item{Letter: c.letter, Name: c.name}
		if c.question == n.asks {
			items[i].Note = "as it is"
		}
	}
	n.env.Push(menu.New(n.env, "News of whom, since when", items, start, func(i int) tea.Cmd {
		n.env.Pop()
		n.env.Push(newNews(n.env, n.from, choices[i].question, n.kept))
		return nil
	}))
}

// answer is what became of what is asked for.
func (q question) answer(ctx context.Context, env screen.Env, of Of) past.News {
	seen := env.Index.PastNow(ctx, env.Hub)
	if q.since == 0 {
		news, _ := seen.Unread(of.Scope)
		return news
	}
	since := time.Time{}
	if q.since != ever {
		since = env.Now().Add(-q.since)
	}
	news, _ := seen.News(since, of.Scope)
	return news
}
