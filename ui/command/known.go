package command

import (
	"path/filepath"

	"tagboat/keymap"
	"tagboat/ui"
	"tagboat/ui/child"
	"tagboat/ui/config"
	"tagboat/ui/own"
	"tagboat/ui/theme"
)

// vocabulary is what can be named in the configuration.
func vocabulary() config.Vocabulary {
	return config.Vocabulary{
		Actions: keymap.Names(), Keysets: keymap.Keysets(),
		Lists: ui.Settable(), On: own.Lists(), Themes: theme.Names(), Roles: theme.RoleNames(),
		Bound: func(c config.Config) map[string][]string { return keys(c).Bindings() },
		Judges: []func(config.Config) []config.Remark{
			judgeHub, judgeAccount, judgePlace, judgePrograms, judgeKeys, judgeLook, judgeOwn,
		},
	}
}

// keys are those that a person works with.
func keys(c config.Config) keymap.Map {
	found, _ := keymap.Of(c.Keyset, c.Keys)
	return found
}

// judgeOwn tells what is wrong with forms and commands of a person's own.
func judgeOwn(c config.Config) []config.Remark { return own.Judge(c, keys(c)) }

// judgePrograms tells which programs are not named so that they are the same wherever tagboat
// starts.
func judgePrograms(c config.Config) (remarks []config.Remark) {
	named := map[string]string{"engine": c.Engine}
	if len(c.Browser) > 0 {
		named["browser"] = c.Browser[0]
	}
	for setting, name := range named {
		if !child.IsName(name) && !filepath.IsAbs(name) {
			remarks = append(remarks, config.Remark{Setting: setting, Value: name, Words: setting +
				": a program is a name that is on the PATH, or a path from the root; its arguments are words of their own"})
		}
	}
	return remarks
}

// judgeKeys tells which keys cannot be had.
func judgeKeys(c config.Config) (remarks []config.Remark) {
	_, problems := keymap.Of(c.Keyset, c.Keys)
	for _, p := range problems {
		setting := "keyset"
		if p.Action != "" {
			setting = "keys." + p.Action
		}
		remarks = append(remarks, config.Remark{
			Setting: setting, Value: p.Key, Words: p.Words, Note: p.Note,
		})
	}
	return remarks
}
