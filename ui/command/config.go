package command

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"tagboat/hub/clean"
	"tagboat/ui/config"
)

func configCommand(m Machine, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Print what is set, and where each value came from",
		Long: "What the keyboard, the terminal or the work of a person needs stands in one small file, which need not be\n" +
			"there: tagboat config path tells where. A flag goes before the environment, that before the file, and that\n" +
			"before the default. This prints what is in force, as such a file. No secret belongs in it.",
		Example: "  tagboat config init              write a file of the defaults, with what each is\n" +
			"  tagboat config check             tell its mistakes\n" +
			"  tagboat config | grep -v default   what is not as by default\n" +
			"  tagboat config schema            a JSON schema of the file, for an editor",
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return showConfig(m, *f) },
	}
	f.clipboardOf(c)
	c.AddCommand(
		configInit(m, f), configCheck(m, f), configPathCommand(m, f),
		&cobra.Command{
			Use: "schema", Short: "Print the JSON schema of the file", Args: noArguments,
			Example:     "  tagboat config schema > schema.json",
			Annotations: map[string]string{noSettings: "yes"},
			RunE: func(*cobra.Command, []string) error {
				return printed(m, []byte(config.Schema))
			},
		},
	)
	return c
}

func showConfig(m Machine, f flags) error {
	s := f.settled
	if err := isWay(s.Clipboard); err != nil {
		return err
	}
	if s.Sources["account"].Name == "TAGBOAT_USERNAME" {
		s.Account = m.Getenv("TAGBOAT_USERNAME") // which is no kept one
	}
	head := "# without a file; tagboat config init writes one to " + s.path
	switch {
	case s.path == "":
		head = "# without a file: there is no home for one"
	case s.path == os.DevNull:
		head = "# without a file, as " + s.path + " is named in its place"
	case s.isThere:
		head = "# " + s.path
	}
	text := clean.Line(head) + "\n" + config.Print(s.Config, s.Sources, vocabulary(), clean.Line(s.name()))
	return printed(m, []byte(text))
}

func configInit(m Machine, f *flags) *cobra.Command {
	var onto bool
	c := &cobra.Command{
		Use:   "init",
		Short: "Write a file of the defaults, with what each is",
		Long: "Writes the file, readable by you alone, in which everything stands as it is without it: as comments, each\n" +
			"with what it is and what it may be. A file that is there already is left as it is.",
		Example: "  tagboat config init\n" +
			"  tagboat config init --stdout | less",
		Args:        noArguments,
		Annotations: map[string]string{noSettings: "yes"},
		RunE: func(*cobra.Command, []string) error {
			if onto {
				return printed(m, []byte(config.Example(vocabulary())))
			}
			path, _, err := configPath(m, *f)
			if err != nil {
				return err
			}
			switch path {
			case "":
				return exit{code: codeFailed, err: errNoHome}
			case os.DevNull:
				return exit{code: codeFailed, err: errors.New(path + " means no file: name one that can be written")}
			}
			if err := config.Write(path, config.Example(vocabulary())); err != nil {
				return exit{code: codeFailed, err: err}
			}
			tell(m.said, "Written:", clean.Line(path))
			return nil
		},
	}
	c.Flags().BoolVar(&onto, "stdout", false, "print it instead")
	return c
}

var errNoHome = errors.New("there is no home for a file: set HOME or XDG_CONFIG_HOME to a whole path, or name one with --config")

func configCheck(m Machine, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "check [FILE]",
		Short: "Tell the mistakes in the file, with line and column",
		Long: "Tells the mistakes, with line, column and what was meant, and what was changed so that it can be read. The\n" +
			"exit code is 1 where there is a mistake. Nothing of the file is run.",
		Example: "  tagboat config check\n" +
			"  tagboat config check config.toml",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return usage{errors.New("check takes one file, or none for your own")}
			case len(args) == 1 && args[0] == "":
				return usage{errors.New("the name of the file is empty: the variable that should fill it may not be set")}
			}
			return nil
		},
		Annotations: map[string]string{noSettings: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				found := newSettled(args[0])
				if err := found.load("check"); err != nil {
					return err
				}
				return found.check(m)
			}
			found, err := loaded(m, *f)
			if err != nil {
				return err
			}
			found.beside = misread(m)
			return found.check(m)
		},
	}
}

// check tells what is wrong with the file, and with the environment.
func (s *settled) check(m Machine) error {
	for _, p := range s.Problems {
		place, note := clean.Line(s.name()), ""
		if p.Line > 0 {
			place += fmt.Sprintf(":%d:%d", p.Line, p.Column)
		}
		if p.Note {
			note = "note: "
		}
		tellf(m.prose(), "%s: %s%s\n", place, note, clean.Line(p.Words))
	}
	for _, words := range s.beside {
		tellf(m.prose(), "environment: %s\n", clean.Line(words))
	}
	n, more := config.Mistakes(s.Problems)
	switch {
	case more:
		return exit{code: codeFailed, err: fmt.Errorf("more than %s in %s", counted(n, "mistake"), s.path)}
	case n > 0:
		return exit{code: codeFailed, err: fmt.Errorf("%s in %s", counted(n, "mistake"), s.path)}
	case len(s.beside) > 0:
		return exit{code: codeFailed, err: fmt.Errorf("%s in the environment", counted(len(s.beside), "mistake"))}
	case s.path == "":
		tell(m.said, "There is no file, and no home for one.")
	case s.path == os.DevNull:
		tell(m.said, "There is no file, as", s.path, "is named in its place.")
	case !s.isThere:
		tell(m.said, "There is no file. It would be", clean.Line(s.path))
	default:
		tell(m.said, "No mistakes in", clean.Line(s.path))
	}
	return nil
}

func configPathCommand(m Machine, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:         "path",
		Short:       "Print where the file is, or would be",
		Example:     "  tagboat config path",
		Args:        noArguments,
		Annotations: map[string]string{noSettings: "yes"},
		RunE: func(*cobra.Command, []string) error {
			path, _, err := configPath(m, *f)
			if err == nil && path == "" {
				err = exit{code: codeFailed, err: errNoHome}
			}
			if err != nil {
				return err
			}
			return printed(m, []byte(clean.Line(path)+"\n"))
		},
	}
}
