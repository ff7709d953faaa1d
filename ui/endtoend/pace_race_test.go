//go:build !windows && race

package endtoend_test

// atOnce is how many tests share a processor: fewer, because the race detector makes terminals
// slow to answer.
const atOnce = 2
