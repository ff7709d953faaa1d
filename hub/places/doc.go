// Package places knows where a person can go by name: every namespace, repository and tag that was
// seen, the favourites, and the places visited last. An Index is what is known; a Store saves of it
// on disk what was marked or visited; Gather fills an Index with the repositories of an account.
//
// Names that were merely seen stay in memory. What is saved on disk are
// favourites, views and recent places only: what the person opened, marked or named, private
// repositories among it, in a file for their eyes. Logging out removes it with
// Store.Forget, and whatever still holds something of the account, in this process
// or another, holds it for a Stay that is over: it is neither written nor shown.
package places
