//go:build race

package ranking_test

import "time"

// frame is what a key may take under the race detector.
const frame = 20 * 16 * time.Millisecond
