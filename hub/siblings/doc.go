// Package siblings knows which tags of one repository are the same image, from the digests that
// every page of tags brings along. It is pure: it asks for nothing, and what is not known is never
// the same as anything.
//
//	index := siblings.New(hub.NewPlatform("linux", "amd64", "", ""))
//	turned := index.Add(page.Rows)                     // in proportion to the page; turned rows begin or cease to stand for their image
//	for level, name := range index.Of("latest").All() { … }  // 1.27.3, 1.27, mainline; then what is less the same
//	index.Word(level)                                  // "same image", "same platforms", "same for linux/amd64"
//	index.Representative("latest")                     // "1.27.3": the most specific name of the same image
//	index.Next("latest")                               // once round the names of the same image
//
// # Three levels
//
// Each level is an equivalence relation on the tags whose digests at that level are known, whatever
// order pages come in.
//
//	SameImage      one index, or one manifest where there is no index: nothing differs
//	SamePlatforms  every platform's manifest is the same; another index, for instance because of attestations
//	SameForMine    my platform's manifest is the same; another platform was built again, added or removed
//
// # The order of names
//
// Most specific first: versions with more numbers before those with fewer, plain versions before
// those with words behind them, versions before words, words with numbers before words without,
// "latest" after all other words.
package siblings
