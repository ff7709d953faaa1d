//go:build !race

package hub_test

// raced tells that the race detector is watching.
const raced = false
