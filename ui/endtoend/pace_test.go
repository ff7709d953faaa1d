//go:build !windows && !race

package endtoend_test

// atOnce is how many tests share a processor.
const atOnce = 4
