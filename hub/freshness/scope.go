package freshness

import "strings"

// Needs is the least part of a repository's tags that answers a question about a tag: its verdict
// and what is newer. What a word is now ([Answer.Now]), and what has a digest, only a list of
// everything tells in full.
//
// Where the Hub is asked for names that hold a text, it proves nothing of other names, and not that
// a tag is gone.
func Needs(tag string) Scope {
	r := read(tag)
	if !r.counts() {
		return Scope{Holding: tag, All: tag == ""}
	}
	longest := ""
	for _, piece := range []string{r.flavour[1:max(r.cut, 1)], r.flavour[max(r.cut, 1):]} {
		for part := range strings.FieldsFuncSeq(piece, isMark) {
			if len(part) > len(longest) {
				longest = part
			}
		}
	}
	if strings.Trim(longest, separators) == "" {
		return Scope{All: true}
	}
	return Scope{Holding: longest}
}

// isMark reports whether a letter of a flavour stands for what was taken out.
func isMark(r rune) bool { return strings.ContainsRune(releaseMark+buildMark+baseMark, r) }

func contains(text, part string) bool { return strings.Contains(text, part) }
