package plan

import (
	"tagboat/hub"
	"tagboat/hub/compact"
	"tagboat/hub/query"
	"tagboat/hub/stale"
)

// row is a tag, or a manifest without one, and what becomes of it.
type row struct {
	hub.RepositoryTag
	fate
}

// fate is what becomes of a row, and why.
type fate struct {
	goes   bool
	kind   stale.Kind
	reason string
}

// schema is that of tags of many repositories, and what becomes of them.
func schema() query.Schema[row] {
	s := query.Lift(query.NamespaceTags(), func(r *row) *hub.RepositoryTag {
		return &r.RepositoryTag
	})
	s.Keep = func() query.Keeper[row] { return new(kept) }
	s.Groups = append(s.Groups, query.GroupBy(func(r *row) fate { return r.fate }))
	s.Fields = append([]query.Field[row]{
		{
			Name: "goes", Kind: query.Flag, Help: "whether it could go: yes or no",
			Examples: []string{"goes:yes", "goes:no"}, Values: []string{"yes", "no"},
			Flag: func(r *row) bool { return r.goes }, Group: len(s.Groups),
		},
		{
			Name: "reason", Kind: query.Text, Help: "a part of why it goes or stays, or of the word for it",
			Examples: []string{"reason:locked", "reason:pulled"}, Values: reasons(), Group: len(s.Groups),
			Strings: func(r *row, match func(string) bool) bool {
				return match(r.kind.String()) || match(r.reason)
			},
		},
	}, s.Fields...)
	s.Orders = append([]query.Order[row]{{
		Letter: 'g', Name: "goes", Help: "what could go first, by repository",
		Text: func(r *row) string {
			if r.goes {
				return "0" + r.Repository.Name
			}
			return "1" + r.Repository.Name
		},
		Key: func(dst []byte, text string) []byte { return append(dst, text...) },
	}}, s.Orders...)
	return s
}

func reasons() (words []string) {
	for _, k := range stale.Kinds() {
		words = append(words, k.String())
	}
	return words
}

// kept are rows by their numbers, in little memory. The reasons, of which many are the same, are
// held once each.
type kept struct {
	tags    compact.RepositoryTags
	fates   compact.Chunks[fate]
	reasons map[string]string
}

func (k *kept) Len() int { return k.tags.Len() }

func (k *kept) Append(r *row) {
	k.tags.Append(&r.RepositoryTag)
	told := k.once(r.fate)
	k.fates.Append(&told)
}

func (k *kept) Set(number int, r *row) {
	k.tags.Set(number, &r.RepositoryTag)
	told := k.once(r.fate)
	k.fates.Set(number, &told)
}

func (k *kept) once(f fate) fate {
	if k.reasons == nil {
		k.reasons = map[string]string{}
	}
	if same, known := k.reasons[f.reason]; known {
		f.reason = same
	} else {
		k.reasons[f.reason] = f.reason
	}
	return f
}

func (k *kept) Row(number int) *row {
	return &row{*k.tags.Row(number), *k.fates.Row(number)}
}

func (k *kept) Brief(number int, room *row) *row {
	room.RepositoryTag = *k.tags.Brief(number, &room.RepositoryTag)
	room.fate = *k.fates.Row(number)
	return room
}
