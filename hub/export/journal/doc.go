// Package journal remembers what a run has written, so that the same command, run again after it
// was killed, writes only what is missing.
//
//	j, err := journal.Open("images.journal", command, os.Stdout, now)
//	if rows, ok := j.Done("acme/api"); ok { … }       // a list that was written to its end
//	known := j.Written("acme/web")                     // of a list that was not
//	err = j.Write("acme/web", lines)                   // to the output, and on record
//	err = j.Finish("acme/web", 120)
//	err = j.Close()
//
// # What it promises
//
// Each line is written once over all runs, whenever they are killed. A record of the lines goes
// into the journal before they go out, and a short one after; what stands between the two is the
// only doubt there can be, and it is a page at most.
//
// When the output is a regular file, there is no doubt left, for the record holds the lines
// themselves. A run looks at the output before it writes: byte for byte, what earlier runs wrote
// there must stand where they wrote it. Of a page that was torn the rest is written after its
// beginning; what the file lost at its end is written again; nothing is ever cut off. If anything
// else stands there, because the file was edited, sorted or replaced, by one with the same number
// too, then nothing is written, and the error says what to do. It does not matter whether the next
// run appends to the same file or writes another one, as long as the file stays where it is. Lines
// that others append, between two runs or during one, stay.
//
// When the output is a pipe, nobody can know what its reader still took. Lines go out in pieces
// that the system hands over whole (4,096 bytes, unless a single line is longer), and a piece in
// doubt is written again: nothing is lost, and [Journal.Doubt] tells how many lines may stand there
// twice. A run that was killed while it waited for its reader, which is where it spends its time,
// left none. It is the same with a page in doubt whose file is gone, is another, or cannot be read.
//
// A computer that loses its power may lose the newest seconds of both files: the journal is brought
// to the disk after the output and no more than every two seconds. What the output lost is written
// again.
//
// # The file
//
// It is only appended to, is locked for as long as a run lasts, and never changes its name.
// Journals of the first version, whose records hold keys and no lines, are read and gone on with.
// Where such a journal ends in doubt, its page is taken for written when all its keys stand there,
// and a part of it is refused.
package journal
