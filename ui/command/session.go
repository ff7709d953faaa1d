package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/term"

	"tagboat/hub"
	"tagboat/hub/credentials"
	"tagboat/hub/demo"
	"tagboat/hub/export"
)

// accounts are those of the Hub that the flags name. The demo's are forgotten
// with the program, and nothing of this machine is read for it.
func accounts(m Machine, f flags) *credentials.Accounts {
	if f.demo {
		return credentials.New(credentials.Options{Hub: "demo", Now: m.Now})
	}
	return credentials.New(credentials.Options{
		Hub: f.hub, Home: home(m), State: stateFolder(m), Getenv: m.Getenv, Now: m.Now,
		Patience: patience(m),
	})
}

// open begins a session for a command in a pipe, where nobody can be asked:
// with what was given, kept, or stored by docker login; else there is none.
func (c *connection) open(ctx context.Context, m Machine, f flags) error {
	input, err := secretFrom(ctx, m, f)
	if err != nil {
		return err
	}
	notices, err := c.openWith(ctx, f, input)
	tellAll(m, notices)
	return err
}

// resume goes on with a kept session, for the shell's completion: nothing is sent
// to begin one, for each Tab would be a login.
func (c *connection) resume(ctx context.Context, f flags) error {
	if f.demo {
		return c.openDemo(ctx, f.account)
	}
	if kept, ok := c.accounts.Valid(ctx, f.account); ok {
		c.client.Use(c.client.Resume(kept))
	}
	return nil
}

func (c *connection) openWith(
	ctx context.Context, f flags, input hub.Secret,
) ([]credentials.Notice, error) {
	if f.demo {
		return nil, c.openDemo(ctx, f.account)
	}
	found, notices := c.accounts.Find(ctx, credentials.Ask{Account: f.account, Input: input})
	if !found.Ready() {
		c.unseen = len(notices) > 0
		return notices, c.unusable(f, input, notices)
	}
	session, err := c.accounts.Open(ctx, c.client, found)
	if _, ok := errors.AsType[*hub.Challenge](err); ok {
		return notices, exit{code: codeLogin, err: fmt.Errorf(
			"%s asks for a second factor, which a script can not answer; tagboat login %s asks for it once", found.Username, found.Username)}
	}
	if err != nil {
		return notices, exit{code: codeOfLogin(err), err: fmt.Errorf("as %s: %w", found, err)}
	}
	c.client.Use(session)
	return notices, nil
}

func codeOfLogin(err error) int {
	if _, ok := errors.AsType[*credentials.Paused](err); ok {
		return codeLogin
	}
	return codes[export.OutcomeOf(err)]
}

// unusable tells whether there must be a login: when an account or a secret was
// given. What is merely stored may be unusable, and public things be had all the
// same.
func (c *connection) unusable(f flags, input hub.Secret, notices []credentials.Notice) error {
	switch {
	case f.preferred && input.IsZero() && !f.given:
		return nil
	case f.account != "" && len(notices) == 0:
		return exit{code: codeLogin, err: fmt.Errorf("no session of %s is kept here; tagboat login %s begins one", f.account, f.account)}
	case f.account != "", !input.IsZero(), f.given:
		return exit{code: codeLogin, err: errors.New("the login that was given can not be used; without it there is no complete answer")}
	default:
		return nil
	}
}

// openDemo logs in with a sample account, alice's unless another is named.
func (c *connection) openDemo(ctx context.Context, name string) error {
	for _, a := range demo.Accounts() {
		if name != "" && a.Name != name {
			continue
		}
		session, err := c.client.Login(ctx, a.Name, hub.NewSecret(a.Secret))
		if challenge, ok := errors.AsType[*hub.Challenge](err); ok {
			session, err = c.client.Answer(ctx, challenge, a.Code)
		}
		if err != nil {
			return fmt.Errorf("the demo's own account: %w", err)
		}
		c.client.Use(session)
		return nil
	}
	return usage{fmt.Errorf("the demo has no account %q", name)}
}

// mostSecret bounds what is read of a secret on standard input, in bytes.
const mostSecret = 64 << 10

// secretFrom reads the secret that --password-stdin announces: one line.
func secretFrom(ctx context.Context, m Machine, f flags) (hub.Secret, error) {
	if !f.passwordStdin {
		return hub.Secret{}, nil
	}
	if term.IsTerminal(m.In.Fd()) {
		return hub.Secret{}, usage{errors.New("--password-stdin reads a pipe; without it the form asks")}
	}
	in := bufio.NewReader(io.LimitReader(patient{ctx, m.In}, mostSecret))
	line, err := in.ReadString('\n')
	for err == nil && !endsHere(line) {
		var more string
		more, err = in.ReadString('\n')
		line += more
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return hub.Secret{}, fmt.Errorf("standard input: %w", err)
	}
	if strings.Trim(line, "\r\n") == "" {
		return hub.Secret{}, usage{
			errors.New("--password-stdin: there is nothing on standard input"),
		}
	}
	secret, err := credentials.FromPipe(line)
	if err != nil {
		return hub.Secret{}, usage{fmt.Errorf("what came on standard input was not sent: %w", err)}
	}
	return secret, nil
}

// endsHere reports whether a line feed ends the secret: not before there is one,
// nor in UTF-16, where it is half a character.
func endsHere(line string) bool {
	wide := strings.Contains(line, "\x00") || strings.HasPrefix(line, "\xff\xfe") ||
		strings.HasPrefix(line, "\xfe\xff")
	return strings.Trim(line, "\r\n") != "" && !wide
}
