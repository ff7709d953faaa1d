package command

import (
	"cmp"
	"fmt"
	"strings"

	"tagboat/hub/clean"
	"tagboat/ui/config"
)

// overlay puts what flags and the environment say above the file.
func (s *settled) overlay(m Machine, f flags, isGiven func(string) bool) {
	flag := func(name string) config.Origin {
		return config.Origin{Kind: config.FromFlag, Name: name}
	}
	variable := func(name string) config.Origin {
		return config.Origin{Kind: config.FromEnvironment, Name: name}
	}
	switch {
	case isGiven("hub"):
		s.Hub, s.Sources["hub"] = f.hub, flag("hub")
	case m.Getenv("TAGBOAT_HUB") != "":
		s.Hub, s.Sources["hub"] = m.Getenv("TAGBOAT_HUB"), variable("TAGBOAT_HUB")
	}
	switch name := m.Getenv("TAGBOAT_USERNAME"); {
	case isGiven("account"):
		s.Account, s.Sources["account"] = f.account, flag("account")
	case name != "":
		s.Account, s.Sources["account"] = "", variable("TAGBOAT_USERNAME")
	}
	if isGiven("clipboard") {
		s.Clipboard, s.Sources["clipboard"] = f.clipboard, flag("clipboard")
	}
	switch index := m.Getenv("TAGBOAT_INDEX"); {
	case f.noIndex:
		s.Index.Keep, s.Sources["index.keep"] = false, flag("no-index")
	case f.index:
		s.Index.Keep, s.Sources["index.keep"] = true, flag("index")
	case index == "off" || index == "on":
		s.Index.Keep, s.Sources["index.keep"] = index == "on", variable("TAGBOAT_INDEX")
	}
	if m.Getenv("BROWSER") != "" {
		s.Browser, s.Sources["browser"] = strings.Fields(m.Getenv("BROWSER")), variable("BROWSER")
	}
	s.overlayTheme(m, variable)
}

// overlayTheme has no colours where the environment wants none.
func (s *settled) overlayTheme(m Machine, variable func(string) config.Origin) {
	const none = "plain"
	switch wanted := m.Getenv("TAGBOAT_THEME"); {
	case m.Getenv("NO_COLOR") != "":
		s.Theme, s.Sources["theme"] = none, variable("NO_COLOR")
	case m.Getenv("CLICOLOR") == "0" && m.Getenv("CLICOLOR_FORCE") == "":
		s.Theme, s.Sources["theme"] = none, variable("CLICOLOR")
	case config.CheckTheme(wanted, vocabulary()) == "":
		s.Theme, s.Sources["theme"] = wanted, variable("TAGBOAT_THEME")
	}
}

// ownHub is for the demo, for which neither the Hub nor the account is set by anything but a flag.
func (s *settled) ownHub(isGiven func(string) bool) {
	s.Hub = ""
	delete(s.Sources, "hub")
	if !isGiven("account") {
		s.Account = ""
		delete(s.Sources, "account")
	}
}

// misread is what is wrong with the environment, by the names of its variables.
func misread(m Machine) (words []string) {
	if theme := m.Getenv("TAGBOAT_THEME"); theme != "" {
		if wrong := config.CheckTheme(theme, vocabulary()); wrong != "" {
			words = append(words, "TAGBOAT_THEME: "+wrong)
		}
	}
	switch m.Getenv("TAGBOAT_INDEX") {
	case "", "on", "off":
	default:
		words = append(words, "TAGBOAT_INDEX: on or off is expected")
	}
	return words
}

// mistakes says in a few words what is wrong with the file, and what with the environment.
func (s *settled) mistakes() (words []string) {
	if n, more := config.Mistakes(s.Problems); n > 0 {
		told := counted(n, "mistake")
		if more {
			told = "more than " + told
		}
		words = append(words, fmt.Sprintf("%s: %s; tagboat config check tells %s",
			clean.Line(cmp.Or(s.name(), "config.toml")), told, map[bool]string{true: "it", false: "them"}[n == 1]))
	}
	return append(words, s.beside...)
}
