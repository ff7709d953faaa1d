// Package store is the file of an index at work: one connection that reads, one goroutine that
// writes behind everything else, who saw what (a [Viewer]), which lists there are, and how the file
// is kept small. What the rows mean is the index's. Where the file cannot be used it says so once
// ([Store.Notices]), and from there on reads and keeps nothing.
package store
