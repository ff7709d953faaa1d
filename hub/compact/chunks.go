package compact

const (
	chunkBits = 10
	chunkSize = 1 << chunkBits
)

// Chunks keep values as they are, a thousand side by side: growing copies no more than these, and
// leaves no more room unused. The zero value is empty.
type Chunks[T any] struct{ chunks [][]T }

// Len is how many values there are.
func (c *Chunks[T]) Len() int {
	last := len(c.chunks) - 1
	if last < 0 {
		return 0
	}
	return last*chunkSize + len(c.chunks[last])
}

// Append gives the next number to a value, from 0.
func (c *Chunks[T]) Append(value *T) {
	last := len(c.chunks) - 1
	switch {
	case last < 0:
		c.chunks = append(c.chunks, nil)
		last = 0
	case len(c.chunks[last]) == chunkSize:
		c.chunks = append(c.chunks, make([]T, 0, chunkSize))
		last++
	}
	c.chunks[last] = append(c.chunks[last], *value)
}

// Set puts a value in the place of the one with a number.
func (c *Chunks[T]) Set(number int, value *T) { *c.Row(number) = *value }

// Row is the value itself, until the next Append.
func (c *Chunks[T]) Row(number int) *T {
	return &c.chunks[number>>chunkBits][number&(chunkSize-1)]
}

// Brief is Row: there is nothing that would have to be made.
func (c *Chunks[T]) Brief(number int, _ *T) *T { return c.Row(number) }
