package rows

import (
	"fmt"
	"testing"

	"charm.land/bubbles/v2/list"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
)

// listItem is a tag as Bubbles' list wants it.
type listItem struct{ *hub.Tag }

func (i listItem) Title() string       { return i.Name }
func (i listItem) Description() string { return "" }
func (i listItem) FilterValue() string { return i.Name }

// BenchmarkBubblesList is for comparison: the same keys in the list that Bubbles brings, from the key pressed to the result
// taken. It ranks what it finds and builds its view anew, which ours does not.
func BenchmarkBubblesList(b *testing.B) {
	for _, n := range benchSizes {
		tags := benchTags(n)
		items := make([]list.Item, n)
		for i := range tags {
			items[i] = listItem{&tags[i]}
		}
		m := list.New(items, list.NewDefaultDelegate(), 80, 24)
		m.SetShowPagination(false)                         // a dot a page takes longer than all the rest
		m.FilterInput.SetVirtualCursor(false)              // its blinking would be waited for
		typed := func(m list.Model, key rune) list.Model { //nolint:unparam // The next key goes to it.
			m, cmd := m.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
			return delivered(m, cmd)
		}
		filtering := typed(m, '/')
		first := typed(filtering, 'a')
		b.Run(fmt.Sprintf("first letter/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_ = typed(filtering, 'a')
			}
		})
		b.Run(fmt.Sprintf("one more letter/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				typed(first, 'l')
			}
		})
		b.Run(fmt.Sprintf("cursor/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				typed(m, 'j')
			}
		})
	}
}

// delivered runs a command and gives what it found back to the list.
func delivered(m list.Model, cmd tea.Cmd) list.Model {
	if cmd == nil {
		return m
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			m = delivered(m, c)
		}
	case list.FilterMatchesMsg:
		m, _ = m.Update(msg)
	}
	return m
}
