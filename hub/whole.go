package hub

import "context"

// Whole describes a collection that comes in one answer, so that it can be shown as every other: the layers of a platform, the platforms of
// a tag. fetch is asked for each page 1; there is no other page.
func Whole[T any](c *Client, op string, fetch func(ctx context.Context) ([]T, error), key func(row T) string) Listing[T] {
	page := func(ctx context.Context, n int, _ urgency) (Page[T], error) {
		if n > 1 {
			return Page[T]{Number: n, Last: true}, nil
		}
		rows, err := fetch(ctx)
		if err != nil {
			return Page[T]{}, err
		}
		return Page[T]{Number: 1, Rows: rows, Count: len(rows), Last: true}, nil
	}
	return Listing[T]{client: c, op: op, page: page, key: key}
}
