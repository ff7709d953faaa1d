// Package delta proves by the newest rows of a list that what was known of it is whole with them.
//
// Say that a list was read completely once: every row that stood in it at T1, when page 1 of that
// reading was answered, is known, and U is the newest time on that page. Later its newest rows are
// read, to the first that is strictly older than U; T2 is when the first of these pages was
// answered. A row that stood there at T2 either changed after T1, and then its time is at least U
// and it was read, or it did not, and then it stood there at T1 and is known. So all that stood
// there at T2 is among the rows known and read. Where these are as many as the server counts, they
// are the list. Each condition says what else must hold for that; where one fails, the list is
// read whole.
//
// Assumed, and not to be proven from outside: the server dates changes by a clock that does not go
// back, gives the newest rows first, and a row that comes into sight has a new date, or none and
// stands before all others. That is so of tags; a repository may come into sight with an old date,
// when it is made public or a right is given, and so lists of repositories are always read whole.
package delta
