// Package credentials knows who is logged in on this machine: what "docker login" stored, and what tagboat keeps of its own.
//
// Docker's side is only ever read: the entry for the Hub in config.json, or in the credential helper that this file names. Tagboat's side is
//
//   - accounts.json in the state directory: which accounts there are and where each is kept, which secrets were refused, how often a name
//     was. It holds no secret.
//   - the session of an account, or its access token, under tagboat's own key in the credential helper that Docker is configured with; or,
//     where the person chose that, in sessions.json in the state directory, mode 0600.
//
// Everything is kept per Hub: what was entered for one server is never offered to another.
//
// A secret that the Hub refused is never sent again by itself, by any process: the Hub locks an account after a few failed logins (Hub API
// notes, "Login limiter"). What goes wrong here never stops the program. It becomes a Notice, which is a sentence to show once.
//
// The package reads no environment and asks for no directory: both are given to it. Notices and errors may quote a few words of a helper,
// which are foreign text; no secret is in any of them.
package credentials
