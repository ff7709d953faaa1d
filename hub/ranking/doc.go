// Package ranking finds names by a few typed words, matched and ranked as fzf
// does it: every word must be found, each by fzf's own algorithm, and the sum
// of its scores decides, then the shorter name, then the one that came first.
//
// Words and their marks are read as those of lists ([query.Word]): ^start, end$, ^whole$,
// 'alone', ~scattered and !without mean the same in both. What differs is fzf's: a bare word is
// scattered letters, and a quote before one makes it stand in one piece; behind "!" it is the other
// way round, because few people look for what lacks some letters in some order. Differences from
// fzf's program: "~" is a mark, "!!" is none, a "$" behind a quote is a letter, capitals do not
// matter, because names on the Hub have none, and there is no word for "or".
//
// A hundred thousand names are searched between two frames. Three things make
// that possible. A mask of its letters tells of most names that they can not
// match. A query that goes on from the one before looks only at what that
// found. And names are scored in the order of the best score that they could
// reach, by cheap bounds, until the best ones are known: what follows can not
// be better. See Finder.
package ranking
