//go:build !race

package ranking_test

import "time"

// frame is what a key may take.
const frame = 16 * time.Millisecond
