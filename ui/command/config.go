package command

import (
	"errors"
	"fmt"

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
			"  tagboat config | grep -v default what is not as by default\n" +
			"  tagboat config schema            a JSON schema of the file, for an editor",
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return showConfig(m, *f) },
	}
	c.AddCommand(
		configInit(m, f), configCheck(m, f), configPathCommand(m, f),
		&cobra.Command{
			Use: "schema", Short: "Print the JSON schema of the file", Args: noArguments,
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
	head := "# without a file; tagboat config init writes one to " + s.path
	switch {
	case s.path == "":
		head = "# without a file: there is no home for one"
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
			if path == "" {
				return exit{code: codeFailed, err: errNoHome}
			}
			if err := config.Write(path, config.Example(vocabulary())); err != nil {
				return exit{code: codeFailed, err: err}
			}
			tell(m.Err, "Written:", clean.Line(path))
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
		Long: "Tells every mistake, with line, column and what was meant, and what was changed so that it can be read. The\n" +
			"exit code is 1 where there is a mistake. Nothing of the file is run.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage{errors.New("check takes one file, or none for your own")}
			}
			return nil
		},
		Annotations: map[string]string{noSettings: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				f.configFile = args[0]
			}
			return checkConfig(m, *f)
		},
	}
}

func checkConfig(m Machine, f flags) error {
	found, err := loaded(m, f)
	if err != nil {
		return err
	}
	mistakes := 0
	for _, p := range found.Problems {
		place, note := clean.Line(found.name()), ""
		if p.Line > 0 {
			place += fmt.Sprintf(":%d:%d", p.Line, p.Column)
		}
		if p.Note {
			note = "note: "
		} else {
			mistakes++
		}
		tellf(m.results, "%s: %s%s\n", place, note, clean.Line(p.Words))
	}
	switch {
	case mistakes > 0:
		return exit{code: codeFailed, err: fmt.Errorf("%s in %s", counted(mistakes, "mistake"), found.path)}
	case found.path == "":
		tell(m.Err, "There is no file, and no home for one.")
	case !found.isThere:
		tell(m.Err, "There is no file. It would be", clean.Line(found.path))
	default:
		tell(m.Err, "No mistakes in", clean.Line(found.path))
	}
	return nil
}

func configPathCommand(m Machine, f *flags) *cobra.Command {
	return &cobra.Command{
		Use:         "path",
		Short:       "Print where the file is, or would be",
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
