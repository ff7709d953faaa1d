// Package export writes whole listings of the Docker Hub to an io.Writer: the references of an
// account, its repositories, the tags of one repository, one tag. It proves at the end that nothing
// is missing, or names what is.
//
//	work, err := export.Images(client, export.Request{Targets: args, Filter: "arch:arm64"}, form, os.Stdout)
//	plan, err := work.Plan(ctx)                            // what it will cost
//	work.Observe = show                                    // how far it has come
//	summary := work.Run(ctx)
//	outcome := summary.Outcome()                           // complete, partial …
//
// It gives rows; how they are written is the caller's [Form], and so are the words about them.
//
// # Order and speed
//
// Repositories are read while the list of repositories is, and the client's bound on requests in
// flight is shared by them all. Lists are written in order (namespaces as named, repositories by
// name, tags newest first), whichever comes back first. Namespaces' repositories are asked for by
// name, because that order does not move when somebody pushes.
//
// # Memory
//
// Pages that came before their turn are few, whatever the size of the account: who runs ahead stops
// and waits. A list that is put in another order is in memory as a whole until it is written; a
// filter is not: it streams. The names of the rows of a list that is being read are kept, so that
// no row is written twice.
//
// # Proof
//
// Each list's rows are compared with the total that the Hub counted when it began. What disagrees,
// cannot be read, or moved while it was read becomes a [Miss]. One list that fails does not stop
// the others; when eight in a row fail as they do when the network or the session is gone, the run
// ends.
//
// Counts that agree prove no more than the Hub tells: of repositories that a token may not see, it
// is silent. [Summary] says how far they reach.
package export
