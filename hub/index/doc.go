// Package index keeps what was seen of lists in one SQLite file: a guest of hub, which does not
// know it. [Index.Tags] describes the tags of a repository as [hub.Client.Tags] does, stores every
// page behind its walks, and reads of a list that is known its newest rows alone where they prove
// that the rest is whole (package delta). What is known of a list can be had before that, without a
// request ([hub.Kept]). Nothing waits for the disk on a screen: a page that finds no room in the
// queue is left out, and its list is not known completely; where nothing is told for a second, the
// Hub is asked. A walk that nobody watches ([hub.Listing.Unattended]) waits for room while
// something is written, ten seconds in all, and where the disk stands still a second.
//
// # Who sees what
//
// Everything belongs to a viewer: a Hub, an account, and how it came in, which is a password or one
// access token, or nobody. What one saw is shown to no other and ended by no other. Several
// processes share the file. A logout deletes what the account saw, from the bytes of the file too,
// and whoever still runs in its name stores nothing more.
//
// # When something is the matter
//
// The file is for its owner alone, 0600 in a folder of 0700, as are the files that SQLite keeps
// beside it (-wal, -shm): all are made before SQLite would make them as the umask says, and stay. A
// damaged file, or another program's, is put aside as ….damaged and begun anew. A file of a newer
// program is left as it is. Where there is none to use, because the disk is full, the folder cannot
// be written or is another machine's, or a lock does not come, the run goes on without and says so
// once ([Index.Notices]); what is there is read where that is possible. A list that the Hub does
// not show any more, deleted or not, is "not visible", and what is known of it stays.
//
// The schema is that of package database; [Schema] explains it, as the manual has it.
package index
