package keyboard

import "io"

// Settle has nothing to do: the console reads answers apart from keys.
func (*Input) Settle(io.Writer) {}
