// Package endtoend holds tests only: they build the program, run it in a real
// pseudo-terminal and look at the screen of a terminal emulator behind it, as a
// person would.
//
// What is waited for is text on that screen, never bytes and never time: the
// program writes only the cells that changed, in whatever order is cheapest,
// so its output says little until a terminal has drawn it.
package endtoend
