// Package past asks the rows of an index what was: which images a tag was, what is new in lists,
// and how often repositories were pulled. It says nothing that no look saw: a tag was an image from
// the first look that saw it so to the last, and what was between that and the first look that saw
// something else, nobody knows.
package past
