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
// Names that follow one another mostly share their beginning, as the tags of a repository do. What
// it has of a word is found once for all of them, and bounds tell of most names that they are not
// among the best, so that fzf's algorithm runs for few. What is found is the same as without. A
// million names take some twenty milliseconds of work, which all processors share, a hundred
// thousand two or three; ten times as much where letters are strewn over all names of one
// repository. So a search runs beside the loop of a screen, over a snapshot, and ends with its
// context.
package ranking
