//go:build !race

package hubtest_test

// slowdown is one where nothing slows things down but the machine.
const slowdown = 1
