// Package paging reads collections that come in pages. A [Source] is where pages come from: the
// Hub, a registry, an index on disk, a slice of a test. A [Listing] describes one; describing does
// no I/O. A [Reader] walks through it, several pages in flight and delivered in order, can be
// stopped and taken up again, and ends with a [Verdict]: complete, changed underneath, or partial
// and why.
//
// A Reader is a list of jobs and one loop: walk through the pages; where these do not prove by
// themselves that the list is whole (proof.go), check page 1 again, and reread what moved. What
// each page costs, and who asks, is the Source's business.
package paging
