package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/ui/config"
)

// settled is what is in force, and how it came about.
type settled struct {
	config.Loaded

	path    string // of the file; empty: there is no place for one
	isThere bool
	unread  error    // why the file could not be read that is there
	beside  []string // what is wrong with the environment
}

// noSettings marks commands for which nothing can be set.
const noSettings = "no settings"

// takesSettings reports whether a command asks for what is in force.
func takesSettings(c *cobra.Command) bool {
	for ; c != nil; c = c.Parent() {
		if c.Annotations[noSettings] != "" || c.Name() == "completion" || c.Name() == "help" ||
			strings.HasPrefix(c.Name(), "__") {
			return false
		}
	}
	return true
}

// settle finds what is in force: a flag goes before the environment, that before the file, and that
// before the default.
func settle(m Machine, f *flags, isGiven func(flag string) bool) error {
	found, err := loaded(m, *f)
	if err != nil {
		return err
	}
	found.refuse(m, f, isGiven)
	found.beside = misread(m)
	found.overlay(m, *f, isGiven)
	if f.demo { // which has its own Hub, with accounts of its own
		found.ownHub(isGiven)
		f.settled, f.config = found, found.Config
		return nil
	}
	f.settled, f.config = found, found.Config
	f.hub = found.Hub
	f.preferred = !isGiven("account") && found.Account != ""
	f.account = found.Account
	return nil
}

// loaded reads the file that is named, or the one in its own place, which need not be there.
func loaded(m Machine, f flags) (settled, error) {
	path, named, err := configPath(m, f)
	found := newSettled(path)
	if err != nil || path == "" {
		return found, err
	}
	return found, found.load(named)
}

func newSettled(path string) settled {
	found := settled{path: path}
	found.Config, found.Sources = config.Default(), config.Sources{}
	return found
}

// load reads the file at the path. One that is named has to be there.
func (s *settled) load(named string) (err error) {
	path := s.path
	s.Loaded, err = config.Load(path, vocabulary)
	s.isThere = err == nil && path != os.DevNull
	switch {
	case err == nil:
	case named != "":
		return usage{fmt.Errorf("%s: %w", named, err)}
	case isDangling(path) || !errors.Is(err, fs.ErrNotExist):
		s.unread = err
		s.Problems = []config.Problem{{Words: err.Error()}}
	}
	return nil
}

// isDangling reports whether a link lies there that leads nowhere.
func isDangling(path string) bool {
	_, err := os.Lstat(path)
	return err == nil && !isThere(path)
}

// configPath is where the file lies, and by what it is named, if it is.
func configPath(m Machine, f flags) (path, named string, err error) {
	switch variable := m.Getenv("TAGBOAT_CONFIG"); {
	case f.configFile != "":
		return f.configFile, "--config", nil
	case variable == "":
		return configFile(m), "", nil
	case !isAbsolute(m.OS, variable) && variable != os.DevNull:
		// who starts tagboat in a folder of somebody else's does not mean a file there
		return "", "", usage{errors.New("TAGBOAT_CONFIG is no whole path")}
	default:
		return variable, "TAGBOAT_CONFIG", nil
	}
}

// refuse takes out of the file what cannot be used, as was said; a secret that was meant for
// another Hub is sent to none.
func (s *settled) refuse(m Machine, f *flags, isGiven func(string) bool) {
	if s.Hub != "" && hubIsWrong(s.Config) != nil {
		s.Off = append(s.Off, "hub")
		s.Hub = ""
		delete(s.Sources, "hub")
	}
	if s.Account != "" && len(judgeAccount(s.Config)) > 0 {
		s.Account = ""
		delete(s.Sources, "account")
	}
	if s.Place != "" && len(judgePlace(s.Config)) > 0 {
		s.Place = ""
		delete(s.Sources, "place")
	}
	f.astray = slices.Contains(s.Off, "hub") && !isGiven("hub") && m.Getenv("TAGBOAT_HUB") == ""
}

// name is what the file is called.
func (s *settled) name() string {
	return s.path[strings.LastIndexAny(s.path, `/\`)+1:]
}

func judgeAccount(c config.Config) []config.Remark {
	err := credentials.CheckName(c.Account)
	if err == nil && strings.ContainsAny(c.Account, " /:@") {
		err = errors.New("it is no user name: those have letters, digits, - and _")
	}
	if err != nil {
		return []config.Remark{{Setting: "account", Words: "account: " + err.Error()}}
	}
	return nil
}

func judgePlace(c config.Config) []config.Remark {
	if c.Place == "" {
		return nil
	}
	p, err := hub.ReadPasted(c.Place)
	if err == nil && !p.Digest.IsZero() {
		err = errors.New("a digest alone does not tell its repository: write name@sha256:…")
	}
	if err != nil {
		return []config.Remark{{Setting: "place", Words: "place: " + err.Error()}}
	}
	return nil
}

func hubIsWrong(c config.Config) error {
	_, err := hub.New(hub.Options{BaseURL: c.Hub})
	return err //nolint:wrapcheck // It says everything.
}

func judgeHub(c config.Config) []config.Remark {
	if err := hubIsWrong(c); c.Hub != "" && err != nil {
		return []config.Remark{{Setting: "hub", Words: "hub: " + err.Error()}}
	}
	return nil
}
