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
// is not in the list is never named. [Rules] tells the rules in words.
//
// # How good the rules are
//
// Of 13,843 times that one tag of an official image took another's place, from 2016 to 2026, they
// name the successor in 99 of 100. What is left is the history's own order: two releases on one
// day, of which the later one is named; a release that had been superseded in another line before
// (1.1.5 → 1.2.1 while there was 1.9.4); candidates for a later version after releases between
// (27.0.1-rc.1 → 27.2.0-rc.1: 27.1.2 is named); a flavour that got a longer name (-alpine →
// -alpine3.13, -ubi → -ubi9).
//
// Not named on purpose is what has another precision: software that leaves zeros out is told 3.5
// after 3.4.1 only when there is a 3.5.0.
package freshness
