// Package query is the filter language and the orders of every collection the Hub shows: what a
// person types after "/" in a list, and what a command takes as --filter and --sort. It is pure: no
// network, no screen, no clock of its own.
//
// # A schema says what a row is
//
//	schema := query.Tags()                             // or query.Repositories(), query.Memberships()
//	filter := query.Parse(schema, "1.27 arch:arm64 !rc", now)
//	for _, problem := range filter.Problems() { … }    // byte columns and what was expected; the other terms work
//	filter.Match(&tag)
//	filter.Highlights(tag.Name)                        // spans of the name to mark
//	query.Complete(schema, text, cursor)               // Tab: field names and known values
//	ranks := query.NewRanks(order, reversed)           // order comes from schema.Orders or schema.Order("version")
//	ranks.Append(&row); ranks.Sorted()                 // stable
//
// # The language
//
// Terms stand between spaces, and all of them must hold.
//
//	word          the name holds the word; capitals do not matter
//	'word         the word stands alone: no letter or digit touches it ('1.2 finds 1.2-alpine and 1.2.3, not 11.2 or 1.20)
//	^start        the name starts so
//	end$          the name ends so
//	^whole$       the name is exactly this
//	~fuzzy        the letters occur in this order, with anything between them
//	field:value   as the schema's fields say; commas mean "or": arch:arm64,amd64
//	!term         not the term, whichever of the above it is
//
// [ReadWord] reads the marks, here and for package ranking, where a bare word is scattered letters.
//
// Sizes are decimal (100MB) or binary (100MiB), ages count hours, days, weeks, months of 30 days
// and years of 365 (12h 7d 2w 3mo 1y), numbers may end in k, M or B. Each may follow <, >, <=, >=
// or =; with none of them a size or an age means "at most" and a number means "equal". What is not
// known (an empty date, a size the Hub did not send) matches no comparison. Words such as
// arch:arm64 are compared whole, text such as by:alice by a part, digests from their start.
//
// What can find nothing is a problem, as what cannot be read is: a size without a unit, a letter
// that no name has, an architecture that no image is built for, terms that exclude one another.
//
// # Orders
//
// An order gives each row a key: a number, or bytes that compare as the order does ([VersionKey]).
// [Ranks] keeps the keys of many rows; rows with equal keys stay in the order they arrived in, and
// rows whose key is unknown come last in either direction.
package query
