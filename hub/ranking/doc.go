// Package ranking finds names by a few typed words, matched and ranked as fzf
// does it: every word must be found, each by fzf's own algorithm, and the sum
// of its scores decides, then the shorter name, then the one that came first.
//
// Words are scattered letters unless they are marked: 'exact, ^start, end$,
// 'alone', !without. Differences from fzf's program: capitals do not matter,
// because names on the Hub have none, and there is no word for "or".
//
// A hundred thousand names are searched between two frames. Three things make
// that possible. A mask of its letters tells of most names that they can not
// match. A query that goes on from the one before looks only at what that
// found. And names are scored in the order of the best score that they could
// reach, by cheap bounds, until the best ones are known: what follows can not
// be better. See Finder.
package ranking
