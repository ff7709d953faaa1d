package home

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/alltags"
	"tagboat/ui/plan"
	"tagboat/ui/untagged"
)

// deed is a key, and what it does with the namespace of the selected row.
type deed struct {
	key *key.Binding
	do  func(of hub.Namespace)
}

func (h *Home) deeds() []deed {
	keys := &h.env.Keys.Tag
	return []deed{
		{&keys.AllTags, func(of hub.Namespace) {
			h.env.Push(alltags.New(h.env, alltags.Wanted{Namespace: of}))
		}},
		{&keys.Untagged, func(of hub.Namespace) { h.env.Push(untagged.Of(h.env, of)) }},
		{&keys.Storage, func(of hub.Namespace) { h.env.Push(alltags.Storage(h.env, of)) }},
		{&keys.Plan, func(of hub.Namespace) { h.env.Push(plan.Of(h.env, of)) }},
	}
}

// deed takes the keys of deeds and reports whether it was one.
func (h *Home) deed(msg tea.KeyPressMsg) bool {
	of, there := h.namespace()
	for _, d := range h.deeds() {
		if there && key.Matches(msg, *d.key) {
			d.do(of)
			return true
		}
	}
	return false
}

func (h *Home) deedKeys() (keys []key.Binding) {
	_, there := h.namespace()
	for _, d := range h.deeds() {
		one := *d.key
		one.SetEnabled(there)
		keys = append(keys, one)
	}
	return keys
}

// namespace is that of the selected row: the namespace itself, or that of a repository.
func (h *Home) namespace() (of hub.Namespace, there bool) {
	if h.at >= len(h.rows) {
		return "", false
	}
	p := h.rows[h.at].place
	if of = p.Namespace; of == "" {
		of = p.Reference.Repository.Namespace
	}
	return of, of != ""
}
