// Package places knows where a person can go by name: every namespace,
// repository and tag seen in this run, the favourites, and the places visited
// last. A Book is what is known; a Shelf keeps of it on disk what was marked or
// visited; Gather fills a Book with the repositories of an account.
//
// Names that were merely seen stay in memory. What is kept on disk are
// favourites and recent places only: what the person opened or marked, private
// repositories among it, in a file for their eyes. Logging out removes it with
// Shelf.Forget, and whatever still holds something of the account, in this process
// or another, holds it for a Stay that is over: it is neither written nor shown.
package places
