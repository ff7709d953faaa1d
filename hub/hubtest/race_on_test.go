//go:build race

package hubtest_test

// slowdown is how much slower the race detector may make things.
const slowdown = 20
