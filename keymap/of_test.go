package keymap_test

import (
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/stretchr/testify/assert"

	"tagboat/keymap"
)

// words are the problems of bindings, one a line.
func words(bound map[string][]string) (keymap.Map, string) {
	m, problems := keymap.Of("default", bound)
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.Words
	}
	return m, strings.Join(lines, "\n")
}

func TestNoKeyOfAKeysetMeansTwoThingsAtOnce(t *testing.T) {
	for _, set := range keymap.Keysets() {
		m, problems := keymap.Of(set, nil)
		assert.Empty(t, problems)
		assert.Empty(t, m.Conflicts(), set)
	}
}

func TestAnActionIsCalledLikeItsField(t *testing.T) {
	names := keymap.Names()
	for _, name := range []string{"global.jump", "list.half-up", "tag.copy-as", "filter.keep", "picker.page-down", "form.cancel", "pager.next-match"} {
		assert.Contains(t, names, name)
	}
	for i, name := range names {
		assert.Regexp(t, `^[a-z]+\.[a-z]+(-[a-z]+)*$`, name)
		assert.NotContains(t, names[:i], name)
	}
}

func TestAnActionHasTheKeysThatAPersonGivesIt(t *testing.T) {
	m, problems := words(map[string][]string{
		"list.copy": {"Ctrl-Y", "shift+d"}, "list.up": {"up", "i"}, "tag.page": {"f5"}, "list.page-down": {"PageDown", "ctrl+v"},
	})
	assert.Empty(t, problems)
	assert.Equal(t, []string{"ctrl+y", "D"}, m.List.Copy.Keys())
	assert.Equal(t, "ctrl+y", m.List.Copy.Help().Key)
	assert.Equal(t, "copy", m.List.Copy.Help().Desc)
	assert.Equal(t, "↑/i", m.List.Up.Help().Key)
	assert.Equal(t, "pgdn", m.List.PageDown.Help().Key)
	assert.Equal(t, "up/i", m.Spelled().List.Up.Help().Key)
	assert.Equal(t, keymap.New().List.Sort, m.List.Sort, "the others are as they were")
	all := m.Bindings()
	assert.Equal(t, []string{"ctrl+y", "D"}, all["list.copy"])
	assert.Len(t, all, len(keymap.Names()))
}

func TestKeysCanChangePlaces(t *testing.T) {
	m, problems := words(map[string][]string{"list.copy": {"c"}, "tag.copy-as": {"y"}})
	assert.Empty(t, problems)
	assert.Equal(t, []string{"c"}, m.List.Copy.Keys())
	assert.Equal(t, []string{"y"}, m.Tag.CopyAs.Keys())
}

func TestAnActionWithoutAKeyIsFoundByItsName(t *testing.T) {
	m, problems := words(map[string][]string{"list.reload": {}, "global.palette": {"f4"}})
	assert.Empty(t, problems)
	assert.False(t, keymap.IsBound(m.List.Reload))
	assert.True(t, m.List.Reload.Enabled(), "it can be done")
	assert.Equal(t, []string{}, m.Bindings()["list.reload"])
	assert.Equal(t, "f4 reload", m.List.Reload.Help().Key)
	assert.Empty(t, keymap.Bound([]key.Binding{m.List.Reload}))
}

func TestWhatCannotBeIsSaidAndTheRestIsUsed(t *testing.T) {
	for name, c := range map[string]struct {
		bound map[string][]string
		words string
	}{
		"unknown":         {map[string][]string{"list.copi": {"y"}}, `no action is called "list.copi"; did you mean "list.copy"?`},
		"without a scope": {map[string][]string{"quit": {"f9"}}, `no action is called "quit"; did you mean "global.quit"?`},
		"far":             {map[string][]string{"make-coffee": {"f9"}}, `no action is called "make-coffee"`},
		"two of ours":     {map[string][]string{"list.copy": {"c"}}, "c is both list.copy and tag.copy-as; list.copy stays on y"},
		"two of theirs": {
			map[string][]string{"list.copy": {"f5"}, "tag.web": {"f6", "f5"}},
			"f5 is both list.copy and tag.web; tag.web stays on f6",
		},
		"one after another": {
			map[string][]string{"list.copy": {"c"}, "list.sort": {"y"}},
			"c is both list.copy and tag.copy-as; list.copy stays on y\n" +
				"y is both list.copy and list.sort; list.sort stays on s",
		},
		"everywhere and a list": {map[string][]string{"global.quit": {"r"}}, "r is both global.quit and list.reload; global.quit stays on q"},
		"a text":                {map[string][]string{"global.help": {"b"}}, "b is both global.help and pager.page-up; global.help stays on ?"},
		"while a name is typed": {
			map[string][]string{"picker.up": {"ctrl+k"}},
			"ctrl+k is both global.jump and picker.up; picker.up stays on up and ctrl+p",
		},
		"no such key":  {map[string][]string{"list.copy": {"ctrl+"}}, `"ctrl+" names no key: write one as y, ctrl+y, alt+y, f5 or pgdown`},
		"a digit":      {map[string][]string{"list.copy": {"1"}}, "1 counts, as in 12j"},
		"what quits":   {map[string][]string{"list.copy": {"ctrl+c"}}, "ctrl+c always quits"},
		"not to quit":  {map[string][]string{"global.force-quit": {}}, "ctrl+c always quits"},
		"a letter":     {map[string][]string{"filter.complete": {"c"}}, "c is text where filter.complete works"},
		"to be let in": {map[string][]string{"form.submit": {}}, "form.submit needs a key: without it nobody gets out again"},
		"to find":      {map[string][]string{"global.palette": {}}, "global.palette needs a key: what has none is found there"},
		"letters alone": {
			map[string][]string{"global.jump": {"J"}},
			`global.jump works where letters are text, too: give it a key that types none, as in ["J", "ctrl+k"]`,
		},
		"twice":      {map[string][]string{"list.top": {"ctrl+@"}, "list.bottom": {"ctrl+space"}}, "ctrl+space is both list.top and list.bottom; list.bottom stays on G and end"},
		"to suspend": {map[string][]string{"global.suspend": {"Z"}}, "Z is text in some places, and global.suspend works in all"},
	} {
		bound := c.bound
		bound["list.load-all"] = []string{"f12"}
		m, problems := words(bound)
		assert.Equal(t, c.words, problems, name)
		assert.Equal(t, []string{"f12"}, m.List.LoadAll.Keys(), name)
		assert.Empty(t, m.Conflicts(), name)
	}
}

func TestAKeyThatNotEveryTerminalSendsIsUsedAndSaid(t *testing.T) {
	m, problems := keymap.Of("default", map[string][]string{
		"list.copy": {"ctrl+m"}, "tag.web": {"C-S-w"}, "global.later": {"ctrl+i", "f5"}, "global.earlier": {"ctrl+shift+o", "f6"},
	})
	var said []string
	for _, p := range problems {
		assert.True(t, p.Note)
		said = append(said, p.Action+": "+p.Words)
	}
	assert.Equal(t, []string{
		"global.earlier: ctrl+shift+o is ctrl+o in many terminals, and that is global.goto", "global.later: ctrl+i is tab in many terminals, and that is search.narrow",
		"list.copy: ctrl+m is enter in many terminals, and that is list.open", "tag.web: ctrl+shift+w is ctrl+w in many terminals",
	}, said)
	assert.Equal(t, []string{"ctrl+m"}, m.List.Copy.Keys())
	_, problems = keymap.Of("default", map[string][]string{"search.narrow": {"f", "ctrl+i", "tab"}})
	assert.Empty(t, problems)
	for k, want := range map[string]string{
		"super+b": "few terminals send super+b", "ctrl+8": "ctrl+8 is backspace in many terminals, and that is global.back",
		"shift+enter": "shift+enter is enter in many terminals, and that is list.open", "ctrl+ö": "ctrl+ö is ö in many terminals",
		"ctrl+1": "ctrl+1 is 1 in many terminals", "ctrl+alt+shift+y": "ctrl+alt+shift+y is ctrl+alt+y in many terminals",
		"ctrl+tab": "ctrl+tab is tab in many terminals, and that is search.narrow", "alt+ctrl+.": "ctrl+alt+. is alt+. in many terminals",
		"alt+X": "", "alt+[": "", "ctrl+]": "", "alt+enter": "", "ctrl+alt+x": "", "ctrl+left": "", "shift+f5": "", "ctrl+space": "", "alt+ö": "",
	} {
		_, problems := words(map[string][]string{"list.copy": {k}})
		assert.Equal(t, want, problems, k)
	}
}

func TestNoActionHasKeysWithoutEnd(t *testing.T) {
	var all []string
	for r := 'а'; len(all) < 100; r++ {
		all = append(all, string(r))
	}
	m, problems := words(map[string][]string{"list.copy": all})
	assert.Equal(t, "no action has more than 16 keys", problems)
	assert.Equal(t, all[:16], m.List.Copy.Keys())
}

func TestWhateverIsBoundCtrlCQuitsAndFormsAreLeft(t *testing.T) {
	bound := map[string][]string{}
	for _, name := range keymap.Names() {
		bound[name] = nil
	}
	m, _ := words(bound)
	assert.Equal(t, []string{"ctrl+c"}, m.Global.ForceQuit.Keys())
	assert.Equal(t, []string{"enter"}, m.Form.Submit.Keys())
	assert.Equal(t, []string{"esc"}, m.Form.Cancel.Keys())
	m, _ = words(map[string][]string{"global.force-quit": {"f10"}})
	assert.Equal(t, []string{"f10", "ctrl+c"}, m.Global.ForceQuit.Keys())
}

func TestALetterBesideAKeyThatTypesNoneWorksInLists(t *testing.T) {
	m, problems := words(map[string][]string{"global.jump": {"J", "ctrl+j"}})
	assert.Empty(t, problems)
	assert.Equal(t, "ctrl+j", keymap.WhileTyping(m.Global.Jump).Help().Key)
}

func TestAKeysetThatIsNotThereIsTheShippedOne(t *testing.T) {
	m, problems := keymap.Of("vmi", nil)
	assert.Equal(t, []keymap.Problem{{Words: `no keyset is called "vmi"; there are default and vim`}}, problems)
	assert.Equal(t, keymap.New(), m)
}

func TestSomeKeysStayFreeForWhatAPersonAdds(t *testing.T) {
	for _, set := range keymap.Keysets() {
		m, _ := keymap.Of(set, nil)
		for _, k := range keymap.Free() {
			b, err := m.Extra(k, "dive")
			assert.NoError(t, err, set)
			assert.Equal(t, []string{k}, b.Keys())
		}
	}
	for k, why := range map[string]string{
		"y": "y is list.copy already; free are D E F f5 f6 f7 f8 f9 f10 f11 f12", "7": "7 counts, as in 12j",
		"q": "q is global.quit already", "c": "c is tag.copy-as already",
		"ctrl+c": "ctrl+c is global.force-quit already", "ctrl+": `"ctrl+" names no key`,
	} {
		_, err := keymap.New().Extra(k, "dive")
		assert.ErrorContains(t, err, why)
	}
}

func TestAKeyOfTheSearchAloneIsFreeElsewhere(t *testing.T) {
	b, err := keymap.New().Extra("f", "dive")
	assert.NoError(t, err)
	assert.Equal(t, []string{"f"}, b.Keys())
}

func FuzzWhateverIsBoundNoKeyMeansTwoThings(f *testing.F) {
	f.Add("list.copy y c\ntag.copy-as f5 y\nglobal.jump J\nlist.sort\nform.cancel c f2 ctrl+k")
	f.Fuzz(func(t *testing.T, file string) {
		bound := map[string][]string{}
		for line := range strings.Lines(file) {
			if all := strings.Fields(line); len(all) > 0 {
				bound[all[0]] = all[1:]
			}
		}
		for _, set := range keymap.Keysets() {
			m, _ := keymap.Of(set, bound)
			assert.Empty(t, m.Conflicts())
			assert.True(t, slices.Contains(m.Global.ForceQuit.Keys(), "ctrl+c"))
			for _, out := range []key.Binding{m.Form.Cancel, m.Picker.Close, m.Pager.Close, m.Filter.Clear, m.Global.Back} {
				assert.Contains(t, out.Keys(), "esc")
			}
			assert.Contains(t, m.Form.Submit.Keys(), "enter")
		}
	})
}
