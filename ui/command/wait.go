package command

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/wait"
	"tagboat/ui/command/report"
)

// waited is what a wait is asked for, as typed.
type waited struct {
	digest, timeout, every string
	platforms              []string
	moved, gone            bool
}

func waitCommand(m Machine, f *flags) *cobra.Command {
	var w waited
	c := &cobra.Command{
		Use:   "wait REFERENCE",
		Short: "Wait until a tag is there, has a digest, moves or is gone",
		Long: "Waits until the tag is there, with every platform that is asked for, and prints it pinned to its digest. It\n" +
			"asks for that tag alone, once every few seconds, and neither pulls nor needs an engine. With --moved it waits\n" +
			"for another image than at the first look, or than the digest in REFERENCE. With --gone nothing is printed,\n" +
			"and two looks must find nothing.\n\n" +
			"A lost network is waited out, and so is a repository that is not there yet. Exit code 124 is a time-out; the\n" +
			"sentence on standard error says what was seen last.",
		Example: "  docker pull \"$(tagboat wait acme/api:1.4)\"\n" +
			"  tagboat wait acme/api:1.4 --platform linux/amd64 --platform linux/arm64\n" +
			"  tagboat wait nginx:1.27 --moved --timeout 1d --every 5m\n" +
			"  tagboat wait acme/api:pr-17 --gone",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{errors.New("wait takes one reference, as acme/api:1.4")}
			}
			return nil
		},
		ValidArgsFunction: completionOf(1, m, f),
	}
	flags := c.Flags()
	flags.StringVar(&w.digest, "digest", "", "until the tag, or one of its platforms, is `DIGEST`")
	flags.BoolVar(&w.moved, "moved", false, "until it is another image")
	flags.BoolVar(&w.gone, "gone", false, "until it is gone")
	flags.StringArrayVar(&w.platforms, "platform", nil,
		"only when it is built for `PLATFORM`, as linux/arm64; may be given again")
	flags.StringVar(&w.timeout, "timeout", "10m", "give up after so long a `TIME`, as 30s, 10m or 1d")
	flags.StringVar(&w.every, "every", "5s", "look once in a `TIME`, from 1s on; give or take a tenth")
	c.RunE = func(c *cobra.Command, args []string) error {
		wish, untagged, err := w.wish(args[0])
		if err != nil {
			return usage{err}
		}
		rhythm, err := w.rhythm()
		if err != nil {
			return usage{err}
		}
		if untagged {
			tellLatest(m, wish.Reference())
		}
		return waitFor(c.Context(), m, *f, wish, rhythm)
	}
	return c
}

// wish reads what is waited for. A digest in the reference is what the tag is to be, or with
// --moved what it is to be no longer.
func (w waited) wish(text string) (wish wait.Wish, untagged bool, err error) {
	kinds := 0
	for _, asked := range []bool{w.digest != "", w.moved, w.gone} {
		if asked {
			kinds++
		}
	}
	ref, err := taggedReference(text)
	switch {
	case err != nil:
		return wish, false, err
	case kinds > 1:
		return wish, false, errors.New("--digest, --moved and --gone are three things to wait for: give one of them")
	case w.gone && len(w.platforms) > 0:
		return wish, false, errors.New("what is gone has no platforms: give --gone or --platform")
	case w.gone && !ref.Digest.IsZero():
		return wish, false, errors.New("--gone is about a tag, whatever it is: leave the digest out, or give --moved")
	}
	wish = wait.Wish{Repository: ref.Repository, Tag: ref.Tag, Moved: w.moved, Gone: w.gone}
	if ref.Tag == "" {
		wish.Tag, untagged = "latest", true
	}
	if w.moved {
		wish.Before = ref.Digest
	} else {
		wish.Digest = ref.Digest
	}
	if w.digest != "" {
		if wish.Digest, err = hub.ParseDigest(w.digest); err != nil {
			return wish, false, fmt.Errorf("--digest %q: %w", clean.Line(w.digest), err)
		}
		if !ref.Digest.IsZero() && wish.Digest != ref.Digest {
			return wish, false, errors.New("the reference and --digest name two digests: give one of them")
		}
	}
	for _, name := range w.platforms {
		p, err := hub.ParsePlatform(name)
		if err != nil {
			return wish, false, fmt.Errorf("--platform: %w", err)
		}
		wish.Platforms = append(wish.Platforms, p)
	}
	return wish, untagged, nil
}

func (w waited) rhythm() (r wait.Rhythm, err error) {
	for _, t := range []struct {
		flag, text string
		least      time.Duration
		value      *time.Duration
	}{
		{"timeout", w.timeout, 0, &r.Timeout}, {"every", w.every, time.Second, &r.Every},
	} {
		d, known := span(t.text)
		switch {
		case !known:
			return r, fmt.Errorf("--%s %q: expected a time longer than none, as 30s, 10m or 1d", t.flag, clean.Line(t.text))
		case d < t.least:
			return r, fmt.Errorf("--%s %s is shorter than %s, and the Hub counts requests", t.flag, t.text, t.least)
		}
		*t.value = d
	}
	return r, nil
}

func waitFor(ctx context.Context, m Machine, f flags, wish wait.Wish, rhythm wait.Rhythm) error {
	conn, err := connect(m, f)
	if err != nil {
		return err
	}
	defer conn.close()
	input, err := secretFrom(ctx, m, f)
	if err != nil {
		return refused(err)
	}
	watch := newWatch(m, &conn, wish, rhythm)
	defer conn.narrate(m, watch.meter)()
	defer watch.end()
	tag, err := wait.For(ctx, conn.client, wish, rhythm, watch.login(f, input), watch.took)
	watch.end()
	if late, ok := errors.AsType[*wait.TimeoutError](err); ok {
		return exit{code: codeTimedOut, err: late}
	}
	if err != nil || wish.Gone {
		return refused(err)
	}
	pinned := wish.Pinned(tag)
	if pinned.Digest.IsZero() {
		tell(m.said, "tagboat: the Hub tells no digest of it, so it is not pinned")
	}
	return ended(printed(m, []byte(pinned.Familiar()+"\n")))
}

// watch tells on standard error how a wait goes: on a terminal in a line that counts, elsewhere
// only what hinders it, each once.
type watch struct {
	m       Machine
	conn    *connection
	name    string
	account string // who asks; "": nobody
	rhythm  wait.Rhythm
	began   time.Time
	meter   *report.Meter // nil: no terminal
	looks   chan wait.Look
	over    chan struct{}
	told    map[hub.Kind]bool // kinds of failure
}

func newWatch(m Machine, conn *connection, wish wait.Wish, rhythm wait.Rhythm) *watch {
	w := &watch{
		m: m, conn: conn, name: wish.Reference().Familiar(), rhythm: rhythm, began: m.Now(),
		told: map[hub.Kind]bool{},
	}
	if !term.IsTerminal(m.Err.Fd()) {
		return w
	}
	w.meter = m.meter()
	w.looks, w.over = make(chan wait.Look), make(chan struct{})
	go w.count()
	return w
}

// login begins a session, as often as the network takes it away, and tells once what it finds.
func (w *watch) login(f flags, input hub.Secret) wait.Begin {
	told := false
	return func(ctx context.Context) error {
		notices, err := w.conn.openWith(ctx, f, input)
		if !told {
			for _, n := range notices {
				w.say(string(n))
			}
			told = true
		}
		if s := w.conn.client.Session(); err == nil && s != nil {
			w.account = s.Username
		}
		return err
	}
}

// took hears of a look.
func (w *watch) took(l wait.Look) {
	if w.meter != nil {
		w.looks <- l
	}
	if l.Unknown {
		whom := "without an account"
		if w.account != "" {
			whom = "to " + w.account
		}
		w.say(fmt.Sprintf("there is no such repository, or it is not visible %s; waiting all the same", whom))
	}
	if kind := hub.KindOf(l.Err); l.Err != nil && !w.told[kind] {
		w.told[kind] = true
		w.say(hub.Sentence(l.Err) + " Waiting all the same.")
	}
}

// say tells a sentence, above the line that counts where there is one.
func (w *watch) say(text string) {
	if w.meter != nil {
		w.meter.Say(clean.Line(text))
	} else {
		tell(w.m.said, "tagboat:", clean.Line(text))
	}
}

// count writes the line anew each second.
func (w *watch) count() {
	defer close(w.over)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	seen := "not looked yet"
	for {
		waited, all := w.m.Now().Sub(w.began).Round(time.Second), hub.Lasting(w.rhythm.Timeout)
		w.meter.Line(fmt.Sprintf("%s of %s: %s %s", hub.Lasting(waited), all, w.name, seen))
		select {
		case l, more := <-w.looks:
			switch {
			case !more:
				w.meter.Clear()
				return
			case l.Err == nil:
				seen = fmt.Sprintf("%s (look %d)", l.Saw, l.Count)
			}
		case <-tick.C:
		}
	}
}

// end takes the line away.
func (w *watch) end() {
	if w.looks != nil {
		close(w.looks)
		<-w.over
		w.looks = nil
	}
}
