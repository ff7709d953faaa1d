// Package statefile keeps small files of state: JSON with a version, replaced as a whole, written
// by one process at a time. It is the only code of the program that writes such a file.
//
// A file is for its owner alone: mode 0600 in a folder that is made with mode 0700. One that
// others may read, a link, a pipe or a folder in its place is refused with a sentence that says
// what to do, and so is a folder that belongs to somebody else, also by root. What cannot be read
// as the program's own is damaged: the next change puts it aside under another name and begins
// anew. What a newer program wrote is left as it is.
//
// A new version of a file is written beside it, reaches the disk, and takes its name; then the
// folder reaches the disk too. What a killed process left half-written is removed by the next one.
// The lock is another file, which stays empty: a lock on the file itself would be lost with every
// replacement.
//
// Errors are sentences for a person and never hold what stands in a file.
package statefile
