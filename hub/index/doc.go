// Package index keeps what was seen of lists in one SQLite file: a guest of hub, which does not
// know it. [Index.Tags] describes the tags of a repository as [hub.Client.Tags] does, stores every
// page behind its walks, and reads of a list that is known its newest rows alone where they prove
// that the rest is whole (package delta). What is known of a list can be had before that, without a
// request ([hub.Kept]). Nothing waits for the disk: a page that finds no room in the queue is left
// out, and its list is not known completely; where nothing is told for a second, the Hub is asked.
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
// # The schema
//
// application_id is 0x74616762, user_version the version, 3. Moments are microseconds since 1970 in
// UTC, null where unknown; digests are the 32 bytes behind "sha256:".
//
//	viewer      hub, account ('' is nobody), way ('', 'password', or 16 bytes of a keyed hash of a token)
//	list        of a viewer: the tags of namespace/repository; where repository is '', the repositories
//	            of the namespace; where both are '', the namespaces of the account
//	            looked: when somebody looked at it last; what was not for the longest time makes room
//	            readings: how many were begun, which numbers them
//	            whole: the number of the last complete reading; 0 is none
//	            read: when that began; verified: when the list was known to be whole the last time
//	            answered, newest, total: of page 1 then: when, by the server's clock; its newest row;
//	            how many rows the server counted
//	            dated: the date of the repository before that, where it was told
//	            verdict: what came of looking the last time, in words; concluded: when
//	heard       of a list: names from the registry, of which nothing more is known
//	tag         of a list: name, digest, size (compressed bytes of one platform), updated, pushed,
//	            pulled; platforms, as below; hub_id; updated_by, status, media_type, content_type: words
//	            reading: the last one that it was seen in; since: when this digest was seen first
//	            gone: when it was no longer there, or not visible
//	former      digests that a tag had, since and until when; gone is 1 where the tag was gone after it
//	repository  of a list, as the Hub tells it; content_types and categories are JSON
//	namespace   of a list: name, full_name, role (a word), personal
//	word, platform  what repeats, of a viewer
//	setting     key: that of the hashes of tokens
//
// The platforms of a tag are written one after the other: three times the number of the platform,
// and one more where its digest follows the next number, two more where it is the tag's; the number
// of the word of its status; the digest; its size; pushed and pulled. Numbers are in seven bits a
// byte, the low ones first, the last byte below 128. Sizes and moments have a sign, which is the
// lowest bit (zigzag); moments are counted from the tag's updated, and 0 is unknown: all others are
// one more.
package index
