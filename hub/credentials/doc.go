// Package credentials knows who is logged in on this machine: what "docker login" stored, and what
// tagboat keeps of its own.
//
// Docker's side is only ever read: the entry for the Hub in DOCKER_AUTH_CONFIG, in the credential
// helper that config.json names, or in config.json itself. Tagboat's side is
//
//   - accounts.json in the state directory: which accounts there are and where each is kept, which
//     secrets were refused, how often a name was. It holds no secret.
//   - the session of an account, or its access token, under tagboat's own key in the credential
//     helper that Docker is configured with; or, where the person chose that, in sessions.json in
//     the state directory, mode 0600.
//
// # Whose secret goes where
//
// A secret that belongs to this run, in its environment (TAGBOAT_TOKEN, TAGBOAT_PASSWORD), on its
// standard input or typed, serves the Hub that this run names, and no other server. What was kept,
// by "docker login" or by tagboat, serves only the Hub it was kept for: for Docker's Hub the names
// that Docker itself uses for its registry and index, for another Hub its own host and port. No
// redirect carries a secret on.
//
// A logout leaves no secret of the account in any place of tagboat's: not in what was put aside as
// damaged, not where the list of accounts was lost, and not by a login or a renewal of another
// process that was under way and by itself.
//
// # Refused secrets
//
// The Hub locks a name after a few failed logins (Hub API notes, "Login limiter"). So a secret that
// the Hub itself refused, with a 401 in its own shape, is noted, for all processes: it is not sent
// again by itself before a pause is over, of 1, 5, 15, 30 and then 60 minutes. Of several processes
// with the same name one logs in at a time, and the others look again before they send. Another
// secret is sent at once, and what a person types always. Every other answer is no refusal. What
// cannot be written down is remembered for the run and said.
//
// What goes wrong here never stops the program. It becomes a Notice, which is a sentence to show
// once.
//
// The package reads no environment and asks for no directory: both are given to it. Notices and
// errors may quote a few words of a helper, which are foreign text; no secret is in any of them.
package credentials
