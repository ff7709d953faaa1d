package query

import "tagboat/hub"

// Lift is a schema for rows of which another schema knows a part. It keeps rows as they are.
func Lift[S, T any](s Schema[S], part func(row *T) *S) Schema[T] {
	lifted := Schema[T]{
		Name: func(row *T) string { return s.Name(part(row)) }, Letters: s.Letters,
	}
	for _, start := range s.Groups {
		lifted.Groups = append(lifted.Groups, func() func(*T) uint32 {
			group := start()
			return func(row *T) uint32 { return group(part(row)) }
		})
	}
	for _, f := range s.Fields {
		lifted.Fields = append(lifted.Fields, liftedField(f, part))
	}
	for _, o := range s.Orders {
		lifted.Orders = append(lifted.Orders, liftedOrder(o, part))
	}
	return lifted
}

func liftedField[S, T any](f Field[S], part func(row *T) *S) Field[T] {
	lifted := Field[T]{
		Name: f.Name, Help: f.Help, Examples: f.Examples, Values: f.Values, Kind: f.Kind,
		Closed: f.Closed, Read: f.Read, Group: f.Group,
	}
	if f.Strings != nil {
		lifted.Strings = func(row *T, match func(string) bool) bool {
			return f.Strings(part(row), match)
		}
	}
	if f.Digests != nil {
		lifted.Digests = func(row *T, match func(hub.Digest) bool) bool {
			return f.Digests(part(row), match)
		}
	}
	if f.Number != nil {
		lifted.Number = func(row *T) (int64, bool) { return f.Number(part(row)) }
	}
	if f.Flag != nil {
		lifted.Flag = func(row *T) bool { return f.Flag(part(row)) }
	}
	return lifted
}

func liftedOrder[S, T any](o Order[S], part func(row *T) *S) Order[T] {
	lifted := Order[T]{
		Letter: o.Letter, Name: o.Name, Help: o.Help, Descending: o.Descending, Key: o.Key,
	}
	if o.Number != nil {
		lifted.Number = func(row *T) (int64, bool) { return o.Number(part(row)) }
	}
	if o.Text != nil {
		lifted.Text = func(row *T) string { return o.Text(part(row)) }
	}
	return lifted
}
