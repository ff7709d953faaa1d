// Tagboat is a terminal browser for Docker Hub.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"github.com/cli/browser"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/keymap"
	"tagboat/ui"
	"tagboat/ui/clipboard"
	"tagboat/ui/screen"
	"tagboat/ui/theme"
)

// version is set by the release's linker flags.
var version = ""

// Exit codes of the program.
const (
	exitFailed = 1
	exitUsage  = 2
)

// usage is an error in how the program was called.
type usage struct{ error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := command().ExecuteContext(ctx)
	stop()
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "tagboat:", err)
	if errors.As(err, &usage{}) {
		os.Exit(exitUsage)
	}
	os.Exit(exitFailed)
}

// flags are what the command line can say.
type flags struct {
	demo                bool
	hub, log, clipboard string
}

func command() *cobra.Command {
	var f flags
	c := &cobra.Command{
		Use:   "tagboat",
		Short: "Browse Docker Hub in the terminal",
		Long: "tagboat browses Docker Hub in the terminal: log in, pick a namespace, a repository,\n" +
			"a tag, and copy its reference with one key.",
		Example: "  tagboat            log in to Docker Hub and browse\n" +
			"  tagboat --demo     try it on a Docker Hub inside the program, without network",
		Args:          func(_ *cobra.Command, args []string) error { return noArguments(args) },
		Version:       programVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(c *cobra.Command, _ []string) error { return browse(c.Context(), f) },
	}
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usage{fmt.Errorf("%w; see tagboat --help", err)}
	})
	c.SetVersionTemplate("tagboat {{.Version}}\n")
	c.CompletionOptions.DisableDefaultCmd = true
	c.Flags().BoolVar(&f.demo, "demo", false, "browse a Docker Hub that lives inside the program: no network, sample accounts")
	c.Flags().StringVar(&f.hub, "hub", os.Getenv("TAGBOAT_HUB"), "base `URL` of another Hub-compatible server (environment: TAGBOAT_HUB)")
	c.Flags().StringVar(&f.log, "log", "", "append what happens to `FILE`; no password or token is written")
	c.Flags().StringVar(&f.clipboard, "clipboard", string(clipboard.Auto), "`WAY` to the clipboard: auto, osc52, native or print")
	return c
}

func noArguments(args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage{fmt.Errorf("there is no command %q; see tagboat --help", args[0])}
}

// browse runs the program on the terminal.
func browse(ctx context.Context, f flags) error {
	if !term.IsTerminal(os.Stdout.Fd()) || !term.IsTerminal(os.Stdin.Fd()) {
		return usage{errors.New("this needs a terminal to draw on; run it in one, without a pipe or redirection")}
	}
	if !slices.Contains(clipboard.Modes, clipboard.Mode(f.clipboard)) {
		return usage{fmt.Errorf("--clipboard %q: choose auto, osc52, native or print", f.clipboard)}
	}
	logger, done, err := openLog(f.log)
	if err != nil {
		return usage{err}
	}
	defer done()
	events := make(chan hub.Event, 16)
	options, demo := connect(f)
	options.UserAgent = "tagboat/" + programVersion()
	options.Logger = logger
	options.Observe = func(e hub.Event) {
		select {
		case events <- e:
		default: // the screen shows only the latest anyway
		}
	}
	client, err := hub.New(options)
	if err != nil {
		return usage{err}
	}
	app := ui.New(ctx, ui.Options{
		Env: screen.Env{
			Hub: client, Keys: keymap.New(), Theme: theme.New(), Now: time.Now, Demo: demo,
			Platform: hub.NewPlatform("linux", runtime.GOARCH, "", ""), // engines run Linux images everywhere
		},
		Outside:   outside(),
		Clipboard: clipboard.New(clipboard.Surroundings{Getenv: os.Getenv, OS: runtime.GOOS, Mode: clipboard.Mode(f.clipboard)}),
		Events:    events,
	})
	const framesPerSecond = 120 // halves the time from a key to the screen for the same idle cost
	_, err = tea.NewProgram(app, tea.WithContext(ctx), tea.WithFPS(framesPerSecond)).Run()
	if err != nil && !errors.Is(err, tea.ErrProgramKilled) && !errors.Is(err, tea.ErrInterrupted) {
		return fmt.Errorf("the screen failed: %w", err)
	}
	return nil
}

// outside finds what the program can start beside itself.
func outside() ui.Outside {
	var found ui.Outside
	browser.Stdout, browser.Stderr = io.Discard, io.Discard // a launcher must not write on the screen
	remote := os.Getenv("SSH_CONNECTION") != "" || os.Getenv("SSH_TTY") != ""
	display := runtime.GOOS == "darwin" || runtime.GOOS == "windows" ||
		os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" || os.Getenv("WSL_DISTRO_NAME") != ""
	if display && !remote {
		found.Browse = browser.OpenURL
	}
	for _, engine := range []string{"docker", "podman", "nerdctl"} {
		if path, err := exec.LookPath(engine); err == nil {
			found.Engine = path
			break
		}
	}
	return found
}

// connect says which Hub to talk to.
func connect(f flags) (hub.Options, []screen.Account) {
	if !f.demo {
		return hub.Options{BaseURL: f.hub}, nil
	}
	const (
		latency             = 60 * time.Millisecond // so that pages are seen to arrive
		anonymous, signedIn = 180, 600              // requests a minute; what the Hub allows an account is not known
	)
	server := hubtest.New(hubtest.Demo(time.Now()), hubtest.WithLatency(latency), hubtest.WithRateLimit(anonymous, signedIn))
	var accounts []screen.Account
	for _, a := range hubtest.DemoAccounts() {
		accounts = append(accounts, screen.Account(a))
	}
	return hub.Options{BaseURL: server.URL(), RegistryURL: server.RegistryURL(), Transport: server.Transport()}, accounts
}

func openLog(path string) (*slog.Logger, func(), error) {
	if path == "" {
		return slog.New(slog.DiscardHandler), func() {}, nil
	}
	const ownerOnly = 0o600
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, ownerOnly)
	if err != nil {
		return nil, nil, fmt.Errorf("the log can not be written: %w", err)
	}
	return slog.New(slog.NewTextHandler(file, &slog.HandlerOptions{Level: slog.LevelDebug})), func() { _ = file.Close() }, nil
}

func programVersion() string {
	if version != "" {
		return version
	}
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" && build.Main.Version != "(devel)" {
		return build.Main.Version
	}
	return "dev"
}
