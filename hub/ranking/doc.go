// Package ranking finds names by a few typed words, matched and ranked as fzf does it: every word
// must be found, each by fzf's own algorithm, and the sum of its scores decides, then the shorter
// name, then the one that came first.
//
// Words and their marks are read as those of lists ([query.Word]): ^start, end$, ^whole$,
// 'alone', ~scattered and !without mean the same in both. What differs is fzf's: a bare word is
// scattered letters, and a quote before one makes it stand in one piece; behind "!" it is the other
// way round, because few people look for what lacks some letters in some order. Differences from
// fzf's program: "~" is a mark, "!!" is none, a "$" behind a quote is a letter, capitals do not
// matter, because names on the Hub have none, and there is no word for "or".
//
// Every name that may match is scored: a mask of its letters tells of most names that they do not.
// A hundred thousand names take some milliseconds where few match and some ten where all do, so a
// search runs beside the loop of a screen, over a snapshot, and ends with its context.
package ranking
