// Package command is the command line: flags, what they are wired to, and exit
// codes. It reads the arguments, the environment and the terminal only through
// the Machine that main describes.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/clipboard"
	"tagboat/ui/command/sheet"
	"tagboat/ui/config"
	"tagboat/ui/signals"
)

// Machine is what the program finds around it.
type Machine struct {
	Program          string   // the path by which it was called
	Args             []string // without that
	Getenv           func(name string) string
	In, Out, Err     *os.File
	OS, Architecture string // as in runtime
	Version          string
	Build            []string // how the program was built, in a few words each
	Now              func() time.Time
	// Signals ends the context of Run with the cause signals.Interruption; it may be nil.
	Signals *signals.Owner

	results *output // Out, for whatever is printed there
	said    *words  // Err, for whatever a person is told there
}

// Run does what the command line says and returns the exit code: that of the
// signal where one came meanwhile.
func Run(ctx context.Context, m Machine) int {
	m.results, m.said = &output{File: m.Out}, &words{Writer: m.Err, charset: charset(m)}
	c := root(m)
	c.SetArgs(append([]string{}, m.arguments()...)) // never nil: that would mean the process's own
	c.SetIn(m.In)
	c.SetOut(m.results)
	c.SetErr(m.said)
	m.helps(c)
	strict(c)
	introduced, err := m.introduces()
	if !introduced {
		err = c.ExecuteContext(tellingWaits(ctx, m))
	}
	code, err := codeOf(err)
	if code == codeComplete && m.results.failed != nil {
		code, err = codeFailed, fmt.Errorf("standard output: %w", m.results.failed)
	}
	if i := signals.Of(ctx); i != nil {
		return i.Code() // whatever was found, it may not be all
	}
	if err != nil {
		tell(m.said, "tagboat:", said(err))
	}
	return code
}

// tell writes a line for a person, who will see that it is missing where it can
// not be written.
func tell(w io.Writer, words ...any) { _, _ = fmt.Fprintln(w, words...) }

func tellf(w io.Writer, format string, words ...any) { _, _ = fmt.Fprintf(w, format, words...) }

// said is an error in words for a person, made harmless.
func said(err error) string {
	if hub.KindOf(err) == 0 {
		return clean.Line(err.Error())
	}
	return clean.Line(strings.TrimSpace(hub.Sentence(err) + " " + hub.Advice(err)))
}

// prose is Out for what a person reads there, and no program takes apart.
func (m Machine) prose() *words { return &words{Writer: m.results, charset: m.said.charset} }

// flags are what every command understands.
type flags struct {
	demo, passwordStdin          bool
	linear                       bool // a conversation by lines, and no screen
	quiet                        bool // nothing is said: the shell asks
	given                        bool // the environment holds a login
	sparing                      bool // half of what the Hub allows is left to others
	index, noIndex               bool // keep lists also where a secret was given, or never
	hub, account, log, clipboard string
	configFile                   string
	preferred                    bool // the account is that of the configuration
	astray                       bool // the configuration names a Hub that is not used
	config                       config.Config
	settled                      settled
	isGiven                      func(flag string) bool
}

func root(m Machine) *cobra.Command {
	f := flags{
		given: m.Getenv("TAGBOAT_USERNAME") != "" || m.Getenv("TAGBOAT_TOKEN") != "" ||
			m.Getenv("TAGBOAT_PASSWORD") != "",
		config: config.Default(),
	}
	c := &cobra.Command{
		Use:   "tagboat [PLACE]",
		Short: "Browse Docker Hub in the terminal",
		Long: "tagboat browses Docker Hub in the terminal: log in, pick a namespace, a repository, a tag, and copy its\n" +
			"reference with one key. PLACE is where to begin: a reference, an address, or whatever else names one.\n\n" +
			"Commands print for scripts: results on standard output, everything else on standard error, and exit codes that\n" +
			"tell complete (0) from failed (1), misused (2), partial (3), login needed (4) and news (5). tagboat schema has\n" +
			"the JSON of each. " + sheet.Promise,
		Example: "  tagboat                  log in to Docker Hub and browse\n" +
			"  tagboat nginx            the official image or, if there is none, the namespace\n" +
			"  tagboat acme/            the repositories of a namespace\n" +
			"  tagboat acme/api:1.24    a tag, first among the others\n" +
			"  tagboat --demo           try it on a Docker Hub inside the program, without network",
		Args:              cobra.ArbitraryArgs,
		Version:           m.Version,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return f.prepare(c, m) },
		RunE: func(c *cobra.Command, words []string) error {
			place, err := placeOf(c, words)
			if err != nil {
				return err
			}
			if place == "" && !f.demo {
				place = f.config.Place
			}
			return browse(c.Context(), m, f, start{place: place})
		},
	}
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usage{fmt.Errorf("%w; see tagboat --help", err)}
	})
	c.SetVersionTemplate("tagboat {{.Version}}\n")
	f.common(c, m)
	c.AddCommand(
		images(m, &f), repositories(m, &f), tags(m, &f), viewCommand(m, &f), inspect(m, &f),
		compare(m, &f), staleCommand(m, &f), checkCommand(m, &f),
		waitCommand(m, &f), pinCommand(m, &f), whichCommand(m, &f), doctorCommand(m, &f),
		historyCommand(m, &f), newsCommand(m, &f), limitsCommand(m, &f), syncCommand(m, &f),
		loginCommand(m, &f), logoutCommand(m, &f), accountsCommand(m, &f), indexCommand(m, &f),
		configCommand(m, &f), schemaCommand(m), manCommand(c),
	)
	values(c)
	return c
}

// prepare refuses flags that contradict one another, and finds what is in force.
func (f *flags) prepare(c *cobra.Command, m Machine) error {
	if hub := c.Flags().Lookup("hub"); f.demo && hub != nil && hub.Changed {
		return usage{errors.New("--demo is a Hub inside the program: give it or --hub")}
	}
	if err := noBlanks(c.Flags()); err != nil || !takesSettings(c) {
		return err
	}
	f.isGiven = c.Flags().Changed
	if err := settle(m, f, f.isGiven); err != nil {
		return err
	}
	_, m.said.charset = drawn(m, f.config)
	if c.Parent() != nil { // the screen says it itself
		for _, words := range f.settled.mistakes() {
			tell(m.said, "tagboat:", words)
		}
	}
	return nil
}

// strict has the commands that cobra adds by itself refuse what they do not know: by themselves
// they print a help text, which a script takes for what it asked for. The output has to be set
// before.
func strict(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Example = "  tagboat help images"
			c.Args = func(c *cobra.Command, args []string) error {
				_, unknown, err := root.Find(args)
				if err != nil {
					return usage{err}
				}
				return noArguments(c, unknown)
			}
		case "completion":
			c.Args, c.Example = noArguments, "  source <(tagboat completion bash)   in bash, for this shell"
			c.RunE = func(*cobra.Command, []string) error {
				return usage{errors.New("name a shell: bash, zsh, fish or powershell")}
			}
			for _, shell := range c.Commands() {
				shell.Args, shell.Example = noArguments, "  "+shell.CommandPath()
			}
		}
	}
}

// common are the flags that all commands have, and those of the screen alone.
func (f *flags) common(c *cobra.Command, m Machine) {
	c.PersistentFlags().BoolVar(
		&f.demo, "demo", false,
		"use a Docker Hub that lives inside the program: no network, sample accounts",
	)
	c.PersistentFlags().StringVar(
		&f.hub, "hub", m.Getenv("TAGBOAT_HUB"),
		"base `URL` of another Hub-compatible server (environment: TAGBOAT_HUB)",
	)
	c.PersistentFlags().Lookup("hub").DefValue = "" // help and man tell nothing of the environment
	c.PersistentFlags().StringVar(&f.log, "log", "", "append what happens to `FILE`, which only you can read; no password or token is written")
	c.PersistentFlags().StringVar(
		&f.configFile, "config", "",
		"read the configuration from `FILE` (environment: TAGBOAT_CONFIG)",
	)
	c.PersistentFlags().StringVar(
		&f.account, "account", "", "the account `NAME` to use, of those that are kept",
	)
	c.PersistentFlags().BoolVar(
		&f.noIndex, "no-index", false,
		"keep nothing of lists, and use nothing that was kept (environment: TAGBOAT_INDEX=off)",
	)
	c.PersistentFlags().BoolVar(
		&f.index, "index", false,
		"keep lists also where the secret comes from the environment or a pipe",
	)
	c.PersistentFlags().BoolVar(
		&f.passwordStdin, "password-stdin", false,
		"read the password or access token of the account from standard input",
	)
	c.Flags().BoolVar(
		&f.linear, "linear", false,
		"talk in lines and draw nothing, for screen readers and scripts (environment: ACCESSIBLE=1)",
	)
	f.clipboardOf(c)
}

// clipboardOf is the flag of whatever copies, and of what tells how that is done.
func (f *flags) clipboardOf(c *cobra.Command) {
	c.Flags().StringVar(
		&f.clipboard, "clipboard", "auto", "`WAY` to the clipboard: auto, osc52, native or print",
	)
}

func isWay(clipboardMode string) error {
	if slices.Contains(clipboard.Modes, clipboard.Mode(clipboardMode)) {
		return nil
	}
	return usage{fmt.Errorf("--clipboard %q: choose auto, osc52, native or print", clipboardMode)}
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage{fmt.Errorf("there is no command %q; see tagboat --help", args[0])}
}
