// Package stale says which tags of a repository could go, and why each of the others stays. It is
// pure: it asks for nothing and has no clock; what is not known stays.
//
//	rules, err := stale.Wanted{Older: "90d", Keep: 10}.Read(now)
//	draft := rules.Draft(rows, whole)            // the rows of one repository, and whether they are all
//	locks := stale.Locks{}                       // nobody knows them; with draft.AsksForLocks they are needed
//	plan := draft.Plan(stale.LocksOf(detail.ImmutableTags))
//	plan.Goes(n); plan.Reason(n)                 // "pushed 200 days ago, pulled 120 days ago"
//	plan.Sum()                                   // how many, and how many bytes, at least and at most
//
// # What a rule says
//
// A row goes where at least one rule is about it and none has it stay. There is no default rule.
//
//	Older     it was pushed before that and last pulled before that, itself and each of its
//	          platforms. A tag that is not known to have been pulled stays, unless Unpulled is said.
//	Keep      the so many newest stay, counted among the tags of the repository that Match finds and
//	          Never does not: so more stay than if all were counted. The date is the later one of
//	          push and update; of tags of one moment the first by name counts as newer.
//	KeepPer   the highest version of each line stays. A line is the first number of a version, the
//	          first two, or three, with what tells its variant: 1.27-alpine is one minor line, 1.27
//	          another, and 1.27-rc a third. Builds (-55, -20260101, a commit) are of the line of
//	          their release. A version with fewer numbers than that (1 among minor lines) is a line by
//	          itself, and stays. What is no version has no line: given alone, KeepPer is not about it.
//	Match     nothing but what the filter finds may go.
//	Never     what the filter finds stays.
//	Untagged  manifests that no tag points at may go too; Older, Match and Never hold for them. Those
//	          whose pulls are unknown are judged by their push.
//
// # What stays all the same
//
// Tags of one digest are one image: where one of its names stays, all do. Tags of which only the
// name is known, or not the digest, stay; so does what is locked, what may be locked for all that
// is known, and everything in a repository that was not read whole.
//
// A manifest without a tag stays where it is a platform, or an attestation, of a tag that stays,
// and where a tag that stays does not tell all of its platforms. Of what another manifest without a
// tag is made is told by nobody: one that goes may be a part of one that stays.
//
// A signature, an attestation or a bill of materials that is kept as a tag (sha256-….sig) goes with
// what it is made for, whatever the rules say of it but Never and locks, and stays with it; where
// that is not here, it stays.
//
// # Bytes
//
// Each manifest counts once, with the compressed bytes that the Hub tells, and only where no row
// that stays holds it: neither as its own nor as a platform. Layers are not known. All of what goes
// may be free: that is at most. Its layers may all be those of what stays: at least what the
// largest manifest that goes is larger than all that stays together is free, which mostly is
// nothing. Manifests of unknown size are in neither, and counted; where one of them stays, at least
// is nothing, as it is where the manifests without a tag are not among the rows: whoever gives the
// rows sees to that. The bounds are those of one repository; the documents of indexes are not in
// them.
//
// A tag that is deleted leaves its manifests where they are. Bytes are free once these are gone
// too.
package stale
