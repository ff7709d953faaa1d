package credentials

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/docker/docker-credential-helpers/client"
	protocol "github.com/docker/docker-credential-helpers/credentials"

	"tagboat/hub"
)

const (
	prefix     = "docker-credential-"
	maxAnswer  = 64 << 10               // of a helper; a credential is a few kilobytes at most
	maxQuote   = 200                    // of a helper's own words in a sentence
	afterwards = 500 * time.Millisecond // for the pipes of a helper that has ended
)

// errNotFound is a helper's answer that it holds nothing under this key.
var errNotFound = errors.New("nothing is stored")

// helper is one of Docker's credential helpers, spoken to under a time limit, with bounded output
// and an environment of a few named variables.
type helper struct {
	name        string // without "docker-credential-"
	patience    time.Duration
	environment []string
}

// get is what the helper holds under a key; errNotFound when that is nothing. Some helpers say so
// with a message, others with empty fields.
func (h helper) get(
	ctx context.Context, key string,
) (username string, secret hub.Secret, err error) {
	r := h.run(ctx)
	found, err := client.Get(r.program, key)
	switch {
	case r.failed(err) && protocol.IsErrCredentialsNotFound(err):
		return "", hub.Secret{}, errNotFound
	case r.failed(err):
		return "", hub.Secret{}, r.failure(nil)
	case err != nil:
		return "", hub.Secret{}, fmt.Errorf(
			"%s%s answered with something that is no credential", prefix, h.name,
		)
	case found.Secret == "":
		return "", hub.Secret{}, errNotFound
	}
	return found.Username, hub.NewSecret(found.Secret), nil
}

// store keeps a secret under a key. Words of the helper that hold one of the secrets are not
// quoted.
func (h helper) store(
	ctx context.Context, key, username string, secret hub.Secret, within []hub.Secret,
) error {
	r := h.run(ctx)
	err := client.Store(
		r.program,
		&protocol.Credentials{ServerURL: key, Username: username, Secret: secret.Reveal()},
	)
	if err != nil {
		return r.failure(append(within, secret))
	}
	return nil
}

// erase forgets a key; a key that is not there is forgotten already. Helpers have no common words
// for that, so they are asked.
func (h helper) erase(ctx context.Context, key string) error {
	r := h.run(ctx)
	if client.Erase(r.program, key) == nil {
		return nil
	}
	if !r.ended() {
		return r.failure(nil)
	}
	if _, _, err := h.get(ctx, key); errors.Is(err, errNotFound) {
		return nil
	}
	return r.failure(nil)
}

// installed reports whether there is such a program. A name with a path in it is none of Docker's.
func (h helper) installed() bool {
	_, err := exec.LookPath(prefix + h.name)
	return plain(h.name) && err == nil
}

func plain(name string) bool {
	return name != "" && len(name) < 100 && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`/\:`, r)
	})
}

// run is one call of a helper.
type run struct {
	helper
	ctx     context.Context //nolint:containedctx // Program, which the protocol's client calls, has no place for one.
	input   io.Reader
	action  []string
	out     bounded
	err     bounded
	outcome error
	late    bool
}

func (h helper) run(ctx context.Context) *run {
	return &run{helper: h, ctx: ctx, out: bounded{most: maxAnswer}, err: bounded{most: maxAnswer}}
}

func (r *run) program(action ...string) client.Program {
	r.action = action
	return r
}

// Input is called by the protocol's client.
func (r *run) Input(in io.Reader) { r.input = in }

// Output is called by the protocol's client. The helper gets a session of its own, so that a
// question for a passphrase cannot be drawn over the screen, and so that it ends with everything it
// started.
func (r *run) Output() ([]byte, error) {
	if !plain(r.name) {
		r.outcome = exec.ErrNotFound
		return nil, r.outcome
	}
	ctx, cancel := context.WithTimeout(r.ctx, r.patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, prefix+r.name, r.action...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = r.environment, r.input, &r.out, &r.err
	cmd.WaitDelay = afterwards
	r.out.overflow, r.err.overflow = cancel, cancel
	alone(cmd)
	arrived := waitingFor(r.ctx, "Waiting for %s%s; it may be asking you something …", prefix, r.name)
	err := cmd.Run()
	arrived()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // it ended well and left a child behind
	}
	r.late = errors.Is(ctx.Err(), context.DeadlineExceeded)
	r.outcome = err
	return r.out.Bytes(), err
}

// failed reports whether the helper failed, and did not only answer what makes no sense.
func (r *run) failed(err error) bool { return err != nil && r.outcome != nil }

// ended reports whether the helper ran and ended by itself, well or not.
func (r *run) ended() bool {
	_, exit := errors.AsType[*exec.ExitError](r.outcome)
	return r.outcome == nil || exit && !r.late && !r.out.full && !r.err.full
}

// said is what the helper wrote; some write their errors to the one pipe, some to the other.
func (r *run) said() string {
	if text := strings.TrimSpace(r.out.String()); text != "" {
		return text
	}
	return strings.TrimSpace(r.err.String())
}

// failure is the failed call in one sentence.
func (r *run) failure(secrets []hub.Secret) error {
	name := prefix + r.name
	switch {
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case errors.Is(r.outcome, exec.ErrNotFound), errors.Is(r.outcome, exec.ErrDot):
		return fmt.Errorf("%s is not installed", quotable(name))
	case r.out.full || r.err.full:
		return fmt.Errorf("%s answered with more than %d KiB", name, maxAnswer>>10)
	case r.late:
		return fmt.Errorf("%s did not answer within %s", name, r.patience)
	}
	if exit, ok := errors.AsType[*exec.ExitError](r.outcome); ok {
		if words := r.quote(secrets); words != "" {
			return fmt.Errorf("%s failed: “%s”", name, words)
		}
		return fmt.Errorf("%s failed without a word (%s)", name, exit.ProcessState)
	}
	return fmt.Errorf("%s could not be run", name)
}

// quote is the helper's message on one line; nothing when it may hold a secret.
func (r *run) quote(secrets []hub.Secret) string {
	said := r.said()
	for _, sign := range []string{"{", "dckr_", "eyJ"} {
		if strings.Contains(said, sign) {
			return ""
		}
	}
	for _, s := range secrets {
		if !s.IsZero() && strings.Contains(said, s.Reveal()) {
			return ""
		}
	}
	return quotable(said)
}

// quotable brings foreign text onto one short line.
func quotable(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	if len(text) <= maxQuote {
		return text
	}
	cut := maxQuote
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// bounded keeps as much as it may and ends the helper that writes more.
type bounded struct {
	bytes.Buffer

	most     int
	full     bool
	overflow func()
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		b.full = true
		b.overflow()
		return 0, io.ErrShortWrite
	}
	return b.Buffer.Write(p)
}

// ReadFrom hides the Buffer's own, which knows no bound.
func (b *bounded) ReadFrom(from io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{b}, from)
}
