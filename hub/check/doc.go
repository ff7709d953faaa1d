// Package check says of references that were found in files whether they are still right. It asks
// for the list of each repository once, however often it stands in files, many repositories side by
// side, and for no more of a list than the references need; hub/freshness decides.
//
//	c := check.New(client, check.Request{Files: files, Index: lists})
//	c.Cost(ctx)                             what it will take, without asking anything
//	report, err := c.Run(ctx, observe)      a result for each reference, in the order of the files
//	report.Results[0].Verdict               check.Newer
//	check.Patch(file, content, results, change)
//
// What is asked of a repository:
//
//	known in the index                      its newest rows, which prove the rest
//	one flavour, as 1.27-alpine             the tags whose names hold the word: TagsNamed
//	words alone, as latest                  the newest hundred tags, in which they mostly are
//	several flavours, or none               all of it; or the words, where these are fewer pages
//	a tag that was not among these          that tag
//	no deeper without an account            the registry's names, where names are enough
//
// A reference is current only by a list that is proven to be complete for the question. The Hub's
// search for names is taken at its word where it counts its rows and finds the very tags that stand
// in files; where it does not, the list is read whole.
package check
