package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tagboat/hub/clean"
	"tagboat/hub/credentials"
	"tagboat/hub/statefile"
	"tagboat/ui/command/doctor"
	"tagboat/ui/config"
)

// How long each may take of which the doctor asks something.
const (
	fileTime   = 3 * time.Second
	helperTime = 15 * time.Second
)

func doctorCommand(m Machine, f *flags) *cobra.Command {
	var format string
	var offline bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Print what a report of a mistake needs: each line says ok, or what to do",
		Long: "Looks at the program and what is around it: terminal, clipboard, locale, configuration, what is kept, Docker's\n" +
			"configuration and credential helper, the way to the network, and whether the Hub is reached, or why not. Run it\n" +
			"in the terminal where something is wrong. It changes nothing and logs nobody in; it costs one small request to\n" +
			"the Hub and two to Docker's registry, which count no pull, and asks the credential helper whether it holds a\n" +
			"login. With --offline nobody is asked, and no helper started.\n\n" +
			"What it prints can be published: no secret stands in it, no account's name and no proxy's login, and your home\n" +
			"is ~. It does name hosts, folders, and what a server or a helper says when it refuses.\n\n" +
			"The exit code is 0 where all is ok, 5 where a line says what to do, and 1 where it could not be printed. In\n" +
			"json each finding has about, state (ok, look or unasked), says and do, which is null where there is nothing to do.",
		Example: "  tagboat doctor\n" +
			"  tagboat doctor --offline          ask nobody\n" +
			"  tagboat doctor --format json      for programs\n" +
			"  tagboat doctor --hub https://hub.example.com",
		Args:        noArguments,
		Annotations: map[string]string{noSettings: "yes"}, // it tells itself what is wrong with them
	}
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text or json")
	c.Flags().BoolVar(&offline, "offline", false, "ask nobody, and start no credential helper")
	f.clipboardOf(c)
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(
		[]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp,
	))
	c.RunE = func(c *cobra.Command, _ []string) error {
		if format != "text" && format != "json" {
			return usage{fmt.Errorf("--format %q: expected text or json", clean.Line(format))}
		}
		return examine(c.Context(), m, examination{
			flags: f, isGiven: c.Flags().Changed, asJSON: format == "json", offline: offline,
			within: answerTime, late: lateTime,
		})
	}
	return c
}

// examination is what is to be looked at, and by whose word.
type examination struct {
	*flags

	isGiven         func(flag string) bool
	asJSON, offline bool
	within, late    time.Duration // see answerTime and lateTime
	unsettled       error         // why nothing of what is set is in force
}

func examine(ctx context.Context, m Machine, x examination) error {
	x.flags.isGiven = x.isGiven
	x.unsettled = settle(m, x.flags, x.isGiven)
	_, m.said.charset = drawn(m, x.config)
	if err := isWay(x.config.Clipboard); err != nil {
		return err
	}
	logger, done, err := openLog(m, x.log)
	if err != nil {
		return usage{err}
	}
	defer done()
	report := &doctor.Report{Out: m.prose(), JSON: x.asJSON, Home: home(m)}
	if x.asJSON {
		report.Out = m.results
	}
	answers, settled := x.ask(ctx, m)
	defer settled()
	if ctx.Err() != nil { // it was not waited for to its end
		return ended(ctx.Err())
	}
	report.Add(x.program(m))
	report.Add(x.terminal(ctx, m, answers).Findings()...)
	report.Add(x.locale(m))
	report.Add(x.set().Findings()...)
	report.Add(x.folder(m).Finding(), x.lists(ctx, m).Finding())
	report.Add(x.logins(ctx, m).Findings()...)
	x.network(ctx, m, logger, report)
	if ctx.Err() != nil {
		return ended(ctx.Err())
	}
	looks, err := report.Close()
	switch {
	case err != nil:
		return ended(err)
	case looks == 1:
		return exit{code: codeNews, err: errors.New("1 line says what to do")}
	case looks > 0:
		return exit{code: codeNews, err: fmt.Errorf("%d lines say what to do", looks)}
	}
	return nil
}

func (x examination) program(m Machine) doctor.Finding {
	told := []string{m.Version, m.OS + "/" + m.Architecture}
	told = append(told, m.Build...)
	if m.isPlugin() {
		told = append(told, "as a plugin of docker")
	}
	return doctor.Finding{About: "tagboat", Says: strings.Join(told, ", ")}
}

// set is what a person set, by its name and without its value: a report is for everybody.
func (x examination) set() doctor.Settings {
	s := x.settled
	found := doctor.Settings{
		Path: s.path, Name: s.name(), IsThere: s.isThere, Problems: s.Problems, Beside: s.beside,
		Err: x.unsettled,
	}
	if x.unsettled != nil {
		return found
	}
	for name, source := range s.Sources {
		switch source.Kind {
		case config.FromFlag:
			name += " (--" + source.Name + ")"
		case config.FromEnvironment:
			name += " (" + source.Name + ")"
		}
		found.Set = append(found.Set, name)
	}
	slices.Sort(found.Set)
	return found
}

func (x examination) folder(m Machine) doctor.Folder {
	if x.demo {
		return doctor.Folder{Unasked: demoKeeps}
	}
	found := doctor.Folder{Path: stateFolder(m)}
	if found.Path != "" {
		found.IsThere = isThere(found.Path)
		found.Room, found.Known = statefile.Room(found.Path)
		found.Err = statefile.Usable(found.Path)
	}
	return found
}

const demoKeeps = "nothing is kept of the demo"

func (x examination) lists(ctx context.Context, m Machine) doctor.Index {
	kept := keptLists(m, *x.flags)
	found := doctor.Index{Unasked: whyUnused(m, *x.flags), Path: kept.Path(), Within: fileTime}
	if found.Unasked == "" {
		limited, cancel := context.WithTimeout(ctx, fileTime)
		defer cancel()
		found.Checkup = kept.Check(limited)
	}
	return found
}

func (x examination) logins(ctx context.Context, m Machine) doctor.Logins {
	if x.demo {
		return doctor.Logins{Unasked: "the demo has accounts of its own"}
	}
	found := doctor.Logins{Checkup: credentials.New(credentials.Options{
		Hub: x.hub, Home: home(m), State: stateFolder(m), Getenv: m.Getenv, Now: m.Now,
		Patience: min(patience(m), helperTime),
	}).Checkup(ctx, !x.offline)}
	for _, name := range []string{"TAGBOAT_USERNAME", "TAGBOAT_TOKEN", "TAGBOAT_PASSWORD"} {
		if m.Getenv(name) != "" {
			found.Given = append(found.Given, name)
		}
	}
	return found
}
