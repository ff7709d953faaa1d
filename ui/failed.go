package ui

import (
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/manual"
	"tagboat/ui/screen"
)

// failed is the deed that failed last, of which a toast told.
type failed struct {
	err   error
	at    time.Time
	isNew bool // no other key was pressed since
}

// explainFailure shows all that is known of what failed: the deed of which the toast has just told,
// else what stands on the screen, else the last deed.
func (a *App) explainFailure() {
	err, at := a.failed.err, a.failed.at
	if s, ok := a.top().(screen.Failed); ok && s.Failure() != nil && !a.failed.isNew {
		err, at = s.Failure(), a.env.Now()
	}
	if err == nil {
		a.Toast("Nothing has failed here")
		return
	}
	facts := append(hub.Report(err, at), a.circumstances()...)
	entries, lines := make([]manual.Entry, len(facts)), make([]string, len(facts))
	for i, f := range facts {
		entries[i] = manual.Entry{Word: f.About, Meaning: clean.Line(f.Says)}
		lines[i] = f.About + ": " + clean.Line(f.Says)
	}
	a.Push(manual.Report(a.env, "What failed", entries, "the report", lines))
}

// circumstances are the program's and the account's, without a name.
func (a *App) circumstances() []hub.Fact {
	account, server := "nobody", "Docker Hub"
	if session := a.env.Hub.Session(); session != nil {
		account = "logged in with a " + session.Kind.String()
	}
	if a.env.Server != "" {
		server = a.env.Server
	}
	return []hub.Fact{
		{About: "account", Says: account}, {About: "server", Says: server},
		{About: "program", Says: strings.TrimSpace("tagboat " + a.env.Version)},
		{About: "more", Says: "tagboat doctor tells of terminal, network and files"},
	}
}
