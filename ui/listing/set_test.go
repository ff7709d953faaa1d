package listing

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/ui/config"
	"tagboat/ui/screen"
)

// hears is a Host that keeps what was said.
type hears struct {
	screen.Host

	said   string
	popped bool
}

func (h *hears) Toast(text string) { h.said = text }
func (h *hears) Fail(err error)    { h.said = err.Error() }
func (h *hears) Pop()              { h.popped = true }

// set is a list of tags as a person set it.
func set(t *testing.T, how config.List, more ...func(*Config[hub.Tag])) (*List[hub.Tag], *hears) {
	t.Helper()
	l, host := tags(t, 0), &hears{}
	env, c := l.env, l.config
	env.Host = host
	env.Config.Lists = map[string]config.List{"tags": how}
	c.Name, c.Noise = "tags", query.IsNoise
	c.Preview.Known = func(row *hub.Tag, _ int) []string { return []string{"about " + row.Name} }
	for _, change := range more {
		change(&c)
	}
	l = New(env, c)
	l.Resize(120, 20)
	l.ctx = t.Context()
	return l, host
}

func (l *List[T]) shows() (names []string) {
	for place := range l.view.Rows.Shown() {
		names = append(names, l.config.Listing.Key(*l.view.Rows.Row(l.view.Rows.At(place))))
	}
	return names
}

func TestAListOpensAsAPersonSetIt(t *testing.T) {
	l, host := set(t, config.List{
		Columns: []string{"digest", "nonsense", "tag"}, Sort: new("name"), Filter: new("!rc"),
		Noise: new(false), Preview: new(true),
	})
	l.Init(t.Context())
	l.loader.Rows.Append([]hub.Tag{{Name: "2"}, {Name: "1"}, {Name: "1-rc1"}, {Name: "sha256-" + fakeHex + ".sig"}})
	l.view.Follow()
	assert.Equal(t, []string{"1", "2"}, l.shows())
	assert.Equal(t, []string{"digest", "tag"}, l.config.Columns.Names())
	assert.Contains(t, l.View(), "about 1")
	assert.Contains(t, l.Status(), "filter: !rc")
	assert.Contains(t, l.Status(), "1 hidden")
	assert.Empty(t, host.said, "a column that is not there was told when the file was read")
	l.Update(tea.KeyPressMsg{Code: tea.KeyEsc})
	assert.False(t, host.popped, "a filter is left first, whoever set it")
	assert.Equal(t, []string{"1", "1-rc1", "2"}, l.shows())
	l.Update(tea.KeyPressMsg{Code: '.', Text: "."})
	assert.Len(t, l.shows(), 4)
}

const fakeHex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestWhatIsNotSetOrCannotBeIsAsTheListHasIt(t *testing.T) {
	l, _ := set(t, config.List{Sort: new("nonsense"), Columns: []string{"nonsense"}})
	assert.Equal(t, "newest", l.view.Rows.Order().By.Name)
	assert.Equal(t, []string{"tag", "size", "pushed", "digest"}, l.config.Columns.Names())
	l, _ = set(t, config.List{Columns: []string{"size"}})
	assert.Equal(t, []string{"tag", "size"}, l.config.Columns.Names(), "a row without its name is none")
	l, _ = set(t, config.List{Filter: new("!rc")}, func(c *Config[hub.Tag]) { c.Filter = "digest:sha256:01" })
	assert.Equal(t, "digest:sha256:01", l.filter.input.Value(), "what was asked for is narrower")
}

func TestAPreviewThatWasSetOpenWaitsForRoom(t *testing.T) {
	l, host := set(t, config.List{Preview: new(true)})
	l.loader.Rows.Append([]hub.Tag{{Name: "1"}})
	l.view.Follow()
	l.Resize(40, 9)
	assert.NotContains(t, l.View(), "about 1")
	assert.False(t, l.view.ShowsPreview(), "so that nothing is asked for what is not seen")
	l.Resize(120, 20)
	assert.Contains(t, l.View(), "about 1")
	assert.Empty(t, host.said)
}

func TestATagThatWasNamedIsNotHiddenByWhatWasSetOnceForAll(t *testing.T) {
	wanted := func(name string) func(*Config[hub.Tag]) {
		return func(c *Config[hub.Tag]) { c.Wanted = name }
	}
	l, host := set(t, config.List{Filter: new("!rc"), Noise: new(false)}, wanted("1-rc1"))
	l.loader.Rows.Append([]hub.Tag{{Name: "2"}, {Name: "1-rc1"}})
	l.unhideWanted()
	assert.Equal(t, []string{"1-rc1", "2"}, l.shows())
	assert.Equal(t, "Your filter !rc leaves out what was named, and is off here", host.said)

	for _, letter := range "/!rc" {
		l.Update(tea.KeyPressMsg{Code: letter, Text: string(letter)})
	}
	l.unhideWanted()
	assert.Equal(t, []string{"2"}, l.shows(), "what is typed later holds")

	signature := "sha256-" + fakeHex + ".sig"
	l, host = set(t, config.List{Filter: new("!rc"), Noise: new(false)}, wanted(signature))
	l.loader.Rows.Append([]hub.Tag{{Name: "2-rc"}, {Name: signature}})
	l.unhideWanted()
	assert.Equal(t, []string{signature}, l.shows(), "the filter lets it pass, and stays")
	assert.Equal(t, "What was named would be hidden, so all tags are shown", host.said)

	l, host = set(t, config.List{Filter: new("!rc")}, wanted("1"))
	l.loader.Rows.Append([]hub.Tag{{Name: "1"}, {Name: "1-rc1"}})
	l.unhideWanted()
	assert.Equal(t, []string{"1"}, l.shows())
	assert.Empty(t, host.said)
}

func TestTheWordsOfAListAreThoseOfItsColumnsAndOrdersAndItsFilterIsJudged(t *testing.T) {
	l := tags(t, 0)
	words := Settable("tags", l.config.Columns, l.config.Schema)
	assert.Equal(t, "tags", words.Name)
	assert.Equal(t, l.config.Columns.Names(), words.Columns)
	assert.Contains(t, words.Orders, "version")
	for _, good := range []string{"", "!rc", "arch:arm64 alpine", "pushed:<2w"} {
		_, err := words.Filter(good)
		assert.NoError(t, err, good)
	}
	at, err := words.Filter("1.2 arch:nonsense")
	assert.Equal(t, 9, at)
	assert.Error(t, err)
}
