// Package session is who we are to the Hub: a [Session] that a login returned, the [Challenge] that
// may come in its place, how a session renews itself, and in which form it outlives the program.
// [Routes] are the Hub's routes for that; each question is sent once, for the Hub counts failed
// logins.
package session
