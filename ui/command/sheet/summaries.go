package sheet

import (
	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/index"
	"tagboat/hub/refresh"
	"tagboat/ui/command/report"
)

// outcomes are the ways in which a sync ends, as scripts read them.
var outcomes = []string{
	export.Complete: "complete", export.Failed: "failed", export.Misused: "misused",
	export.Partial: "partial", export.LoginNeeded: "login needed",
	export.Interrupted: "interrupted", export.Closed: "closed",
}

// Synced is what a sync came to, as one object.
func Synced(s *refresh.Summary) []byte { return append(syncs.append(nil, s), '\n') }

func counted(name, help string, of func(*refresh.Summary) int) Column[refresh.Summary] {
	return Column[refresh.Summary]{
		Name: name, Help: help, Value: func(s *refresh.Summary) any { return int64(of(s)) },
	}
}

var syncs = &object[refresh.Summary]{members: []Column[refresh.Summary]{
	{
		Name: "outcome", Help: "how it ended", Words: outcomes,
		Value: func(s *refresh.Summary) any { return outcomes[s.Outcome()] },
	},
	counted("lists", "how many lists there are to keep, as far as is known",
		func(s *refresh.Summary) int { return s.ListsOf }),
	counted("current", "how many of them are up to date",
		func(s *refresh.Summary) int { return s.Lists }),
	counted("whole", "of these, read whole", func(s *refresh.Summary) int { return s.Whole }),
	counted("verified", "of these, proven by their newest rows",
		func(s *refresh.Summary) int { return s.Verified }),
	counted("recent", "of these, verified lately enough by another run",
		func(s *refresh.Summary) int { return s.Recent }),
	counted("unseen", "of these, not visible any more",
		func(s *refresh.Summary) int { return s.Unseen }),
	counted("partial", "how many are not complete, or not provably",
		func(s *refresh.Summary) int { return s.Partial() }),
	counted("failed", "how many could not be read at all",
		func(s *refresh.Summary) int { return s.Failed() }),
	counted("tags", "how many tags the lists hold that are up to date",
		func(s *refresh.Summary) int { return s.Tags }),
	counted("requests", "how many requests it took",
		func(s *refresh.Summary) int { return s.Requests }),
	{
		Name: "missing", Help: "what is not complete, and why",
		Value: func(s *refresh.Summary) any { return several[export.Miss]{misses, s.Misses} },
	},
}}

var misses = &object[export.Miss]{members: []Column[export.Miss]{
	{Name: "list", Help: "its name", Value: func(m *export.Miss) any { return m.List }},
	{Name: "holds", Help: "what it is a list of", Value: func(m *export.Miss) any { return m.Noun }},
	{Name: "rows", Help: "how many were read", Value: func(m *export.Miss) any { return int64(m.Rows) }},
	{
		Name: "count", Help: "how many the Hub counts; null where it does not",
		Value: func(m *export.Miss) any { return numberIf(int64(m.Count), m.Count >= 0) },
	},
	{Name: "says", Help: "what is missing, in words", Value: func(m *export.Miss) any { return report.Miss(*m) }},
}}

// Kept is what is kept of lists, and where.
type Kept struct {
	Path string
	index.Kept
}

// Append writes it as one object.
func (k *Kept) Append(dst []byte) []byte { return append(indexes.append(dst, k), '\n') }

var indexes = &object[Kept]{members: []Column[Kept]{
	{Name: "path", Help: "of the file", Value: func(k *Kept) any { return k.Path }},
	{Name: "bytes", Help: "how large it is", Value: func(k *Kept) any { return k.Bytes }},
	{
		Name: "viewers", Help: "whose views are kept, each apart",
		Value: func(k *Kept) any { return several[index.KeptOf]{viewers, k.Viewers} },
	},
}}

var viewers = &object[index.KeptOf]{members: []Column[index.KeptOf]{
	{Name: "hub", Help: "its address", Value: func(v *index.KeptOf) any { return v.Hub }},
	{
		Name: "account", Help: "who saw it; empty without an account",
		Value: func(v *index.KeptOf) any { return v.Account },
	},
	{Name: "way", Help: "by what it was logged in", Value: func(v *index.KeptOf) any { return v.Way }},
	{Name: "lists", Help: "how many are kept", Value: func(v *index.KeptOf) any { return int64(v.Lists) }},
	{Name: "tags", Help: "how many are kept", Value: func(v *index.KeptOf) any { return int64(v.Tags) }},
	{
		Name: "oldest", Help: "when the list was verified that was verified first; null where none was read whole",
		Value: func(v *index.KeptOf) any { return hub.TimestampOf(v.Oldest) },
	},
	{
		Name: "newest", Help: "when the list was verified that was verified last; null where none was read whole",
		Value: func(v *index.KeptOf) any { return hub.TimestampOf(v.Newest) },
	},
}}
