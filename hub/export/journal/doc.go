// Package journal remembers what a run has written, so that the same command, run again after it was killed, writes only what is missing.
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
// Each line is written once over all runs, whenever they are killed. A record of the lines goes into the journal before they go out, and a
// short one after; what stands between the two is the only doubt there can be, and it is a page at most.
//
// When the output is a regular file, there is no doubt left: the file's length tells how much of the page arrived, and a page of which only a
// part did is cut off and written again. It does not matter whether the next run appends to the same file or writes another one, as long
// as the file stays where it is. Was the file emptied or shortened meanwhile, then what it lost is written again. Lines that others append to it
// between two runs stay, unless the first was killed: what then stands where its last page should is taken for that page.
//
// When the output is a pipe, nobody can know what its reader still took. Lines go out in pieces that the system hands over whole (4,096 bytes,
// unless a single line is longer), and a piece in doubt is written again: nothing is lost, and [Journal.Doubt] tells how many lines may stand there
// twice. A run that was killed while it waited for its reader, which is where it spends its time, left none.
//
// A computer that loses its power may lose the newest seconds of both files: the journal is brought to the disk after the output and no more than
// every two seconds. What the output lost is written again.
package journal
