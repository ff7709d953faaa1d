package command

import (
	"context"
	"time"

	"github.com/charmbracelet/x/term"

	"tagboat/hub/credentials"
)

// dockerAuth is Docker's own configuration in the environment, which a container engine needs.
const dockerAuth = "DOCKER_AUTH_CONFIG"

// secretVariables hold secrets. Whatever the program starts would inherit them, and a clipboard's
// program keeps them for days.
var secretVariables = []string{"TAGBOAT_PASSWORD", "TAGBOAT_TOKEN", dockerAuth}

// TakeSecrets takes the secrets out of the process's environment, before anything is started, and
// returns a way to read the environment as it was.
func TakeSecrets(getenv func(string) string, unset func(string) error) func(string) string {
	taken := map[string]string{}
	for _, name := range secretVariables {
		taken[name] = getenv(name)
		_ = unset(name) // it fails only for a name that can be none
	}
	return func(name string) string {
		if value, ok := taken[name]; ok {
			return value
		}
		return getenv(name)
	}
}

// How long a credential helper may take: it may ask for a passphrase, where there is somebody to
// ask.
const (
	patienceOfPeople   = 2 * time.Minute
	patienceOfMachines = 5 * time.Second
)

// attended reports whether a person sees what is said, and can answer.
func attended(m Machine) bool { return term.IsTerminal(m.Err.Fd()) || term.IsTerminal(m.In.Fd()) }

func patience(m Machine) time.Duration {
	if attended(m) {
		return patienceOfPeople
	}
	return patienceOfMachines
}

// tellingWaits has a person told what is waited for.
func tellingWaits(ctx context.Context, m Machine) context.Context {
	if !attended(m) {
		return ctx
	}
	return credentials.WithWaiting(ctx, func(n credentials.Notice) {
		tellAll(m, []credentials.Notice{n})
	})
}
