// Package name is how things on Docker Hub are called: a [Namespace], a [Repository], a [Reference]
// to a tag or an image, a [Digest], a [Platform]. It is pure, and the only place that turns text
// into a name or a name into text.
//
//	ParseReference, ParseRepository    what docker itself reads, to the letter
//	Read                               whatever people paste: addresses, commands, lines of files
//	ParsePlatform                      what people call a platform: x86_64, armhf, linux/arm64
//	Platform.Fits, Platform.Choose     whether an image runs there: containerd's rule
//
// The grammar of references is distribution/reference, addresses are read by net/url, words of a
// shell by go-shellwords, options by pflag. A reading that could name another image than the text
// does is an error, never a guess: where a text names a tag, the result has that tag or is an
// error.
package name
