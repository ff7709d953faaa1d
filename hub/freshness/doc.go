// Package freshness decides from a list of tags whether a reference is still right: whether its tag
// is there, means the digest that is pinned, and is the newest of its flavour. It is pure: it asks
// for nothing and has no clock.
//
//	needed := freshness.Needs("1.27.2-alpine")          // names that hold "-alpine" are enough
//	list := freshness.New(tags, freshness.Scope{All: true})  // once for each repository
//	answer := list.Answer(freshness.Question{Tag: "1.27.2-alpine", Platforms: asked})
//	answer.Verdict                                       // Newer
//	answer.Newer                                         // patch 1.27.5-alpine, minor 1.31.4-alpine
//	list.Pin("latest", hub.Platform{})                   // 1.27.3 and its digest
//	list.Which(digest)                                   // the tags that are it now
//
// Nothing is guessed: a tag is current only by a list that is complete for the question, and what
// is not in the list is never named.
package freshness
