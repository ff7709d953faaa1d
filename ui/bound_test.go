package ui

import (
	"context"
	"strconv"
	"testing"
	"time"

	"charm.land/bubbles/v2/help"
	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/places"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// heavy is the list of a place with so many rows, which asks nobody for them.
type heavy struct {
	place places.Place
	rows  int
	ctx   context.Context //nolint:containedctx // as every screen has one
}

func (h *heavy) Init(ctx context.Context) tea.Cmd   { h.ctx = ctx; return nil }
func (h *heavy) Return(ctx context.Context) tea.Cmd { return h.Init(ctx) }
func (h *heavy) Update(tea.Msg) tea.Cmd             { return nil }
func (h *heavy) Resize(int, int)                    {}
func (h *heavy) View() string                       { return "" }
func (h *heavy) Title() string                      { return "" }
func (h *heavy) Status() string                     { return "" }
func (h *heavy) Keys() help.KeyMap                  { return screen.Keys{} }
func (h *heavy) Place() places.Place                { return h.place }
func (h *heavy) Rows() int                          { return h.rows }

// visit opens a list of so many rows for each of the numbers.
func visit(t *testing.T, rows ...int) (*App, []*heavy) {
	t.Helper()
	client, err := hub.New(hub.Options{})
	require.NoError(t, err)
	a := New(t.Context(), Options{Env: screen.Env{
		Hub: client, Keys: new(keymap.New()), Config: new(config.Config), Theme: theme.New(), Now: func() time.Time { return time.Unix(1<<30, 0) },
	}})
	a.home()
	var all []*heavy
	for i, n := range rows {
		name := hub.RepositoryName{Namespace: "eve", Name: "r" + strconv.Itoa(i)}
		all = append(all, &heavy{place: places.OfRepository(name), rows: n})
		a.Push(all[i])
	}
	return a, all
}

// alive are the numbers of the lists that are in memory.
func (a *App) alive(all []*heavy) (numbers []int) {
	for i, h := range all {
		for _, e := range a.oldestLast() {
			if e.screen == h {
				numbers = append(numbers, i)
			}
		}
	}
	return numbers
}

func TestADozenScreensAndSoManyRowsStayInMemory(t *testing.T) {
	some := make([]int, 20)
	a, all := visit(t, some...)
	assert.Equal(t, []int{8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}, a.alive(all))
	assert.Error(t, all[0].ctx.Err(), "what is given up asks for nothing")

	a, all = visit(t, 40_000, 40_000, 40_000, 40_000, 900_000, 900_000)
	assert.Equal(t, []int{2, 3, 4, 5}, a.alive(all), "the place in sight and the last one stay however large they are")
	a.goBack(places.OfRepository(hub.RepositoryName{Namespace: "eve", Name: "r3"}), true)
	assert.Equal(t, all[3], a.top())
	assert.Error(t, all[5].ctx.Err(), "nobody looks at it")
	assert.NoError(t, all[3].ctx.Err())
}

func TestWhatRestsHasNoContextAndWhatIsShownAgainHasOne(t *testing.T) {
	a, all := visit(t, 1, 1, 1)
	a.Pop()
	assert.Error(t, all[2].ctx.Err())
	a.goBack(all[2].place, true)
	assert.Equal(t, all[2], a.top())
	assert.NoError(t, all[2].ctx.Err())
	a.home()
	for _, h := range all {
		assert.Error(t, h.ctx.Err())
	}
	assert.Empty(t, a.alive(all))
}
