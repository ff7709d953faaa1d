// Package compact keeps the tags of a repository in few bytes: there may be some hundred thousand,
// and as a value a tag with eight platforms takes 750. Of each, [Tags] keeps what is asked of all
// of them side by side, and writes the rest into blocks of text, where a digest is 32 bytes, a
// number as many as it needs, a moment its distance from another, and what repeats from tag to tag
// a number. Tags of one build share the list of their platforms. Nothing is lost, and a collector
// of garbage finds next to nothing to follow. [Names] and [Table] find numbered things by their
// names.
package compact
