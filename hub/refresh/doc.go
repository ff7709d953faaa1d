// Package refresh brings what is kept of lists up to date: whole jobs over many lists, as package
// export does them, of which nothing is written but the index.
//
//	run, err := refresh.New(client, index, refresh.Request{Targets: args, Began: now})
//	release, err := refresh.InTurn(ctx, folder, tellThatItWaits)
//	summary := run.Do(ctx)
//
// Of a list that is known its newest rows are read where they prove the rest (package index), else
// all. A list is done when the index has it, not when it was read: each is written before the next
// one begins, so that a run which ends early, or is killed, leaves what it has done.
//
// One run at a time works on an index ([InTurn]). Who waited leaves out what was verified since it
// began, so that two at once read nothing twice. The client should be sparing ([hub.Options]).
package refresh
